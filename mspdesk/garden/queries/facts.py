"""What would help with a client that brings in too little: facts of the books, not opinions."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...agreements import queries as agreements
from ...agreements.queries import AgreementRow
from ...billing.models import Receivable
from ...catalog.queries.plans import plan_grid
from ...dates import add_months, today
from ...documentation.models.device import Device
from ...rows import dataclass
from ...shop.queries import shop
from ...tickets.models import Ticket
from ..rules import GardenRow, a_month, days_of, raise_needed
from ..rules.help import Facts, Help, Repeat, helps

OLD_YEARS = 5
"""Years after which a workstation is said to be old; most makers' longest warranty is over."""

AGREED = "managed"
"""The kind of agreement under which a client has a plan."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A client's running plan, and the first day of its next term where that is near."""

    row: AgreementRow
    renews_on: date | None


def help_for(
    session: Session, rows: Sequence[GardenRow], target: int, first: date, last: date
) -> dict[int, Help]:
    """What would help with each of these clients, the first thing to do, by client."""
    wanted = [row.client_id for row in rows]
    if not wanted:
        return {}
    owing = _owing(session, wanted)
    repeats = _repeats(session, wanted, first, last)
    old = _old_machines(session, wanted)
    held = _held(session)
    better = _better_plans(session)
    days = days_of(first, last)
    money = shop(session).money
    found = {}
    for row in rows:
        own = held.get(row.client_id)
        missing = a_month(raise_needed(row, target), days)
        facts = Facts(
            days_owing=owing.get(row.client_id, 0),
            repeats=repeats.get(row.client_id),
            old=old.get(row.client_id),
            agreed=own is not None,
            renews_on=own.renews_on if own else None,
            better_plan=better.get(own.row.tier, "") if own else "",
            missing=missing,
            monthly=a_month(row.labor, days),
        )
        found[row.client_id] = helps(facts, money)
    return found


def _owing(session: Session, clients: Collection[int]) -> dict[int, int]:
    """How many days the oldest open invoice of each client is past due."""
    found = (
        select(Receivable.client_id, func.min(Receivable.due_on))
        .where(Receivable.client_id.in_(clients), Receivable.open > 0)
        .group_by(Receivable.client_id)
    )
    day = today()
    return {id_: (day - due).days for id_, due in session.execute(found) if due and due < day}


def _between(first: date, last: date) -> tuple[datetime, datetime]:
    return datetime.combine(first, time()), datetime.combine(last + timedelta(days=1), time())


def _repeats(
    session: Session, clients: Collection[int], first: date, last: date
) -> dict[int, Repeat]:
    """The device each client called about most often."""
    begins, ends = _between(first, last)
    many = func.count()
    calls = (
        Ticket.client_id.in_(clients),
        Ticket.opened_at >= begins,
        Ticket.opened_at < ends,
        Ticket.type == "incident",
    )
    counted = select(Ticket.client_id, many).where(*calls).group_by(Ticket.client_id)
    every: dict[int, int] = {id_: int(one) for id_, one in session.execute(counted)}
    found = (
        select(Ticket.client_id, Device.name, Device.kind, many)
        .join(Device, Device.id == Ticket.device_id)
        .where(*calls, Device.retired_on.is_(None))
        .group_by(Ticket.client_id, Device.id, Device.name, Device.kind)
        .order_by(many, Device.id)
    )
    # The last of a client is the one with the most.
    return {
        id_: Repeat(name, kind, int(count), every[id_])
        for id_, name, kind, count in session.execute(found)
    }


def _old_machines(session: Session, clients: Collection[int]) -> dict[int, tuple[int, int | None]]:
    """How many workstations are old, by client, and an open ticket about one of them."""
    before = add_months(today(), -12 * OLD_YEARS)
    old = (
        Device.client_id.in_(clients),
        Device.kind == "workstation",
        Device.retired_on.is_(None),
        Device.purchased_on < before,
    )
    counted = select(Device.client_id, func.count()).where(*old).group_by(Device.client_id)
    tickets = (
        select(Ticket.client_id, func.min(Ticket.number_int))
        .join(Device, Device.id == Ticket.device_id)
        .where(*old, Ticket.closed_at.is_(None), Ticket.completed_at.is_(None))
        .group_by(Ticket.client_id)
    )
    asked: dict[int, int] = {id_: int(one) for id_, one in session.execute(tickets)}
    return {id_: (int(many), asked.get(id_)) for id_, many in session.execute(counted)}


def _held(session: Session) -> dict[int, _Held]:
    """The running plan of each client, the one that ends first."""
    found: dict[int, _Held] = {}
    for one in agreements.overview(session, today()).running:
        if one.held.kind != AGREED:
            continue
        renews = one.last + timedelta(days=1) if one.last else None
        before = found.get(one.held.client_id)
        if before is None or (renews or date.max) < (before.renews_on or date.max):
            found[one.held.client_id] = _Held(one.held, renews)
    return found


def _better_plans(session: Session) -> Mapping[str, str]:
    """The name of the next larger plan, by the code of each."""
    grid = plan_grid(session)
    tiers = grid.tiers if grid else ()
    return {tier.code: better.name for tier, better in pairwise(tiers)}
