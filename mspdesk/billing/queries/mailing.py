"""Mails that carry billing's papers: whom they go to, what they say, and which still wait."""

from datetime import date, timedelta

from sqlalchemy import String, cast, exists, func, literal, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.queries import ContactRow, contacts
from ...dates import today
from ...errors import UserError
from ...letters.queries import fields_of, text_of
from ...letters.rules.texts import fill, letter_day, plain
from ...mail.models import OutboxMail
from ...mail.queries import MailRow, mails_about, signed
from ...mail.rules.compose import Compose
from ...mail.rules.states import MailState
from ...money import Currency, shown
from ...paths import safe_name
from ...rows import dataclass
from ...shop.queries import shop as the_shop
from ..models import Invoice, InvoiceEvent, Receivable

UNSENT_DAYS = 62
"""How many days back an invoice is asked about that was never sent: two months."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whom a client's bills go to: the line of addresses, those with a copy, and a first name."""

    to: str
    cc: str
    name: str


def addressed(session: Session, client_id: int) -> Addressed:
    """The billing address of a client, else its billing contacts, else its main contact."""
    client = session.get_one(Client, client_id)
    known = [one for one in contacts(session, client_id, all_of_them=False) if one.email]
    billing = [one for one in known if one.billing]
    first = billing[0] if billing else next((one for one in known if one.main), None)
    to = client.billing_email or (first.email if first else "")
    whom = next((one for one in known if one.email.lower() == to.lower()), first)
    others = [one.email for one in billing if one.email.lower() != to.lower()]
    return Addressed(to, ", ".join(dict.fromkeys(others)), _first_name(whom) or client.name)


def _first_name(contact: ContactRow | None) -> str:
    return (contact.first_name or contact.name) if contact else ""


def invoice_mail(session: Session, invoice_id: int) -> Compose:
    """The mail an issued invoice or credit note goes out with; raises UserError for a draft."""
    invoice = session.get(Invoice, invoice_id)
    if invoice is None or invoice.state != "issued" or invoice.issued_on is None:
        raise UserError("Only an issued invoice can be sent.")
    shop = the_shop(session)
    currency = Currency(invoice.currency)
    opened = session.scalar(select(Receivable.open).where(Receivable.invoice_id == invoice_id))

    def day(on: date | None) -> str:
        return letter_day(on, day_first=shop.day_first) if on else ""

    number = invoice.number or ""
    values = {
        "invoice.number": number,
        "invoice.date": day(invoice.issued_on),
        "invoice.due": day(invoice.due_on),
        "invoice.total": shown(invoice.total, currency),
        "invoice.open": shown(int(opened or 0), currency),
    }
    kind = "invoice" if invoice.kind == "invoice" else "credit"
    words = "Invoice" if kind == "invoice" else "Credit note"
    about = f"invoice:{invoice_id}"
    return _composed(
        session,
        f"Send {words.lower()} {number}",
        f"mail/{kind}",
        about,
        invoice.client_id,
        values,
        f"{words} {number}",
    )


def invoice_mails(session: Session, invoice_id: int) -> list[MailRow]:
    """The mails that carried or carry an invoice, oldest first."""
    return mails_about(session, f"invoice:{invoice_id}")[::-1]


def statement_mail(session: Session, client_id: int) -> Compose:
    """The mail a client's statement goes out with."""
    opened = session.scalar(
        select(func.sum(Receivable.open)).where(Receivable.client_id == client_id)
    )
    name = session.get_one(Client, client_id).name
    return _composed(
        session,
        f"Send a statement to {name}",
        "mail/statement",
        f"statement:{client_id}",
        client_id,
        {"money.open": shown(int(opened or 0), the_shop(session).money)},
        f"Statement {today().isoformat()}",
    )


def _composed(
    session: Session,
    title: str,
    form: str,
    about: str,
    client_id: int,
    values: dict[str, str],
    file: str,
) -> Compose:
    """A mail filled from a text; its key counts what was sent about the same thing before."""
    whom = addressed(session, client_id)
    fields = fields_of(session, client_id) | values | {"mail.name": whom.name}
    said = fill(text_of(session, form), fields)
    before = len(mails_about(session, about))
    return Compose(
        title,
        about,
        client_id,
        whom.to,
        whom.cc,
        said.subject,
        signed(session, plain(said.body)),
        (f"{safe_name(file)}.pdf",),
        f"{about}:{today().isoformat()}:{before}",
    )


def waits(session: Session, about: str) -> bool:
    """Whether a mail with something is in the outbox and not out yet."""
    return any(mail.waits for mail in mails_about(session, about))


@dataclass(frozen=True, slots=True)
class UnsentRow:
    """An issued invoice that nobody sent yet; `told` says that it was printed or saved."""

    id: int
    number: str
    client: str
    issued_on: date
    total: int
    to: str
    told: str


_TOLD = {"printed": "printed", "saved": "saved as PDF"}


def unsent(session: Session) -> list[UnsentRow]:
    """Own invoices of the last two months that were neither sent nor wait in the outbox."""
    about = literal("invoice:") + cast(Invoice.id, String)
    mailed = exists().where(OutboxMail.about == about, OutboxMail.state != MailState.CANCELLED)
    by_hand = exists().where(
        InvoiceEvent.invoice_id == Invoice.id, InvoiceEvent.kind.in_(("sent", "voided"))
    )
    found = (
        select(Invoice.id, Invoice.number, Client.id, Client.name, Invoice.issued_on, Invoice.total)
        .join(Client, Client.id == Invoice.client_id)
        .where(
            Invoice.state == "issued",
            Invoice.kind == "invoice",
            Invoice.number_int.is_not(None),
            Invoice.issued_on >= today() - timedelta(days=UNSENT_DAYS),
            ~mailed,
            ~by_hand,
        )
        .order_by(Invoice.issued_on, Invoice.number_int)
    )
    rows = session.execute(found).all()
    told = _told(session, [row[0] for row in rows])
    to = {client_id: addressed(session, client_id).to for client_id in {row[2] for row in rows}}
    return [
        UnsentRow(id_, number or "", client, on, total, to[client_id], told.get(id_, ""))
        for id_, number, client_id, client, on, total in rows
        if on is not None
    ]


def _told(session: Session, ids: list[int]) -> dict[int, str]:
    """Which of some invoices were printed or saved, in a word."""
    found = select(InvoiceEvent.invoice_id, InvoiceEvent.kind).where(
        InvoiceEvent.invoice_id.in_(ids), InvoiceEvent.kind.in_(tuple(_TOLD))
    )
    return {id_: _TOLD[kind] for id_, kind in session.execute(found)}
