"""Lists of contacts and of people: how each row is found, added or changed."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from ...clients.models import Contact
from ...clients.rules import digits
from ...dates import today
from ...errors import UserError
from ...people.actions import FULL_WEEK
from ...people.models import Access, PaidHours, Person, Wage
from ...people.rules import KINDS
from .reading import Reading
from .records import two_names, with_extension
from .settle import settle
from .shape import Act, Plain, Planned, mark, one_of

Cells = Mapping[str, str]

CONTACTS = (
    Plain("first_name", "text"),
    Plain("last_name", "text"),
    Plain("title", "text"),
    Plain("role", "text"),
    Plain("email", "text"),
    Plain("phone", "code"),
    Plain("mobile", "code"),
    Plain("main", "flag"),
    Plain("billing", "flag"),
    Plain("decides", "flag"),
    Plain("technical", "flag"),
    Plain("emergency", "whole"),
    Plain("may_approve_after_hours", "flag"),
    Plain("may_spend", "money"),
    Plain("active", "flag"),
    Plain("notes", "words"),
)
PEOPLE = (
    Plain("name", "text"),
    Plain("email", "text"),
    Plain("phone", "code"),
    Plain("title", "text"),
    Plain("tier", "whole"),
    Plain("takes_tickets", "flag"),
    Plain("hired_on", "date"),
    Plain("left_on", "date"),
    Plain("billable_target", "whole"),
)

_EMPLOYED = {words.lower(): kind for kind, words in KINDS.items()} | {
    kind.replace("_", " "): kind for kind in KINDS
}
_STILL_HERE = {"invited": "yes", "pending": "yes"}
_STILL_HERE |= dict.fromkeys(
    ("archived", "former", "left", "terminated", "locked", "deleted"), "no"
)
TIERS = (1, 2, 3)


def plan_contact(reading: Reading, cells: Cells) -> Planned:
    """Find the contact of a client by outside id, e-mail or name, and what a row would change."""
    client = reading.client(cells)
    wanted = _contact_words(reading, client, cells)
    first, last = wanted.get("first_name", ""), wanted.get("last_name", "")
    title = f"{first} {last}".strip() or wanted.get("email", "")
    if not title:
        raise UserError("It has neither a name nor an e-mail address.", "name")
    outside = cells.get("source_id", "")
    key = reading.key(outside, client, first, last, wanted.get("email", ""))
    found = reading.linked("contacts", key) or _contact(reading, client, wanted, outside)
    reading.once(("contact", found or (client, outside or title.lower(), wanted.get("email"))))
    if found is not None:
        return settle(reading, Contact, found, title, wanted, CONTACTS).known_by(key)
    write = partial(_write_contact, wanted | {"client_id": client}, outside, reading.peopled)
    return Planned(reading.line, Act.ADD, title, write=write, key=key)


def _contact_words(reading: Reading, client: int, cells: Cells) -> dict[str, Any]:
    """The columns a row says something about; what has no column goes to the notes."""
    wanted = reading.plain(CONTACTS, cells)
    if not (wanted.get("first_name") or wanted.get("last_name")):
        first, last = two_names(cells.get("name", ""))
        for name, word in (("first_name", first), ("last_name", last)):
            wanted[name] = reading.value("text", word, "name")
    if middle := cells.get("middle_name", ""):
        whole = f"{wanted.get('first_name', '')} {middle}".strip()
        wanted["first_name"] = reading.value("text", whole, "middle_name")
    if cells.get("extension") and wanted.get("phone"):
        whole = with_extension(wanted["phone"], cells["extension"])
        wanted["phone"] = reading.value("code", whole, "extension")
    for name in ("phone", "mobile"):
        if name in wanted:
            wanted[f"{name}_digits"] = digits(cells[name])
    if wanted.get("emergency") not in (None, 1, 2, 3):
        raise UserError("The emergency order is 1, 2 or 3.", "emergency")
    site = reading.site(client, cells["site"]) if cells.get("site") else None
    if site is not None:
        wanted["site_id"] = site
    notes = [wanted.get("notes", ""), *_left_over(cells, no_site=site is None)]
    if any(notes):
        wanted["notes"] = "\n".join(note for note in notes if note)
    return wanted


def _left_over(cells: Cells, *, no_site: bool) -> list[str]:
    """What a contact has no column for, each under its name."""
    place = [cells.get(name, "") for name in ("address", "address_2", "city", "region")]
    place += [cells.get("postal_code", ""), cells.get("country", "")]
    told = (
        ("Department", cells.get("department", "")),
        ("Second e-mail", cells.get("email_2", "")),
        ("Site", cells.get("site", "") if no_site else ""),
        ("Address", ", ".join(" ".join(one.split()) for one in place if one)),
        ("Extension", "" if cells.get("phone") else cells.get("extension", "")),
    )
    return [f"{name}: {words}" for name, words in told if words]


def _contact(reading: Reading, client: int, wanted: dict[str, Any], outside: str) -> int | None:
    """A contact of a client: by outside id, by name and mail, by a name no other row has, by mail.

    Two of one name are told apart by their mail, and a row takes none that another row took.
    """
    first, last = wanted.get("first_name", "").lower(), wanted.get("last_name", "").lower()
    mail = wanted.get("email", "").lower()
    ways: list[tuple[str, ...]] = [("id", outside)] if outside else []
    if first or last:
        ways += [("named mail", first, last, mail)] if mail else []
        ways.append(("named", first, last))
    elif mail:
        ways.append(("mail", mail))
    for way in ways:
        for found in reading.contacts.get((client, *way), ()):
            taken = way[0] == "named" and ("contact", found) in reading.seen
            if not taken and not (way[0] == "id" and found in reading.from_elsewhere("contacts")):
                return found
    return None


def _write_contact(
    wanted: dict[str, Any], outside: str, peopled: set[int], session: Session
) -> int:
    client = wanted["client_id"]
    contact = Contact(**{"main": client not in peopled} | wanted)
    peopled.add(client)
    mark(session, contact, outside)
    session.add(contact)
    session.flush()
    return contact.id


def plan_person(reading: Reading, cells: Cells) -> Planned:
    """Find somebody who works here by e-mail, outside id or name, and what would change."""
    wanted = reading.plain(PEOPLE, cells)
    if "name" not in wanted:
        name = f"{cells.get('first_name', '')} {cells.get('last_name', '')}".strip()
        wanted["name"] = reading.value("text", name, "name")
    name = wanted["name"]
    if not name:
        raise UserError("It has no name.", "name")
    if wanted.get("tier", 1) not in TIERS:
        raise UserError("A tier is 1, 2 or 3.", "tier")
    if cell := cells.get("kind", ""):
        wanted["kind"] = one_of(cell, _EMPLOYED, "kind")
    outside = cells.get("source_id", "")
    key = reading.key(outside, wanted.get("email") or name)
    found = reading.linked("people", key)
    found = found or reading.find_person(wanted.get("email", ""), outside, name)
    reading.once(("person", found or wanted.get("email") or name.lower()))
    if found is not None:
        return settle(reading, Person, found, name, wanted, PEOPLE).known_by(key)
    status = cells.get("status", "")
    if reading.value("flag", _STILL_HERE.get(status.lower(), status), "status") is False:
        # Who left elsewhere comes in as gone; on which day the file does not say.
        wanted.setdefault("left_on", today())
    wage = reading.value("money", cells.get("wage", ""), "wage")
    burden = reading.value("quantity", cells.get("burden", ""), "burden")
    write = partial(_write_person, wanted, wage, burden or 12_500, outside)
    return Planned(reading.line, Act.ADD, name, write=write, key=key)


def _write_person(
    wanted: dict[str, Any], wage: int | None, burden: int, outside: str, session: Session
) -> int:
    person = Person(**wanted)
    mark(session, person, outside)
    session.add(person)
    session.flush()
    rows: Sequence[Any] = [
        Access(person_id=person.id, role="technician"),
        *(PaidHours(person_id=person.id, weekday=day, minutes=n) for day, n in FULL_WEEK.items()),
    ]
    if wage is not None:
        from_on = person.hired_on or today()
        rows = [*rows, Wage(person_id=person.id, from_on=from_on, per_hour=wage, burden=burden)]
    for row in rows:
        mark(session, row)
        session.add(row)
    session.flush()
    return person.id
