"""The presentation of an assessment: a plain page, one table, the findings by group, the next step.

It is laid on the table and talked through (S132); the network report is what stays with the client.
"""

from ...checklists.printables.report import GROUPS, Finding, summary
from ...clients.printables import find_client
from ...dates import full_date
from ...desk.area import Paper
from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Blank, Column, Item, Row
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ..queries.presentation import PresentationDocument, presentation_document

_MOST_FIRST = 5
WEIGHTS = {severity: words for severity, (words, _) in GROUPS.items()}
_COLUMNS = (
    Column("Point", wrap=True),
    Column("What we saw", 170, wrap=True),
    Column("What would be right", 150, wrap=True),
    Column("How soon", 74),
)


def lay_out(document: PresentationDocument) -> Layout:
    """Page one in plain words, page two one table, then the groups, last what comes next."""
    found = document.found
    run = found.page.row
    at = run.done_at or run.started_at
    day = full_date(at.date()) if at else ""
    return Layout(
        title=f"Assessment presentation, {run.client}",
        author=found.letterhead.name,
        head=Head(run.client, "What we found, and what we would do", day),
        foot=Foot.of(found.letterhead),
        blocks=[
            blocks.title("Your network in plain words", run.client),
            *[blocks.paragraph(words) for words in summary(found, day)],
            *_matters(document),
            *_good(document),
            blocks.page_break(),
            *_table(document),
            blocks.page_break(),
            *_groups(document),
            blocks.page_break(),
            *_next(document),
        ],
    )


def _matters(document: PresentationDocument) -> list[Block]:
    """What we would begin with, numbered."""
    heavy = document.found.findings[:_MOST_FIRST]
    if not heavy:
        return []
    made: list[Block] = [blocks.space(6), blocks.section("What we would begin with")]
    made += [
        blocks.step(nth, f"{one.section}: {(one.seen or one.point).rstrip('.')}.")
        for nth, one in enumerate(heavy, 1)
    ]
    return made


def _good(document: PresentationDocument) -> list[Block]:
    """What is in order is said first where it is much; nobody does everything wrong."""
    good = len(document.found.good)
    if not good:
        return []
    words = "point is" if good == 1 else "points are"
    sections = list(dict.fromkeys(section for section, *_ in document.found.good))[:4]
    named = f" Among them: {', '.join(sections)}." if sections else ""
    return [blocks.section("What is in order"), blocks.paragraph(f"{good} {words} fine.{named}")]


def _table(document: PresentationDocument) -> list[Block]:
    """How much weighs how heavily, group by group."""
    rows: list[Row] = [
        (one.title, *(str(count) if count else "" for count in one.counts))
        for one in document.table
    ]
    sums = [sum(counts) for counts in zip(*(one.counts for one in document.table), strict=True)]
    heads = (*WEIGHTS.values(), "In order")
    columns = [Column("Group", wrap=True)]
    columns += [Column(head, 84, align="right") for head in heads]
    return [
        blocks.title("At a glance", "how many points, and how soon"),
        blocks.table(
            columns,
            rows,
            totals=[("Together", *(str(one) for one in sums))] if rows else (),
            framed=True,
            row_height=22,
            empty="Nobody has marked a point yet.",
        ),
        blocks.space(8),
        *[
            blocks.paragraph(f"{words}: {meaning[:1].lower()}{meaning[1:]}")
            for words, meaning in GROUPS.values()
        ],
    ]


def _groups(document: PresentationDocument) -> list[Block]:
    """What was found, under the heading it belongs to."""
    made: list[Block] = [blocks.title("What we found", "group by group")]
    if not document.sections:
        made.append(blocks.paragraph("Nothing we saw wants mending."))
    for title, some in document.sections:
        count = "1 point" if len(some) == 1 else f"{len(some)} points"
        made.append(blocks.section(title, count))
        made.append(blocks.table(_COLUMNS, [_finding(one) for one in some], framed=True))
    return made


def _finding(one: Finding) -> Row:
    return (Item(one.point), one.seen, one.line.expect, WEIGHTS.get(one.severity, ""))


def _next(document: PresentationDocument) -> list[Block]:
    """The last page: what we would do, why us, two days to talk, who said what."""
    house = document.found.letterhead
    # The next step of the opportunity is a note to ourselves; it never goes on their paper.
    closing = document.found.closing
    steps = [closing] if closing else []
    steps += [document.proposal] if document.proposal else []
    steps += [
        "You choose what is mended first, what later, and what you leave as it is.",
        "We write down what each side does, what it costs and when it begins.",
    ]
    made: list[Block] = [blocks.title("The next step", house.name)]
    made += [blocks.step(nth, words) for nth, words in enumerate(steps, 1)]
    if document.usp:
        made += [blocks.section("Why us"), blocks.paragraph(document.usp)]
    if document.worth:
        made.append(blocks.section(document.offering or "What it is worth"))
        made += [blocks.paragraph(f"{words}: {value}") for words, value in document.worth]
    call = ", ".join(filter(None, (house.phone, house.email)))
    return [
        *made,
        blocks.space(10),
        blocks.callout("We talk again", f"Any question until then: {call}" if call else ""),
        blocks.space(10),
        blocks.write_on(Blank("Day and time", 1), Blank("With whom", 1)),
        blocks.space(6),
        blocks.section("What you want to do first"),
        blocks.lines(3, 28),
    ]


PRESENTATION: Printable[PresentationDocument] = Printable(
    "presentation", "Assessment presentation", presentation_document, lay_out
)
PAPERS = (Paper("presentation", "Assessment presentation", PRESENTATION, find_client, "clients"),)
