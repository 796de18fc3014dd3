"""Issuing: numbers, frozen parties, tax and time, in one transaction that can be repeated."""

import json
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import action, tell
from ...dates import full_date, now, today
from ...errors import UserError
from ...money import Currency, shown
from ...rows import dataclass
from ...shop.actions import next_in_series
from ...shop.queries import ShopRow
from ...shop.queries import shop as the_shop
from ...timekeeping import actions as timekeeping
from ...timekeeping.actions.prepaid import mark_drawn
from ..models import Invoice, InvoiceLine, InvoiceTax, InvoiceTime, Question
from ..queries.agreed import moved
from ..queries.drafts import changed_subject, entry_facts, legal_gaps
from ..queries.parties import buyer_of, seller_of, tax_choice, terms_days
from ..queries.prepaid import drawn_by, hours_left
from ..rules.labor import grouped, shares
from ..rules.review import Ask, EntryFacts
from ..rules.totals import Totals, totals
from ..rules.words import InvoiceState
from .buckets import open_blocks
from .common import add_event, client_name, the_lines
from .drafts import covered_entries
from .settling import settle_periods


@dataclass(frozen=True, slots=True)
class Issued:
    """An invoice that has its number; `total` in minor units."""

    id: int
    number: str
    total: int


@action("Issue invoices", undoable=False)
def issue(session: Session, invoice_ids: Sequence[int], on: date | None = None) -> list[Issued]:
    """Issue ready drafts: all of them get their numbers, or none does.

    Asking again for one that is issued answers the number it has, so that a doubtful end can be
    repeated. Raises UserError when one is not ready, lacks what the law wants, or its sum moved
    since the review; and when the clock stands before the newest invoice.
    """
    done = []
    shop = the_shop(session)
    fresh = 0
    for invoice_id in dict.fromkeys(invoice_ids):
        invoice = session.get(Invoice, invoice_id, with_for_update=True)
        if invoice is None:
            raise UserError("One of these drafts is no longer there. Look at the list again.")
        if invoice.state != InvoiceState.ISSUED:
            _issue_one(session, invoice, shop, on or today())
            fresh += 1
        done.append(Issued(invoice.id, invoice.number or "", invoice.total))
    if fresh:
        tell(session, _said(done, Currency(shop.currency)))
    return done


def _said(done: Sequence[Issued], currency: Currency) -> str:
    total = shown(sum(one.total for one in done), currency)
    if len(done) == 1:
        return f"Invoice {done[0].number} issued, {total}"
    return f"{len(done)} invoices issued, {done[0].number} to {done[-1].number}, {total}"


def _issue_one(session: Session, draft: Invoice, shop: ShopRow, on: date) -> None:
    """Check one draft, freeze what stands on it, and give it its number."""
    name = client_name(session, draft.client_id)
    if draft.state != InvoiceState.READY:
        raise UserError(f"{name} is not marked ready. Review it first.")
    missing = legal_gaps(session, draft.id)
    if missing:
        raise UserError(f"{name}: {missing[0].sentence}", missing[0].field)
    _check_agreed(session, draft)
    client = session.get_one(Client, draft.client_id)
    lines = the_lines(session, draft.id)
    taxes = tax_choice(session, client, shop)
    sums = totals(taxes.sum_of(line) for line in lines)
    if (sums.subtotal, sums.tax, sums.total) != (draft.subtotal, draft.tax, draft.total):
        raise UserError(
            f"The sum of {name}'s draft moved since it was reviewed. Take its tick off and look "
            "at it again."
        )
    if sums.total < 0:
        raise UserError(f"{name}'s total is below zero. Credit an earlier invoice instead.")
    for line in lines:
        one = taxes.sum_of(line)
        line.taxable, line.tax_code, line.tax_rate = one.taxable, one.code, one.rate
    settle_periods(session, draft, lines)
    told = _freeze_time(session, draft, lines)
    timekeeping.mark_invoiced(session, [line.id for line in lines])
    _count_hours(session, draft, lines, told)
    draft.terms_days = terms_days(client, shop)
    draft.due_on = max(draft.due_on or on + timedelta(days=draft.terms_days), on)
    draft.period_from = draft.period_from or _first_day(lines)
    draft.period_to = draft.period_to or draft.period_from
    freeze(session, draft, sums, client, shop, on)


def _check_agreed(session: Session, draft: Invoice) -> None:
    """Refuse a draft whose agreement was changed after somebody had looked at it."""
    found = moved(session, [draft.id]).get(draft.id, [])
    answered = select(Question.subject).where(
        Question.invoice_id == draft.id, Question.kind == Ask.CHANGED
    )
    done = set(session.scalars(answered))
    for one in found:
        if changed_subject(one) not in done:
            raise UserError(f"{one.sentence} Take the tick off the draft and look at it again.")


