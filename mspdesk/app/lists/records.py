"""Lists of clients, sites, contacts and people: how each row is found, added or changed."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact, Site
from ...clients.rules import WORDS, Status, digits
from ...dates import today
from ...errors import UserError
from ...people.actions import FULL_WEEK
from ...people.models import Access, PaidHours, Person, Wage
from ...people.rules import KINDS
from ...shop.actions import next_number
from .shape import NOTHING_NEW, Act, Plain, Planned, Reading, changed, mark, one_of, words_of

Cells = Mapping[str, str]

CLIENTS = (
    Plain("name", "text"),
    Plain("legal_name", "text"),
    Plain("since_on", "date"),
    Plain("until_on", "date"),
    Plain("industry", "text"),
    Plain("people_count", "whole"),
    Plain("address", "words"),
    Plain("city", "text"),
    Plain("region", "code"),
    Plain("postal_code", "code"),
    Plain("phone", "code"),
    Plain("website", "text"),
    Plain("email_domain", "text"),
    Plain("billing_name", "text"),
    Plain("billing_email", "text"),
    Plain("billing_address", "words"),
    Plain("tax_number", "code"),
    Plain("tax_exempt", "flag"),
    Plain("tax_rate", "percent"),
    Plain("labor_taxable", "flag"),
    Plain("rate", "money"),
    Plain("trip_charge", "money"),
    Plain("referred_by", "text"),
    Plain("order_number", "code"),
    Plain("notes", "words"),
)
SITES = (
    Plain("name", "text"),
    Plain("address", "words"),
    Plain("city", "text"),
    Plain("region", "code"),
    Plain("postal_code", "code"),
    Plain("phone", "code"),
    Plain("hours", "text"),
    Plain("access", "words"),
    Plain("main", "flag"),
    Plain("notes", "words"),
)
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

_STATUSES = {word.lower(): str(status) for status, word in WORDS.items()}
_STATUSES |= {str(status): str(status) for status in Status}
_STATUSES |= {"active client": "active", "customer": "active", "lead": "prospect"}
_STATUSES |= {"inactive": "former", "archived": "former", "internal": "active", "current": "active"}
_PAYS_BY = {"card": "card", "credit card": "card", "ach": "ach", "bank transfer": "ach"}
_PAYS_BY |= {"bank debit (ach)": "ach", "check": "check", "cheque": "check"}
_EMPLOYED = {words.lower(): kind for kind, words in KINDS.items()} | {
    kind.replace("_", " "): kind for kind in KINDS
}
TIERS = (1, 2, 3)


def plan_client(reading: Reading, cells: Cells) -> Planned:
    """Find the client a row is, and what it would change; a new one gets the next number."""
    wanted = reading.plain(CLIENTS, cells) | _client_words(reading, cells)
    name = wanted.get("name", "")
    number, outside = cells.get("number", ""), cells.get("source_id", "")
    found = reading.find_client(number, outside, name)
    reading.once(("client", found or number or outside or name.lower()))
    if found is not None:
        wanted.pop("status", None)
        return _update(reading, Client, found, name, wanted)
    if not name:
        raise UserError("It has no name.", "name")
    wanted.setdefault("status", "active")
    parts = _main_site(reading, cells), _main_contact(cells)
    write = partial(_write_client, wanted, *parts, outside)
    return Planned(reading.line, Act.ADD, name, write=write)


def _client_words(reading: Reading, cells: Cells) -> dict[str, Any]:
    """What of a client is written in words of its own."""
    found: dict[str, Any] = {}
    if cell := cells.get("status", ""):
        found["status"] = one_of(cell, _STATUSES, "status")
    elif cells.get("inactive") and reading.value("flag", cells["inactive"], "inactive"):
        found["status"] = "former"
    if cell := cells.get("payment_type", ""):
        found["payment_type"] = one_of(cell, _PAYS_BY, "payment_type")
    if cell := cells.get("terms_days", ""):
        found["terms_days"] = _terms(cell)
    if cell := cells.get("country", ""):
        found["country"] = _country(cell)
    if cells.get("address_2") and cells.get("address"):
        found["address"] = f"{cells['address']}\n{cells['address_2']}"
    if "phone" in cells:
        found["phone_digits"] = digits(cells["phone"])
    return {name: value for name, value in found.items() if value != ""}


def _terms(cell: str) -> int:
    words = cell.lower()
    figure = digits(words)
    if not figure and ("receipt" in words or "due" in words):
        return 0
    if not figure or len(figure) > 3:
        raise UserError("Type payment terms as days, like Net 30.", "terms_days")
    return int(figure)


_COUNTRIES = {"usa": "US", "u.s.": "US", "u.s.a.": "US", "united states": "US", "uk": "GB"}


def _country(cell: str) -> str:
    from ...shop.rules import COUNTRIES

    by_name = {name.lower(): code for code, name in COUNTRIES.items()} | _COUNTRIES
    code = by_name.get(cell.lower(), cell.upper())
    if len(code) != 2 or not code.isalpha():
        raise UserError("Type the country as two letters, like US.", "country")
    return code


def _main_site(reading: Reading, cells: Cells) -> dict[str, Any]:
    name = cells.get("site_name", "")
    if not name:
        return {}
    wanted = reading.plain(SITES, {**cells, "name": name, "notes": ""})
    return wanted | {"main": True, "phone_digits": digits(wanted.get("phone", ""))}


def _main_contact(cells: Cells) -> dict[str, Any]:
    first, last = cells.get("contact_first_name", ""), cells.get("contact_last_name", "")
    if not (first or last):
        first, last = _two_names(cells.get("contact_name", ""))
    if not (first or last):
        return {}
    phone, mobile = cells.get("contact_phone", ""), cells.get("contact_mobile", "")
    return {
        "first_name": first[:200],
        "last_name": last[:200],
        "title": cells.get("contact_title", "")[:200],
        "email": cells.get("contact_email", "")[:200],
        "phone": phone[:40],
        "phone_digits": digits(phone),
        "mobile": mobile[:40],
        "mobile_digits": digits(mobile),
        "main": True,
    }


def _two_names(name: str) -> tuple[str, str]:
    """A name as first and last: “Finch, Maud” and “Maud Finch” are the same."""
    last, comma, first = name.partition(",")
    if comma:
        return first.strip(), last.strip()
    first, _, last = name.strip().rpartition(" ")
    return (first, last) if first else (last, "")


def _write_client(
    wanted: dict[str, Any],
    site: dict[str, Any],
    contact: dict[str, Any],
    outside: str,
    session: Session,
) -> None:
    client = Client(number=next_number(session, "client"), **wanted)
    if client.status == Status.ACTIVE:
        client.hourly_terms_on = client.since_on or today()
    mark(session, client, outside)
    session.add(client)
    session.flush()
    for model, values in ((Site, site), (Contact, contact)):
        if values:
            row = model(client_id=client.id, **values)
            mark(session, row)
            session.add(row)


def _update(
    reading: Reading, model: type[Any], id_: int, title: str, wanted: dict[str, Any]
) -> Planned:
    """The plan to change a row that is there; nothing new is skipped."""
    row = reading.session.get_one(model, id_)
    new = changed(row, wanted)
    if not new:
        return Planned(reading.line, Act.SKIP, title, NOTHING_NEW)
    shown = [name for name in new if not name.endswith("_digits")]
    why = words_of(shown)
    return Planned(reading.line, Act.UPDATE, title, why, partial(_change, model, id_, new))


def _change(model: type[Any], id_: int, new: dict[str, Any], session: Session) -> None:
    row = session.get_one(model, id_)
    for name, value in new.items():
        setattr(row, name, value)


def plan_site(reading: Reading, cells: Cells) -> Planned:
    """Find the site of a client by name, and what a row would change of it."""
    client = reading.client(cells)
    wanted = reading.plain(SITES, cells)
    name = wanted.get("name", "")
    if not name:
        raise UserError("It has no name.", "name")
    if "phone" in wanted:
        wanted["phone_digits"] = digits(wanted["phone"])
    if cell := cells.get("country", ""):
        wanted["country"] = _country(cell)
    reading.once(("site", client, name.lower()))
    found = reading.session.scalar(
        select(Site.id).where(Site.client_id == client, func.lower(Site.name) == name.lower())
    )
    if found is not None:
        return _update(reading, Site, found, name, wanted)
    write = partial(_write_site, wanted | {"client_id": client}, cells.get("source_id", ""))
    return Planned(reading.line, Act.ADD, name, write=write)


def _write_site(wanted: dict[str, Any], outside: str, session: Session) -> None:
    first = select(Site.id).where(Site.client_id == wanted["client_id"]).limit(1)
    site = Site(**{"main": session.scalar(first) is None} | wanted)
    mark(session, site, outside)
    session.add(site)
    session.flush()


def plan_contact(reading: Reading, cells: Cells) -> Planned:
    """Find the contact of a client by outside id, e-mail or name, and what a row would change."""
    client = reading.client(cells)
    wanted = reading.plain(CONTACTS, cells)
    if not (wanted.get("first_name") or wanted.get("last_name")):
        wanted["first_name"], wanted["last_name"] = _two_names(cells.get("name", ""))
    for name in ("phone", "mobile"):
        if name in wanted:
            wanted[f"{name}_digits"] = digits(wanted[name])
    title = f"{wanted.get('first_name', '')} {wanted.get('last_name', '')}".strip()
    title = title or wanted.get("email", "")
    if not title:
        raise UserError("It has neither a name nor an e-mail address.", "name")
    if wanted.get("emergency") not in (None, 1, 2, 3):
        raise UserError("The emergency order is 1, 2 or 3.", "emergency")
    outside = cells.get("source_id", "")
    found = _contact(reading.session, client, wanted, outside)
    reading.once(("contact", found or (client, outside or title.lower(), wanted.get("email"))))
    if found is not None:
        return _update(reading, Contact, found, title, wanted)
    write = partial(_write_contact, wanted | {"client_id": client}, outside)
    return Planned(reading.line, Act.ADD, title, write=write)


def _contact(session: Session, client: int, wanted: dict[str, Any], outside: str) -> int | None:
    here = select(Contact.id).where(Contact.client_id == client)
    first, last = wanted.get("first_name", ""), wanted.get("last_name", "")
    hits = [Contact.source_id == outside] if outside else []
    if first or last:
        same = func.lower(Contact.first_name) == first.lower()
        hits.append(same & (func.lower(Contact.last_name) == last.lower()))
    elif wanted.get("email"):
        hits.append(func.lower(Contact.email) == wanted["email"].lower())
    for hit in hits:
        found = session.scalar(here.where(hit).order_by(Contact.id).limit(1))
        if found is not None:
            return found
    return None


def _write_contact(wanted: dict[str, Any], outside: str, session: Session) -> None:
    first = select(Contact.id).where(Contact.client_id == wanted["client_id"]).limit(1)
    contact = Contact(**{"main": session.scalar(first) is None} | wanted)
    mark(session, contact, outside)
    session.add(contact)
    session.flush()


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
    found = reading.find_person(wanted.get("email", ""), outside, name)
    reading.once(("person", found or wanted.get("email") or name.lower()))
    if found is not None:
        return _update(reading, Person, found, name, wanted)
    wage = reading.value("money", cells.get("wage", ""), "wage")
    burden = reading.value("quantity", cells.get("burden", ""), "burden")
    write = partial(_write_person, wanted, wage, burden or 12_500, outside)
    return Planned(reading.line, Act.ADD, name, write=write)


def _write_person(
    wanted: dict[str, Any], wage: int | None, burden: int, outside: str, session: Session
) -> None:
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
