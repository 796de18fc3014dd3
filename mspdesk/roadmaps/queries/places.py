"""Where clients keep us in their budgets, and of whom that is not known (S118)."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from ...clients.models import Client, Contact
from ...clients.rules import full_name
from ...dates import full_date, today
from ...people.models import Person
from ...rows import dataclass
from ..models import BudgetPlace
from ..rules.rhythm import old
from ..rules.words import ANSWERS, CATEGORIES, LASTING


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """What a client said of its budget on a day; `planned` in minor units of a year."""

    id: int
    version: int
    client_id: int
    asked_on: date
    contact_id: int | None
    person_id: int | None
    meeting_id: int | None
    category: str
    meaning: str
    next_year: str
    renew: str
    planned: int | None
    budget_month: int | None
    rise_on: date | None
    rise_words: str
    contact: str
    person: str

    @property
    def category_words(self) -> str:
        """Running costs."""
        return CATEGORIES.get(self.category, self.category)

    @property
    def next_year_words(self) -> str:
        """Yes, No or Not known."""
        return ANSWERS.get(self.next_year, self.next_year)

    @property
    def renew_words(self) -> str:
        """Yes, No or Not known."""
        return ANSWERS.get(self.renew, self.renew)

    @property
    def lasting(self) -> str:
        """What the place tells of the long run; empty where it is not known."""
        return LASTING.get(self.category, "")

    @property
    def asked_words(self) -> str:
        """Who said it, and when: Ines Varga, Jan 12, 2026."""
        return ", ".join(filter(None, (self.contact, full_date(self.asked_on))))

    def missing(self, day: date | None = None) -> tuple[str, ...]:
        """What is to be asked: what is not known, and what was said too long ago."""
        if old(self.asked_on, day or today()):
            return (f"last asked {full_date(self.asked_on)}",)
        said = (
            ("where we stand in the budget", self.category),
            ("next year's budget", self.next_year),
            ("whether they renew", self.renew),
        )
        return tuple(words for words, value in said if value == "unknown")


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A client with its newest place, or none; `missing` says what is to be asked."""

    client_id: int
    client: str
    status: str
    place: PlaceRow | None
    missing: tuple[str, ...]

    @property
    def known(self) -> bool:
        """Whether nothing is to be asked."""
        return not self.missing

    @property
    def missing_words(self) -> str:
        """What is to be asked, in one line."""
        words = ", ".join(self.missing)
        return words[:1].upper() + words[1:]


_COLUMNS = (
    BudgetPlace.id,
    BudgetPlace.version,
    BudgetPlace.client_id,
    BudgetPlace.asked_on,
    BudgetPlace.contact_id,
    BudgetPlace.person_id,
    BudgetPlace.meeting_id,
    BudgetPlace.category,
    BudgetPlace.meaning,
    BudgetPlace.next_year,
    BudgetPlace.renew,
    BudgetPlace.planned,
    BudgetPlace.budget_month,
    BudgetPlace.rise_on,
    BudgetPlace.rise_words,
)

NEVER = ("never asked",)
"""What is said of a client that was not asked at all."""


def _places() -> Select[*tuple[Any, ...]]:
    found: Select[*tuple[Any, ...]] = select(
        *_COLUMNS, Contact.first_name, Contact.last_name, func.coalesce(Person.name, "")
    )
    return found.outerjoin(Contact, Contact.id == BudgetPlace.contact_id).outerjoin(
        Person, Person.id == BudgetPlace.person_id
    )


def _row(found: Any) -> PlaceRow:
    *kept, first, last, person = found
    values = (*kept, full_name(first or "", last or ""), person)
    return PlaceRow(*values)


def places(session: Session, client_id: int) -> list[PlaceRow]:
    """What a client said of its budget, newest first."""
    found = _places().where(BudgetPlace.client_id == client_id)
    newest = found.order_by(BudgetPlace.asked_on.desc(), BudgetPlace.id.desc())
    return [_row(one) for one in session.execute(newest)]


def place(session: Session, client_id: int) -> PlaceRow | None:
    """What a client said last; None where it was never asked."""
    return newest_places(session, client_id).get(client_id)


def newest_places(session: Session, client_id: int | None = None) -> dict[int, PlaceRow]:
    """What each client said last, by client; of one client where one is named."""
    said = aliased(BudgetPlace)
    newest = (
        select(said.id)
        .where(said.client_id == Client.id)
        .order_by(said.asked_on.desc(), said.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    # One look along the index for each client, however long it is asked.
    found = _places().join(Client, BudgetPlace.id == newest)
    if client_id is not None:
        found = found.where(Client.id == client_id)
    return {row.client_id: row for row in map(_row, session.execute(found))}


def budget_rows(
    session: Session, day: date | None = None, client_id: int | None = None
) -> list[BudgetRow]:
    """Every client we work for with its place in the budget, those to be asked first (S118)."""
    on = day or today()
    found = select(Client.id, Client.name, Client.status).where(Client.internal.is_(False))
    if client_id is None:
        found = found.where(Client.status.in_(("active", "notice")))
    else:
        found = found.where(Client.id == client_id)
    newest = newest_places(session, client_id)
    rows = [
        BudgetRow(id_, name, status, newest.get(id_), _missing(newest.get(id_), on))
        for id_, name, status in session.execute(found.order_by(func.lower(Client.name)))
    ]
    return sorted(rows, key=lambda row: row.known)


def _missing(row: PlaceRow | None, day: date) -> tuple[str, ...]:
    return row.missing(day) if row is not None else NEVER


def budget_words(row: PlaceRow | None, day: date | None = None) -> str:
    """What is said of a client's budget in a line: Running costs, next year yes, renews yes."""
    if row is None:
        return "Never asked"
    said = f"{row.category_words}, next year {row.next_year_words.lower()}"
    said += f", renews {row.renew_words.lower()}"
    return f"{said}, asked {full_date(row.asked_on)}" if row.missing(day) else said
