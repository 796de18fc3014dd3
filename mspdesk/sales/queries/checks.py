"""What must hold for the pipeline, whoever moved what and whatever was undone."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ...agreements.models import Agreement
from ...tickets.models import Ticket
from ..models.advice import Advice
from ..models.pipeline import Opportunity, OpportunityMove, PipelineStage
from ..models.understanding import Understanding
from ..rules.pipeline import CLOSED
from .commission import checks as check_commissions
from .proposals import check_proposals


def check_stages(session: Session) -> list[str]:
    """Opportunities whose end and stage disagree, or whose way does not lead where they stand."""
    ended = PipelineStage.kind.in_(CLOSED)
    joined = select(Opportunity.number).join(
        PipelineStage, PipelineStage.id == Opportunity.stage_id
    )
    wrong = joined.where(
        or_(
            ended & Opportunity.closed_on.is_(None),
            ~ended & Opportunity.closed_on.is_not(None),
        )
    ).order_by(Opportunity.id)
    found = [
        f"Opportunity {number} has an end its stage does not know. Move it to a stage again."
        for number in session.scalars(wrong)
    ]
    last = (
        select(func.max(OpportunityMove.id).label("id"))
        .group_by(OpportunityMove.opportunity_id)
        .subquery()
    )
    astray = (
        joined.join(OpportunityMove, OpportunityMove.opportunity_id == Opportunity.id)
        .where(
            OpportunityMove.id.in_(select(last.c.id)),
            OpportunityMove.to_stage != PipelineStage.key,
        )
        .order_by(Opportunity.id)
    )
    found += [
        f"Opportunity {number} stands in a stage its history does not lead to."
        for number in session.scalars(astray)
    ]
    return found


def check_made(session: Session) -> list[str]:
    """Opportunities whose agreement or ticket belongs to another client."""
    agreement = (
        select(Opportunity.number)
        .join(Agreement, Agreement.id == Opportunity.agreement_id)
        .where(Agreement.client_id != Opportunity.client_id)
    )
    ticket = (
        select(Opportunity.number)
        .join(
            Ticket,
            or_(
                Ticket.id == Opportunity.ticket_id,
                Ticket.id == Opportunity.onboarding_ticket_id,
            ),
        )
        .where(Ticket.client_id != Opportunity.client_id)
    )
    names = sorted({*session.scalars(agreement), *session.scalars(ticket)})
    return [f"Opportunity {number} leads to papers of another client." for number in names]


def check_said(session: Session) -> list[str]:
    """Advice and letters of understanding that lead to a sale of another client."""
    advice = (
        select(Advice.what)
        .join(Opportunity, Opportunity.id == Advice.opportunity_id)
        .where(Advice.client_id != Opportunity.client_id)
    )
    agreed = (
        select(Understanding.title)
        .join(Opportunity, Opportunity.id == Understanding.opportunity_id)
        .where(Understanding.client_id != Opportunity.client_id)
    )
    names = sorted({*session.scalars(advice), *session.scalars(agreed)})
    return [f"“{name}” leads to an opportunity of another client." for name in names]


CHECKS = (check_stages, check_made, check_said, check_proposals, check_commissions)
