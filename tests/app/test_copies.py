"""Copies of the books: seen before anything changes, proved, brought back beside what is open."""

import gzip
import shutil
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mspdesk.app import copies, keeping
from mspdesk.app.copies import Held
from mspdesk.app.program import Program
from mspdesk.app.restore_page import RestorePage
from mspdesk.billing import actions as billing
from mspdesk.billing.queries import drafts
from mspdesk.database import backup
from mspdesk.database.files import write_sum
from mspdesk.database.store import Store
from mspdesk.errors import Trouble
from mspdesk.progress import Progress
from mspdesk.shop.actions import edit_shop
from mspdesk.shop.queries import shop as shop_row
from tests.sample import Sample

KEPT = Path(__file__).parent.parent / "database" / "kept"


@pytest.fixture
def store(program: Program) -> Store:
    """The books that are open in the window."""
    assert program.window.desk is not None
    return program.window.desk.store


def issue(store: Store, shop: Sample) -> str:
    """An invoice that leaves the house; answers its number."""
    made = store.do(billing.new_draft, shop.kestrel)
    store.do(billing.add_line, made, "plan", "A visit", 10_000, 15_000)
    for asked in store.ask(drafts.draft_page, made).row.questions:
        store.do(billing.answer_question, made, asked.kind, asked.subject, asked.answers[0])
    store.do(billing.mark_ready, made)
    (issued,) = store.do(billing.issue, [made])
    return issued.number


def page_of(program: Program) -> RestorePage:
    program.copies()
    page = program.window.view()
    assert isinstance(page, RestorePage)
    return page


def seen(qtbot: QtBot, page: RestorePage) -> None:
    """Wait until what the chosen copy holds is shown."""
    qtbot.waitUntil(lambda: "Clients" in page.pairs._values, timeout=20_000)


def test_what_a_copy_holds_is_shown_beside_now_and_numbers_given_since(
    program: Program, store: Store, shop: Sample, qtbot: QtBot
) -> None:
    first = issue(store, shop)
    keeping.back_up(store, Progress())
    later = [issue(store, shop), issue(store, shop)]
    page = page_of(program)
    seen(qtbot, page)
    assert page.pairs.value("Shop") == "Quillfeather IT, LLC"
    assert page.pairs.value("Invoices") == "1, now 3"
    assert page.pairs.value("Last number") == first
    assert page.warning.isVisible()
    title, words = page.warning.words()
    assert title == "2 numbers were given since"
    assert words.startswith(f"{later[0]} to {later[1]}: this copy does not know them")
    # Looking changed nothing: no folder, no file but the copy, its sum and what is noted.
    folder = keeping.folder_of(store)
    assert {one.suffix for one in folder.iterdir() if one.is_file()} == {".db", ".sha256", ".json"}
    assert not page._target.exists()


def test_nothing_is_warned_of_where_nothing_was_issued_since(
    program: Program, store: Store, shop: Sample, qtbot: QtBot
) -> None:
    issue(store, shop)
    keeping.back_up(store, Progress())
    page = page_of(program)
    seen(qtbot, page)
    assert not page.warning.isVisible()


def test_where_there_is_nothing_to_compare_with_the_newest_number_is_said(
    program: Program, store: Store, shop: Sample, qtbot: QtBot
) -> None:
    number = issue(store, shop)
    keeping.back_up(store, Progress())
    store.do(edit_shop, store.ask(shop_row).version, {"name": "Another shop"})
    page = page_of(program)
    seen(qtbot, page)
    assert page.pairs.value("Invoices") == "1"
    title, words = page.warning.words()
    assert title == f"Was anything issued after {number}?"
    assert "set the next number" in words
    assert page._then.startswith(f"The newest number here is {number}.")


def test_one_press_proves_a_restore_and_the_day_is_kept(
    program: Program, store: Store, qtbot: QtBot, clock: datetime
) -> None:
    file = keeping.back_up(store, Progress())
    page = page_of(program)
    seen(qtbot, page)
    assert "No copy of this folder was proved yet." in page._proof.text()
    page._prove.click()
    qtbot.waitUntil(lambda: copies.proved(file.parent) is not None, timeout=30_000)
    qtbot.waitUntil(lambda: "This copy was restored and checked" in page._proof.text())
    assert page.table.column("state") == ["proved"]
    assert [one for one in file.parent.iterdir() if one.is_dir()] == [file.parent / "blobs"][
        : (file.parent / "blobs").exists()
    ]


def test_a_copy_is_brought_back_beside_the_books_that_stay(
    program: Program, store: Store, shop: Sample, qtbot: QtBot
) -> None:
    keeping.back_up(store, Progress())
    number = issue(store, shop)
    before = Path(store.place)
    page = page_of(program)
    seen(qtbot, page)
    page.bring()
    window = program.window
    qtbot.waitUntil(
        lambda: window.desk is not None and Path(window.desk.store.place) != before, timeout=30_000
    )
    assert window.desk is not None
    back = window.desk.store
    assert "-restored-" in Path(back.place).parent.name
    assert copies.held_now(back).numbers == ()
    words = window.status.message()
    assert words == f"On paper only: {number}. Set the next number before you issue."
    with closing(Store.connect(str(before), read_only=True)) as old:
        assert copies.held_now(old).numbers == (number,)


def test_a_damaged_copy_says_so_and_cannot_be_brought_back(
    program: Program, store: Store, qtbot: QtBot
) -> None:
    file = keeping.back_up(store, Progress())
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    page = page_of(program)
    qtbot.waitUntil(lambda: "was damaged" in page.pairs._values.get("", ""), timeout=20_000)
    assert not page._bring.isEnabled()
    assert not page._prove.isEnabled()
    with pytest.raises(Trouble, match="damaged"):
        copies.prove(file)


@pytest.mark.parametrize("form", [1, 4])
def test_a_copy_from_before_an_upgrade_is_seen_proved_and_brought_back(
    form: int, tmp_path: Path, clock: datetime
) -> None:
    """It has the old form; the checks of this release know only the new one."""
    file = tmp_path / "backups" / "books-20260101-090000-before-upgrade.db"
    file.parent.mkdir()
    with gzip.open(KEPT / f"form-{form:04}.db.gz") as packed, file.open("wb") as out:
        shutil.copyfileobj(packed, out)
    write_sum(file)
    held = copies.look(file)
    assert dict(held.counts)["Clients"] > 0
    assert copies.prove(file).facts["Clients"] == str(dict(held.counts)["Clients"])
    assert backup.record(file.parent)["proved"] == file.name
    lines = keeping.bring_back(file, tmp_path / "again")
    assert f"Clients: {dict(held.counts)['Clients']}" in lines
    again = Store.connect(str(tmp_path / "again" / "books.db"), read_only=True)
    with closing(again) as store:
        assert copies.held_now(store).counts == held.counts


def held(*numbers: str) -> Held:
    return Held("A shop", (), None, numbers)


def test_numbers_are_said_in_few_words() -> None:
    since = copies.issued_since(held("2026-0001"), held("2026-0001", "2026-0002", "CR-2026-0009"))
    assert since == ["2026-0002", "CR-2026-0009"]
    assert copies.ranges(["2026-0009", "2026-0010", "2026-0012", "CR-1"]) == (
        "2026-0009 to 2026-0010, 2026-0012, CR-1"
    )
    assert copies.ranges([]) == ""
