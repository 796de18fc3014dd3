"""What becomes of a decision: a yes opens an opportunity, a no stands among advice (S130)."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...dates import full_date, today
from ...errors import UserError
from ...people.queries import works_here
from ...sales.actions.advice import decline_advice, give_advice, take_advice
from ...sales.actions.opportunities import open_opportunity
from ...sales.models.advice import Advice
from ...sales.models.pipeline import Opportunity
from ...sales.rules.advice import Answer
from ..models import RoadmapDecision, RoadmapMeeting
from ..queries.decisions import advice_by_words, spoken
from ..rules.words import first_line


def leader(session: Session, row: RoadmapMeeting) -> int | None:
    """Who led the meeting, while they work here."""
    here = row.lead_id is not None and works_here(session, row.lead_id)
    return row.lead_id if here else None


def _advice_of(session: Session, row: RoadmapMeeting, made: RoadmapDecision) -> Advice | None:
    """The newest advice to the client in the words of a decision."""
    known = advice_by_words(session, [row.client_id])
    found = known.get((row.client_id, spoken(made.text)))
    return session.get(Advice, found) if found is not None else None


def keep_no(
    session: Session, row: RoadmapMeeting, made: RoadmapDecision, risk: str, choice: str
) -> None:
    """Keep a no among declined advice, and write the letter they sign as a draft.

    Open advice in the same words gets this answer. With neither a risk nor what they chose nothing
    is kept. Raises UserError naming `risk` or `choice`.
    """
    advice = _advice_of(session, row, made)
    if not (risk.strip() or choice.strip()) or (advice and advice.state != Answer.OPEN):
        return
    day = min(row.on, today())
    if advice is None:
        details = {"advised_on": day, "price": made.amount, "source": f"roadmap:{row.id}"}
        id_ = give_advice(session, row.client_id, first_line(made.text), risk, details)
    else:
        id_, day = advice.id, max(day, advice.advised_on)
    decline_advice(session, id_, choice, day, made.who)


@action("Open opportunity of decision")
def open_decided(session: Session, decision_id: int) -> int:
    """Open the opportunity of what was decided, nothing typed again; answers its id.

    Both share the sales ticket; one that is there already is answered. Open advice in the same
    words is taken with it. Raises UserError for what we do not do.
    """
    made = session.get_one(RoadmapDecision, decision_id)
    if made.kind != "ours" or made.ticket_id is None:
        raise UserError("Only what we do can become an opportunity.")
    there = select(func.min(Opportunity.id)).where(Opportunity.ticket_id == made.ticket_id)
    held = session.scalar(there)
    if held is not None:
        return held
    row = session.get_one(RoadmapMeeting, made.meeting_id)
    here = made.person_id is not None and works_here(session, made.person_id)
    details = {
        "once": made.amount or 0,
        "owner_id": made.person_id if here else leader(session, row),
        "source": "Roadmap meeting",
        "notes": made.text,
        "words": f"Decided at the roadmap meeting on {full_date(row.on)}.",
    }
    opened = open_opportunity(session, row.client_id, first_line(made.text), details)
    sale = session.get_one(Opportunity, opened)
    sale.ticket_id = made.ticket_id
    session.flush()
    advice = _advice_of(session, row, made)
    if advice is not None and advice.state == Answer.OPEN:
        day = max(min(row.on, today()), advice.advised_on)
        take_advice(session, advice.id, day, made.who, opened)
    tell(session, f"{sale.number} opened from the roadmap meeting")
    return opened
