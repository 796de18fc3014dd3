"""The inks can be read, the sizes follow the text size, and a change reaches everything."""

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

# Pair, then the contrast in the light and in the dark as the visual language states it.
PAIRS = [
    ("ink", "paper", 16.2, 13.9),
    ("ink2", "paper", 8.1, 8.5),
    ("ink3", "paper", 5.2, 5.8),
    ("ink3", "desk", 4.6, 6.3),
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


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_every_ground_it_stands_on(tokens: object) -> None:
    named = LIGHT.named() if tokens is LIGHT else DARK.named()
    grounds = ["paper", "sheet", "sunk", "desk", "tint"]
    for ink in ("ink", "ink2", "ink3"):
        for ground in grounds:
            assert theme.contrast(named[ink], named[ground]) >= 4.45, (ink, ground)
    for ground, ink in TONES.values():
        assert theme.contrast(named[ink], named[ground]) >= 4.45, (ink, ground)


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
