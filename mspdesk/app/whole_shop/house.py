"""Bringing in who works there and who is worked for: staff, clients, contacts, devices, deals."""

from collections.abc import Iterator
from dataclasses import field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from ...agreements.models import Agreement
from ...clients.models import Client, Contact
from ...clients.rules import digits
from ...database.base import Record
from ...dates import today
from ...documentation.models.device import Device
from ...money import multiplied
from ...people.actions import FULL_WEEK
from ...people.models import Access, PaidHours, Person, Wage
from ...rows import dataclass
from ...shop.actions import reserve
from ...shop.queries import ShopRow
from .folder import Row, ShopFolder
from .layout import WORKS_AS
from .rows import Values, blank, known, put, take_ids

OWNED = ("contacts", "devices", "tickets")
"""Files whose rows belong to a client, named in their second column."""


class Deal(NamedTuple):
    """What work for a client cost from a day on: minor units an hour, ten-thousandths."""

    start_on: date
    id: int
    kind: str
    rate: int
    factor: int

    def hourly(self, *, after: bool) -> int:
        """The rate in hours or after them, in minor units."""
        return multiplied(self.rate, self.factor) if after else self.rate


@dataclass
class Coming:
    """What is known while a folder comes in: the ids of everything by its number in the folder."""

    session: Session
    folder: ShopFolder
    shop: ShopRow
    ids: dict[str, dict[int, int]] = field(default_factory=dict)
    owners: dict[str, dict[int, int]] = field(default_factory=dict)
    internal: set[int] = field(default_factory=set)
    tax_rates: dict[int, int] = field(default_factory=dict)
    deals: dict[int, list[Deal]] = field(default_factory=dict)
    added: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)

    def fresh(self, name: str, model: type[Record]) -> list[tuple[int, Row]]:
        """The rows of a file that are not in the books yet, each with the id it will have.

        Raises UserError for a number that stands twice in the file.
        """
        before = known(self.session, model)
        rows = list(self._unique(name))
        if name in OWNED:
            self.owners[name] = {row.values[0]: row.values[1] for row in rows}
        new = [row for row in rows if row.values[0] not in before]
        ids = list(take_ids(self.session, model, len(new)))
        self.ids[name] = before | {row.values[0]: id_ for id_, row in zip(ids, new, strict=True)}
        self.count(name, len(new), len(rows) - len(new))
        return list(zip(ids, new, strict=True))

    def _unique(self, name: str) -> Iterator[Row]:
        seen: set[int] = set()
        for row in self.folder.rows(name):
            if row.values[0] in seen:
                raise row.fault(f"number {row.values[0]} stands in the file twice")
            seen.add(row.values[0])
            yield row

    def count(self, name: str, added: int, skipped: int) -> None:
        """Remember what became of a file's rows."""
        self.added[name] = added
        self.skipped[name] = skipped

    def find(self, row: Row, name: str, number: int | None, column: str) -> int | None:
        """The id of what a row refers to; raises UserError when there is no such record."""
        return None if number is None else self.must_find(row, name, number, column)

    def find_own(self, row: Row, name: str, number: int | None, column: str) -> int | None:
        """The same, of the client a row is about; raises UserError for another client's."""
        found = self.find(row, name, number, column)
        if number is not None and self.owners[name].get(number) != self._client_of(row):
            raise row.fault(f"{column} {number} belongs to another client")
        return found

    @staticmethod
    def _client_of(row: Row) -> int:
        """The number of the client a ticket or time entry is for."""
        client: int = row.values[2 if row.file == "time_entries" else 1]
        return client

    def must_find(self, row: Row, name: str, number: int, column: str) -> int:
        """The id of what a row has to refer to; raises UserError when there is no such record."""
        found = self.ids[name].get(number)
        if found is None:
            raise row.fault(f"{column} {number} is not in {name}.csv")
        return found

    def deal(self, client: int, on: date) -> Deal | None:
        """What was agreed with a client (by its number in the folder) on a day."""
        found = None
        for one in self.deals.get(client, ()):
            if one.start_on > on:
                break
            found = one
        return found


def bring_staff(coming: Coming) -> None:
    """Bring in who works there, with pay, paid hours and access."""
    session = coming.session
    usual = blank(Person, session)
    wages, hours, access = [], [], []
    people = []
    for id_, row in coming.fresh("staff", Person):
        number, name, role, hired, left, pay, burden, target = row.values
        if hired and left and left < hired:
            raise row.fault("left_on is before hired_on")
        works_as, tier = WORKS_AS.get(role, ("technician", 1))
        people.append(
            usual
            | {
                "id": id_,
                "source_id": str(number),
                "name": name,
                "title": role,
                "kind": "owner" if works_as == "owner" else "employee",
                "tier": tier,
                "takes_tickets": works_as != "admin",
                "hired_on": hired,
                "left_on": left,
                "billable_target": target,
            }
        )
        access.append({"person_id": id_, "role": works_as})
        if pay or burden:
            from_on = hired or date(1900, 1, 1)
            wages.append({"person_id": id_, "from_on": from_on, "per_hour": pay, "burden": burden})
        hours += [
            {"person_id": id_, "weekday": weekday, "minutes": minutes}
            for weekday, minutes in FULL_WEEK.items()
        ]
    put(session, Person, people)
    for model, rows in ((Access, access), (Wage, wages), (PaidHours, hours)):
        marked = blank(model, session)
        put(session, model, [marked | row for row in rows])


