"""A disaster on paper at any moment: what is known, what is done, what comes next."""

from datetime import datetime

from sqlalchemy.orm import Session

from ...clients.printables import letterhead_of
from ...dates import clock_time, full_date, now
from ...documentation.rules.backups import span_words
from ...errors import UserError
from ...logs.printables.blank import TSR_COLUMNS, TSR_ROW
from ...logs.printables.filled import tsr_rows
from ...logs.queries import LogPage, log_page
from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Blank, Column, Item, TickBox
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head, Letterhead
from ...rows import dataclass
from ..queries import plan as plans
from ..queries.event import EventPage, StepRow, event_page, events
from ..queries.plan import CallRow
from ..rules.event import KINDS, LEADS, WORDS, State, clock

TOP_CALLS = 5
"""How many numbers stand on the first page (B7)."""


@dataclass(frozen=True, slots=True)
class EventDocument:
    """A disaster, its log and whom to call, at a moment."""

    event: EventPage
    log: LogPage | None
    calls: tuple[CallRow, ...]
    letterhead: Letterhead
    at: datetime


def event_document(session: Session, event_id: int) -> EventDocument:
    """Gather a disaster as it stands now."""
    page = event_page(session, event_id)
    log = log_page(session, page.tsr_log_id) if page.tsr_log_id else None
    calls = tuple(plans.calls(session, page.client_id)[:TOP_CALLS])
    return EventDocument(page, log, calls, letterhead_of(session), now())


def event(document: EventDocument) -> Layout:
    """What to do first, what is known, the steps with boxes, the log; room to go on by hand."""
    page = document.event
    return Layout(
        title=f"Disaster {page.number}, {page.client}",
        author=document.letterhead.name,
        head=Head(page.client, f"Disaster {page.number}", _moment(document.at)),
        foot=Foot.of(document.letterhead),
        blocks=[
            blocks.title(page.what.splitlines()[0], WORDS[page.state]),
            blocks.callout(LEADS[page.state], _running(document)),
            _facts(page),
            *_calls(document.calls),
            *_found("Damage", page.damage),
            *_found("Newest good backup", _backup(page)),
            *_found("What we have", page.resources),
            blocks.section("Steps, in this order"),
            _steps(page.steps),
            *_log(document.log),
            *_review(page),
        ],
    )


def _moment(at: datetime | None) -> str:
    return f"{full_date(at.date())}, {clock_time(at)}" if at else ""


def _running(document: EventDocument) -> str:
    page = document.event
    words = [f"Running for {clock(page.declared_at, page.restored_at or document.at)}."]
    if page.continuity_from:
        until = page.continuity_to or document.at
        verb = "ran" if page.continuity_to else "runs"
        words.append(f"Continuity {verb} for {clock(page.continuity_from, until)}.")
    return " ".join(words)


def _facts(page: EventPage) -> Block:
    return blocks.facts(
        [
            ("Declared", _moment(page.declared_at)),
            ("Declared by", page.declared_by),
            ("Kind", KINDS.get(page.kind, page.kind)),
            ("Leads", page.lead),
            ("Ticket", page.ticket),
            ("Everybody safe", "Yes" if page.people_safe else ""),
        ],
        columns=3,
    )


def _calls(calls: tuple[CallRow, ...]) -> list[Block]:
    if not calls:
        return []
    columns = [
        Column("", 20, bold=True),
        Column("Call", share=1.6),
        Column("Phone", 110, bold=True),
        Column("Say this", share=1, wrap=True),
        Column("Time called, result", share=1.4),
    ]
    rows = [(str(one.number), Item(one.name, one.role), one.phone, one.say, "") for one in calls]
    table = blocks.table(columns, rows, framed=True, row_height=26)
    return [blocks.section("Who to call"), table]


def _found(head: str, words: str) -> list[Block]:
    body: Block = blocks.paragraph(words) if words.strip() else blocks.lines(2, 25)
    return [blocks.section(head), body]


def _backup(page: EventPage) -> str:
    when = _moment(page.good_backup_at)
    which = ", ".join(filter(None, (page.backup_job, when)))
    return "\n".join(filter(None, (which, page.good_backup)))


def _steps(steps: tuple[StepRow, ...]) -> Block:
    columns = [
        Column("", 22, bold=True),
        Column("", 22),
        Column("Step", share=3, wrap=True),
        Column("Who", share=0.8, wrap=True),
        Column("Takes", 54),
        Column("Time done", 62),
        Column("What came of it", share=1.4, wrap=True),
    ]
    rows = [
        (
            str(one.number),
            TickBox("check" if one.done_at else ""),
            Item(one.action, one.system),
            one.who,
            span_words(one.minutes) if one.minutes else "",
            clock_time(one.done_at) if one.done_at else "",
            one.result,
        )
        for one in steps
    ]
    first = len(rows) + 1
    more = max(2, 6 - len(rows))
    rows += [(str(first + n), TickBox(""), Item(""), "", "", "", "") for n in range(more)]
    return blocks.table(columns, rows, framed=True, row_height=26)


def _log(log: LogPage | None) -> list[Block]:
    if log is None:
        return []
    wanted = {"No.", "Time", "What was tried", "Result", "Undone"}
    columns = [one for one in TSR_COLUMNS if one.head in wanted]
    at = [n for n, one in enumerate(TSR_COLUMNS) if one.head in wanted]
    rows = [tuple(row[n] for n in at) for row in tsr_rows(log.rows, len(log.rows) + 4)]
    return [
        blocks.section(f"TSR log {log.number}", "Write it before you try it."),
        blocks.table(columns, rows, framed=True, row_height=TSR_ROW),
    ]


def _review(page: EventPage) -> list[Block]:
    if page.state not in {State.RESTORED, State.REVIEWED}:
        return []
    return [
        *_found("What went well", page.went_well),
        *_found("What to improve in the plan", page.improve),
        *_found("How to avoid it next time", page.prevention),
        blocks.signatures(Blank("For the client"), Blank("For us"), Blank("Date", 0.5)),
    ]


EVENT: Printable[EventDocument] = Printable("disaster", "Disaster", event_document, event)


def find_event(session: Session, text: str) -> int:
    """A disaster by its number; raises UserError when there is none."""
    found = [row.id for row in events(session) if row.number == text.strip().upper()]
    if not found:
        raise UserError(f"There is no disaster “{text}”. Its number looks like E0001.")
    return found[0]
