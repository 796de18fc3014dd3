"""What the verbs of billing share: finding drafts that may be changed, and their sums."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import acting
from ...dates import now
from ...errors import UserError
from ...shop.actions import alone
from ...shop.queries import shop as the_shop
from ..models import Invoice, InvoiceEvent, InvoiceLine
from ..queries.drafts import draft_of, draft_totals
from ..rules.words import InvoiceKind, InvoiceState, rank


def open_draft(session: Session, invoice_id: int) -> Invoice:
    """A draft that may still be changed; raises UserError once it is issued or gone."""
    draft = session.get(Invoice, invoice_id)
    if draft is None:
        raise UserError("This draft is no longer there.")
    if draft.state == InvoiceState.ISSUED:
        raise UserError(f"Invoice {draft.number} is issued and stays as it is. Credit it instead.")
    return draft


def issued_invoice(session: Session, invoice_id: int) -> Invoice:
    """An issued invoice that asks for money; raises UserError for anything else."""
    invoice = session.get(Invoice, invoice_id)
    if invoice is None or invoice.state != InvoiceState.ISSUED:
        raise UserError("Only an issued invoice can be credited, voided or written off.")
    if invoice.kind != InvoiceKind.INVOICE:
        raise UserError("This is a credit itself. Choose the invoice it belongs to.")
    return invoice


def draft_line(session: Session, line_id: int) -> tuple[Invoice, InvoiceLine]:
    """A line of a draft, and the draft; raises UserError when it is gone or issued."""
    line = session.get(InvoiceLine, line_id)
    if line is None:
        raise UserError("This line is no longer there.")
    return open_draft(session, line.invoice_id), line


def the_lines(session: Session, invoice_id: int) -> list[InvoiceLine]:
    """The lines of an invoice in their order."""
    found = select(InvoiceLine).where(InvoiceLine.invoice_id == invoice_id)
    return list(session.scalars(found.order_by(InvoiceLine.position, InvoiceLine.id)))


def ensure_draft(session: Session, client_id: int) -> Invoice:
    """The client's draft, begun when there is none; raises UserError for our own company."""
    found = draft_of(session, client_id)
    if found is None:
        alone(session)
        found = draft_of(session, client_id)
    if found is not None:
        return session.get_one(Invoice, found)
    client = session.get_one(Client, client_id)
    if client.internal:
        raise UserError("Your own company is not billed.", "client")
    draft = Invoice(
        key=str(uuid.uuid4()),
        client_id=client_id,
        currency=the_shop(session).currency,
        order_number=client.order_number,
    )
    session.add(draft)
    session.flush()
    return draft


def place_line(session: Session, line: InvoiceLine) -> None:
    """Put a new line where its kind belongs: plans first, what is taken off last."""
    lines = the_lines(session, line.invoice_id)
    before = [other for other in lines if rank(other.kind) <= rank(line.kind)]
    after = [other for other in lines if rank(other.kind) > rank(line.kind)]
    line.position = len(before)
    for position, other in enumerate([*before, line, *after]):
        if other.position != position:
            other.position = position
    session.add(line)
    session.flush()


def refresh(session: Session, draft: Invoice) -> None:
    """Write a draft's sums anew after its lines moved."""
    session.flush()
    sums = draft_totals(session, draft, the_lines(session, draft.id))
    draft.subtotal, draft.tax, draft.total = sums.subtotal, sums.tax, sums.total
    session.flush()


def unread(draft: Invoice) -> None:
    """Take the reviewer's tick off a draft that was changed."""
    draft.state = InvoiceState.DRAFT
    draft.reviewed_by_id = None
    draft.reviewed_at = None


def changed(session: Session, draft: Invoice) -> None:
    """A draft was changed: its tick goes, its sums are written anew."""
    unread(draft)
    refresh(session, draft)


def add_event(session: Session, invoice_id: int, kind: str, words: str = "") -> None:
    """Note what happened to an issued invoice."""
    session.add(
        InvoiceEvent(
            invoice_id=invoice_id, kind=kind, at=now(), person_id=acting(session), words=words
        )
    )


def client_name(session: Session, client_id: int) -> str:
    """A client's name."""
    return session.scalar(select(Client.name).where(Client.id == client_id)) or ""
