"""Goal sheets: one person's, and the one on the wall for everybody."""

from ...dates import full_date
from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Blank, Column, Group, Item
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ...printing.styles import BODY_BOLD, BODY_CLOSE, DETAIL
from ..queries.papers import (
    SharedDocument,
    SheetDocument,
    SheetGoal,
    shared_document,
    sheet_document,
)

OUTCOME_LINES = 2
"""Empty lines below a goal that is not over, for how it came out."""


def sheet(document: SheetDocument) -> Layout:
    """Somebody's goals, each with what it serves, and two lines to sign."""
    shop = document.shop
    found: list[Block] = [
        blocks.title(f"Goals of {document.person}", document.quarter.title),
        blocks.note(_about(document)),
        blocks.space(6),
    ]
    for number, one in enumerate(document.goals, 1):
        found += [blocks.space(9), blocks.keep(*_goal(number, one))]
    if not document.goals:
        found += [
            blocks.paragraph("No goal is written down for this quarter yet."),
            blocks.lines(8),
        ]
    found += [
        blocks.space(10),
        blocks.keep(
            blocks.signatures(
                Blank("Agreed", 1.6, document.person), Blank("Signature", 1.6), Blank("Date", 0.8)
            ),
            blocks.signatures(
                Blank("And", 1.6, document.lead or document.person),
                Blank("Signature", 1.6),
                Blank("Date", 0.8),
            )
            if document.lead
            else blocks.space(0),
        ),
    ]
    return Layout(
        title=f"Goals of {document.person}, {document.quarter.title}",
        author=shop.name,
        head=Head(shop.name, "Goal sheet", full_date(document.on)),
        foot=Foot.of(shop),
        blocks=found,
    )


def _about(document: SheetDocument) -> str:
    said = f"{document.span}. A quarter has 13 weeks."
    if document.private:
        said += " A private goal stands on this sheet: hand it over in person."
    return said


def _goal(number: int, one: SheetGoal) -> list[Block]:
    goal = one.goal
    state = goal.state_words if goal.quarter else f"{goal.state_words}, whole year"
    found: list[Block] = [blocks.section(f"{number}. {goal.text}", state, bar=True)]
    if one.chain:
        found.append(blocks.space(2))
        found.append(blocks.paragraph("It serves", DETAIL))
        found += [
            blocks.item(f"{link.whose}: {link.text}" if link.whose else link.text, BODY_CLOSE)
            for link in one.chain
        ]
    else:
        found.append(blocks.paragraph("It hangs on no goal above it yet.", DETAIL))
    if goal.why:
        found += [blocks.paragraph("Why", DETAIL), blocks.paragraph(goal.why)]
    facts = [("Affects", one.affects or "Nobody else"), ("Read by", goal.sharing_words)]
    facts.append(("About", goal.kind_words))
    found += [blocks.facts([("Measured by", goal.measure)], 1), blocks.facts(facts, 3)]
    if goal.closed:
        found += [blocks.paragraph(f"{goal.state_words}. {goal.outcome}".strip(), BODY_BOLD)]
    else:
        found += [blocks.paragraph("How it came out", DETAIL), blocks.lines(OUTCOME_LINES)]
    return found


def shared(document: SharedDocument) -> Layout:
    """The goals everybody reads, from the owner's down, on one sheet for the wall."""
    shop = document.shop
    columns = [
        Column("What we want", share=2.2, wrap=True),
        Column("Whose", share=0.9),
        Column("Measured by", share=1.1, wrap=True),
        Column("", 62),
    ]
    rows: list[Group | tuple[Item | str, ...]] = []
    for level, goals in document.levels:
        rows.append(Group(level))
        rows += [
            (
                Item(one.goal.text, f"Serves: {one.serves}" if one.serves else ""),
                one.goal.whose,
                one.goal.measure,
                one.goal.state_words if one.goal.quarter else f"{one.goal.state_words}, year",
            )
            for one in goals
        ]
    empty = "No goal of this quarter is shared with everybody yet."
    return Layout(
        title=f"Our goals, {document.quarter.title}",
        author=shop.name,
        head=Head(shop.name, "Our goals", full_date(document.on)),
        foot=Foot.of(shop),
        blocks=[
            blocks.title("Our goals", document.quarter.title),
            blocks.note(f"{document.span}. The business serves its owner; each goal serves one."),
            blocks.space(4),
            blocks.table(columns, rows, empty=empty),
            blocks.rest("Ideas", "what would help one of these along"),
        ],
    )


SHEET = Printable("goal-sheet", "Goal sheet", sheet_document, sheet)
SHARED = Printable("goals-shared", "Our goals", shared_document, shared)
