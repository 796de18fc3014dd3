"""The hire worksheet on two pages that read well in one ink (S024)."""

from collections.abc import Sequence

from ...dates import full_date
from ...printing import blocks
from ...printing.blocks import Blank, Block, Column
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head, Letterhead
from ...printing.styles import BODY_BOLD, DETAIL, SMALL, SMALL_BOLD
from ..queries.cases import CasePage, case_document
from ..rules.alternatives import ANSWERS
from ..rules.maths import Option
from ..rules.worksheet import Sheet, Step, letter, paid

TITLE = "Hire worksheet"
SIZE = 0.9
"""Of the text in tables, so that five steps stand on one page."""


def _letterhead(page: CasePage) -> Letterhead:
    shop = page.shop
    return Letterhead(shop.name, shop.address_lines, shop.phone, shop.after_hours_phone, shop.email)


def on_paper(page: CasePage) -> Layout:
    """The five steps on the first page; options and the bottom line on the second."""
    sheet, case = page.sheet, page.row
    return Layout(
        title=f"{TITLE}, {case.title}",
        author=page.shop.name,
        head=Head(page.shop.name, TITLE, full_date(page.facts.on)),
        foot=Foot.of(_letterhead(page)),
        blocks=[
            blocks.title(case.title, f"{TITLE.lower()}, figures of {full_date(page.facts.on)}"),
            *_why(page),
            *[block for step in sheet.steps[:-1] for block in _step(step, page.notes)],
            *_creative(page, sheet.steps[-1]),
            *_options(page, sheet),
            *_bottom(page, sheet),
            blocks.rest("Notes"),
        ],
    )


def _why(page: CasePage) -> list[Block]:
    words = page.notes.get("why", "")
    return [blocks.paragraph(words)] if words else []


def _step(step: Step, notes: dict[str, str]) -> list[Block]:
    """A step: its heading, its figures in one row, what they say, what was written beside it."""
    columns = [Column(line.label, share=1, wrap=True) for line in step.lines]
    figures = [[blocks.Item(line.value, line.words) for line in step.lines]]
    return [
        blocks.keep(
            blocks.section(f"{step.number}  {step.title}"),
            blocks.table(columns, figures, size=SIZE, close=True),
            *_says(step, notes),
        )
    ]


def _says(step: Step, notes: dict[str, str]) -> list[Block]:
    words = " ".join(step.says)
    note = notes.get(str(step.number), "")
    found = [blocks.paragraph(words, SMALL)] if words else []
    return [*found, blocks.paragraph(f"Note: {note}", SMALL_BOLD)] if note else found


def _creative(page: CasePage, step: Step) -> list[Block]:
    """The last step: all alternatives, with what was said of them (S022)."""
    rows = [
        (one.title, ANSWERS[one.answer] if one.answer else "", one.words)
        for one in page.alternatives
    ]
    columns = [Column("Instead of a hire", share=1.3), Column("Would do", 58)]
    columns.append(Column("Why", share=2.2, wrap=True))
    return [
        blocks.keep(
            blocks.section(f"{step.number}  {step.title}"),
            blocks.table(columns, rows, size=SIZE, close=True),
            *_says(step, page.notes),
        )
    ]


def _options(page: CasePage, sheet: Sheet) -> list[Block]:
    head = blocks.section("Options side by side")
    if not page.options:
        return [head, blocks.note("No option was put down."), blocks.space(4)]
    columns = [Column("", share=1.3)]
    for one in paid(page.options):
        at = page.options.index(one)
        mark = _mark(page, one)
        head_words = f"{letter(at)}  {one.title}{mark}"
        columns.append(Column(head_words, share=1, align="right", wrap=True))
    rows: Sequence[Sequence[str]] = [(side.label, *side.values) for side in sheet.sides]
    notes = blocks.paragraph(" ".join(sheet.notes), DETAIL)
    sold = [blocks.paragraph(words, SMALL) for words in sheet.selling]
    table = [blocks.table(columns, rows, size=SIZE, close=True)] if rows else []
    return [blocks.keep(head, *table, blocks.space(2), *sold, notes), blocks.space(6)]


def _mark(page: CasePage, option: Option) -> str:
    if not option.chosen:
        return ""
    return " (approved)" if page.row.state == "approved" else " (the sums are about it)"


def _bottom(page: CasePage, sheet: Sheet) -> list[Block]:
    case = page.row
    said = {words for step in sheet.steps for words in step.says}
    lines = [words for words in sheet.lines if words not in said]
    if case.open:
        signed: Block = blocks.signatures(
            Blank("Decision", 2.4),
            Blank("Look at it again"),
            Blank("Owner", 1.6),
            Blank("Day", 0.8),
        )
    else:
        by = f" by {page.decided_by}" if page.decided_by else ""
        on = f" on {full_date(case.decided_on)}" if case.decided_on else ""
        again = f" Look at it again {full_date(case.review_on)}." if case.review_on else ""
        chosen = next((one.title for one in page.options if one.chosen), "")
        what = f": {chosen}" if case.state == "approved" and chosen else ""
        words = f"{case.state_words}{on}{by}{what}. {page.decision}{again}"
        signed = blocks.paragraph(words, BODY_BOLD)
    return [
        blocks.keep(
            blocks.section("Bottom line", "what the figures say; a person decides"),
            blocks.callout(sheet.bottom),
            blocks.space(4),
            blocks.paragraph(" ".join(lines), SMALL) if lines else blocks.space(1),
            blocks.space(2),
            signed,
        )
    ]


WORKSHEET = Printable[CasePage]("hire-worksheet", TITLE, case_document, on_paper)
