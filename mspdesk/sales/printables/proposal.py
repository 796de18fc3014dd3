"""A proposal on paper: what we found, what we do, what it costs, what comes next, where to sign."""

from dataclasses import field

from sqlalchemy.orm import Session

from ...catalog.queries import plan_grid, tier_texts
from ...catalog.rules import TIERS
from ...clients.queries import client as client_of
from ...dates import full_date
from ...desk.area import Paper
from ...errors import UserError
from ...letters.queries import letterhead
from ...money import Currency, quantity, shown
from ...offerings.queries.offerings import offering_page
from ...offerings.rules.values import KINDS
from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Blank, Column, Item
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head, Letterhead
from ...rows import dataclass
from ...shop.queries import shop
from ..queries.proposals import LineRow, ProposalPage, find_proposal, proposal_page

UNITS = {"each": "", "flat": ""}


@dataclass(frozen=True, slots=True)
class ProposalDocument:
    """A proposal as the client reads it; our own costs are not gathered."""

    letterhead: Letterhead
    page: ProposalPage
    address: tuple[str, ...]
    currency: Currency
    worth: tuple[tuple[str, str], ...] = field(default=())
    included: tuple[str, ...] = field(default=())
    excluded: tuple[str, ...] = field(default=())


def proposal_document(session: Session, proposal_id: int) -> ProposalDocument:
    """Gather a proposal; raises UserError where there is none."""
    page = proposal_page(session, proposal_id)
    if page is None:
        raise UserError("Choose a proposal first.", "proposal")
    offered = offering_page(session, page.offering_id) if page.offering_id else None
    said = offered.value if offered is not None else {}
    grid = plan_grid(session, page.grid_id) if page.grid_id is not None else None
    words = tier_texts(grid, page.row.tier) if grid is not None else {}
    return ProposalDocument(
        letterhead(session),
        page,
        _address(session, page.row.client_id),
        shop(session).money,
        tuple((kind.paper, said[kind.key]) for kind in KINDS if said.get(kind.key)),
        _lines(words.get("included", "")),
        _lines(words.get("excluded", "")),
    )


def _address(session: Session, client_id: int) -> tuple[str, ...]:
    """The name and the place of a client."""
    one = client_of(session, client_id)
    if one is None:
        return ()
    place = ", ".join(filter(None, (one.city, f"{one.region} {one.postal_code}".strip())))
    return tuple(filter(None, (one.name, *one.address.splitlines(), place)))


def _lines(words: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in words.splitlines() if line.strip())


def lay_out(document: ProposalDocument) -> Layout:
    """A letterhead, the words, the prices, a line for each side's hand."""
    page, house = document.page, document.letterhead
    one = page.row
    return Layout(
        title=f"Proposal {one.name}",
        author=house.name,
        subject=one.title,
        head_on_first=False,
        head=Head(one.client, f"Proposal {one.name}", full_date(one.dated_on)),
        foot=Foot.of(house),
        blocks=[
            blocks.letterhead(house),
            blocks.heading("Proposal", one.name),
            blocks.columns(
                blocks.address("For", document.address),
                blocks.fact_list(
                    [
                        ("Dated", full_date(one.dated_on)),
                        ("Stands until", full_date(one.valid_until)),
                        ("Would begin", full_date(one.start_on)),
                    ],
                    bold=("Stands until",),
                ),
                shares=(1.5, 1),
            ),
            *_draft(one.draft),
            blocks.space(14),
            blocks.title(one.title),
            *([blocks.paragraph(page.intro)] if page.intro else []),
            *_said("What we found", page.we_see),
            *_said("What we will do", page.we_do),
            *_worth(document),
            *_plan(document),
            *_prices(document),
            *_said("What we need from you", page.you_do),
            *_said("Why us", page.usp),
            *_end(document),
        ],
    )


def _draft(draft: bool) -> list[Block]:
    if not draft:
        return []
    return [blocks.space(10), blocks.callout("Draft", "It was not sent yet and may still change.")]