def _count_hours(
    session: Session, draft: Invoice, lines: Sequence[InvoiceLine], told: Sequence[int]
) -> None:
    """Open the hours an invoice sells, nail those it draws, and write down what is left."""
    open_blocks(session, draft, lines)
    mark_drawn(session, told, draft.id)
    session.flush()
    left = hours_left(session, draft.client_id)
    if left is not None:
        draft.prepaid_left, draft.prepaid_drawn = left, drawn_by(session, told)


def _first_day(lines: Sequence[InvoiceLine]) -> date | None:
    return min((line.on for line in lines if line.on), default=None)


def freeze(
    session: Session, invoice: Invoice, sums: Totals, client: Client, shop: ShopRow, on: date
) -> None:
    """Write tax rows, both parties, the number and the day; from here on it never changes.

    The state is written last, after everything that the triggers then guard.
    """
    _refuse_earlier(session, invoice.kind, on)
    for one in sums.taxes:
        session.add(
            InvoiceTax(
                invoice_id=invoice.id,
                code=one.code,
                name=one.name,
                rate=one.rate,
                base=one.base,
                amount=one.amount,
            )
        )
    invoice.subtotal, invoice.tax, invoice.total = sums.subtotal, sums.tax, sums.total
    invoice.currency = shop.currency
    invoice.seller = json.dumps(seller_of(shop).plain(), sort_keys=True)
    invoice.buyer = json.dumps(buyer_of(session, client, shop).plain(), sort_keys=True)
    session.flush()
    invoice.number_int, invoice.number = next_in_series(session, invoice.kind, on.year)
    invoice.issued_on, invoice.issued_at = on, now()
    invoice.state = InvoiceState.ISSUED
    session.flush()


def _refuse_earlier(session: Session, kind: str, on: date) -> None:
    """Numbers follow the days: refuse a day before the newest one of our own."""
    newest = session.scalar(
        select(func.max(Invoice.issued_on)).where(
            Invoice.kind == kind, Invoice.number_int.is_not(None)
        )
    )
    if newest is not None and on < newest:
        raise UserError(
            f"The newest invoice is dated {full_date(newest)}, after {full_date(on)}. Set this "
            "computer's clock right.",
            "on",
        )


def _freeze_time(session: Session, draft: Invoice, lines: Sequence[InvoiceLine]) -> list[int]:
    """Copy every entry onto the detail page as it stands now, covered work included.

    Answers the entries.
    """
    entries = entry_facts(session, [line.id for line in lines])
    by_price = {(line.ticket_id, line.unit_price): line for line in lines if line.unit == "h"}
    rows: list[InvoiceTime] = []
    for group in grouped(one for one in entries if one.kind == "billable"):
        line = by_price[group.ticket_id, group.price]
        for part, amount in zip(group.parts, shares(group), strict=True):
            row = _time_row(draft.id, part.entry, part.worked, part.billed, line.id)
            row.rate, row.amount = part.price, amount
            if not part.after:
                row.prepaid_minutes = part.entry.prepaid_minutes
            rows.append(row)
    free = covered_entries(session, draft)
    for entry in free:
        row = _time_row(draft.id, entry, entry.minutes, 0, None)
        row.covered, row.prepaid_minutes = True, entry.prepaid_minutes
        rows.append(row)
    order = {entry.id: entry.started_at for entry in [*entries, *free]}
    rows.sort(key=lambda row: (row.on, order[row.entry_id], row.entry_id, row.rate))
    for position, row in enumerate(rows):
        row.position = position
    session.add_all(rows)
    session.flush()
    return sorted(order)


def _time_row(
    invoice_id: int, entry: EntryFacts, worked: int, billed: int, line_id: int | None
) -> InvoiceTime:
    return InvoiceTime(
        invoice_id=invoice_id,
        line_id=line_id,
        position=0,
        entry_id=entry.id,
        on=entry.work_on,
        ticket=entry.ticket,
        person=entry.person,
        note=entry.note,
        minutes=worked,
        billed_minutes=billed,
        rate=0,
        amount=0,
        prepaid_minutes=0,
    )


@action("Note on invoice", undoable=False)
def note_event(session: Session, invoice_ids: Sequence[int], kind: str, words: str = "") -> None:
    """Note that invoices were sent, printed or saved, or that somebody was reminded."""
    for invoice_id in invoice_ids:
        invoice = session.get(Invoice, invoice_id)
        if invoice is None or invoice.state != InvoiceState.ISSUED:
            raise UserError("Only an issued invoice can be sent or printed for good.")
        add_event(session, invoice_id, kind, words)
