"""Opportunities as a list: under their stages while they are open, by day once they have ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...dates import full_date, short_date, today
from ...exchange.columns import DATE, TEXT, WHOLE, OutColumn, money_in
from ...money import Currency, shown_whole
from ...widgets.table import Column, Group, Table
from ..queries.pipeline import OpportunityRow, StageRow, totals


def listing(
    money: Currency, on_open: Callable[[OpportunityRow], object], name: str, *, fit: bool = False
) -> Table[OpportunityRow]:
    """The list of opportunities; Enter opens one."""

    def amount(value: int) -> str:
        return shown_whole(value, money) if value else ""

    return Table(
        (
            Column("who", "Company", "two_line", lambda r: (r.client, r.title), stretch=3),
            Column(
                "next",
                "Next step, or how it ended",
                "two_line",
                _next,
                stretch=2,
                color=_late,
            ),
            Column("monthly", "A month", "money", lambda r: amount(r.monthly), width=100),
            Column("once", "Once", "money", lambda r: amount(r.once), width=96, hide_under=1_000),
            Column("likely", "Likely", "num", lambda r: f"{r.likelihood}%", width=64),
            Column(
                "weighted",
                "Weighted year",
                "money",
                lambda r: amount(r.weighted),
                width=124,
                hide_under=1_100,
            ),
            Column("yes", "Yes of 8", "num", lambda r: str(r.yes), width=74, hide_under=1_200),
            Column("owner", "Whose", "muted", lambda r: r.owner or "Nobody", width=120),
        ),
        name=name,
        row="two_line",
        on_activate=on_open,
        fit=fit,
        empty="Nobody stands here",
    )


def _next(row: OpportunityRow) -> tuple[str, str]:
    """What is done next and when; of one that has ended why it did, and when."""
    if row.closed_on is not None:
        return row.closed_why or row.stage_words, full_date(row.closed_on)
    return row.next_step or "None", short_date(row.next_on, today()) if row.next_on else "No day"


def _late(row: OpportunityRow) -> str | None:
    if row.closed_on is not None:
        return None
    return "amber" if row.next_on is None or row.next_on <= today() else None


def show_list(
    table: Table[OpportunityRow],
    rows: Sequence[OpportunityRow],
    stages: Sequence[StageRow],
    money: Currency,
    *,
    grouped: bool,
) -> None:
    """Fill the list, under the stages with their sums where it is `grouped`."""
    if not grouped:
        table.show_rows(rows)
        return
    groups = []
    for stage in stages:
        here = [one for one in rows if one.stage == stage.key]
        if here:
            summed = totals(here)
            sums = {
                "monthly": shown_whole(summed.monthly, money) if summed.monthly else "",
                "once": shown_whole(summed.once, money) if summed.once else "",
                "weighted": shown_whole(summed.weighted, money) if summed.weighted else "",
            }
            groups.append(Group(stage.name, here, f"{len(here)}", sums=sums))
    table.show_groups(groups)


def columns(money: Currency) -> tuple[OutColumn[OpportunityRow], ...]:
    """An opportunity in a file."""
    amount = money_in(money)
    return (
        OutColumn("Number", TEXT, lambda r: r.number),
        OutColumn("Company", TEXT, lambda r: r.client),
        OutColumn("About", TEXT, lambda r: r.title),
        OutColumn("Stage", TEXT, lambda r: r.stage_words),
        OutColumn("A month", amount, lambda r: r.monthly),
        OutColumn("Once", amount, lambda r: r.once),
        OutColumn("Likely %", WHOLE, lambda r: r.likelihood),
        OutColumn("Weighted year", amount, lambda r: r.weighted),
        OutColumn("Expected", DATE, lambda r: r.expected_on),
        OutColumn("Next step", TEXT, lambda r: r.next_step),
        OutColumn("On", DATE, lambda r: r.next_on),
        OutColumn("Whose", TEXT, lambda r: r.owner),
        OutColumn("Source", TEXT, lambda r: r.source),
        OutColumn("Ended", DATE, lambda r: r.closed_on),
        OutColumn("Why", TEXT, lambda r: r.closed_why),
    )
