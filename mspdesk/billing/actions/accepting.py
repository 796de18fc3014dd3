"""A price sheet that was accepted: the agreement, its plan sheet and lines, the first bill."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from ...agreements import actions as agreements
from ...agreements import queries as agreed
from ...catalog import queries as catalog
from ...clients.models import Client
from ...database.action import action, tell
from ...dates import add_months, today
from ...errors import UserError
from ...money import QUANTITY, shown
from ...rows import dataclass
from ...shop.actions import alone
from ...shop.queries import shop as the_shop
from ..queries.parties import tax_choice
from ..queries.recurring import asking
from .common import changed, ensure_draft
from .recurring import put_plans


@dataclass(frozen=True, slots=True)
class Accepted:
    """What accepting a sheet made; `draft_id` is None while nobody has signed."""

    agreement_id: int
    sheet_id: int
    draft_id: int | None


@action("Accept price sheet")
def accept_prices(
    session: Session,
    client_id: int,
    grid_id: int,
    tier: str,
    counts: Mapping[str, int],
    start_on: date,
    said: Mapping[str, Any],
) -> Accepted:
    """Make what a client agreed to from one column of the price sheet (S102).

    The agreement takes the plan's prices at these counts as lines of its plan sheet. Where it is
    signed (`signed_on`, `signer`, and `reviewed_on` or `waiver` as S101 asks) it is in force, and
    what is due ahead stands on the client's draft at once: a month by card, three by check, and
    the setup fee. Without a signature it is a draft agreement, and the run bills it once signed.
    `said` may hold payment_type, term_months and auto_renew too. Raises UserError by field.
    """
    revision = catalog.revision(session, grid_id)
    if revision is None or not revision.offered:
        raise UserError("Put this revision of the plans into force first.", "tier")
    priced = {one.code: one for one in catalog.priced(session, grid_id, counts)}
    plan = priced.get(tier)
    if plan is None:
        raise UserError("Choose the plan the client accepted.", "tier")
    if not plan.monthly:
        raise UserError(f"{plan.name} asks for nothing at these counts. Type the counts.", "tier")
    if session.get_one(Client, client_id).internal:
        raise UserError("Your own company is not billed.", "client_id")
    held = _agreement(session, client_id, plan, start_on, said)
    sheet = _sheet(session, held, grid_id, plan, start_on)
    if said.get("signed_on") is None:
        tell(session, f"{plan.name} agreement drafted, {_monthly(session, plan)}")
        return Accepted(held, sheet, None)
    _signed(session, held, said)
    draft = _first_bill(session, client_id, held, start_on)
    tell(
        session, f"{plan.name} agreement in force, {_monthly(session, plan)}; first invoice drafted"
    )
    return Accepted(held, sheet, draft)


def _monthly(session: Session, plan: catalog.PricedTier) -> str:
    return f"{shown(plan.monthly, the_shop(session).money)} a month"


def _agreement(
    session: Session,
    client_id: int,
    plan: catalog.PricedTier,
    start_on: date,
    said: Mapping[str, Any],
) -> int:
    months = int(said.get("term_months") or 12)
    return agreements.add_agreement(
        session,
        client_id,
        "managed",
        start_on,
        {
            "plan": plan.name,
            "tier": plan.code,
            "setup_fee": plan.setup_fee,
            "payment_type": said.get("payment_type") or "",
            "end_on": add_months(start_on, months) - timedelta(days=1),
            "term_months": months,
            "auto_renew": bool(said.get("auto_renew", True)),
            "no_hiring": True,
            "signer_theirs": str(said.get("signer") or ""),
        },
    )


def _sheet(
    session: Session, agreement_id: int, grid_id: int, plan: catalog.PricedTier, start_on: date
) -> int:
    """The plan sheet with the plan's words, its revision and a line for each thing it counts."""
    grid = catalog.plan_grid(session, grid_id)
    words = catalog.tier_texts(grid, plan.code) if grid is not None else {}
    sheet = agreements.new_sheet(
        session,
        agreement_id,
        start_on,
        {
            **words,
            "tier": plan.code,
            "title": plan.name,
            "grid_id": grid_id,
            "setup_fee": plan.setup_fee,
        },
    )
    for line in agreed.sheet_lines(session, sheet):
        agreements.drop_line(session, line.id)
    things = {one.id: one for one in catalog.items(session, retired=True)}
    for one in plan.lines:
        if not one.price:
            continue
        thing = things.get(one.item_id or 0)
        agreements.add_line(
            session,
            sheet,
            {
                "text": one.text,
                "unit": one.unit,
                "quantity": one.count * QUANTITY,
                "price": one.price,
                "cost": one.cost,
                "item_id": one.item_id,
                "taxable": thing.taxable if thing else False,
                "tax_code": thing.tax_code if thing else "",
            },
        )
    return sheet


def _signed(session: Session, agreement_id: int, said: Mapping[str, Any]) -> None:
    """Send and sign it with every guard those verbs have."""
    signed_on: date = said["signed_on"]
    row = agreed.agreement(session, agreement_id)
    if row is None:
        raise UserError("This agreement is no longer there.")
    reviewed_on = said.get("reviewed_on")
    sent_on = min(signed_on, today())
    agreements.send(
        session, agreement_id, row.version, sent_on, reviewed_on, str(said.get("waiver") or "")
    )
    session.flush()
    row = agreed.agreement(session, agreement_id)
    agreements.sign(
        session,
        agreement_id,
        row.version if row else 0,
        signed_on,
        str(said.get("signer") or ""),
        str(said.get("signer_title") or ""),
    )
    session.flush()


def _first_bill(session: Session, client_id: int, agreement_id: int, start_on: date) -> int:
    """Put the first bill of an agreement on its client's draft now, however far off it begins."""
    on = max(start_on, today())
    alone(session)
    asked = asking(session, on, client_id)
    dues = [one for one in asked.dues if one.agreement.id == agreement_id][:1]
    draft = ensure_draft(session, client_id)
    client = session.get_one(Client, client_id)
    put_plans(session, draft, dues, (), tax_choice(session, client, the_shop(session)))
    changed(session, draft)
    return draft.id
