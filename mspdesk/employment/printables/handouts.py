"""What a new colleague is handed: the benefits sheet, and the sheet to sign for things (C7)."""

from collections.abc import Sequence

from ...dates import full_date, hours_h, today
from ...printing import blocks
from ...printing.blocks import Blank, Block, Column, Item
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ..queries.benefits import BenefitRow
from ..queries.papers import (
    BenefitsDocument,
    ThingsDocument,
    benefits_document,
    things_document,
)
from ..rules.benefits import KINDS, PAID_BY
from .checks import letterhead

SPARE_ROWS = 12
"""Empty rows for what is handed out later."""


def benefits_sheet(document: BenefitsDocument) -> Layout:
    """Each plan, its rule, the day it begins for this person, and a yes or no to sign."""
    shop = document.shop
    columns = [
        Column("Plan", share=1, wrap=True),
        Column("Rule", 104, wrap=True),
        Column("For you", share=0.8, wrap=True),
        Column("Your answer", 108),
    ]
    first = f"first day {full_date(document.hired_on)}" if document.hired_on else ""
    body: list[Block] = [
        blocks.title(document.name, ", ".join(filter(None, ("benefits", first)))),
        blocks.paragraph(
            "One rule for everybody who works here, owners as well: so many days employed, and so "
            "many hours a week on average of eight weeks. "
            f"You are at {hours_h(document.average)} a week."
        ),
        blocks.space(2),
        blocks.table(
            columns,
            [_benefit(one) for one in document.rows],
            framed=True,
            row_height=34,
            empty="No plan yet for a group of our size.",
        ),
        blocks.paragraph(
            "A yes or a no is kept in writing. Ask before you decide; take your time."
        ),
        blocks.space(4),
        blocks.signatures(Blank("Name", 2), Blank("Date"), Blank("The shop", 2), Blank("Date")),
        blocks.rest("Questions"),
    ]
    return Layout(
        title=f"Benefits {document.name}",
        author=shop.name,
        head=Head(shop.name, "Benefits", document.name),
        foot=Foot.of(letterhead(shop)),
        blocks=body,
    )


def _benefit(one: BenefitRow) -> Sequence[str | Item]:
    plan = one.plan
    kind, paid = KINDS.get(plan.kind, plan.kind), PAID_BY.get(plan.paid_by, plan.paid_by).lower()
    said = one.said(today())
    on = one.answer.from_on if one.answer is not None else None
    answer = f"{said.capitalize()} {full_date(on)}" if said and on else ""
    rule = f"{plan.min_days} days, {hours_h(plan.min_minutes)} a week"
    detail = ". ".join(filter(None, (f"{kind}, {paid}", plan.words)))
    return Item(plan.name, detail), rule, one.standing.words, answer


def sign_out(document: ThingsDocument) -> Layout:
    """Keys and equipment with their serials, signed for out and in."""
    shop = document.shop
    columns = [
        Column("Thing", share=1, wrap=True, bold=True),
        Column("Serial or number", 96),
        Column("Out on", 76),
        Column("Signed for", 92),
        Column("Back on", 76),
        Column("Seen by", 80),
    ]
    rows: list[Sequence[str]] = [
        (
            one.name,
            one.serial,
            full_date(one.issued_on),
            "",
            full_date(one.returned_on) if one.returned_on else "",
            "",
        )
        for one in document.rows
    ]
    rows += [("", "", "", "", "", "")] * SPARE_ROWS
    title = document.name or "Sign-out sheet"
    body: list[Block] = [
        blocks.title(title, "keys and equipment" if document.name else ""),
    ]
    if not document.name:
        body.append(blocks.write_on(Blank("Name", 3), Blank("First day")))
    body += [
        blocks.paragraph(
            "These belong to the shop. Say at once when one is lost: a lost key is a lock to "
            "change, and nobody is blamed for telling."
        ),
        blocks.space(2),
        blocks.table(columns, rows, framed=True, row_height=29),
    ]
    return Layout(
        title=f"Sign-out sheet {document.name}".strip(),
        author=shop.name,
        head=Head(shop.name, "Sign-out sheet", document.name),
        foot=Foot.of(letterhead(shop)),
        blocks=body,
    )


BENEFITS = Printable[BenefitsDocument](
    "benefits-sheet", "Benefits sheet", benefits_document, benefits_sheet
)
SIGN_OUT = Printable[ThingsDocument]("sign-out", "Sign-out sheet", things_document, sign_out)
