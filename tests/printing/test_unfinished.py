"""Half written files are found by the next start, and nobody else's are touched."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mspdesk import paths
from mspdesk.errors import Trouble
from mspdesk.printing import unfinished
from mspdesk.printing.document import write

PDF = b"%PDF-1.4\n%%EOF\n"


def notes() -> list[Path]:
    return list((paths.home() / "unfinished").glob("*"))


def test_a_paper_that_was_written_leaves_no_note(home: Path, tmp_path: Path) -> None:
    write(tmp_path / "a.pdf", PDF)
    assert not notes()
    assert unfinished.sweep() == 0
    assert (tmp_path / "a.pdf").read_bytes() == PDF


def test_what_a_killed_program_left_is_taken_away(home: Path, tmp_path: Path) -> None:
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from mspdesk.printing import unfinished\n"
        "part = Path(sys.argv[1])\n"
        "with unfinished.noted(part):\n"
        "    part.write_bytes(b'half')\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    part = tmp_path / "b.pdf.part"
    subprocess.run([sys.executable, "-c", script, str(part)], check=False)
    other = tmp_path / "somebody-elses.part"
    other.write_bytes(b"kept")
    assert part.exists()
    assert unfinished.sweep() == 1
    assert not part.exists()
    assert not notes()
    assert other.exists()


@pytest.mark.parametrize("name", [f"{unfinished.UNSEALED}ab12", f"{unfinished.SCANNED}ab12"])
def test_a_folder_that_a_killed_program_left_in_clear_is_taken_away(
    home: Path, tmp_path: Path, name: str
) -> None:
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from mspdesk.printing import unfinished\n"
        "folder = Path(sys.argv[1])\n"
        "with unfinished.noted(folder):\n"
        "    folder.mkdir()\n"
        "    (folder / 'books.db').write_bytes(b'clear')\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    folder = tmp_path / name
    subprocess.run([sys.executable, "-c", script, str(folder)], check=False)
    assert (folder / "books.db").exists()
    assert unfinished.sweep() == 1
    assert not folder.exists()


def test_a_folder_of_another_name_is_left_alone(home: Path, tmp_path: Path) -> None:
    (tmp_path / "Invoices").mkdir()
    notes_in = paths.home() / "unfinished"
    notes_in.mkdir(parents=True)
    (notes_in / "x").write_text(f"{os.getpid()}\n{tmp_path / 'Invoices'}\n")
    assert unfinished.sweep() == 0
    assert (tmp_path / "Invoices").exists()


def test_a_file_that_is_being_written_elsewhere_is_left_alone(home: Path, tmp_path: Path) -> None:
    part = tmp_path / "c.pdf.part"
    part.write_bytes(b"half")
    folder = paths.home() / "unfinished"
    folder.mkdir(parents=True)
    (folder / "x").write_text(f"{os.getppid()}\n{part}\n")
    (folder / "y").write_text("rubbish")
    assert unfinished.sweep() == 0
    assert part.exists()


def test_only_part_files_are_ever_removed(home: Path, tmp_path: Path) -> None:
    book = tmp_path / "books.db"
    book.write_bytes(b"kept")
    folder = paths.home() / "unfinished"
    folder.mkdir(parents=True)
    (folder / "x").write_text(f"{os.getpid()}\n{book}\n")
    assert unfinished.sweep() == 0
    assert book.exists()


def test_a_disk_that_refuses_says_so_and_leaves_nothing(home: Path, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"a\.pdf could not be saved"):
        write(tmp_path / "not there" / "a.pdf", PDF)
    assert not notes()
    assert not list(tmp_path.iterdir())
