"""People's words are shown as they were typed, never as markup, and cut politely."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.widgets.buttons import Button, LinkButton, menu_of
from mspdesk.widgets.safe import Label, clean, one_line, plain_tip, tooltip, unmnemonic

HOSTILE = [
    "<b>bold</b>",
    "<img src=x onerror=alert(1)>",
    "Smith & Sons",
    "a && b",
    "100 % < 200 %",
    "&lt;script&gt;",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_a_label_shows_what_was_typed(qtbot: QtBot, words: str) -> None:
    label = Label(words)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.shown() == words


@pytest.mark.parametrize("words", HOSTILE)
def test_a_label_that_names_a_field_keeps_its_ampersands(qtbot: QtBot, words: str) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    label, field = Label(words), QLineEdit(owner)
    label.setParent(owner)
    label.label_for(field)
    assert label.buddy() is field
    assert label.shown() == words
    assert label.text() == words.replace("&", "&&")
    label.set_text("A & B")
    assert label.shown() == "A & B"


@pytest.mark.parametrize("words", HOSTILE)
def test_buttons_links_and_menus_keep_what_was_typed(qtbot: QtBot, words: str) -> None:
    button, link = Button(words), LinkButton(words)
    qtbot.addWidget(button)
    qtbot.addWidget(link)
    assert button.words() == words
    assert link.words() == words
    assert button.accessibleName() == words
    menu = menu_of([(words, lambda: None)], button)
    assert menu.actions()[0].text().replace("&&", "&") == words


def test_a_tooltip_is_literal_even_when_it_looks_like_markup(qtbot: QtBot) -> None:
    button = Button("x")
    qtbot.addWidget(button)
    tooltip(button, "plain & simple")
    assert button.toolTip() == "plain & simple"
    tooltip(button, "<b>not bold</b>\nnext")
    assert button.toolTip() == "<qt>&lt;b&gt;not bold&lt;/b&gt;<br>next</qt>"


def test_control_characters_and_turners_are_taken_out() -> None:
    assert clean("a\x00b\x1bc") == "abc"
    assert clean("pay\u202egnp.exe") == "paygnp.exe"
    assert clean("two\nlines\tx") == "two\nlines    x"
    assert clean("caf\u00e9 \u200d\u05d0 \U0001f600") == "caf\u00e9 \u200d\u05d0 \U0001f600"
    assert one_line("  a \n b\tc ") == "a b c"
    assert unmnemonic("R&D\nlab") == "R&&D lab"
    assert plain_tip("1 < 2") == "<qt>1 &lt; 2</qt>"


def test_a_label_is_cut_with_an_ellipsis_and_tells_the_rest(qtbot: QtBot) -> None:
    words = "Line-of-business database will not open on any PC"
    label = Label(words, elide=True)
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show()
    assert label.shown().endswith("\u2026")
    assert words.startswith(label.shown()[:-1])
    assert label.toolTip() == words
    assert label.text() == words
    label.resize(600, 20)
    assert label.shown() == words
    assert label.toolTip() == ""
