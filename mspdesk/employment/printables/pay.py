"""The pay calendar on one page: pay periods, pay dates, holidays; a handout (S038)."""

from datetime import date

from ...desk.area import Paper
from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Column
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ...shop.rules.pay import PayDay
from ..queries.pay import (
    PayDocument,
    closed_words,
    find_year,
    moved_words,
    pay_document,
    schedule_words,
)

MOST_IN_A_TABLE = 27
"""Pay dates that stand in one table; a year of weeks is parted in two."""

_STAR = "*"


def pay_calendar(document: PayDocument) -> Layout:
    """The year's pay dates with their periods, and the days on which the company is closed."""
    page = document.page
    title = f"Pay calendar {page.year}"
    return Layout(
        title=title,
        author=document.letterhead.name,
        head=Head(document.letterhead.name, title),
        foot=Foot.of(document.letterhead),
        blocks=[
            blocks.title(title, schedule_words(page)),
            blocks.space(4),
            *(_weeks(document) if len(page.days) > MOST_IN_A_TABLE else _one_table(document)),
        ],
    )


def _one_table(document: PayDocument) -> list[Block]:
    page = document.page
    columns = [
        Column("No.", 26, align="right"),
        Column("Pay period", share=1.35),
        Column("Pay date", share=1, bold=True),
        Column("", share=1.7, wrap=True),
    ]
    rows = [
        (str(n), _period(day), _weekday(day.pay_on, page.year), moved_words(day))
        for n, day in enumerate(page.days, 1)
    ]
    return [blocks.table(columns, rows, size=0.95, close=True), *_closed(document)]


def _weeks(document: PayDocument) -> list[Block]:
    """Two tables beside each other; why a day was moved stands below them."""
    page = document.page
    days = page.days
    columns = [
        Column("No.", 26, align="right"),
        Column("Pay period", share=1.3),
        Column("Pay date", share=1, bold=True),
    ]
    rows = [
        (
            str(n),
            _period(day),
            _weekday(day.pay_on, page.year) + (_STAR if moved_words(day) else ""),
        )
        for n, day in enumerate(days, 1)
    ]
    half = (len(rows) + 1) // 2
    parts = [
        blocks.table(columns, some, size=0.9, close=True) for some in (rows[:half], rows[half:])
    ]
    moved = [
        f"{_weekday(day.pay_on, page.year)}: {moved_words(day)}" for day in days if moved_words(day)
    ]
    said = [blocks.note(f"{_STAR} {'; '.join(moved)}.")] if moved else []
    return [blocks.columns(*parts, gap=18), *said, *_closed(document)]


def _closed(document: PayDocument) -> list[Block]:
    """The days off, in two columns below the pay dates."""
    page = document.page
    columns = [Column("", share=1, bold=True), Column("", share=1.6)]
    rows = [(_weekday(on, page.year), name) for on, name in page.closed]
    half = (len(rows) + 1) // 2
    parts = [
        blocks.table(columns, some, size=0.9, close=True) for some in (rows[:half], rows[half:])
    ]
    return [
        blocks.space(6),
        blocks.section("Days on which we are closed", closed_words(page)),
        blocks.columns(*parts, gap=18) if rows else blocks.note("None."),
    ]


def _period(day: PayDay) -> str:
    first, last = day.first_on, day.last_on
    return f"{_short(first)} to {_short(last)}"


def _short(day: date) -> str:
    return f"{day:%b} {day.day}"


def _weekday(day: date, year: int) -> str:
    """A day of the year in few signs: Fri, Jan 8; one of another year says which."""
    return f"{day:%a}, {_short(day)}" + (f", {day.year}" if day.year != year else "")


PAY_CALENDAR: Printable[PayDocument] = Printable(
    "pay-calendar", "Pay calendar", pay_document, pay_calendar
)

PAPERS = (Paper("pay-calendar", "Pay calendar", PAY_CALENDAR, find_year),)
