"""Lists of clients and sites: how each row is found, added or changed."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact, Site
from ...clients.rules import WORDS, Status, digits
from ...dates import today
from ...errors import UserError
from ...exchange import values
from ...shop.actions import next_number
from .reading import Reading
from .settle import settle
from .shape import Act, Plain, Planned, mark, one_of

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
_STATUSES = {word.lower(): str(status) for status, word in WORDS.items()}
_STATUSES |= {str(status): str(status) for status in Status}
_STATUSES |= {"active client": "active", "customer": "active", "lead": "prospect"}
_STATUSES |= {"inactive": "former", "archived": "former", "internal": "active", "current": "active"}
_PAYS_BY = {"card": "card", "credit card": "card", "ach": "ach", "bank transfer": "ach"}
_PAYS_BY |= {"bank debit (ach)": "ach", "check": "check", "cheque": "check"}


def plan_client(reading: Reading, cells: Cells) -> Planned:
    """Find the client a row is, and what it would change; a new one gets the next number."""
    _must_be_a_client(reading, cells)
    wanted = reading.plain(CLIENTS, cells) | _client_words(reading, cells)
    if not wanted.get("name"):
        # A household has the name of who lives there.
        person = _contact_names(cells)
        wanted["name"] = reading.value("text", " ".join(person).strip(), "name")
    name = wanted["name"]
    number, outside = cells.get("number", ""), cells.get("source_id", "")
    # Two of one name are two by their numbers there.
    key = reading.key(outside, name, *((number,) if number else ()))
    found = reading.linked("clients", key) or reading.find_client(number, outside, name)
    reading.once(("client", found or number or outside or name.lower()))
    if not name:
        raise UserError("It has no name.", "name")
    if found is not None:
        wanted.pop("status", None)
        return settle(reading, Client, found, name, wanted, CLIENTS).known_by(key)
    wanted.setdefault("status", "active")
    parts = _main_site(reading, cells), _main_contact(cells)
    write = partial(_write_client, wanted, *parts, outside)
    return Planned(reading.line, Act.ADD, name, write=write, key=key)


def _must_be_a_client(reading: Reading, cells: Cells) -> None:
    """Refuse suppliers, jobs of a client, and clients with prices in other money."""
    if cells.get("party_role", "").lower() == "supplier":
        raise UserError("It is a supplier, not a client.", "party_role")
    parent, colon, job = cells.get("name", "").partition(":")
    if colon and parent.strip() and job.strip() and reading.source.name.startswith("QuickBooks"):
        raise UserError(f"It is a job of {parent.strip()}. Add it there as a site.", "name")
    reading.is_usual_money(cells)


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
        found["terms_days"] = values.read_terms(cell, "terms_days")
    if cell := cells.get("country", ""):
        found["country"] = _country(cell)
    if cells.get("address_2") and cells.get("address"):
        found["address"] = f"{cells['address']}\n{cells['address_2']}"
    if "phone" in cells:
        found["phone_digits"] = digits(cells["phone"])
    if cell := cells.get("taxable", ""):
        found["tax_exempt"] = not reading.value("flag", cell, "taxable")
    return {name: value for name, value in found.items() if value != ""}


_COUNTRIES = dict.fromkeys(("usa", "u.s.", "u.s.a.", "united states of america"), "US")
_COUNTRIES |= dict.fromkeys(("uk", "gbr", "england", "scotland", "wales", "great britain"), "GB")
_COUNTRIES |= {"can": "CA", "aus": "AU", "nzl": "NZ", "irl": "IE", "deu": "DE", "aut": "AT"}
_COUNTRIES |= {"deutschland": "DE", "österreich": "AT", "éire": "IE", "northern ireland": "GB"}


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
    first, last = _contact_names(cells)
    if not (first or last):
        return {}
    phone = with_extension(cells.get("contact_phone", ""), cells.get("contact_extension", ""))
    mobile = cells.get("contact_mobile", "")
    return {
        "first_name": first[:200],
        "last_name": last[:200],
        "title": cells.get("contact_title", "")[:200],
        "email": (cells.get("contact_email", "") or cells.get("billing_email", ""))[:200],
        "phone": phone[:40],
        "phone_digits": digits(cells.get("contact_phone", "")),
        "mobile": mobile[:40],
        "mobile_digits": digits(mobile),
        "main": True,
    }


def _contact_names(cells: Cells) -> tuple[str, str]:
    first, last = cells.get("contact_first_name", ""), cells.get("contact_last_name", "")
    return (first, last) if first or last else two_names(cells.get("contact_name", ""))


def with_extension(phone: str, extension: str) -> str:
    """A phone number with its extension, as it is dialled."""
    known = phone.lower()
    if not (phone and extension) or "ext" in known or "x" in known:
        return phone
    return f"{phone} ext {extension}"


def two_names(name: str) -> tuple[str, str]:
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
) -> int:
    client = Client(number=next_number(session, "client"), **wanted)
    if client.status == Status.ACTIVE:
        client.hourly_terms_on = client.since_on or today()
    mark(session, client, outside)
    session.add(client)
    session.flush()
    for model, wanted_of in ((Site, site), (Contact, contact)):
        if wanted_of:
            row = model(client_id=client.id, **wanted_of)
            mark(session, row)
            session.add(row)
    return client.id


def plan_site(reading: Reading, cells: Cells) -> Planned:
    """Find the site of a client by name, and what a row would change of it."""
    client = reading.client(cells)
    wanted = reading.plain(SITES, cells)
    name = wanted.get("name", "")
    if not name:
        raise UserError("It has no name.", "name")
    if "phone" in wanted:
        wanted["phone_digits"] = digits(wanted["phone"])
    if cells.get("address_2") and cells.get("address"):
        wanted["address"] = f"{cells['address']}\n{cells['address_2']}"
    if cell := cells.get("country", ""):
        wanted["country"] = _country(cell)
    outside = cells.get("source_id", "")
    key = reading.key(outside, client, name)
    found = reading.linked("sites", key) or reading.site(client, name)
    reading.once(("site", found or (client, name.lower())))
    if found is not None:
        return settle(reading, Site, found, name, wanted, SITES).known_by(key)
    write = partial(_write_site, wanted | {"client_id": client}, outside)
    return Planned(reading.line, Act.ADD, name, write=write, key=key)


def _write_site(wanted: dict[str, Any], outside: str, session: Session) -> int:
    first = select(Site.id).where(Site.client_id == wanted["client_id"]).limit(1)
    site = Site(**{"main": session.scalar(first) is None} | wanted)
    mark(session, site, outside)
    session.add(site)
    session.flush()
    return site.id
