"""The garden on paper: the chart, whom to tend first, all figures; landscape."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from ...dates import clock_time, full_date, hours, now
from ...money import shown, shown_whole
from ...printing import blocks
from ...printing.blocks import Column
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head, Letterhead
from ...rows import dataclass
from ...shop import queries as shop_queries
from ..queries import GardenPage, garden_page
from ..rules import CHOICE_WORDS, KINDS, Choice, GardenRow, Mode, dropped, paid_words
from .chart import BubbleChart


@dataclass(frozen=True, slots=True)
class GardenDocument:
    """The garden as it is printed: the page, who prints it, when."""

    page: GardenPage
    shop: str
    letterhead: Letterhead
    made: str


def garden_document(
    session: Session, first: date, last: date, mode: Mode | str = Mode.EXACT
) -> GardenDocument:
    """Ask for the garden of a time."""
    company = shop_queries.shop(session)
    moment = now()
    letterhead = Letterhead(
        company.name, company.address_lines, company.phone, company.after_hours_phone, company.email
    )
    made = f"{full_date(moment.date())}, {clock_time(moment)}"
    return GardenDocument(garden_page(session, first, last, mode), company.name, letterhead, made)


def lay_out(document: GardenDocument) -> Layout:
    """Figures in a line, the chart, whom to tend first; then all columns of B9 in two lists."""
    page = document.page
    covers = f"{full_date(page.first)} to {full_date(page.last)}"
    parts = [
        blocks.title("Client garden", f"{len(page.rows)} clients, {covers}"),
        blocks.note(_terms(page)),
    ]
    if page.bubbles:
        parts += [blocks.section("What an hour with each client brings in"), BubbleChart(page)]
    parts += [
        blocks.section("Tend first"),
        _tend(page),
        blocks.page_break(),
        blocks.section("What is left, the least profit first"),
        _left(page),
        blocks.note(
            "Paid hours are the recorded ones and their share of all that is paid besides."
            " Running is the profit of all clients down to that line."
        ),
        blocks.page_break(),
        blocks.section("What they were billed for"),
        _kinds(page),
        blocks.note(
            "Labor is plans, prepaid hours, time and trips; time for a project is project. Other is"
            " credits, discounts and fees."
        ),
    ]
    return Layout(
        title="Client garden",
        author=document.shop,
        head=Head(document.shop, "Client garden", f"Made {document.made}"),
        foot=Foot.of(document.letterhead),
        landscape=True,
        blocks=parts,
    )


def _terms(page: GardenPage) -> str:
    money = page.money
    every = dropped(page.rows, len(page.rows))
    hourly = shown_whole(every.hourly, money) if every.hourly is not None else "nothing yet"
    said = (
        f"An hour brings in {hourly}; the target is {shown_whole(page.target, money)}, which leaves"
        f" {page.margin}% over its cost. A paid hour costs {shown(page.terms.per_hour, money)}, an"
        f" hour recorded for a client {shown(page.terms.productive, money)}."
        " Circles are as large as the income a month."
    )
    return " ".join((said, *page.terms.assumed))


def _tend(page: GardenPage) -> blocks.Block:
    """Those below the line, what would help, and what the owner decided."""
    rows = []
    for row in page.tend:
        help_ = page.help.get(row.client_id)
        choice = page.choices.get(row.client_id)
        rows.append(
            (
                row.client,
                shown_whole(row.effective_rate or 0, page.money),
                hours(page.a_month(row.recorded)),
                f"{help_.words}. {help_.more}" if help_ else "",
                f"{CHOICE_WORDS[Choice(choice.choice)]}: {choice.why}" if choice else "",
            )
        )
    return blocks.table(
        [
            Column("Client", share=24, wrap=True),
            Column("Per hour", 62, align="right"),
            Column("Hours a month", 80, align="right"),
            Column("What would help", share=44, wrap=True),
            Column("Decided", share=28, wrap=True),
        ],
        rows,
        empty="No client with hours brings in less than the target.",
    )


def _left(page: GardenPage) -> blocks.Block:
    """What is left of each client's revenue; whole units, as for any summary."""
    money = page.money

    def line(row: GardenRow) -> tuple[str, ...]:
        rate = row.effective_rate
        return (
            row.client,
            shown_whole(row.revenue, money),
            shown_whole(row.cogs, money),
            hours(row.recorded),
            paid_words(row.paid).removesuffix(" h"),
            shown_whole(row.labor_cost, money),
            shown_whole(row.profit, money),
            row.percent_words,
            shown_whole(rate, money) if rate is not None else "",
            shown_whole(row.running, money),
        )

    every = dropped(page.rows, len(page.rows))
    total = (
        "All of them",
        shown_whole(every.revenue, money),
        shown_whole(every.cogs, money),
        hours(every.recorded),
        paid_words(every.paid).removesuffix(" h"),
        shown_whole(every.labor_cost, money),
        shown_whole(every.profit, money),
        "",
        shown_whole(every.hourly, money) if every.hourly is not None else "",
        "",
    )
    return _table(_LEFT_TITLES, [line(row) for row in page.rows], total)


_LEFT_TITLES = (
    "Revenue",
    "Goods at cost",
    "Hours",
    "Paid hours",
    "Labor cost",
    "Profit",
    "Profit %",
    "Per hour",
    "Running",
)
_KIND_TITLES = ("Labor", "Project", "Hardware", "Software", "Services", "Other")


def _kinds(page: GardenPage) -> blocks.Block:
    """What each client was billed for."""

    def amount(value: int) -> str:
        return shown_whole(value, page.money) if value else ""

    rows = [
        (row.client, *(amount(getattr(row, kind)) for kind in KINDS), amount(row.revenue))
        for row in page.rows
    ]
    sums = [sum(getattr(row, kind) for row in page.rows) for kind in KINDS]
    total = ("All of them", *map(amount, sums), amount(sum(sums)))
    return _table((*_KIND_TITLES, "Revenue"), rows, total)


def _table(
    titles: Sequence[str], rows: Sequence[tuple[str, ...]], total: tuple[str, ...]
) -> blocks.Block:
    columns = [Column("Client", share=1, wrap=True)]
    columns += [Column(title, 64, align="right") for title in titles]
    return blocks.table(
        columns, rows, totals=[total] if rows else (), size=0.95, empty="Nothing to show"
    )


GARDEN: Printable[GardenDocument] = Printable("garden", "Client garden", garden_document, lay_out)
