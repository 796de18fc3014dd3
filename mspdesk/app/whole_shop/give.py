"""Writing a whole shop: the same eleven files, with the numbers its rows came with.

Rows of our own get numbers above the highest that came in, in the order they were made.
"""

from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ...agreements.models import Agreement
from ...agreements.rules import BEGINNING
from ...billing.models import Allocation, Invoice, InvoiceLine, Payment
from ...clients.models import Client, Contact
from ...database.base import Record
from ...database.store import Store
from ...documentation.models.device import Device
from ...errors import Trouble
from ...exchange.csv_files import write_raw
from ...money import half_up, plain
from ...people.models import Access, Person, Wage
from ...people.queries import owner_id
from ...progress import Progress
from ...rows import dataclass
from ...shop.models import TaxCode
from ...shop.queries import ShopRow, shop
from ...tickets.models import Ticket
from ...timekeeping.models import TimeEntry
from .give_everything import give_everything
from .layout import (
    AGREEMENT_KINDS,
    BILLINGS,
    CLIENT_KINDS,
    FILES,
    LINE_KINDS,
    SOURCE,
    TICKET_STATES,
    WORKS_AS,
    header,
)
from .rows import table_of

Cells = tuple[str | int | None, ...]


def _back(words: dict[str, str], more: dict[str, str]) -> dict[str, str]:
    """The words of the files by ours; `more` for those of ours the files have no word for."""
    return more | {ours: theirs for theirs, ours in words.items()}


_CLIENT_KINDS = _back(
    CLIENT_KINDS,
    {
        "assessed": "prospect",
        "proposed": "prospect",
        "declined": "prospect",
        "notice": "client",
        "offboarding": "client",
    },
)
_DEALS = _back(AGREEMENT_KINDS, {"project": "break-fix"})
_STATES = _back(
    TICKET_STATES,
    {
        "assigned": "new",
        "on_hold": "scheduled",
        "completed": "closed",
        "cancelled": "closed",
    },
)
_BILLINGS = _back(BILLINGS, {"internal": "nonbillable"})
_LINES = _back(LINE_KINDS, {"trip": "labor", "service": "labor"})
_ROLES = {(role, tier): words for words, (role, tier) in WORKS_AS.items() if role == "technician"}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}" if moment else ""


def _places(figure: int, places: int, written: int) -> str:
    """A whole number of 10^-`places` as a decimal with `written` places, more where it has more."""
    sign = "-" if figure < 0 else ""
    whole, rest = divmod(abs(figure), 10**places)
    kept = f"{rest:0{places}d}".rstrip("0").ljust(written, "0") if places else "0" * written
    return f"{sign}{whole}.{kept}"


@dataclass
class Going:
    """What is known while a shop is written: the number of every row by its id."""

    session: Session
    shop: ShopRow
    numbers: dict[str, dict[int, int]] = field(default_factory=dict)

    def money(self, amount: int | None) -> str:
        """An amount as a plain decimal with two places or the currency's."""
        if amount is None:
            return ""
        written = plain(amount, self.shop.money)
        return written if "." in written else f"{written}.00"

    def all(self, *columns: Any, where: Any = None) -> Iterator[Any]:
        """Rows of a table in the order they were made, streamed."""
        found: Select[Any] = select(*columns).order_by(columns[0])
        if where is not None:
            found = found.where(where)
        yield from self.session.execute(found.execution_options(yield_per=5_000))

    def number(self, name: str, model: type[Record], where: Any = None) -> dict[int, int]:
        """Give every row of a file its number: the one it came with, or one above all those."""
        columns = table_of(model).c
        rows = list(self.all(columns.id, columns.source, columns.source_id, where=where))
        came = {
            id_: int(number)
            for id_, source, number in rows
            if source == SOURCE and number.isdecimal()
        }
        top = max(came.values(), default=0)
        own = (id_ for id_, _, _ in rows if id_ not in came)
        self.numbers[name] = came | {id_: top + n for n, id_ in enumerate(own, 1)}
        return self.numbers[name]

    def of(self, name: str, id_: int | None) -> int | None:
        """The number of a row another one refers to; None when it is not written."""
        return None if id_ is None else self.numbers[name].get(id_)


