"""The live figures of a hire: gathered from tickets, time, clients, devices and hats."""

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import add_months, monday, month_start
from ...documentation.models.device import Device
from ...documentation.rules.devices import PCS
from ...garden.queries import garden, terms_of
from ...orgchart.queries.advice import next_hire
from ...orgchart.queries.duties import office_people, push_down, technicians
from ...people import queries as people
from ...shop.queries import shop
from ...tickets.models import Ticket
from ...tickets.queries import backlog
from ...tickets.queries.board import IS_OPEN
from ...tickets.rules import remaining
from ...timekeeping.queries.flow import WEEKS, whole_weeks
from ...timekeeping.queries.splits import paid_split
from ..rules.facts import ClientFact, DutyFact, Facts, WeekFact


def facts(session: Session, day: date) -> Facts:
    """The figures of the five steps as they stand on a day.

    Turnover and productivity are those of the last four whole weeks, money and hours of clients
    those of the last twelve whole months.
    """
    end = monday(day) - timedelta(days=1)
    share = paid_split(session, end - timedelta(days=7 * WEEKS - 1), end)
    waiting = backlog(session, day)
    tickets, minutes = _admin_tickets(session)
    first, last = last_year(day)
    terms = terms_of(session, first, last)
    return Facts(
        day,
        shop(session).currency,
        waiting.open_tickets,
        waiting.estimated_minutes,
        waiting.remaining_minutes,
        waiting.without_estimate,
        share.paid,
        share.minutes("productive"),
        paid_week(session, day),
        weeks(session, end),
        tickets,
        minutes,
        tuple(DutyFact(one.role, one.name, one.minutes_week) for one in push_down(session)),
        tuple(
            ClientFact(row.client_id, row.client, row.revenue, row.cogs, row.recorded)
            for row in garden(session, first, last)
        ),
        terms.percent,
        terms.per_hour,
        _desktops(session),
        _technicians(session),
        terms.assumed,
        _advice(session),
        share.logged,
    )


def _advice(session: Session) -> str:
    """Whom the chart would look for next, empty when nothing stands out (S004)."""
    found = next_hire(session)
    return found.words if found.code else ""


def last_year(day: date) -> tuple[date, date]:
    """The first and the last day of the last twelve whole months."""
    month = month_start(day)
    return add_months(month, -12), month - timedelta(days=1)


def weeks(session: Session, last: date) -> tuple[WeekFact, ...]:
    """Work in and out, the four weeks up to that of a day (S016)."""
    return tuple(
        WeekFact(row.monday, row.inflow, row.outflow, row.bump)
        for row in whole_weeks(session, last)
    )


def paid_week(session: Session, day: date) -> int:
    """What everybody who works here is paid for in a week as it is on a day, minutes."""
    paid = people.paid_weeks(session)
    return sum(sum(paid.week(who.id, day)) for who in people.people(session))


def _admin_tickets(session: Session) -> tuple[int, int]:
    """Open tickets an admin could do that lie with others, and what is left of them (B9)."""
    found = session.execute(
        select(Ticket.estimate_minutes, Ticket.logged_minutes).where(
            IS_OPEN,
            Ticket.standing.is_(False),
            Ticket.admin_capable,
            # As a truth, so that the few open tickets are walked, not all that ever had somebody.
            (Ticket.assigned_id.is_not(None)).is_(True),
            Ticket.assigned_id.not_in(sorted(office_people(session))),
        )
    ).all()
    return len(found), sum(remaining(estimate, logged) for estimate, logged in found)


def _desktops(session: Session) -> int:
    """Computers people work at, of clients who are served."""
    found = (
        select(func.count())
        .select_from(Device)
        .join(Client, Client.id == Device.client_id)
        .where(
            Device.kind.in_(PCS),
            Device.retired_on.is_(None),
            Device.status == "in_use",
            Client.status == "active",
            Client.internal.is_(False),
        )
    )
    return session.scalar(found) or 0


def _technicians(session: Session) -> int:
    """How many people look after desktops; in a shop without technicians whoever takes tickets."""
    return len(technicians(session)) or sum(one.takes_tickets for one in people.people(session))
