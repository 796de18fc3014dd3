"""What the owner decides about a client; the program never does (S019, E19)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import action, tell
from ...dates import today
from ...errors import UserError
from ...people import queries as people
from ...shop.models import Shop
from ..models import GardenChoice
from ..rules import CHOICE_WORDS, Choice

MOST_MARGIN = 95
ONLY_THE_OWNER = "Only the owner decides this about a client."


@action("Decide about client")
def choose(
    session: Session,
    client_id: int,
    choice: str,
    why: str,
    look_again_on: date | None = None,
) -> int:
    """Write down what the owner decided about a client, why, and when it is looked at again.

    Answers the id. Raises UserError by field, and for anybody but the owner.
    """
    who = _owner(session)
    client = session.get(Client, client_id)
    if client is None or client.internal:
        raise UserError("Choose a client.", "client_id")
    if choice not in set(Choice):
        raise UserError("Choose what to do: keep, raise, coach or release.", "choice")
    said = why.strip()
    if not said:
        raise UserError("Say why in a few words; you will want to know later.", "why")
    if look_again_on is not None and look_again_on <= today():
        raise UserError("Choose a day ahead, or none.", "look_again_on")
    row = GardenChoice(
        client_id=client_id,
        on=today(),
        choice=choice,
        why=said,
        look_again_on=look_again_on,
        person_id=who,
        by=people.name_of(session, who),
    )
    session.add(row)
    session.flush()
    tell(session, f"{client.name}: {CHOICE_WORDS[Choice(choice)].lower()}")
    return row.id


@action("Take decision back")
def take_back(session: Session, client_id: int) -> None:
    """Forget the newest decision about a client; the one before counts again."""
    _owner(session)
    newest = (
        select(GardenChoice)
        .where(GardenChoice.client_id == client_id)
        .order_by(GardenChoice.on.desc(), GardenChoice.id.desc())
        .limit(1)
    )
    row = session.scalars(newest).first()
    if row is None:
        raise UserError("Nothing was decided about this client.")
    session.delete(row)
    tell(session, "Decision taken back")


@action("Change target margin")
def set_margin(session: Session, percent: int) -> None:
    """Say how much of what an hour brings in should be left over its cost, in whole percent."""
    if not 0 <= percent <= MOST_MARGIN:
        raise UserError(f"Type a share from 0 to {MOST_MARGIN}.", "margin")
    session.scalars(select(Shop)).one().margin_target = percent
    tell(session, f"Target margin {percent}%")


def _owner(session: Session) -> int:
    """Who decides: the person at work, if the owner."""
    who = session.info.get("person_id")
    if who is None or "*" not in people.permits(session, who):
        raise UserError(ONLY_THE_OWNER)
    return int(who)
