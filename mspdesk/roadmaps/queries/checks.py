"""What always holds of roadmaps, for the check of the books."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import today
from ...tickets.models import Ticket
from ..models import BudgetPlace, RoadmapDecision, RoadmapMeeting


def check_roadmaps(session: Session) -> list[str]:
    """No client has two meetings planned ahead, and a decision's ticket is its client's.

    One whose minutes are written on counts as planned, so days that went by are left out.
    """
    twice = session.execute(
        select(Client.name, func.count())
        .join(RoadmapMeeting, RoadmapMeeting.client_id == Client.id)
        .where(RoadmapMeeting.state == "planned", RoadmapMeeting.on >= today())
        .group_by(Client.id, Client.name)
        .having(func.count() > 1)
    )
    found = [f"{name} has {many} roadmap meetings planned at once." for name, many in twice]
    strange = session.execute(
        select(RoadmapDecision.id, Ticket.number_int)
        .join(RoadmapMeeting, RoadmapMeeting.id == RoadmapDecision.meeting_id)
        .join(Ticket, Ticket.id == RoadmapDecision.ticket_id)
        .where(Ticket.client_id != RoadmapMeeting.client_id, Ticket.status != "cancelled")
    )
    found += [f"Decision {id_} has ticket #{number} of another client." for id_, number in strange]
    foreign = (
        select(BudgetPlace.id)
        .join(RoadmapMeeting, RoadmapMeeting.id == BudgetPlace.meeting_id)
        .where(RoadmapMeeting.client_id != BudgetPlace.client_id)
        .order_by(BudgetPlace.id)
    )
    return found + [
        f"Budget place {id_} was said at a meeting of another client."
        for id_ in session.scalars(foreign)
    ]


CHECKS = (check_roadmaps,)
