"""What runs hold and what was found: their lines, the mark of each, what was there before."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from ...dates import now
from ...people.models import Person
from ...people.rules import first_name
from ...rows import dataclass
from ...tickets.models import Ticket
from ...vendors.models import Vendor
from ..models import ChecklistRun, RunPhoto, RunResult
from ..rules import run as rules
from ..rules.master import Master
from ..rules.master_text import read
from ..rules.merge import for_client
from . import masters
from .differences import differences_of
from .runs import RunRow
from .things import things


def lines_of(session: Session, run: ChecklistRun) -> Master:
    """What a run holds: as it was frozen when it began, or as it would begin now."""
    if run.lines:
        return read(run.lines)
    if run.revision is not None:
        return masters.body_of(session, run.checklist_id, run.revision)
    return lines_now(session, run.checklist_id, run.client_id, run.variant)


def lines_now(
    session: Session, checklist_id: int, client_id: int | None, variant: str = ""
) -> Master:
    """What a run that begins now would hold."""
    master = masters.for_run(session, checklist_id, client_id)
    found = things(session, client_id, rules.repeats(master))
    return rules.lines_for(master, variant, found)


def lines_of_all(session: Session, run_ids: Collection[int]) -> dict[int, Master]:
    """What each of several runs holds: a few questions however many there are.

    A planned one whose checklist was never published holds nothing, and is left out.
    """
    here = ChecklistRun
    found = select(
        here.id, here.checklist_id, here.client_id, here.revision, here.variant, here.lines
    )
    runs = session.execute(found.where(here.id.in_(run_ids))).all()
    begun = {(run.checklist_id, run.revision) for run in runs if run.revision and not run.lines}
    texts = masters.texts_of(session, begun)
    planned = {run.checklist_id for run in runs if run.revision is None}
    now_text = masters.texts_now(session, planned)
    whose = {run.client_id for run in runs if run.revision is None and run.client_id is not None}
    own = differences_of(session, planned, whose)
    made: dict[int, Master] = {}
    for run in runs:
        if run.revision is not None:
            made[run.id] = read(run.lines or texts[run.checklist_id, run.revision])
            continue
        text = now_text.get(run.checklist_id)
        if text is None:
            continue
        master = for_client(read(text), own.get((run.checklist_id, run.client_id), ()))
        kinds = rules.repeats(master)
        there = things(session, run.client_id, kinds) if kinds else {}
        made[run.id] = rules.lines_for(master, run.variant, there)
    return made


def run_lines(session: Session, run_id: int) -> Master:
    """What a run holds, by its id."""
    return lines_of(session, session.get_one(ChecklistRun, run_id))


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture or file beside a line."""

    id: int
    key: str
    name: str
    blob: str


@dataclass(frozen=True, slots=True)
class Result:
    """What was found at a line; `ticket` is the number of what a problem opened."""

    key: str
    version: int = 0
    state: str = ""
    value: str = ""
    number: int | None = None
    note: str = ""
    severity: int | None = None
    ticket_id: int | None = None
    ticket: int | None = None
    vendor_id: int | None = None
    vendor: str = ""
    doer_id: int | None = None
    doer: str = ""
    person: str = ""
    at: datetime | None = None
    written: bool = False
    photos: tuple[Photo, ...] = ()

    @property
    def who(self) -> str:
        """The first name of who marked it."""
        return first_name(self.person) if self.person else ""

    @property
    def said(self) -> rules.Said:
        """What was typed and added."""
        return rules.Said(self.value, self.note, len(self.photos))


_MARKED_BY, _DOER = aliased(Person), aliased(Person)


def results(session: Session, run_id: int, key: str = "") -> dict[str, Result]:
    """What was found in a run, by line; of one line alone with `key`."""
    return results_of(session, (run_id,), key).get(run_id, {})


def results_of(
    session: Session, run_ids: Collection[int], key: str = ""
) -> dict[int, dict[str, Result]]:
    """What was found in several runs, by run and line."""
    here = RunResult
    found = (
        select(
            here.run_id,
            here.key,
            here.version,
            here.state,
            here.value,
            here.number,
            here.note,
            here.severity,
            here.ticket_id,
            Ticket.number_int,
            here.vendor_id,
            func.coalesce(Vendor.name, ""),
            here.doer_id,
            func.coalesce(_DOER.name, ""),
            func.coalesce(_MARKED_BY.name, ""),
            here.at,
            here.written,
        )
        .outerjoin(Ticket, Ticket.id == here.ticket_id)
        .outerjoin(Vendor, Vendor.id == here.vendor_id)
        .outerjoin(_DOER, _DOER.id == here.doer_id)
        .outerjoin(_MARKED_BY, _MARKED_BY.id == here.person_id)
        .where(here.run_id.in_(run_ids))
    )
    found = found.where(here.key == key) if key else found
    beside = _photos(session, run_ids, key)
    rows: dict[int, dict[str, Result]] = {}
    for run_id, *one in session.execute(found):
        told: tuple[Any, ...] = (*one, tuple(beside.pop((run_id, one[0]), ())))
        rows.setdefault(run_id, {})[told[0]] = Result(*told)
    for (run_id, name), kept in beside.items():
        rows.setdefault(run_id, {})[name] = Result(name, photos=tuple(kept))
    return rows


def _photos(
    session: Session, run_ids: Collection[int], key: str
) -> dict[tuple[int, str], list[Photo]]:
    """The pictures of several runs, by run and line, in the order they were added."""
    found = select(RunPhoto.run_id, RunPhoto.id, RunPhoto.key, RunPhoto.name, RunPhoto.blob).where(
        RunPhoto.run_id.in_(run_ids)
    )
    found = found.where(RunPhoto.key == key) if key else found
    beside: dict[tuple[int, str], list[Photo]] = {}
    for run_id, id_, line, name, blob in session.execute(found.order_by(RunPhoto.id)):
        beside.setdefault((run_id, line), []).append(Photo(id_, line, name, blob))
    return beside


@dataclass(frozen=True, slots=True)
class Last:
    """What the run before this one found at a line, and when."""

    on: date
    state: str
    value: str
    note: str


def last_run(session: Session, run: ChecklistRun | RunRow) -> int | None:
    """The run of the same checklist for the same client and device that ended before this one."""
    here = ChecklistRun
    same = (
        here.checklist_id == run.checklist_id,
        here.client_id == run.client_id if run.client_id else here.client_id.is_(None),
        here.device_id == run.device_id if run.device_id else here.device_id.is_(None),
        here.person_id == run.person_id if run.person_id else here.person_id.is_(None),
    )
    found = select(here.id).where(*same, here.state.in_(rules.ENDED), here.id != run.id)
    if run.done_at is not None:
        found = found.where(here.done_at < run.done_at)
    return session.scalar(found.order_by(here.done_at.desc()).limit(1))


def last_values(session: Session, run: ChecklistRun | RunRow) -> dict[str, Last]:
    """What was found the time before, by line."""
    before = last_run(session, run)
    if before is None:
        return {}
    done = session.scalar(select(ChecklistRun.done_at).where(ChecklistRun.id == before))
    found = select(RunResult.key, RunResult.state, RunResult.value, RunResult.note).where(
        RunResult.run_id == before, RunResult.state != ""
    )
    day = (done or now()).date()
    return {key: Last(day, *rest) for key, *rest in session.execute(found)}


def states_of(found: Iterable[Result]) -> dict[str, str]:
    """The mark of each line that has one."""
    return {one.key: one.state for one in found if one.state}
