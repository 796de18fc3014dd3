"""Keeping call lists: companies typed, taken from a file or from prospects."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact
from ...clients.rules import full_name
from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import today
from ...errors import UserError
from ...rows import dataclass
from ..models import CallList, CallTarget, DoNotCall, Script
from ..queries.calling import is_stopped
from ..queries.target_files import ReadTarget, read_targets
from ..rules.calling import STATES, TO_CALL, is_number, number_of

_TEXTS = {
    "company": 200,
    "contact": 200,
    "title": 200,
    "phone": 40,
    "email": 200,
    "city": 200,
    "industry": 200,
    "website": 200,
    "notes": 2_000,
}
"""What may be typed about a company, and the signs each takes at most."""

MOST = 20_000
"""Companies one list holds at most."""


@action("New call list")
def add_list(session: Session, name: str, details: Mapping[str, Any] | None = None) -> int:
    """Begin a list; `details` are script_id, person_id (who calls) and notes. Answers its id."""
    row = CallList(name="", opened_on=today(), person_id=acting(session))
    _fill_list(session, row, {"name": name, **(details or {})})
    session.add(row)
    session.flush()
    tell(session, f"Call list {row.name} begun")
    return row.id


@action("Change call list")
def edit_list(session: Session, list_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change the name of a list, its script, who calls, or its notes."""
    row = as_seen(session, CallList, list_id, version)
    _fill_list(session, row, changes)
    tell(session, f"{row.name} saved")


