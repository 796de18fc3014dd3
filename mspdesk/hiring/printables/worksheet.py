"""The hire worksheet on two pages that read well in one ink (S024)."""

from collections.abc import Sequence

from ...dates import full_date
from ...printing import blocks
from ...printing.blocks import Blank, Block, Column
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head, Letterhead
from ..queries.cases import CasePage, case_document
from ..rules.alternatives import ANSWERS
from ..rules.worksheet import Sheet, Step

TITLE = "Hire worksheet"


def _letterhead(page: CasePage) -> Letterhead:
    shop = page.shop
    return Letterhead(shop.name, shop.address_lines, shop.phone, shop.after_hours_phone, shop.email)


def on_paper(page: CasePage) -> Layout:
    """The five steps on the first page; options, alternatives, bottom line on the second."""
    sheet, case = page.sheet, page.row
    return Layout(
        title=f"{TITLE}, {case.title}",
        author=page.shop.name,
        head=Head(page.shop.name, TITLE, full_date(page.facts.on)),
        foot=Foot.of(_letterhead(page)),
        blocks=[
            blocks.title(case.title, f"{TITLE.lower()}, figures of {full_date(page.facts.on)}"),
            *_why(page),
            *[block for step in sheet.steps for block in _step(step, page.notes)],
            blocks.page_break(),
            *_options(page, sheet),
            *_alternatives(page),
            *_bottom(page, sheet),
        ],
    )


def _why(page: CasePage) -> list[Block]:
    words = page.notes.get("why", "")
    return [blocks.paragraph(words), blocks.space(4)] if words else [blocks.space(2)]


def _step(step: Step, notes: dict[str, str]) -> list[Block]:
    """A step: its heading, its figures in a table of one row, what they say, the note."""
    columns = [Column(line.label, share=1, wrap=True) for line in step.lines]
    figures = [
        [blocks.Item(line.value, line.words) for line in step.lines],
    ]
    said = " ".join(step.says)
    note = notes.get(str(step.number), "")
    return [
        blocks.keep(
            blocks.section(f"{step.number}  {step.title}"),
            blocks.table(columns, figures),
            blocks.paragraph(said) if said else blocks.space(1),
            blocks.write_on(Blank("Note", value=note))
            if not note
            else blocks.note(f"Note: {note}"),
        ),
        blocks.space(6),
    ]


def _options(page: CasePage, sheet: Sheet) -> list[Block]:
    head = blocks.section("Options side by side")
    if not page.options:
        return [head, blocks.note("No option was put down.")]
    columns = [Column("", share=1.25)]
    for one in page.options:
        mark = " (chosen)" if one.chosen else ""
        columns.append(Column(f"{one.title}{mark}", share=1, align="right", wrap=True))
    rows: Sequence[Sequence[str]] = [(side.label, *side.values) for side in sheet.sides]
    notes = [blocks.note(words) for words in sheet.notes]
    return [head, blocks.table(columns, rows), *notes, blocks.space(6)]


def _alternatives(page: CasePage) -> list[Block]:
    rows = [
        (one.title, ANSWERS[one.answer] if one.answer else "", one.words)
        for one in page.alternatives
    ]
    columns = [Column("Instead of a hire", share=1.4), Column("Would do", 62)]
    columns.append(Column("Why", share=2, wrap=True))
    return [blocks.section("Alternatives"), blocks.table(columns, rows), blocks.space(6)]


def _bottom(page: CasePage, sheet: Sheet) -> list[Block]:
    lines = [blocks.note(words) for words in sheet.lines]
    case = page.row
    if case.open:
        signed: list[Block] = [
            blocks.signatures(Blank("Decision", 3), Blank("Look at it again")),
            blocks.signatures(Blank("Owner", 3), Blank("Day")),
        ]
    else:
        by = f" by {page.decided_by}" if page.decided_by else ""
        on = f" on {full_date(case.decided_on)}" if case.decided_on else ""
        again = f" Look at it again {full_date(case.review_on)}." if case.review_on else ""
        signed = [blocks.paragraph(f"{case.state_words}{on}{by}. {page.decision}{again}")]
    return [
        blocks.keep(
            blocks.section("Bottom line", "what the figures say; a person decides"),
            blocks.callout(sheet.bottom),
            *lines,
            blocks.space(4),
            *signed,
        )
    ]


WORKSHEET = Printable[CasePage]("hire-worksheet", TITLE, case_document, on_paper)
