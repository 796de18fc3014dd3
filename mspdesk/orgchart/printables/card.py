"""The card of a role, and the purposes of all roles, on paper; why a role exists first (S029)."""

from collections.abc import Iterator, Sequence

from ...dates import full_date
from ...printing import blocks
from ...printing.blocks import Blank, Block, Column, Item
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head, Letterhead
from ...shop.queries import ShopRow
from ..queries.papers import (
    CardDocument,
    PurposeRow,
    PurposesDocument,
    card_document,
    purposes_document,
)
from ..rules.balance import hours_words
from ..rules.coverage import days_words, spans_words


def _letterhead(shop: ShopRow) -> Letterhead:
    return Letterhead(shop.name, shop.address_lines, shop.phone, shop.after_hours_phone, shop.email)


def role_paper(document: CardDocument) -> Layout:
    """A role on a page: why it exists, what it answers for, what it does; never its pay."""
    shop, box = document.shop, document.card.box
    who = f"worn by {box.wearer}{', for now' if box.for_now else ''}"
    return Layout(
        title=f"Role {box.title}",
        author=shop.name,
        head=Head(shop.name, "Role card", box.title),
        foot=Foot.of(_letterhead(shop)),
        blocks=[blocks.title(box.title, who), blocks.space(2), *_card(document)],
    )


def _card(document: CardDocument) -> Iterator[Block]:
    card, words = document.card, document.card.words
    yield blocks.section("Why this role exists")
    yield blocks.paragraph(words.purpose) if words.purpose else blocks.lines(2)
    for one in document.answers:
        yield blocks.keep(
            blocks.note(f"In the words of {one.person}, {full_date(one.on)}"),
            blocks.paragraph(one.words),
        )
    yield blocks.space(6)
    yield blocks.facts(_facts(document), 3)
    yield from _lines("It answers for", card.answers_for)
    if document.measured:
        known = f"Figures of {full_date(document.on)}"
        live = any(value for _, value in document.measured)
        yield blocks.section("It is measured by", known if live else "")
        yield blocks.facts(list(document.measured), 3)
    yield from _lines("What it takes to get the job", card.requirements)
    yield blocks.section("What it does")
    yield _duties(document)
    yield blocks.space(14)
    yield blocks.signatures(Blank("Read and talked over by", 2), Blank("Date"))


def _lines(title: str, lines: Sequence[str]) -> Iterator[Block]:
    if lines:
        yield blocks.section(title)
        yield from (blocks.paragraph(line) for line in lines)


def _facts(document: CardDocument) -> list[tuple[str, str]]:
    card = document.card
    both = f" and {card.second_lead}" if card.second_lead else ""
    lead = f"{card.reports_to}{both}" if card.reports_to else "Nobody, it leads"
    found = [("Reports to", lead)]
    if card.box.department:
        found.append(("Department", card.box.department))
    if document.minutes:
        found.append(("Hours a week lately", hours_words(document.minutes)))
    if card.words.target_percent is not None:
        found.append(("Part of the week wanted", f"{card.words.target_percent}%"))
    for one in document.shifts:
        hours = spans_words([(one.span.from_minute, one.span.to_minute)])
        found.append(("Covers", f"{hours}, {days_words(one.span.weekdays)}"))
    if card.leads_to:
        found.append(("Leads to", card.leads_to))
    return found


def _duties(document: CardDocument) -> Block:
    columns = [
        Column("Duty", share=1, wrap=True, bold=True),
        Column("Difficulty", 84),
        Column("Importance", 84),
        Column("Hours a week", 84, align="right"),
    ]
    rows: list[Sequence[str]] = [
        (
            one.name,
            one.difficulty_words,
            one.importance_words,
            hours_words(one.minutes_week) if one.minutes_week else "",
        )
        for one in document.duties
    ]
    total = sum(one.minutes_week for one in document.duties)
    totals = [("Together", "", "", hours_words(total))] if total else []
    return blocks.table(columns, rows, totals=totals, empty="No duty is written down yet.")


def purposes_paper(document: PurposesDocument) -> Layout:
    """Why every role exists, with what those who were asked say."""
    shop = document.shop
    columns = [
        Column("Role", 128, wrap=True),
        Column("Why it exists", share=1.2, wrap=True),
        Column("In the words of who was asked", share=1, wrap=True),
    ]
    return Layout(
        title="Job purposes",
        author=shop.name,
        head=Head(shop.name, "Job purposes"),
        foot=Foot.of(_letterhead(shop)),
        blocks=[
            blocks.title("Job purposes", "why each role exists"),
            blocks.space(4),
            *(blocks.facts([(title, words)], 1) for title, words in document.company),
            blocks.table(columns, [_purpose(one) for one in document.rows], empty="No role yet."),
        ],
    )


def _purpose(row: PurposeRow) -> tuple[Item, str, str]:
    who = f"{row.wearer}, for now" if row.for_now else row.wearer
    said = "\n".join(f"{one.words} ({one.person}, {full_date(one.on)})" for one in row.answers)
    return (Item(row.title, who), row.purpose, said)


CARD = Printable[CardDocument]("role", "Role card", card_document, role_paper)
PURPOSES = Printable[PurposesDocument](
    "purposes", "Job purposes", purposes_document, purposes_paper
)
