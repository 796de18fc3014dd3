"""What was done for a client before a talk: hours, what they brought in, answers in time."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...billing.queries.renewals import YearOfWork, answered_of, years_of_work
from ...dates import add_months, hours, hours_h
from ...money import Currency, half_up, shown_whole
from ...tickets.models import Ticket
from ...tickets.queries.board import IS_OPEN
from ...tickets.queries.measures import response_met
from .section import Section, kept

QUARTER = 90
"""Days of the last quarter."""


def work_section(session: Session, client_id: int, day: date, money: Currency) -> Section:
    """Hours and what an hour brought in, beside the year before."""
    before_day = add_months(day, -12)
    year = years_of_work(session, [client_id], day)[client_id]
    before = years_of_work(session, [client_id], before_day)[client_id]
    if not year.minutes and not year.revenue:
        return Section("work", "Hours and effective rate")

    def line(title: str, words: Callable[[YearOfWork], str]) -> tuple[str, str, str]:
        return (title, words(year), words(before) if before.minutes or before.revenue else "")

    def rate(one: YearOfWork) -> str:
        return shown_whole(one.hourly, money) if one.hourly is not None else ""

    rows = (
        line("Hours worked", lambda one: hours(one.minutes)),
        line("Of them under the plan", lambda one: hours(one.covered)),
        line(
            "What these would cost by the hour", lambda one: shown_whole(one.covered_worth, money)
        ),
        line("Billed without goods and tax", lambda one: shown_whole(one.revenue, money)),
        line("An hour brought in", rate),
    )
    columns = ("", "Last 12 months", "The 12 months before")
    return Section("work", "Hours and effective rate", columns=columns, rows=rows)


def response_section(session: Session, client_id: int, day: date) -> Section:
    """How many tickets were answered in time: last quarter and last twelve months (S057)."""
    title = "Answered in time"
    year = answered_of(session, day, [client_id]).get(client_id)
    first = day - timedelta(days=QUARTER - 1)
    last = {one.client_id: one for one in response_met(session, first, day, [client_id])}
    quarter = last.get(client_id)
    waiting = session.scalar(
        select(func.count()).where(
            Ticket.client_id == client_id, IS_OPEN, Ticket.standing.is_(False)
        )
    )
    if year is None:
        return Section("response", title)

    def words(met: int, tickets: int, share: int) -> str:
        return f"{met} of {tickets}, {half_up(share, 10_000)}%"

    facts = kept(
        ("Last 12 months", words(year.met, year.tickets, year.share)),
        (
            "Last 90 days",
            words(quarter.met, quarter.tickets, quarter.share) if quarter else "no tickets",
        ),
        ("Open now", str(waiting or 0)),
    )
    return Section("response", title, facts)


def hours_line(session: Session, client_id: int, day: date) -> str:
    """The hours of the last twelve months in a few words; empty without one."""
    year = years_of_work(session, [client_id], day)[client_id]
    return f"{hours_h(year.minutes)} in twelve months" if year.minutes else ""
