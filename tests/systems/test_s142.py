"""S142: per field, the file wins or the app wins; a file that comes again obeys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from mspdesk.app.bring import BringPage
from mspdesk.app.lists.plan import ListBrought, Preview, bring_list, preview
from mspdesk.app.lists.said import Said
from mspdesk.app.lists.shape import Act
from mspdesk.app.setup import start_shop
from mspdesk.clients.actions import edit_client
from mspdesk.clients.models import Client
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from mspdesk.errors import Cancelled
from mspdesk.progress import Progress
from mspdesk.shop.models import ImportLink, ImportSource
from mspdesk.widgets import theme
from mspdesk.widgets.buttons import Button
from mspdesk.widgets.choice import ChoiceEntry
from mspdesk.widgets.segments import SegmentControl
from mspdesk.widgets.table import Table
from tests.bookcase import Furnish

pytestmark = pytest.mark.system(142)

FIRST = "Client Name,City,Phone,Tag\nAlder Dental,Bend,5415550110,gold\nBay Foods,Erie,,\n"
SECOND = "Client Name,City,Phone,Tag\nAlder Dental,Salem,5415550119,gold\nBay Foods,Erie,,\n"


@pytest.fixture(scope="module")
def furniture() -> Furnish:
    """A shop with nobody to work for yet."""

    def start(store: Store) -> None:
        start_shop(store, "Test IT", 15_000, "US", {"owner_name": "Dana Whitlock"})

    return start


@pytest.fixture
def desk(store: Store, qapp: QApplication) -> Iterator[Desk]:
    """A desk over the books, on either database."""
    theme.apply(qapp, "light", 100)
    made = Desk(store)
    yield made
    made.drain()


def written(folder: Path, text: str) -> Path:
    """Their list of clients, as it is today."""
    file = folder / "clients.csv"
    file.write_text(text, "utf-8")
    return file


def alder(store: Store) -> Client:
    """The client that is changed in both places."""
    with store.read() as session:
        return session.scalars(
            select(Client).where(Client.name.in_(("Alder Dental", "Alder & Sons")))
        ).one()


def came(store: Store, file: Path, said: Said | None = None) -> ListBrought:
    """Bring the list in."""
    return bring_list(store, Progress(), "clients", file, said)


def edited(store: Store, **values: object) -> None:
    """Change the client here."""
    row = alder(store)
    store.do(edit_client, row.id, row.version, values)


def preview_of(store: Store, file: Path) -> Preview:
    """What would become of the list."""
    return preview(store, Progress(), "clients", file)


def part(page: QWidget, kind: type[QWidget], name: str) -> QWidget:
    """A control of the page by its accessible name."""
    return next(one for one in page.findChildren(kind) if one.accessibleName() == name)


def pressed(page: QWidget, words: str) -> None:
    """Press a button of the page with the space bar."""
    found = next(one for one in page.findChildren(Button) if one.words() == words)
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Space)


def shown(qtbot: QtBot, desk: Desk, file: Path) -> tuple[BringPage, Table[object]]:
    """The page with the file on it, and its table of rows."""
    page = BringPage(desk, "clients", file)
    qtbot.addWidget(page)
    page.resize(1280, 700)
    page.show()
    qtbot.waitUntil(lambda: not desk.jobs)
    rows = part(page, Table, "Rows of the file")
    assert isinstance(rows, Table)
    return page, rows


def test_the_page_shows_who_owns_a_field_and_the_next_file_obeys(
    qtbot: QtBot, desk: Desk, store: Store, tmp_path: Path
) -> None:
    came(store, written(tmp_path, FIRST))
    edited(store, city="Portland", phone="541 555 0177")
    page, rows = shown(qtbot, desk, written(tmp_path, SECOND))
    assert rows.column("act") == ["Change", "Same"]
    assert rows.column("why")[0] == (
        "City: Portland becomes Salem; Phone: 541 555 0177 becomes 5415550119."
    )
    views = part(page, SegmentControl, "Rows or columns")
    views.setFocus()
    QTest.keyClick(views, Qt.Key.Key_Right)
    fields = part(page, Table, "Columns of the file")
    assert isinstance(fields, Table)
    told = dict(zip(fields.column("title"), fields.column("owner"), strict=True))
    assert (told["City"], told["Phone"], told["Notes"]) == ("File wins", "File wins", "App wins")
    fields.select("city")
    owner = part(page, SegmentControl, "Where both differ")
    owner.setFocus()
    QTest.keyClick(owner, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: not desk.jobs)
    told = dict(zip(fields.column("title"), fields.column("owner"), strict=True))
    assert (told["City"], told["Phone"]) == ("App wins", "File wins")
    assert rows.column("why")[0] == (
        "Phone: 541 555 0177 becomes 5415550119; City stays Portland (the file says Salem)."
    )
    pressed(page, "Import")
    qtbot.waitUntil(lambda: not desk.jobs and alder(store).phone == "5415550119")
    assert alder(store).city == "Portland"
    page, rows = shown(qtbot, desk, written(tmp_path, SECOND.replace("Salem", "Eugene")))
    assert rows.column("act") == ["Same", "Same"]
    assert "City stays Portland (the file says Eugene)" in rows.column("why")[0]


def test_the_same_file_twice_adds_nothing_whatever_was_renamed(
    store: Store, tmp_path: Path
) -> None:
    file = written(tmp_path, FIRST)
    gone = came(store, file).batch_id
    assert gone is not None
    store.undo_batch(gone)
    came(store, file)
    edited(store, name="Alder & Sons")
    again = preview(store, Progress(), "clients", file)
    assert [again.count(act) for act in Act] == [0, 1, 1, 0]
    said = Said(owners={"name": "app"})
    assert came(store, file, said).batch_id is None
    assert alder(store).name == "Alder & Sons"
    assert came(store, file).batch_id is None
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(Client)) == 3


def test_ids_of_one_source_mean_nothing_in_another(store: Store, tmp_path: Path) -> None:
    mine = written(tmp_path, "id,business_name,city\n7,Alder Dental,Bend\n")
    came(store, mine, Said(source="Syncro"))
    other = written(tmp_path, "id,business_name,city\n7,Bay Foods,Erie\n")
    seen = preview(store, Progress(), "clients", other, Said(source="Other"))
    assert seen.count(Act.ADD) == 1
    renamed = written(tmp_path, "id,business_name,city\n7,Alder & Sons,Bend\n")
    seen = preview(store, Progress(), "clients", renamed, Said(source="Syncro"))
    assert [row.why for row in seen.rows] == ["Name: Alder Dental becomes Alder & Sons."]


def test_a_mapping_is_kept_by_the_headers_and_can_be_changed(
    qtbot: QtBot, desk: Desk, store: Store, tmp_path: Path
) -> None:
    page, rows = shown(qtbot, desk, written(tmp_path, FIRST))
    views = part(page, SegmentControl, "Rows or columns")
    views.setFocus()
    QTest.keyClick(views, Qt.Key.Key_Right)
    fields = part(page, Table, "Columns of the file")
    column = part(page, ChoiceEntry, "Column for the field")
    assert isinstance(fields, Table)
    assert isinstance(column, ChoiceEntry)
    fields.select("industry")
    column.set_value("Tag")
    column.committed.emit()
    qtbot.waitUntil(lambda: not desk.jobs)
    pressed(page, "Import")
    qtbot.waitUntil(lambda: not desk.jobs and not rows.isVisible())
    assert alder(store).industry == "gold"
    file = tmp_path / "clients 2026-04-01.csv"
    file.write_text(SECOND.replace("gold", "silver"), "utf-8")
    seen = preview(store, Progress(), "clients", file)
    assert (seen.source, seen.kept) == ("clients", True)
    assert "Industry: gold becomes silver" in seen.rows[0].why
    page, _ = shown(qtbot, desk, file)
    views = part(page, SegmentControl, "Rows or columns")
    QTest.keyClick(views, Qt.Key.Key_Right)
    pressed(page, "Forget")
    qtbot.waitUntil(lambda: not desk.jobs and "Tag" in preview_of(store, file).unknown)


def test_what_is_stopped_or_only_looked_at_leaves_nothing(store: Store, tmp_path: Path) -> None:
    file = written(tmp_path, FIRST)
    preview(store, Progress(), "clients", file)

    def stop(done: int, total: int, words: str) -> None:
        if words.endswith("of 2"):
            stopping.stop()

    stopping = Progress(stop)
    with pytest.raises(Cancelled):
        bring_list(store, stopping, "clients", file)
    with store.read() as session:
        for model in (ImportSource, ImportLink):
            assert session.scalar(select(func.count()).select_from(model)) == 0
        assert session.scalar(select(func.count()).select_from(Client)) == 1
