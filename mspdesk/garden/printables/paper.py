"""The garden on paper: the chart, whom to tend first, and all figures, landscape."""

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
from ..rules import CHOICE_WORDS, Choice, GardenRow, Mode, dropped, paid_words
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
    """Figures in a line, the chart, whom to tend first; then every column of every client."""
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
        blocks.section("All figures, the least profit first"),
        _figures(page),
        blocks.note(
            "Labor is plans, prepaid hours, time and trips. Other is credits, discounts and fees."
            " Paid hours are the recorded ones and their share of all that is paid besides."
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
        empty="Every client brings in the target or more.",
    )


_COLUMNS = (
    ("Revenue", "revenue"),
    ("Labor", "labor"),
    ("Project", "project"),
    ("Hardware", "hardware"),
    ("Software", "software"),
    ("Services", "services"),
    ("Other", "other"),
    ("At cost", "cogs"),
)


def _figures(page: GardenPage) -> blocks.Block:
    """All columns of B9; whole units, as a page is not wide enough for more."""
    money = page.money

    def amount(value: int) -> str:
        return shown_whole(value, money) if value else ""

    def line(row: GardenRow) -> tuple[str, ...]:
        rate = row.effective_rate
        return (
            row.client,
            *(amount(getattr(row, name)) for _, name in _COLUMNS),
            hours(row.recorded),
            paid_words(row.paid)[:-2],
            amount(row.labor_cost),
            shown_whole(row.profit, money),
            row.percent_words,
            shown_whole(rate, money) if rate is not None else "",
            shown_whole(row.running, money),
        )

    every = dropped(page.rows, len(page.rows))
    total = (
        "All of them",
        *(amount(sum(getattr(row, name) for row in page.rows)) for _, name in _COLUMNS),
        hours(every.recorded),
        paid_words(every.paid)[:-2],
        amount(every.labor_cost),
        shown_whole(every.profit, money),
        "",
        shown_whole(every.hourly, money) if every.hourly is not None else "",
        "",
    )
    widths = (46, 46, 42, 46, 44, 44, 40, 44, 42, 44, 48, 46, 40, 40, 48)
    titles = [title for title, _ in _COLUMNS]
    titles += ["Hours", "Paid h", "Labor cost", "Profit", "%", "Per h", "Running"]
    columns = [Column("Client", wrap=True)]
    columns += [
        Column(title, wide, align="right", wrap=True)
        for title, wide in zip(titles, widths, strict=True)
    ]
    return blocks.table(
        columns,
        [line(row) for row in page.rows],
        totals=[total] if page.rows else (),
        size=0.86,
        empty="Nothing to show",
    )


GARDEN: Printable[GardenDocument] = Printable("garden", "Client garden", garden_document, lay_out)
