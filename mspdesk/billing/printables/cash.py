"""The weekly view of cash on one page, as it was kept (S108)."""

from collections.abc import Sequence
from datetime import date

from ...desk.area import Paper
from ...money import shown
from ...printing import blocks
from ...printing.blocks import Block, Column
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ..queries import cash as queries
from ..queries.cash import BILL, EXPECTED, KIND_WORDS, PAY, CashDocument, CashLine

COMES_SHOWN = 10
GOES_SHOWN = 12
"""How many lines of each side fit on the page; the rest is summed in one."""


def _day(document: CashDocument, day: date) -> str:
    return f"{day.day} {day:%b}" if document.day_first else f"{day:%b} {day.day}"


def _full(document: CashDocument, day: date) -> str:
    return f"{_day(document, day)}{' ' if document.day_first else ', '}{day.year}"


def cash_page(document: CashDocument) -> Layout:
    """Cash now, four weeks, the largest amounts behind them, wages and what is not counted on."""
    money = document.currency
    as_of = _full(document, document.as_of)
    end = document.weeks[-1][1] if document.weeks else document.cash
    days = ", ".join(_day(document, day) for day in document.pay_dates) or "none known"
    facts = [
        ("Cash at the bank", shown(document.cash, money)),
        ("After four weeks", shown(end, money)),
        ("Pay dates", days),
        ("Open, but later or not counted on", shown(document.later, money)),
    ]
    return Layout(
        title=f"Cash, {as_of}",
        author=document.letterhead.name,
        head=Head(document.letterhead.name, "Cash, next four weeks", as_of),
        foot=Foot.of(document.letterhead),
        blocks=[
            blocks.title("Cash, next four weeks", as_of),
            blocks.fact_list(
                facts, bold=("After four weeks",), label_width=190, values_right=False
            ),
            blocks.space(8),
            _weeks(document),
            blocks.section("Comes", "expected by each client's own days to pay, and promised"),
            _lines(document, [line for line in document.lines if line.amount > 0], COMES_SHOWN),
            blocks.section("Goes", "bills, payments that go by themselves, wages"),
            _lines(document, [line for line in document.lines if line.amount < 0], GOES_SHOWN),
            *([blocks.paragraph(document.words)] if document.words else []),
            blocks.note("An estimate from the last year's payments, never a promise."),
        ],
    )


def _weeks(document: CashDocument) -> Block:
    money = document.currency
    heads = ("Expected", "Promised", "Bills", "Wages", "Left")
    return blocks.table(
        [
            Column("Week", share=1.3),
            *(Column(head, 78, align="right", bold=head == "Left") for head in heads),
        ],
        [
            (
                f"{_day(document, week.first)} to {_day(document, week.last)}",
                *(
                    shown(amount, money) if amount else ""
                    for amount in (week.expected, week.promised, week.bills, week.wages)
                ),
                shown(end, money),
            )
            for week, end in document.weeks
        ],
    )


def _when(document: CashDocument, line: CashLine) -> str:
    if line.kind == EXPECTED or line.on is None:
        week, _ = document.weeks[line.week]
        return f"by {_day(document, week.last)}"
    return _day(document, line.on)


def _lines(document: CashDocument, lines: Sequence[CashLine], most: int) -> Block:
    """The lines in the order they come; of many the largest, and the rest in one."""
    money = document.currency
    largest = sorted(lines, key=lambda line: -abs(line.amount))[:most]
    kept = [line for line in lines if line in largest]
    rows = [
        (_when(document, line), line.who, _what(line), shown(line.amount, money)) for line in kept
    ]
    rest = [line for line in lines if line not in largest]
    if rest:
        amount = shown(sum(line.amount for line in rest), money)
        rows.append(("", f"and {len(rest)} more", "", amount))
    return blocks.table(
        [
            Column("When", 66),
            Column("Who", share=1.4),
            Column("What", share=1.4),
            Column("Amount", 88, align="right"),
        ],
        rows,
        size=0.9,
        empty="Nothing in these weeks",
    )


def _what(line: CashLine) -> str:
    if line.kind in {BILL, PAY}:
        return line.words
    return f"{KIND_WORDS[line.kind]}, {line.words}" if line.words else KIND_WORDS[line.kind]


CASH = Printable("cash", "Cash", queries.cash_document, cash_page)
CASH_PAPER = Paper("cash", "Weekly cash view", CASH, queries.find_week, "money")
