"""The texts in Preferences and the Letters tab of a client, by keys, in a real window."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.letters import actions, queries
from mspdesk.letters.area import AREA
from mspdesk.letters.view import LettersPart, TextsPage
from mspdesk.mail.area import AREA as MAIL
from mspdesk.widgets import theme
from tests.letters.conftest import Sample

Key = Qt.Key
WELCOME = "letters/welcome"


class Hands:
    """Somebody at the keyboard: keys go to whatever has the focus."""

    def __init__(self, desk: Desk, sample: Sample, qtbot: QtBot) -> None:
        self.desk, self.sample, self._qtbot = desk, sample, qtbot
        self.printed: list[Any] = []
        self.said: list[str] = []
        desk.asked_to_print.connect(lambda *asked: self.printed.append(asked))
        desk.said.connect(lambda message: self.said.append(message.words))

    def show(self, widget: QWidget) -> None:
        """Put a page into a window of its own."""
        self._qtbot.addWidget(widget)
        widget.resize(1100, 760)
        widget.show()
        QTest.qWaitForWindowExposed(widget)
        widget.activateWindow()
        widget.setFocus()

    def focus(self) -> QWidget:
        """What has the keyboard."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, *keys: Key, control: bool = False) -> None:
        """Press keys one after the other."""
        held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        for key in keys:
            QTest.keyClick(self.focus(), key, held)

    def type(self, words: str) -> None:
        """Type words."""
        QTest.keyClicks(self.focus(), words)

    def to(self, name: str) -> None:
        """Tab on until something of this name has the keyboard."""
        seen = []
        for _ in range(60):
            if self.focus().accessibleName() == name:
                return
            seen.append(self.focus().accessibleName())
            self.press(Key.Key_Tab)
        raise AssertionError(f"No Tab leads to {name}: {seen}")


@pytest.fixture
def hands(
    desk_sample: Sample, sqlite_store: Store, qapp: QApplication, qtbot: QtBot
) -> Iterator[Hands]:
    """Dana at work with the small shop."""
    theme.apply(qapp, "light", 100)
    desk = Desk(sqlite_store, (AREA, MAIL))
    desk.work_as(desk_sample.dana, "Dana Whitlock", frozenset({"*"}))
    yield Hands(desk, desk_sample, qtbot)
    desk.leave()


# --- texts --------------------------------------------------------------------------------------


@pytest.fixture
def texts(hands: Hands) -> TextsPage:
    page = TextsPage(hands.desk)
    hands.show(page)
    page.show_text(WELCOME)
    return page


def test_every_text_is_listed_and_filled_for_a_client(hands: Hands, texts: TextsPage) -> None:
    assert {"Letters", "Agreements", "Mails"} <= set(texts.picker.headings())
    assert "Welcome" in texts.picker.titles()
    assert "Dear Ines," in texts.preview.words()
    assert "Quillfeather IT, LLC" in texts.preview.words()
    assert "{" not in texts.preview.words()


def test_a_text_is_changed_with_its_fault_named_and_saved_by_keys(
    hands: Hands, texts: TextsPage
) -> None:
    hands.to("Text")
    hands.press(Key.Key_End, control=True)
    hands.press(Key.Key_Return, Key.Key_Return)
    hands.type("Call {client.fone}")
    last = texts.editor.text().count("\n") + 1
    assert texts.fault_words() == [
        f"Line {last}: There is no field {{client.fone}}. Did you mean {{client.phone}}?"
    ]
    hands.press(Key.Key_S, control=True)
    assert not hands.desk.ask(queries.text_of, WELCOME).own
    for _ in range(5):
        hands.press(Key.Key_Backspace)
    hands.type("phone}")
    assert texts.fault_words() == []
    assert "Call 507-555-0142" in texts.preview.words()
    hands.press(Key.Key_S, control=True)
    text = hands.desk.ask(queries.text_of, WELCOME)
    assert (text.edition, text.text.strip().endswith("Call {client.phone}")) == (1, True)
    assert texts.save_button.words() == "Save as edition 2"
    hands.to("Back to the text that ships")
    hands.press(Key.Key_Space)
    assert not hands.desk.ask(queries.text_of, WELCOME).own
    assert "Call {client.phone}" not in texts.editor.text()


def test_a_field_is_put_in_from_the_list_by_keys(hands: Hands, texts: TextsPage) -> None:
    hands.to("Text")
    hands.press(Key.Key_End, control=True)
    texts.sides.choose("fields")
    texts.fields.search.setFocus()
    hands.type("website")
    hands.press(Key.Key_Down, Key.Key_Return)
    assert texts.editor.text().endswith("{shop.website}")
    assert hands.focus() is texts.editor.sheet


def test_what_is_typed_survives_a_look_at_another_text(hands: Hands, texts: TextsPage) -> None:
    hands.to("Text")
    hands.press(Key.Key_End, control=True)
    hands.type(" and more")
    texts.show_text("letters/rate-rise")
    assert "and more" not in texts.editor.text()
    texts.show_text(WELCOME)
    assert texts.editor.text().endswith(" and more")
    hands.to("Put my changes away")
    hands.press(Key.Key_Space)
    assert "and more" not in texts.editor.text()


