"""The board and the work order on paper."""

from collections.abc import Sequence

from ..dates import age, clock_time, full_date, hours, hours_h, short_date
from ..desk.area import Paper
from ..people.rules import initials
from ..printing import blocks
from ..printing.block import Block
from ..printing.blocks import Blank, Column, Group
from ..printing.document import Layout, Printable
from ..printing.page import Foot, Head, Letterhead
from ..shop.queries import ShopRow
from . import queries, rules
from .queries import (
    BoardDocument,
    PriorityGroup,
    TicketPage,
    TicketRow,
    TimelineRow,
    WorkOrderDocument,
)

NOTE_LINES = 5
TIME_ROWS = 3
FEWEST_LINES = 2
"""Lines to write on that are left however much was written before."""

NOTES = 2
"""The newest notes for the client that are printed: more would push the signature off the page."""

LONGEST_NOTE, LONGEST_PROBLEM = 180, 500
"""Letters of a note and of what is wrong; a mail may be longer than the page."""


def _letterhead(shop: ShopRow) -> Letterhead:
    return Letterhead(shop.name, shop.address_lines, shop.phone, shop.after_hours_phone, shop.email)


def board(document: BoardDocument) -> Layout:
    """Every open ticket under its priority, the backlog in the title line."""
    made = f"{full_date(document.made_at.date())}, {clock_time(document.made_at)}"
    rows: list[Sequence[str] | Group] = []
    for group in document.groups:
        rows.append(Group(_heading(group), _sums(group)))
        rows += [_row(row, document) for row in group.rows]
    return Layout(
        title=f"Board {document.made_at.date().isoformat()}",
        author=document.shop.name,
        head=Head(document.shop.name, "Board", made),
        foot=Foot.of(_letterhead(document.shop)),
        landscape=True,
        blocks=[
            blocks.title("Board", _backlog(document)),
            blocks.space(4),
            blocks.table(
                _columns(document),
                rows,
                empty="Nothing to show",
            ),
        ],
    )


def _columns(document: BoardDocument) -> list[Column]:
    """The columns of the board; tiers from two people on (E09)."""
    return [
        Column("No.", 40, bold=True),
        Column("Title", share=2.4, wrap=True),
        Column("Client", share=1.3, wrap=True),
        Column("Status", share=1.1),
        Column("Who", 34),
        *([Column("Tier", 30, align="right")] if document.tiers else []),
        Column("Est.", 40, align="right"),
        Column("Left", 40, align="right"),
        Column("Opened", 48, align="right"),
        Column("Age", 34, align="right"),
    ]


def _backlog(document: BoardDocument) -> str:
    """What the board comes to, in one line (S014)."""
    parts = [
        document.client,
        f"{document.open_tickets} open",
        f"{hours_h(document.estimated_minutes)} estimated",
        f"{hours_h(document.remaining_minutes)} remaining",
        f"{document.without_estimate} without an estimate" if document.without_estimate else "",
    ]
    return ", ".join(filter(None, parts))


def _heading(group: PriorityGroup) -> str:
    words = rules.PRIORITY_WORDS[group.priority]
    return f"{group.priority}  {words}, {rules.PRIORITY_MEANS[group.priority]}"


def _sums(group: PriorityGroup) -> str:
    return f"{len(group.rows)} open, {hours_h(group.estimated_minutes)}"


def _row(row: TicketRow, document: BoardDocument) -> tuple[str, ...]:
    estimated = row.estimate_minutes is not None
    return (
        str(row.number),
        row.title,
        row.client,
        rules.status_words(row.status),
        initials(row.assigned) if row.assigned else "",
        *([str(row.tier)] if document.tiers else []),
        hours(row.estimate_minutes or 0) if estimated else "?",
        hours(row.remaining_minutes) if estimated else "?",
        short_date(row.opened_at.date(), document.made_at.date()),
        age(row.opened_at, document.made_at),
    )


