"""What must hold for scripts and calls, whoever wrote them and whatever was undone."""

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from ...sales.models.pipeline import Opportunity
from ..models import CallRecord, CallTarget, DoNotCall, Script, ScriptSlot, ScriptVersion
from ..rules.calling import TO_CALL, number_of
from ..rules.scripts import MUST


def check_scripts(session: Session) -> list[str]:
    """Published scripts that say nothing to a voicemail (S125)."""
    found = session.execute(
        select(Script.name, ScriptVersion.number)
        .join(ScriptVersion, ScriptVersion.script_id == Script.id)
        .where(
            ScriptVersion.published_on.is_not(None),
            ~exists().where(
                ScriptSlot.version_id == ScriptVersion.id,
                ScriptSlot.code == MUST,
                ScriptSlot.words != "",
            ),
        )
        .order_by(ScriptVersion.id)
    )
    return [
        f"{row.name}, version {row.number} is published without words for voicemail."
        for row in found
    ]


def check_calls(session: Session) -> list[str]:
    """Companies whose tries are not their calls, and stopped numbers that would still be called."""
    counted = (
        select(CallRecord.target_id, func.count().label("calls"))
        .group_by(CallRecord.target_id)
        .subquery()
    )
    calls = func.coalesce(counted.c.calls, 0)
    wrong = [
        f"{row.company} was called {row.calls} times and counts {row.tries}."
        for row in session.execute(
            select(CallTarget.company, CallTarget.tries, calls.label("calls"))
            .outerjoin(counted, counted.c.target_id == CallTarget.id)
            .where(CallTarget.tries != calls)
            .order_by(CallTarget.id)
        )
    ]
    stopped = select(DoNotCall.phone_digits)
    wrong += [
        f"{company} asked never to be called and stands among those to call."
        for company in session.scalars(
            select(CallTarget.company)
            .where(CallTarget.state.in_(TO_CALL), CallTarget.phone_digits.in_(stopped))
            .order_by(CallTarget.id)
        )
    ]
    odd = select(CallTarget.company, CallTarget.phone, CallTarget.phone_digits).where(
        or_(CallTarget.phone_digits == "", CallTarget.phone == "")
    )
    wrong += [
        f"{row.company} has a number that cannot be compared."
        for row in session.execute(odd)
        if number_of(row.phone) != row.phone_digits or not row.phone_digits
    ]
    return wrong


def check_sales(session: Session) -> list[str]:
    """Calls that opened a sale with somebody else than they were made to."""
    found = (
        select(CallTarget.company)
        .join(CallRecord, CallRecord.target_id == CallTarget.id)
        .join(Opportunity, Opportunity.id == CallRecord.opportunity_id)
        .where(or_(CallRecord.client_id.is_(None), CallRecord.client_id != Opportunity.client_id))
        .order_by(CallRecord.id)
    )
    return [
        f"A call to {name} leads to an opportunity of another client."
        for name in session.scalars(found)
    ]


CHECKS = (check_scripts, check_calls, check_sales)
