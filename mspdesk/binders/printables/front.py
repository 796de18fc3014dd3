"""Pages about the paper itself: cover, copies and editions, contents, tabs, filing sheet."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from ...dates import full_date
from ...documentation.queries.completeness import Completeness
from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Blank, Column, Group, TickBox
from ...printing.clean import clean
from ...printing.lines import measure
from ...printing.styles import (
    COVER_KIND,
    COVER_NAME,
    COVER_NAME_SMALL,
    COVER_PLACE,
    TAB_NUMBER,
    TAB_WORD,
)
from ...rows import dataclass
from ..queries.gather import Binder, CoverDocument
from ..queries.recovering import ApprovalDocument
from ..rules.kept import Filing, Kept
from ..rules.labels import Label, runs_of

_CHANGES_SHOWN, _CHANGE_LETTERS = 4, 150
_PLACES_SHOWN = 4
_NAME_ROOM = 700.0
# Lines of contents that fit a page.
_ONE_COLUMN = 32


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition in a list: its number, day, what changed, who printed it."""

    number: int
    on: date
    what: str
    by: str


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One copy in the register."""

    number: int
    holder: str
    place: str
    edition: int
    placed: str
    checked: str

    @property
    def where(self) -> str:
        """Place and holder."""
        return ", ".join(filter(None, (self.place, self.holder)))


@dataclass(frozen=True, slots=True)
class About:
    """What pages say about the paper: the editions, newest first, and all copies out there.

    `loose` is said in place of the edition where these pages are none.
    """

    editions: tuple[EditionLine, ...]
    copies: tuple[CopyLine, ...]
    loose: str = ""


_WAS = re.compile(r", it was [^;]*")


def cover_page(
    binder: Binder, document: CoverDocument, about: About, copy: CopyLine | None
) -> list[Block]:
    """Whose it is, where to begin, which copy this is, what changed, who looked after it."""
    name = clean(document.client)
    long = measure(name, COVER_NAME) > _NAME_ROOM
    places = document.places[:_PLACES_SHOWN]
    more = len(document.places) - len(places)
    others = "; ".join(one.where for one in about.copies if copy and one.number != copy.number)
    newest = about.editions[0]
    return [
        blocks.paragraph(binder.title, COVER_KIND),
        blocks.paragraph(name, COVER_NAME_SMALL if long else COVER_NAME),
        *(blocks.paragraph(_cut(place, 110), COVER_PLACE) for place in places),
        *([blocks.note(f"and {more} more places, see inside")] if more else []),
        blocks.black_box(*_begin(binder, document)),
        blocks.columns(
            blocks.facts([_edition(about, newest)], 1),
            blocks.facts([("Printed", "" if about.loose else full_date(newest.on))], 1),
            blocks.facts([("This copy lives", _cut(copy.where, 90) if copy else "")], 1),
            blocks.facts([("Other copies", _cut(others, 130) if copy else "")], 1),
            shares=(0.9, 0.8, 1.5, 1.5) if about.loose else (0.45, 0.8, 1.7, 1.7),
        ),
        blocks.section("What changed", "Replace pages as the filing sheet says"),
        _editions(about.editions[:_CHANGES_SHOWN], _CHANGE_LETTERS),
        blocks.section("Checked on the shelf", "Sign when you see it here and the edition matches"),
        blocks.log_table(
            [
                Column("Date", 80),
                Column("Edition", 62),
                Column("Name"),
                Column("Initials", 62),
                Column("Anything missing"),
            ],
            None,
            26,
        ),
    ]


def _edition(about: About, newest: EditionLine) -> tuple[str, str]:
    """Which edition it is, or as of which day pages are true that are none."""
    if about.loose:
        return "As of", about.loose.removeprefix("As of ")
    return "Edition", str(newest.number)


def _begin(binder: Binder, document: CoverDocument) -> tuple[str, str]:
    """The black box: where to turn, or what the binder answers."""
    tabs = {leaf.name: leaf.tab for leaf in binder.leaves}
    numbers = [
        f"{when} {number}"
        for when, number in (("by day", document.day_phone), ("any hour", document.night_phone))
        if number
    ]
    call = f"{document.provider}: {', '.join(numbers)}." if numbers else ""
    if "calls" not in tabs:
        return (
            "How is it set up?",
            f"This binder answers that, and belongs to the client. {call}",
        )
    then = f" Then tab {tabs['systems']}, one step at a time." if "systems" in tabs else ""
    return (
        "Something down right now?",
        (
            f"Turn to tab {tabs['calls']} and start calling.{then} "
            f"If the building is unsafe, leave. {call}"
        ),
    )


def _editions(lines: Sequence[EditionLine], letters: int) -> Block:
    return blocks.table(
        [
            Column("Edition", 46, bold=True),
            Column("Date", 76),
            Column("What changed", wrap=True),
            Column("By", 84),
        ],
        [
            (str(one.number), full_date(one.on), told_within(one.what, letters), one.by)
            for one in lines
            if one.number
        ],
        empty="There is no edition yet.",
    )


def told_within(changes: str, letters: int) -> str:
    """What changed in so many letters: first without what it was, then only whole changes.

    Changes are apart by semicolons; one that is cut is no sentence any more.
    """
    line = " ".join(changes.split())
    if len(line) > letters:
        line = _WAS.sub("", line)
    if len(line) <= letters:
        return line
    told, parts = "", line.split("; ")
    for at, part in enumerate(parts):
        more = f"; and {len(parts) - at - 1} more" if at + 1 < len(parts) else ""
        longer = f"{told}; {part}" if told else part
        if len(longer) + len(more) > letters:
            rest = len(parts) - at
            return f"{told}; and {rest} more" if told else _cut(part, letters)
        told = longer
    return told


def _cut(text: str, letters: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= letters else f"{line[: letters - 1].rstrip()}…"


def register_page(document: ApprovalDocument | None, about: About) -> list[Block]:
    """Approval, where the copies are, every edition (B7, page 2)."""
    found: list[Block] = [blocks.title("Approval, copies, editions")]
    if document is not None:
        pairs = [
            ("Written by", document.written_by),
            ("Look at it again by", document.review),
            ("Approved by, at your IT provider", document.approved_by),
            ("Approved by, at the client", document.approved_by_client),
            ("Approved on", document.approved),
        ]
        found += [blocks.section("Approval"), blocks.facts([*pairs, ("Signed", "")])]
    return [*found, *copies_register(about), blocks.section("Editions"), _all_editions(about)]


def copies_register(about: About) -> list[Block]:
    """Every copy out there, with room for one more."""
    rows: list[tuple[str, ...]] = [
        (str(one.number), one.place, one.holder, str(one.edition), one.placed, one.checked)
        for one in about.copies
    ]
    columns = [
        Column("Copy", 36, bold=True),
        Column("Where it lies", wrap=True),
        Column("Who holds it", wrap=True),
        Column("Edition", 46),
        Column("Since", 76),
        Column("Last seen", 76),
    ]
    blank = ("",) * len(columns)
    table = blocks.table(columns, [*rows, blank, blank], framed=True, row_height=24)
    return [blocks.section("Copies", f"{len(rows)} out there"), table]


def _all_editions(about: About) -> Block:
    return _editions(about.editions[:40], 600)


def changes_page(about: About) -> list[Block]:
    """What changed from edition to edition, and room for what changes by hand (B7, page 20)."""
    hand = [Column("Date", 74), Column("What changed", wrap=True), Column("Initials", 62)]
    return [
        blocks.title("Change log"),
        blocks.section("Editions"),
        _editions(about.editions[:12], 600),
        blocks.section("By hand since this print", "Tell your IT provider"),
        blocks.log_table(hand, None, 26),
    ]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: the page a leaf begins on, and its title."""

    label: Label
    last: Label
    title: str
    tab: int


