"""Writing down what an agreement says: the record, its response targets, its papers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database import blobs
from ...database.action import acting, action, tell
from ...database.leaning import leaning
from ...database.stale import as_seen
from ...dates import now, today
from ...errors import UserError
from ...people.models import Person
from ...shop.actions import next_number
from .. import rules
from ..models import Agreement, AgreementFile, AgreementLine, PlanSheet, ResponseTarget
from ..rules import State

_FIXED = frozenset(
    {"id", "version", "number", "client_id", "state", "body", "body_edition", "renews_id"}
    | {"sent_on", "notice_on", "ended_on", "ended_why", "source", "source_id", "batch_id"}
)
"""Columns that only verbs of their own may set."""

_NOT_BELOW_ZERO = (
    "monthly_fee",
    "included_minutes",
    "rate",
    "increment_minutes",
    "minimum_minutes",
    "trip_charge",
    "setup_fee",
    "terms_days",
    "notice_days",
    "days_before",
    "rollover_minutes",
    "rollover_months",
    "overage_rate",
)


@action("Add agreement")
def add_agreement(
    session: Session,
    client_id: int,
    kind: str,
    start_on: date,
    details: Mapping[str, Any] | None = None,
) -> int:
    """Write down what is to be agreed with a client, as a draft; answers its id.

    One that already runs is written down with the state active, the day it was signed and by whom;
    it is billed from the day `bill_from` says, and not before somebody says so. Raises UserError
    by field.
    """
    given = dict(details or {})
    state = str(given.pop("state", State.DRAFT))
    row = Agreement(
        number="",
        client_id=client_id,
        kind=kind,
        start_on=start_on,
        plan="",
        state=State.DRAFT,
        drafted_on=today(),
        factor=None,
        increment_minutes=None,
        minimum_minutes=None,
    )
    client = session.get_one(Client, client_id)
    row.periods_ahead = _ahead(kind, given.get("payment_type") or client.payment_type)
    fill(row, given)
    if kind == "contractor":
        _check_contractor(session, row)
    row.state = _begins(row, state)
    row.number = next_number(session, "agreement")
    session.add(row)
    session.flush()
    tell(session, f"Agreement {row.number} added")
    return row.id


def _ahead(kind: str, payment_type: str) -> int:
    """How many periods are paid at once: three by who pays a plan by check (B5)."""
    return rules.CHECK_PERIODS if kind == "managed" and payment_type == "check" else 1


def _begins(row: Agreement, state: str) -> State:
    """The state a new record starts in: a draft, or one that was signed elsewhere already runs."""
    if state == State.ACTIVE:
        rules.check_move(
            State.SENT,
            State.ACTIVE,
            reviewed_on=row.reviewed_on,
            waiver=row.review_waiver,
            signed_on=row.signed_on,
            signer=row.signer_theirs,
        )
        return State.ACTIVE
    if state != State.DRAFT:
        raise UserError("A new agreement is a draft, or one that already runs.", "state")
    return State.DRAFT


def _check_contractor(session: Session, row: Agreement) -> None:
    """A contractor's agreement names the person (S026)."""
    if row.person_id is None or session.get(Person, row.person_id) is None:
        raise UserError("Choose whose agreement this is.", "person_id")


@action("Change agreement")
def edit_agreement(
    session: Session, agreement_id: int, version: int, changes: Mapping[str, Any]
) -> None:
    """Change the record of an agreement; entries that were billed keep what they were billed."""
    row = as_seen(session, Agreement, agreement_id, version)
    fill(row, changes)
    if row.kind == "contractor":
        _check_contractor(session, row)
    tell(session, f"Agreement {row.number} saved")


@action("Set response targets")
def set_targets(session: Session, agreement_id: int, minutes: Mapping[int, int | None]) -> None:
    """Say how soon a ticket of each priority is answered, in minutes (S057).

    A priority that is left out or None has no target of its own. Raises UserError naming
    target_1 to target_4.
    """
    row = session.get_one(Agreement, agreement_id)
    found = select(ResponseTarget).where(ResponseTarget.agreement_id == agreement_id)
    held = {one.priority: one for one in session.scalars(found)}
    for priority in rules.PRIORITIES:
        wanted = minutes.get(priority)
        if wanted is not None and wanted < 1:
            raise UserError("Type how soon, such as 0:30 or 4h.", f"target_{priority}")
        _set_target(session, agreement_id, held.get(priority), priority, wanted)
    tell(session, f"Response targets of {row.number} saved")


