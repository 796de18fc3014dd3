"""The papers of an agreement: cover and words and signatures, plan sheet, amendment, prices."""

from collections.abc import Sequence

from ..desk.area import Paper
from ..letters.printables import paragraphs
from ..printing import blocks
from ..printing.blocks import Blank, Block, Column
from ..printing.document import Layout, Printable
from ..printing.page import Foot, Head
from .queries import documents
from .queries.documents import AgreementDocument, PriceDocument, SheetDocument


def agreement(document: AgreementDocument) -> Layout:
    """A cover that says who and from when, the words, and the page both sign."""
    return Layout(
        title=f"Agreement {document.number}",
        author=document.letterhead.name,
        subject=document.name,
        head_on_first=False,
        head=Head(_first(document.client), f"{document.name} {document.number}"),
        foot=Foot.of(document.letterhead),
        blocks=[
            *_cover(document),
            blocks.page_break(),
            *paragraphs(document.body),
            blocks.keep(*_signature_page(document)),
        ],
    )


def _cover(document: AgreementDocument) -> list[Block]:
    house = document.letterhead
    marked: list[Block] = []
    if document.draft:
        words = (
            "Reviewed, not sent yet."
            if document.reviewed
            else "Have a lawyer read this before it is sent. It is a text to begin with."
        )
        marked = [blocks.space(20), blocks.callout("Draft", words)]
    return [
        blocks.letterhead(house),
        blocks.space(96),
        blocks.title(document.name, document.number),
        blocks.space(20),
        blocks.columns(
            blocks.address("Between", (house.name, *house.address)),
            blocks.address("and", document.client),
        ),
        blocks.space(28),
        blocks.facts(list(document.facts), columns=2),
        *marked,
        blocks.space(24),
        *_attached(document.sheets),
    ]


def _attached(sheets: Sequence[tuple[str, str]]) -> list[Block]:
    if not sheets:
        return []
    return [
        blocks.section("Attached"),
        blocks.table([Column("Sheet", share=1), Column("", share=2)], list(sheets)),
    ]


def _signature_page(document: AgreementDocument) -> list[Block]:
    """Room for both hands; names that are known stand on their lines."""
    signers, signed = document.signers, document.signed_on
    return [
        blocks.space(10),
        blocks.section("Signatures"),
        blocks.paragraph(
            "Each side has read this agreement and signs it for the business it names."
        ),
        blocks.space(12),
        *_side(f"For {document.letterhead.name}", signers.ours, "", signed),
        blocks.space(16),
        *_side(f"For {_first(document.client)}", signers.theirs, signers.title, signed),
    ]


def _side(whom: str, name: str, title: str, signed: str) -> list[Block]:
    return [
        blocks.section(whom),
        blocks.signatures(Blank("Signature", 2.0), Blank("Date", 1.0, signed)),
        blocks.write_on(Blank("Name", 2.0, name), Blank("Title", 1.0, title)),
    ]


def sheet(document: SheetDocument) -> Layout:
    """One page: what is included and what is not, the lines and their sum, who agreed."""
    amended = document.kind == "amendment"
    beside = f"to agreement {document.number}"
    before = " and replaces the sheet before it from its day on" if amended else ""
    return Layout(
        title=f"{document.name} of {document.number}",
        author=document.letterhead.name,
        head=Head(
            document.client_name,
            f"{document.name} to agreement {document.number}",
            document.effective_on,
        ),
        foot=Foot.of(document.letterhead),
        blocks=[
            blocks.title(f"{'Amendment' if amended else 'Plan sheet'}: {document.plan}", beside),
            blocks.facts(
                [
                    ("Client", document.client_name),
                    ("Holds from", document.effective_on),
                    ("Dated", document.dated_on),
                    ("Agreement signed", document.signed_on),
                ],
                columns=4,
            ),
            blocks.note(
                f"It is part of the agreement above{before}. The agreement itself is not signed"
                " again."
            ),
            *_included(document),
            *_lines(document),
            *_more(document),
            _agreed(document),
        ],
    )


