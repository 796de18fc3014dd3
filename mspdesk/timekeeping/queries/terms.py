"""What decides who pays for time on a ticket: the client, the agreement, the rates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from ...agreements.models import Agreement, in_force_where
from ...agreements.rules import LEAVING
from ...clients.models import Client
from ...dates import add_months, month_start
from ...errors import UserError
from ...shop.queries import ShopRow, calendar, shop
from ...shop.rules import Calendar
from ...tickets.models import Ticket
from .. import rules
from ..models import TimeEntry

if TYPE_CHECKING:
    from ...agreements.queries import AgreementRow

_DECIDING = ("managed", "hourly", "block")
"""Kinds of agreement that say who pays for time; the others promise something else."""


# Written once, as these are asked at every save.
_IN_FORCE = (
    select(Agreement)
    .where(
        Agreement.client_id == bindparam("client_id"),
        Agreement.kind.in_(_DECIDING),
        in_force_where(bindparam("on")),
    )
    .order_by(Agreement.start_on.desc(), Agreement.id.desc())
)
_CLIENT = select(Client.internal, Client.rate, Client.status).where(
    Client.id == bindparam("client_id")
)


def agreement_for(session: Session, ticket: Ticket, on: date) -> Agreement | None:
    """The agreement that decides: the ticket's own, else the client's newest in force that day."""
    if ticket.agreement_id is not None:
        return session.get(Agreement, ticket.agreement_id)
    return session.scalars(_IN_FORCE, {"client_id": ticket.client_id, "on": on}).first()


def block_left(session: Session, agreement: Agreement, on: date, but: int | None = None) -> int:
    """Billed minutes left of a block in the month of a day; `but` leaves one entry out.

    A block's included minutes are those of a calendar month.
    """
    first = month_start(on)
    used = (
        select(func.coalesce(func.sum(TimeEntry.billed_minutes), 0))
        .join(Ticket, Ticket.id == TimeEntry.ticket_id)
        .where(
            TimeEntry.client_id == agreement.client_id,
            or_(Ticket.agreement_id == agreement.id, Ticket.agreement_id.is_(None)),
            TimeEntry.kind == rules.Kind.PREPAID,
            TimeEntry.work_on >= first,
            TimeEntry.work_on < add_months(first, 1),
        )
    )
    if but is not None:
        used = used.where(TimeEntry.id != but)
    return agreement.included_minutes - int(session.scalar(used) or 0)


def terms(
    session: Session, ticket_id: int, on: date, place: str = "remote", but: int | None = None
) -> rules.Terms:
    """What decides about time on a ticket on a day; `but` is an entry that is being decided anew.

    Rates come from the agreement, else the client, else the shop (S048). Raises UserError naming
    `ticket` when there is no such ticket.
    """
    ticket = session.get(Ticket, ticket_id)
    if ticket is None:
        raise UserError("Choose the ticket this time belongs to.", "ticket")
    client = session.execute(_CLIENT, {"client_id": ticket.client_id}).one()
    house = shop(session)
    agreement = agreement_for(session, ticket, on)
    if agreement is None:
        plain = _plain(house, client.internal, client.rate, ticket, place)
        return replace(plain, pays_ahead=client.status in LEAVING)
    under = _under(house, client.internal, client.rate, ticket, agreement, place)
    # Imported here, as all of agreements comes along and every tab shows a bit of time.
    from ...agreements.queries import rate_on

    told = rate_on(session, agreement.id, agreement.rate, on)
    if told is not None and not (agreement.bucket and agreement.overage_rate is not None):
        under = replace(under, rate=told)
    return replace(
        under,
        pays_ahead=client.status in LEAVING,
        block_left=_old_block_left(session, agreement, on, but),
    )


def terms_under(
    session: Session, ticket: Ticket, agreement: Agreement | AgreementRow, place: str
) -> rules.Terms:
    """What decides about time on a ticket under an agreement with the values it is given.

    Nothing is said of what is left of a block without a ledger.
    """
    client = session.execute(_CLIENT, {"client_id": ticket.client_id}).one()
    return _under(shop(session), client.internal, client.rate, ticket, agreement, place)


def _under(
    house: ShopRow,
    internal: bool,
    rate: int | None,
    ticket: Ticket,
    agreement: Agreement | AgreementRow,
    place: str,
) -> rules.Terms:
    return rules.Terms(
        internal=internal,
        queue=ticket.queue,
        coverage=ticket.coverage,
        rate=_first(
            agreement.overage_rate if agreement.bucket else None,
            agreement.rate,
            rate,
            house.rate,
        ),
        factor=_first(agreement.factor, house.after_hours_factor),
        increment=_first(agreement.increment_minutes, house.increment_minutes),
        minimum=_minimum(house, agreement.minimum_minutes, place),
        agreement=agreement.number,
        agreement_kind=agreement.kind,
        plan=agreement.plan,
        after_hours_bills=agreement.after_hours_bills,
        ledger=agreement.id if agreement.bucket else None,
    )


def _old_block_left(session: Session, agreement: Agreement, on: date, but: int | None) -> int:
    """What a block without a ledger, as other programs keep them, has left in a month."""
    if agreement.kind != "block" or agreement.bucket:
        return 0
    return block_left(session, agreement, on, but)


def _plain(
    house: ShopRow, internal: bool, rate: int | None, ticket: Ticket, place: str
) -> rules.Terms:
    """The terms of a client without an agreement: the shop's, at the client's own rate if any."""
    return rules.Terms(
        internal=internal,
        queue=ticket.queue,
        coverage=ticket.coverage,
        rate=_first(rate, house.rate),
        factor=house.after_hours_factor,
        increment=house.increment_minutes,
        minimum=_minimum(house, None, place),
    )


def _minimum(house: ShopRow, agreed: int | None, place: str) -> int:
    """The least minutes billed: the agreement's, else the shop's; on site perhaps more (E10)."""
    least = _first(agreed, house.minimum_minutes)
    return max(least, house.onsite_minimum_minutes) if place == rules.Where.ON_SITE else least


def _first(*values: int | None) -> int:
    """The first figure that was said."""
    return next(value for value in values if value is not None)


def split(
    session: Session,
    on: date,
    start: int,
    minutes: int,
    *,
    timed: bool,
    hours: Calendar | None = None,
) -> rules.Split:
    """How time divides into business hours and after; `start` in minutes since midnight.

    Time that nobody placed in the day counts as business hours on a day the shop is open. `hours`
    spares asking when that is.
    """
    hours = hours or calendar(session, on.year)
    if not timed:
        late = hours.open_minutes(on) is None
        return rules.Split(0, minutes, ended_after=True) if late else rules.Split(minutes, 0)
    moment = datetime(on.year, on.month, on.day) + timedelta(minutes=start)
    return rules.split_of(hours.segments(moment, minutes))