def bring_clients(coming: Coming) -> None:
    """Bring in who is worked for; the folder's internal client becomes one more of our own."""
    session = coming.session
    usual = blank(Client, session)
    new = coming.fresh("clients", Client)
    numbers = reserve(session, "client", len(new))
    clients = [_client(usual, id_, row, no) for (id_, row), no in zip(new, numbers, strict=True)]
    put(session, Client, clients)


def remember_clients(coming: Coming) -> None:
    """Note from the file what money and time need of each client, known or new."""
    for row in coming.folder.rows("clients"):
        if row.values[2] == "internal":
            coming.internal.add(row.values[0])
        coming.tax_rates[row.values[0]] = row.values[6]


def _client(usual: Values, id_: int, row: Row, number: str) -> Values:
    (source_id, name, kind, since, until, terms, tax_rate, exempt, labor) = row.values[:9]
    address, city, region, postal, country, domain = row.values[9:]
    if since and until and until < since:
        raise row.fault("until_on is before since_on")
    worked_for = kind in ("active", "internal")
    return usual | {
        "id": id_,
        "source_id": str(source_id),
        "number": number,
        "name": name,
        "status": "active" if worked_for else kind,
        "internal": kind == "internal",
        "since_on": since,
        "until_on": until,
        "terms_days": terms,
        "tax_rate": tax_rate,
        "tax_exempt": exempt,
        "labor_taxable": labor,
        "address": address,
        "city": city,
        "region": region,
        "postal_code": postal,
        "country": country,
        "email_domain": domain,
        "hourly_terms_on": since if worked_for else None,
    }


def bring_contacts(coming: Coming) -> None:
    """Bring in the people at clients; the first of a client is its main contact."""
    session = coming.session
    usual = blank(Contact, session)
    contacts = []
    met: set[int] = set()
    billed: set[int] = set()
    for id_, row in coming.fresh("contacts", Contact):
        number, client, first, last, email, phone, role, active = row.values
        client_id = coming.must_find(row, "clients", client, "client_id")
        bills = role == "billing" and client not in billed
        contacts.append(
            usual
            | {
                "id": id_,
                "source_id": str(number),
                "client_id": client_id,
                "first_name": first,
                "last_name": last,
                "email": email,
                "phone": phone,
                "phone_digits": digits(phone),
                "role": role,
                "decides": role == "decision maker",
                "billing": bills,
                "main": client not in met,
                "active": active,
            }
        )
        met.add(client)
        if bills:
            billed.add(client)
    put(session, Contact, contacts)


def bring_devices(coming: Coming) -> None:
    """Bring in what has a plug."""
    session = coming.session
    usual = blank(Device, session)
    names = ("kind", "name", "make", "model", "serial", "mac", "ip", "os")
    dates = ("purchased_on", "warranty_until", "retired_on")
    devices = []
    for id_, row in coming.fresh("devices", Device):
        number, client, *rest = row.values
        devices.append(
            usual
            | {"id": id_, "source_id": str(number)}
            | {"client_id": coming.must_find(row, "clients", client, "client_id")}
            | dict(zip((*names, *dates), rest, strict=True))
        )
        if devices[-1]["retired_on"] is not None:
            devices[-1]["status"] = "retired"
    put(session, Device, devices)


def bring_agreements(coming: Coming) -> None:
    """Bring in what was agreed, and remember what an hour cost when."""
    session = coming.session
    usual = blank(Agreement, session)
    new = coming.fresh("agreements", Agreement)
    numbers = reserve(session, "agreement", len(new))
    rows = [_deal(coming, usual, *pair, no) for pair, no in zip(new, numbers, strict=True)]
    put(session, Agreement, rows)


def remember_deals(coming: Coming) -> None:
    """Note from the file what an hour cost each client from which day on."""
    for row in coming.folder.rows("agreements"):
        number, client, kind, start = row.values[:4]
        rate, factor = row.values[7:9]
        deal = Deal(start, coming.ids["agreements"][number], kind, rate, factor)
        coming.deals.setdefault(client, []).append(deal)
    for deals in coming.deals.values():
        deals.sort()


def _deal(coming: Coming, usual: Values, id_: int, row: Row, number: str) -> dict[str, Any]:
    source_id, client, kind, start, end, fee, hours, rate, factor, step, least = row.values
    if end and end < start:
        raise row.fault("end_on is before start_on")
    over = end is not None and end < today()
    return usual | {
        "id": id_,
        "source_id": str(source_id),
        "number": number,
        "client_id": coming.must_find(row, "clients", client, "client_id"),
        "kind": kind,
        "start_on": start,
        "end_on": end,
        "state": "expired" if over else "active",
        "ended_on": end if over else None,
        "monthly_fee": fee,
        "included_minutes": 60 * hours,
        "rate": rate,
        "factor": factor,
        "increment_minutes": step,
        "minimum_minutes": least,
    }
