"""The owner's week on one sheet of paper."""

from collections.abc import Sequence
from datetime import date

from ..billing.rules.ageing import BUCKET_WORDS, BUCKETS
from ..dates import age, clock_time, full_date, hours_h, short_date
from ..desk.area import Paper, Place, Verb
from ..money import half_up, shown_whole
from ..people.rules import first_name
from ..printing import blocks
from ..printing.block import Block
from ..printing.blocks import Column
from ..printing.document import Layout, Printable
from ..printing.page import Foot, Head, Letterhead
from ..timekeeping.queries.flow import clears_in, mean_net, trend
from .week import MOST, WeekDocument, find_week, shown_of, week_document

SIZE = 0.88
"""How large the cells of its tables are set, so that the week stays on one sheet."""


def week(document: WeekDocument) -> Layout:
    """The board, time and promises at the left, money and who is there at the right."""
    shop = document.shop
    letterhead = Letterhead(
        shop.name, shop.address_lines, shop.phone, shop.after_hours_phone, shop.email
    )
    span = f"{short_date(document.first, document.last)} to {full_date(document.last)}"
    made = f"{full_date(document.made_at.date())}, {clock_time(document.made_at)}"
    left = [
        *_board(document),
        *_oldest(document),
        *_promises(document),
        *_late(document),
    ]
    right = [*_money(document), *_cash(document), *_time(document), *_ahead(document)]
    return Layout(
        title=f"Week {document.first.isoformat()}",
        author=shop.name,
        head=Head(shop.name, "The week on one page", f"Made {made}"),
        foot=Foot.of(letterhead),
        blocks=[
            blocks.title("The week", span),
            blocks.columns(left, right, shares=(1, 1), gap=20),
        ],
    )


def _pairs(head: str, beside: str, rows: Sequence[tuple[str, str]]) -> list[Block]:
    """A part of the page: what it is, and figures in two columns."""
    columns = [
        Column("", share=1.5, wrap=True),
        Column("", share=1, align="right", bold=True, wrap=True),
    ]
    return [blocks.section(head, beside), blocks.table(columns, list(rows), size=SIZE)]


def _board(document: WeekDocument) -> list[Block]:
    held, flow = document.backlog, document.flow
    this = flow[-1] if flow else None
    # A week that has begun would pull the mean about.
    whole = flow if document.is_over else flow[:-1]
    net = mean_net(whole)
    over = sum(row.counts[3] for row in document.ages)
    rows = [
        ("Outstanding", f"{held.open_tickets} tickets"),
        ("Backlog, all estimates", hours_h(held.estimated_minutes)),
        ("Left to do", hours_h(held.remaining_minutes)),
        ("Without an estimate", str(held.without_estimate)),
        ("Open for over 30 days", str(over)),
    ]
    if this is not None:
        rows.append(("In and out this week", f"{hours_h(this.inflow)}, {hours_h(this.outflow)}"))
    grows = "+" if net > 0 else ""
    rows.append((f"Net a week, mean of {len(whole)}", f"{grows}{hours_h(net)}, {trend(whole)}"))
    rows.append(("Clears in", clears_in(held.estimated_minutes, net)))
    return _pairs("The board", "", rows)


def _oldest(document: WeekDocument) -> list[Block]:
    columns = [
        Column("No.", 30, bold=True),
        Column("Title", wrap=True),
        Column("Age", 28, align="right"),
    ]
    rows = [
        (str(row.number), f"{row.title}, {row.client}", age(row.opened_at, document.made_at))
        for row in document.oldest
    ]
    return [
        blocks.section("Oldest tickets"),
        blocks.table(columns, rows, size=SIZE, empty="Nothing to show"),
    ]


def _promises(document: WeekDocument) -> list[Block]:
    met = sum(row.met for row in document.response)
    every = sum(row.tickets for row in document.response)
    answered = f"{half_up(met * 100, every)}%, {met} of {every}" if every else "none was due"
    missed = [f"{row.client} {row.missed}" for row in document.response if row.missed]
    rows = [("Answered in time", answered)]
    if missed:
        rows.append(("Too late at", ", ".join(missed[:MOST])))
    for line in document.reviews:
        words = "no review" if line.review is None else f"{line.review.tickets} tickets, "
        if line.review is not None:
            words += f"{line.review.keys} key{'s' * (line.review.keys != 1)} put right"
        rows.append((f"Backlog review, {line.on:%A}", words))
    if not document.reviews:
        rows.append(("Backlog review", "none yet"))
    return _pairs("Promises", "", rows)


