"""Lines of a draft typed, changed, moved and removed by hand."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import action, tell
from ...database.stale import seen
from ...dates import today
from ...errors import UserError
from ...money import QUANTITY, times
from ...shop.models import TaxCode
from ...shop.queries import shop as the_shop
from ...timekeeping import actions as timekeeping
from ..models import InvoiceLine
from ..queries.drafts import COVERED, entry_facts
from ..queries.parties import tax_choice
from ..rules.labor import grouped
from ..rules.words import MANUAL_KINDS, NEGATIVE_KINDS, LineKind
from .common import changed, draft_line, open_draft, place_line, the_lines
from .drafts import regroup
from .settling import line_went

MOST_QUANTITY = 100_000 * QUANTITY
MOST_PRICE = 10**13
"""The largest quantity and price a line may hold; beyond is a slip of the finger."""

_DETAILS = frozenset({"detail", "on", "unit", "unit_cost", "taxable", "tax_code", "ticket_id"})
_WORDS = frozenset({"text", "detail", "taxable", "tax_code"})
_ALL = _DETAILS | {"text", "kind", "quantity", "unit_price"}


@action("Add line")
def add_line(
    session: Session,
    invoice_id: int,
    kind: str,
    text: str,
    quantity: int = QUANTITY,
    unit_price: int = 0,
    details: Mapping[str, Any] | None = None,
) -> int:
    """Add a line by hand and answer its id; quantity in ten-thousandths, price in minor units.

    What takes off (a discount, a prepaid draw) may be typed as a plain amount. `details` are
    detail, on, unit, unit_cost, taxable, tax_code, ticket_id. Raises UserError naming the field.
    """
    draft = open_draft(session, invoice_id)
    if kind not in MANUAL_KINDS:
        raise UserError("Choose what kind of line it is.", "kind")
    client = session.get_one(Client, draft.client_id)
    taxes = tax_choice(session, client, the_shop(session))
    line = InvoiceLine(
        invoice_id=invoice_id,
        position=0,
        kind=kind,
        taxable=taxes.taxable(kind),
        manual=True,
        detail="",
        unit="",
        tax_code="",
    )
    given: dict[str, Any] = {"text": text, "quantity": quantity, "unit_price": unit_price}
    given["on"] = (draft.period_from if kind == LineKind.PLAN else None) or today()
    _fill(session, line, given | dict(details or {}))
    place_line(session, line)
    changed(session, draft)
    tell(session, f"Line added: {line.text}")
    return line.id


@action("Change line")
def edit_line(session: Session, line_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change a line; of a labor line only its words and tax, for its amount comes from the time.

    `version` is the one the person saw. Raises UserError naming the field, Conflict when somebody
    else was first.
    """
    draft, line = draft_line(session, line_id)
    seen(line, version)
    if not line.manual and line.kind == LineKind.TIME and not set(changes) <= _WORDS:
        raise UserError(
            "The amount comes from the time. Leave some of it off, or add a discount.",
            "unit_price",
        )
    if not line.manual and {"text", "detail"} & set(changes):
        line.reworded = True
    _fill(session, line, changes)
    changed(session, draft)
    tell(session, f"Line saved: {line.text}")


def _fill(session: Session, line: InvoiceLine, changes: Mapping[str, Any]) -> None:
    """Write a line's columns and its amount; raises UserError naming the field."""
    for name, value in changes.items():
        if name not in _ALL:
            raise AttributeError(name)
        setattr(line, name, value.strip() if isinstance(value, str) else value)
    if not line.text:
        raise UserError("Say what the line is for.", "text")
    if abs(line.quantity) > MOST_QUANTITY or line.quantity <= 0:
        raise UserError("Type a quantity above zero and not beyond 100,000.", "quantity")
    if abs(line.unit_price) > MOST_PRICE:
        raise UserError("Type a smaller price.", "unit_price")
    if line.tax_code and not session.scalar(
        select(TaxCode.id).where(TaxCode.code == line.tax_code, TaxCode.active)
    ):
        raise UserError("There is no such tax any more. Choose another.", "tax_code")
    if line.kind in NEGATIVE_KINDS:
        line.unit_price = -abs(line.unit_price)
    if line.manual or line.kind != LineKind.TIME:
        line.amount = times(line.unit_price, line.quantity)


@action("Remove line")
def remove_line(session: Session, line_id: int) -> None:
    """Take a line off a draft; time and trips on it are unbilled again."""
    draft, line = draft_line(session, line_id)
    if line.unit == COVERED:
        raise UserError("This work bills nothing and is listed so that the client sees it.")
    if line.manual or line.kind != LineKind.TIME:
        timekeeping.take_line_off_draft(session, [line.id])
        line_went(session, draft, line)
        session.delete(line)
        changed(session, draft)
    else:
        timekeeping.take_off_draft(session, _entries_billing_on(session, line))
        regroup(session, draft)
    tell(session, f"Line removed: {line.text}")


def _entries_billing_on(session: Session, line: InvoiceLine) -> list[int]:
    """The entries of which a part bills on a labor line, whichever line they name."""
    lines = [one.id for one in the_lines(session, line.invoice_id)]
    entries = [one for one in entry_facts(session, lines) if one.kind == "billable"]
    for group in grouped(entries):
        if (group.ticket_id, group.price) == (line.ticket_id, line.unit_price):
            return sorted({part.entry.id for part in group.parts})
    return []


@action("Move line")
def move_line(session: Session, line_id: int, by: int) -> None:
    """Move a line up (-1) or down (+1) on its draft; at the edge nothing happens."""
    draft, line = draft_line(session, line_id)
    lines = the_lines(session, draft.id)
    here = lines.index(line)
    there = min(max(here + by, 0), len(lines) - 1)
    lines.insert(there, lines.pop(here))
    for position, one in enumerate(lines):
        if one.position != position:
            one.position = position