def contents_page(
    binder: Binder,
    entries: Iterable[Entry],
    left_out: Sequence[Label],
    complete: Completeness | None,
) -> list[Block]:
    """Which page is where; for the network binder how complete it is as well."""
    rows: list[tuple[str, str] | Group] = []
    tab = -1
    for entry in entries:
        if entry.tab != tab:
            tab = entry.tab
            rows.append(Group(f"{tab}  {binder.tabs[tab - 1]}" if tab else "In front"))
        pages = str(entry.label)
        if entry.last != entry.label:
            pages += f" to {entry.last}"
        rows.append((pages, entry.title))
    found = [blocks.title("Contents"), *_listed(rows)]
    if left_out:
        gone = runs_of(left_out, left_out)
        found.append(blocks.note(f"Taken out and not replaced: {gone}."))
    if complete is not None:
        found += _completeness(complete)
    return found


def _listed(rows: Sequence[tuple[str, str] | Group]) -> list[Block]:
    """The contents in one column, or in two where one would run over the page."""
    columns = [Column("Page", 76, bold=True), Column("What", wrap=True)]
    half = next(
        (at for at, row in enumerate(rows) if at * 2 >= len(rows) and isinstance(row, Group)), 0
    )
    if not half or not _ONE_COLUMN < len(rows) <= 2 * _ONE_COLUMN:
        return [blocks.table(columns, rows)]
    return [
        blocks.columns(
            blocks.table(columns, rows[:half]), blocks.table(columns, rows[half:]), gap=20
        )
    ]


