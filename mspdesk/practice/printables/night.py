"""The night sheet: it lies beside the phone and is written on in the dark (S049)."""

from ...dates import clock_time, full_date
from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Big, Blank, Column, Item
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head, Letterhead
from ..queries.night import NightDocument, night_sheet
from ..rules.oncall import KIND_MEANS, KINDS

CALL_ROWS, CALL_ROW = 7, 32.0
"""Rows for calls on the first page, and their height in points."""


def night(document: NightDocument) -> Layout:
    """Who is on call, what is done at a call, rows for calls; whom to call on the second page."""
    shop = document.shop
    letterhead = Letterhead(
        shop.name, shop.address_lines, shop.phone, shop.after_hours_phone, shop.email
    )
    span = _span(document)
    return Layout(
        title=f"Night sheet {document.on.isoformat() if document.on else ''}".strip(),
        author=shop.name,
        head=Head(shop.name, "Night sheet", full_date(document.on) if document.on else ""),
        foot=Foot.of(letterhead),
        blocks=[
            blocks.title("Night sheet", span),
            *_on_call(document),
            blocks.space(6),
            blocks.section("When the phone rings", bar=True),
            *_steps(document),
            blocks.space(6),
            blocks.section(
                "Calls of this night", "one row a call, written while it happens", bar=True
            ),
            _calls(document),
            blocks.space(8),
            blocks.keep(
                blocks.write_on(
                    Blank("What the morning must know", 2.4),
                    Blank("Handed over to"),
                    Blank("At", 0.6),
                ),
            ),
            blocks.page_break(),
            blocks.section("Whom to call at the client", "and who may say yes to double time"),
            _clients(document),
        ],
    )


def _span(document: NightDocument) -> str:
    begins, ends = document.begins_at, document.ends_at
    if begins is None or ends is None:
        return "Nobody is on the roster"
    return (
        f"{begins:%A}, {full_date(begins.date())}, {clock_time(begins)} to "
        f"{ends:%A}, {clock_time(ends)}"
    )


_BY_HAND = "________________"
"""Where a number nobody has entered is written with a pen."""


def _on_call(document: NightDocument) -> list[Block]:
    rows: list[tuple[Big | Item | str, ...]] = [
        (
            Item(one.person, one.words),
            Big(one.phone) if one.phone else _BY_HAND,
            Item(KINDS.get(one.kind, one.kind), KIND_MEANS.get(one.kind, "")),
        )
        for one in document.duties
    ]
    if not rows:
        return [blocks.write_on(Blank("On call"), Blank("Phone"), Blank("Until"))]
    columns = [
        Column("On call", share=1.1, bold=True),
        Column("Phone", 104),
        Column("How bound", share=2),
    ]
    owner = ", ".join(filter(None, (document.owner, document.owner_phone)))
    after = document.shop.after_hours_phone
    words = " ".join(
        filter(
            None,
            (
                f"Calls come in on {after}." if after else "",
                f"Stuck or in doubt: {owner}." if owner else "",
            ),
        )
    )
    return [blocks.table(columns, rows), blocks.space(4), blocks.paragraph(words)]


def _steps(document: NightDocument) -> list[Block]:
    """What is done at a call, in the order in which it is done."""
    said = (
        "Write the time and the caller's name before you ask anything else.",
        (
            "Ask what stopped, for how many people, and since when. Can it wait until we open? "
            "Then say when somebody will call back, and write it down."
        ),
        (
            f"It cannot wait: say that work now costs {document.night_rate} an hour in place of "
            f"{document.rate}, unless the agreement covers it. Begin only after somebody who may "
            "approve it has said yes; write down who and at what time."
        ),
        "Open the ticket, or write it here and enter it in the morning, the yes with it.",
        "Thirty minutes without progress: begin a TSR log. An hour: call for help.",
    )
    columns = [Column("", 18, bold=True), Column("", wrap=True)]
    return [blocks.table(columns, [(str(n), words) for n, words in enumerate(said, 1)])]


def _calls(document: NightDocument) -> Block:
    columns = [
        Column("Time", 46),
        Column("Client, caller, phone", share=1.4, wrap=True),
        Column("What is wrong", share=1.8, wrap=True),
        Column("Yes by, at", 84, wrap=True),
        Column("Min.", 34, align="right"),
        Column("Ticket", 48),
    ]
    rows: list[tuple[str, ...]] = [
        (
            clock_time(one.at),
            one.client,
            one.words,
            "",
            "" if one.minutes is None else str(one.minutes),
            f"#{one.ticket}" if one.ticket else "",
        )
        for one in document.calls
    ]
    rows += [("",) * len(columns)] * max(0, CALL_ROWS - len(rows))
    return blocks.table(columns, rows, framed=True, row_height=CALL_ROW)


def _clients(document: NightDocument) -> Block:
    columns = [
        Column("Client", share=1.3, bold=True, wrap=True),
        Column("Phone", 104),
        Column("In an emergency", share=1.5, wrap=True),
        Column("May say yes to double time", share=1.5, wrap=True),
    ]
    rows: list[tuple[Big | Item | str, ...]] = [
        (
            Item(one.name, one.plan),
            Big(one.phone),
            "\n".join(one.emergency),
            "\n".join(one.approve) or "Nobody is named",
        )
        for one in document.clients
    ]
    return blocks.table(columns, rows, size=0.92, empty="No active client yet.")


NIGHT_SHEET = Printable[NightDocument]("nightsheet", "Night sheet", night_sheet, night)
