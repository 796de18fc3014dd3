"""Files on a ticket from the keyboard and by dropping them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from mspdesk.tickets import actions
from mspdesk.widgets import dialogs
from tests.tickets.hands import Hands, Key, ticket
from tests.tickets.test_files import png

COPY = Qt.DropAction.CopyAction
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


def carried(paths: Sequence[Path]) -> QMimeData:
    """Files as another program hands them over."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def hover(target: QWidget, mime: QMimeData) -> bool:
    """Bring something over a widget; True where it would be taken."""
    event = QDragEnterEvent(QPointF(20, 20).toPoint(), COPY, mime, LEFT, PLAIN)
    event.ignore()
    QApplication.sendEvent(target, event)
    return event.isAccepted()


def drop(target: QWidget, mime: QMimeData) -> None:
    """Bring it over a widget and let it go."""
    hover(target, mime)
    QApplication.sendEvent(target, QDropEvent(QPointF(20, 20), COPY, mime, LEFT, PLAIN))


def names(hands: Hands) -> list[str]:
    """The files on the ticket that is looked at."""
    return [one.name for one in ticket(hands, "Backup").files]


def test_f_attaches_a_file_and_undo_takes_it_off(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "event log.txt"
    path.write_text("4625 failed")
    with dialogs.answer_files(lambda _title, _start: path):
        hands.press(Key.Key_F)
    hands.qtbot.waitUntil(lambda: names(hands) == ["event log.txt"])
    hands.qtbot.waitUntil(hands.view.pane.files.isVisible)
    assert hands.said() == "event log.txt attached to #2"
    hands.press(Key.Key_Z, ctrl=True)
    assert names(hands) == []
    assert not hands.view.pane.files.isVisible()


def test_dropping_says_first_what_it_will_do(hands: Hands, tmp_path: Path) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_text(path.name)
    pane, mime = hands.view.pane, carried(paths)
    assert hover(pane, mime)
    assert pane.drop.hint.isVisible()
    assert pane.drop.hint.words() == "Attach 2 files to #2"
    QApplication.sendEvent(pane, QDragLeaveEvent())
    assert not pane.drop.hint.isVisible()
    drop(pane, mime)
    assert not pane.drop.hint.isVisible()
    hands.qtbot.waitUntil(lambda: names(hands) == ["a.txt", "b.txt"])


def test_only_files_of_this_computer_are_taken_and_only_by_who_may(
    hands: Hands, tmp_path: Path
) -> None:
    far = QMimeData()
    far.setUrls([QUrl("https://example.com/a.exe")])
    words = QMimeData()
    words.setText("words")
    pane = hands.view.pane
    assert not hover(pane, far)
    assert not hover(pane, words)
    hands.desk.work_as(hands.small.marcus, "Marcus", frozenset())
    assert not hover(pane, carried([tmp_path / "a.txt"]))


def test_what_cannot_be_taken_is_said(hands: Hands, tmp_path: Path) -> None:
    drop(hands.view.pane, carried([tmp_path]))
    hands.qtbot.waitUntil(lambda: "is no file" in hands.said())
    assert names(hands) == []


def test_a_picture_is_looked_at_saved_and_left_by_escape(hands: Hands, tmp_path: Path) -> None:
    raw = png(40, 30)
    hands.desk.do(actions.add_file, ticket(hands, "Backup").id, "rack.png", raw)
    pane = hands.view.pane
    pane.files.focus_first()
    hands.press(Key.Key_Return)
    shown = hands.view.file
    assert shown is not None
    hands.qtbot.waitUntil(shown.picture.isVisible, timeout=20_000)
    assert shown.title.text() == "rack.png"
    target = tmp_path / "copy.png"
    with dialogs.answer_files(lambda _title, _start: target):
        shown.save.click()
    assert target.read_bytes() == raw
    hands.press(Key.Key_Escape)
    assert hands.view.pages.currentWidget() is pane
    assert QApplication.focusWidget() in pane.files.findChildren(QWidget)


def test_a_text_is_read_and_removed_and_brought_back(hands: Hands) -> None:
    hands.desk.do(actions.add_file, ticket(hands, "Backup").id, "a.txt", b"<b>one</b>")
    hands.view.pane.files.focus_first()
    hands.press(Key.Key_Return)
    shown = hands.view.file
    assert shown is not None
    hands.qtbot.waitUntil(shown.text.isVisible)
    assert shown.text.text() == "<b>one</b>"
    shown.remove.click()
    assert names(hands) == []
    assert hands.said() == "a.txt removed from #2"
    hands.press(Key.Key_Z, ctrl=True)
    assert names(hands) == ["a.txt"]
