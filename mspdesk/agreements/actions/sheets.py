"""Plan sheets and amendments: what is paid for from a day on, without signing the body again."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ...catalog.queries.plans import plan_grid, tier_texts
from ...database.action import action, tell
from ...database.stale import seen
from ...dates import full_date, today
from ...errors import UserError
from .. import queries, rules
from ..models import Agreement, AgreementLine, PlanSheet, PriceRaise
from ..rules import State

_SHEET = frozenset(
    {"title", "tier", "grid_id", "effective_on", "included", "excluded", "minimums", "words"}
    | {"setup_fee"}
)
_LINE = frozenset(
    {"item_id", "kind", "text", "unit", "counts", "quantity", "price", "cost", "taxable"}
    | {"tax_code", "bundled", "position"}
)
_COPIED = tuple(_LINE - {"position"})


@action("New plan sheet")
def new_sheet(
    session: Session,
    agreement_id: int,
    effective_on: date,
    details: Mapping[str, Any] | None = None,
) -> int:
    """Begin a plan sheet, or an amendment once there is one; answers its id.

    It starts from what is in force on its day: the lines, what is included and what is not, so
    that only what changes needs typing. Raises UserError naming effective_on.
    """
    held = session.get_one(Agreement, agreement_id)
    if held.state in rules.OVER:
        raise UserError(f"Agreement {held.number} has ended. Prepare a new one.", "effective_on")
    if effective_on < held.start_on:
        raise UserError("A sheet cannot begin before its agreement does.", "effective_on")
    before = _newest(session, agreement_id)
    sheet = PlanSheet(
        agreement_id=agreement_id,
        number=before.number + 1 if before else 1,
        kind="amendment" if before else "plan_sheet",
        dated_on=today(),
        effective_on=effective_on,
        tier=before.tier if before else held.tier,
        title=held.plan,
        included=before.included if before else "",
        excluded=before.excluded if before else "",
        minimums=before.minimums if before else "",
        grid_id=before.grid_id if before else None,
    )
    if before is None or not before.included:
        _from_tier(session, sheet)
    _fill_sheet(held, sheet, details or {})
    session.add(sheet)
    session.flush()
    _copy_lines(session, sheet)
    tell(session, f"{rules.SHEETS[sheet.kind]} {sheet.number} of {held.number} begun")
    return sheet.id


def _from_tier(session: Session, sheet: PlanSheet) -> None:
    """Take what a tier includes, what it does not and its minimums from the plans in force."""
    grid = plan_grid(session)
    if grid is None or not sheet.tier:
        return
    for name, words in tier_texts(grid, sheet.tier).items():
        setattr(sheet, name, words)
        sheet.grid_id = grid.id


def _newest(session: Session, agreement_id: int) -> PlanSheet | None:
    found = select(PlanSheet).where(PlanSheet.agreement_id == agreement_id)
    return session.scalars(found.order_by(PlanSheet.number.desc()).limit(1)).first()


def _copy_lines(session: Session, sheet: PlanSheet) -> None:
    """Copy onto a new sheet what its agreement asks for on its day."""
    on = sheet.effective_on
    for n, line in enumerate(queries.lines_on(session, sheet.agreement_id, on, on), 1):
        copied = {name: getattr(line, name) for name in _COPIED}
        session.add(
            AgreementLine(
                agreement_id=sheet.agreement_id,
                sheet_id=sheet.id,
                position=n,
                from_on=on,
                replaces_id=line.id or None,
                **copied,
            )
        )
    session.flush()


@action("Change plan sheet")
def edit_sheet(session: Session, sheet_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change a sheet that nobody has accepted yet; its lines move with its day."""
    sheet = _draft(session, sheet_id)
    seen(sheet, version)
    held = session.get_one(Agreement, sheet.agreement_id)
    _fill_sheet(held, sheet, changes)
    for line in session.scalars(select(AgreementLine).where(AgreementLine.sheet_id == sheet_id)):
        line.from_on = sheet.effective_on
    tell(session, f"{rules.SHEETS[sheet.kind]} {sheet.number} saved")


