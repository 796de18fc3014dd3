"""How an opportunity goes through the stages: on, put off, lost, declined, decided about (S129)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.actions import change_status
from ...clients.models import Client
from ...clients.rules import NEXT, WORDS, WORKED_FOR, Status
from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import full_date, now, today
from ...errors import UserError
from ..models.pipeline import Opportunity, OpportunityMove, PipelineStage
from ..models.worksheet import Worksheet
from ..rules import pipeline as rules
from ..rules.pipeline import Kind
from ..rules.worksheet import DECISION_WORDS, Decision, checked_decision
from .opportunities import carry_status
from .stages import ensure_stages, first_stage, stage_of


@action("Move opportunity")
def move_stage(
    session: Session,
    opportunity_id: int,
    version: int | None,
    stage_key: str,
    words: str = "",
    on: date | None = None,
) -> None:
    """Put an opportunity into another stage; a prospect's status goes along, never back.

    Lost and declined need `words` why, Not now the day (`on`) to come back to it; for an open stage
    `on` is the day of the next step. Winning is a verb of its own. Raises UserError by field:
    stage, reason, next_on.
    """
    row = as_seen(session, Opportunity, opportunity_id, version)
    _refuse_won(session, row)
    before = session.get_one(PipelineStage, row.stage_id).position
    stage = stage_of(session, stage_key)
    kind = Kind(stage.kind)
    if kind is Kind.WON:
        raise UserError("Say when it begins and what follows: press Won.", "stage")
    if kind is Kind.DECLINED:
        _decline(session, row, words)
    elif kind is Kind.LOST:
        _close(session, row, stage, rules.checked_reason(words))
    elif kind is Kind.LATER:
        _put_off(session, row, stage, on, words)
    else:
        _go_on(session, row, stage, words, on)
    client = session.get_one(Client, row.client_id)
    session.flush()
    back = kind is Kind.OPEN and stage.position < before
    tell(session, f"{client.name}: {stage.name}{_kept(client, stage) if back else ''}")


def _kept(client: Client, stage: PipelineStage) -> str:
    """That a company keeps the status it came to, where a stage it goes back to gives another."""
    if client.status not in rules.STATUSES or client.status == stage.client_status:
        return ""
    return f". The company stays {WORDS[Status(client.status)].lower()}."


@action("Lose opportunity")
def lose(session: Session, opportunity_id: int, version: int | None, reason: str) -> None:
    """Write down that they said no, and why; the prospect stays one. Raises UserError: reason."""
    move_stage(session, opportunity_id, version, _key(session, Kind.LOST), reason)


@action("Decline prospect")
def decline(session: Session, opportunity_id: int, version: int | None, reason: str) -> None:
    """Write down that we do not take it on, and why; nothing is sent.

    A prospect becomes declined with all that was open for it, and so does its worksheet; a client
    stays one. Raises UserError naming `reason`.
    """
    move_stage(session, opportunity_id, version, _key(session, Kind.DECLINED), reason)


@action("Put opportunity off")
def later(
    session: Session, opportunity_id: int, version: int | None, next_on: date | None, words: str
) -> None:
    """Put an opportunity off to a day. Raises UserError naming next_on."""
    move_stage(session, opportunity_id, version, _key(session, Kind.LATER), words, next_on)


@action("Take opportunity up again")
def reopen(session: Session, opportunity_id: int, version: int | None, stage_key: str = "") -> None:
    """Go on with one that was lost, declined or put off: in a stage, else the last open one it had.

    One that was won is taken back by Undo alone. A client that was declined, or left, is a prospect
    again.
    """
    row = as_seen(session, Opportunity, opportunity_id, version)
    _refuse_won(session, row)
    before = (
        select(PipelineStage.key)
        .join(OpportunityMove, OpportunityMove.from_stage == PipelineStage.key)
        .where(OpportunityMove.opportunity_id == row.id, PipelineStage.kind == Kind.OPEN)
    )
    last = session.scalar(before.order_by(OpportunityMove.id.desc()).limit(1))
    _go_on(session, row, first_stage(session, stage_key or last or ""), "", None)
    session.flush()
    tell(session, f"{row.number} {row.title} is open again")


@action("Decide on prospect")
def decide(
    session: Session,
    opportunity_id: int,
    version: int | None,
    decision: str,
    reason: str,
    next_on: date | None = None,
) -> None:
    """Accept a prospect, educate it first, or decline it: with a reason, and nothing is sent.

    The worksheet, where it is undecided, says the same. Accepting one that is not as far goes on to
    the assessment; educating it needs a day to talk again. Raises UserError by field: decision,
    reason, next_on.
    """
    row = as_seen(session, Opportunity, opportunity_id, version)
    _refuse_won(session, row)
    chosen = checked_decision(decision, reason)
    if chosen is Decision.DECLINE:
        _decline(session, row, reason)
    else:
        if chosen is Decision.EDUCATE and (next_on is None or next_on < today()):
            raise UserError("Choose the day you talk with them again.", "next_on")
        _accept(session, row, chosen, reason.strip(), next_on)
    client = session.get_one(Client, row.client_id)
    session.flush()
    tell(session, f"{client.name}: {DECISION_WORDS[chosen].lower()}")


def _refuse_won(session: Session, row: Opportunity) -> None:
    """What was won has its papers; only Undo takes it back."""
    if session.get_one(PipelineStage, row.stage_id).kind == Kind.WON:
        raise UserError("It was won. Open another opportunity for what comes next.", "stage")


def _accept(
    session: Session, row: Opportunity, chosen: Decision, reason: str, next_on: date | None
) -> None:
    held = session.get_one(PipelineStage, row.stage_id)
    _say_decision(session, row, chosen, reason)
    booked = first_stage(session, rules.BOOKED)
    behind = held.position < booked.position or held.kind != Kind.OPEN
    if chosen is Decision.ACCEPT and booked.key == rules.BOOKED and behind:
        _go_on(session, row, booked, reason, next_on)
        return
    row.next_on = next_on or row.next_on
    if chosen is Decision.EDUCATE and not row.next_step:
        row.next_step = "Talk about what they need to know first"


def _say_decision(session: Session, row: Opportunity, chosen: Decision, reason: str) -> None:
    """Write a decision down here and on the undecided worksheets of a prospect."""
    row.decision, row.decided_on, row.decided_why = chosen, today(), reason
    if session.get_one(Client, row.client_id).status in WORKED_FOR:
        return
    undecided = select(Worksheet).where(
        Worksheet.client_id == row.client_id, Worksheet.decision == ""
    )
    for sheet in session.scalars(undecided):
        sheet.decision, sheet.reason = chosen, reason
        sheet.decided_on, sheet.decided_by_id = today(), acting(session)


def _decline(session: Session, row: Opportunity, reason: str) -> None:
    reason = rules.checked_reason(reason)
    _say_decision(session, row, Decision.DECLINE, reason)
    _close(session, row, stage_of(session, _key(session, Kind.DECLINED)), reason)
    client = session.get_one(Client, row.client_id)
    if Status.DECLINED in NEXT[Status(client.status)]:
        change_status(session, client.id, Status.DECLINED, reason)
        decline_all(session, client.id, reason)


def decline_all(session: Session, client_id: int, reason: str) -> None:
    """Close whatever is open for a client that was declined, with the same reason."""
    held = select(Opportunity).where(
        Opportunity.client_id == client_id, Opportunity.closed_on.is_(None)
    )
    rows = session.scalars(held).all()
    if not rows:
        return
    stage = stage_of(session, _key(session, Kind.DECLINED))
    for one in rows:
        _close(session, one, stage, reason)
        one.decision, one.decided_on, one.decided_why = Decision.DECLINE, today(), reason


def take_up_declined(session: Session, client_id: int, since: date) -> None:
    """Open again what was closed when a client was declined on a day, where it stood before."""
    held = (
        select(Opportunity)
        .join(PipelineStage, PipelineStage.id == Opportunity.stage_id)
        .where(
            Opportunity.client_id == client_id,
            PipelineStage.kind == Kind.DECLINED,
            Opportunity.closed_on >= since,
        )
    )
    for one in session.scalars(held).all():
        reopen(session, one.id, None)


def _close(session: Session, row: Opportunity, stage: PipelineStage, reason: str) -> None:
    note_move(session, row, stage, reason)
    row.closed_on, row.closed_why, row.next_on = today(), reason, None


def close_won(session: Session, row: Opportunity, words: str) -> None:
    """Put an opportunity into the stage of what was won."""
    _close(session, row, stage_of(session, _key(session, Kind.WON)), words)


def _put_off(
    session: Session, row: Opportunity, stage: PipelineStage, on: date | None, words: str
) -> None:
    if on is None or on <= today():
        raise UserError("Choose the day after today on which you come back to it.", "next_on")
    prospect_again(session, session.get_one(Client, row.client_id))
    note_move(session, row, stage, words.strip() or f"Until {full_date(on)}")
    row.closed_on, row.closed_why, row.next_on = None, "", on


def _go_on(
    session: Session, row: Opportunity, stage: PipelineStage, words: str, on: date | None
) -> None:
    client = session.get_one(Client, row.client_id)
    prospect_again(session, client)
    if row.decision == Decision.DECLINE:
        row.decision, row.decided_on, row.decided_why = "", None, ""
    note_move(session, row, stage, words.strip())
    row.closed_on, row.closed_why = None, ""
    row.next_on = on or row.next_on
    carry_status(session, client, stage.client_status)


def prospect_again(session: Session, client: Client) -> None:
    """Let somebody we declined, or who left, be a prospect: who is neither stays what it is."""
    if client.status not in (Status.DECLINED, Status.FORMER):
        return
    declined = client.status == Status.DECLINED
    change_status(session, client.id, Status.PROSPECT)
    if declined:
        _take_back(session, client.id)


def _take_back(session: Session, client_id: int) -> None:
    """Let the worksheets of somebody we declined be undecided again."""
    declined = select(Worksheet).where(
        Worksheet.client_id == client_id, Worksheet.decision == Decision.DECLINE
    )
    for sheet in session.scalars(declined):
        sheet.decision, sheet.reason, sheet.decided_on, sheet.decided_by_id = "", "", None, None


def note_move(session: Session, row: Opportunity, stage: PipelineStage, words: str) -> None:
    """Put an opportunity into a stage and remember from where; staying where it is says nothing."""
    if row.stage_id == stage.id:
        return
    before = session.get_one(PipelineStage, row.stage_id)
    session.add(
        OpportunityMove(
            opportunity_id=row.id,
            at=now(),
            person_id=acting(session),
            from_stage=before.key,
            to_stage=stage.key,
            words=words,
        )
    )
    row.stage_id = stage.id


def _key(session: Session, kind: Kind) -> str:
    """The key of the one stage of a kind that verbs lead to."""
    ensure_stages(session)
    found = select(PipelineStage.key).where(PipelineStage.kind == kind)
    return session.scalars(found.order_by(PipelineStage.position).limit(1)).one()
