"""What is known of a prospect when it is won: counts, the draft to make, the hand-over in words."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...catalog import queries as catalog
from ...catalog.rules import TIERS
from ...checklists.models import Checklist, ChecklistRun
from ...clients.models import Client
from ...clients.rules import WORKED_FOR
from ...dates import full_date
from ...money import shown
from ...rows import dataclass
from ...shop.queries import shop as the_shop
from ..models.pipeline import Opportunity
from ..rules import winning as rules
from ..rules.pipeline import Value
from ..rules.worksheet import QUESTIONS, Count, State
from .worksheet import worksheet_of

ASSESSMENT = "assessment"
"""The checklist of 68 points (C1)."""


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """The newest network assessment of a client: its run and how far it is."""

    id: int
    number: str
    title: str
    state: str
    total: int
    marked: int
    problems: int


def assessment_of(session: Session, client_id: int, *, begun: bool = False) -> AssessmentRow | None:
    """The newest network assessment of a client that was not dropped, or None.

    With `begun` one that is only planned does not count.
    """
    found = (
        select(
            ChecklistRun.id,
            ChecklistRun.number,
            ChecklistRun.title,
            ChecklistRun.state,
            ChecklistRun.total,
            ChecklistRun.marked,
            ChecklistRun.problems,
        )
        .join(Checklist, Checklist.id == ChecklistRun.checklist_id)
        .where(
            Checklist.code == ASSESSMENT,
            ChecklistRun.client_id == client_id,
            ChecklistRun.state != "dropped",
        )
        .order_by(ChecklistRun.id.desc())
        .limit(1)
    )
    if begun:
        found = found.where(ChecklistRun.started_at.is_not(None))
    row = session.execute(found).first()
    return AssessmentRow(*row) if row else None


def counts_of(session: Session, opportunity_id: int) -> dict[str, int]:
    """How many of each unit of the plans: as documented, else as written on the opportunity."""
    row = session.get_one(Opportunity, opportunity_id)
    counted = dict(catalog.counts_for(session, row.client_id))
    people = session.scalar(select(Client.people_count).where(Client.id == row.client_id))
    typed = {"workstation": row.workstations, "server": row.servers, "user": people}
    for unit, count in typed.items():
        counted[unit] = counted.get(unit, 0) or count or 0
    return counted


def plan_price(session: Session, opportunity_id: int) -> catalog.PricedTier | None:
    """What the plan chosen asks a month at the counts known; None without one in force."""
    row = session.get_one(Opportunity, opportunity_id)
    grid = catalog.plan_grid(session)
    if not row.tier or grid is None or grid.effective_on is None:
        return None
    plans = catalog.priced(session, grid.id, counts_of(session, opportunity_id))
    found = next((one for one in plans if one.code == row.tier), None)
    return found if found is not None and found.monthly else None


def suggested(session: Session, opportunity_id: int) -> str:
    """Which draft follows from what an opportunity says."""
    row = session.get_one(Opportunity, opportunity_id)
    client = session.get_one(Client, row.client_id)
    return rules.suggested(
        priced=plan_price(session, opportunity_id) is not None,
        monthly=row.monthly,
        once=row.once,
        client=client.status in WORKED_FOR,
    )


def hand_over(session: Session, opportunity_id: int) -> str:
    """What sales knows, in lines, for whoever takes the client on (C5, sales hand-over)."""
    row = session.get_one(Opportunity, opportunity_id)
    client = session.get_one(Client, row.client_id)
    money = the_shop(session).money
    value = Value(row.once, row.monthly)
    asked = [f"{shown(value.monthly, money)} a month"] if value.monthly else []
    asked += [f"{shown(value.once, money)} once"] if value.once else []
    lines = [
        f"Won: {row.title} ({row.number}).",
        _size(row, client),
        f"Talked about: {', '.join(asked)}." if asked else "",
        f"They came by: {row.source}." if row.source else "",
        f"What convinced them: {row.usp}" if row.usp else "",
        _worksheet(session, row.client_id),
        _assessment(session, row.client_id),
        row.notes,
    ]
    return "\n".join(filter(None, lines))


def _size(row: Opportunity, client: Client) -> str:
    counted = (
        (client.people_count, "person", "people"),
        (row.workstations, "workstation", "workstations"),
        (row.servers, "server", "servers"),
    )
    sizes = [f"{n} {one if n == 1 else more}" for n, one, more in counted if n]
    plan = [TIERS[row.tier]] if row.tier else []
    return f"Plan and size: {', '.join(plan + sizes)}." if plan or sizes else ""


def _worksheet(session: Session, client_id: int) -> str:
    page = worksheet_of(session, client_id)
    if page is None:
        return ""
    return f"Technology worksheet of {full_date(page.on)}: {_known(page.count)}." + _open_ones(
        [one.name for one in QUESTIONS if _is_open(page.answers.get(one.number))]
    )


def _known(count: Count) -> str:
    return f"{count.known} of {len(QUESTIONS)} known"


def _is_open(answer: object) -> bool:
    return answer is None or getattr(answer, "state", "") == State.UNKNOWN


def _open_ones(names: list[str]) -> str:
    return f" To find out: {', '.join(names)}." if names else ""


def _assessment(session: Session, client_id: int) -> str:
    run = assessment_of(session, client_id)
    if run is None:
        return ""
    said = "1 finding" if run.problems == 1 else f"{run.problems} findings"
    return f"Network assessment {run.number}: {run.marked} of {run.total} looked at, {said}."
