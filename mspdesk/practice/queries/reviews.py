"""Backlog reviews: what was looked at, what was put right, and Mondays without one (S077)."""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.tables import Change, Step
from ...people.models import Person
from ...rows import dataclass
from ...shop.queries import calendar
from ...tickets.models import Ticket, TicketText
from ..models import BacklogReview, ReviewedTicket
from ..rules.reviews import Edit, fixed


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review: when, by whom, in which orders, how many tickets were touched and keys fixed."""

    id: int
    on: date
    started_at: datetime
    ended_at: datetime | None
    person_id: int | None
    person: str
    sorted_by: str
    notes: str
    tickets: int
    keys: int

    @property
    def minutes(self) -> int:
        """How long it took; 0 while it goes on."""
        if self.ended_at is None:
            return 0
        return int((self.ended_at - self.started_at) / timedelta(minutes=1))

    @property
    def orders(self) -> tuple[str, ...]:
        """The orders the backlog was walked through in."""
        return tuple(filter(None, self.sorted_by.split(",")))


def _reviews(session: Session, *conditions: ColumnElement[bool]) -> list[ReviewRow]:
    found: Select[*tuple[Any, ...]] = (
        select(
            BacklogReview.id,
            BacklogReview.on,
            BacklogReview.started_at,
            BacklogReview.ended_at,
            BacklogReview.person_id,
            func.coalesce(Person.name, ""),
            BacklogReview.sorted_by,
            BacklogReview.notes,
        )
        .outerjoin(Person, Person.id == BacklogReview.person_id)
        .where(*conditions)
        .order_by(BacklogReview.started_at.desc(), BacklogReview.id.desc())
    )
    rows = session.execute(found).all()
    touched: dict[int, list[str]] = {}
    ids = [row[0] for row in rows]
    for review, words in session.execute(
        select(ReviewedTicket.review_id, ReviewedTicket.fixed).where(
            ReviewedTicket.review_id.in_(ids)
        )
    ):
        touched.setdefault(review, []).append(words)
    return [_row(row, touched.get(row[0], ())) for row in rows]


def _row(row: Any, fixes: Iterable[str]) -> ReviewRow:
    return ReviewRow(*row, *_counts(fixes))  # type: ignore[call-arg]  # eight columns and two


def _counts(fixes: Iterable[str]) -> tuple[int, int]:
    """Tickets touched, and keys fixed on them."""
    every = list(fixes)
    return len(every), sum(len(words.split("\n")) for words in every if words)


def reviews(session: Session, first: date, last: date) -> list[ReviewRow]:
    """The reviews of a span of days, the newest first."""
    return _reviews(session, BacklogReview.on.between(first, last))


def review(session: Session, review_id: int) -> ReviewRow | None:
    """One review, or None."""
    return next(iter(_reviews(session, BacklogReview.id == review_id)), None)


def review_now(session: Session, person_id: int | None) -> ReviewRow | None:
    """The review somebody is in the middle of."""
    open_ones = _reviews(
        session,
        BacklogReview.ended_at.is_(None),
        BacklogReview.person_id == person_id
        if person_id is not None
        else BacklogReview.person_id.is_(None),
    )
    return next(iter(open_ones), None)


@dataclass(frozen=True, slots=True)
class TouchedRow:
    """A ticket that a review looked at, with the keys that were put right."""

    id: int
    number: int
    title: str
    client: str
    fixed: tuple[str, ...]
    at: datetime


def touched(session: Session, review_id: int) -> list[TouchedRow]:
    """The tickets of a review, in the order they were looked at."""
    found: Select[*tuple[Any, ...]] = (
        select(
            ReviewedTicket.ticket_id,
            Ticket.number_int,
            Ticket.title,
            Client.name,
            ReviewedTicket.fixed,
            ReviewedTicket.at,
        )
        .join(Ticket, Ticket.id == ReviewedTicket.ticket_id)
        .join(Client, Client.id == Ticket.client_id)
        .where(ReviewedTicket.review_id == review_id)
        .order_by(ReviewedTicket.at, ReviewedTicket.id)
    )
    return [
        TouchedRow(id_, number, title, client, tuple(filter(None, words.split("\n"))), at)
        for id_, number, title, client, words, at in session.execute(found)
    ]


def looked_at(session: Session, review_id: int) -> frozenset[int]:
    """Which tickets a review has looked at so far."""
    found = select(ReviewedTicket.ticket_id).where(ReviewedTicket.review_id == review_id)
    return frozenset(session.scalars(found))


def fixed_keys(
    session: Session, from_step: int, person_id: int | None
) -> dict[int, tuple[str, ...]]:
    """Which keys of which tickets somebody put right since a step of the journal."""
    found: Select[*tuple[Any, ...]] = (
        select(Change.table_name, Change.row_id, Change.before, Change.after)
        .join(Step, Step.id == Change.step_id)
        .where(
            Step.id > from_step,
            Change.table_name.in_((Ticket.__tablename__, TicketText.__tablename__)),
            Change.kind == "update",
        )
        .order_by(Change.id)
    )
    found = found.where(
        Step.person_id == person_id if person_id is not None else Step.person_id.is_(None)
    )
    rows = session.execute(found).all()
    texts = {row_id for table, row_id, _, _ in rows if table == TicketText.__tablename__}
    owners = dict(
        session.execute(
            select(TicketText.id, TicketText.ticket_id).where(TicketText.id.in_(sorted(texts)))
        ).all()
    )
    edits = []
    for table, row_id, before, after in rows:
        ticket_id = row_id if table == Ticket.__tablename__ else owners.get(row_id)
        if ticket_id is not None:
            edits.append(Edit(ticket_id, json.loads(before), json.loads(after)))
    return fixed(edits)


def mondays_without(session: Session, first: date, last: date) -> list[date]:
    """The Mondays of a span on which the shop was open and nobody reviewed the backlog."""
    hours = calendar(session, *range(first.year, last.year + 1))
    held = set(
        session.scalars(select(BacklogReview.on).where(BacklogReview.on.between(first, last)))
    )
    monday = first + timedelta(days=-first.weekday() % 7)
    found = []
    while monday <= last:
        if hours.open_minutes(monday) is not None and monday not in held:
            found.append(monday)
        monday += timedelta(days=7)
    return found
