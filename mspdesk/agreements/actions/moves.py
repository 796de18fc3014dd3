"""How an agreement goes on, one verb for each step: read, sent, signed, renewed, ended."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.rules import Status
from ...database.action import action, tell
from ...database.history import record_history
from ...database.stale import as_seen
from ...dates import add_months, full_date, today
from ...errors import UserError
from ...letters.actions import write_letter
from ...letters.queries import text_of
from ...letters.rules.checks import unfilled
from ...money import shown
from ...shop.actions import next_number
from ...shop.queries import shop as the_shop
from .. import queries, rules
from ..models import Agreement, AgreementLine, PlanSheet, ResponseTarget
from ..queries.letters import leaving_fields
from ..rules import State
from .sheets import accept_drafts

_RENEWED = (
    "client_id kind plan tier title monthly_fee included_minutes rate factor increment_minutes"
    " minimum_minutes after_hours_bills trip_charge payment_type terms_days no_hiring person_id"
    " body_form signer_ours signer_theirs signer_theirs_title reviewed_on review_waiver auto_renew"
    " term_months notice_days every every_unit day_rule periods_ahead days_before proration bucket"
    " rollover rollover_minutes rollover_months overage_rate notes"
).split()
"""What the next agreement takes over from the one it renews."""


WHATS_NEXT = "letters/whats-next"
"""The text of the letter to a client who leaves (C13)."""


def _held(session: Session, agreement_id: int, version: int) -> Agreement:
    return as_seen(session, Agreement, agreement_id, version)


def _move(row: Agreement, wanted: State) -> None:
    rules.check_move(
        State(row.state),
        wanted,
        reviewed_on=row.reviewed_on,
        waiver=row.review_waiver,
        signed_on=row.signed_on,
        signer=row.signer_theirs,
    )
    row.state = wanted


@action("Give to legal review")
def to_legal_review(session: Session, agreement_id: int, version: int) -> None:
    """Give a draft to a lawyer to read."""
    row = _held(session, agreement_id, version)
    _move(row, State.LEGAL_REVIEW)
    tell(session, f"Agreement {row.number} is in legal review")


@action("Take agreement back")
def take_back(session: Session, agreement_id: int, version: int) -> None:
    """Make an agreement a draft again, to change its words; what was sent is taken back."""
    row = _held(session, agreement_id, version)
    _move(row, State.DRAFT)
    row.sent_on, row.body, row.body_edition = None, "", 0
    tell(session, f"Agreement {row.number} is a draft again")


@action("Send agreement")
def send(
    session: Session,
    agreement_id: int,
    version: int,
    sent_on: date,
    reviewed_on: date | None = None,
    waiver: str = "",
) -> None:
    """Freeze the words of an agreement as they go to the client.

    Not before a lawyer reviewed it, or somebody wrote down why it goes out without that (S101):
    raises UserError naming reviewed_on, or sent_on for a day before the review.
    """
    row = _held(session, agreement_id, version)
    row.reviewed_on = reviewed_on or row.reviewed_on
    row.review_waiver = waiver.strip() or row.review_waiver
    _move(row, State.SENT)
    if row.reviewed_on and sent_on < row.reviewed_on:
        raise UserError("It goes out after the review, not before.", "sent_on")
    row.sent_on = sent_on
    freeze_body(session, row)
    tell(session, f"Agreement {row.number} sent")


def freeze_body(session: Session, row: Agreement) -> None:
    """Keep the words as they are today: what is signed later is what was sent."""
    session.flush()
    name = queries.body_form(row.kind, row.body_form)
    row.body = queries.body_text(session, row.id).body
    still = unfilled(row.body)
    if still:
        raise UserError(f"The text still asks for “{still[0]}”. Fill that in first.", "body")
    row.body_form, row.body_edition = name, text_of(session, name).edition


@action("Sign agreement")
def sign(
    session: Session,
    agreement_id: int,
    version: int,
    signed_on: date,
    signer: str,
    signer_title: str = "",
    signer_ours: str = "",
) -> None:
    """Make an agreement active: who signed for the client, and when (S101).

    The sheets that lie with it come into force, the client becomes active, the agreement it renews
    ends the day before, and billing begins with its first day. Raises UserError by field.
    """
    row = _held(session, agreement_id, version)
    row.signed_on, row.signer_theirs = signed_on, signer.strip()
    row.signer_theirs_title = signer_title.strip() or row.signer_theirs_title
    row.signer_ours = signer_ours.strip() or row.signer_ours
    _move(row, State.ACTIVE)
    if row.sent_on and signed_on < row.sent_on:
        raise UserError("It was signed after it was sent, not before.", "signed_on")
    if row.bill_from is None and row.kind in rules.WORKED_UNDER:
        row.bill_from = row.start_on
    accept_drafts(session, row, signed_on, row.signer_theirs)
    _follow(session, row)
    _welcome(session, row)
    session.flush()
    tell(session, f"Agreement {row.number} is active")


def _follow(session: Session, row: Agreement) -> None:
    """End the agreement this one renews on the day before its first."""
    before = session.get(Agreement, row.renews_id) if row.renews_id else None
    if before is None or before.state not in rules.RUNNING:
        return
    before.state = State.RENEWED
    last = row.start_on - timedelta(days=1)
    before.ended_on = max(last, before.start_on)


def _welcome(session: Session, row: Agreement) -> None:
    """A client with an agreement to work under is an active one; its plan shows in lists."""
    client = session.get_one(Client, row.client_id)
    if client.internal or row.kind not in rules.WORKED_UNDER:
        return
    if client.status in (Status.PROSPECT, Status.ASSESSED, Status.PROPOSED, Status.NOTICE):
        client.status = Status.ACTIVE
        client.since_on = client.since_on or row.start_on
    if row.kind == "managed":
        client.plan = row.plan[:40]


@action("Prepare renewal")
def prepare_renewal(
    session: Session,
    agreement_id: int,
    version: int,
    percent: int = 0,
    new_rate: int | None = None,
    start_on: date | None = None,
) -> int:
    """Make the agreement that follows this one, as a draft with its plan sheet; answers its id.

    It starts the day after the last one ends (or on `start_on`), with every price raised by
    `percent` in ten-thousandths and the hourly rate `new_rate`. The old one is due for renewal
    until the new one is signed. Raises UserError by field.
    """
    row = _held(session, agreement_id, version)
    if row.state not in rules.RUNNING:
        raise UserError("Only an agreement that runs is renewed.", "state")
    if queries.next_of(session, agreement_id) is not None:
        raise UserError("The next agreement is being prepared already.", "state")
    begins = start_on or _day_after(session, row)
    if begins is None:
        raise UserError("It has no last day. Say when the next one begins.", "start_on")
    if begins <= row.start_on:
        raise UserError("The next agreement begins after this one did.", "start_on")
    row.state = State.RENEWAL_DUE
    after = _next_agreement(row, begins, new_rate)
    after.number = next_number(session, "agreement")
    session.add(after)
    session.flush()
    _copy_targets(session, row.id, after.id)
    _first_sheet(session, row, after, percent)
    tell(session, f"Agreement {after.number} prepared")
    return after.id


def _day_after(session: Session, row: Agreement) -> date | None:
    held = queries.agreement(session, row.id)
    term = held.term_on(today()) if held else None
    return term.renews_on if term else None


def _next_agreement(row: Agreement, begins: date, new_rate: int | None) -> Agreement:
    taken: dict[str, Any] = {name: getattr(row, name) for name in _RENEWED}
    after = Agreement(
        number="",
        state=State.DRAFT,
        start_on=begins,
        end_on=add_months(begins, max(1, row.term_months)) - timedelta(days=1),
        drafted_on=today(),
        renews_id=row.id,
        **taken,
    )
    after.setup_fee = 0
    if new_rate is not None:
        after.rate = new_rate
    return after


def _copy_targets(session: Session, from_id: int, to_id: int) -> None:
    found = select(ResponseTarget).where(ResponseTarget.agreement_id == from_id)
    for one in session.scalars(found).all():
        session.add(ResponseTarget(agreement_id=to_id, priority=one.priority, minutes=one.minutes))


def _first_sheet(session: Session, row: Agreement, after: Agreement, percent: int) -> None:
    """The plan sheet of the next agreement: the lines of the last at the prices proposed."""
    on = after.start_on
    last = queries.last_day(session, row.id)
    asked = min(on, last) if last else on
    lines = queries.lines_on(session, row.id, asked, asked)
    if not lines:
        return
    after.monthly_fee = 0
    before = queries.sheet_on(session, row.id, asked)
    sheet = PlanSheet(
        agreement_id=after.id,
        number=1,
        kind="plan_sheet",
        dated_on=today(),
        effective_on=on,
        title=row.plan,
        tier=row.tier,
        included=before.included if before else "",
        excluded=before.excluded if before else "",
        minimums=before.minimums if before else "",
    )
    session.add(sheet)
    session.flush()
    for n, line in enumerate(lines, 1):
        session.add(
            AgreementLine(
                agreement_id=after.id,
                sheet_id=sheet.id,
                item_id=line.item_id,
                position=n,
                kind=line.kind,
                text=line.text,
                unit=line.unit,
                counts=line.counts,
                quantity=line.quantity,
                price=line.price if line.bundled else rules.raised(line.price, percent),
                cost=line.cost,
                taxable=line.taxable,
                tax_code=line.tax_code,
                bundled=line.bundled,
                from_on=on,
                replaces_id=line.id or None,
            )
        )
    session.flush()


@action("Extend agreement")
def extend(session: Session, agreement_id: int, version: int, months: int | None = None) -> None:
    """Let an agreement go on as it stands for another term (or so many months)."""
    row = _held(session, agreement_id, version)
    if row.state not in rules.RUNNING or row.end_on is None:
        raise UserError("Only an agreement that runs to a last day is extended.", "state")
    if row.notice_on is not None:
        raise UserError("Notice was given. Take that back first.", "state")
    count = row.term_months if months is None else months
    if count < 1:
        raise UserError("Type for how many months it goes on.", "months")
    row.end_on = add_months(row.end_on + timedelta(days=1), count) - timedelta(days=1)
    row.state = State.ACTIVE
    tell(session, f"Agreement {row.number} goes on to {full_date(row.end_on)}")


@action("Let agreement expire")
def let_expire(session: Session, agreement_id: int, version: int) -> None:
    """Let an agreement end on its last day without another one."""
    row = _held(session, agreement_id, version)
    if row.end_on is None:
        raise UserError("It has no last day. Give notice instead.", "end_on")
    _move(row, State.EXPIRED)
    row.ended_on = row.end_on
    tell(session, f"Agreement {row.number} ends on {full_date(row.end_on)}")


@action("Give notice")
def give_notice(
    session: Session,
    agreement_id: int,
    version: int,
    notice_on: date,
    last_on: date,
    why: str,
    *,
    agreed: bool = False,
) -> None:
    """Write down that one side ends an agreement, and its last day (S121).

    From now on the client's work is paid ahead unless another agreement goes on. `agreed` lets
    both sides shorten the notice. Raises UserError by field.
    """
    row = _held(session, agreement_id, version)
    if row.state not in rules.RUNNING:
        raise UserError("Only an agreement that runs can be given notice.", "state")
    if row.notice_on is not None:
        raise UserError("Notice was given already.", "state")
    if last_on < row.start_on:
        raise UserError("The last day cannot be before the first.", "last_on")
    rules.check_notice(notice_on, last_on, 0 if agreed else row.notice_days)
    row.notice_on, row.end_on, row.ended_why = notice_on, last_on, why.strip()
    session.flush()
    client = session.get_one(Client, row.client_id)
    if client.status == Status.ACTIVE and not queries.goes_on_without(session, row.id):
        client.status = Status.NOTICE
    tell(session, f"Notice given, {row.number} ends on {full_date(last_on)}")


@action("Write what happens next")
def write_whats_next(session: Session, agreement_id: int) -> int:
    """Write the letter that says what happens until the last day, as a draft; answers its id."""
    held = queries.agreement(session, agreement_id)
    fields = leaving_fields(session, held) if held is not None else {}
    if held is None or not fields:
        raise UserError("No notice was given.", "state")
    return write_letter(
        session, held.client_id, WHATS_NEXT, fields, about=f"agreement:{agreement_id}"
    )


@action("Take notice back")
def withdraw_notice(session: Session, agreement_id: int, version: int) -> None:
    """Both sides go on after all: the agreement, its last day and the client are as before."""
    row = _held(session, agreement_id, version)
    if row.notice_on is None or row.state not in rules.RUNNING:
        raise UserError("No notice was given.", "state")
    row.end_on = _last_day_before_notice(session, row)
    row.notice_on, row.ended_why = None, ""
    client = session.get_one(Client, row.client_id)
    if client.status == Status.NOTICE:
        client.status = Status.ACTIVE
    until = f" to {full_date(row.end_on)}" if row.end_on else ""
    tell(session, f"Agreement {row.number} goes on{until}")


def _last_day_before_notice(session: Session, row: Agreement) -> date | None:
    """The last day as it was agreed, from the journal; as it stands where that knows no notice."""
    for _, change in record_history(session, Agreement.__tablename__, row.id):
        noticed = change.after.get("notice_on") and not change.before.get("notice_on")
        if noticed and "end_on" in change.before:
            stored = change.before["end_on"]
            return date.fromisoformat(stored) if stored else None
        if noticed:
            break
    return row.end_on


@action("Terminate agreement")
def terminate(
    session: Session, agreement_id: int, version: int, ended_on: date, why: str = ""
) -> int:
    """End an agreement on a day; answers what is to be given back of hours paid ahead (S121).

    The refund itself is a credit that Billing makes from the block. Raises UserError by field.
    """
    row = _held(session, agreement_id, version)
    if ended_on < row.start_on:
        raise UserError("The last day cannot be before the first.", "ended_on")
    words = why.strip() or row.ended_why
    if not words:
        raise UserError("Say in a few words why it ends.", "why")
    _move(row, State.TERMINATED)
    row.ended_on, row.ended_why = ended_on, words
    session.flush()
    due = sum(one.amount for one in queries.refunds_due(session, agreement_id))
    said = f"Agreement {row.number} ended"
    if due:
        said += f", {shown(due, the_shop(session).money)} of hours paid ahead to give back"
    tell(session, said)
    return due