def give_whole_shop(store: Store, progress: Progress, path: Path) -> dict[str, int]:
    """Write the eleven files into a folder, made where it is missing; answers rows by file.

    Raises Trouble when the folder cannot be written, Cancelled when stopped.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"{path} cannot be made: {error.strerror}.", "Choose another.") from error
    counts = {}
    with store.read() as session:
        going = Going(session, shop(session))
        _number_all(going)
        for place, name in enumerate(FILES):
            progress.step(place, len(FILES), name.replace("_", " "))
            rows = _WRITERS[name](going)
            counts[name] = write_raw(path / f"{name}.csv", header(name), rows)
        more = give_everything(session, progress, path, len(FILES))
        counts["tables"] = sum(more.values())
    return counts


def number_staff(going: Going) -> None:
    """Decide who stands in staff.csv and by which number."""
    going.number("staff", Person, Person.id.not_in(_unused_owner(going.session)))


def _number_all(going: Going) -> None:
    """Decide which rows are written and by which numbers."""
    session = going.session
    number_staff(going)
    going.number("clients", Client, Client.id.not_in(_unused_company(session)))
    going.number("contacts", Contact)
    going.number("devices", Device)
    signed = Agreement.state.not_in(BEGINNING)
    going.number("agreements", Agreement, signed & Agreement.kind.in_(tuple(_DEALS)))
    going.number("tickets", Ticket, Ticket.standing.is_(False))
    issued = Invoice.state == "issued"
    going.number("invoices", Invoice, issued)
    going.number(
        "invoice_lines",
        InvoiceLine,
        InvoiceLine.invoice_id.in_(select(Invoice.id).where(issued)),
    )
    going.number("payments", Payment)
    going.number("time_entries", TimeEntry)


def _unused_owner(session: Session) -> list[int]:
    """The person these books began with, where the real people came in and it did nothing."""
    owner = owner_id(session)
    came = select(Person.id).where(Person.source == SOURCE).limit(1)
    used = (
        select(TimeEntry.id).where(TimeEntry.person_id == owner).limit(1),
        select(Ticket.id).where(Ticket.assigned_id == owner).limit(1),
    )
    if owner is None or session.scalar(came) is None or _came(session, Person, owner):
        return []
    return [] if any(session.scalar(one) is not None for one in used) else [owner]


def _unused_company(session: Session) -> list[int]:
    """Our own company as a client, where another came in for it and nothing was done for ours."""
    own = session.scalar(
        select(Client.id).where(Client.internal, Client.source != SOURCE).order_by(Client.id)
    )
    came = select(Client.id).where(Client.internal, Client.source == SOURCE).limit(1)
    if own is None or session.scalar(came) is None:
        return []
    used = (
        select(model.id).where(model.client_id == own).limit(1)
        for model in (TimeEntry, Ticket, Contact, Device)
    )
    return [] if any(session.scalar(one) is not None for one in used) else [own]


def _came(session: Session, model: type[Record], id_: int) -> bool:
    columns = table_of(model).c
    return session.scalar(select(columns.source).where(columns.id == id_)) == SOURCE


def _staff(going: Going) -> Iterator[Cells]:
    access: dict[int, str] = {}
    for person, role in going.all(Access.person_id, Access.role):
        access[person] = role if role != "technician" else access.get(person, role)
    wages: dict[int, tuple[int, int]] = {}
    for person, _, per_hour, burden in sorted(
        going.all(Wage.person_id, Wage.from_on, Wage.per_hour, Wage.burden)
    ):
        wages[person] = per_hour, burden
    for row in going.all(
        Person.id,
        Person.name,
        Person.title,
        Person.tier,
        Person.source,
        Person.hired_on,
        Person.left_on,
        Person.billable_target,
    ):
        number = going.of("staff", row.id)
        if number is None:
            continue
        role = row.title if row.source == SOURCE else _role(access.get(row.id, ""), row.tier)
        per_hour, burden = wages.get(row.id, (0, 10_000))
        dates = _day(row.hired_on), _day(row.left_on)
        pay = going.money(per_hour), _places(burden, 4, 2)
        yield number, row.name, role, *dates, *pay, row.billable_target


def _role(access: str, tier: int) -> str:
    words = {"office_manager": "admin", "service_manager": "service manager"}
    if access in ("owner", "admin"):
        return access
    return words.get(access) or _ROLES.get(("technician", tier), "tech I")


def _clients(going: Going) -> Iterator[Cells]:
    usual_rate = going.session.scalar(
        select(TaxCode.rate).where(TaxCode.id == going.shop.tax_code_id)
    )
    for row in going.session.scalars(select(Client).order_by(Client.id)):
        number = going.of("clients", row.id)
        if number is None:
            continue
        rate = row.tax_rate if row.tax_rate is not None else usual_rate or 0
        taxed = going.shop.labor_taxable if row.labor_taxable is None else row.labor_taxable
        yield (
            number,
            row.name,
            "internal" if row.internal else _CLIENT_KINDS[row.status],
            _day(row.since_on),
            _day(row.until_on),
            going.shop.terms_days if row.terms_days is None else row.terms_days,
            _places(rate, 4, 3),
            int(row.tax_exempt),
            int(taxed),
            row.address,
            row.city,
            row.region,
            row.postal_code,
            row.country,
            row.email_domain,
        )


def _contacts(going: Going) -> Iterator[Cells]:
    for row in going.all(
        Contact.id,
        Contact.client_id,
        Contact.first_name,
        Contact.last_name,
        Contact.email,
        Contact.phone,
        Contact.role,
        Contact.active,
    ):
        id_, client, *words, active = row
        yield going.of("contacts", id_), going.of("clients", client), *words, int(active)


def _devices(going: Going) -> Iterator[Cells]:
    for row in going.all(
        Device.id,
        Device.client_id,
        Device.kind,
        Device.name,
        Device.make,
        Device.model,
        Device.serial,
        Device.mac,
        Device.ip,
        Device.os,
        Device.purchased_on,
        Device.warranty_until,
        Device.retired_on,
    ):
        id_, client, *words, bought, warranty, retired = row
        dates = _day(bought), _day(warranty), _day(retired)
        yield going.of("devices", id_), going.of("clients", client), *words, *dates


def _agreements(going: Going) -> Iterator[Cells]:
    company = going.shop
    for row in going.session.scalars(select(Agreement).order_by(Agreement.id)):
        number = going.of("agreements", row.id)
        if number is None:
            continue
        rate = company.rate if row.rate is None else row.rate
        factor = company.after_hours_factor if row.factor is None else row.factor
        step, least = row.increment_minutes, row.minimum_minutes
        yield (
            number,
            going.of("clients", row.client_id),
            _DEALS[row.kind],
            _day(row.start_on),
            _day(row.end_on),
            going.money(row.monthly_fee),
            half_up(row.included_minutes, 60),
            going.money(rate),
            _places(factor, 4, 2),
            company.increment_minutes if step is None else step,
            company.minimum_minutes if least is None else least,
        )


def _tickets(going: Going) -> Iterator[Cells]:
    for row in going.all(
        Ticket.id,
        Ticket.client_id,
        Ticket.contact_id,
        Ticket.device_id,
        Ticket.opened_at,
        Ticket.first_response_at,
        Ticket.acknowledged_at,
        Ticket.closed_at,
        Ticket.completed_at,
        Ticket.status,
        Ticket.reopened_count,
        Ticket.priority,
        Ticket.category,
        Ticket.title,
        Ticket.estimate_minutes,
        Ticket.assigned_id,
        where=Ticket.standing.is_(False),
    ):
        status = _STATES[row.status]
        ended = row.closed_at or row.completed_at
        if status == "closed" and ended is None:
            ended = row.opened_at
        yield (
            going.of("tickets", row.id),
            going.of("clients", row.client_id),
            going.of("contacts", row.contact_id),
            going.of("devices", row.device_id),
            _moment(row.opened_at),
            _moment(row.first_response_at or row.acknowledged_at),
            _moment(ended),
            row.reopened_count,
            row.priority,
            status,
            row.category,
            row.title,
            row.estimate_minutes,
            going.of("staff", row.assigned_id),
        )


def _time(going: Going) -> Iterator[Cells]:
    invoices = dict(going.session.execute(select(InvoiceLine.id, InvoiceLine.invoice_id)).all())
    for row in going.all(
        TimeEntry.id,
        TimeEntry.ticket_id,
        TimeEntry.client_id,
        TimeEntry.person_id,
        TimeEntry.started_at,
        TimeEntry.minutes,
        TimeEntry.work_type,
        TimeEntry.kind,
        TimeEntry.state,
        TimeEntry.after_minutes,
        TimeEntry.billed_minutes,
        TimeEntry.billed_after_minutes,
        TimeEntry.imported_invoice,
        TimeEntry.invoice_line_id,
        TimeEntry.place,
        TimeEntry.client_note,
    ):
        invoice: str | int | None = row.imported_invoice
        if not invoice and row.state == "invoiced":
            invoice = going.of("invoices", invoices.get(row.invoice_line_id))
        place = "onsite" if row.place == "on_site" else "remote"
        written_off = row.state == "written_off"
        yield (
            going.of("time_entries", row.id),
            going.of("tickets", row.ticket_id),
            going.of("clients", row.client_id),
            going.of("staff", row.person_id),
            _moment(row.started_at),
            row.minutes,
            row.work_type or place,
            "nonbillable" if written_off else _BILLINGS[row.kind],
            int(row.after_minutes > 0 or row.billed_after_minutes > 0),
            row.billed_minutes,
            invoice,
            row.client_note,
        )


def _invoices(going: Going) -> Iterator[Cells]:
    for row in going.all(
        Invoice.id,
        Invoice.number,
        Invoice.kind,
        Invoice.client_id,
        Invoice.issued_on,
        Invoice.due_on,
        Invoice.subtotal,
        Invoice.tax,
        Invoice.total,
        Invoice.applies_to_id,
        where=Invoice.state == "issued",
    ):
        yield (
            going.of("invoices", row.id),
            row.number,
            "invoice" if row.kind == "invoice" else "credit",
            going.of("clients", row.client_id),
            _day(row.issued_on),
            _day(row.due_on or row.issued_on),
            going.money(row.subtotal),
            going.money(row.tax),
            going.money(row.total),
            going.of("invoices", row.applies_to_id),
        )


def _lines(going: Going) -> Iterator[Cells]:
    for row in going.all(
        InvoiceLine.id,
        InvoiceLine.invoice_id,
        InvoiceLine.position,
        InvoiceLine.kind,
        InvoiceLine.text,
        InvoiceLine.ticket_id,
        InvoiceLine.quantity,
        InvoiceLine.unit_price,
        InvoiceLine.amount,
        InvoiceLine.taxable,
        InvoiceLine.unit_cost,
    ):
        number = going.of("invoice_lines", row.id)
        if number is None:
            continue
        yield (
            number,
            going.of("invoices", row.invoice_id),
            row.position,
            _LINES.get(row.kind, "goods"),
            row.text,
            going.of("tickets", row.ticket_id),
            _places(row.quantity, 4, 4),
            going.money(row.unit_price),
            going.money(row.amount),
            int(row.taxable),
            going.money(row.unit_cost),
        )


def _payments(going: Going) -> Iterator[Cells]:
    for row in going.all(
        Payment.id,
        Payment.client_id,
        Payment.received_on,
        Payment.kind,
        Payment.method,
        Payment.reference,
        Payment.amount,
    ):
        yield (
            going.of("payments", row.id),
            going.of("clients", row.client_id),
            _day(row.received_on),
            "payment" if row.kind == "payment" else "reversal",
            row.method,
            row.reference,
            going.money(row.amount),
        )


def _allocations(going: Going) -> Iterator[Cells]:
    columns = (Allocation.id, Allocation.payment_id, Allocation.invoice_id, Allocation.amount)
    for _, payment, invoice, amount in going.all(*columns):
        pays = going.of("payments", payment), going.of("invoices", invoice)
        yield *pays, going.money(amount)


_WRITERS: dict[str, Callable[[Going], Iterator[Cells]]] = {
    "staff": _staff,
    "clients": _clients,
    "contacts": _contacts,
    "devices": _devices,
    "agreements": _agreements,
    "tickets": _tickets,
    "invoices": _invoices,
    "invoice_lines": _lines,
    "payments": _payments,
    "allocations": _allocations,
    "time_entries": _time,
}