def test_a_new_text_is_begun(hands: Hands, texts: TextsPage) -> None:
    texts.picker.add_wanted.emit()
    hands.press(Key.Key_Return)
    assert "called" in texts._adding.findChildren(type(texts._said))[0].words()
    hands.type("Holiday card")
    hands.press(Key.Key_Return)
    assert texts.picker.selected_key() == "letters/holiday-card"
    assert texts.editor.text().startswith("Subject: Holiday card")


def test_an_earlier_edition_comes_back_into_the_editor(hands: Hands, texts: TextsPage) -> None:
    hands.desk.do(actions.save_text, WELCOME, "Subject: One\n\nFirst words.")
    hands.desk.do(actions.save_text, WELCOME, "Subject: Two\n\nSecond words.")
    labels = [one[0] for one in texts._editions() if one]
    assert labels == [
        "Edition 2, Mar 11, 2026, Dana Whitlock",
        "Edition 1, Mar 11, 2026, Dana Whitlock",
        "As it ships",
    ]
    entry = texts._editions()[1]
    assert entry is not None
    entry[1]()
    assert "First words." in texts.editor.text()
    assert hands.desk.ask(queries.text_of, WELCOME).edition == 2


# --- letters of a client ------------------------------------------------------------------------


@pytest.fixture
def part(hands: Hands) -> LettersPart:
    widget = LettersPart(hands.desk)
    hands.show(widget)
    widget.show_id(hands.sample.brightwater)
    return widget


def test_a_letter_is_written_changed_and_printed_by_keys(hands: Hands, part: LettersPart) -> None:
    hands.to("New letter")
    hands.press(Key.Key_Space)
    part.writing.choice.set_value("letters/rate-rise")
    part.writing._text_chosen()
    for name, words in (
        ("The day the new rate begins", "May 1, 2026"),
        ("The rate or price until then", "$150.00"),
        ("The rate or price from then on", "$165.00"),
    ):
        hands.to(name)
        hands.type(words)
    hands.to("Write letter")
    hands.press(Key.Key_Space)
    page = part.pane.page
    assert page is not None
    assert page.missing == ["What the rate is for"]
    assert "[What the rate is for]" in part.pane._open.text()
    hands.to("Print")
    hands.press(Key.Key_Space)
    assert part.pane.form.error("body") == "Fill in [What the rate is for] first."
    assert hands.printed == []
    body = part.pane.form.entry("body")
    body.set_value(page.body.replace("[What the rate is for]", "an hour"))
    hands.to("Print")
    hands.press(Key.Key_Space)
    (asked,) = hands.printed
    assert asked[1:] == (page.id, "Letter L00001")
    assert hands.desk.ask(queries.letter_page, page.id).state == "final"
    assert part.table.column("state") == ["Printed Mar 11"]
    assert "from $150.00 to $165.00 an hour" in part.pane.preview.words()


def test_texts_of_other_pages_are_not_offered(hands: Hands, part: LettersPart) -> None:
    part.write()
    offered = set(part.writing._texts)
    assert WELCOME in offered
    assert not {name for name in offered if "overdue" in name}


def test_a_draft_is_discarded_and_a_place_leads_to_a_letter(
    hands: Hands, part: LettersPart
) -> None:
    first = hands.desk.do(actions.write_letter, hands.sample.brightwater, WELCOME)
    hands.desk.do(actions.write_letter, hands.sample.brightwater, "letters/whats-next")
    part.arrive(Place("clients", hands.sample.brightwater, "letters", {"letter_id": first}))
    assert part.pane.page is not None
    assert part.pane.page.id == first
    hands.to("Discard")
    hands.press(Key.Key_Space)
    assert len(hands.desk.ask(queries.letters, hands.sample.brightwater)) == 1
    assert part.pane.page is not None
    assert part.pane.page.id != first
    part.arrive(Place("clients", hands.sample.brightwater, "letters", {"write": True}))
    assert part.writing.isVisible()


def test_what_is_typed_into_a_letter_is_saved_before_it_is_looked_at(
    hands: Hands, part: LettersPart
) -> None:
    letter = hands.desk.do(actions.write_letter, hands.sample.brightwater, WELCOME)
    part.arrive(Place("clients", hands.sample.brightwater, "letters", {"letter_id": letter}))
    hands.to("About")
    hands.press(Key.Key_End)
    hands.type("!")
    hands.to("Look at it")
    hands.press(Key.Key_Space)
    assert hands.desk.ask(queries.letter_page, letter).subject.endswith("LLC!")
    assert len(hands.printed) == 1


def test_a_letter_goes_out_by_mail_as_what_it_says(hands: Hands, part: LettersPart) -> None:
    letter = hands.desk.do(actions.write_letter, hands.sample.brightwater, WELCOME)
    part.arrive(Place("clients", hands.sample.brightwater, "letters", {"letter_id": letter}))
    hands.to("Send")
    hands.press(Key.Key_Space)
    composer = part.pane.composer
    assert composer is not None
    assert composer.shown()
    assert composer.compose.to == "ines@brightwater.example"
    assert composer.compose.subject == "Welcome to Quillfeather IT, LLC"
    assert hands.desk.ask(queries.letter_page, letter).state == "draft"
