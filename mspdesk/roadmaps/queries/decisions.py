"""What was decided at roadmap meetings, and what became of it (S119)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import full_date
from ...people.models import Person
from ...rows import dataclass
from ...sales.models.advice import Advice
from ...sales.models.pipeline import Opportunity
from ...tickets.models import Ticket
from ...tickets.rules import STATUS_WORDS, Status
from ..models import RoadmapDecision, RoadmapMeeting
from ..rules.words import KINDS, first_line


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What was decided; `amount` in minor units, `number` and `status` are the ticket's.

    `opportunity_id` is the one that shares its ticket, `advice_id` where the no is kept.
    """

    id: int
    version: int
    meeting_id: int
    client_id: int
    client: str
    on: date
    kind: str
    text: str
    person_id: int | None
    person: str
    who: str
    due_on: date | None
    amount: int | None
    ticket_id: int | None
    number: int | None
    status: str
    done_on: date | None
    opportunity_id: int | None
    advice_id: int | None = None

    @property
    def kind_words(self) -> str:
        """We do it, They do it, They said no."""
        return KINDS.get(self.kind, self.kind)

    @property
    def doer(self) -> str:
        """Who does it, as far as it is known."""
        return self.person if self.kind == "ours" else self.who

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        if self.kind == "ours":
            return self.status not in (Status.COMPLETED, Status.CLOSED, Status.CANCELLED)
        return self.kind == "theirs" and self.done_on is None

    @property
    def stands(self) -> str:
        """How it stands: the ticket with its status, done, or nothing."""
        if self.number is not None:
            return f"#{self.number}, {STATUS_WORDS[Status(self.status)].lower()}"
        if self.kind == "theirs":
            return f"Done {full_date(self.done_on)}" if self.done_on else "Not done yet"
        return self.kind_words


def decisions(
    session: Session,
    *,
    meeting_id: int | None = None,
    client_id: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[DecisionRow]:
    """What was decided: of a meeting in its order, else the newest meeting first."""
    sold = (
        select(func.min(Opportunity.id))
        .where(Opportunity.ticket_id == RoadmapDecision.ticket_id)
        .scalar_subquery()
    )
    found: Select[*tuple[Any, ...]] = (
        select(
            RoadmapDecision.id,
            RoadmapDecision.version,
            RoadmapDecision.meeting_id,
            RoadmapMeeting.client_id,
            Client.name,
            RoadmapMeeting.on,
            RoadmapDecision.kind,
            RoadmapDecision.text,
            RoadmapDecision.person_id,
            func.coalesce(Person.name, ""),
            RoadmapDecision.who,
            RoadmapDecision.due_on,
            RoadmapDecision.amount,
            RoadmapDecision.ticket_id,
            Ticket.number_int,
            func.coalesce(Ticket.status, ""),
            RoadmapDecision.done_on,
            sold,
        )
        .join(RoadmapMeeting, RoadmapMeeting.id == RoadmapDecision.meeting_id)
        .join(Client, Client.id == RoadmapMeeting.client_id)
        .outerjoin(Person, Person.id == RoadmapDecision.person_id)
        .outerjoin(Ticket, Ticket.id == RoadmapDecision.ticket_id)
    )
    if meeting_id is not None:
        found = found.where(RoadmapDecision.meeting_id == meeting_id)
    if client_id is not None:
        found = found.where(RoadmapMeeting.client_id == client_id)
    if since is not None:
        found = found.where(RoadmapMeeting.on >= since)
    if until is not None:
        found = found.where(RoadmapMeeting.on <= until)
    order = (
        RoadmapMeeting.on.desc(),
        RoadmapMeeting.id.desc(),
        RoadmapDecision.position,
        RoadmapDecision.id,
    )
    rows = [DecisionRow(*tuple(row)) for row in session.execute(found.order_by(*order))]
    return _with_advice(session, rows)


def _with_advice(session: Session, rows: list[DecisionRow]) -> list[DecisionRow]:
    """The rows, each no with the advice it is kept as."""
    clients = {one.client_id for one in rows if one.kind == "no"}
    if not clients:
        return rows
    known = advice_by_words(session, clients)
    return [
        replace(one, advice_id=known.get((one.client_id, spoken(one.text))))
        if one.kind == "no"
        else one
        for one in rows
    ]


def advice_by_words(session: Session, clients: Collection[int]) -> dict[tuple[int, str], int]:
    """The newest advice to some clients, by client and by its words."""
    found = session.execute(
        select(Advice.client_id, Advice.what, Advice.id)
        .where(Advice.client_id.in_(clients))
        .order_by(Advice.id)
    )
    return {(client_id, spoken(what)): id_ for client_id, what, id_ in found}


def spoken(text: str) -> str:
    """Words as they are compared: the first line, capitals and spaces all the same."""
    return " ".join(first_line(text).casefold().split())
