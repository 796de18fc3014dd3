"""What a call means for the pipeline: an opportunity is opened, goes on, is put off or lost."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...dates import clock_time, today
from ...sales.actions.moving import later, lose, move_stage
from ...sales.actions.opportunities import edit_opportunity, open_opportunity
from ...sales.actions.stages import ensure_stages
from ...sales.models.pipeline import Opportunity, PipelineStage
from ...sales.rules.pipeline import BOOKED, LONGEST_TITLE, Kind
from ..models import CallList, CallRecord, CallTarget
from ..queries.scripts import version_page
from ..rules.calling import TALKING

TITLE = "Managed services"
"""What an opportunity is called where the script does not say what is offered."""

_LOST = {"no": "Said no on the phone", "stop": "Asked never to be called again"}


def agreed_to_meet(session: Session, row: CallTarget, call: CallRecord, meeting: datetime) -> int:
    """The opportunity of an appointment: the one that is open goes on, else one is opened."""
    step = f"Meet {row.contact or row.company}, {clock_time(meeting)}"
    return _open_or_move(session, row, call, BOOKED, (meeting.date(), step))


def talks_with_us(session: Session, row: CallTarget, call: CallRecord, again: date | None) -> int:
    """The opportunity of somebody who talks with us; the next step is the next call."""
    step = f"Call {row.contact or row.company} again"
    return _open_or_move(session, row, call, TALKING, (again, step))


def _open_or_move(
    session: Session, row: CallTarget, call: CallRecord, stage: str, step: tuple[date | None, str]
) -> int:
    if row.client_id is None:
        raise AssertionError("whoever talks with us is a prospect by then")
    ensure_stages(session)
    held = session.scalar(
        select(Opportunity.id)
        .join(PipelineStage, PipelineStage.id == Opportunity.stage_id)
        .where(
            Opportunity.client_id == row.client_id,
            Opportunity.closed_on.is_(None),
            PipelineStage.kind.in_((Kind.OPEN, Kind.LATER)),
        )
        .order_by(Opportunity.id.desc())
        .limit(1)
    )
    next_step = {"next_on": step[0], "next_step": step[1][:200]}
    if held is None:
        source = session.scalar(select(CallList.name).where(CallList.id == row.list_id)) or ""
        details = {**next_step, "source": f"Call, {source}"[:200], "stage": stage}
        return open_opportunity(session, row.client_id, _title(session, call.version_id), details)
    moved = _move_on(session, held, stage, call.words, step[0])
    found = session.get_one(Opportunity, held)
    # One that is further than a talk has a next step of its own, which a talk does not take away.
    if moved or stage == BOOKED or found.next_on is None or found.next_on <= today():
        edit_opportunity(session, held, found.version, next_step)
    return held


def _move_on(session: Session, opportunity_id: int, key: str, words: str, day: date | None) -> bool:
    """Put an opportunity into a stage unless it is further already; answers whether it is not."""
    row = session.get_one(Opportunity, opportunity_id)
    stage = session.execute(
        select(PipelineStage.position, PipelineStage.active).where(PipelineStage.key == key)
    ).first()
    held = session.get_one(PipelineStage, row.stage_id)
    if stage is None or (held.kind == Kind.OPEN and held.position > stage[0]):
        return False
    if stage[1] and held.key != key:
        move_stage(session, opportunity_id, None, key, words, day)
        session.flush()
    return True


def _title(session: Session, version_id: int | None) -> str:
    """What may be sold: what the script offers, from its own words."""
    page = version_page(session, version_id)
    offer = page.offer if page is not None else ""
    for article in ("a ", "an ", "the ", "one "):
        offer = offer.removeprefix(article)
    return f"{offer[:1].upper()}{offer[1:]}"[:LONGEST_TITLE].rstrip() or TITLE


def carry_on(session: Session, row: CallTarget, call: CallRecord, again: date | None) -> str:
    """Let an opportunity that calls opened go with a later call; says what became of it.

    One that went further than a talk is somebody's own work and stays as it is.
    """
    found = _opened_by_calls(session, row.id)
    if found is None:
        return ""
    call.opportunity_id = found.id
    if call.outcome in _LOST:
        why = _LOST[call.outcome]
        lose(session, found.id, None, f"{why}: {call.words}" if call.words else why)
        return "its opportunity is lost"
    if again is None:
        return ""
    if call.outcome == "not_now" and again > today():
        later(session, found.id, None, again, call.words)
        return "its opportunity is put off"
    edit_opportunity(session, found.id, found.version, {"next_on": again})
    return ""


def _opened_by_calls(session: Session, target_id: int) -> Opportunity | None:
    """The opportunity that talks with a company led to, while it is no further than a talk."""
    talked = select(PipelineStage.position).where(PipelineStage.key == TALKING).scalar_subquery()
    return session.scalar(
        select(Opportunity)
        .join(CallRecord, CallRecord.opportunity_id == Opportunity.id)
        .join(PipelineStage, PipelineStage.id == Opportunity.stage_id)
        .where(
            CallRecord.target_id == target_id,
            Opportunity.closed_on.is_(None),
            (PipelineStage.kind == Kind.LATER)
            | ((PipelineStage.kind == Kind.OPEN) & (PipelineStage.position <= talked)),
        )
        .order_by(Opportunity.id.desc())
        .limit(1)
    )
