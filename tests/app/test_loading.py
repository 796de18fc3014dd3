"""What is loaded when."""

import builtins
import gc
import importlib
import linecache
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mspdesk.app import loading
from mspdesk.app.areas import AREAS


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


def test_turns_are_as_long_as_before_once_it_is_loaded() -> None:
    with loading.in_small_turns():
        assert sys.getswitchinterval() == pytest.approx(loading.BREATHER, rel=0.01)
    assert sys.getswitchinterval() == pytest.approx(loading.USUAL, rel=0.01)
