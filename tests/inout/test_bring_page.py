"""The page that brings files in: what it shows before, what it does, what it takes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from mspdesk.app.bring import BringPage
from mspdesk.clients.models import Client
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from mspdesk.exchange.columns import plain
from mspdesk.tickets.actions import open_ticket
from mspdesk.tickets.models import Ticket
from mspdesk.widgets import dialogs
from mspdesk.widgets.buttons import Button
from mspdesk.widgets.safe import Label
from mspdesk.widgets.table import Table


@pytest.fixture
def desk(shop_file: Store, lit: QApplication) -> Iterator[Desk]:
    """A desk over books with a shop."""
    made = Desk(shop_file)
    yield made
    made.drain()


def texts(page: QWidget) -> list[str]:
    """Every text that can be read on a page."""
    return [one.text() for one in page.findChildren(Label) if one.isVisible()]


def table(page: QWidget, name: str) -> Table[object]:
    """A table by its accessible name."""
    found = [one for one in page.findChildren(Table) if one.accessibleName() == name]
    return found[0]


def button(page: QWidget, words: str) -> Button:
    """A button by what is on it."""
    return next(one for one in page.findChildren(Button) if one.words() == words)


def press(widget: QWidget) -> None:
    """Press a button with the space bar."""
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Space)


def count(desk: Desk, model: type[Client] | type[Ticket]) -> int:
    return desk.ask(lambda session: session.scalar(select(func.count()).select_from(model)) or 0)


def shown(qtbot: QtBot, desk: Desk, kind: str, file: Path) -> BringPage:
    """The page with a file on it that was read."""
    page = BringPage(desk, kind, file)
    qtbot.addWidget(page)
    page.resize(1280, 700)
    page.show()
    qtbot.waitUntil(lambda: not desk.jobs)
    return page


def test_a_list_is_previewed_then_imported_then_undone(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "their clients.csv"
    file.write_text("Client Name,City,Colour\nAlder,Bend,red\n,Nowhere,\nBay,Erie,\n", "utf-8")
    page = shown(qtbot, desk, "clients", file)
    rows = table(page, "Rows of the file")
    assert rows.column("line") == ["2", "3", "4"]
    assert rows.column("act") == ["Add", "Refuse", "Add"]
    assert rows.column("why") == ["", "It has no name.", ""]
    assert "Will add 2, change 0; 0 the same, 1 refused" in texts(page)
    assert any("Does not read “Colour”." in text for text in texts(page))
    assert count(desk, Client) == 1
    with qtbot.waitSignal(desk.asked_to_export) as saved:
        press(button(page, "Save this list"))
    assert saved.args is not None
    title, columns, listed = saved.args
    assert title == "Import of their clients.csv"
    assert [plain(column, listed[1]) for column in columns] == [
        "3",
        "Refuse",
        "",
        "It has no name.",
    ]
    press(button(page, "Import"))
    qtbot.waitUntil(lambda: not desk.jobs and count(desk, Client) == 3)
    earlier = table(page, "Earlier imports")
    qtbot.waitUntil(lambda: earlier.column("source") == ["their clients.csv"])
    assert earlier.column("counts") == ["2 clients"]
    earlier.select_first()
    press(button(page, "Undo this import"))
    qtbot.waitUntil(lambda: not desk.jobs and earlier.column("state") == ["Undone"])
    assert count(desk, Client) == 1


def test_dates_are_asked_before_anything_can_be_imported(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "clients.csv"
    file.write_text("Name,Client since\nAlder,3/4/2021\n", "utf-8")
    page = shown(qtbot, desk, "clients", file)
    assert "Is 3/4/2021 written month first or day first?" in texts(page)
    assert not button(page, "Import").isEnabled()
    segments = next(
        one for one in page.findChildren(QWidget) if one.accessibleName() == "Order of dates"
    )
    segments.setFocus()
    segments.choose("day")  # type: ignore[attr-defined]  # a SegmentControl
    segments.picked.emit("day")  # type: ignore[attr-defined]  # as a click would
    qtbot.waitUntil(lambda: not desk.jobs and button(page, "Import").isEnabled())
    press(button(page, "Import"))
    qtbot.waitUntil(lambda: not desk.jobs and count(desk, Client) == 2)


def test_fields_that_must_be_named_stand_first(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "tickets.csv"
    file.write_text("Who,Where it hurts,Status\nAlder,Printer,Open\n", "utf-8")
    page = shown(qtbot, desk, "tickets", file)
    assert "Say which column is Title." in texts(page)
    fields = table(page, "Columns of the file")
    assert fields.column("title")[:3] == ["Client", "Title", "Status"]
    assert getattr(fields.selected(), "title", "") == "Client"


def test_the_page_goes_by_keyboard(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "clients.csv"
    row = 'Alder,Señora,3/4/2021,"1,234"'
    file.write_bytes(f"Name,City,Client since,Hourly rate\n{row}\n".encode("cp1252"))
    page = shown(qtbot, desk, "clients", file)
    questions = ["Letters of the file", "Order of dates", "Sign before the cents"]
    for nth, name in enumerate(questions, 1):
        assert tabbed(page) == [
            "Choose file",
            *questions[:nth],
            "Rows or columns",
            "Rows of the file",
            "Save this list",
            "Cancel",
        ]
        asked = next(one for one in page.findChildren(QWidget) if one.accessibleName() == name)
        QTest.keyClick(asked, Qt.Key.Key_Right)
        qtbot.waitUntil(lambda: not desk.jobs)
    assert button(page, "Import").isEnabled()
    assert "1,234 is 1234" not in texts(page)
    views = next(
        one for one in page.findChildren(QWidget) if one.accessibleName() == "Rows or columns"
    )
    QTest.keyClick(views, Qt.Key.Key_Right)
    assert tabbed(page)[4:] == [
        "Rows or columns",
        "Where the file is from",
        "Columns of the file",
        "Column for the field",
        "Where both differ",
        "Save this list",
        "Cancel",
        "Import",
    ]


def tabbed(page: BringPage) -> list[str]:
    """What Tab reaches, from the button that chooses the file on to the end of the page."""
    names: list[str] = []
    one: QWidget | None = button(page, "Choose file")
    while one is not None and one.accessibleName() != "What to import":
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            names.append(one.accessibleName() or getattr(one, "words", str)())
        one = one.nextInFocusChain()
    return names


def test_a_refusal_loses_nothing_that_was_said(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "clients.csv"
    file.write_text("Name,Client since\nAlder,3/4/2021\n", "utf-8")
    page = shown(qtbot, desk, "clients", file)
    asked = next(
        one for one in page.findChildren(QWidget) if one.accessibleName() == "Order of dates"
    )
    QTest.keyClick(asked, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: not desk.jobs)
    file.unlink()
    press(button(page, "Import"))
    qtbot.waitUntil(lambda: not desk.jobs and "clients.csv was not imported" in texts(page))
    assert table(page, "Rows of the file").column("act") == ["Add"]
    file.write_text("Name,Client since\nAlder,3/4/2021\n", "utf-8")
    press(button(page, "Import"))
    qtbot.waitUntil(lambda: not desk.jobs and count(desk, Client) == 2)


def test_a_whole_shop_through_the_file_dialog(qtbot: QtBot, desk: Desk, old_shop: Path) -> None:
    page = BringPage(desk)
    qtbot.addWidget(page)
    page.show()
    with dialogs.answer_files(lambda *_: old_shop):
        press(button(page, "Choose folder"))
    qtbot.waitUntil(lambda: not desk.jobs)
    files = table(page, "Files of the folder")
    assert files.column("name")[0] == "Staff"
    assert len(files.column("rows")) == 11
    assert count(desk, Ticket) == 0
    press(button(page, "Import"))
    qtbot.waitUntil(lambda: not desk.jobs and count(desk, Ticket) > 50, timeout=20_000)
    assert "tickets" in table(page, "Earlier imports").column("counts")[0]


def test_a_broken_file_says_so_beside_itself(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    page = shown(qtbot, desk, "shop", tmp_path)
    assert f"{tmp_path.name} was not imported" in texts(page)
    assert any("has no staff.csv" in text for text in texts(page))
    assert count(desk, Client) == 1


def test_cancel_forgets_the_file(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "clients.csv"
    file.write_text("Name\nAlder\n", "utf-8")
    page = shown(qtbot, desk, "clients", file)
    press(button(page, "Cancel"))
    assert not table(page, "Rows of the file").isVisible()
    assert table(page, "Earlier imports").isVisible()
    assert count(desk, Client) == 1


def test_an_import_that_something_stands_on_is_not_undone(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "clients.csv"
    file.write_text("Name\nAlder\n", "utf-8")
    page = shown(qtbot, desk, "clients", file)
    press(button(page, "Import"))
    qtbot.waitUntil(lambda: not desk.jobs and count(desk, Client) == 2)
    client = desk.ask(
        lambda session: session.scalars(select(Client.id).where(~Client.internal)).one()
    )
    desk.do(open_ticket, client, "Stands on it")
    earlier = table(page, "Earlier imports")
    earlier.select_first()
    with qtbot.captureExceptions() as raised:
        press(button(page, "Undo this import"))
        qtbot.waitUntil(lambda: bool(raised))
    assert "a newer ticket belongs to a client of this batch" in str(raised[0][1])
    assert count(desk, Client) == 2
