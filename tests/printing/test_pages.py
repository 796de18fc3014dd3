"""Blocks fall onto pages as a careful typist would set them."""

import re
from ctypes import c_uint

import pypdfium2
import pytest
from pypdfium2 import raw

from mspdesk.printing import blocks
from mspdesk.printing.document import prepare, render, render_many
from mspdesk.printing.page import MM, Foot, Letterhead, Paper, Sheet, paper_of
from tests.printing.papers import COLUMNS, HEAD, INVOICE, LINES, SHOP, numbered, paper
from tests.printing.pdftext import pages_of, text_of


def labels(pdf: bytes) -> list[str]:
    """What each page says about its number."""
    return [" ".join(re.findall(r"Page \d+ of \d+", page)) for page in pages_of(pdf)]


@pytest.mark.parametrize("rows", [0, 1, 35, 36, 37, 38, 70, 200, 400])
@pytest.mark.parametrize("size", Paper)
def test_every_page_says_which_of_how_many_it_is(rows: int, size: Paper) -> None:
    made = prepare(paper(blocks.table(COLUMNS, numbered(rows))), None, size)
    assert labels(made.pdf) == [f"Page {n} of {made.pages}" for n in range(1, made.pages + 1)]
    assert made.pages == max(1, -(-rows // (35 if size is Paper.LETTER else 37)))


def test_a_paper_without_blocks_is_one_page() -> None:
    assert labels(render(paper(), None, Paper.LETTER)) == ["Page 1 of 1"]


@pytest.mark.parametrize("size", Paper)
@pytest.mark.parametrize("landscape", [False, True])
def test_everything_stays_inside_the_margins(size: Paper, *, landscape: bool) -> None:
    stack = [blocks.title("W" * 90), blocks.table(COLUMNS, numbered(90))]
    pdf = render(paper(*stack, landscape=landscape), None, size)
    sheet = Sheet(size, landscape)
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        assert page.get_size() == pytest.approx(sheet.size, abs=0.1)
        words = page.get_textpage()
        for number in range(words.count_rects()):
            left, low, right, high = words.get_rect(number)
            assert sheet.left - 1 <= left < right <= sheet.right + 1
            assert 20 <= low < high <= sheet.top + 1
        words.close()
        page.close()
    document.close()


def test_the_bound_edge_stays_free_for_holes() -> None:
    assert Sheet(Paper.LETTER).left == 72
    assert Sheet(Paper.A4).left == pytest.approx(25 * MM)
    wide = Sheet(Paper.LETTER, landscape=True)
    across, down = wide.size
    assert (across, down, down - wide.top) == (792, 612, 72)


def test_paper_is_known_by_its_name() -> None:
    assert [paper_of(name) for name in (" A4 ", "letter", "folio")] == [
        Paper.A4,
        Paper.LETTER,
        Paper.LETTER,
    ]


def test_the_page_number_keeps_its_own_grey() -> None:
    """Its words are set last, and must not take the ink of whatever was set before them."""
    stack = (blocks.heading("Bold black", "7"), blocks.note("grey"), blocks.paragraph("black"))
    document = pypdfium2.PdfDocument(render(paper(*stack, head_on_first=False), None, Paper.LETTER))
    page = document[0]
    words = page.get_textpage()
    inks = {}
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        red, green, blue, solid = (c_uint() for _ in range(4))
        raw.FPDFPageObj_GetFillColor(drawn, red, green, blue, solid)
        inks[words.get_text_bounded(*drawn.get_bounds())] = red.value
    words.close()
    page.close()
    document.close()
    assert inks["Page 1 of 1"] == inks["grey"] == 64
    assert inks["black"] == inks["7"] == 0


# tables


def test_rows_are_never_torn_and_heads_repeat() -> None:
    rows = [
        (
            "Mar 1",
            blocks.Item(f"First {n}", f"Second {n} " + "and more words " * 14),
            "1",
            f"Last {n}",
        )
        for n in range(60)
    ]
    pages = pages_of(render(paper(blocks.table(COLUMNS, rows)), None, Paper.LETTER))
    assert len(pages) > 3
    for page in pages:
        assert page.count("Date What Qty Amount") == 1
    for n in range(60):
        holding = [page for page in pages if re.search(rf"First {n}\b", page)]
        assert len(holding) == 1
        assert re.search(rf"Second {n}\b", holding[0])
        assert re.search(rf"Last {n}\b", holding[0])


def test_a_row_higher_than_a_page_is_the_only_one_that_goes_on() -> None:
    rows: list[blocks.Row] = [
        ("Mar 1", "before", "1", "$1.00"),
        ("Mar 2", "word " * 990, "2", "$2.00"),
        *numbered(3),
    ]
    pages = pages_of(render(paper(blocks.table(COLUMNS, rows)), None, Paper.LETTER))
    assert len(pages) == 3
    assert "".join(pages).count("word") == 990
    assert "Row number 3" in pages[-1]


def test_a_group_stands_with_its_first_row_and_a_total_with_the_last() -> None:
    for count in range(25, 42):
        rows: list[blocks.Row] = [
            *numbered(count),
            blocks.Group("Second group"),
            ("", "in group", "", ""),
        ]
        totals = [("", "Total", "", "$9.99")]
        stack = blocks.table(COLUMNS, rows, totals=totals)
        pages = pages_of(render(paper(stack), None, Paper.LETTER))
        assert [("Second group" in page) for page in pages] == [
            "in group" in page for page in pages
        ]
        assert [("Total" in page) for page in pages] == ["in group" in page for page in pages]


def test_sums_are_never_alone_on_a_page() -> None:
    for count in range(25, 40):
        stack = (
            blocks.table(COLUMNS, numbered(count)),
            blocks.sums([("Subtotal", "$5.00")], final=("Amount due", "$5.00")),
        )
        pages = pages_of(render(paper(*stack), None, Paper.LETTER))
        assert f"Row number {count}\n" in pages[-1] + "\n" or f"Row number {count} " in pages[-1]
        assert "Amount due" in pages[-1]


def test_a_heading_is_never_the_last_thing_on_a_page() -> None:
    for count in range(25, 40):
        stack = (
            blocks.table(COLUMNS, numbered(count)),
            blocks.section("Next part"),
            blocks.table(COLUMNS, [("Mar 9", "first of the next", "", "")]),
        )
        pages = pages_of(render(paper(*stack), None, Paper.LETTER))
        assert ["Next part" in page for page in pages] == ["first of the" in page for page in pages]


def test_what_is_kept_together_is_on_one_page() -> None:
    for count in range(25, 40):
        together = blocks.keep(*(blocks.paragraph(f"Kept {n}") for n in range(6)))
        stack = (blocks.table(COLUMNS, numbered(count)), together)
        pages = pages_of(render(paper(*stack), None, Paper.LETTER))
        assert sum("Kept" in page for page in pages) == 1


def test_a_paragraph_goes_over_the_page_without_a_line_alone() -> None:
    for count in range(26, 38):
        words = "\n".join(f"Line {n}." for n in range(5))
        stack = (blocks.table(COLUMNS, numbered(count)), blocks.paragraph(words))
        for page in pages_of(render(paper(*stack), None, Paper.LETTER)):
            assert page.count("Line") != 1


def test_columns_that_ask_for_too_much_share_what_there_is() -> None:
    wide = [blocks.Column("One", 400), blocks.Column("Two", 400), blocks.Column("Three")]
    pdf = render(paper(blocks.table(wide, [("first", "second", "third")])), None, Paper.A4)
    assert "first second third" in text_of(pdf)
    with pytest.raises(ValueError, match="2 cells stand in a table of 3 columns"):
        render(paper(blocks.table(wide, [("first", "second")])), None, Paper.A4)


def test_a_sum_too_wide_for_its_column_is_printed_whole() -> None:
    columns = [blocks.Column("What"), blocks.Column("Amount", 60, align="right")]
    for sum_of_money in ("$12,345,678.00", "$123,456,789,012,345,678.00"):
        pdf = render(paper(blocks.table(columns, [("x", sum_of_money)])), None, Paper.LETTER)
        assert sum_of_money in text_of(pdf).replace("\n", "")


def test_a_table_without_rows_says_so() -> None:
    assert "Nothing open." in text_of(
        render(paper(blocks.table(COLUMNS, [], empty="Nothing open.")), None, Paper.LETTER)
    )


# space


def test_a_page_break_begins_one_page_and_never_an_empty_one() -> None:
    one, two = blocks.paragraph("One"), blocks.paragraph("Two")
    for stack in (
        (one, blocks.page_break(), two),
        (blocks.page_break(), one, blocks.page_break(), blocks.page_break(), two),
        (one, blocks.page_break(), two, blocks.page_break(), blocks.space(40)),
    ):
        pages = pages_of(render(paper(*stack), None, Paper.LETTER))
        assert ["One" in page for page in pages] == [True, False]
        assert ["Two" in page for page in pages] == [False, True]


def test_space_at_the_end_makes_no_page() -> None:
    for count in range(28, 38):
        bare = prepare(paper(blocks.table(COLUMNS, numbered(count))), None, Paper.LETTER).pages
        stack = (blocks.table(COLUMNS, numbered(count)), blocks.space(60))
        assert prepare(paper(*stack), None, Paper.LETTER).pages == bare


def test_a_log_fills_its_page_and_leaves_room_for_what_follows() -> None:
    columns = [blocks.Column("Time", 60), blocks.Column("What was tried")]
    for size in Paper:
        made = prepare(
            paper(
                blocks.title("Log"),
                blocks.log_table(columns),
                blocks.write_on(blocks.Blank("What fixed it")),
                landscape=True,
            ),
            None,
            size,
        )
        assert made.pages == 1
        assert "What fixed it" in text_of(made.pdf)


def test_a_fact_nobody_knows_is_a_line_to_write_on() -> None:
    known = render(paper(blocks.facts([("Phone", "218")])), None, Paper.LETTER)
    unknown = render(paper(blocks.facts([("Phone", "")])), None, Paper.LETTER)
    assert rules(unknown) == rules(known) + 1


def rules(pdf: bytes) -> int:
    """How many straight lines and frames a paper has."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    count = sum(1 for drawn in page.get_objects() if drawn.type == 2)
    page.close()
    document.close()
    return count


# money papers


@pytest.mark.parametrize("size", Paper)
def test_the_slip_stays_at_the_bottom_of_page_one(size: Paper) -> None:
    short = pages_of(render(INVOICE, LINES, size))
    assert len(short) == 1
    assert short[0].startswith("Quillfeather IT, LLC\n612 Harbor View Ave")
    pages = pages_of(render(INVOICE, LINES * 6, size))
    assert ["Please return this part" in page for page in pages] == [True, False, False]
    assert pages[1].startswith("Kestrel Machine & Tool Page 2 of 3\nInvoice 2026-0312")
    assert ["Amount due by Mar 30, 2026 $2,599.00" in page for page in pages].count(True) == 1
    assert "Quillfeather IT, LLC 612 Harbor View Ave" in pages[2]


def test_a_slip_too_high_for_its_place_follows_the_rest() -> None:
    slip = blocks.slip(["Street " * 400], [("From", "x")])
    pages = pages_of(render(paper(blocks.paragraph("Body"), bottom=slip), None, Paper.LETTER))
    assert "Body" in pages[0]
    assert "".join(pages).count("Street") == 400


def test_the_foot_carries_the_numbers_to_call() -> None:
    assert Foot.of(SHOP) == Foot(
        "Quillfeather IT, LLC",
        "612 Harbor View Ave, Duluth, MN 55802",
        "Day 218-555-0100    After hours 218-555-0101",
    )
    assert Foot.of(Letterhead("Shop")) == Foot("Shop", "", "")


def test_a_long_foot_uses_a_second_line() -> None:
    foot = Foot(SHOP.name, "1 " + "Very Long Street Name " * 4, "Day 218-555-0100")
    words = text_of(render(paper(foot=foot), None, Paper.LETTER))
    assert "Very Long Street Name Very Long" in words


def test_many_papers_in_one_count_their_own_pages() -> None:
    sheaf = [
        (paper(blocks.table(COLUMNS, numbered(count)), title=f"Paper {count}"), None)
        for count in (10, 80, 1)
    ]
    made = render_many(iter(sheaf), Paper.LETTER, title="All of them", author="Shop")
    assert labels(made.pdf) == [
        "Page 1 of 1",
        "Page 1 of 3",
        "Page 2 of 3",
        "Page 3 of 3",
        "Page 1 of 1",
    ]
    assert made.pages == 5
    document = pypdfium2.PdfDocument(made.pdf)
    entries = [(entry.get_title(), entry.get_dest().get_index()) for entry in document.get_toc()]
    assert entries == [("Paper 10", 0), ("Paper 80", 1), ("Paper 1", 4)]
    facts = document.get_metadata_dict()
    document.close()
    assert facts["Title"] == "All of them"
    assert facts["Author"] == "Shop"


def test_a_batch_may_mix_upright_and_landscape() -> None:
    sheaf = [(paper(landscape=turned), None) for turned in (False, True, False)]
    document = pypdfium2.PdfDocument(render_many(sheaf, Paper.LETTER, title="Mixed").pdf)
    sizes = [document.get_page_size(number) for number in range(3)]
    document.close()
    assert sizes == [(612, 792), (792, 612), (612, 792)]


def test_a_head_may_stay_away_from_page_one() -> None:
    stack = blocks.table(COLUMNS, numbered(60))
    pages = pages_of(render(paper(stack, head_on_first=False), None, Paper.LETTER))
    assert [HEAD.left in page for page in pages] == [False, True]
