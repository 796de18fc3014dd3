"""What the script card and the call sheet are printed from."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from ...database.action import reading_as
from ...dates import today
from ...errors import UserError
from ...people.queries import name_of
from ...rows import dataclass
from ...shop.queries import ShopRow, shop
from .lists import ListRow, TargetRow, call_list, call_lists, next_targets
from .scripts import ScriptRow, VersionPage, current_version, scripts, version_page

N = TypeVar("N", ScriptRow, ListRow)

ROWS = 20
"""Companies on one call sheet (B8)."""


@dataclass(frozen=True, slots=True)
class CardDocument:
    """A version of a script, with our own name and number filled in."""

    shop: ShopRow
    script: VersionPage
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class SheetDocument:
    """The next companies of a list, at most twenty, on a day; `script` is what is used."""

    shop: ShopRow
    list: ListRow
    script: VersionPage | None
    caller: str
    on: date
    rows: tuple[TargetRow, ...]


def card_document(session: Session, version_id: int) -> CardDocument:
    """A script as it is printed; raises UserError when it is gone."""
    page = version_page(session, version_id)
    if page is None:
        raise UserError("This version of the script is gone.", "script")
    own = shop(session)
    return CardDocument(own, page, {"shop": own.name, "phone": own.phone, "offer": page.offer})


def sheet_document(session: Session, list_id: int) -> SheetDocument:
    """The next companies to call; raises UserError when the list is gone."""
    day = today()
    found = call_list(session, list_id, day)
    if found is None:
        raise UserError("This call list is gone.", "list")
    person = found.person_id or reading_as(session)
    caller = name_of(session, person) if person is not None else ""
    return SheetDocument(
        shop(session),
        found,
        version_page(session, current_version(session, found.script_id)),
        caller,
        day,
        tuple(next_targets(session, list_id, day, ROWS)),
    )


def named(rows: Sequence[N], text: str) -> list[N]:
    """Rows of the very name that was typed, else those that hold it."""
    wanted = text.strip().casefold()
    same = [one for one in rows if one.name.casefold() == wanted]
    return same or [one for one in rows if wanted in one.name.casefold()]


def find_card(session: Session, text: str) -> int:
    """The version of a script somebody named that is in use, else its draft.

    Raises UserError naming `script`.
    """
    rows = scripts(session)
    found = named(rows, text)
    if len(found) == 1:
        version = found[0].published_id or found[0].draft_id
        if version is not None:
            return version
    names = ", ".join(one.name for one in rows) or "none is written yet"
    raise UserError(f"Name one script: {names}.", "script")


def find_sheet(session: Session, text: str) -> int:
    """The call list somebody named; raises UserError naming `list`."""
    rows = call_lists(session, today())
    found = named(rows, text)
    if len(found) == 1:
        return found[0].id
    names = ", ".join(one.name for one in rows) or "there is none yet"
    raise UserError(f"Name one call list: {names}.", "list")
