"""How the plans of all clients stand."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...agreements.models import Agreement
from ...agreements.rules import RUNNING
from ...clients.models import Client
from ...dates import full_date, today
from ...documentation.queries.backups import JobRow, offline_missing
from ...documentation.queries.backups import jobs as all_jobs
from ...rows import dataclass
from .. import rules
from ..models import Exercise, Plan, System
from .stale import is_stale, stale_plans


@dataclass(frozen=True, slots=True)
class PlanState:
    """How a client's plan stands; `managed` clients have an agreement of that kind that runs.

    `tested_on` is the oldest of its jobs' newest tests, None while one was never tested.
    """

    client_id: int
    client: str
    managed: bool
    state: str
    approved_on: date | None
    review_on: date | None
    systems: int
    jobs: int
    untested: int
    tested_on: date | None
    offline: str
    exercised_on: date | None
    stale: bool = False

    @property
    def words(self) -> str:
        """Its state, and since when."""
        if self.state == "none":
            return "No plan"
        if self.state == "approved" and self.approved_on:
            on = full_date(self.approved_on)
            return f"{rules.STALE}, approved {on}" if self.stale else f"Approved {on}"
        return "Draft"

    @property
    def state_words(self) -> str:
        """Its state in a word or two."""
        if self.stale:
            return rules.STALE
        return {"none": "No plan", "approved": "Approved"}.get(self.state, "Draft")

    @property
    def review_due(self) -> bool:
        """Whether its day to be looked at again has come."""
        return self.review_on is not None and self.review_on <= today()


def plan_states(session: Session, client_id: int | None = None) -> list[PlanState]:
    """How the plans of clients stand, by name: of managed ones, and of whoever has a plan (S085).

    With a client, how that one's stands.
    """
    managed = _managed(session)
    plans = {
        row.client_id: row
        for row in session.execute(
            select(Plan.client_id, Plan.state, Plan.approved_on, Plan.review_on)
        )
    }
    names = select(Client.id, Client.name).where(
        Client.status == "active", Client.internal.is_(False)
    )
    if client_id is not None:
        names = select(Client.id, Client.name).where(Client.id == client_id)
    systems = _count(session)
    walked = _newest_exercises(session)
    stale = _stale(session, client_id)
    jobs: dict[int, list[JobRow]] = {}
    known = all_jobs(session, client_id)
    for job in known:
        jobs.setdefault(job.client_id, []).append(job)
    offline = {row.client_id: row.words for row in offline_missing(session, client_id, known)}
    return [
        _state(
            (id_, name),
            plans.get(id_),
            jobs.get(id_, []),
            managed=id_ in managed,
            systems=systems.get(id_, 0),
            offline=offline.get(id_, ""),
            exercised_on=walked.get(id_),
            stale=id_ in stale,
        )
        for id_, name in session.execute(names.order_by(func.lower(Client.name), Client.id))
        if client_id is not None or id_ in managed or id_ in plans
    ]


def _stale(session: Session, client_id: int | None) -> frozenset[int]:
    if client_id is None:
        return stale_plans(session)
    return frozenset({client_id} if is_stale(session, client_id) else ())


def _state(whose: tuple[int, str], plan: Any, jobs: list[JobRow], **more: Any) -> PlanState:
    """One client's line."""
    tests = [job.tested.on for job in jobs if job.tested]
    client_id, client = whose
    return PlanState(
        client_id=client_id,
        client=client,
        state=plan.state if plan else "none",
        approved_on=plan.approved_on if plan else None,
        review_on=plan.review_on if plan else None,
        jobs=len(jobs),
        untested=sum(job.tested is None for job in jobs),
        tested_on=min(tests) if jobs and len(tests) == len(jobs) else None,
        **more,
    )


def _managed(session: Session) -> set[int]:
    """Clients with an agreement on managed services that runs."""
    states = [state.value for state in RUNNING]
    found = select(Agreement.client_id).where(
        Agreement.kind == "managed", Agreement.state.in_(states)
    )
    return set(session.scalars(found))


def _count(session: Session) -> dict[int, int]:
    """How many systems each client's plan has."""
    found = (
        select(System.client_id, func.count())
        .where(System.gone_on.is_(None))
        .group_by(System.client_id)
    )
    return {row[0]: row[1] for row in session.execute(found)}


def _newest_exercises(session: Session) -> dict[int, date]:
    """When each client's plan was last gone through."""
    found = select(Exercise.client_id, func.max(Exercise.on)).group_by(Exercise.client_id)
    return {row[0]: row[1] for row in session.execute(found)}


def without_plan(session: Session) -> list[PlanState]:
    """Managed clients nobody has begun a plan for (S085)."""
    return [row for row in plan_states(session) if row.managed and row.state == "none"]


def state_of_agreement(session: Session, agreement_id: int) -> PlanState | None:
    """How the plan of an agreement's client stands."""
    client_id = session.scalar(select(Agreement.client_id).where(Agreement.id == agreement_id))
    found = plan_states(session, client_id) if client_id is not None else []
    return found[0] if found else None
