"""Questions about advice: what was recommended, what was declined, and whether that is signed."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...letters.queries import Told, told_about
from ...letters.rules.sources import Source
from ...letters.rules.texts import letter_day
from ...money import Currency, shown
from ...people.models import Person
from ...rows import dataclass
from ...shop.queries import shop as the_shop
from ..models.advice import Advice
from ..models.understanding import Understanding
from ..rules.advice import WORDS, Answer, begun, ended
from .lettered import with_letter


@dataclass(frozen=True, slots=True)
class AdviceRow:
    """A piece of advice with its answer; money in minor units.

    `letter` is the number of the letter about the no; `signed_on` and `signed_by` tell that it came
    back signed.
    """

    id: int
    version: int
    client_id: int
    client: str
    what: str
    risk: str
    advised_on: date
    price: int | None
    monthly: int | None
    state: str
    answered_on: date | None
    answered_by: str
    choice: str
    opportunity_id: int | None
    source: str
    person: str
    letter_id: int | None = None
    letter: str = ""
    letter_state: str = ""
    sent_on: date | None = None
    signed_on: date | None = None
    signed_by: str = ""

    @property
    def title(self) -> str:
        """What was recommended, as it stands in a list."""
        return f"{self.what[:1].upper()}{self.what[1:]}"

    @property
    def words(self) -> str:
        """The answer in words."""
        return WORDS[Answer(self.state)]

    def price_words(self, money: Currency) -> str:
        """What it would cost: $400.00, $65.00 a month; empty where no price was named."""
        parts = [shown(self.price, money)] if self.price else []
        parts += [f"{shown(self.monthly, money)} a month"] if self.monthly else []
        return ", ".join(parts)


def _rows(session: Session, narrowed: Select[*tuple[Any, ...]]) -> list[AdviceRow]:
    rows = [AdviceRow(*tuple(row)) for row in session.execute(narrowed)]
    known = told_about(session, [f"advice:{row.id}" for row in rows])
    return [_told(row, known.get(f"advice:{row.id}")) for row in rows]


def _told(row: AdviceRow, letter: Told | None) -> AdviceRow:
    """A row with what its letter tells; a letter of an earlier no is not about this one."""
    if letter is None or row.answered_on is None or letter.on < row.answered_on:
        return row
    return with_letter(row, letter)


def _select() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Advice.id,
            Advice.version,
            Advice.client_id,
            Client.name,
            Advice.what,
            Advice.risk,
            Advice.advised_on,
            Advice.price,
            Advice.monthly,
            Advice.state,
            Advice.answered_on,
            Advice.answered_by,
            Advice.choice,
            Advice.opportunity_id,
            Advice.source,
            func.coalesce(Person.name, ""),
        )
        .join(Client, Client.id == Advice.client_id)
        .outerjoin(Person, Person.id == Advice.person_id)
    )


def advice_of(
    session: Session, client_id: int, states: Collection[str] = (), limit: int = 200
) -> list[AdviceRow]:
    """The advice a client was given, newest first; only of some answers where they are named."""
    found = _select().where(Advice.client_id == client_id)
    if states:
        found = found.where(Advice.state.in_(states))
    return _rows(session, found.order_by(Advice.advised_on.desc(), Advice.id.desc()).limit(limit))


def advice(session: Session, advice_id: int) -> AdviceRow | None:
    """One piece of advice, or None where it is gone."""
    return next(iter(_rows(session, _select().where(Advice.id == advice_id))), None)


def declined_advice(
    session: Session, client_id: int, since: date | None = None, limit: int = 50
) -> list[AdviceRow]:
    """What a client said no to and has not taken since, newest no first (S130).

    It is what the next roadmap meeting comes back to; `since` leaves out what was declined before.
    """
    found = _select().where(Advice.client_id == client_id, Advice.state == Answer.DECLINED)
    if since is not None:
        found = found.where(Advice.answered_on >= since)
    newest = found.order_by(Advice.answered_on.desc(), Advice.id.desc())
    return _rows(session, newest.limit(limit))


def all_advice(session: Session, first: date, last: date) -> list[AdviceRow]:
    """The advice of all clients given or answered within some days, by client, newest first."""
    found = _select().where(
        Advice.advised_on.between(first, last) | Advice.answered_on.between(first, last)
    )
    order = (func.lower(Client.name), Client.id, Advice.advised_on.desc(), Advice.id.desc())
    return _rows(session, found.order_by(*order))


def search_advice(session: Session, text: str, limit: int = 5) -> list[AdviceRow]:
    """Advice that holds what was typed in what was recommended, newest first."""
    wanted = text.strip().lower()
    if len(wanted) < 3:
        return []
    found = _select().where(func.lower(Advice.what).contains(wanted, autoescape=True))
    return _rows(session, found.order_by(Advice.advised_on.desc(), Advice.id.desc()).limit(limit))


def anything(session: Session, client_id: int) -> bool:
    """Whether a client's page has a tab for advice: once there is some, or an understanding."""
    for table in (Advice, Understanding):
        if session.scalar(select(table.id).where(table.client_id == client_id).limit(1)):
            return True
    return False


def denial_fields(session: Session, advice_id: int) -> dict[str, str]:
    """What the letter about a no says: what was recommended, when, the risk, the choice, the price.

    Fields nobody wrote anything for are left out.
    """
    row = advice(session, advice_id)
    if row is None:
        return {}
    shop = the_shop(session)
    parts = [f"{shown(row.price, shop.money)} once"] if row.price else []
    parts += [f"{shown(row.monthly, shop.money)} a month"] if row.monthly else []
    price = " and ".join(parts)
    found = {
        "advice.what": begun(row.what),
        "advice.on": letter_day(row.advised_on, day_first=shop.day_first),
        "advice.risk": ended(row.risk),
        "advice.price": f"The price we named is {price}." if price else "",
    }
    return found | ({"advice.choice": begun(row.choice)} if row.choice else {})


def sources(session: Session, client_id: int) -> list[Source]:
    """The advice a client may be asked to sign a no to, newest first."""
    rows = advice_of(session, client_id, (Answer.DECLINED, Answer.OPEN), 20)
    return [
        Source(f"advice:{row.id}", f"{row.title} ({row.words.lower()})", fields)
        for row in rows
        if row.signed_on is None and (fields := denial_fields(session, row.id))
    ]
