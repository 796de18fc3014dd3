"""Writing lists under the titles by which they read back (S143)."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...agreements.models import Agreement
from ...agreements.rules import KINDS as DEALS
from ...agreements.rules import STATES
from ...billing.models import Allocation, Invoice, InvoiceLine, Payment
from ...billing.rules.words import (
    KIND_WORDS,
    LINE_WORDS,
    PAYMENT_WORDS,
    InvoiceKind,
    LineKind,
    PaymentKind,
    method_words,
)
from ...clients.models import Client, Contact, Site
from ...clients.rules import WORDS, Status
from ...database.store import Store
from ...documentation.models.device import Device
from ...documentation.rules.devices import DEVICE_KINDS, OWNERS, STATUSES
from ...exchange import aliases
from ...exchange.columns import TEXT, OutColumn
from ...exchange.export import write_table
from ...money import Currency, plain
from ...people.models import Person
from ...people.rules import KINDS
from ...progress import Progress
from ...shop.queries import shop
from ...tickets.models import Ticket, TicketText
from ...tickets.rules import KIND_WORDS as TICKET_KINDS
from ...tickets.rules import PRIORITY_WORDS, QUEUE_WORDS, SOURCE_WORDS, STATUS_WORDS
from ...timekeeping import rules as time_rules
from ...timekeeping.models import TimeEntry
from .deals import AGREEMENTS
from .devices import DEVICES
from .folk import CONTACTS, PEOPLE
from .records import CLIENTS, SITES
from .shape import Plain, out_kind
from .work import TICKETS

Value = Callable[[dict[str, Any]], Any]
Extra = tuple[str, str, Value]
"""A field that is written in its own way: its name, its kind, how it is taken from a row."""

TITLES = {
    "clients": "Clients",
    "sites": "Sites",
    "contacts": "Contacts",
    "devices": "Devices",
    "agreements": "Agreements",
    "people": "People",
    "tickets": "Tickets",
    "time": "Time",
    "invoices": "Invoices",
    "payments": "Payments",
}


def give_list(store: Store, progress: Progress, kind: str, path: Path) -> int:
    """Write every row of a kind as .csv, .xlsx or .json; answers how many.

    Raises UserError for another ending, Trouble when the file cannot be saved.
    """
    with store.read() as session:
        currency = shop(session).money
        columns = columns_of(kind, currency)
        return write_table(path, TITLES[kind], columns, rows_of(session, kind), progress)


def columns_of(kind: str, currency: Currency) -> tuple[OutColumn[dict[str, Any]], ...]:
    """The columns of a list, under the titles our own import knows, in their usual order."""
    plains, extras = _SHAPES[kind]
    made: dict[str, OutColumn[dict[str, Any]]] = {}
    for one in plains:
        if one.field not in {"estimate_hours", "included_hours"}:
            made[one.field] = _column(kind, one.field, one.kind, currency, _taken(one.kept_in))
    for field, what, value in extras:
        made[field] = _column(kind, field, what, currency, value)
    order = [one.name for one in aliases.fields(kind)]
    return tuple(made[name] for name in order if name in made)


def _column(
    kind: str, field: str, what: str, currency: Currency, value: Value
) -> OutColumn[dict[str, Any]]:
    shown = TEXT if what == "text" else out_kind(what, currency)
    return OutColumn(aliases.title(kind, field), shown, value, field)


def _taken(name: str) -> Value:
    return lambda row: row[name]


def _words(name: str, words: dict[Any, str], made: Callable[[Any], Any] = str) -> Value:
    return lambda row: words.get(made(row[name]), str(row[name])) if row[name] else ""


def _monthly(row: dict[str, Any]) -> bool:
    """Whether an agreement is billed by months, as lists say it."""
    return bool(row["every_unit"] == "month")


_OUTSIDE: Extra = ("source_id", "text", _taken("source_id"))
_CLIENT: Sequence[Extra] = (
    ("client", "text", _taken("client")),
    ("client_number", "text", _taken("client_number")),
)

_SHAPES: dict[str, tuple[Sequence[Plain], Sequence[Extra]]] = {
    "clients": (
        CLIENTS,
        (
            ("number", "text", _taken("number")),
            ("status", "text", _words("status", dict(WORDS), Status)),
            ("country", "text", _taken("country")),
            ("payment_type", "text", _taken("payment_type")),
            ("terms_days", "whole", _taken("terms_days")),
            _OUTSIDE,
        ),
    ),
    "sites": (SITES, (*_CLIENT, ("country", "text", _taken("country")), _OUTSIDE)),
    "contacts": (CONTACTS, (*_CLIENT, ("site", "text", _taken("site")), _OUTSIDE)),
    "devices": (
        DEVICES,
        (
            *_CLIENT,
            ("kind", "text", _words("kind", dict(DEVICE_KINDS))),
            ("status", "text", _words("status", dict(STATUSES))),
            ("owner", "text", _words("owner", dict(OWNERS))),
            ("site", "text", _taken("site")),
            _OUTSIDE,
        ),
    ),
    "agreements": (
        AGREEMENTS,
        (
            *_CLIENT,
            ("number", "text", _taken("number")),
            ("kind", "text", _words("kind", dict(DEALS))),
            ("state", "text", _words("state", dict(STATES))),
            ("frequency", "text", lambda row: f"{row['every']} months" if _monthly(row) else ""),
            ("terms_days", "whole", _taken("terms_days")),
            _OUTSIDE,
        ),
    ),
    "people": (PEOPLE, (("kind", "text", _words("kind", KINDS)), _OUTSIDE)),
    "tickets": (
        TICKETS,
        (
            *_CLIENT,
            ("number", "text", _taken("number")),
            ("description", "text", _taken("description")),
            ("resolution", "text", _taken("resolution")),
            ("status", "text", _words("status", dict(STATUS_WORDS))),
            ("priority", "text", _words("priority", dict(PRIORITY_WORDS), int)),
            ("queue", "text", _words("queue", dict(QUEUE_WORDS))),
            ("type", "text", _words("type", dict(TICKET_KINDS))),
            ("source_kind", "text", _words("source_kind", dict(SOURCE_WORDS))),
            ("contact", "text", _taken("contact")),
            ("device", "text", _taken("device")),
            ("assigned", "text", _taken("assigned")),
            ("minutes", "minutes", _taken("logged_minutes")),
            _OUTSIDE,
        ),
    ),
    "time": (
        (
            Plain("started_at", "moment"),
            Plain("minutes", "minutes"),
            Plain("break_minutes", "minutes"),
            Plain("client_note", "words"),
            Plain("internal_note", "words"),
            Plain("work_type", "code"),
            Plain("rate", "money"),
            Plain("billed_minutes", "minutes"),
        ),
        (
            ("person", "text", _taken("person")),
            ("ticket", "text", _taken("ticket")),
            ("client", "text", _taken("client")),
            ("work_on", "date", _taken("work_on")),
            ("kind", "text", _words("kind", dict(time_rules.KIND_WORDS))),
            ("category", "text", _words("category", dict(time_rules.CATEGORY_WORDS))),
            ("place", "text", _words("place", dict(time_rules.WHERE_WORDS))),
            ("after_hours", "flag", lambda row: row["after_minutes"] > 0),
            ("invoice", "text", lambda row: row["invoice"] or row["imported_invoice"]),
            _OUTSIDE,
        ),
    ),
    "invoices": (
        (
            Plain("issued_on", "date"),
            Plain("due_on", "date"),
            Plain("subtotal", "money"),
            Plain("tax", "money"),
            Plain("total", "money"),
            Plain("order_number", "code"),
            Plain("note", "words"),
        ),
        (
            *_CLIENT,
            ("number", "text", _taken("number")),
            ("kind", "text", _words("kind", dict(KIND_WORDS), InvoiceKind)),
            ("currency", "text", _taken("currency")),
            ("applies_to", "text", _taken("applies_to")),
            ("line_item", "text", _words("line_kind", dict(LINE_WORDS), LineKind)),
            ("line_text", "text", _taken("text")),
            ("quantity", "quantity", _taken("quantity")),
            ("unit_price", "money", _taken("unit_price")),
            ("line_amount", "money", _taken("amount")),
            ("line_taxable", "flag", _taken("taxable")),
            _OUTSIDE,
        ),
    ),
    "payments": (
        (
            Plain("received_on", "date"),
            Plain("amount", "money"),
            Plain("reference", "text"),
            Plain("note", "words"),
        ),
        (
            *_CLIENT,
            ("number", "text", _taken("number")),
            ("kind", "text", _words("kind", dict(PAYMENT_WORDS), PaymentKind)),
            ("method", "text", lambda row: method_words(row["method"])),
            ("invoice", "text", _taken("invoice")),
            _OUTSIDE,
        ),
    ),
}


# --- the rows ------------------------------------------------------------------------------------


def rows_of(session: Session, kind: str) -> Iterable[dict[str, Any]]:
    """Every row of a kind as its columns by name, in the order the rows were made."""
    return _ROWS[kind](session)


def _mapped(session: Session, found: Any) -> Iterable[dict[str, Any]]:
    streamed = session.execute(found.execution_options(yield_per=2_000))
    return (dict(row) for row in streamed.mappings())


def _columns(model: type[Any], *without: str) -> list[Any]:
    return [column for column in model.__table__.c if column.name not in without]


_NAMED = (Client.name.label("client"), Client.number.label("client_number"))


def _clients(session: Session) -> Iterable[dict[str, Any]]:
    own = select(*_columns(Client)).where(Client.internal.is_(False))
    return _mapped(session, own.order_by(Client.id))


def _of_client(model: type[Any]) -> Callable[[Session], Iterable[dict[str, Any]]]:
    def rows(session: Session) -> Iterable[dict[str, Any]]:
        found = select(*_columns(model), *_NAMED).join(Client, Client.id == model.client_id)
        return _mapped(session, found.order_by(model.id))

    return rows


def _at_site(model: type[Any]) -> Callable[[Session], Iterable[dict[str, Any]]]:
    def rows(session: Session) -> Iterable[dict[str, Any]]:
        found = (
            select(*_columns(model), *_NAMED, Site.name.label("site"))
            .join(Client, Client.id == model.client_id)
            .outerjoin(Site, Site.id == model.site_id)
        )
        return _mapped(session, found.order_by(model.id))

    return rows


def _people(session: Session) -> Iterable[dict[str, Any]]:
    return _mapped(session, select(*_columns(Person)).order_by(Person.id))


def _tickets(session: Session) -> Iterable[dict[str, Any]]:
    found = (
        select(
            *_columns(Ticket),
            *_NAMED,
            TicketText.description,
            TicketText.resolution,
            Person.name.label("assigned"),
            Device.name.label("device"),
            (Contact.first_name + " " + Contact.last_name).label("contact"),
        )
        .join(Client, Client.id == Ticket.client_id)
        .outerjoin(TicketText, TicketText.ticket_id == Ticket.id)
        .outerjoin(Person, Person.id == Ticket.assigned_id)
        .outerjoin(Device, Device.id == Ticket.device_id)
        .outerjoin(Contact, Contact.id == Ticket.contact_id)
        .where(Ticket.standing.is_(False))
    )
    return _mapped(session, found.order_by(Ticket.id))


def _time(session: Session) -> Iterable[dict[str, Any]]:
    found = (
        select(
            *_columns(TimeEntry),
            Client.name.label("client"),
            Ticket.number.label("ticket"),
            Person.name.label("person"),
            Invoice.number.label("invoice"),
        )
        .join(Client, Client.id == TimeEntry.client_id)
        .join(Ticket, Ticket.id == TimeEntry.ticket_id)
        .join(Person, Person.id == TimeEntry.person_id)
        .outerjoin(InvoiceLine, InvoiceLine.id == TimeEntry.invoice_line_id)
        .outerjoin(Invoice, (Invoice.id == InvoiceLine.invoice_id) & (Invoice.state == "issued"))
    )
    return _mapped(session, found.order_by(TimeEntry.id))


def _invoices(session: Session) -> Iterable[dict[str, Any]]:
    credited = Invoice.__table__.alias("credited")
    found = (
        select(
            *_columns(Invoice),
            *_NAMED,
            credited.c.number.label("applies_to"),
            InvoiceLine.kind.label("line_kind"),
            InvoiceLine.text,
            InvoiceLine.quantity,
            InvoiceLine.unit_price,
            InvoiceLine.amount,
            InvoiceLine.taxable,
        )
        .join(Client, Client.id == Invoice.client_id)
        .outerjoin(InvoiceLine, InvoiceLine.invoice_id == Invoice.id)
        .outerjoin(credited, credited.c.id == Invoice.applies_to_id)
        .where(Invoice.state == "issued")
    )
    order = (Invoice.id, InvoiceLine.position, InvoiceLine.id)
    return _mapped(session, found.order_by(*order))


def _payments(session: Session) -> Iterable[dict[str, Any]]:
    currency = shop(session).money
    paid: dict[int, list[str]] = {}
    applied = (
        select(Allocation.payment_id, Invoice.number, Allocation.amount)
        .join(Invoice, Invoice.id == Allocation.invoice_id)
        .order_by(Allocation.id)
    )
    for payment, number, amount in session.execute(applied):
        paid.setdefault(payment, []).append(f"{number}: {plain(amount, currency)}")
    found = select(*_columns(Payment), *_NAMED).join(Client, Client.id == Payment.client_id)
    for row in _mapped(session, found.order_by(Payment.id)):
        yield row | {"invoice": "; ".join(paid.get(row["id"], []))}


def _agreements(session: Session) -> Iterable[dict[str, Any]]:
    found = select(*_columns(Agreement, "body"), *_NAMED)
    found = found.join(Client, Client.id == Agreement.client_id).where(
        Agreement.person_id.is_(None)
    )
    return _mapped(session, found.order_by(Agreement.id))


_ROWS: dict[str, Callable[[Session], Iterable[dict[str, Any]]]] = {
    "clients": _clients,
    "sites": _of_client(Site),
    "contacts": _at_site(Contact),
    "devices": _at_site(Device),
    "agreements": _agreements,
    "people": _people,
    "tickets": _tickets,
    "time": _time,
    "invoices": _invoices,
    "payments": _payments,
}