def _included(document: SheetDocument) -> list[Block]:
    if not document.included and not document.excluded:
        return []
    rows = max(len(document.included), len(document.excluded))
    cells = [(_at(document.included, at), _at(document.excluded, at)) for at in range(rows)]
    return [
        blocks.table(
            [Column("Included", wrap=True), Column("Not included", wrap=True)],
            cells,
            framed=True,
            size=0.95,
        ),
        blocks.space(8),
    ]


def _at(items: Sequence[str], at: int) -> str:
    return items[at] if at < len(items) else ""


def _lines(document: SheetDocument) -> list[Block]:
    if not document.lines:
        return []
    found: list[Block] = [
        blocks.section("What is paid for", f"billed {document.rhythm}"),
        blocks.table(
            [
                Column("Line", wrap=True),
                Column("Count", 60, align="right"),
                Column("Each", 80, align="right"),
                Column("A month", 90, align="right"),
            ],
            list(document.lines),
            totals=[("Each month", "", "", document.monthly)],
        ),
    ]
    if document.setup_fee:
        found.append(blocks.note(f"{document.setup_words}: {document.setup_fee}."))
    return found


def _more(document: SheetDocument) -> list[Block]:
    found: list[Block] = []
    if document.minimums:
        found += [blocks.section("Minimum requirements")]
        found += [blocks.item(one) for one in document.minimums]
    if document.words:
        found += [blocks.space(4), blocks.paragraph(document.words)]
    return found


def _agreed(document: SheetDocument) -> Block:
    """Who agreed to the sheet, or the line to agree on."""
    if not document.draft:
        by = f"Agreed to by {document.accepted_by} on {document.accepted_on}."
        return blocks.keep(blocks.space(8), blocks.note(by))
    return blocks.keep(
        blocks.space(10),
        blocks.signatures(
            Blank(f"Agreed for {document.client_name}", 2.0),
            Blank("Name", 1.3),
            Blank("Date", 0.8),
        ),
    )


_NOW = ("Each", "A month")


def prices(document: PriceDocument) -> Layout:
    """What each line costs now and from the day of the next raise, and what labor costs."""
    raised = bool(document.from_on)
    heads = ("Each now", "Each then", "A month now", "A month then") if raised else _NOW
    columns = [
        Column("Line", wrap=True),
        Column("Count", 50, align="right"),
        *(Column(words, 82, align="right") for words in heads),
    ]
    rows = [
        (text, count, each, then, month, later) if raised else (text, count, each, month)
        for text, count, each, then, month, later in document.rows
    ]
    now, then = document.monthly
    total = ("Each month", "", "", "", now, then) if raised else ("Each month", "", "", now)
    below = f"New prices hold from {document.from_on}." if raised else "Prices as they hold today."
    return Layout(
        title=f"Prices of {document.number}",
        author=document.letterhead.name,
        head=Head(
            document.client_name, f"Prices of agreement {document.number}", document.dated_on
        ),
        foot=Foot.of(document.letterhead),
        blocks=[
            blocks.title("Price sheet", f"{document.plan}, agreement {document.number}"),
            blocks.paragraph(below),
            blocks.space(8),
            blocks.table(
                columns,
                rows,
                totals=[total] if document.rows else (),
                empty="Nothing is paid by the month; work is billed as it is done.",
            ),
            blocks.space(10),
            blocks.section("Work outside the plan"),
            blocks.fact_list(list(document.labor), label_width=280, values_right=False),
            blocks.space(10),
            blocks.note("Taxes are added where the law asks for them."),
        ],
    )


def _first(lines: Sequence[str]) -> str:
    return lines[0] if lines else ""


AGREEMENT = Printable("agreement", "Agreement", documents.agreement_document, agreement)
SHEET = Printable("plan-sheet", "Plan sheet", documents.sheet_document, sheet)
PRICES = Printable("prices", "Price sheet", documents.price_document, prices)
PAPERS = (
    Paper("agreement", "Agreement", AGREEMENT, documents.find_agreement, needs="clients"),
    Paper("plan-sheet", "Plan sheet", SHEET, documents.find_sheet, needs="clients"),
    Paper(
        "prices", "Price sheet of an agreement", PRICES, documents.find_agreement, needs="clients"
    ),
)