def _said(heading: str, words: str) -> list[Block]:
    """A heading with a paragraph, or with a point for each line."""
    lines = _lines(words)
    if not lines:
        return []
    if len(lines) == 1:
        return [blocks.keep(blocks.section(heading), blocks.paragraph(lines[0]))]
    first, *rest = [blocks.item(line) for line in lines]
    return [blocks.keep(blocks.section(heading), first), *rest]


def _worth(document: ProposalDocument) -> list[Block]:
    """The kinds of value of the offering behind it."""
    if not document.worth:
        return []
    pairs = [(words, " ".join(value.split())) for words, value in document.worth]
    first, *rest = [blocks.paragraph(f"{words}: {value}") for words, value in pairs]
    return [blocks.keep(blocks.section("What it is worth"), first), *rest]


def _plan(document: ProposalDocument) -> list[Block]:
    """What the plan includes and what it does not, side by side."""
    inside, outside = document.included, document.excluded
    if not inside and not outside:
        return []
    rows = max(len(inside), len(outside))
    cells = [(_at(inside, at), _at(outside, at)) for at in range(rows)]
    name = TIERS.get(document.page.row.tier, "The plan")
    return [
        blocks.section(f"The {name} plan"),
        blocks.table(
            [Column("Included", wrap=True), Column("Not included", wrap=True)],
            cells,
            framed=True,
            size=0.95,
        ),
    ]


def _at(items: tuple[str, ...], at: int) -> str:
    return items[at] if at < len(items) else ""


def _prices(document: ProposalDocument) -> list[Block]:
    """What is paid every month, and what is paid once."""
    page, money = document.page, document.currency
    monthly = [one for one in page.lines if one.recurring]
    once = [one for one in page.lines if not one.recurring]
    found: list[Block] = []
    if monthly:
        total = ("Each month", "", "", shown(page.row.sums.monthly, money))
        beside = f"for {page.term_months} months, paid in advance"
        found += [
            blocks.section("Each month", beside),
            blocks.table(
                _columns("A month"), [_row(one, money) for one in monthly], totals=[total]
            ),
        ]
    if once or page.row.setup_fee:
        rows = [_row(one, money) for one in once]
        if page.row.setup_fee:
            fee = shown(page.row.setup_fee, money)
            rows.append((Item("Setup"), "1", fee, fee))
        total = ("Once", "", "", shown(page.row.sums.once, money))
        found += [
            blocks.section("Once", "paid before we begin"),
            blocks.table(_columns("Amount"), rows, totals=[total]),
        ]
    if found:
        found.append(blocks.note("Taxes are added where the law asks for them."))
    return found


def _columns(last: str) -> list[Column]:
    return [
        Column("What", wrap=True),
        Column("Count", 60, align="right"),
        Column("Each", 84, align="right"),
        Column(last, 96, align="right"),
    ]


def _row(one: LineRow, money: Currency) -> tuple[Item, str, str, str]:
    head, _, rest = one.text.partition("\n")
    return (
        Item(head, rest),
        quantity(one.quantity),
        shown(one.price, money),
        shown(one.amount, money),
    )


def _end(document: ProposalDocument) -> list[Block]:
    """What comes next, and room for both hands."""
    page = document.page
    until = full_date(page.row.valid_until)
    found = _said("What comes next", page.next_step)
    if page.answered_by and page.row.state == "accepted":
        on = full_date(page.answered_on) if page.answered_on else ""
        return [*found, blocks.note(f"Accepted by {page.answered_by} on {on}.")]
    return [
        *found,
        blocks.keep(
            blocks.space(8),
            blocks.note(f"This proposal stands until {until}. An agreement follows it."),
            blocks.space(10),
            blocks.signatures(
                Blank(f"Accepted for {page.row.client}", 2.0),
                Blank("Name", 1.3),
                Blank("Date", 0.8),
            ),
        ),
    ]


PROPOSAL: Printable[ProposalDocument] = Printable(
    "proposal", "Proposal", proposal_document, lay_out
)
PAPERS = (Paper("proposal", "Proposal", PROPOSAL, find_proposal, needs="clients"),)
