"""The lines of a proposal: from the plan, from the catalog, typed; and those of a plan anew."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...catalog import queries as catalog
from ...catalog.models import CatalogItem
from ...catalog.rules import TIERS
from ...database.action import action, tell
from ...database.stale import as_seen, seen, touch
from ...errors import UserError
from ...money import QUANTITY
from ..models.pipeline import Opportunity
from ..models.proposal import Proposal, ProposalLine
from ..queries.winning import counts_of, plan_price
from ..rules import proposal as rules

LINE = frozenset(
    {"item_id", "kind", "text", "unit", "counts", "quantity", "price", "cost", "recurring"}
    | {"taxable", "tax_code"}
)
"""What a line says."""

_FIGURES = (("quantity", "how many"), ("price", "the price of one"), ("cost", "a cost"))


def draft_of(session: Session, proposal_id: int, version: int | None) -> Proposal:
    """A proposal that may still change; raises UserError for one that was sent."""
    row = as_seen(session, Proposal, proposal_id, version)
    if row.state != "draft":
        raise UserError("It was sent and stays as it is. Make a new edition to change it.")
    return row


def lines_of(session: Session, proposal_id: int) -> list[ProposalLine]:
    """The lines of a proposal in their order."""
    found = select(ProposalLine).where(ProposalLine.proposal_id == proposal_id)
    return list(session.scalars(found.order_by(ProposalLine.position, ProposalLine.id)))


def usual_lines(session: Session, row: Proposal, held: Opportunity) -> None:
    """Put on a new proposal what the opportunity says: a plan, or its value."""
    plan, grid = plan_price(session, held.id), catalog.plan_grid(session)
    if plan is not None and grid is not None:
        _take_plan(session, row, plan, grid.id)
        return
    for amount, cost, recurring in (
        (held.monthly, held.monthly_cost, True),
        (held.once, held.once_cost, False),
    ):
        if amount:
            _put(
                session,
                row,
                {
                    "text": held.title,
                    "kind": "service",
                    "price": amount,
                    "cost": cost,
                    "recurring": recurring,
                },
            )


def _take_plan(session: Session, row: Proposal, plan: catalog.PricedTier, grid_id: int) -> None:
    row.tier, row.grid_id, row.setup_fee = plan.code, grid_id, plan.setup_fee
    things = {one.id: one for one in catalog.items(session, retired=True)}
    for one in plan.lines:
        if not one.price:
            continue
        thing = things.get(one.item_id or 0)
        _put(
            session,
            row,
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


@action("Put plan on proposal")
def choose_plan(session: Session, proposal_id: int, version: int, tier: str) -> None:
    """Put a plan's lines on a draft in place of those of the plan before; other lines stay.

    The counts are those documented, else those written on the opportunity. Raises UserError: tier.
    """
    row = draft_of(session, proposal_id, version)
    if tier and tier not in TIERS:
        raise UserError("Choose a plan.", "tier")
    for line in session.scalars(
        select(ProposalLine).where(ProposalLine.proposal_id == row.id, ProposalLine.kind == "plan")
    ):
        session.delete(line)
    session.flush()
    row.tier, row.grid_id, row.setup_fee = "", None, 0
    if tier:
        grid = catalog.plan_grid(session)
        if grid is None or grid.effective_on is None:
            raise UserError("Put prices of the plans into force first.", "tier")
        counts = counts_of(session, row.opportunity_id)
        plan = next(one for one in catalog.priced(session, grid.id, counts) if one.code == tier)
        if not plan.monthly:
            raise UserError(
                f"{plan.name} asks for nothing at these counts. Write the counts on the"
                " opportunity, or document the devices.",
                "tier",
            )
        _take_plan(session, row, plan, grid.id)
    tell(session, f"{TIERS[tier]} on {row.number}" if tier else f"No plan on {row.number}")


@action("Add line to proposal")
def add_proposal_line(session: Session, proposal_id: int, details: Mapping[str, Any]) -> int:
    """Add a line to a draft; answers its id. What a catalog item says need not be typed.

    Raises UserError by field.
    """
    row = draft_of(session, proposal_id, None)
    line = _put(session, row, details)
    touch(row)
    tell(session, f"Line added: {line.text}")
    return line.id


@action("Change line of proposal")
def edit_proposal_line(
    session: Session, line_id: int, version: int, details: Mapping[str, Any]
) -> None:
    """Change a line of a draft. Raises UserError by field."""
    line = session.get_one(ProposalLine, line_id)
    row = draft_of(session, line.proposal_id, None)
    seen(line, version)
    _fill_line(session, line, details)
    touch(row)
    tell(session, "Line saved")


@action("Take line off proposal")
def drop_proposal_line(session: Session, line_id: int) -> None:
    """Take a line off a draft."""
    line = session.get_one(ProposalLine, line_id)
    touch(draft_of(session, line.proposal_id, None))
    session.delete(line)
    tell(session, "Line taken off")


def _put(session: Session, row: Proposal, details: Mapping[str, Any]) -> ProposalLine:
    last = session.scalar(
        select(func.max(ProposalLine.position)).where(ProposalLine.proposal_id == row.id)
    )
    line = ProposalLine(
        proposal_id=row.id,
        position=(last or 0) + 1,
        text="",
        kind="plan",
        quantity=QUANTITY,
        price=0,
        cost=0,
        recurring=True,
    )
    _fill_line(session, line, details)
    session.add(line)
    session.flush()
    return line


def _fill_line(session: Session, line: ProposalLine, details: Mapping[str, Any]) -> None:
    given = _from_item(session, line, details) | dict(details)
    for name, value in given.items():
        if name not in LINE:
            raise AttributeError(name)
        setattr(line, name, value.strip() if isinstance(value, str) else value)
    if not line.text:
        raise UserError("Say in a few words what it is.", "text")
    if line.kind not in rules.LINE_KINDS:
        raise UserError("Choose what kind of line it is.", "kind")
    for name, words in _FIGURES:
        if getattr(line, name) is None or getattr(line, name) < 0:
            raise UserError(f"Type {words}, not below zero.", name)


def _from_item(session: Session, line: ProposalLine, details: Mapping[str, Any]) -> dict[str, Any]:
    """What a catalog item says, where nothing else was typed."""
    item_id = details.get("item_id")
    if item_id is None or item_id == line.item_id:
        return {}
    item = session.get_one(CatalogItem, item_id)
    kind = item.kind if item.kind in rules.LINE_KINDS else "service"
    said = {
        "text": item.name,
        "unit": item.unit,
        "counts": item.counts if item.recurring else "",
        "price": item.price,
        "cost": catalog.unit_costs(session).get(item.id, item.cost),
        "kind": "service" if kind == "plan" else kind,
        "recurring": item.recurring,
        "taxable": item.taxable,
        "tax_code": item.tax_code,
    }
    return {name: value for name, value in said.items() if details.get(name) in (None, "")}
