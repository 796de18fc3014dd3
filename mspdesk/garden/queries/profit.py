"""What each client brought and cost between two days (B9, S019, S110)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Date, column, func, select, table
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import today
from ...timekeeping.models import TimeByClientMonth, TimeEntry
from ..models import MoneyByClientMonth
from ..rules import KIND_OF, GardenRow, Mode, Terms, garden_row, in_order, months_and_edges
from .terms import terms_of

PARTS = table(
    "money_part",
    column("invoice_id"),
    column("line_id"),
    column("client_id"),
    column("day", Date),
    column("kind"),
    column("amount"),
    column("cost"),
)
"""What counts of issued invoices, part by part: a view that the triggers sum up by month."""

Sums = dict[int, dict[str, int]]


def garden(
    session: Session, first: date, last: date, mode: Mode | str = Mode.EXACT
) -> list[GardenRow]:
    """Every client with money or hours between two days, both included, the least profit first.

    One's own company is left out. `mode` says how the paid hours of several are counted (E05).
    """
    return garden_on(session, first, last, terms_of(session, first, last, Mode(mode)))


def garden_on(session: Session, first: date, last: date, terms: Terms) -> list[GardenRow]:
    """The same on terms that are known already."""
    months, edges = months_and_edges(first, last)
    sums: Sums = {}
    cogs: dict[int, int] = {}
    for client_id, kind, amount, cost in _money(session, months, edges):
        own = sums.setdefault(client_id, {})
        into = KIND_OF.get(kind, "other")
        own[into] = own.get(into, 0) + int(amount)
        cogs[client_id] = cogs.get(client_id, 0) + int(cost)
    minutes = minutes_by_client(session, first, last)
    names = select(Client.id, Client.name).where(Client.internal.is_(False))
    rows = [
        garden_row(id_, name, sums.get(id_, {}), cogs.get(id_, 0), minutes.get(id_, 0), terms)
        for id_, name in session.execute(names)
        if minutes.get(id_) or cogs.get(id_) or any(sums.get(id_, {}).values())
    ]
    return in_order(rows)


def _money(
    session: Session, months: tuple[str, str] | None, edges: list[tuple[date, date]]
) -> Iterator[Any]:
    """Amount and cost by client and kind: whole months as kept, the days at both ends by part."""
    if months is not None:
        kept = MoneyByClientMonth
        yield from session.execute(
            select(kept.client_id, kept.kind, func.sum(kept.amount), func.sum(kept.cost))
            .where(kept.month.between(*months))
            .group_by(kept.client_id, kept.kind)
        )
    part = PARTS.c
    for begins, ends in edges:
        yield from session.execute(
            select(part.client_id, part.kind, func.sum(part.amount), func.sum(part.cost))
            .where(part.day.between(begins, ends))
            .group_by(part.client_id, part.kind)
        )


def minutes_by_client(session: Session, first: date, last: date) -> dict[int, int]:
    """Minutes recorded for each client between two days, whatever their kind."""
    months, edges = months_and_edges(first, last)
    found: dict[int, int] = {}
    if months is not None:
        kept = TimeByClientMonth
        rows = session.execute(
            select(kept.client_id, func.sum(kept.minutes))
            .where(kept.month.between(*months))
            .group_by(kept.client_id)
        )
        found = {client_id: int(minutes) for client_id, minutes in rows}
    for begins, ends in edges:
        entry = TimeEntry
        rows = session.execute(
            select(entry.client_id, func.sum(entry.minutes))
            .where(entry.work_on.between(begins, ends))
            .group_by(entry.client_id)
        )
        for client_id, minutes in rows:
            found[client_id] = found.get(client_id, 0) + int(minutes)
    return found


def until_today(first: date, last: date) -> tuple[date, date]:
    """A time without its days ahead; the last day is never before the first."""
    return first, max(first, min(last, today()))
