"""Procedures on paper: one by itself, the handbook, sheets to sign, blank logs."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from sqlalchemy.orm import Session

from ..dates import full_date
from ..desk.area import Paper
from ..letters.printables import paragraphs
from ..letters.rules.texts import Part
from ..logs.printables.blank import call_log_form, tsr_form
from ..printing import blocks
from ..printing.block import Block
from ..printing.blocks import Blank, Column, Group
from ..printing.canvas import PageCanvas
from ..printing.document import Layout, Printable, Sheaf
from ..printing.flow import lay_out_pages
from ..printing.page import Foot, Head, Letterhead, Sheet, paper_of
from ..printing.styles import (
    BODY_CLOSE,
    COVER_KIND,
    COVER_NAME,
    COVER_NAME_SMALL,
    COVER_PLACE,
    REMARK_LARGE,
)
from .queries import papers
from .queries.papers import ClientSheet, HandbookDocument, SheetDocument, SopDocument
from .rules.words import STEPS, parts

HEAD_GAP = 8.0
"""Room above a heading of a procedure; points."""

SIGN_ROW = 30.0
"""Height of a row somebody signs in; points."""

_LONG_NAME = 26
_SPARE_ROWS = 4
_LAST = 5


def body_blocks(body: str) -> list[Block]:
    """The words of a procedure as blocks; steps carry their numbers.

    Set closer than a letter, so that most procedures stand on one page, on a wall or in a binder.
    """
    found: list[Block] = []
    for part in parts(body):
        if part.kind == STEPS:
            steps = enumerate(part.items, int(part.text))
            found += [blocks.step(number, text, BODY_CLOSE) for number, text in steps]
        elif part.kind == "heading":
            heading = blocks.section(part.text)
            heading.space_before = HEAD_GAP
            found.append(heading)
        elif part.kind == "list":
            found += [blocks.item(item, BODY_CLOSE) for item in part.items]
        elif part.kind == "paragraph":
            found += [blocks.paragraph(part.text, BODY_CLOSE), blocks.space(5)]
        else:
            found += paragraphs(_as_text(part))
    return found


def _as_text(part: Part) -> str:
    """A table, or lines to sign on, as letters write them."""
    if part.kind == "table":
        return "\n".join("| " + " | ".join(row) + " |" for row in part.rows)
    return "____ " + " | ".join(part.items)


def sop_blocks(document: SopDocument, number: str = "") -> list[Block]:
    """One procedure: title, what it is for, the facts, its words."""
    name = f"{number}  {document.title}" if number else document.title
    owner = f", owner: {document.owner.lower()}" if document.owner else ""
    said = [
        f"For {document.audience.lower()}." if document.audience else "",
        f"{document.department}{owner}.",
        f"{document.edition}.",
        f"Review by {full_date(document.review_by)}." if document.review_by else "",
    ]
    found: list[Block] = [blocks.title(name)]
    if document.purpose:
        found.append(blocks.paragraph(document.purpose, REMARK_LARGE))
    found += [blocks.note(" ".join(one for one in said if one)), blocks.rule()]
    found += body_blocks(document.body)
    if not document.body.strip():
        found += [blocks.note("Nothing is written here yet."), blocks.lines(10)]
    if document.checklists:
        found += [blocks.space(8), blocks.note(f"Worked with: {', '.join(document.checklists)}")]
    return found


def sop(document: SopDocument) -> Layout:
    """A procedure by itself, with a line to acknowledge it."""
    shop, said = document.letterhead, document.body.strip()
    signed = blocks.signatures(
        Blank("Read and understood by", 1.6), Blank("Signature", 1.6), Blank("Date", 0.8)
    )
    return Layout(
        title=document.title,
        author=shop.name,
        subject=document.purpose,
        head=Head(shop.name, document.kind, f"{document.edition}, {full_date(document.on)}"),
        foot=Foot.of(shop),
        blocks=_with_signature(sop_blocks(document), signed) if said else sop_blocks(document),
    )


def _with_signature(body: list[Block], signed: Block) -> list[Block]:
    """The last words stay with the line below them: nobody signs an empty page."""
    return [*body[:-_LAST], blocks.keep(*body[-_LAST:], blocks.space(10), signed)]


def handbook(document: HandbookDocument) -> Layout:
    """Cover, contents by department, each procedure on a page of its own, a page to sign."""
    shop = document.letterhead
    head = Head(shop.name, document.title, full_date(document.on))
    every = [(part, one) for part, ones in document.parts for one in ones]
    numbered = [(part, number, one) for number, (part, one) in enumerate(every, 1)]
    chapters = [sop_blocks(one, str(number)) for _, number, one in numbered]
    lengths = [_pages(document, head, chapter) for chapter in chapters]
    front = 1 + _pages(document, head, _contents(numbered, [1] * len(chapters)))
    starts, page = [], front + 1
    for length in lengths:
        starts.append(page)
        page += length
    found = [*_cover(document), blocks.page_break(), *_contents(numbered, starts, page)]
    for chapter in chapters:
        found += [blocks.page_break(), *chapter]
    found += [blocks.page_break(), *_signed(document.people, _statement(document))]
    return Layout(
        title=f"{document.title} {shop.name}",
        author=shop.name,
        subject="Procedures in force",
        head=head,
        head_on_first=False,
        foot=Foot.of(shop),
        blocks=found,
    )


def _pages(document: HandbookDocument, head: Head, chapter: Sequence[Block]) -> int:
    """How many pages blocks fill by themselves."""
    sheet = Sheet(paper_of(document.paper.lower()))
    layout = Layout(title="", head=head, foot=Foot.of(document.letterhead), blocks=chapter)
    return lay_out_pages(PageCanvas(BytesIO(), sheet.size), layout, sheet)


def _cover(document: HandbookDocument) -> list[Block]:
    shop = document.letterhead
    style = COVER_NAME if len(shop.name) <= _LONG_NAME else COVER_NAME_SMALL
    reach = [one for one in (shop.address_line, shop.phone, shop.email) if one]
    return [
        blocks.letterhead(shop),
        blocks.space(130),
        blocks.paragraph(document.title, COVER_KIND),
        blocks.paragraph(shop.name, style),
        *(blocks.paragraph(one, COVER_PLACE) for one in reach),
        blocks.space(40),
        blocks.rule(1.2),
        blocks.facts(
            [
                ("Printed", full_date(document.on)),
                ("Procedures", str(document.count)),
                ("Departments", str(len(document.parts))),
            ],
            3,
        ),
        blocks.space(40),
        blocks.paragraph(
            "What is written here is how we work. A change is made in the procedure, "
            "not beside it: tell its owner, and the next print says it.",
        ),
        blocks.space(30),
        blocks.write_on(Blank("This copy belongs to", 1.6), Blank("It stands", 1.4)),
    ]


def _contents(
    numbered: Sequence[tuple[str, int, SopDocument]], starts: Sequence[int], last: int = 1
) -> list[Block]:
    """The procedures by department, with the page each begins on."""
    rows: list[tuple[str, ...] | Group] = []
    before = ""
    for (part, number, one), start in zip(numbered, starts, strict=True):
        if part != before:
            rows.append(Group(part))
            before = part
        rows.append((str(number), one.title, one.owner, one.edition.partition(",")[0], str(start)))
    rows += [Group("At the end"), ("", "To be signed by everybody", "", "", str(last))]
    columns = [
        Column("No.", 30),
        Column("What", wrap=True, bold=True),
        Column("Owner", 96),
        Column("Edition", 70),
        Column("Page", 40, align="right"),
    ]
    return [blocks.title("Contents"), blocks.table(columns, rows)]


def _statement(document: HandbookDocument) -> str:
    procedures = f"{document.count} procedure{'' if document.count == 1 else 's'}"
    return (
        f"I have read the {procedures} of this handbook as printed on {full_date(document.on)}, "
        "I have asked what I did not understand, and I work by them."
    )


def _signed(people: Sequence[str], statement: str) -> list[Block]:
    names = [*people, *[""] * _SPARE_ROWS]
    columns = [Column("Name", share=1.4), Column("Signature", share=1.8), Column("Date", 90)]
    return [
        blocks.title("Read and understood"),
        blocks.paragraph(statement),
        blocks.space(6),
        blocks.table(columns, [(name, "", "") for name in names], framed=True, row_height=SIGN_ROW),
    ]


def sheet(document: SheetDocument) -> Layout:
    """The page to sign by itself, with the procedures it is about."""
    shop = document.letterhead
    one = len(document.sops) == 1
    about, them = ("the procedure", "it") if one else ("the procedures", "them")
    asked = "I have asked what I did not understand"
    statement = f"I have read {about} below, {asked}, and I work by {them}."
    listed = [blocks.item(f"{title}, {revision}") for title, revision in document.sops]
    if not listed:
        listed = [blocks.lines(6, 25)]
    return Layout(
        title="Acknowledgement sheet",
        author=shop.name,
        head=Head(shop.name, "Acknowledgement sheet", full_date(document.on)),
        foot=Foot.of(shop),
        blocks=[*_signed(document.people, statement), blocks.section("About"), *listed],
    )


def client_sheet(document: ClientSheet) -> Layout:
    """A procedure as a client reads it, with a word from us and a line to sign."""
    shop, one = document.sop.letterhead, document.sop
    since = f"From {full_date(document.live_on)} on." if document.live_on else ""
    words = "\n\n".join(part for part in (document.message, since) if part)
    return Layout(
        title=f"{one.title} {document.client}",
        author=shop.name,
        head_on_first=False,
        head=Head(document.client, one.title, full_date(one.on)),
        foot=Foot.of(shop),
        blocks=[
            blocks.letterhead(shop),
            blocks.space(10),
            blocks.note(f"For {document.client}, {full_date(one.on)}"),
            blocks.title(one.title),
            *([blocks.paragraph(one.purpose, REMARK_LARGE)] if one.purpose else []),
            *(paragraphs(words) if words else []),
            blocks.space(4),
            *body_blocks(one.body),
            blocks.keep(
                blocks.space(8),
                blocks.signatures(
                    Blank(f"Agreed for {document.client}", 2.0),
                    Blank("Name", 1.3),
                    Blank("Date", 0.8),
                ),
            ),
        ],
    )


def _log(shop: Letterhead, name: str, found: list[Block]) -> Layout:
    return Layout(
        title=name,
        author=shop.name,
        head=Head(shop.name, name),
        foot=Foot.of(shop),
        blocks=found,
        landscape=True,
    )


def blank_tsr(shop: Letterhead) -> Layout:
    """A TSR log to be written by hand."""
    return _log(shop, "TSR log", tsr_form())


def blank_calls(shop: Letterhead) -> Layout:
    """A call log to be written by hand."""
    return _log(shop, "Third-party call log", call_log_form())


SOP: Printable[SopDocument] = Printable("procedure", "Procedure", papers.sop_document, sop)
HANDBOOK: Printable[HandbookDocument] = Printable(
    "handbook", "Handbook of procedures", papers.handbook_document, handbook
)
SHEET: Printable[SheetDocument] = Printable(
    "acknowledgements", "Acknowledgement sheet", papers.sheet_document, sheet
)
CLIENT: Printable[ClientSheet] = Printable(
    "procedure-client", "Procedure for a client", papers.client_sheet, client_sheet
)
BLANK_TSR: Printable[Letterhead] = Printable(
    "tsr-blank", "TSR log, blank", papers.blank_letterhead, blank_tsr
)
BLANK_CALLS: Printable[Letterhead] = Printable(
    "calls-blank", "Third-party call log, blank", papers.blank_letterhead, blank_calls
)


def _for_clients(
    session: Session, *rollout_ids: int
) -> Iterator[tuple[Printable[ClientSheet], ClientSheet]]:
    """A sheet for each client that still has to agree."""
    for one in rollout_ids:
        for document in papers.client_sheets(session, one):
            yield CLIENT, document


CLIENTS = Sheaf("procedure-clients", "Procedure for clients", _for_clients)


def _nobody(*_said: object) -> tuple[()]:
    """A blank log is printed from nothing."""
    return ()


PAPERS = (
    Paper("procedure", "Procedure", SOP, papers.find_sop),
    Paper("handbook", "Handbook of procedures", HANDBOOK, papers.find_handbook),
    Paper("acknowledgements", "Acknowledgement sheet", SHEET, papers.find_sheet),
    Paper("tsr-blank", "TSR log, blank", BLANK_TSR, _nobody),
    Paper("calls-blank", "Third-party call log, blank", BLANK_CALLS, _nobody),
)
