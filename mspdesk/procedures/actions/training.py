"""Recording training, and booking its time as overhead on an internal ticket (S068, S148)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import action, tell
from ...dates import today
from ...errors import UserError
from ...people.models import Role
from ...people.queries import hats
from ...tickets.models import Ticket
from ...timekeeping.actions.entries import log_time
from ...timekeeping.rules import Category
from ..models import Training, TrainingTopic
from ..queries.training import BASIC

_HATS = ("technician", "service_manager", "admin", "owner")
"""On whose standing ticket training is booked, the first that somebody wears."""


@action("Add training topic")
def add_topic(session: Session, title: str) -> int:
    """Add a topic and answer its id; one of that name is taken up again."""
    title = " ".join(title.split())
    if not title:
        raise UserError("Say what people learn about.", "topic")
    found = session.scalar(select(TrainingTopic).where(TrainingTopic.title == title))
    if found is not None:
        found.retired = False
        return found.id
    row = TrainingTopic(title=title, basic=title in BASIC)
    session.add(row)
    session.flush()
    return row.id


@action("Put training topic away")
def retire_topic(session: Session, topic_id: int) -> None:
    """Offer a topic no more; what was recorded stays."""
    session.get_one(TrainingTopic, topic_id).retired = True


@action("Record training")
def record_training(
    session: Session,
    person_ids: Sequence[int],
    topic: str,
    *,
    on: date | None = None,
    source: str = "",
    result: str = "",
    minutes: int | None = None,
    notes: str = "",
    book: bool = False,
    ticket_id: int | None = None,
) -> list[int]:
    """Record what people learned together and answer the ids of their rows.

    With `book` each person's minutes are logged as training on an internal ticket: the one given,
    else the standing one of their hat. Raises UserError naming people, topic, on or minutes.
    """
    when = on or today()
    if not person_ids:
        raise UserError("Say who was there.", "people")
    if when > today():
        raise UserError("That day is still to come. Record it when it was held.", "on")
    if minutes is not None and not 0 <= minutes <= 24 * 60:
        raise UserError("That is more than a day.", "minutes")
    if book and not minutes:
        raise UserError("Say how long it took, so that the time can be booked.", "minutes")
    topic_id = add_topic(session, topic)
    if ticket_id is not None:
        _check_internal(session, ticket_id)
    made = []
    for person_id in dict.fromkeys(person_ids):
        booked = ticket_id
        if book and minutes:
            booked = _book(session, person_id, topic, when, minutes, ticket_id)
        row = Training(
            person_id=person_id,
            topic_id=topic_id,
            on=when,
            source=" ".join(source.split())[:200],
            result=" ".join(result.split())[:200],
            minutes=minutes,
            ticket_id=booked,
            notes=notes.strip(),
        )
        session.add(row)
        session.flush()
        made.append(row.id)
    tell(session, f"Training in {topic.strip()} recorded for {len(made)}")
    return made


def _check_internal(session: Session, ticket_id: int) -> None:
    found = select(Client.internal).join(Ticket, Ticket.client_id == Client.id)
    if not session.scalar(found.where(Ticket.id == ticket_id)):
        raise UserError("Training is overhead: choose a ticket of our own company.", "ticket")


def _book(
    session: Session, person_id: int, topic: str, day: date, minutes: int, ticket_id: int | None
) -> int | None:
    """Log a person's training and answer the ticket it is on."""
    from ...timekeeping.models import TimeEntry

    role_id = None if ticket_id else _hat(session, person_id)
    if ticket_id is None and role_id is None:
        raise UserError("Nobody wears a hat yet to book overhead on. Set up the hats first.")
    entry = log_time(
        session,
        ticket_id,
        day,
        minutes,
        f"Training: {topic.strip()}",
        Category.TRAINING,
        role_id=role_id,
        person_id=person_id,
    )
    return session.scalar(select(TimeEntry.ticket_id).where(TimeEntry.id == entry))


def _hat(session: Session, person_id: int) -> int | None:
    worn = {one.code: one.id for one in hats(session, person_id)}
    mine = next((worn[code] for code in _HATS if code in worn), next(iter(worn.values()), None))
    if mine is not None:
        return mine
    kept = select(Role.id).where(Role.given_up_on.is_(None))
    return session.scalar(kept.where(Role.code == "technician"))


@action("Change training")
def edit_training(
    session: Session, training_id: int, on: date, source: str, result: str, notes: str
) -> None:
    """Correct what was recorded; booked time is changed on its day."""
    row = session.get_one(Training, training_id)
    if on > today():
        raise UserError("That day is still to come.", "on")
    row.on, row.notes = on, notes.strip()
    row.source, row.result = " ".join(source.split())[:200], " ".join(result.split())[:200]


@action("Delete training")
def delete_training(session: Session, training_id: int) -> None:
    """Take a row out of the record; booked time stays."""
    row = session.get_one(Training, training_id)
    session.delete(row)
    tell(session, "Taken out of the record; the time that was booked stays")
