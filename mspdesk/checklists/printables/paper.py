"""Checklists on paper: before, with boxes to fill in by hand, and after, with their results."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from ...dates import clock_time, full_date, short_date
from ...desk.area import Paper
from ...people.rules import initials
from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Blank, Cell, Column, Group, Item, Row, TickBox
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ...tickets.rules import number_words
from ..queries.across import RunLines
from ..queries.results import Last, Result
from ..queries.run_page import RunPage
from ..rules import run as rules
from ..rules.master import SEVERITIES, Kind, Line, Master
from ..rules.run import State
from .gather import (
    FilledRun,
    Sheet,
    StepList,
    filled_run,
    find_master,
    find_run,
    gather_page,
    sheet_of_master,
    sheet_of_run,
    step_list,
)

MARKS = {State.OK: "check", State.ATTENTION: "P", State.NOT_SEEN: "?", State.NA: "N"}
ROW, CLOSE_ROW = 28.0, 24.0
"""Points a row to write on is high at least; closer where that saves a sheet of paper."""

_NUMBER, _BOX, _SEEN, _INITIALS = 27.0, 22.0, 146.0, 40.0
_SEEN_CLOSE = 138.0

SHEET_COLUMNS = (
    Column("", _NUMBER, align="right"),
    Column("", _BOX, ruled=False),
    Column("Step", ruled=False, wrap=True),
    Column("What you saw, numbers, names", _SEEN, wrap=True),
    Column("Initials", _INITIALS),
)
CLOSE_COLUMNS = tuple(
    replace(column, width=_SEEN_CLOSE) if column.width == _SEEN else column
    for column in SHEET_COLUMNS
)


def _rows(master: Master, page: RunPage | None, hints: bool) -> list[Row]:
    rows: list[Row] = []
    for section in master.sections:
        lines = [line for line in section.lines if not line.off]
        if lines:
            rows.append(Group(section.title))
            rows += [_row(line, page, hints=hints) for line in lines]
    return rows


def _row(line: Line, page: RunPage | None, *, hints: bool) -> Row:
    one = page.result(line.key) if page is not None else Result(line.key)
    last = page.last.get(line.key) if page is not None else None
    detail = _detail(line, one, last) if hints else ""
    step: Cell = Item(line.text, detail) if detail else line.text
    mark = MARKS[State(one.state)] if one.state else ""
    who = initials(one.person) if one.state and one.person else ""
    return (line.number, TickBox(mark), step, _seen(line, one), who)


def _detail(line: Line, one: Result, last: Last | None) -> str:
    """What helps who has only the paper: what is right, who does it, last time's value."""
    limits = rules.bounds(line)
    parts = [line.expect or f"{limits[:1].upper()}{limits[1:]}"]
    if line.blocks:
        parts.append("Nothing below before this is done.")
    if one.vendor or one.doer:
        parts.append(f"For {one.vendor or one.doer}.")
    if last is not None and last.value:
        parts.append(f"Last time {rules.shown(line, last.value)}, {short_date(last.on)}.")
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)


def _seen(line: Line, one: Result) -> str:
    """What was found already, or how the blank wants to be filled."""
    found = "\n".join(part for part in (rules.shown(line, one.value), one.note) if part)
    if one.ticket:
        found = f"{found}\n{number_words(one.ticket)}".strip()
    if found:
        return found
    if line.kind == Kind.NUMBER:
        return f"________ {line.unit}".rstrip()
    if line.kind == Kind.CHOICE:
        return " / ".join(line.choices)
    return "Evidence:" if line.evidence else ""


def sheet(document: Sheet) -> Layout:
    """Boxes, steps, room for what was seen, initials, the legend and the lines to sign."""
    master = document.master
    problem = "problem, say what" if master.target == "person" else "problem, write the ticket no."
    marks = ["done", problem, "not applicable"]
    letters = ["check", "P", "N"]
    if master.not_seen:
        marks.append("not seen")
        letters.append("?")
    ticks = blocks.ticks(*marks, lead="Mark the box:", marks=letters)
    return Layout(
        title=document.title,
        author=document.letterhead.name,
        head=Head(document.whose, document.below, document.right),
        foot=Foot.of(document.letterhead),
        blocks=_to_fill(document, ticks),
        closer=_to_fill(document, ticks, close=True),
    )


