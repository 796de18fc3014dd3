"""One campaign on paper: for whom and why, its days with boxes to tick, and its months."""

from ...dates import full_date, short_date
from ...money import shown
from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Column, TickBox
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ..queries.papers import SheetDocument, sheet_document
from ..queries.steps import StepRow


def sheet(document: SheetDocument) -> Layout:
    """Facts, why, the days, the months with room to write, and who asked."""
    page, shop = document.page, document.shop
    row, money = page.row, page.money
    when = f"{full_date(row.starts_on)} to {full_date(row.ends_on)}"
    return Layout(
        title=f"Campaign {row.title}",
        author=shop.name,
        head=Head(shop.name, "Campaign", full_date(document.on)),
        foot=Foot.of(shop),
        blocks=[
            blocks.title(row.title, row.state_words),
            blocks.facts(
                [
                    ("How", row.channel_words),
                    ("When", when),
                    ("Who looks after it", row.owner),
                    ("Offering", row.offering or "None named"),
                    ("Budget", shown(row.budget, money)),
                    ("Leads hoped for", str(row.leads_hoped)),
                    ("For whom", document.audience_words),
                    ("Audience", document.audience.words),
                ]
            ),
            *([blocks.section("Why"), blocks.paragraph(page.why)] if page.why else []),
            blocks.section("What happens when"),
            _steps(document),
            blocks.section("Month by month", "Write what it brought and what to try next"),
            _months(document),
            *_leads(document),
            *([blocks.section("Learned"), blocks.paragraph(page.learned)] if page.learned else []),
        ],
    )


def _steps(document: SheetDocument) -> Block:
    columns = [
        Column("", 18),
        Column("Day", 70),
        Column("What", share=1.0, bold=True, wrap=True),
        Column("How far", 108),
    ]
    rows = [
        (
            TickBox("check" if one.done_on else ""),
            short_date(one.on, document.on),
            one.title,
            _far(one),
        )
        for one in document.page.steps
    ]
    return blocks.table(columns, rows, empty="No day is planned yet.")


def _far(one: StepRow) -> str:
    if one.queued_at is not None:
        return f"{one.sent} sent, {one.waiting} waiting"
    if one.printed:
        return f"{one.printed} printed"
    return "Done" if one.done_on else ""


def _months(document: SheetDocument) -> Block:
    money = document.page.money
    columns = [
        Column("Month", 82, bold=True),
        Column("Sent", 36, align="right"),
        Column("Back", 34, align="right"),
        Column("Cost", 62, align="right"),
        Column("Leads", 36, align="right"),
        Column("What it brought", share=1.0, wrap=True),
    ]
    rows = [
        (
            one.title,
            str(one.mails + one.letters),
            str(one.bounced),
            shown(one.cost, money),
            str(one.leads),
            one.words,
        )
        for one in document.months
    ]
    total = (
        "Together",
        str(sum(one.mails + one.letters for one in document.months)),
        str(sum(one.bounced for one in document.months)),
        shown(sum(one.cost for one in document.months), money),
        str(sum(one.leads for one in document.months)),
        _lead_words(document),
    )
    return blocks.table(columns, rows, totals=[total], framed=True, row_height=30)


def _lead_words(document: SheetDocument) -> str:
    each = document.page.row.lead_cost
    return f"{shown(each, document.page.money)} for a lead" if each is not None else ""


def _leads(document: SheetDocument) -> list[Block]:
    if not document.page.leads:
        return []
    columns = [
        Column("Who asked", share=1.0, bold=True, wrap=True),
        Column("On", 70),
        Column("What they said", share=1.4, wrap=True),
        Column("Stage", 96),
    ]
    rows = [
        (one.client, short_date(one.on, document.on), one.words, one.stage or "No opportunity")
        for one in document.page.leads
    ]
    return [blocks.section("Who asked"), blocks.table(columns, rows)]


SHEET = Printable("campaign", "Campaign", sheet_document, sheet)
