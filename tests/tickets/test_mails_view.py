"""A mail dropped on the list becomes a ticket once somebody looked at it."""

from pathlib import Path

from mspdesk.desk.area import Place
from mspdesk.widgets import dialogs
from tests.tickets.hands import Hands, Key, ticket
from tests.tickets.test_files_view import carried, drop, hover
from tests.tickets.test_mails import _domain, written


def put(tmp_path: Path) -> Path:
    """A mail on this computer."""
    path = tmp_path / "printer.eml"
    path.write_bytes(written(photo_jpg=b"jpeg"))
    return path


def test_a_dropped_mail_fills_the_form_and_is_kept_with_its_files(
    hands: Hands, tmp_path: Path
) -> None:
    _domain(hands.desk.store, hands.small.brightwater, "brightwater.example")
    path, view = put(tmp_path), hands.view
    assert hover(view.board, carried([path]))
    assert view.drop.hint.words() == "New ticket from this mail"
    drop(view.board, carried([path]))
    hands.qtbot.waitUntil(lambda: view.pages.currentWidget() is view.new, timeout=30_000)
    form = view.new.form
    assert form.entry("title").text() == "Printer is down"
    assert form.entry("source_kind").value() == "email"
    assert "The second tray is jammed." in form.entry("description").text()
    assert "with 1 file" in view.new.note()
    assert "the person is not" in view.new.note()
    # N goes back to the form and loses nothing of it.
    view.board.focus_list()
    hands.press(Key.Key_N)
    form.submit()
    page = ticket(hands, "Printer is down")
    assert (page.client, page.source_kind) == ("Brightwater Veterinary", "email")
    assert [one.name for one in page.files] == ["printer.eml", "photo.jpg"]
    view.read_mail(path)
    hands.qtbot.waitUntil(lambda: hands.said() == "This mail is on #4 already.", timeout=30_000)


def test_an_unknown_sender_is_said_and_nothing_is_kept(hands: Hands, tmp_path: Path) -> None:
    with dialogs.answer_files(lambda _title, _start: put(tmp_path)):
        hands.desk.go(Place("tickets", do="mail"))
    view = hands.view
    hands.qtbot.waitUntil(lambda: view.pages.currentWidget() is view.new, timeout=30_000)
    assert "Nobody has ines@brightwater.example. Choose the client." in view.new.note()
    view.new.form.submit()
    assert view.new.form.error("client")
    assert view.new.form.entry("title").text() == "Printer is down"


def test_a_form_that_was_begun_is_not_written_over(hands: Hands, tmp_path: Path) -> None:
    hands.press(Key.Key_N)
    hands.view.new.title.set_value("Begun by hand")
    hands.view.read_mail(put(tmp_path))
    assert hands.said() == "Open or cancel the ticket you began first."
    assert hands.view.new.title.text() == "Begun by hand"


def test_only_one_mail_means_something_over_the_list(hands: Hands, tmp_path: Path) -> None:
    mail, other = put(tmp_path), tmp_path / "a.txt"
    other.write_text("words")
    board = hands.view.board
    assert not hover(board, carried([other]))
    assert not hover(board, carried([mail, mail]))


def test_what_is_no_mail_is_said(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "odd.eml"
    path.write_bytes(bytes(100))
    hands.view.read_mail(path)
    hands.qtbot.waitUntil(lambda: "cannot be read as a mail" in hands.said(), timeout=30_000)