def _completeness(complete: Completeness) -> list[Block]:
    rows = [
        (
            one.title,
            "none" if one.none else f"{one.percent}%",
            "; ".join(one.missing) if not one.none else "",
            full_date(one.checked_on) if one.checked_on else "",
        )
        for one in complete.sections
        if one.counted
    ]
    columns = [
        Column("Section", 130, bold=True),
        Column("Complete", 58, align="right"),
        Column("What is missing", wrap=True),
        Column("Checked", 76),
    ]
    said = f"{complete.complete} of {complete.counted} sections, {complete.percent}%"
    return [blocks.section("How complete it is", said), blocks.table(columns, rows)]


def tab_page(number: int, word: str, titles: Sequence[str]) -> list[Block]:
    """The page of a tab: its number and word, large, and what is behind it."""
    return [
        blocks.space(60),
        blocks.paragraph(str(number), TAB_NUMBER),
        blocks.paragraph(word, TAB_WORD),
        blocks.rule(1.2),
        *(blocks.paragraph(title, COVER_PLACE) for title in titles),
    ]


def filing_page(
    client: str, filing: Filing, before: Kept, now: Kept, numbers: tuple[int, int]
) -> list[Block]:
    """What to take out of a copy and what to put in, to be carried out page by page."""
    out, into = set(filing.take_out), set(filing.put_in)
    rows = []
    for label in sorted(out | into):
        page = now.by_label.get(label) or before.by_label[label]
        rows.append(
            (
                TickBox(),
                str(label) if label in out else "",
                str(label) if label in into else "",
                page.title,
            )
        )
    columns = [
        Column("", 24),
        Column("Take out", 80, bold=True),
        Column("Put in", 80, bold=True),
        Column("What it is", wrap=True),
    ]
    was, becomes = numbers
    return [
        blocks.title("Filing sheet", f"{client}, from edition {was} to edition {becomes}"),
        blocks.callout(
            f"Only for a copy that says edition {was}.",
            f"Take {len(out)} pages out and put {len(into)} in, line by line. Tear up what comes "
            "out. Keep this sheet in front of the binder.",
        ),
        blocks.table(columns, rows, framed=True, row_height=20),
        blocks.signatures(Blank("Filed by"), Blank("Date", 0.6), Blank("Old pages torn up by")),
    ]
