"""Forms: nothing typed is lost, what is wrong is said below its field, Save is never shut."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.errors import UserError
from mspdesk.money import Currency
from mspdesk.widgets import theme
from mspdesk.widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    ClockEntry,
    DateEntry,
    Entry,
    FileEntry,
    Found,
    HoursEntry,
    LookupEntry,
    MinutesEntry,
    MoneyEntry,
    NoteEntry,
    NumberEntry,
    PercentEntry,
    QuantityEntry,
    SecretEntry,
    SpanEntry,
    TextEntry,
)
from mspdesk.widgets.form import EntryBar, Field, Form, Heading


@pytest.fixture(autouse=True)
def march() -> Iterator[None]:
    """A day in March."""
    with dates.frozen(datetime(2026, 3, 11, 9, 14)):
        yield


def shown(qtbot: QtBot, form: Form) -> Form:
    """A form in sight."""
    qtbot.addWidget(form)
    form.resize(700, 500)
    appear(qtbot, form)
    return form


def appear(qtbot: QtBot, window: QWidget) -> None:
    """Show a window and wait until it has the keyboard."""
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


def client_form(saved: list[dict[str, Any]] | None = None) -> Form:
    """A small form of a client."""

    def save(values: dict[str, Any]) -> None:
        if values.get("name") == "Taken":
            raise UserError("There is a client of this name already.", field="name")
        if values.get("name") == "Closed":
            raise UserError("The month is closed.")
        if saved is not None:
            saved.append(values)

    return Form(
        [
            Field("name", "Client name", TextEntry(), required=True),
            Heading("Billing"),
            Field("rate", "Hourly rate", MoneyEntry(), "After hours bills twice."),
            Field("mail", "E-mail", TextEntry(), check=_mail),
        ],
        on_save=save,
        save="Save client",
    )


def _mail(words: str) -> str | None:
    return None if "@" in words else "Needs an @."


def line(form: Form, name: str) -> QLineEdit:
    """The line of a field."""
    found = form.entry(name).field
    assert isinstance(found, QLineEdit)
    return found


def test_what_is_wrong_is_said_on_leaving_the_field(qtbot: QtBot) -> None:
    form = shown(qtbot, client_form())
    rate = line(form, "rate")
    rate.setFocus()
    QTest.keyClicks(rate, "a lot")
    assert form.error("rate") == ""
    QTest.keyClick(rate, Qt.Key.Key_Tab)
    assert form.error("rate") == "Type the amount as a number, like 1250.50."
    assert form.entry("rate").has_error()
    assert rate.text() == "a lot"
    assert form.box("rate").help.words() == form.error("rate")
    rate.setFocus()
    rate.selectAll()
    QTest.keyClicks(rate, "165")
    assert form.error("rate") == ""
    assert form.box("rate").help.words() == "After hours bills twice."
    QTest.keyClick(rate, Qt.Key.Key_Tab)
    assert rate.text() == "165.00"


def test_passing_through_an_empty_field_says_nothing(qtbot: QtBot) -> None:
    form = shown(qtbot, client_form())
    line(form, "name").setFocus()
    QTest.keyClick(line(form, "name"), Qt.Key.Key_Tab)
    assert form.error("name") == ""


def test_save_shows_every_error_and_goes_to_the_first(qtbot: QtBot) -> None:
    saved: list[dict[str, Any]] = []
    form = shown(qtbot, client_form(saved))
    form.entry("mail").set_value("nobody")
    line(form, "rate").setText("x")
    assert form.save_button.isEnabled()
    QTest.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    assert form.error("name") == "Fill in the client name."
    assert form.error("rate")
    assert form.error("mail") == "Needs an @."
    assert QApplication.focusWidget() is line(form, "name")
    assert saved == []
    assert line(form, "rate").text() == "x"
    with pytest.raises(UserError) as wrong:
        form.values()
    assert wrong.value.field == "name"


def test_an_error_of_the_books_stands_beside_its_field_and_keeps_everything(qtbot: QtBot) -> None:
    form = shown(qtbot, client_form())
    form.entry("name").set_value("Taken")
    form.entry("rate").set_value(16500)
    assert not form.submit()
    assert form.error("name") == "There is a client of this name already."
    assert form.entry("rate").value() == 16500
    assert QApplication.focusWidget() is line(form, "name")
    form.entry("name").set_value("Closed")
    assert not form.submit()
    assert form.error() == "The month is closed."
    assert form.error("name") == ""


def test_enter_saves_and_the_form_is_clean_then(qtbot: QtBot) -> None:
    saved: list[dict[str, Any]] = []
    form = shown(qtbot, client_form(saved))
    dirty: list[bool] = []
    form.dirty_changed.connect(dirty.append)
    QTest.keyClicks(line(form, "name"), "Smith & Sons <b>")
    assert form.dirty()
    QTest.keyClick(line(form, "name"), Qt.Key.Key_Return)
    assert saved == [{"name": "Smith & Sons <b>", "rate": None, "mail": ""}]
    assert not form.dirty()
    assert dirty == [True, False]
    form.set_values({"name": "Other", "unknown": 1})
    assert not form.dirty()


def test_a_hidden_field_does_not_count(qtbot: QtBot) -> None:
    saved: list[dict[str, Any]] = []
    form = shown(qtbot, client_form(saved))
    form.box("name").hide()
    assert form.submit()
    assert saved == [{"rate": None, "mail": ""}]


def test_escape_cancels_and_labels_name_their_fields(qtbot: QtBot) -> None:
    gone: list[bool] = []
    field = Field("name", "Client & name", TextEntry())
    form = shown(qtbot, Form([field], on_cancel=lambda: gone.append(True)))
    QTest.keyClick(line(form, "name"), Qt.Key.Key_Escape)
    assert gone == [True]
    assert line(form, "name").accessibleName() == "Client & name"


@pytest.mark.parametrize(
    ("make", "typed", "value"),
    [
        (TextEntry, "  two words ", "two words"),
        (MoneyEntry, "$1,250.5", 125050),
        (lambda: MoneyEntry(Currency("JPY")), "1250", 1250),
        (MoneyEntry, "", None),
        (MinutesEntry, "45", 45),
        (MinutesEntry, ".75", 45),
        (MinutesEntry, "9:10-9:55", 45),
        (MinutesEntry, "", None),
        (HoursEntry, "20", 1200),
        (HoursEntry, "7.5", 450),
        (HoursEntry, "7:30", 450),
        (HoursEntry, "40.00 h", 2400),
        (HoursEntry, "45 min", 45),
        (HoursEntry, "", None),
        (SpanEntry, "16:30-18:00", dates.Span(90, 990)),
        (ClockEntry, "4:30 pm", 990),
        (DateEntry, "3/9", date(2026, 3, 9)),
        (DateEntry, "+3", date(2026, 3, 14)),
        (DateEntry, "2026-11-22", date(2026, 11, 22)),
        (lambda: DateEntry(day_first=True), "9/3", date(2026, 3, 9)),
        (DateEntry, "", None),
        (lambda: NumberEntry(1, 10), "7", 7),
        (lambda: NumberEntry(0, 90, "days"), "30 days", 30),
        (lambda: NumberEntry(0, 90, "days"), "1 day", 1),
        (QuantityEntry, "1.75", 17500),
        (PercentEntry, "8.875 %", 88750),
    ],
)
def test_entries_read_what_people_type(
    qapp: QApplication, make: Callable[[], Entry], typed: str, value: object
) -> None:
    entry = make()
    field = entry.field
    assert isinstance(field, QLineEdit)
    field.setText(typed)
    assert entry.value() == value


@pytest.mark.parametrize(
    ("make", "typed"),
    [
        (MoneyEntry, "ten"),
        (MoneyEntry, "1.005"),
        (MinutesEntry, "soon"),
        (HoursEntry, "a lot"),
        (ClockEntry, "25:00"),
        (DateEntry, "31/31"),
        (lambda: NumberEntry(1, 10), "11"),
        (lambda: NumberEntry(1, 10), "3.5"),
        (QuantityEntry, "1.00001"),
        (PercentEntry, "much"),
        (lambda: LookupEntry(lambda _text: []), "Nobody"),
    ],
)
def test_entries_say_what_to_do_and_keep_the_words(
    qapp: QApplication, make: Callable[[], Entry], typed: str
) -> None:
    entry = make()
    field = entry.field
    assert isinstance(field, QLineEdit)
    field.setText(typed)
    with pytest.raises(UserError) as wrong:
        entry.value()
    assert wrong.value.text.endswith(".")
    assert field.text() == typed


@pytest.mark.parametrize("minutes", [0, 1, 7, 10, 15, 20, 45, 59, 60, 90, 481, 1439])
def test_minutes_are_shown_so_that_they_read_back_the_same(
    qapp: QApplication, minutes: int
) -> None:
    entry = MinutesEntry()
    entry.set_value(minutes)
    assert entry.value() == minutes


def test_a_choice_keeps_its_value_when_options_change(qapp: QApplication) -> None:
    entry = ChoiceEntry([(1, "Prospect"), (2, "Client & friend")], name="Kind of client")
    assert entry.value() is None
    entry.set_value(2)
    assert entry.text() == "Client & friend"
    entry.set_options([(2, "Client"), (3, "Former")])
    assert entry.value() == 2
    entry.set_options([(3, "Former")])
    assert entry.value() is None
    assert entry.combo.objectName() == "combo_kind_of_client"


FOUND = [
    Found(1, "Kestrel Machine & Tool", "Rockford, IL"),
    Found(2, "Kettle & Co"),
    Found(3, "Juniper Law Group"),
]


def look(text: str) -> list[Found]:
    """What answers to some letters."""
    return [one for one in FOUND if text.casefold() in one.text.casefold()]


def lookup(qtbot: QtBot) -> LookupEntry:
    """A field that looks things up, in sight and with the keyboard."""
    entry = LookupEntry(look, "Type a client", name="Client")
    qtbot.addWidget(entry)
    entry.resize(300, 30)
    appear(qtbot, entry)
    entry.setFocus()
    return entry


def test_looking_up_by_a_few_letters_and_enter(qtbot: QtBot) -> None:
    entry = lookup(qtbot)
    QTest.keyClicks(entry.line, "ke")
    assert entry.offered() == ["Kestrel Machine & Tool", "Kettle & Co"]
    QTest.keyClick(entry.line, Qt.Key.Key_Down)
    QTest.keyClick(entry.line, Qt.Key.Key_Return)
    assert entry.value() == 2
    assert entry.line.text() == "Kettle & Co"
    assert entry.offered() == []
    QTest.keyClick(entry.line, Qt.Key.Key_Backspace)
    with pytest.raises(UserError, match="Choose one"):
        entry.value()


def test_tab_takes_the_first_and_escape_closes(qtbot: QtBot) -> None:
    entry = lookup(qtbot)
    QTest.keyClicks(entry.line, "jun")
    QTest.keyClick(entry.line, Qt.Key.Key_Escape)
    assert entry.offered() == []
    QTest.keyClicks(entry.line, "i")
    QTest.keyClick(entry.line, Qt.Key.Key_Tab)
    assert entry.value() == 3


def test_a_whole_name_typed_is_taken_on_leaving(qtbot: QtBot) -> None:
    entry = lookup(qtbot)
    QTest.keyClicks(entry.line, "juniper law group")
    QTest.keyClick(entry.line, Qt.Key.Key_Escape)
    entry.line.left.emit()
    assert entry.value() == 3
    entry.set_value(None)
    assert entry.value() is None


def test_down_offers_before_anything_is_typed(qtbot: QtBot) -> None:
    entry = lookup(qtbot)
    QTest.keyClick(entry.line, Qt.Key.Key_Down)
    assert len(entry.offered()) == 3


def test_a_day_is_picked_from_the_calendar_with_the_keyboard(qtbot: QtBot) -> None:
    entry = DateEntry(name="Since")
    qtbot.addWidget(entry)
    entry.resize(300, 400)
    appear(qtbot, entry)
    entry.setFocus()
    QTest.keyClicks(entry.line, "mar 9")
    QTest.keyClick(entry.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = entry._calendar
    assert calendar is not None
    assert calendar.day == date(2026, 3, 9)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        QTest.keyClick(calendar, key)
    QTest.keyClick(calendar, Qt.Key.Key_Return)
    assert entry.value() == date(2026, 4, 17)
    assert entry.line.text() == "Apr 17, 2026"
    assert QApplication.focusWidget() is entry.line


def test_a_day_is_picked_from_the_calendar_with_the_mouse(qtbot: QtBot) -> None:
    entry = DateEntry(name="Since")
    qtbot.addWidget(entry)
    entry.open_calendar()
    calendar = entry._calendar
    assert calendar is not None
    where = calendar._cell(date(2026, 3, 20)).center().toPoint()
    QTest.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=where)
    assert entry.value() == date(2026, 3, 20)


def test_notes_leave_with_tab_and_save_with_control_enter(qtbot: QtBot) -> None:
    saved: list[dict[str, Any]] = []
    form = shown(qtbot, Form([Field("note", "Note", NoteEntry())], on_save=saved.append))
    sheet = form.entry("note").field
    sheet.setFocus()
    QTest.keyClicks(sheet, "one")
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    QTest.keyClicks(sheet, "two")
    assert saved == []
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert saved == [{"note": "one\ntwo"}]


def test_boxes_files_and_secrets(qtbot: QtBot, tmp_path: Path) -> None:
    box, secret = CheckEntry("Taxable"), SecretEntry(name="Password")
    file = FileEntry(lambda: tmp_path / "logo.png", "Logo")
    for entry in (box, secret, file):
        qtbot.addWidget(entry)
    QTest.keyClick(box.field, Qt.Key.Key_Space)
    assert box.value() is True
    secret.line.setText("  keep spaces ")
    assert secret.value() == "  keep spaces "
    assert secret.line.displayText() != secret.line.text()
    QTest.mouseClick(file.button, Qt.MouseButton.LeftButton)
    assert file.value() == tmp_path / "logo.png"
    assert file.button.accessibleName() == "Choose: Logo"


def test_a_bar_of_fields_says_what_is_wrong_below_them(qtbot: QtBot) -> None:
    bar = EntryBar("Add time", MinutesEntry("0.25 h", "Hours"), stretch=0)
    qtbot.addWidget(bar)
    bar.say("Type time as 45.")
    assert bar.wrong() == "Type time as 45."
    bar.say("")
    assert bar.wrong() == ""


def test_boxes_to_tick_in_a_line_of_their_own_stand_close(qtbot: QtBot) -> None:
    form = Form(
        [
            Field("a", "A", CheckEntry("First")),
            Field("b", "B", CheckEntry("Second")),
            Field("c", "C", CheckEntry("Third"), check=lambda on: "No." if on else None),
            Field("d", "D", TextEntry()),
        ],
        columns=2,
    )
    qtbot.addWidget(form)
    form.show()
    assert form.box("a").height() < form.box("c").height()
    assert form.box("a").height() == theme.height("input")
    assert form.box("a").help.isHidden()
    form.box("a").say("Not this one.")
    assert not form.box("a").help.isHidden()
    form.box("a").say("")
    assert form.box("a").help.isHidden()


def kinds_form(saved: list[dict[str, Any]]) -> Form:
    """A form with two sections, of which some hide."""
    return Form(
        [
            Heading("What"),
            Field("kind", "Kind", TextEntry()),
            Field("plan", "Plan", TextEntry()),
            Heading("Hours"),
            Field("hours", "Hours", MinutesEntry(), "Of the block.", required=True),
            Field("cap", "Cap", CheckEntry("Not more")),
            Heading("Words"),
            Field("note", "Note", TextEntry()),
        ],
        columns=2,
        on_save=saved.append,
    )


def test_a_part_of_a_form_hides_with_its_heading_and_loses_nothing(qtbot: QtBot) -> None:
    saved: list[dict[str, Any]] = []
    form = shown(qtbot, kinds_form(saved))
    whole = form.sizeHint().height()
    form.entry("hours").set_value(600)
    form.entry("plan").set_value("Gold")
    form.show_only(["kind", "note"])
    assert form.shown() == ["kind", "note"]
    words = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert "What" in words
    assert "Words" in words
    assert "Hours" not in words
    assert "Of the block." not in words
    assert form.sizeHint().height() < whole - 60
    assert form.submit()
    assert saved == [{"kind": "", "note": ""}]
    form.show_only(["kind", "plan", "hours", "cap", "note"])
    QApplication.processEvents()
    assert form.sizeHint().height() == whole
    assert form.values() | {"cap": False} == {
        "kind": "",
        "plan": "Gold",
        "hours": 600,
        "cap": False,
        "note": "",
    }


def test_the_tab_key_goes_through_what_is_shown(qtbot: QtBot) -> None:
    form = shown(qtbot, kinds_form([]))
    form.show_only(["kind", "hours", "note"])
    form.focus_first()
    came = []
    for _ in range(3):
        focus = QApplication.focusWidget()
        assert focus is not None
        came.append(focus.accessibleName())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert came == ["Kind", "Hours", "Note"]
    form.show_only(["kind", "plan", "note"])
    assert form.entry("plan").isVisible()
    assert form.entry("plan").x() <= form.entry("kind").x()


def test_what_is_hidden_is_not_required_and_a_line_of_ticks_is_told_anew(qtbot: QtBot) -> None:
    form = shown(qtbot, kinds_form([]))
    roomy = form.box("cap").height()
    form.show_only(["kind", "cap"])
    QApplication.processEvents()
    assert form.values() == {"kind": "", "cap": False}
    assert form.box("cap").height() < roomy
    form.show_only(["kind", "hours", "cap"])
    QApplication.processEvents()
    assert form.box("cap").height() == roomy
    assert not form.submit()
    assert form.error("hours") == "Fill in the hours."


def test_a_field_is_called_otherwise(qtbot: QtBot) -> None:
    form = shown(qtbot, kinds_form([]))
    form.box("hours").call("Minutes of the block", "As bought.")
    assert form.entry("hours").accessibleName() == "Minutes of the block"
    assert form.box("hours").help.words() == "As bought."
    assert not form.submit()
    assert form.error("hours") == "Fill in the minutes of the block."


def test_a_form_given_the_keyboard_hands_it_to_its_first_field(qtbot: QtBot) -> None:
    form = shown(qtbot, kinds_form([]))
    form.setFocus()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus is not form
    assert form.isAncestorOf(focus)
    assert focus.accessibleName() == form.entry("kind").accessibleName()
