"""Every agreement at a glance: the side list of the tab, and what falls due on a day."""

from datetime import date, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.rules import WORKED_FOR
from ...dates import today
from ...rows import dataclass
from ...shop.queries import shop
from .. import rules
from ..models import Agreement, PlanSheet, PrepaidBlock, PriceRaise
from ..rules import State
from .lines import monthly_of_all
from .records import COLUMNS, AgreementRow

SOON = 60
"""As many days ahead a renewal stands in the first group of the side list."""

KEPT = 365
"""For as many days an agreement that has ended stays in the side list."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the side list; `monthly` in minor units, `prepaid` whole minutes left.

    `rate` is what an hour costs that nobody paid ahead, in minor units.
    """

    held: AgreementRow
    client: str
    monthly: int
    last: date | None
    prepaid: int = 0
    rate: int = 0


@dataclass(frozen=True, slots=True)
class HourlyClient:
    """A client that is worked for without an agreement; rate in minor units, minutes prepaid."""

    client_id: int
    client: str
    rate: int
    prepaid: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The side list in its groups; `blocks` are hours paid ahead of clients without a plan."""

    renewing: tuple[Listed, ...]
    preparing: tuple[Listed, ...]
    current: tuple[Listed, ...]
    blocks: tuple[Listed, ...]
    ended: tuple[Listed, ...]
    hourly: tuple[HourlyClient, ...]

    @property
    def running(self) -> tuple[Listed, ...]:
        """Every agreement that is kept to."""
        return self.renewing + self.current + self.blocks

    @property
    def monthly(self) -> int:
        """What the group of current ones asks for in a month."""
        return sum(row.monthly for row in self.current)


def overview(session: Session, day: date | None = None) -> Overview:
    """Every agreement of the last year and before, and the clients without one, by what is next."""
    on = day or today()
    rows = _rows(session, on)
    fees = monthly_of_all(session, [held for held, *_ in rows if held.start_on <= on], on)
    for held, *_ in rows:
        if held.start_on > on:
            fees |= monthly_of_all(session, [held], held.start_on)
    blocks = _prepaid(session)
    usual = shop(session).rate
    planned = {held.client_id for held, *_ in rows if _plans(held, fees.get(held.id, 0), on)}
    names = ("renewing", "preparing", "current", "blocks", "ended")
    groups: dict[str, list[Listed]] = {name: [] for name in names}
    for held, client, own in rows:
        term = held.term_on(on)
        left = blocks.get(held.client_id, 0) if held.kind == "block" or held.bucket else 0
        rate = _first(held.overage_rate if held.bucket else None, held.rate, own, usual)
        one = Listed(held, client, fees.get(held.id, 0), term.last if term else None, left, rate)
        group = _group(held, one.last, on)
        if group == "current" and held.kind == "block" and held.client_id not in planned:
            group = "blocks"
        groups[group].append(one)
    for name in ("renewing", "current"):
        groups[name].sort(key=lambda one: (one.last or date.max, one.client.lower()))
    wanted = (*rules.RUNNING, *rules.BEGINNING)
    # A client whose agreement is being prepared stands there, and not once more below.
    working = {held.client_id for held, *_ in rows if held.state in wanted and _works(held, on)}
    return Overview(
        tuple(groups["renewing"]),
        tuple(groups["preparing"]),
        tuple(groups["current"]),
        tuple(groups["blocks"]),
        tuple(groups["ended"]),
        _hourly(session, working, blocks, usual),
    )


def _works(held: AgreementRow, on: date) -> bool:
    return held.kind in rules.WORKED_UNDER and held.state_on(on) is not State.EXPIRED


def _plans(held: AgreementRow, monthly: int, on: date) -> bool:
    """Whether work is done under an agreement that is more than hours bought ahead."""
    more = held.kind != "block" or monthly > 0
    return more and held.state in rules.RUNNING and _works(held, on)


def _first(*rates: int | None) -> int:
    """The first rate that was said."""
    return next(rate for rate in rates if rate is not None)


def _rows(session: Session, on: date) -> list[tuple[AgreementRow, str, int | None]]:
    since = on - timedelta(days=KEPT)
    recent = or_(
        Agreement.state.not_in(rules.OVER),
        Agreement.ended_on >= since,
        Agreement.end_on >= since,
    )
    found = (
        select(*COLUMNS, Client.name, Client.rate)
        .join(Client, Client.id == Agreement.client_id)
        .where(recent)
        .order_by(func.lower(Client.name), Agreement.start_on.desc(), Agreement.id.desc())
    )
    return [(AgreementRow(*row), client, own) for *row, client, own in session.execute(found)]


def _group(held: AgreementRow, last: date | None, on: date) -> str:
    if held.state in rules.BEGINNING:
        return "preparing"
    if held.state_on(on) in rules.OVER:
        return "ended"
    if last is not None and last <= on + timedelta(days=SOON):
        return "renewing"
    return "current"


def minutes_left(session: Session, agreement_id: int) -> int:
    """Minutes paid ahead under an agreement and not used."""
    found = select(func.coalesce(func.sum(PrepaidBlock.minutes_left), 0)).where(
        PrepaidBlock.agreement_id == agreement_id,
        PrepaidBlock.opened_on.is_not(None),
        PrepaidBlock.closed_on.is_(None),
    )
    return int(session.scalar(found) or 0)


def _prepaid(session: Session) -> dict[int, int]:
    """Minutes paid ahead and not used, by client."""
    found = (
        select(PrepaidBlock.client_id, func.sum(PrepaidBlock.minutes_left))
        .where(
            PrepaidBlock.minutes_left > 0,
            PrepaidBlock.opened_on.is_not(None),
            PrepaidBlock.closed_on.is_(None),
        )
        .group_by(PrepaidBlock.client_id)
    )
    return {client_id: int(left) for client_id, left in session.execute(found)}


def _hourly(
    session: Session, working: set[int], blocks: dict[int, int], usual: int
) -> tuple[HourlyClient, ...]:
    found = (
        select(Client.id, Client.name, Client.rate)
        .where(Client.status.in_(WORKED_FOR), Client.internal.is_(False))
        .order_by(func.lower(Client.name))
    )
    return tuple(
        HourlyClient(id_, name, usual if rate is None else rate, blocks.get(id_, 0))
        for id_, name, rate in session.execute(found)
        if id_ not in working
    )


@dataclass(frozen=True, slots=True)
class Due:
    """Something about an agreement that waits for somebody: what, and since or until when."""

    agreement_id: int
    number: str
    client: str
    what: str
    on: date


def due_on(session: Session, day: date) -> list[Due]:
    """What the day asks for by itself: prices and sheets that begin, notice that ran out."""
    columns = (Agreement.id, Agreement.number, Client.name)
    raises = (
        select(*columns, PriceRaise.effective_on)
        .join(PriceRaise, PriceRaise.agreement_id == Agreement.id)
        .join(Client, Client.id == Agreement.client_id)
        .where(PriceRaise.state == "announced", PriceRaise.effective_on <= day)
    )
    sheets = (
        select(*columns, PlanSheet.effective_on)
        .join(PlanSheet, PlanSheet.agreement_id == Agreement.id)
        .join(Client, Client.id == Agreement.client_id)
        .where(
            PlanSheet.state == "accepted",
            PlanSheet.effective_on <= day,
            PlanSheet.title != "",
            Agreement.state.in_(rules.RUNNING),
            or_(Agreement.tier != PlanSheet.tier, Agreement.plan != PlanSheet.title),
        )
    )
    ended = _over(day).where(Agreement.notice_on.is_not(None))
    found = []
    for asked, what in (
        (raises, "New prices begin"),
        (sheets, "A new sheet begins"),
        (ended, "Its notice ran out"),
    ):
        found += [
            Due(id_, no, name, what, on or day) for id_, no, name, on in session.execute(asked)
        ]
    return sorted(found, key=lambda one: (one.on, one.client))


def _over(day: date) -> Select[int, str, str, date | None]:
    """Agreements kept to whose last day is past."""
    return (
        select(Agreement.id, Agreement.number, Client.name, Agreement.end_on)
        .join(Client, Client.id == Agreement.client_id)
        .where(Agreement.state.in_(rules.RUNNING), Agreement.end_on < day)
        .order_by(Agreement.end_on, func.lower(Client.name))
    )


def ran_out(session: Session, day: date) -> list[Due]:
    """Agreements whose last day is past without notice: to be extended, renewed or let go.

    They are out of force since; what becomes of them is for somebody to say.
    """
    found = _over(day).where(Agreement.auto_renew.is_(False), Agreement.notice_on.is_(None))
    return [
        Due(id_, no, name, "Its term ran out", on or day)
        for id_, no, name, on in session.execute(found)
    ]


def agreement_waiting(session: Session, limit_days: int = 14) -> list[Due]:
    """Agreements sent and not signed for two weeks, oldest first."""
    since = today() - timedelta(days=limit_days)
    found = (
        select(Agreement.id, Agreement.number, Client.name, Agreement.sent_on)
        .join(Client, Client.id == Agreement.client_id)
        .where(Agreement.state == State.SENT, Agreement.sent_on <= since)
        .order_by(Agreement.sent_on)
    )
    return [
        Due(id_, no, name, "Sent, not signed yet", on)
        for id_, no, name, on in session.execute(found)
        if on is not None
    ]
