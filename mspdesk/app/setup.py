"""Making a new shop: its row, the owner, the hats, and our own company as a client."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from ..catalog import actions as catalog
from ..clients import actions as clients
from ..database.action import action, tell
from ..database.store import Store
from ..people import actions as people
from ..shop import actions as shop


@action("Start shop", undoable=False)
def set_up_shop(
    session: Session, name: str, rate: int, country: str, more: Mapping[str, Any]
) -> int:
    """Write everything a new shop begins with and answer the owner's id.

    `more` holds changed columns of the shop, `owner_name` and `owner_email` of the person, `hours`
    by weekday, `holidays` as (name, rule) pairs, `tax` as (name, millionths), `logo` as bytes.
    Raises UserError naming name, rate, country or the field that is wrong.
    """
    choices = dict(more)
    hours = choices.pop("hours", None)
    holidays = choices.pop("holidays", None)
    tax = choices.pop("tax", None)
    picture = choices.pop("logo", None)
    owner = str(choices.pop("owner_name", "")).strip() or "Owner"
    email = str(choices.pop("owner_email", "")).strip()
    shop.set_up(session, name, rate, country, choices)
    if hours is not None:
        shop.set_hours(session, hours)
    if holidays is not None:
        shop.replace_holidays(session, holidays)
    if tax is not None:
        shop.set_usual_tax(session, *tax)
    if picture is not None:
        shop.set_logo(session, picture)
    owner_id = people.add_person(
        session, owner, ("owner", "technician"), {"kind": "owner", "title": "Owner", "email": email}
    )
    hats = people.start_hats(session)
    people.wear(session, hats[0], owner_id)
    clients.add_internal(session, name.strip())
    catalog.bring_starter(session)
    tell(session, f"{name.strip()} is set up")
    return owner_id


def start_shop(store: Store, name: str, rate: int, country: str, more: Mapping[str, Any]) -> int:
    """Set up a shop in empty books in one step and answer the owner's id."""
    owner_id = store.do(set_up_shop, name, rate, country, more)
    store.person_id = owner_id
    return owner_id
