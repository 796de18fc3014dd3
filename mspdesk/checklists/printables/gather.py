"""What the papers of checklists gather from the books before anything is laid out."""

from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.printables import letterhead_of
from ...dates import full_date, today
from ...errors import UserError
from ...printing.page import Letterhead
from ...rows import dataclass
from ...tickets.rules import number_words
from ..models import ChecklistRun
from ..queries.across import KINDS, OUTSIDE, RunLines, WorkList, lines_across, work_lists
from ..queries.masters import body_by_code, for_run, id_of
from ..queries.run_page import RunPage, run_page
from ..queries.runs import all_runs, rows_of
from ..rules.master import Master
from ..rules.run import SHORT, lines_for


@dataclass(frozen=True, slots=True)
class Sheet:
    """A checklist to be filled in by hand: what stands on it, whose it is, what is known already.

    `page` is the run it belongs to, None for a blank master.
    """

    master: Master
    title: str
    whose: str
    below: str
    right: str
    page: RunPage | None
    technician: str
    shown_to: str
    letterhead: Letterhead


@dataclass(frozen=True, slots=True)
class FilledRun:
    """A run with its results."""

    page: RunPage
    letterhead: Letterhead


@dataclass(frozen=True, slots=True)
class StepList:
    """Steps of several open runs on one paper: an admin's, or an outside provider's."""

    title: str
    whose: str
    phone: str
    runs: tuple[RunLines, ...]
    letterhead: Letterhead


def gather_page(session: Session, run_id: int) -> RunPage:
    """A run; raises UserError when it is not there."""
    page = run_page(session, run_id)
    if page is None:
        raise UserError("There is no such checklist.")
    return page


def sheet_of_run(session: Session, run_id: int) -> Sheet:
    """A run to be gone on with by hand; marks made so far stand in their boxes."""
    page = gather_page(session, run_id)
    found = page.row
    ticket = f"Ticket {number_words(found.ticket)[1:]}" if found.ticket else found.number
    revision = f", revision {found.revision}" if found.revision else ""
    return Sheet(
        page.master,
        found.title,
        found.whose or letterhead_of(session).name,
        f"{page.master.title}{revision}",
        f"{ticket}   {full_date(found.due_on or today())}",
        page,
        found.assigned,
        found.shown_to,
        letterhead_of(session),
    )


def sheet_of_master(
    session: Session, code: str, client_id: int | None = None, variant: str = ""
) -> Sheet:
    """A blank master, with what one client has different where a client is named (B4)."""
    known = id_of(session, code)
    if known is not None and client_id is not None:
        master = for_run(session, known, client_id)
    else:
        master = body_by_code(session, code)
    client = session.get(Client, client_id) if client_id is not None else None
    letterhead = letterhead_of(session)
    return Sheet(
        lines_for(master, variant),
        f"{master.title}, short" if variant == SHORT else master.title,
        client.name if client else letterhead.name,
        master.title,
        "",
        None,
        "",
        "",
        letterhead,
    )


def filled_run(session: Session, run_id: int) -> FilledRun:
    """A run with its results."""
    return FilledRun(gather_page(session, run_id), letterhead_of(session))


def step_list(session: Session, kind: str, about: int | None = None) -> StepList:
    """The open steps of a kind; of one outside provider with `about` (0 for nobody named yet)."""
    letterhead = letterhead_of(session)
    if kind == OUTSIDE and about is not None:
        lists = [one for one in work_lists(session) if (one.vendor_id or 0) == about]
        one = lists[0] if lists else WorkList(None, "Nobody named yet", "", ())
        return StepList("Work list", one.vendor, one.phone, one.runs, letterhead)
    found = tuple(lines_across(session, kind, about))
    return StepList(KINDS[kind], letterhead.name, "", found, letterhead)


def find_run(session: Session, text: str) -> int:
    """A run by its number; raises UserError when there is none."""
    wanted = text.strip().upper()
    found = rows_of(session, all_runs().where(ChecklistRun.number == wanted))
    if not found:
        raise UserError(f"There is no checklist “{text}”. Its number looks like K00001.")
    return found[0].id


def find_master(session: Session, text: str) -> str:
    """A master by its code; raises UserError when there is none."""
    wanted = text.strip().lower()
    body_by_code(session, wanted)
    return wanted