def _fill_list(session: Session, row: CallList, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if name not in ("name", "script_id", "person_id", "notes"):
            raise AttributeError(name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if not row.name:
        raise UserError("Give the list a name.", "name")
    if len(row.name) > 200:
        raise UserError("Keep the name within 200 signs.", "name")
    with session.no_autoflush:
        open_ones = select(CallList.id, CallList.name).where(CallList.closed_on.is_(None))
        twins = {
            found
            for found, name in session.execute(open_ones)
            if name.casefold() == row.name.casefold()
        }
        if twins - {row.id}:
            raise UserError("There is a list with this name already.", "name")
        if row.script_id is not None and session.get(Script, row.script_id) is None:
            raise UserError("This script is gone. Choose another one.", "script_id")


@action("Close call list")
def close_list(session: Session, list_id: int) -> None:
    """Close a list; nobody on it is called any more, and its calls stay counted."""
    row = session.get_one(CallList, list_id)
    row.closed_on = today()
    tell(session, f"{row.name} closed")


@action("Open call list again")
def reopen_list(session: Session, list_id: int) -> None:
    """Open a list that was closed."""
    row = session.get_one(CallList, list_id)
    row.closed_on = None
    _fill_list(session, row, {})
    tell(session, f"{row.name} is open again")


@action("Add company to call")
def add_target(session: Session, list_id: int, details: Mapping[str, Any]) -> int:
    """Put a company on a list; answers its id.

    Raises UserError naming company or phone: a number that cannot be dialed, is there already or
    is never to be called again; and a company that is a client.
    """
    said = _texts(details)
    found = read_targets(session, list_id, [(1, said)])[0]
    if found.wrong:
        field = "company" if not found.company or "client" in found.wrong else "phone"
        raise UserError(found.wrong, field)
    row = _add(session, list_id, found, _last(session, list_id) + 1)
    row.notes = said.get("notes", "")
    session.flush()
    tell(session, f"{row.company} added to the list")
    return row.id


def _texts(details: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for name, value in details.items():
        if name not in _TEXTS:
            raise AttributeError(name)
        said = str(value or "").strip()
        if len(said) > _TEXTS[name]:
            raise UserError(f"Keep it within {_TEXTS[name]:,} signs.", name)
        found[name] = said
    return found


def _last(session: Session, list_id: int) -> int:
    most = select(func.max(CallTarget.position)).where(CallTarget.list_id == list_id)
    return session.scalar(most) or 0


def _add(session: Session, list_id: int, found: ReadTarget, position: int) -> CallTarget:
    row = CallTarget(
        list_id=list_id,
        position=position,
        company=found.company,
        contact=found.contact,
        title=found.title,
        phone=found.phone[:40],
        phone_digits=number_of(found.phone),
        email=found.email,
        city=found.city,
        industry=found.industry,
        website=found.website,
        notes=found.notes,
        client_id=found.client_id,
    )
    session.add(row)
    return row


@action("Change company to call")
def edit_target(session: Session, target_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change what is known of a company; a new number must be one that may be called."""
    row = as_seen(session, CallTarget, target_id, version)
    said = _texts(changes)
    phone = said.get("phone", row.phone)
    if not said.get("company", row.company):
        raise UserError("Name the company.", "company")
    if not is_number(phone):
        raise UserError("Type a phone number that can be dialed.", "phone")
    if number_of(phone) != row.phone_digits:
        if is_stopped(session, phone):
            raise UserError("Asked never to be called again.", "phone")
        _refuse_twin(session, row.list_id, phone)
        if row.state == "wrong":
            row.state, row.next_on = "again", None
    for name, value in said.items():
        setattr(row, name, value)
    row.phone_digits = number_of(phone)
    tell(session, f"{row.company} saved")


def _refuse_twin(session: Session, list_id: int, phone: str) -> None:
    """One number stands on a list once, so that nobody is called twice in a day."""
    same = select(CallTarget.company).where(
        CallTarget.list_id == list_id, CallTarget.phone_digits == number_of(phone)
    )
    twin = session.scalar(same.limit(1))
    if twin is not None:
        raise UserError(f"On this list already: {twin}.", "phone")


@action("Take company off the list")
def remove_target(session: Session, target_id: int) -> None:
    """Take a company off a list; one that was called stays, so that the counts stay true."""
    row = session.get_one(CallTarget, target_id)
    if row.tries:
        raise UserError(
            f"{row.company} was called already. Note that they said no, or close the list."
        )
    session.delete(row)
    tell(session, f"{row.company} taken off the list")


@action("Call again")
def call_again(session: Session, target_id: int) -> None:
    """Put a company that said no, or whose number was wrong, among those to call."""
    row = session.get_one(CallTarget, target_id)
    if is_stopped(session, row.phone):
        raise UserError(f"{row.company} asked never to be called again.")
    if row.state in TO_CALL:
        raise UserError(f"{row.company} is to be called already.")
    row.state, row.next_on = "again", today()
    tell(session, f"{row.company}: {STATES['again'].lower()}")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a list brought: companies added, and those left out with why, most often first."""

    added: int
    left_out: int
    stopped: int

    @property
    def words(self) -> str:
        """The same in a line."""
        companies = "1 company" if self.added == 1 else f"{self.added:,} companies"
        said = [f"{companies} added"]
        if self.stopped:
            said.append(f"{self.stopped} never to be called")
        rest = self.left_out - self.stopped
        if rest:
            said.append(f"{rest} left out")
        return ", ".join(said)


@action("Bring in companies to call")
def take_targets(session: Session, list_id: int, rows: Sequence[ReadTarget]) -> Taken:
    """Put the companies of a file or a paste onto a list, in one step.

    What was looked at before is looked at again: a number may have been stopped meanwhile.
    """
    cells = [
        (one.line, {name: str(getattr(one, name)) for name in _TEXTS}) for one in rows if one.ready
    ]
    again = read_targets(session, list_id, cells)
    ready = [one for one in again if one.ready]
    at = _last(session, list_id)
    count = session.scalar(select(func.count()).where(CallTarget.list_id == list_id)) or 0
    if count + len(ready) > MOST:
        raise UserError(f"A list holds {MOST:,} companies. Begin another one for the rest.")
    for place, one in enumerate(ready, at + 1):
        _add(session, list_id, one, place)
    session.flush()
    stopped = sum(one.stopped for one in rows if not one.ready) + sum(
        one.stopped for one in again if not one.ready
    )
    done = Taken(len(ready), len(rows) - len(ready), stopped)
    tell(session, done.words)
    return done


@action("Put prospects on call list")
def add_prospects(session: Session, list_id: int, client_ids: Sequence[int]) -> Taken:
    """Put prospects on a list with the number and the contact that are known of them."""
    found = []
    for line, client_id in enumerate(client_ids, 1):
        client = session.get_one(Client, client_id)
        contact = session.scalars(
            select(Contact)
            .where(Contact.client_id == client_id, Contact.active.is_(True))
            .order_by(Contact.decides.desc(), Contact.main.desc(), Contact.id)
            .limit(1)
        ).first()
        cells = {
            "company": client.name,
            "phone": client.phone or (contact.phone if contact else ""),
            "city": client.city,
            "industry": client.industry,
            "website": client.website,
        }
        if contact is not None:
            cells["contact"] = full_name(contact.first_name, contact.last_name)
            cells["title"], cells["email"] = contact.title, contact.email
        found.append((line, cells))
    return take_targets(session, list_id, read_targets(session, list_id, found))


@action("Never call a number again")
def stop_number(session: Session, phone: str, company: str = "", words: str = "") -> None:
    """Take a number off every list for good, asked for by phone, letter or mail."""
    if not is_number(phone):
        raise UserError("Type a phone number that can be dialed.", "phone")
    stop(session, phone, company, words)
    tell(session, f"{company or phone} is never called again")


def stop(session: Session, phone: str, company: str, words: str) -> None:
    """Write a number down as never to be called, and take it off every list."""
    digits = number_of(phone)
    if not is_stopped(session, phone):
        session.add(
            DoNotCall(
                phone_digits=digits,
                phone=phone.strip()[:40],
                company=company.strip()[:200],
                on=today(),
                person_id=acting(session),
                words=words.strip(),
            )
        )
    for row in session.scalars(select(CallTarget).where(CallTarget.phone_digits == digits)):
        row.state, row.next_on = "stopped", None
    session.flush()
