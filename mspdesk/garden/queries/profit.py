"""What each client brought and cost between two days (B9, S019, S110)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Date, and_, bindparam, column, func, select, table
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...timekeeping.models import TimeByClientMonth, TimeEntry
from ..models import MoneyByClientMonth
from ..rules import KIND_OF, GardenRow, Mode, Terms, garden_rows, months_and_edges
from .terms import Recorded, terms_of

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


# Put into words once: that took as long as the answers themselves.
_FIRST: BindParameter[str] = bindparam("first")
_LAST: BindParameter[str] = bindparam("last")
# Of the tables' columns, as rows of the classes' are put together with more care than sums need.
_CLIENT = Client.__table__.c
_MONEY = MoneyByClientMonth.__table__.c
_TIME = TimeByClientMonth.__table__.c
_KEPT_MONEY = (
    select(_MONEY.client_id, _MONEY.kind, func.sum(_MONEY.amount), func.sum(_MONEY.cost))
    .where(_MONEY.month.between(_FIRST, _LAST))
    .group_by(_MONEY.client_id, _MONEY.kind)
)
_KEPT_TIME = (
    select(_CLIENT.id, _CLIENT.name, _CLIENT.internal, func.sum(_TIME.minutes))
    .outerjoin_from(
        Client.__table__,
        TimeByClientMonth.__table__,
        and_(_TIME.client_id == _CLIENT.id, _TIME.month.between(_FIRST, _LAST)),
    )
    .group_by(_CLIENT.id)
)
"""Every client by name, and its minutes of whole months: names and sums in one statement."""

_NO_MONTHS = {"first": "9999-99", "last": ""}


def garden(
    session: Session, first: date, last: date, mode: Mode | str = Mode.EXACT
) -> list[GardenRow]:
    """Every client with money or hours between two days, both included, the least profit first.

    One's own company is left out. `mode` says how the paid hours of several are counted (E05).
    """
    minutes, names = _worked(session, first, last)
    recorded = Recorded(
        sum(minutes.values()), sum(n for who, n in minutes.items() if not names[who][1])
    )
    terms = terms_of(session, first, last, Mode(mode), recorded)
    return _rows(session, first, last, terms, minutes, names)


def garden_on(session: Session, first: date, last: date, terms: Terms) -> list[GardenRow]:
    """The same on terms that are known already."""
    minutes, names = _worked(session, first, last)
    return _rows(session, first, last, terms, minutes, names)


Names = dict[int, tuple[str, bool]]
"""Names of clients by id, and whether it is one's own company."""


def _rows(
    session: Session,
    first: date,
    last: date,
    terms: Terms,
    minutes: dict[int, int],
    names: Names,
) -> list[GardenRow]:
    months, edges = months_and_edges(first, last)
    sums: dict[int, dict[str, int]] = {}
    cogs: dict[int, int] = {}
    for client_id, kind, amount, cost in _money(session, months, edges):
        own = sums.setdefault(client_id, {})
        into = KIND_OF.get(kind, "other")
        own[into] = own.get(into, 0) + int(amount)
        if cost:
            cogs[client_id] = cogs.get(client_id, 0) + int(cost)
    billed = [
        (id_, name, sums.get(id_, {}), cogs.get(id_, 0), minutes.get(id_, 0))
        for id_, (name, internal) in names.items()
        if not internal and (minutes.get(id_) or cogs.get(id_) or any(sums.get(id_, {}).values()))
    ]
    return garden_rows(billed, terms)


def _money(
    session: Session, months: tuple[str, str] | None, edges: list[tuple[date, date]]
) -> Iterator[Any]:
    """Amount and cost by client and kind: whole months as kept, the days at both ends by part."""
    if months is not None:
        yield from session.execute(_KEPT_MONEY, {"first": months[0], "last": months[1]}).all()
    part = PARTS.c
    for begins, ends in edges:
        yield from session.execute(
            select(part.client_id, part.kind, func.sum(part.amount), func.sum(part.cost))
            .where(part.day.between(begins, ends))
            .group_by(part.client_id, part.kind)
        )


def _worked(session: Session, first: date, last: date) -> tuple[dict[int, int], Names]:
    """Minutes recorded for each client between two days, whatever their kind; and all the names."""
    months, edges = months_and_edges(first, last)
    asked = {"first": months[0], "last": months[1]} if months else _NO_MONTHS
    minutes: dict[int, int] = {}
    names: Names = {}
    for client_id, name, internal, sum_ in session.execute(_KEPT_TIME, asked).all():
        names[client_id] = name, internal
        if sum_ is not None:
            minutes[client_id] = int(sum_)
    entry = TimeEntry
    for begins, ends in edges:
        found = session.execute(
            select(entry.client_id, func.sum(entry.minutes))
            .where(entry.work_on.between(begins, ends))
            .group_by(entry.client_id)
        )
        for client_id, more in found.all():
            minutes[client_id] = minutes.get(client_id, 0) + int(more)
    return minutes, names
