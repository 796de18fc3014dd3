"""What people type reaches the paper as they typed it, in every block, and does nothing else."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mspdesk.printing import blocks, fonts
from mspdesk.printing.clean import LONGEST, clean
from mspdesk.printing.document import prepare, render
from mspdesk.printing.lines import break_lines, fitted, measure
from mspdesk.printing.page import Foot, Head, Paper
from mspdesk.printing.safe import P
from mspdesk.printing.scripts import has_right_to_left
from mspdesk.printing.styles import BODY, CELL
from tests.exchange.hostile import HOSTILE, LOSSY
from tests.printing.papers import EVERY_BLOCK, paper
from tests.printing.pdftext import flat, pages_of, text_of

TEXTS = [*HOSTILE, *LOSSY]


def short(text: str) -> str:
    """A name for a test's text."""
    return ascii(text)[:24]


def words_of(pdf: bytes) -> str:
    """The words of a paper without blanks, and without what stands on every page."""
    pages = [page.split("\n") for page in pages_of(pdf)]
    empty = pages_of(render(paper(), None, Paper.LETTER))[0].split("\n")
    body = [line for page in pages for line in page if line not in empty and "Page" not in line]
    return flat("".join(body))


@pytest.mark.parametrize("name", EVERY_BLOCK)
def test_every_text_comes_back_out_of_every_block(name: str) -> None:
    make = EVERY_BLOCK[name]
    printed = words_of(render(paper(*map(make, TEXTS)), None, Paper.LETTER))
    for text in TEXTS:
        # A line that runs both ways comes back word by word; readers order words their own way.
        parts = clean(text).split() if has_right_to_left(text) else [clean(text)]
        for part in parts:
            # PDFium leaves out a mark that is drawn on top of its like.
            once = re.sub("\u0301+", "", flat(part.strip(",")))
            assert once in printed or _in_pieces(once, printed), (name, short(text))


def _in_pieces(text: str, printed: str) -> bool:
    """Whether a text of one letter is there in full, with heads of tables in between."""
    letter = text[0]
    return set(text) <= {letter, "."} and printed.count(letter) >= text.count(letter) > 100


@pytest.mark.parametrize("name", EVERY_BLOCK)
def test_a_block_higher_than_a_page_loses_nothing(name: str) -> None:
    make = EVERY_BLOCK[name]
    once = words_of(render(paper(make("W")), None, Paper.LETTER)).count("W")
    others = words_of(render(paper(make("x")), None, Paper.LETTER)).count("W")
    long = words_of(render(paper(make("W" * LONGEST)), None, Paper.LETTER)).count("W")
    assert long >= (once - others) * LONGEST > 0


@pytest.mark.parametrize("text", TEXTS, ids=short)
def test_any_text_may_stand_in_head_foot_and_title(text: str) -> None:
    printable = paper(
        title=text,
        author=text,
        subject=text,
        head=Head(text, text, text),
        foot=Foot(text, text, text),
    )
    for size in Paper:
        assert prepare(printable, None, size).pages == 1


@contextmanager
def watched(events: list[tuple[str, str]]) -> Iterator[None]:
    """Note every file that is opened and every connection that is tried."""
    on = [True]

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if on[0] and event in ("open", "socket.connect", "socket.getaddrinfo"):
            events.append((event, str(arguments[0])))

    sys.addaudithook(note)
    try:
        yield
    finally:
        on[0] = False


def test_no_text_opens_a_file_or_a_connection() -> None:
    texts = [
        '<img src="/etc/hostname"/>',
        '<img src="/etc/hostname" width="9" height="9"/>',
        '<img src="http://127.0.0.1:9/x"/>',
        '<img src="file:///etc/hostname"/>',
        '<a href="/etc/hostname">x</a>',
        "<font color=\"[[[getattr(pow,'__self__')]]]\">x</font>",
        *TEXTS,
    ]
    # Fonts are read on first use, and are ours.
    render(paper(*map(P, texts)), None, Paper.LETTER)
    events: list[tuple[str, str]] = []
    with watched(events):
        for make in EVERY_BLOCK.values():
            render(paper(*map(make, texts[:6])), None, Paper.LETTER)
        with Path(__file__).open(encoding="utf-8"):
            pass
    assert events == [("open", __file__)], "the hook works, and nothing else was opened"


def test_fields_are_capped_and_say_so() -> None:
    text = clean("W" * 20_000)
    assert len(text) == LONGEST
    assert text.endswith("W…")
    assert clean("a" * LONGEST) == "a" * LONGEST


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a\x00b\x01c", "abc"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("half \ud83d here", "half  here"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\tb", "a b"),
        ("e\u0301", "é"),
        ("Łódź", "Łódź"),
        ("mark\ufeff", "mark"),
    ],
)
def test_what_cannot_be_printed_is_taken_out(typed: str, expected: str) -> None:
    assert clean(typed) == expected


def test_newlines_begin_new_lines() -> None:
    assert "one\ntwo" in text_of(render(paper(P("one\r\ntwo")), None, Paper.LETTER))


