"""Files appear whole or not at all, on a full disk too."""

import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

from mspdesk.errors import Trouble
from mspdesk.exchange import csv_files
from mspdesk.exchange.columns import TEXT, OutColumn
from mspdesk.exchange.whole_file import whole_file
from mspdesk.exchange.workbook import Sheet, write_xlsx

COLUMNS = (OutColumn[str]("Text", TEXT, lambda text: text),)

WRITERS: dict[str, Callable[[Path, list[str]], int]] = {
    "list.csv": lambda path, rows: csv_files.write(path, COLUMNS, rows),
    "raw.csv": lambda path, rows: csv_files.write_raw(path, ["Text"], ([text] for text in rows)),
    "list.xlsx": lambda path, rows: write_xlsx(path, [Sheet[str]("List", COLUMNS, rows)]),
}


@contextmanager
def full_disk(most: int) -> Iterator[None]:
    """No file may grow beyond some bytes, as on a full disk."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
@pytest.mark.parametrize("most", [0, 1, 5_000, 60_000])
@pytest.mark.parametrize("name", WRITERS)
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, most: int
) -> None:
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(passing))
    place = tmp_path / "out"
    place.mkdir()
    path = place / name
    path.write_bytes(b"the old file")
    rows = [f"{n} of many different texts" for n in range(20_000)]

    with full_disk(most), pytest.raises(Trouble) as caught:
        WRITERS[name](path, rows)

    assert caught.value.text == f"{name} was not saved: there is no room left on the disk."
    assert path.read_bytes() == b"the old file"
    assert list(place.iterdir()) == [path]
    assert list(passing.iterdir()) == []


def test_any_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"the old file")

    def fail(file: BinaryIO) -> int:
        file.write(b"half")
        return 1 // 0

    with pytest.raises(ZeroDivisionError), whole_file(path) as file:
        fail(file)

    assert path.read_bytes() == b"the old file"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no owner's bits")
def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with whole_file(path) as file:
        file.write(b"x")

    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(Trouble, match=r"list\.csv was not saved"),
        whole_file(tmp_path / "list.csv"),
    ):
        (tmp_path / "list.csv").mkdir()
