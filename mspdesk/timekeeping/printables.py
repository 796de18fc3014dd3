"""The weekly time sheet on paper: one page a person, with lines to sign."""

from collections.abc import Sequence
from datetime import timedelta

from ..dates import full_date, hours, hours_h, short_date
from ..desk.area import Paper
from ..printing import blocks
from ..printing.block import Block
from ..printing.blocks import Blank, Column, Group
from ..printing.document import Layout, Printable
from ..printing.page import Foot, Head, Letterhead
from . import queries, rules
from .queries import SheetDocument, SheetLine

_DAY, _LONG_DAY = 31, 33
"""Points of a day's column, and where the sum of one has two digits before its point."""
_TEN = 10 * 60


def time_sheet(document: SheetDocument) -> Layout:
    """One week of one person: lines by ticket and hat, sums by day, reasons, signatures."""
    week, shop = document.week, document.shop
    letterhead = Letterhead(
        shop.name, shop.address_lines, shop.phone, shop.after_hours_phone, shop.email
    )
    span = f"{short_date(week.monday)} to {full_date(week.monday + timedelta(days=6))}"
    state = rules.WEEK_WORDS[rules.WeekState(week.state)]
    return Layout(
        title=f"Time sheet {week.person} {week.monday.isoformat()}",
        author=shop.name,
        head=Head(week.person, "Time sheet", span),
        foot=Foot.of(letterhead),
        blocks=[
            blocks.title(week.person, f"Time sheet, {span}"),
            blocks.facts(
                [
                    ("Paid", hours_h(week.paid)),
                    ("Logged", hours_h(week.logged)),
                    ("Missing", hours_h(week.missing)),
                    ("Time sheet", state),
                ],
                columns=4,
            ),
            blocks.space(6),
            _table(document),
            *_reasons(document),
            blocks.space(14),
            _signatures(document),
        ],
    )


def _table(document: SheetDocument) -> Block:
    week = document.week
    days = [week.monday + timedelta(days=n) for n in range(7)]
    width = _LONG_DAY if any(one.logged >= _TEN for one in week.days) else _DAY
    heads = [Column(f"{day:%a} {day.day}", width, align="right") for day in days]
    columns = [Column("Ticket or hat", share=1.5), Column("Client"), *heads]
    columns.append(Column("Total", 36, align="right", bold=True))
    rows: list[Sequence[str] | Group] = []
    for title, lines in (("On tickets", document.on_tickets), ("Overhead", document.overhead)):
        if lines:
            rows.append(Group(title, hours_h(sum(line.total for line in lines))))
            rows += [_row(line) for line in lines]
    totals = [
        ("Logged", "", *(_figure(one.logged) for one in week.days), hours(week.logged)),
        ("Paid", "", *(_figure(one.paid) for one in week.days), hours(week.paid)),
    ]
    after = [one.after for one in week.days]
    if any(after):
        totals.append(("After hours", "", *map(_figure, after), hours(sum(after))))
    return blocks.table(columns, rows, totals=totals, empty="No time in this week")


def _row(line: SheetLine) -> tuple[str, ...]:
    return (line.what, line.client, *map(_figure, line.days), hours(line.total))


def _figure(minutes: int) -> str:
    return hours(minutes) if minutes else ""


def _reasons(document: SheetDocument) -> list[Block]:
    """Why days are not complete, in the words that were given."""
    said = [one for one in document.week.days if one.reason or one.closed_for]
    if not said:
        return []
    words = [f"{one.day:%A}: {one.reason or one.closed_for}." for one in said]
    return [blocks.space(8), blocks.note(" ".join(words))]


def _signatures(document: SheetDocument) -> Block:
    """Two pairs of lines; who approved stands on the second when it is known."""
    week = document.week
    approved = full_date(week.approved_at.date()) if week.approved_at else ""
    return blocks.signatures(
        Blank("Signed", 2),
        Blank("Date"),
        Blank("Approved by", 2, week.approved_by),
        Blank("Date", 1, approved),
    )


TIME_SHEET = Printable[SheetDocument]("timesheet", "Time sheet", queries.sheet, time_sheet)

PAPERS = (Paper("timesheet", "Weekly time sheet", TIME_SHEET, queries.find_sheet, needs="time"),)
