"""The services grid of a month as it prints, landscape: one row for each client and service."""

from datetime import date

from sqlalchemy.orm import Session

from ...dates import full_date, month_start, parse_date
from ...letters.queries import letterhead
from ...money import Currency, quantity, shown
from ...printing.page import Letterhead
from ...rows import dataclass
from ...shop.queries import shop
from .rows import GridRow, grid_rows, revenue_by_client
from .sums import review_of, sums


@dataclass(frozen=True, slots=True)
class ClientGrid:
    """The rows of one client, in words; `right` is its payment, plan and monitoring."""

    client: str
    right: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class GridDocument:
    """A month's grid in words, its totals and what is left open."""

    letterhead: Letterhead
    month: str
    clients: tuple[ClientGrid, ...]
    totals: tuple[str, ...]
    findings: tuple[str, ...]
    reviewed: str


def grid_document(session: Session, month: date) -> GridDocument:
    """Gather the grid of a month."""
    money = shop(session).money
    rows = grid_rows(session, month)
    revenue = revenue_by_client(session, month)
    every = sums(rows)
    clients: dict[int, list[GridRow]] = {}
    for row in rows:
        clients.setdefault(row.client_id, []).append(row)
    review = review_of(session, month)
    return GridDocument(
        letterhead(session),
        f"{month_start(month):%B %Y}",
        tuple(
            ClientGrid(
                some[0].client,
                _client_words(some, revenue.get(some[0].client_id, 0), money),
                tuple(
                    (
                        row.item,
                        quantity(row.bought),
                        quantity(row.sold),
                        quantity(row.bundled),
                        "" if row.in_use is None else quantity(row.in_use),
                        shown(row.cost, money),
                        shown(row.revenue, money) if row.revenue else "",
                        variance_words(row),
                    )
                    for row in some
                ),
            )
            for some in clients.values()
        ),
        (
            "All",
            quantity(every.bought),
            quantity(every.sold),
            quantity(every.bundled),
            "",
            shown(every.cost, money),
            shown(sum(revenue.values()), money),
            f"{every.unbilled} to look at" if every.unbilled else "",
        ),
        (
            _not_billed(shown(every.unbilled_cost, money), shown(every.missed, money)),
            f"Orphan services: {every.orphans}, {shown(every.orphan_cost, money)} a month.",
        ),
        f"Gone through by {review.person or 'nobody named'} on {full_date(review.at.date())}."
        if review
        else "",
    )


def _client_words(some: list[GridRow], revenue: int, money: Currency) -> str:
    """Plan, payment and monitoring of a client, and what its agreements leave before labor."""
    first = some[0]
    words = [first.plan, first.payment, first.rmm_level]
    if revenue:
        left = revenue - sum(row.cost for row in some)
        words += [f"asks {shown(revenue, money)}", f"{shown(left, money)} before labor"]
    return ", ".join(filter(None, words))


def _not_billed(cost: str, missed: str) -> str:
    return f"Not billed: {cost} a month of cost, {missed} a month of revenue missed."


def variance_words(row: GridRow) -> str:
    """What a row leaves in few words: 3 not billed, 2 sold too many, former client."""
    if row.orphan:
        return row.orphan
    if row.left > 0:
        return f"{quantity(row.left)} not billed"
    if row.left < 0:
        return f"{quantity(-row.left)} more sold"
    return ""


def find_grid(_session: Session, text: str) -> date:
    """The month somebody named by one of its days, such as 2026-03-01 or Mar 1."""
    return month_start(parse_date(text.strip()))
