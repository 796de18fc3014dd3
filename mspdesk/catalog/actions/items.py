"""Offerings: written down, changed, copied, retired, and put together as bundles."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...database.stale import as_seen
from ...errors import UserError
from .. import rules
from ..models import CatalogItem, CatalogMember

_OPEN = frozenset(
    {"code", "name", "kind", "unit", "counts", "recurring", "price", "cost", "taxable"}
    | {"tax_code", "setup_kind", "setup_by", "vendor_id", "in_grid", "value_words", "notes"}
)
Members = Sequence[tuple[int, int]]
"""What a bundle holds: item ids, each with a count in ten-thousandths."""


@action("Add offering")
def add_item(
    session: Session, code: str, name: str, details: Mapping[str, Any] | None = None
) -> int:
    """Add an offering to the catalog; answers its id. Raises UserError by field.

    Who sets it up follows from what kind of set-up it is, unless `setup_by` says so (S005).
    """
    given = dict(details or {})
    members = given.pop("members", ())
    given.setdefault("setup_by", rules.setup_default(str(given.get("setup_kind", ""))))
    last = session.scalar(select(func.max(CatalogItem.position)))
    row = CatalogItem(code="", name="", position=(last or 0) + 1)
    row.kind, row.unit, row.counts, row.tax_code = "service", "each", "", ""
    row.price, row.cost, row.setup_kind = 0, 0, ""
    _fill(session, row, {**given, "code": code, "name": name})
    session.add(row)
    session.flush()
    _hold(session, row, members)
    tell(session, f"{row.name} added to the catalog")
    return row.id


@action("Change offering")
def edit_item(session: Session, item_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change an offering; agreements that sell it keep their own prices. Raises UserError."""
    row = as_seen(session, CatalogItem, item_id, version)
    given = dict(changes)
    members = given.pop("members", None)
    _fill(session, row, given)
    if members is not None:
        _hold(session, row, members)
    tell(session, f"{row.name} saved")


@action("Copy offering")
def duplicate_item(session: Session, item_id: int) -> int:
    """Copy an offering with what it holds, under a code of its own; answers the copy's id."""
    row = session.get_one(CatalogItem, item_id)
    values = {name: getattr(row, name) for name in _OPEN - {"code", "name"}}
    found = select(CatalogMember).where(CatalogMember.bundle_id == item_id)
    members = [(one.item_id, one.quantity) for one in session.scalars(found)]
    copy = add_item(
        session,
        _free_code(session, row.code),
        f"{row.name}, copy"[:200],
        {**values, "members": members},
    )
    tell(session, f"{row.name} copied")
    return copy


def _free_code(session: Session, code: str) -> str:
    """A code nobody has: the old one with the next free number behind it."""
    taken = {one.upper() for one in session.scalars(select(CatalogItem.code))}
    n = 2
    while f"{code[:34]}-{n}".upper() in taken:
        n += 1
    return f"{code[:34]}-{n}"


@action("Retire offering")
def retire_item(session: Session, item_id: int, version: int) -> None:
    """Offer it no more; agreements that sell it go on. Refused while a bundle holds it."""
    row = as_seen(session, CatalogItem, item_id, version)
    holders = (
        select(CatalogItem.name)
        .join(CatalogMember, CatalogMember.bundle_id == CatalogItem.id)
        .where(CatalogMember.item_id == item_id, CatalogItem.active)
        .order_by(CatalogItem.name)
    )
    holder = session.scalar(holders.limit(1))
    if holder is not None:
        raise UserError(f"{holder} holds it. Take it out of that bundle first.")
    row.active = False
    tell(session, f"{row.name} retired")


@action("Offer again")
def restore_item(session: Session, item_id: int, version: int) -> None:
    """Offer a retired item again."""
    row = as_seen(session, CatalogItem, item_id, version)
    row.active = True
    tell(session, f"{row.name} is offered again")


@action("Move offering")
def move_item(session: Session, item_id: int, way: int) -> None:
    """Move an offering up (-1) or down (1) in the list."""
    order = (CatalogItem.position, func.lower(CatalogItem.name), CatalogItem.id)
    rows = list(session.scalars(select(CatalogItem).where(CatalogItem.active).order_by(*order)))
    at = next((n for n, row in enumerate(rows) if row.id == item_id), None)
    if at is None or not 0 <= at + way < len(rows):
        return
    rows.insert(at + way, rows.pop(at))
    for position, row in enumerate(rows, 1):
        if row.position != position:
            row.position = position


def _fill(session: Session, row: CatalogItem, changes: Mapping[str, Any]) -> None:
    """Set known columns, text trimmed, and check them; raises UserError by field."""
    for name, value in changes.items():
        if name not in _OPEN:
            raise AttributeError(name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if "setup_kind" in changes and "setup_by" not in changes:
        row.setup_by = rules.setup_default(row.setup_kind)
    _check_named(session, row)
    for name, known, words in (
        ("kind", rules.KINDS, "Choose what it is on an invoice."),
        ("unit", rules.UNITS, "Choose what it is counted in."),
        ("counts", rules.COUNTS, "Choose what is counted."),
    ):
        if getattr(row, name) not in known:
            raise UserError(words, name)
    for name in ("price", "cost"):
        if (getattr(row, name) or 0) < 0:
            raise UserError("Type an amount that is not below zero.", name)
    rules.check_setup(row.setup_kind, row.setup_by)


def _check_named(session: Session, row: CatalogItem) -> None:
    row.code = row.code.upper()
    if not row.code:
        raise UserError("Give it a short code, like AV or MAIL.", "code")
    if not row.name:
        raise UserError("Say what it is called; clients read it.", "name")
    same = select(CatalogItem.id).where(func.upper(CatalogItem.code) == row.code)
    with session.no_autoflush:
        taken = session.scalar(same.where(CatalogItem.id != (row.id or 0)).limit(1))
    if taken is not None:
        raise UserError("There is already an offering with this code.", "code")


def _hold(session: Session, row: CatalogItem, members: Members) -> None:
    """Let a bundle hold exactly these; raises UserError on members for a circle."""
    wanted = dict(members)
    if len(wanted) != len(list(members)):
        raise UserError("Name each member once, with its count.", "members")
    for item_id, quantity in wanted.items():
        if quantity <= 0:
            raise UserError("A member counts more than zero.", "members")
        if item_id == row.id:
            raise UserError("A bundle cannot hold itself.", "members")
    held = {
        one.item_id: one
        for one in session.scalars(select(CatalogMember).where(CatalogMember.bundle_id == row.id))
    }
    for item_id, one in held.items():
        if item_id not in wanted:
            session.delete(one)
    session.flush()
    for item_id, quantity in wanted.items():
        if item_id in held:
            held[item_id].quantity = quantity
        else:
            session.add(CatalogMember(bundle_id=row.id, item_id=item_id, quantity=quantity))
    session.flush()
    _refuse_circle(session, row)


def _refuse_circle(session: Session, row: CatalogItem) -> None:
    found: dict[int, set[int]] = {}
    for bundle_id, item_id in session.execute(
        select(CatalogMember.bundle_id, CatalogMember.item_id)
    ):
        found.setdefault(bundle_id, set()).add(item_id)
    if rules.cycle_among(found, row.id):
        raise UserError(
            f"{row.name} would hold itself through one of its members. Take that one out.",
            "members",
        )
