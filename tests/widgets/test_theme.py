"""The inks can be read, the sizes follow the text size, and a change reaches everything."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.widgets import theme
from mspdesk.widgets.boxes import stack
from mspdesk.widgets.buttons import Button
from mspdesk.widgets.charts import BUCKET_COLORS
from mspdesk.widgets.safe import Label
from mspdesk.widgets.tokens import DARK, HEIGHTS, LIGHT, ROLES, SCALES, TONES, Tokens
from tests import house

ROLE = "|".join(ROLES)

# Pair, then the contrast in the light and in the dark as the visual language states it.
PAIRS = [
    ("ink", "paper", 16.2, 13.9),
    ("ink2", "paper", 8.1, 8.5),
    ("ink3", "paper", 5.2, 5.8),
    ("ink3", "desk", 4.6, 6.4),
    ("ink3", "tint", 4.5, 4.5),
    ("accent", "paper", 7.5, 8.1),
    ("accent", "tint", 6.5, 6.3),
    ("on_accent", "accent", 7.5, 8.5),
    ("on_hi", "hi", 8.8, 5.5),
    ("on_hi", "hi_soft", 10.1, 10.4),
    ("red", "paper", 6.6, 7.8),
    ("red", "red_soft", 5.6, 6.6),
    ("amber", "paper", 6.2, 9.2),
    ("amber", "amber_soft", 5.5, 7.4),
    ("green", "paper", 6.5, 8.6),
    ("green", "green_soft", 5.6, 6.9),
    ("p2", "paper", 4.8, 8.4),
    ("edge", "paper", 3.5, 4.2),
    ("edge", "desk", 3.1, 4.6),
]


@pytest.mark.parametrize(("ink", "ground", "light", "dark"), PAIRS)
def test_contrast_is_what_the_visual_language_states(
    ink: str, ground: str, light: float, dark: float
) -> None:
    for tokens, stated in ((LIGHT.named(), light), (DARK.named(), dark)):
        assert theme.contrast(tokens[ink], tokens[ground]) == pytest.approx(stated, abs=0.06)


PLAIN = ("paper", "sheet", "sunk", "desk", "tint")
"""Grounds that words of any kind stand on: sheets, side lists, tracks, headers, chosen rows."""

TEXT = {
    **dict.fromkeys(("ink", "ink2"), (*PLAIN, "grey", "tint2", "red_soft", "amber_soft")),
    "ink3": PLAIN,
    **dict.fromkeys(("accent", "red", "amber", "green"), PLAIN),
    "on_accent": ("accent", "accent_hover"),
    "on_hi": ("hi", "hi_soft"),
    "paper": ("ink", "amber", "p1"),
}
"""Inks that words are written in, and what they stand on; WCAG wants 4.5 of each pair."""

CONTROLS = {
    "edge": PLAIN,
    "accent": (*PLAIN, "red_soft"),
    "red": ("paper", "sheet", "red_soft"),
    **dict.fromkeys(("p1", "p2", "p3", "p4", "amber", "green"), PLAIN),
    **dict.fromkeys(("series", "series2"), ("paper",)),
}
"""Edges, rings, signs and bars, and what they stand on; WCAG wants 3 of each pair."""

DECORATION = {"row", "line", "line2", "bare", "green_soft", "accent_hover"}
"""What carries nothing by itself: rules between rows, and what lies under words of its own ink."""

SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@SCHEMES
def test_every_text_can_be_read_on_every_ground_it_stands_on(tokens: Tokens) -> None:
    named = tokens.named()
    pairs = {(ink, ground) for ink, grounds in TEXT.items() for ground in grounds}
    pairs |= {(ink, ground) for ground, ink in TONES.values()}
    pale = {pair for pair in pairs if theme.contrast(named[pair[0]], named[pair[1]]) < 4.5}
    assert pale == set()


@SCHEMES
def test_every_edge_ring_and_bar_can_be_seen_where_it_stands(tokens: Tokens) -> None:
    named = tokens.named()
    pairs = {(ink, ground) for ink, grounds in CONTROLS.items() for ground in grounds}
    pale = {pair for pair in pairs if theme.contrast(named[pair[0]], named[pair[1]]) < 3}
    assert pale == set()


def test_no_token_is_left_out_and_no_words_are_written_in_another() -> None:
    judged = {*TEXT, *CONTROLS, *DECORATION}
    judged |= {one for pairs in (TEXT, CONTROLS) for grounds in pairs.values() for one in grounds}
    assert judged == set(LIGHT.named())
    written: set[str] = set()
    for words in house.sources("mspdesk").values():
        for kind in (
            r"color=\"(\w+)\"",
            r"set_color\(\"(\w+)\"",
            rf"\(\"(?:{ROLE})\", \"(\w+)\"\)",
        ):
            written |= set(re.findall(kind, words)) & set(LIGHT.named())
    assert {"ink2", "ink3", "red"} <= written
    assert written - set(TEXT) <= {"edge", "line2", "series"}


def test_contrast_knows_the_ends_of_the_scale() -> None:
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1)


@pytest.mark.parametrize("role", list(ROLES))
def test_no_text_is_smaller_than_eleven_pixels_but_initials(role: str) -> None:
    assert theme.font(role).pixelSize() >= (10 if role == "initials" else 11)


def test_inter_is_bundled_and_figures_line_up() -> None:
    for role in ("body", "row", "strong", "meta", "tag"):
        font = theme.font(role)
        assert QFontInfo(font).family().startswith("Inter")
        widths = [QFontMetricsF(font).horizontalAdvance(digit) for digit in "0123456789"]
        assert max(widths) - min(widths) < 0.05, role


@pytest.mark.parametrize("scale", SCALES)
def test_text_size_moves_fonts_and_rows_alike(qapp: QApplication, scale: int) -> None:
    theme.apply(qapp, "light", scale)
    assert theme.font("body").pixelSize() == (13 * scale + 50) // 100
    for part, height in HEIGHTS.items():
        assert theme.height(part) == (height * scale + 50) // 100, part
    for part, role in (("row", "row"), ("button", "row"), ("chip", "label"), ("tag", "tag")):
        assert QFontMetricsF(theme.font(role)).height() <= theme.height(part)


@pytest.mark.parametrize("wrong", [("dusk", 100), ("light", 105)])
def test_unknown_schemes_and_sizes_are_refused(qapp: QApplication, wrong: tuple[str, int]) -> None:
    with pytest.raises(ValueError, match="no theme"):
        theme.apply(qapp, *wrong)


def test_a_change_reaches_what_is_already_there(qapp: QApplication, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    label, button = Label("Nightly backup"), Button("Save")
    label.setParent(owner)
    button.setParent(owner)
    before = button.sizeHint()
    with qtbot.waitSignal(theme.current().changed):
        theme.apply(qapp, "dark", 130)
    assert theme.current().dark
    assert label.font().pixelSize() == 17
    assert label.palette().windowText().color().name().upper() == DARK.ink
    assert button.sizeHint().height() > before.height()
    theme.apply(qapp, "light", 100)
    assert label.font().pixelSize() == 13
    assert label.palette().windowText().color().name().upper() == LIGHT.ink


def test_labels_that_are_shown_wear_the_new_inks(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light", 100)
    held = QWidget()
    words, quieter = Label("a"), Label("b", "meta", "ink2")
    stack(held, words, quieter)
    qtbot.addWidget(held)
    held.show()
    qtbot.waitExposed(held)
    for mode, tokens in (("dark", DARK), ("light", LIGHT)):
        theme.apply(qapp, mode, 100)
        qapp.processEvents()
        seen = [one.palette().windowText().color().name().upper() for one in (words, quieter)]
        assert seen == [tokens.ink, tokens.ink2]


def test_the_system_is_followed_until_somebody_chooses(qapp: QApplication) -> None:
    changed = QGuiApplication.styleHints().colorSchemeChanged
    theme.apply(qapp, "system", 115)
    changed.emit(Qt.ColorScheme.Dark)
    assert theme.current().dark
    assert theme.current().scale == 115
    changed.emit(Qt.ColorScheme.Light)
    assert not theme.current().dark
    theme.apply(qapp, "light", 100)
    changed.emit(Qt.ColorScheme.Dark)
    assert not theme.current().dark
    assert theme.current().scale == 100


def test_colours_pens_and_brushes_are_made_once() -> None:
    now = theme.current()
    assert now.color("accent") is now.color("accent")
    assert now.pen("accent", 20) is now.pen("accent", 20)
    assert now.brush("tint") is now.brush("tint")


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("color", BUCKET_COLORS)
def test_what_is_owed_stands_out_whatever_its_age(tokens: Tokens, color: str) -> None:
    named = tokens.named()
    assert theme.contrast(named[color], named["sheet"]) >= 3
