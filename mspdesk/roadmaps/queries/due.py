"""With whom the next roadmap meeting is due, and by when (S119)."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from ...clients.models import Client
from ...dates import add_months, today
from ...rows import dataclass
from ..models import RoadmapMeeting, RoadmapRest
from ..rules.rhythm import due_on, soonest, usual_next
from .meetings import coming


@dataclass(frozen=True, slots=True)
class DueRow:
    """With whom the next meeting is due: the last, the latest day for the next, and what is there.

    `rests` says why a client is not asked, until `rests_until` where there is an end; `as_of` is
    the day it was looked at for.
    """

    client_id: int
    client: str
    since_on: date | None
    last_on: date | None
    due_on: date
    planned_on: date | None
    meeting_id: int | None
    rests: str = ""
    rests_until: date | None = None
    as_of: date = date.min

    @property
    def late(self) -> bool:
        """Whether what is planned comes after it is due (S119)."""
        met = self.last_on is not None
        return met and self.planned_on is not None and self.planned_on > self.due_on

    @property
    def state(self) -> str:
        """Left out, Minutes wait, Planned, Planned late, Never met, Overdue, Due soon or later."""
        day = self.as_of
        if self.rests:
            return "Left out"
        if self.planned_on is not None:
            # A day that went by without minutes is no plan.
            if self.planned_on < day:
                return "Minutes wait"
            return "Planned late" if self.late else "Planned"
        if self.last_on is None and self.due_on <= day:
            return "Never met"
        if self.due_on < day:
            return "Overdue"
        return "Due soon" if self.due_on <= add_months(day, 1) else "Not yet due"

    def proposed(self, day: date) -> date:
        """A day for the next meeting: by the day it is due, two weeks ahead at least."""
        ahead = soonest(day)
        return max(usual_next(self.last_on), ahead) if self.last_on else ahead


def due_list(session: Session, day: date | None = None) -> list[DueRow]:
    """Every client we work for with its last and next meeting, the longest due first (S119).

    Prospects stand in it once something was agreed on with them. Who is left out stands last.
    """
    on = day or today()
    held = aliased(RoadmapMeeting)
    newest = (
        select(held.id)
        .where(held.client_id == Client.id, held.state == "held", held.on <= on)
        .order_by(held.on.desc(), held.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    # One look along the index for each client, however many meetings there were.
    last_ones = select(RoadmapMeeting.client_id, RoadmapMeeting.on, RoadmapMeeting.next_on).join(
        Client, RoadmapMeeting.id == newest
    )
    met: dict[int, tuple[date, date | None]] = {
        id_: (day_, next_) for id_, day_, next_ in session.execute(last_ones)
    }
    planned: dict[int, tuple[date, int]] = {}
    for row in coming(session):
        planned.setdefault(row.client_id, (row.on, row.id))
    rests = {
        id_: (why, until)
        for id_, why, until in session.execute(
            select(RoadmapRest.client_id, RoadmapRest.why, RoadmapRest.until_on)
        )
        if until is None or until > on
    }
    wanted = select(Client.id, Client.name, Client.since_on, Client.status).where(
        Client.internal.is_(False),
        Client.status.in_(("active", "prospect", "assessed", "proposed")),
    )
    found = []
    for id_, name, since, status in session.execute(wanted.order_by(func.lower(Client.name))):
        (last, agreed), ahead = met.get(id_, (None, None)), planned.get(id_)
        if status != "active" and last is None and ahead is None:
            continue
        why, until = rests.get(id_, ("", None))
        due = due_on(last, since, on, agreed)
        found.append(
            DueRow(
                id_,
                name,
                since,
                last,
                due,
                ahead[0] if ahead else None,
                ahead[1] if ahead else None,
                why,
                until,
                on,
            )
        )
    return sorted(found, key=lambda row: (bool(row.rests), row.due_on))