def work_order(document: WorkOrderDocument) -> Layout:
    """One ticket on one page: who, where, what; lines for notes, time and the client's name."""
    page, shop = document.ticket, document.shop
    number = rules.number_words(page.number)
    return Layout(
        title=f"Work order {page.number}",
        author=shop.name,
        head=Head(page.client, f"Work order {number}", full_date(page.opened_at.date())),
        foot=Foot.of(_letterhead(shop)),
        blocks=[
            blocks.title(page.title, f"Work order {number}"),
            blocks.facts(_facts(document), columns=3),
            blocks.space(6),
            blocks.section("What is wrong", bar=True),
            blocks.paragraph(_short(page.description, LONGEST_PROBLEM))
            if page.description
            else blocks.lines(2),
            blocks.space(6),
            *_done(page),
            blocks.space(6),
            *_time(),
            blocks.keep(*_signed(page)),
        ],
    )


def _done(page: TicketPage) -> list[Block]:
    """What the client was told so far, and lines for the rest."""
    told = [one for one in page.timeline if one.client_sees][-NOTES:]
    long = len(page.description) > LONGEST_PROBLEM // 2
    return [
        blocks.section("What was done", "For the client to read", bar=True),
        *(blocks.paragraph(_short(_note(one), LONGEST_NOTE)) for one in told),
        blocks.lines(max(FEWEST_LINES, NOTE_LINES - len(told) - long)),
    ]


def _note(one: TimelineRow) -> str:
    when = f"{short_date(one.at.date())}, {clock_time(one.at)}"
    return f"{_joined(when, one.who)}: {one.text}"


def _short(words: str, most: int) -> str:
    """The beginning of a text, in few lines; the whole is on the ticket."""
    plain = "\n".join(line for line in words.splitlines() if line.strip())
    if len(plain) <= most:
        return plain
    return f"{plain[:most].rsplit(maxsplit=1)[0]}… (the rest is on the ticket)"


def _signed(page: TicketPage) -> list[Block]:
    """What the client signs, with the name in print beside it, and who did the work."""
    return [
        blocks.paragraph("Signed for the work and the times above."),
        blocks.signatures(Blank("Client", 2), Blank("Name in print", 1.5), Blank("Date")),
        blocks.signatures(
            Blank("Technician", 2), Blank("Name in print", 1.5, page.assigned), Blank("Date")
        ),
    ]


def _facts(document: WorkOrderDocument) -> list[tuple[str, str]]:
    page = document.ticket
    estimate = hours_h(page.estimate_minutes) if page.estimate_minutes else ""
    return [
        ("Client", page.client),
        ("Address", ", ".join(document.address)),
        ("Site", page.site),
        ("Contact", _joined(page.contact, page.contact_phone)),
        ("Device", "No device" if page.no_device else page.device),
        ("Priority", f"{page.priority} {rules.PRIORITY_WORDS[page.priority]}"),
        ("Agreement", "Hourly" if page.no_agreement else page.agreement),
        ("Assigned to", page.assigned),
        ("Estimate", estimate),
    ]


def _joined(*words: str) -> str:
    return ", ".join(filter(None, words))


def _time() -> list[Block]:
    columns = [
        Column("Date", 62),
        Column("From", 62),
        Column("To", 62),
        Column("Minutes", 58),
        Column("On site?", 58),
        Column("Note"),
    ]
    return [blocks.section("Time", bar=True), blocks.log_table(columns, TIME_ROWS)]


BOARD = Printable[BoardDocument]("board", "Board", queries.board_document, board)
WORK_ORDER = Printable[WorkOrderDocument](
    "workorder", "Work order", queries.work_order_document, work_order
)

PAPERS = (
    Paper("board", "Board list", BOARD, queries.find_board, needs="tickets"),
    Paper("workorder", "Work order", WORK_ORDER, queries.find_ticket, needs="tickets"),
)
