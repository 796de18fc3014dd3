"""Logs as they were kept, landscape, with rows left to go on by hand."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.printables import find_client, letterhead_of
from ...dates import clock_span, clock_time, full_date, hours_h, minute_of_day, short_date
from ...desk.area import Paper
from ...errors import UserError
from ...people.rules import initials
from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Blank
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head, Letterhead
from ...rows import dataclass
from .. import queries
from ..queries import CallRow, LogPage, TryRow
from ..rules import total
from .blank import CALL_COLUMNS, CALL_ROW, CALL_ROWS, TSR_COLUMNS, TSR_ROW, TSR_ROWS

_YES_NO = {True: "Yes", False: "No", None: ""}


@dataclass(frozen=True, slots=True)
class TsrDocument:
    """A troubleshooting log with the shop's letterhead."""

    log: LogPage
    letterhead: Letterhead


@dataclass(frozen=True, slots=True)
class CallsDocument:
    """The calls about one client, oldest first as they are read to a vendor."""

    client: str
    calls: tuple[CallRow, ...]
    letterhead: Letterhead


def tsr_document(session: Session, log_id: int) -> TsrDocument:
    """Gather one log."""
    letterhead = replace(letterhead_of(session), logo=None)
    return TsrDocument(queries.log_page(session, log_id), letterhead)


def calls_document(
    session: Session, client_id: int | None = None, tsr_log_id: int | None = None
) -> CallsDocument:
    """Gather the calls about a client, or those of one log."""
    found = queries.calls(session, client_id=client_id, tsr_log_id=tsr_log_id)
    name = found[0].client if found else ""
    if not name and client_id is not None:
        name = session.scalar(select(Client.name).where(Client.id == client_id)) or ""
    return CallsDocument(name, tuple(reversed(found)), letterhead_of(session))


def tsr(document: TsrDocument) -> Layout:
    """Head, what was tried, cause and fix; an open log has room for twenty, an ended one none."""
    log = document.log
    least = 0 if log.ended_at is not None and log.rows else TSR_ROWS
    return Layout(
        title=f"TSR log {log.number}, {log.client}",
        author=document.letterhead.name,
        landscape=True,
        head=Head(log.client, "TSR log, troubleshooting and repair", log.number),
        foot=Foot.of(document.letterhead),
        blocks=[
            blocks.title(f"TSR log {log.number}", "Write it before you try it."),
            *tsr_head(log),
            blocks.table(TSR_COLUMNS, tsr_rows(log.rows, least), framed=True, row_height=TSR_ROW),
            *_end(log),
        ],
    )


def tsr_head(log: LogPage) -> list[Block]:
    """What was known when it began."""
    started = f"{full_date(log.started_at.date())}, {clock_time(log.started_at)}"
    return [
        blocks.write_on(
            Blank("Client, site", 1.6, ", ".join(filter(None, (log.client, log.site)))),
            Blank("Device", 1.1, log.device),
            Blank("Ticket no.", 0.7, log.ticket),
            Blank("Technician", 0.9, log.person),
            Blank("Started, date and time", 1.1, started),
        ),
        blocks.write_on(
            Blank("The problem in one sentence", 1.6, log.problem),
            Blank("Goal: how will you know it works", 1.2, log.goal),
            Blank("Last good state", 0.8, log.last_good),
            Blank("Backup checked, by", 0.8, log.backup_checked),
        ),
        blocks.space(4),
    ]


def tsr_rows(rows: tuple[TryRow, ...], least: int = TSR_ROWS) -> list[tuple[str, ...]]:
    """The tries as cells, and empty rows up to `least`."""
    shown = [
        (
            str(row.number),
            _time(row.at),
            row.tried,
            row.before,
            row.after,
            row.result,
            _YES_NO[row.undone],
            "" if row.minutes is None else str(row.minutes),
            initials(row.person) if row.person else "",
            row.next_idea,
        )
        for row in rows
    ]
    first = rows[-1].number + 1 if rows else 1
    more = max(0, least - len(shown))
    blank = [(str(first + n), *[""] * (len(TSR_COLUMNS) - 1)) for n in range(more)]
    return shown + blank


def _time(at: datetime | None) -> str:
    """Hours and minutes, short enough for a narrow column."""
    return clock_span(minute_of_day(at)) if at else ""


def _end(log: LogPage) -> list[Block]:
    ended = f"{full_date(log.ended_at.date())}, {clock_time(log.ended_at)}" if log.ended_at else ""
    spent = hours_h(log.minutes) if log.rows and log.ended_at else ""
    return [
        blocks.keep(
            blocks.write_on(
                Blank("Root cause", 1, log.root_cause),
                Blank("What fixed it, or what to try next", 1, log.solution),
            ),
            blocks.write_on(
                Blank("Stopped, date and time", 1, ended),
                Blank("Hours for the ticket", 0.6, spent),
                Blank("Document updated, by", 0.8),
            ),
        )
    ]


def calls(document: CallsDocument) -> Layout:
    """The calls with their minutes and the sum, and rows left to write on."""
    shown = document.calls
    return Layout(
        title=f"Third-party call log, {document.client}".rstrip(", "),
        author=document.letterhead.name,
        landscape=True,
        head=Head(document.client or document.letterhead.name, "Third-party call log"),
        foot=Foot.of(document.letterhead),
        blocks=[
            blocks.title("Third-party call log", _summed(shown)),
            blocks.table(
                CALL_COLUMNS, call_rows(shown), framed=True, row_height=CALL_ROW, size=0.9
            ),
        ],
    )


def _summed(shown: tuple[CallRow, ...]) -> str:
    if not shown:
        return "One row a call. Nobody remembers tomorrow what was said today."
    hold, talk = (total(getattr(one, name) for one in shown) for name in _MINUTES)
    noun = "call" if len(shown) == 1 else "calls"
    return f"{len(shown)} {noun}: {hold} min on hold, {talk} min of talk, {hold + talk} min in all"


_MINUTES = ("hold_minutes", "talk_minutes")


def call_rows(shown: tuple[CallRow, ...], least: int = CALL_ROWS) -> list[tuple[str, ...]]:
    """The calls as cells, and empty rows up to `least`."""
    cells = [
        (
            short_date(one.on),
            "\n".join(filter(None, (one.vendor, one.phone))),
            one.case_number,
            one.caller,
            one.who,
            *(_time(at) for at in (one.called_at, one.answered_at, one.ended_at)),
            *("" if n is None else str(n) for n in (one.hold_minutes, one.talk_minutes)),
            one.advice,
            one.our_action,
            ", ".join(filter(None, (one.promise, full_date(one.next_on) if one.next_on else ""))),
            one.result,
            _YES_NO[one.billable],
        )
        for one in shown
    ]
    return cells + [("",) * len(CALL_COLUMNS)] * max(0, least - len(cells))


TSR: Printable[TsrDocument] = Printable("tsr", "TSR log", tsr_document, tsr)
CALLS: Printable[CallsDocument] = Printable("calls", "Third-party call log", calls_document, calls)


def _find_log(session: Session, text: str) -> int:
    """A log by its number; raises UserError when there is none."""
    found = [row for row in queries.search_logs(session, text) if row.number == text.upper()]
    if not found:
        raise UserError(f"There is no TSR log “{text}”. Its number looks like R0001.")
    return found[0].id


PAPERS = (
    Paper("tsr", "TSR log", TSR, _find_log),
    Paper("calls", "Third-party call log", CALLS, find_client),
)