def _set_target(
    session: Session,
    agreement_id: int,
    held: ResponseTarget | None,
    priority: int,
    wanted: int | None,
) -> None:
    if held is not None and wanted is None:
        session.delete(held)
    elif held is not None:
        held.minutes = wanted or held.minutes
    elif wanted is not None:
        session.add(ResponseTarget(agreement_id=agreement_id, priority=priority, minutes=wanted))


@action("Attach paper")
def attach_file(
    session: Session, agreement_id: int, name: str, content: bytes, kind: str = "signed"
) -> int:
    """Keep a paper with an agreement: the signed copy, a scan. Answers its id.

    Raises UserError naming `file` for an empty one, Trouble when it cannot be kept.
    """
    if not content:
        raise UserError("This file is empty. Choose another one.", "file")
    row = session.get_one(Agreement, agreement_id)
    paper = AgreementFile(
        agreement_id=row.id,
        blob=blobs.put(session, content),
        name=name.strip() or "Signed copy",
        kind=kind,
        at=now(),
        person_id=acting(session),
    )
    session.add(paper)
    session.flush()
    tell(session, f"{paper.name} attached to {row.number}")
    return paper.id


@action("Take off paper")
def remove_file(session: Session, file_id: int) -> None:
    """Take a paper off an agreement; the bytes stay with the books."""
    paper = session.get_one(AgreementFile, file_id)
    session.delete(paper)
    tell(session, f"{paper.name} taken off")


@action("Drop draft agreement")
def drop_draft(session: Session, agreement_id: int, version: int) -> None:
    """Throw away an agreement that nobody was sent, with its sheets; Undo brings it back."""
    row = as_seen(session, Agreement, agreement_id, version)
    if row.state not in (State.DRAFT, State.LEGAL_REVIEW):
        raise UserError("Only a draft that was not sent can be dropped.", "state")
    own = (AgreementLine, PlanSheet, ResponseTarget, AgreementFile)
    other = leaning(session, Agreement, row.id, but={kind.__tablename__ for kind in own})
    if other:
        raise UserError(
            f"This client's {other} leads to it, so it stays. Change the draft instead, or take "
            "back with Undo what made it.",
            "state",
        )
    for kind in own:
        for one in session.scalars(select(kind).where(kind.agreement_id == row.id)):
            session.delete(one)
        session.flush()
    before = session.get(Agreement, row.renews_id) if row.renews_id else None
    if before is not None and before.state == State.RENEWAL_DUE:
        before.state = State.ACTIVE
    session.delete(row)
    tell(session, f"Draft {row.number} dropped")


def fill(row: Agreement, changes: Mapping[str, Any]) -> None:
    """Set known columns, text trimmed, and check them; raises UserError by field."""
    for name, value in changes.items():
        if name in _FIXED or name not in Agreement.__table__.columns:
            raise AttributeError(name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    _check_words(row)
    _check_figures(row)


def _check_words(row: Agreement) -> None:
    if row.kind not in rules.KINDS:
        raise UserError("Choose what kind of agreement it is.", "kind")
    for name, known, words in (
        ("every_unit", rules.EVERY, "Choose days, weeks, months or years."),
        ("bucket", rules.BUCKETS, "Choose how hours are paid ahead."),
        ("rollover", rules.ROLLOVERS, "Choose what becomes of unused hours."),
        ("proration", rules.PRORATIONS, "Choose how a change within a period bills."),
        ("payment_type", rules.PAYMENT_TYPES, "Choose how the client pays."),
    ):
        value = getattr(row, name)
        if value is not None and value not in known:
            raise UserError(words, name)
    row.day_rule = rules.check_day_rule(row.day_rule or "")


def _check_figures(row: Agreement) -> None:
    if row.end_on and row.end_on < row.start_on:
        raise UserError("The last day cannot be before the first.", "end_on")
    if row.bill_from and row.bill_from < row.start_on:
        raise UserError("Billing cannot begin before the agreement does.", "bill_from")
    for name in _NOT_BELOW_ZERO:
        value = getattr(row, name)
        if value is not None and value < 0:
            raise UserError("Type a figure that is not below zero.", name)
    for name in ("every", "periods_ahead", "term_months"):
        value = getattr(row, name)
        if value is not None and value < 1:
            raise UserError("Type a figure of 1 or more.", name)
    if row.factor is not None and row.factor < 10_000:
        raise UserError("After hours costs at least as much as in hours: 1 or more.", "factor")