def _late(document: WeekDocument) -> list[Block]:
    columns = [
        Column("Checklist", share=1.4, wrap=True),
        Column("Client", wrap=True),
        Column("Due", 42),
    ]
    rows = [
        (row.title, row.client, short_date(row.due_on) if row.due_on else "")
        for row in document.late[:MOST]
    ]
    return [
        blocks.section("Late checklists", shown_of(document.late)),
        blocks.table(columns, rows, size=SIZE, empty="Nothing to show"),
    ]


def _money(document: WeekDocument) -> list[Block]:
    money, owed = document.shop.money, document.owed
    rows = [("Owed to us", shown_whole(owed.open_total, money))]
    rows += [
        (f"  {BUCKET_WORDS[key]}", shown_whole(owed.amounts[key], money))
        for key in BUCKETS
        if owed.amounts[key]
    ]
    rows.append(("Paid and not applied", shown_whole(owed.unapplied, money)))
    rows.append(("Drafts to look at, invoices to send", f"{document.drafts}, {document.unsent}"))
    rows.append(("Time not billed yet", hours_h(document.unbilled)))
    cost = f", {shown_whole(document.orphan_cost, money)} a month" if document.orphans else ""
    rows.append(("Orphan services", f"{document.orphans}{cost}"))
    return _pairs("Money", "", rows)


def _cash(document: WeekDocument) -> list[Block]:
    money, cash = document.shop.money, document.cash
    columns = [
        Column("Week of", 52),
        Column("Comes", align="right"),
        Column("Goes", align="right"),
        Column("Left", align="right", bold=True),
    ]
    rows = []
    left = cash
    for one in document.weeks:
        comes, goes = one.expected + one.promised, one.bills + one.wages
        left = None if left is None else left + comes + goes
        rows.append(
            (
                short_date(one.first),
                shown_whole(comes, money),
                shown_whole(-goes, money),
                "" if left is None else shown_whole(left, money),
            )
        )
    beside = "without wages" if cash is None else f"begins with {shown_whole(cash, money)}"
    return [
        blocks.section("Cash, four weeks", beside),
        blocks.table(columns, rows, size=SIZE, empty="Nothing to show"),
    ]


def _time(document: WeekDocument) -> list[Block]:
    split = document.split
    done = sum(row.explained for row in document.full)
    missing = sum(row.missing for row in document.full)
    rows = [("Productive share of paid time", f"{document.share}, target {document.target}%")]
    rows += [(f"  {row.words}", hours_h(row.minutes)) for row in split.rows if row.minutes]
    if document.is_over:
        complete = f"{done} of {len(document.full)}, {hours_h(missing)} missing"
        rows.append(("Weeks complete or explained", complete))
    return _pairs("The team's time", f"{hours_h(split.paid)} paid so far", rows)


def _ahead(document: WeekDocument) -> list[Block]:
    days = ", ".join(
        f"{one.on:%a} {first_name(one.person) if one.person else 'nobody'}" for one in document.days
    )
    nights = list(dict.fromkeys(first_name(one.person) for one in document.nights))
    away = [f"{row.person}, {_day(row.day)}" for row in document.leave]
    rows = [
        ("Takes the calls", days or "closed"),
        ("On call", ", ".join(nights) or "nobody"),
        ("Away", "; ".join(away[:MOST]) or "nobody"),
    ]
    columns = [Column("", 78), Column("", wrap=True, bold=True)]
    beside = f"from {short_date(document.next_first)}"
    return [blocks.section("Next week", beside), blocks.table(columns, rows, size=SIZE)]


def _day(day: date) -> str:
    return f"{day:%a} {day.day}"


WEEK_PAGE = Printable[WeekDocument]("week", "The week on one page", week_document, week)

PAPERS = (Paper("week", "The week on one page", WEEK_PAGE, find_week, needs="money"),)

VERBS = (
    Verb(
        "Print the week on one page",
        Place("reports", do="week"),
        "printer",
        needs="money",
        words="owner weekly summary sheet report",
    ),
)
