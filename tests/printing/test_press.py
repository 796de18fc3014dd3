"""Binder pages: labels, tabs, copies, what stands on each page."""

import pypdfium2
import pytest

from mspdesk.printing import blocks
from mspdesk.printing.furniture import Divider
from mspdesk.printing.page import Foot, Head, Paper
from mspdesk.printing.press import Around, Leaf, Press, SetPage

from .pdftext import pages_of

FOOT = Foot("Quillfeather IT, LLC", "612 Harbor View Ave, Duluth, MN 55802", "Day 218-555-0100")
HEAD = Head("Brightwater Veterinary", "Disaster recovery plan")
WORDS = ("Call", "Recover", "TSR log", "Network", "Lists", "Review")


def leaf(number: int, rows: int = 3, *, landscape: bool = False) -> Leaf:
    name = WORDS[number - 1]
    table = blocks.table(
        [blocks.Column("Name", 90), blocks.Column("What", wrap=True)],
        [(f"{name} {row}", "Żółć naïve ☎ 東京") for row in range(rows)],
    )
    return Leaf(
        key=name,
        title=name,
        blocks=[blocks.title(name), table],
        head=HEAD,
        tab=Divider(number, name, len(WORDS)),
        landscape=landscape,
    )


def label(page: SetPage) -> str:
    assert page.leaf.tab is not None
    return f"Page {page.leaf.tab.number}-{page.number} of 1-5"


def printed(paper: Paper, *leaves: Leaf, copies: int = 1) -> bytes:
    with Press(paper, "Binder", foot=FOOT) as press:
        pages = [page for one in leaves for page in press.lay(one)]
        for copy in range(1, copies + 1):
            for page in pages:
                around = Around(label(page), "Edition 7", f"Copy {copy} of {copies}  Server closet")
                press.issue(page, around)
        return press.finish().pdf


def test_each_page_says_its_label_its_edition_its_tab_and_its_copy() -> None:
    pages = pages_of(printed(Paper.LETTER, leaf(1, 50), leaf(2), copies=3))
    assert len(pages) == 9
    for page, number in zip(pages, ("1-1", "1-2", "2-1") * 3, strict=True):
        assert f"Page {number} of 1-5" in page
        assert "Edition 7" in page
        assert "Brightwater Veterinary" in page
    assert ["Copy 2 of 3 Server closet" in page for page in pages] == [False] * 3 + [
        True,
        True,
        True,
    ] + [False] * 3


def blocks_of_tabs(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Where the word of each page's tab stands: left, bottom, right, top."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for number, word in enumerate(WORDS):
        page = document[number]
        text = page.get_textpage()
        hit = text.search(f"{number + 1} {word}").get_next()
        assert hit is not None
        boxes = [text.get_charbox(at) for at in range(hit[0], hit[0] + hit[1])]
        lefts, lows, rights, tops = zip(*boxes, strict=True)
        found.append((min(lefts), min(lows), max(rights), max(tops)))
    document.close()
    return found


@pytest.mark.parametrize("paper", list(Paper))
def test_tabs_step_down_the_right_edge_where_every_printer_reaches(paper: Paper) -> None:
    across, down = paper.size
    found = blocks_of_tabs(printed(paper, *(leaf(n) for n in range(1, 7))))
    tops = [down - top for _left, _low, _right, top in found]
    assert tops == sorted(tops)
    for (left, _low, right, top), (_l, below, _r, _t) in zip(found[1:], found, strict=False):
        assert top < below
        assert across - 0.52 * 72 < left < right < across - 0.25 * 72


def test_a_landscape_page_has_its_tab_at_the_edge_that_looks_out_once_it_is_bound() -> None:
    leaves = [leaf(n, landscape=True) for n in range(1, 7)]
    found = blocks_of_tabs(printed(Paper.LETTER, *leaves))
    assert all(18 < low < top < 37 for _left, low, _right, top in found)
    lefts = [left for left, *_rest in found]
    assert lefts == sorted(lefts, reverse=True)


def test_what_stands_on_a_page_is_told_whatever_was_set_before_it() -> None:
    with Press(Paper.LETTER, "One", foot=FOOT) as press:
        alone = [page.mark for page in press.lay(leaf(3, 90))]
    with Press(Paper.LETTER, "Two", foot=FOOT) as press:
        press.lay(leaf(1, 40))
        behind = [page.mark for page in press.lay(leaf(3, 90))]
    assert alone == behind
    assert len({mark.words for mark in alone}) == len(alone) > 1
    with Press(Paper.LETTER, "Three", foot=Foot("Another shop")) as press:
        other = [page.mark for page in press.lay(leaf(3, 90))]
    assert [one.text for one in other] == [one.text for one in alone]
    assert all(one.words != two.words for one, two in zip(other, alone, strict=True))


def test_one_row_more_changes_the_pages_it_touches_and_no_others() -> None:
    with Press(Paper.LETTER, "Binder", foot=FOOT) as press:
        before = [page.mark.words for page in press.lay(leaf(1, 88))]
        after = [page.mark.words for page in press.lay(leaf(1, 89))]
    assert before[:-1] == after[:-1]
    assert before[-1] != after[-1]


def test_the_same_leaves_give_the_same_bytes() -> None:
    first = printed(Paper.A4, leaf(1, 50), leaf(2, landscape=True), copies=2)
    assert first == printed(Paper.A4, leaf(1, 50), leaf(2, landscape=True), copies=2)


def test_a_press_that_issued_nothing_makes_no_paper() -> None:
    with Press(Paper.LETTER, "Binder", foot=FOOT) as press:
        press.lay(leaf(1))
        with pytest.raises(ValueError, match="Nothing"):
            press.finish()
