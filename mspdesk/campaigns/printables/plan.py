"""The marketing plan of a year on landscape paper: the months, the campaigns, the days."""

from ...dates import full_date, month_start, short_date
from ...money import shown
from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Column, Group, Item, Row, TickBox
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ...printing.yearlanes import Look, YearBar, year_lanes
from ..queries.papers import PlanDocument, plan_document
from ..rules.campaigns import CHANNELS, Span, lanes, month_name

_LOOKS: dict[str, Look] = {"planned": "planned", "running": "running", "done": "done"}
_EMPTY = "No campaign is planned for this year yet."


def plan(document: PlanDocument) -> Layout:
    """The year at a glance, its campaigns with money and leads, and what is done on which day."""
    shop, year = document.shop, document.year
    name = f"Marketing plan {year}"
    return Layout(
        title=name,
        author=shop.name,
        head=Head(shop.name, name, full_date(document.on)),
        foot=Foot.of(shop),
        landscape=True,
        blocks=[
            blocks.title(name, _sum_words(document)),
            *_lanes(document),
            blocks.space(5),
            blocks.note("Dashed: planned. Grey: running. Framed: done."),
            blocks.section("Campaigns"),
            _table(document),
            *_days(document),
        ],
    )


def _sum_words(document: PlanDocument) -> str:
    many = len(document.rows)
    budget = shown(sum(row.budget for row in document.rows), document.money)
    hoped = sum(row.leads_hoped for row in document.rows)
    return f"{many} campaign{'' if many == 1 else 's'}, {budget}, {hoped} leads hoped for"


def _lanes(document: PlanDocument) -> tuple[Block, ...]:
    numbers = {row.id: number for number, row in enumerate(document.rows, 1)}
    found = []
    for channel, words in CHANNELS.items():
        rows = [row for row in document.rows if row.channel == channel]
        lines = lanes([Span(row.id, row.starts_on, row.ends_on) for row in rows])
        bars = [
            YearBar(
                row.starts_on,
                row.ends_on,
                lines[row.id],
                f"{numbers[row.id]}  {row.title}",
                _LOOKS.get(row.state, "done"),
            )
            for row in rows
        ]
        if bars:
            found.append((words, bars))
    return year_lanes(document.year, found)


def _table(document: PlanDocument) -> Block:
    money = document.money
    columns = [
        Column("No.", 26),
        Column("Campaign", share=1.6, bold=True, wrap=True),
        Column("When", 128),
        Column("Who", 92),
        Column("Budget", 62, align="right"),
        Column("Cost", 62, align="right"),
        Column("Hoped for", 54, align="right"),
        Column("Leads", 42, align="right"),
    ]
    rows = [
        (
            str(number),
            Item(row.title, row.offering),
            f"{short_date(row.starts_on, document.on)} to {full_date(row.ends_on)}",
            row.owner,
            shown(row.budget, money),
            shown(row.cost, money),
            str(row.leads_hoped),
            str(row.leads),
        )
        for number, row in enumerate(document.rows, 1)
    ]
    totals = [
        (
            "",
            "Together",
            "",
            "",
            shown(sum(row.budget for row in document.rows), money),
            shown(sum(row.cost for row in document.rows), money),
            str(sum(row.leads_hoped for row in document.rows)),
            str(sum(row.leads for row in document.rows)),
        )
    ]
    return blocks.table(columns, rows, totals=totals if rows else (), empty=_EMPTY)


def _days(document: PlanDocument) -> list[Block]:
    """What is to be done, month by month, with a box to tick."""
    if not document.steps:
        return []
    columns = [
        Column("", 18),
        Column("Day", 54),
        Column("What", share=1.4, bold=True, wrap=True),
        Column("Campaign", share=1.0, wrap=True),
    ]
    rows: list[Row] = []
    month = None
    for one in document.steps:
        if month_start(one.on) != month:
            month = month_start(one.on)
            rows.append(Group(month_name(month)))
        tick = TickBox("check" if one.done_on else "")
        rows.append((tick, f"{one.on:%a} {one.on.day}", one.title, one.campaign))
    return [blocks.section("Month by month"), blocks.table(columns, rows)]


PLAN = Printable("marketing-plan", "Marketing plan", plan_document, plan)
