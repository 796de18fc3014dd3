"""What is loaded when."""

import builtins
import gc
import importlib
import linecache
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mspdesk.app import day, loading
from mspdesk.app.areas import AREAS
from mspdesk.app.today import TodayView
from mspdesk.dates import today
from mspdesk.desk.desk import Desk
from mspdesk.widgets.safe import Label

from .. import house


@pytest.fixture
def as_it_was() -> Iterator[None]:
    """Python's import and collector, as they were before a test."""
    hook, collecting = builtins.__import__, gc.isenabled()
    yield
    builtins.__import__ = hook
    if collecting:
        gc.enable()


@pytest.mark.usefixtures("as_it_was")
def test_qt_reads_no_source_of_what_is_imported_later(tmp_path: Path) -> None:
    (tmp_path / "later_on.py").write_text("from PySide6.QtCore import Qt\n", encoding="utf-8")
    sys.path.insert(0, str(tmp_path))
    loading.load_qt()

    try:
        importlib.reload(__import__("later_on"))
    finally:
        sys.path.remove(str(tmp_path))
    assert str(tmp_path / "later_on.py") not in linecache.cache
    assert "feature" not in builtins.__import__.__name__
    assert not gc.isenabled()


def test_the_rest_is_everything_the_areas_offer() -> None:
    loading.LOADED.clear()

    loading.behind(loading.load_rest, "load the rest", daemon=False)

    assert loading.LOADED.wait(60)
    for area in AREAS:
        assert not area.tab or isinstance(area.tab(), type)
        assert f"mspdesk.{area.key}.offers" in sys.modules or not area.finders()


def test_the_sides_of_today_wait_for_the_areas_they_ask(desk: Desk, qtbot: QtBot) -> None:
    loading.LISTS.clear()
    try:
        view = TodayView(desk)
        qtbot.addWidget(view)
        assert view.table.rows() == desk.ask(day.todays_tickets, None)[: len(view.table.rows())]
        before = _words(view.due), _words(view.hats)
    finally:
        loading.LISTS.set()

    qtbot.waitUntil(lambda: not view.awaiting())
    assert before == ([], [])
    assert "Due" in _words(view.due)
    assert "My hats" in _words(view.hats)

    # A list whose table has no rows is not asked, and would have said nothing; but that the backlog
    # was not reviewed is nothing to tell a shop without tickets.
    lists = [one for one in view.due.lists() if one.title != "Backlog"]
    asked = [(one, desk.ask(one.rows, desk.person_id, today())) for one in lists]
    assert desk.ask(day.sides, today(), desk.person_id, lists).due == asked
    assert {one.of for one in lists} >= {"campaign", "opportunity", "outbox_mail"}


def _words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(Label)]


def test_turns_are_as_long_as_before_once_it_is_loaded() -> None:
    with loading.in_small_turns():
        assert sys.getswitchinterval() == pytest.approx(loading.BREATHER, rel=0.01)
    assert sys.getswitchinterval() == pytest.approx(loading.USUAL, rel=0.01)


FIRST = """
import sys
from mspdesk.app import loading
from mspdesk.database.base import Base
loading.load_books(sys.argv[1])
loading.load_first("tickets")
there = {name.split(".")[1] for name in sys.modules if name.endswith(".models")}
assert there == set(sys.argv[2].split(",")), there
brought = {"sqlalchemy.dialects.postgresql", "mspdesk.schema"} & set(sys.modules)
assert not brought, brought
queries = {name for name in sys.modules if name.count(".") == 2 and name.endswith(".queries")}
unasked = {f"mspdesk.{area}.queries" for area in ("agreements", "billing", "letters", "mail")}
assert not queries & unasked, queries & unasked
"""

ASKED = "agreements,clients,documentation,people,shop,tickets,timekeeping"
"""The areas whose tables the list of tickets and the ticket beside it name; no more as we grow."""


def test_the_first_list_loads_only_the_tables_it_asks(books_file: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST, str(books_file), ASKED],
        capture_output=True,
        text=True,
        check=False,
        cwd=house.ROOT,
    )
    assert done.returncode == 0, done.stderr


def test_every_area_offers_its_panels_without_its_questions() -> None:
    script = (
        "import sys\nfrom mspdesk.app.areas import AREAS\n"
        "for area in AREAS: area.panels()\nassert 'sqlalchemy' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=house.ROOT
    )
    assert done.returncode == 0, done.stderr