def _to_fill(document: Sheet, ticks: Block, *, close: bool = False) -> list[Block]:
    """The blocks of a sheet; `close` leaves the pen 24 points a row."""
    master = document.master
    return [
        blocks.title(document.title),
        *_whose(document),
        blocks.table(
            CLOSE_COLUMNS if close else SHEET_COLUMNS,
            _rows(master, document.page, hints=True),
            framed=True,
            row_height=CLOSE_ROW if close else ROW,
            close=close,
        ),
        blocks.keep(
            ticks,
            blocks.signatures(
                Blank(_doer(master), 1, document.technician),
                Blank(_witness(master), 1, document.shown_to),
                Blank("Date, hours", 0.75),
            ),
        ),
    ]


def _doer(master: Master) -> str:
    return "Done by" if master.own else "Technician"


def _witness(master: Master) -> str:
    if master.target == "person":
        return "Read by, whom it is about"
    return "Seen by" if master.target == "company" else "Shown to, client"


def _whose(document: Sheet) -> list[Block]:
    """Client, date and name to be written on a sheet that belongs to no run."""
    if document.page is not None:
        return []
    caption = {"person": "Name", "company": "Company"}.get(document.master.target, "Client")
    blanks = (Blank(caption, 1.4), Blank("Date", 0.7), Blank("By", 1))
    return [blocks.write_on(*blanks)]


def filled(document: FilledRun) -> Layout:
    """What was found: problems first, then every step with reading, who, when and pictures."""
    page = document.page
    found = page.row
    at = found.done_at or found.started_at
    return Layout(
        title=f"{found.title}, results",
        author=document.letterhead.name,
        head=Head(
            found.whose or document.letterhead.name,
            f"{page.master.title}, revision {found.revision or 0}",
            f"{found.number}   {full_date(at.date())}" if at else found.number,
        ),
        foot=Foot.of(document.letterhead),
        blocks=[
            blocks.title(found.title, rules.RUN_WORDS[rules.RunState(found.state)]),
            blocks.facts(_facts(page), 3),
            *_problems(page),
            blocks.section("Every step", _counted(page)),
            blocks.table(RESULT_COLUMNS, _results(page), framed=True),
            blocks.keep(
                blocks.signatures(
                    Blank(_doer(page.master), 1, _signed(found.done_by, found.done_at)),
                    Blank(_witness(page.master), 1, found.shown_to),
                    Blank("Verified by", 1, _signed(found.verified_by, found.verified_at)),
                )
            ),
        ],
    )


RESULT_COLUMNS = (
    Column("", _NUMBER, align="right"),
    Column("", _BOX, ruled=False),
    Column("Step and what was found", ruled=False, wrap=True),
    Column("Last time", 92, wrap=True),
    Column("By, at", 92, wrap=True),
)


def _facts(page: RunPage) -> list[tuple[str, str]]:
    found = page.row
    pairs = [
        ("Client", found.client),
        ("Device", found.device),
        ("Ticket", number_words(found.ticket) if found.ticket else ""),
        ("Started", full_date(found.started_at.date()) if found.started_at else ""),
        ("Done by", _signed(found.done_by, found.done_at)),
        ("Shown to", found.shown_to),
        ("Why it was not done", found.reason),
    ]
    return [(caption, words) for caption, words in pairs if words]


def _signed(name: str, at: datetime | None) -> str:
    if not name or at is None:
        return name
    return f"{name}, {short_date(at.date())} {clock_time(at)}"


def _counted(page: RunPage) -> str:
    by: dict[str, int] = {}
    for state in page.states.values():
        by[state] = by.get(state, 0) + 1
    parts = [f"{by[s]} {rules.STATE_WORDS[s].lower()}" for s in State if by.get(s)]
    left = sum(1 for _ in page.master.lines()) - len(page.states)
    return ", ".join([*parts, f"{left} left"] if left else parts)


def _problems(page: RunPage) -> list[Block]:
    if not page.problems:
        return [blocks.section("Problems"), blocks.paragraph("None were found.")]
    weighs = page.master.severity
    columns = (
        Column("Step", 30, align="right"),
        Column("What was found", wrap=True),
        *((Column("Weighs", 72),) if weighs else ()),
        Column("Ticket", 52, bold=True),
    )
    rows: list[Row] = []
    for one in page.problems:
        cells: list[Cell] = [one.step, Item(one.text, one.words)]
        if weighs:
            cells.append(SEVERITIES.get(one.severity or 0, ""))
        cells.append(number_words(one.ticket) if one.ticket else "")
        rows.append(cells)
    return [blocks.section("Problems"), blocks.table(columns, rows, framed=True)]


