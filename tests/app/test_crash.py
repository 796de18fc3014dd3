"""A mistake of the program: what was saved, what was not, and what was typed comes back."""

import sys
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from mspdesk.app import crash, typed
from mspdesk.app.crash_page import CrashPage
from mspdesk.app.program import Program
from mspdesk.app.typed import TypedKeeper
from mspdesk.app.window import Window
from mspdesk.clients import actions as clients
from mspdesk.errors import Trouble
from mspdesk.widgets.buttons import Button
from mspdesk.widgets.entry import NoteEntry, SecretEntry, TextEntry
from mspdesk.widgets.form import Field, Form
from tests.sample import Sample


class Sheet(QWidget):
    """A page with a form to fill in, a note beside it, and a form of the vault."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Sheet")
        self.form = Form([Field("name", "Name", TextEntry()), Field("town", "Town", TextEntry())])
        self.secrets = Form(
            [Field("user", "User", TextEntry()), Field("pin", "PIN", SecretEntry())], save="Seal"
        )
        self.note = NoteEntry(name="Note of the day")
        lines = QVBoxLayout(self)
        for part in (self.form, self.note, self.secrets):
            lines.addWidget(part)
        self.form.set_values({"name": "Kestrel", "town": "Mankato"})


@pytest.fixture
def window(program: Program, monkeypatch: pytest.MonkeyPatch) -> Window:
    """The window with the small shop, watched; the tests' own hook comes back later."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    crash.watch(program.window)
    return program.window


@pytest.fixture
def sheet(window: Window) -> Sheet:
    """A page that lies over the tabs, half typed."""
    page = Sheet()
    window.lay_over(page)
    page.form.entry("town").set_value("Rockford")
    page.note.set_value("Looked at it twice.\nAsk the maker.")
    page.secrets.entry("user").set_value("not for anybody")
    return page


def blow_up() -> None:
    """What a bug does."""
    nothing: dict[str, int] = {}
    try:
        nothing["Brightwater Veterinary"]
    except KeyError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def look(window: Window) -> CrashPage:
    window.status.press_action()
    page = window.view()
    assert isinstance(page, CrashPage)
    return page


def words_of(page: CrashPage) -> list[tuple[str, str]]:
    return [(one.label, one.words) for one in page._typed]


def test_it_says_what_was_not_saved_and_gives_back_what_was_typed(
    window: Window, sheet: Sheet
) -> None:
    keeper = window.findChild(TypedKeeper)
    assert keeper is not None
    keeper.keep()
    # The bug emptied the fields before it failed.
    sheet.form.entry("town").set_value("")
    sheet.note.set_value("")
    blow_up()
    assert window.status.message() == "MSPDesk made a mistake. Nothing was saved."
    page = look(window)
    assert words_of(page) == [
        ("Town", "Rockford"),
        ("Note of the day", "Looked at it twice.\nAsk the maker."),
    ]
    assert "was taken back as a whole" in page.saved.text()
    page.put_back()
    assert window.view() is sheet
    assert sheet.form.entry("town").text() == "Rockford"
    assert sheet.note.text() == "Looked at it twice.\nAsk the maker."
    assert sheet.form.dirty()


def test_what_is_still_there_is_listed_without_a_beat(window: Window, sheet: Sheet) -> None:
    blow_up()
    assert ("Town", "Rockford") in words_of(look(window))


def test_what_was_saved_right_before_is_said_to_be(
    window: Window, shop: Sample, sheet: Sheet
) -> None:
    keeper = window.findChild(TypedKeeper)
    assert keeper is not None
    keeper.keep()
    assert window.desk is not None
    window.desk.do(clients.add_talk, shop.kestrel, date(2026, 3, 11), "Content so far.")
    sheet.note.set_value("")
    blow_up()
    assert window.status.message() == "MSPDesk made a mistake. What you did last was saved."
    page = look(window)
    assert "That was saved as a whole" in page.saved.text()
    # It went into the books, so it is not given back to be saved a second time.
    assert [label for label, _ in words_of(page)] == ["Town"]


def test_a_page_that_is_gone_leaves_its_words_to_be_copied(window: Window, sheet: Sheet) -> None:
    blow_up()
    window.close_pages()
    QApplication.sendPostedEvents(sheet, 52)
    page = look(window)
    page.put_back()
    assert page._said.text() == "No field is left for: Town, Note of the day. Copy it instead."
    copy = next(one for one in page.findChildren(Button) if one.words() == "Copy it")
    copy.click()
    assert QApplication.clipboard().text() == (
        "Town\nRockford\n\nNote of the day\nLooked at it twice.\nAsk the maker."
    )


def test_what_is_typed_of_the_vault_is_never_kept(window: Window, sheet: Sheet) -> None:
    assert all("not for anybody" not in one.words for one in typed.typed_in(sheet))


def test_a_full_disk_is_said_and_what_was_typed_is_saved_when_there_is_room(
    window: Window, shop: Sample, sheet: Sheet
) -> None:
    desk = window.desk
    assert desk is not None
    assert desk.store.write_engine is not None
    words = "The server room floods. " * 1_500

    def save(values: dict[str, Any]) -> None:
        desk.do(clients.add_talk, shop.kestrel, date(2026, 3, 11), values["said"])

    form = Form([Field("said", "Said", NoteEntry(name="Said"))], on_save=save)
    lines = sheet.layout()
    assert lines is not None
    lines.addWidget(form)
    form.entry("said").set_value(words)

    def allow(pages: int) -> None:
        assert desk.store.write_engine is not None
        with desk.store.write_engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    allow(1)
    try:
        form.submit()
    except Trouble as error:
        sys.excepthook(type(error), error, error.__traceback__)
    said = "The disk is full; nothing was saved. Make room, then try again."
    assert window.status.message() == said
    assert form.dirty()
    assert form.entry("said").value() == words.strip()
    allow(1 << 20)
    assert form.submit()
    assert not form.dirty()


def test_no_memory_is_said_and_is_no_mistake(window: Window) -> None:
    sys.excepthook(MemoryError, MemoryError(), None)
    assert window.status.message().startswith("This computer has no memory left for that")
