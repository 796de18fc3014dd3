"""Trees of calls, big cells, and captions beside their values."""

import pytest

from mspdesk.printing import blocks
from mspdesk.printing.blocks import Big, CallBox, Column, Item, TickBox
from mspdesk.printing.document import render
from mspdesk.printing.page import Paper
from tests.printing.papers import paper
from tests.printing.pdftext import flat, pages_of, text_of

TOP = ("You, whoever noticed", "write down what you saw")
BOXES = (
    CallBox(1, "Ines Varga", "decides"),
    CallBox(2, "Quillfeather IT", "starts recovery"),
    CallBox(3, "Dr. Tom Kessel", "approves spending", 1),
    CallBox(4, "Prairie Fiber", "internet is out", 2),
)


@pytest.mark.parametrize("size", Paper)
def test_every_box_is_on_the_paper(size: Paper) -> None:
    found = flat(text_of(render(paper(blocks.call_tree(TOP, BOXES)), None, size)))
    for words in (*TOP, "1 Ines Varga", "3 Dr. Tom Kessel", "approves spending"):
        assert flat(words) in found


def test_a_tree_too_wide_or_too_deep_is_a_list_with_everybody() -> None:
    wide = [CallBox(n, f"Person {n}", "calls on") for n in range(1, 13)]
    deep = [CallBox(n, f"Person {n}", "calls on", n - 1 or None) for n in range(1, 13)]
    for boxes in (wide, deep):
        found = flat(text_of(render(paper(blocks.call_tree(TOP, boxes)), None, Paper.LETTER)))
        assert all(flat(f"{n} Person {n}: calls on") in found for n in range(1, 13))


def test_a_call_after_nobody_known_hangs_on_the_first() -> None:
    tree = blocks.call_tree(TOP, [CallBox(3, "Tom", "pays", 9), CallBox(4, "Self", "x", 4)])
    assert flat("4 Self") in flat(text_of(render(paper(tree), None, Paper.LETTER)))


def test_hostile_names_stay_inside_their_boxes() -> None:
    name = "<b>O'Brien & Søn</b> " + "W" * 190
    tree = blocks.call_tree(TOP, [CallBox(1, name, "{}%s" * 40)])
    found = flat(text_of(render(paper(tree), None, Paper.LETTER)))
    assert flat(name) in found


def test_big_cells_and_boxes_stand_in_a_row() -> None:
    table = blocks.table(
        [
            Column("", 25, align="center"),
            Column("", 23, ruled=False),
            Column("Step", wrap=True),
            Column("Phone", 122),
        ],
        [(Big("1"), TickBox(), Item("Call us.", "Stay on."), Big("507-555-0142", "home too"))],
        framed=True,
        row_height=33,
    )
    pages = pages_of(render(paper(table), None, Paper.LETTER))
    for words in ("Call us.", "Stay on.", "507-555-0142", "home too"):
        assert words in pages[0]


def test_facts_beside_each_other_leave_out_what_nobody_knows() -> None:
    block = blocks.inline_facts(
        [("Last tested", "Jan 20, 2026"), ("Expect", ""), ("Within", "8 h")]
    )
    found = text_of(render(paper(block), None, Paper.LETTER))
    assert "Jan 20, 2026" in found
    assert "Expect" not in found
    tall = blocks.inline_facts([("Caption", "word " * 200)])
    assert tall.height(300) > 100
