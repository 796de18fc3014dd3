"""The report of a network assessment: what was found, by how much it weighs, in plain words (S094).

It is for somebody who may not be a client yet: nothing in it presumes an agreement, and page one
can be read by who does not know what a firewall is.
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from ...clients.printables import letterhead_of
from ...dates import full_date
from ...desk.area import Paper
from ...errors import UserError
from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Column, Group, Item, Row
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head, Letterhead
from ...rows import dataclass
from ..queries.run_page import RunPage
from ..rules import run as rules
from ..rules.master import Line
from ..rules.run import State
from .gather import find_run, gather_page

GROUPS = {
    1: ("Mend now", "These can stop work or lose data. We would begin here."),
    2: ("Mend soon", "These will cost time or money before long. Plan them within the quarter."),
    3: ("Keep in mind", "No hurry. Good to know when something is bought or changed."),
}
_MOST_FIRST = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """A point that wants something: where it was found, what was seen.

    What the technician was told to do otherwise stays out of a paper the client reads.
    """

    section: str
    line: Line
    severity: int
    seen: str
    ours: bool = False

    @property
    def point(self) -> str:
        """What it is about; of a section for us alone its heading, the rest is for who works."""
        return self.section if self.ours else self.line.text


@dataclass(frozen=True, slots=True)
class Assessment:
    """What an assessment found."""

    page: RunPage
    findings: tuple[Finding, ...]
    good: tuple[tuple[str, str, str], ...]
    unseen: tuple[tuple[str, str, str], ...]
    closing: str
    letterhead: Letterhead

    def weighing(self, severity: int) -> list[Finding]:
        """The findings of one weight."""
        return [one for one in self.findings if one.severity == severity]


def assessment(session: Session, run_id: int) -> Assessment:
    """Gather a report; raises UserError for a checklist whose problems do not weigh anything."""
    page = gather_page(session, run_id)
    if not page.master.severity:
        raise UserError("Only an assessment has a report. Print the results of this one.")
    findings, good, unseen = [], [], []
    closing = ""
    for section in page.master.sections:
        for line in section.lines:
            one = page.result(line.key)
            if line.off or not one.state:
                continue
            parts = (rules.shown(line, one.value).rstrip("."), one.note)
            words = "; ".join(part for part in parts if part)
            if line.key == _last_key(page) and words:
                closing = words
            if one.state == State.ATTENTION:
                weight = one.severity or line.severity or 2
                findings.append(Finding(section.title, line, weight, words, section.ours))
            elif one.state == State.OK and not section.ours:
                good.append((section.title, line.text, words))
            elif one.state == State.NOT_SEEN and not section.ours:
                unseen.append((section.title, line.text, words))
    findings.sort(key=lambda one: one.severity)
    return Assessment(
        page, tuple(findings), tuple(good), tuple(unseen), closing, letterhead_of(session)
    )


def _last_key(page: RunPage) -> str:
    """The closing line, which says the next step in words."""
    keys = [line.key for line in page.master.lines()]
    return keys[-1] if keys else ""


def report(document: Assessment) -> Layout:
    """Page one in plain words, then the findings by weight, what is in order, what was not seen."""
    found = document.page.row
    at = found.done_at or found.started_at
    day = full_date(at.date()) if at else ""
    return Layout(
        title=f"Network report, {found.client}",
        author=document.letterhead.name,
        head=Head(found.client, "Network report", day),
        foot=Foot.of(document.letterhead),
        blocks=[
            blocks.title("What we found", found.client),
            *[blocks.paragraph(words) for words in summary(document, day)],
            *_figures(document),
            *_first(document),
            *_next(document),
            blocks.page_break(),
            *_groups(document),
            *_good(document),
            *_unseen(document),
        ],
    )


def summary(document: Assessment, day: str) -> list[str]:
    """A few sentences anybody can read."""
    found = document.page.row
    looked = len(document.findings) + len(document.good) + len(document.unseen)
    who = found.done_by or found.assigned
    by = f"{who} of {document.letterhead.name}" if who else document.letterhead.name
    first = f"{by} looked at {_points(looked)} of the network at {found.client}"
    first += f" on {day}." if day else "."
    good = f"{_points(len(document.good), capital=True)} {_are(len(document.good))} in order."
    if not document.findings:
        return [first, f"{good} Nothing we saw needs mending."]
    counts = [
        f"{_count(len(document.weighing(weight)))} {words}"
        for weight, words in (
            (1, "should be mended now"),
            (2, "should be mended soon"),
            (3, "we would keep in mind"),
        )
        if document.weighing(weight)
    ]
    second = f"{good} {_points(len(document.findings), capital=True)} "
    second += f"{'wants' if len(document.findings) == 1 else 'want'} attention: {_list(counts)}."
    if document.unseen:
        second += f" {_points(len(document.unseen), capital=True)} could not be seen this time."
    return [first, second]


def _points(number: int, *, capital: bool = False) -> str:
    words = f"{number} point" if number == 1 else f"{number} points"
    return words if number or not capital else "No point"


def _are(number: int) -> str:
    return "is" if number <= 1 else "are"


def _count(number: int) -> str:
    return "one" if number == 1 else str(number)


def _list(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _figures(document: Assessment) -> list[Block]:
    pairs = [(words, str(len(document.weighing(n)))) for n, (words, _) in GROUPS.items()]
    pairs += [("In order", str(len(document.good))), ("Not seen", str(len(document.unseen)))]
    return [blocks.space(6), blocks.inline_facts(pairs), blocks.space(4)]


def _first(document: Assessment) -> list[Block]:
    """What to begin with, the heaviest first."""
    if not document.findings:
        return []
    made: list[Block] = [blocks.section("What to begin with")]
    for nth, one in enumerate(document.findings[:_MOST_FIRST], 1):
        right = f" Right would be: {one.line.expect}" if one.line.expect else ""
        seen = one.seen.rstrip(".") or one.point.rstrip(".")
        made.append(blocks.step(nth, f"{one.section}: {seen}.{right}"))
    rest = len(document.findings) - _MOST_FIRST
    if rest > 0:
        made.append(blocks.note(f"{_points(rest)} more on the following pages."))
    return made


def _next(document: Assessment) -> list[Block]:
    phone = document.letterhead.phone
    call = f" Call {phone} with any question." if phone else ""
    words = document.closing or "We go through this report with you and agree what comes first."
    return [blocks.section("The next step"), blocks.paragraph(f"{words.rstrip('.')}.{call}")]


_FINDING_COLUMNS = (
    Column("Point", wrap=True),
    Column("What we saw", 158, wrap=True),
    Column("What would be right", 158, wrap=True),
)


def _groups(document: Assessment) -> list[Block]:
    made: list[Block] = []
    for weight, (words, meaning) in GROUPS.items():
        found = document.weighing(weight)
        if not found:
            continue
        made.append(blocks.section(words, _points(len(found))))
        made.append(blocks.note(meaning))
        rows: list[Row] = [
            (Item(one.point, "" if one.ours else one.section), one.seen, one.line.expect)
            for one in found
        ]
        made.append(blocks.table(_FINDING_COLUMNS, rows, framed=True))
    return made


_SHORT_COLUMNS = (Column("Point", wrap=True), Column("What we saw", 210, wrap=True))


def _good(document: Assessment) -> list[Block]:
    return _listed("In order", document.good)


def _unseen(document: Assessment) -> list[Block]:
    return _listed("Could not be seen", document.unseen)


def _listed(title: str, found: Sequence[tuple[str, str, str]]) -> list[Block]:
    if not found:
        return []
    rows: list[Row] = []
    before = ""
    for section, text, words in found:
        if section != before:
            rows.append(Group(section))
            before = section
        rows.append((text, words))
    return [
        blocks.section(title, _points(len(found))),
        blocks.table(_SHORT_COLUMNS, rows, framed=True),
    ]


REPORT: Printable[Assessment] = Printable("network-report", "Network report", assessment, report)
PAPERS = (Paper("network-report", "Network report", REPORT, find_run),)
