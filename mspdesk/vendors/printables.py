"""The vendor sheet to call from, and the sheet to count the stock on with boxes to write into."""

from sqlalchemy.orm import Session

from ..dates import full_date, short_date
from ..desk.area import Paper
from ..printing import blocks
from ..printing.blocks import Blank, Column
from ..printing.document import Layout, Printable
from ..printing.page import Foot, Head
from ..printing.styles import LARGE_BOLD
from .queries import (
    AccountRow,
    CountDocument,
    CountRow,
    VendorDocument,
    count_document,
    find_vendor,
    vendor_document,
)


def count_sheet(document: CountDocument) -> Layout:
    """Every item with room to write what was counted; serials stand below, to tick off."""
    day = full_date(document.on)
    parts: list[blocks.Block] = [
        blocks.title("Stock count", f"what the books say on {day}"),
        blocks.paragraph(
            "Count what lies there before you look at the books' figure. Strike out serials that "
            "are missing and write down those that are not on the sheet."
        ),
        blocks.write_on(Blank("Counted by"), Blank("Day"), Blank("From, to")),
        blocks.space(6),
    ]
    for place, rows in document.places:
        parts.append(blocks.section(place or "No place written down", _count(rows), bar=True))
        parts.append(_table(rows))
    if not document.places:
        parts.append(blocks.paragraph("There is nothing in stock."))
    parts.append(blocks.notes_box("Found and not on the sheet", 90))
    return Layout(
        title=f"Stock count {day}",
        author=document.letterhead.name,
        head=Head("Stock count sheet", document.letterhead.name, day),
        foot=Foot.of(document.letterhead),
        blocks=parts,
    )


def _count(rows: tuple[CountRow, ...]) -> str:
    return "1 item" if len(rows) == 1 else f"{len(rows)} items"


def _table(rows: tuple[CountRow, ...]) -> blocks.Block:
    return blocks.table(
        [
            Column("Code", 84),
            Column("Item and serials", wrap=True),
            Column("Counted", 74),
            Column("Books", 50, align="right"),
            Column("Why it differs", 130),
        ],
        [
            (
                row.code,
                "\n".join(filter(None, (row.name, "   ".join(row.serials)))),
                "",
                str(row.on_hand),
                "",
            )
            for row in rows
        ],
        framed=True,
        row_height=27,
    )


def any_sheet(_session: Session, _text: str) -> int:
    """There is one count sheet; whatever was typed means it."""
    return 0


COUNT: Printable[CountDocument] = Printable(
    "stock-count", "Stock count sheet", count_document, count_sheet
)


def vendor_sheet(document: VendorDocument) -> Layout:
    """Numbers to call first, then who is known there and for whom; a page for most vendors."""
    parts: list[blocks.Block] = [blocks.title(document.name, document.kind)]
    if document.support:
        parts.append(blocks.facts(document.support, columns=3, value=LARGE_BOLD))
    if document.reach:
        parts.append(blocks.facts(document.reach, columns=2))
    parts += [
        blocks.section("Who we know there"),
        _contacts(document),
        blocks.section("Who speaks for us"),
        _people(document),
        blocks.section("How they sell"),
        blocks.facts(document.channel, columns=3),
        blocks.section("Accounts of clients", _many(len(document.accounts), "account")),
        _accounts(document),
        blocks.note("PINs and passwords are not on this sheet."),
    ]
    return Layout(
        title=f"Vendor sheet {document.name}",
        author=document.letterhead.name,
        head=Head(document.name, "Vendor sheet", full_date(document.on)),
        foot=Foot.of(document.letterhead),
        blocks=parts,
    )


def _many(count: int, word: str) -> str:
    return f"1 {word}" if count == 1 else f"{count} {word}s" if count else ""


def _accounts(document: VendorDocument) -> blocks.Block:
    """A row for each account; numbers of their own only where some account has one."""
    own = any(row.own_phone for row in document.accounts)
    columns = [
        Column("Client", share=1.5, wrap=True),
        Column("For", share=1.2, wrap=True),
        Column("Account", 76, wrap=True),
        Column("Client's callers", share=1.2, wrap=True),
        Column("We", 74, wrap=True),
    ]
    return blocks.table(
        [*columns, Column("Support", 80, wrap=True)] if own else columns,
        [
            (
                row.client,
                "\n".join(filter(None, (row.what, _until(row)))),
                row.account_number,
                "\n".join(row.callers),
                _we(row),
                *((row.support_phone,) if own else ()),
            )
            for row in document.accounts
        ],
        size=0.9,
        empty="No client has an account here.",
    )


def _until(row: AccountRow) -> str:
    return f"Contract until {full_date(row.contract_until)}" if row.contract_until else ""


def _we(row: AccountRow) -> str:
    if row.we_may_call:
        return "May call"
    return f"Letter {short_date(row.letter_on)}" if row.letter_on else "Not yet"


def _contacts(document: VendorDocument) -> blocks.Block:
    return blocks.table(
        [
            Column("Name", share=1.2, wrap=True),
            Column("What for", share=1.2, wrap=True),
            Column("Phone", 96),
            Column("E-mail", share=1.5, wrap=True),
        ],
        [(one.name, one.role, one.phone, one.email) for one in document.contacts],
        size=0.9,
        empty="Nobody is written down yet.",
    )


def _people(document: VendorDocument) -> blocks.Block:
    return blocks.table(
        [
            Column("Name", share=1.2, wrap=True),
            Column("Title", share=1.2, wrap=True),
            Column("May order", 96),
            Column("Since", share=1.5),
        ],
        [
            (
                one.name,
                one.title,
                "Yes" if one.may_order else "No, only call",
                full_date(one.since_on) if one.since_on else "",
            )
            for one in document.people
        ],
        size=0.9,
        empty="Nobody of us is written down yet.",
    )


VENDOR: Printable[VendorDocument] = Printable(
    "vendor-sheet", "Vendor sheet", vendor_document, vendor_sheet
)
PAPERS = (
    Paper("stock-count", "Stock count sheet", COUNT, any_sheet),
    Paper("vendor-sheet", "Vendor sheet", VENDOR, find_vendor),
)
