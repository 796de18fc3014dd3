"""Questions about letters of understanding: what was agreed, whether it went out, who signed."""

from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import short_date
from ...letters.queries import Told, told_about
from ...letters.rules.sources import Source
from ...letters.rules.texts import letter_day
from ...rows import dataclass
from ...shop.queries import shop as the_shop
from ..models.understanding import Understanding
from .lettered import with_letter


@dataclass(frozen=True, slots=True)
class UnderstandingRow:
    """A letter of understanding; what each side does stands one thing a line.

    `sent_on` is the day the letter was mailed or printed, `signed_on` the day of the signed copy.
    """

    id: int
    version: int
    client_id: int
    client: str
    opportunity_id: int | None
    title: str
    we_do: str
    you_do: str
    money: str
    start_on: date | None
    ended_on: date | None
    ended_why: str
    letter_id: int | None = None
    letter: str = ""
    letter_state: str = ""
    sent_on: date | None = None
    signed_on: date | None = None
    signed_by: str = ""

    @property
    def state(self) -> str:
        """Where it stands: draft, ready, sent, signed or ended."""
        if self.ended_on is not None:
            return "ended"
        if self.signed_on is not None:
            return "signed"
        if self.sent_on is not None:
            return "sent"
        return "ready" if self.letter_state == "final" else "draft"

    @property
    def words(self) -> str:
        """Where it stands, in words."""
        if self.ended_on is not None:
            return f"Stepped back {short_date(self.ended_on)}"
        if self.signed_on is not None:
            return f"Signed {short_date(self.signed_on)}"
        if self.sent_on is not None:
            return f"Sent {short_date(self.sent_on)}"
        return "Final" if self.letter_state == "final" else "Draft"


def _select() -> Select[*tuple[Any, ...]]:
    return select(
        Understanding.id,
        Understanding.version,
        Understanding.client_id,
        Client.name,
        Understanding.opportunity_id,
        Understanding.title,
        Understanding.we_do,
        Understanding.you_do,
        Understanding.money,
        Understanding.start_on,
        Understanding.ended_on,
        Understanding.ended_why,
    ).join(Client, Client.id == Understanding.client_id)


def _rows(session: Session, narrowed: Select[*tuple[Any, ...]]) -> list[UnderstandingRow]:
    rows = [UnderstandingRow(*tuple(row)) for row in session.execute(narrowed)]
    known = told_about(session, [f"understanding:{row.id}" for row in rows])
    letters = ((row, known.get(f"understanding:{row.id}")) for row in rows)
    return [row if letter is None else with_letter(row, letter) for row, letter in letters]


def letter_of(session: Session, understanding_id: int) -> Told | None:
    """The newest letter of an understanding, or None before it is written."""
    about = f"understanding:{understanding_id}"
    return told_about(session, [about]).get(about)


def understandings(
    session: Session, client_id: int | None = None, opportunity_id: int | None = None
) -> list[UnderstandingRow]:
    """Letters of understanding, newest first: of a client, of an opportunity, or all."""
    found = _select().order_by(Understanding.id.desc()).limit(200)
    if client_id is not None:
        found = found.where(Understanding.client_id == client_id)
    if opportunity_id is not None:
        found = found.where(Understanding.opportunity_id == opportunity_id)
    return _rows(session, found)


def understanding(session: Session, understanding_id: int) -> UnderstandingRow | None:
    """One letter of understanding, or None where it is gone."""
    found = _select().where(Understanding.id == understanding_id)
    return next(iter(_rows(session, found)), None)


def letter_fields(session: Session, understanding_id: int) -> dict[str, str]:
    """What the letter says: what each side does, the money, the start."""
    row = understanding(session, understanding_id)
    if row is None:
        return {}
    found = {
        "work.what": _begun(row.we_do),
        "work.client_part": _begun(row.you_do),
        "work.money": " ".join(row.money.split()),
    }
    if row.start_on is not None:
        day_first = the_shop(session).day_first
        found["work.start"] = letter_day(row.start_on, day_first=day_first)
    return found


def _begun(lines: str) -> str:
    """Lines that each begin with a capital letter."""
    return "\n".join(f"{line[:1].upper()}{line[1:]}" for line in lines.splitlines())


def sources(session: Session, client_id: int) -> list[Source]:
    """The understandings of a client that have no letter yet."""
    return [
        Source(f"understanding:{row.id}", row.title, letter_fields(session, row.id))
        for row in understandings(session, client_id)
        if row.letter_id is None and row.ended_on is None
    ]