def test_lines_keep_to_their_width_and_lose_nothing() -> None:
    texts = ["word " * 40, "W" * 300, "C:\\very\\long\\path\\" * 20, "日本語" * 60, "a  b   c" * 30]
    for text in texts:
        found = break_lines(text, BODY, 120)
        assert all(line.width <= 120.01 for line in found)
        assert flat("".join(line.text for line in found)) == flat(text)
        assert len(found) > 1


def test_a_word_breaks_behind_a_dash_rather_than_anywhere() -> None:
    found = break_lines("reallylongname-secondpart", BODY, 90)
    assert [line.text for line in found] == ["reallylongname-", "secondpart"]


def test_a_figure_is_set_smaller_before_it_is_cut() -> None:
    line, style = fitted("$1,234,567,890.00", CELL, measure("$1,234,567,890.00", CELL) * 0.7)
    assert line.text == "$1,234,567,890.00"
    assert style.size == pytest.approx(CELL.size * 0.7, rel=0.01)
    cut, _ = fitted("W" * 500, CELL, 100)
    assert cut.text.endswith("…")
    assert cut.width <= 100


# scripts


@pytest.mark.parametrize(
    "line",
    [
        "שלום עולם",
        "מִשְׁפָּחָה",
        "مرحبا بالعالم",
        "شركة الأمل للتجارة",
        "مُحَمَّد",
        "لا إله",
        "اردو ٹیسٹ",
        "日本語テスト 漢字",
        "한국어 회사",
        "Ελλάδα Привет Łódź",
        "☑ ✓ → € ₹",
        "Kestrel שלום Tool",
        "שלום עולם 12",
    ],
)
def test_other_scripts_come_back_out(line: str) -> None:
    found = flat(text_of(render(paper(P(line)), None, Paper.LETTER)))
    assert flat(line) in found
    assert fonts.missing_glyphs(line) == ()


def drawn(line: str) -> str:
    """A line as it is put on the page, from left to right."""
    return break_lines(line, BODY, 1000)[0].text


def test_arabic_letters_are_joined_and_run_from_right_to_left() -> None:
    # Beginning, middle and end of a word have their own shapes: sheen, reh, keh, teh marbuta.
    assert drawn("شركة") == "\ufe94\ufedb\ufeae\ufeb7"
    assert drawn("لا") == "\ufefb", "lam and alef are one sign"


def test_hebrew_runs_from_right_to_left_and_numbers_do_not() -> None:
    assert drawn("אב 12") == "12 בא"
    assert drawn("Tel אב end") == "Tel בא end"


def test_brackets_between_hebrew_letters_are_turned() -> None:
    turned = drawn("א (ב)")
    assert turned == f"{chr(fonts.TURNED + ord(')'))}ב{chr(fonts.TURNED + ord('('))} א"
    glyphs = fonts.face(fonts.REGULAR).glyphs
    assert glyphs[fonts.TURNED + ord("(")] == glyphs[ord(")")]
    assert drawn("a (b) א") == "a (b) א"
    copied = text_of(render(paper(P("א (ב)")), None, Paper.LETTER))
    assert copied.count("(") == copied.count(")") == 1


def test_a_glyph_no_font_has_is_named_and_prints_as_a_box() -> None:
    assert fonts.missing_glyphs("ok 🧿 क") == (
        "🧿 (U+1F9FF, nazar amulet)",
        "क (U+0915, devanagari letter ka)",
    )
    made = prepare(paper(P("ok 🧿"), blocks.title("again 🧿")), None, Paper.LETTER)
    assert made.missing == ("🧿 (U+1F9FF, nazar amulet)",)
    assert "ok 🧿" in text_of(made.pdf), "the box copies back out as the sign that was typed"
    assert prepare(paper(P("plain")), None, Paper.LETTER).missing == ()


@pytest.mark.parametrize("name", EVERY_BLOCK)
def test_every_block_reports_the_glyphs_it_lacks(name: str) -> None:
    made = prepare(paper(EVERY_BLOCK[name]("Nazar 🧿")), None, Paper.LETTER)
    assert made.missing == ("🧿 (U+1F9FF, nazar amulet)",)


def test_pieces_go_to_the_first_font_that_has_them() -> None:
    assert fonts.runs("Ł 漢 한 ☑") == [
        (fonts.REGULAR, "Ł "),
        ("DroidSansFallbackFull", "漢"),
        (fonts.REGULAR, " "),
        ("NanumSquareR", "한"),
        (fonts.REGULAR, " "),
        (fonts.SCRIPTS, "☑"),
    ]
    assert fonts.runs("שלום", fonts.BOLD) == [(fonts.SCRIPTS_BOLD, "שלום")]


def test_digits_are_equally_wide_in_every_weight() -> None:
    for name in (fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.BOLD, fonts.DISPLAY):
        assert len({fonts.width(digit, name, 10) for digit in "0123456789"}) == 1, name