def _fill_sheet(held: Agreement, sheet: PlanSheet, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if name not in _SHEET:
            raise AttributeError(name)
        setattr(sheet, name, value.strip() if isinstance(value, str) else value)
    if sheet.effective_on < held.start_on:
        raise UserError("A sheet cannot begin before its agreement does.", "effective_on")
    if (sheet.setup_fee or 0) < 0:
        raise UserError("Type a figure that is not below zero.", "setup_fee")


def _draft(session: Session, sheet_id: int) -> PlanSheet:
    sheet = session.get_one(PlanSheet, sheet_id)
    if sheet.state != "draft":
        raise UserError(
            "This sheet was accepted and stays as it is. Make an amendment from it instead."
        )
    return sheet


@action("Drop plan sheet")
def drop_sheet(session: Session, sheet_id: int) -> None:
    """Throw away a sheet that nobody has accepted, with its lines; Undo brings it back."""
    sheet = _draft(session, sheet_id)
    for line in session.scalars(select(AgreementLine).where(AgreementLine.sheet_id == sheet_id)):
        session.delete(line)
    session.flush()
    session.delete(sheet)
    tell(session, f"{rules.SHEETS[sheet.kind]} {sheet.number} dropped")


@action("Add agreement line")
def add_line(session: Session, sheet_id: int, details: Mapping[str, Any]) -> int:
    """Add a line to a sheet that is still a draft; answers its id. Raises UserError by field."""
    sheet = _draft(session, sheet_id)
    last = select(func.max(AgreementLine.position)).where(AgreementLine.sheet_id == sheet_id)
    line = AgreementLine(
        agreement_id=sheet.agreement_id,
        sheet_id=sheet_id,
        position=(session.scalar(last) or 0) + 1,
        from_on=sheet.effective_on,
        text="",
    )
    _fill_line(line, details)
    session.add(line)
    session.flush()
    tell(session, "Line added")
    return line.id


@action("Change agreement line")
def edit_line(session: Session, line_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change a line of a sheet that is still a draft. Raises UserError by field."""
    line = _open_line(session, line_id)
    seen(line, version)
    _fill_line(line, changes)
    tell(session, "Line saved")


@action("Take off agreement line")
def drop_line(session: Session, line_id: int) -> None:
    """Take a line off a sheet that is still a draft."""
    session.delete(_open_line(session, line_id))
    tell(session, "Line taken off")


def _open_line(session: Session, line_id: int) -> AgreementLine:
    line = session.get_one(AgreementLine, line_id)
    if line.sheet_id is None:
        raise UserError("This line is in force. Make an amendment to change it.")
    _draft(session, line.sheet_id)
    return line


def _fill_line(line: AgreementLine, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if name not in _LINE:
            raise AttributeError(name)
        setattr(line, name, value.strip() if isinstance(value, str) else value)
    if not line.text:
        raise UserError("Say in a few words what is paid for.", "text")
    if (line.kind or "plan") not in rules.LINE_KINDS:
        raise UserError("Choose what kind of line it is.", "kind")
    if (line.counts or "") not in rules.COUNTS:
        raise UserError("Choose what is counted.", "counts")
    if (line.quantity or 0) < 0:
        raise UserError("Type a count that is not below zero.", "quantity")
    for name in ("price", "cost"):
        value = getattr(line, name)
        if value is not None and value < 0:
            raise UserError("Type a figure that is not below zero.", name)


@action("Accept plan sheet")
def accept_sheet(
    session: Session, sheet_id: int, version: int, accepted_on: date, accepted_by: str
) -> None:
    """Put a sheet into force from its day: what was paid for until then ends the day before.

    The body is not signed again (S100). Raises UserError naming accepted_by, or effective_on where
    prices that were announced for a later day would be lost.
    """
    sheet = _draft(session, sheet_id)
    seen(sheet, version)
    if not accepted_by.strip():
        raise UserError("Write down who agreed to it for the client.", "accepted_by")
    held = session.get_one(Agreement, sheet.agreement_id)
    if held.state in rules.OVER:
        raise UserError(f"Agreement {held.number} has ended.", "effective_on")
    put_in_force(session, held, sheet, accepted_on, accepted_by)
    tell(
        session,
        f"{rules.SHEETS[sheet.kind]} {sheet.number} of {held.number}"
        f" holds from {full_date(sheet.effective_on)}",
    )


def put_in_force(
    session: Session, held: Agreement, sheet: PlanSheet, accepted_on: date, accepted_by: str
) -> None:
    """Accept a sheet and end what it replaces; the agreement takes its tier on its day."""
    _refuse_lost_raise(session, sheet)
    ends = sheet.effective_on - timedelta(days=1)
    for line in _running_lines(session, sheet):
        line.to_on = ends
    sheet.state, sheet.accepted_on, sheet.accepted_by = "accepted", accepted_on, accepted_by.strip()
    if sheet.setup_fee and sheet.kind == "plan_sheet":
        # Billing asks the agreement for it, once; that of an amendment comes besides.
        held.setup_fee = sheet.setup_fee
    if sheet.effective_on <= today() or held.state not in rules.RUNNING:
        take_tier(session, held, sheet)
    session.flush()


def take_tier(session: Session, held: Agreement, sheet: PlanSheet) -> None:
    """Let an agreement be called by the tier of its sheet; sheets before it are past."""
    held.tier = sheet.tier
    if sheet.title:
        held.plan = sheet.title
    earlier = select(PlanSheet).where(
        PlanSheet.agreement_id == held.id,
        PlanSheet.state == "accepted",
        PlanSheet.id != sheet.id,
        PlanSheet.effective_on <= sheet.effective_on,
    )
    for one in session.scalars(earlier):
        one.state = "past"


def _refuse_lost_raise(session: Session, sheet: PlanSheet) -> None:
    """Refuse a sheet in front of prices that were announced for a later day."""
    waits = select(PriceRaise.effective_on).where(
        PriceRaise.agreement_id == sheet.agreement_id,
        PriceRaise.state == "announced",
        PriceRaise.effective_on > sheet.effective_on,
    )
    day = session.scalar(waits.limit(1))
    if day is not None:
        raise UserError(
            f"New prices are announced for {full_date(day)}. Let the sheet begin that day,"
            " or drop the announcement first.",
            "effective_on",
        )


def _running_lines(session: Session, sheet: PlanSheet) -> list[AgreementLine]:
    """The lines a sheet replaces: in force on its day or later, and not its own."""
    drafts = select(PlanSheet.id).where(
        PlanSheet.agreement_id == sheet.agreement_id, PlanSheet.state == "draft"
    )
    found = select(AgreementLine).where(
        AgreementLine.agreement_id == sheet.agreement_id,
        or_(AgreementLine.sheet_id.is_(None), AgreementLine.sheet_id != sheet.id),
        or_(AgreementLine.sheet_id.is_(None), AgreementLine.sheet_id.not_in(drafts)),
        or_(AgreementLine.to_on.is_(None), AgreementLine.to_on >= sheet.effective_on),
    )
    return list(session.scalars(found))


def accept_drafts(session: Session, held: Agreement, on: date, by: str) -> None:
    """Accept the sheets that were signed together with their agreement, in their order."""
    if held.state != State.ACTIVE:
        return
    found = select(PlanSheet).where(PlanSheet.agreement_id == held.id, PlanSheet.state == "draft")
    for sheet in session.scalars(found.order_by(PlanSheet.number)):
        put_in_force(session, held, sheet, on, by)
