"""How agreements end: what follows them, what stays with the client, what is given back."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import today
from ...rows import dataclass
from .. import rules
from ..models import Agreement, PrepaidBlock
from ..rules import LEAVING, State
from .records import AgreementRow, agreement, agreements_of


def next_of(session: Session, agreement_id: int) -> AgreementRow | None:
    """The agreement that is to follow this one, or None while nobody prepares it."""
    found = (
        select(Agreement.id)
        .where(Agreement.renews_id == agreement_id, Agreement.state != State.TERMINATED)
        .order_by(Agreement.id.desc())
        .limit(1)
    )
    id_ = session.scalar(found)
    return agreement(session, id_) if id_ is not None else None


def last_day(session: Session, agreement_id: int) -> date | None:
    """The last day an agreement holds, or None while it goes on."""
    held = agreement(session, agreement_id)
    if held is None:
        return None
    if held.ended_on is not None:
        return held.ended_on
    return None if held.goes_on else held.end_on


def goes_on_without(session: Session, agreement_id: int) -> bool:
    """Whether the client has another agreement to work under that runs without notice."""
    held = agreement(session, agreement_id)
    if held is None:
        return False
    return any(
        row.id != agreement_id
        and row.kind in rules.WORKED_UNDER
        and row.state in rules.RUNNING
        and row.notice_on is None
        for row in agreements_of(session, held.client_id)
    )


@dataclass(frozen=True, slots=True)
class RefundDue:
    """What is left of hours paid ahead, and what it is worth at the price paid; minor units."""

    block_id: int
    minutes: int
    price: int
    left: int
    amount: int


def refunds_due(session: Session, agreement_id: int) -> list[RefundDue]:
    """What is to be given back when an agreement ends now: 3.75 h of 10 h for $1,500 (S121)."""
    found = (
        select(PrepaidBlock.id, PrepaidBlock.minutes, PrepaidBlock.price, PrepaidBlock.minutes_left)
        .where(
            PrepaidBlock.agreement_id == agreement_id,
            PrepaidBlock.minutes_left > 0,
            PrepaidBlock.opened_on.is_not(None),
            PrepaidBlock.closed_on.is_(None),
        )
        .order_by(PrepaidBlock.starts_on, PrepaidBlock.id)
    )
    return [
        RefundDue(id_, minutes, price, left, rules.refund(price, minutes, left))
        for id_, minutes, price, left in session.execute(found)
    ]


def pays_ahead(session: Session, client_id: int) -> bool:
    """Whether a client has given notice, so that work is only done for money paid ahead (S121)."""
    found = select(Client.status, Client.internal).where(Client.id == client_id)
    row = session.execute(found).first()
    return row is not None and row[0] in LEAVING and not row[1]


def notice_day(session: Session, client_id: int) -> date | None:
    """The day a client's notice was given, the latest of several; None where nobody noted it."""
    found = select(func.max(Agreement.notice_on)).where(
        Agreement.client_id == client_id, Agreement.kind.in_(rules.WORKED_UNDER)
    )
    return session.scalar(found)


def notice_running(session: Session, day: date | None = None) -> list[AgreementRow]:
    """Agreements under notice, by their last day."""
    on = day or today()
    found = select(Agreement.id).where(
        Agreement.state.in_(rules.RUNNING),
        Agreement.notice_on.is_not(None),
        Agreement.end_on >= on,
    )
    rows = [agreement(session, id_) for id_ in session.scalars(found.order_by(Agreement.end_on))]
    return [row for row in rows if row is not None]