def _results(page: RunPage) -> list[Row]:
    rows: list[Row] = []
    for section, done, total in rules.sections_done(page.master, page.states):
        if not total:
            continue
        rows.append(Group(section.title, f"{done} of {total}"))
        rows += [_result(line, page) for line in section.lines if not line.off]
    return rows


def _result(line: Line, page: RunPage) -> Row:
    one, last = page.result(line.key), page.last.get(line.key)
    found = "\n".join(part for part in (rules.shown(line, one.value), one.note) if part)
    if one.ticket:
        found = f"{found}\nTicket {number_words(one.ticket)}".strip()
    if one.photos:
        found = f"{found}\nPictures: {', '.join(photo.name for photo in one.photos)}".strip()
    before = ""
    if last is not None:
        words = rules.shown(line, last.value) or rules.STATE_WORDS[State(last.state)].lower()
        before = f"{words}\n{short_date(last.on)}"
    when = ""
    if one.state and one.at is not None:
        when = f"{one.who}\n{short_date(one.at.date())}, {clock_time(one.at)}".strip()
    mark = MARKS[State(one.state)] if one.state else ""
    return (line.number, TickBox(mark), Item(line.text, found), before, when)


def steps(document: StepList) -> Layout:
    """The steps of several checklists for one pair of hands, with room to write."""
    rows: list[Row] = []
    for one in document.runs:
        due = f"due {short_date(one.row.due_on)}" if one.row.due_on else one.row.number
        named = (one.row.whose, one.row.title, due)
        rows.append(Group(", ".join(part for part in named if part)))
        rows += [_open_row(one, nth) for nth in range(len(one.lines))]
    under = f"Phone {document.phone}" if document.phone else ""
    return Layout(
        title=f"{document.title}, {document.whose}",
        author=document.letterhead.name,
        head=Head(document.whose, document.title, ""),
        foot=Foot.of(document.letterhead),
        blocks=[
            blocks.title(document.title, under),
            blocks.table(
                SHEET_COLUMNS, rows, framed=True, row_height=ROW, empty="Nothing to show."
            ),
            *(_step_foot() if rows else ()),
        ],
    )


def _step_foot() -> list[Block]:
    marks = ("done", "problem, call us", "not applicable")
    return [
        blocks.keep(
            blocks.ticks(*marks, lead="Mark the box:", marks=("check", "P", "N")),
            blocks.signatures(Blank("Done by"), Blank("Date, hours", 0.75)),
        )
    ]


def _open_row(one: RunLines, nth: int) -> Row:
    kept = one.lines[nth]
    after = f" After step {kept.gate.number}." if kept.gate is not None else ""
    detail = f"{_detail(kept.line, Result(kept.line.key), None)}{after}".strip()
    mark = MARKS[State(kept.result.state)] if kept.result.state else ""
    return (
        kept.line.number,
        TickBox(mark),
        Item(kept.line.text, detail) if detail else kept.line.text,
        _seen(kept.line, kept.result),
        "",
    )


BLANK: Printable[Sheet] = Printable("checklist-run", "Checklist", sheet_of_run, sheet)
MASTER: Printable[Sheet] = Printable("checklist", "Blank checklist", sheet_of_master, sheet)
FILLED: Printable[FilledRun] = Printable("checklist-results", "Results", filled_run, filled)
STEPS: Printable[StepList] = Printable("checklist-steps", "Work list", step_list, steps)


def run_document(session: Session, run_id: int) -> Sheet | FilledRun:
    """A run as it is wanted now: with boxes while it is open, with its results afterwards."""
    page = gather_page(session, run_id)
    return sheet_of_run(session, run_id) if page.row.open else filled_run(session, run_id)


def run_paper(document: Sheet | FilledRun) -> Layout:
    """The one or the other."""
    return sheet(document) if isinstance(document, Sheet) else filled(document)


RUN: Printable[Sheet | FilledRun] = Printable("run", "Checklist", run_document, run_paper)

PAPERS = (
    Paper("checklist", "Blank checklist", MASTER, find_master),
    Paper("run", "Checklist of a run", RUN, find_run),
    Paper("run-results", "Results of a checklist", FILLED, find_run),
)
