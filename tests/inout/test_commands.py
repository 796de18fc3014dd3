"""Every verb of the command line, with the exit codes it promises and never a traceback."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mspdesk import paths
from mspdesk.__main__ import main
from mspdesk.database.books import open_books

from ..bookcase import Bookcase, Furnish
from . import old_shop as old

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Says something on the command line; answers exit code, output and complaints."""

    def say(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return code, told.out, told.err

    yield say
    paths.set_home(None)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place without books: a folder, and then an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "books")
    return str(request.getfixturevalue("server").empty())


NEW = ("new", "--name", "Test IT", "--rate", "150", "--country", "us", "--owner", "Dana Whitlock")


def test_a_shop_s_data_come_in_are_asked_and_go_out(
    run: Run, place: str, old_shop: Path, tmp_path: Path, clock: object
) -> None:
    books = ("--books", place)
    code, out, _ = run(*books, *NEW)
    assert (code, "Test IT is set up in" in out) == (0, True)
    code, out, _ = run(*books, "--as", "Dana", "import", "shop", old_shop)
    assert code == 0
    assert "clients: 5 added" in out
    code, out, _ = run(*books, "report", "ageing", "--as-of", "2024-12-31", "--format", "json")
    assert (code, json.loads(out)) == (0, old.ageing(old_shop, date(2024, 12, 31)))
    code, out, _ = run(*books, "report", "time-by-month", "--format", "json")
    minutes = {row["month"]: row["minutes"] for row in json.loads(out)}
    assert minutes == {month: sums[0] for month, sums in old.minutes_by_month(old_shop).items()}
    code, out, _ = run(*books, "report", "backlog", "--format", "json")
    assert json.loads(out)["open_tickets"] == old.backlog(old_shop)[0]
    code, out, _ = run(*books, "report", "revenue", "--format", "csv")
    assert out.startswith('"Client","Year","Revenue"')
    code, out, _ = run(*books, "report", "revenue")
    assert "Golden Oak, Inc." in out
    code, out, _ = run(*books, "export", "shop", tmp_path / "out")
    assert code == 0
    for name in old.HEADERS:
        assert set(old.cells(tmp_path / "out", name)) == set(old.cells(old_shop, name))
    assert run(*books, "check") == (0, "The books are in order.\n", "")


def test_billing_and_paper(run: Run, place: str, old_shop: Path, tmp_path: Path) -> None:
    books = ("--books", place)
    run(*books, *NEW)
    run(*books, "import", "shop", old_shop)
    code, out, err = run(*books, "bill", "--through", "2025-06-30", "--issue")
    assert (code, err) == (0, "")
    assert "drafts through 2025-06-30" in out
    pdf = tmp_path / "one.pdf"
    code, out, _ = run(*books, "print", "invoice", "INV-2024-000001", "-o", pdf)
    assert (code, out) == (0, f"{pdf}: 1 page\n")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert run(*books, "print", "statement", "Golden Oak, Inc.", "-o", tmp_path / "s.pdf")[0] == 0
    code, _, err = run(*books, "print", "invoice", "nothing", "-o", pdf)
    assert code == 1
    code, _, err = run(*books, "print", "poster", "1", "-o", pdf)
    assert (code, "There is no paper “poster”" in err) == (1, True)


def test_lists_with_a_look_before(run: Run, tmp_path: Path) -> None:
    books = ("--home", tmp_path / "home")
    run(*books, *NEW)
    file = tmp_path / "clients.csv"
    file.write_text("Name,Client since\nAlder,3/4/2021\n,\n", encoding="utf-8")
    code, out, _ = run(*books, "import", "clients", file, "--dry-run")
    assert "Is 3/4/2021 written month first or day first?" in out
    code, _, err = run(*books, "import", "clients", file)
    assert (code, "--day-first" in err) == (1, True)
    code, out, _ = run(*books, "import", "clients", file, "--day-first")
    assert (code, out) == (0, "1 added, 0 changed, 0 the same, 0 refused\n")
    code, out, _ = run(*books, "export", "clients", tmp_path / "out.xlsx")
    assert (code, out) == (0, "out.xlsx: 1 clients\n")
    code, out, _ = run(*books, "import", "clients", tmp_path / "out.xlsx")
    assert out.splitlines() == ["0 added, 0 changed, 1 the same, 0 refused"]
    file.write_text("Name,City,Client since\nAlder,Bend,3/4/2021\nBay,Erie,\n", encoding="utf-8")
    listed = tmp_path / "listed.csv"
    rules = ("--source", "clients", "--owner", "city=app", "--save", listed)
    code, out, _ = run(*books, "import", "clients", file, *rules)
    assert (code, out) == (0, "1 added, 0 changed, 1 the same, 0 refused\n")
    assert "City stays empty (the file says Bend)" in listed.read_text("utf-8")
    code, _, err = run(*books, "import", "clients", file, "--owner", "city=me")
    assert (code, "An owner is file or app." in err) == (1, True)
    code, out, _ = run(*books, "import", "sites", file, "--dry-run", "--column", "Postal code=City")
    assert "--client NAME, or --column Client=HEADER." in out
    for said, why in (("Town=City", "has no field “Town”"), ("City=Town", "no column “Town”")):
        code, _, err = run(*books, "import", "clients", file, "--column", said)
        assert (code, why in err) == (1, True)
    code, _, err = run(*books, "export", "clients", tmp_path / "out.doc")
    assert (code, err.count("\n")) == (1, 1)


def test_copies_and_their_return(run: Run, tmp_path: Path) -> None:
    books = ("--home", tmp_path / "home")
    run(*books, *NEW)
    code, out, _ = run(*books, "backup")
    copy = Path(out.strip())
    assert (code, copy.is_file()) == (0, True)
    code, out, _ = run("restore", copy, "--look")
    assert (code, out.splitlines()[0]) == (0, "Shop: Test IT")
    code, out, _ = run("restore", copy, "--prove")
    assert (code, out.splitlines()[0]) == (0, "Restored, checked and thrown away again")
    code, out, _ = run("restore", copy, "--to", tmp_path / "again")
    assert code == 0
    assert "Shop: Test IT" in out
    assert run("--books", tmp_path / "again", "check")[0] == 0
    code, _, err = run("restore", copy, "--to", tmp_path / "again")
    assert (code, "There are books already" in err) == (1, True)
    code, _, err = run("restore", tmp_path / "none.db", "--to", tmp_path / "third")
    assert code in (1, 3)


REFUSED: dict[str, tuple[tuple[str, ...], int, str]] = {
    "no books": (("check",), 3, "There are no books"),
    "unknown report": (("report", "gossip"), 1, "There is no report “gossip”"),
    "no date": (("bill", "--through", "whenever"), 1, "Type a date"),
    "unknown person": (("--as", "Nobody", "backup"), 1, "Nobody called “Nobody” works here"),
    "no folder": (("import", "shop", "nowhere"), 1, "There is no folder"),
    "no file": (("import", "clients", "nowhere.csv"), 1, "There is no file"),
    "odd kind": (("import", "gossip", "x"), 2, "invalid choice"),
    "odd verb": (("gossip",), 2, "invalid choice"),
    "no country": (("new", "--name", "x", "--rate", "5", "--country", "Mars"), 1, "no country"),
    "no rate": (("new", "--name", "x", "--rate", "much"), 1, "as a number"),
    "odd address": (("--books", "postgresql://x:secret@h/db", "check"), 1, "password"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_and_how(
    run: Run, tmp_path: Path, case: str, bookcase: Bookcase, furniture: Furnish
) -> None:
    words, wanted, said = REFUSED[case]
    home = ("--home", tmp_path / "home")
    if case not in ("no books", "no country", "no rate"):
        bookcase.copy(furniture, tmp_path / "home" / "shop")
    code, out, err = run(*home, *words)
    assert (code, out) == (wanted, "")
    assert said in err
    if wanted != 2:
        assert err.startswith("mspdesk: ")
        assert err.count("\n") == 1


def test_books_that_somebody_writes_can_be_read_only(run: Run, tmp_path: Path) -> None:
    home = ("--home", tmp_path / "home")
    run(*home, *NEW)
    held = open_books(tmp_path / "home" / "shop")
    try:
        code, _, err = run(*home, "import", "shop", "anything")
        assert (code, "writing" in err) == (3, True)
        assert run(*home, "report", "backlog")[0] == 0
    finally:
        held.close()


def test_a_second_new_is_refused_and_harms_nothing(run: Run, tmp_path: Path) -> None:
    home = ("--home", tmp_path / "home")
    run(*home, *NEW)
    code, _, err = run(*home, *NEW)
    assert (code, "There are books already" in err) == (1, True)
    assert run(*home, "check")[0] == 0


def _program(*words: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mspdesk", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_as_a_program_of_its_own(tmp_path: Path) -> None:
    said = _program("version")
    assert (said.returncode, said.stdout[:8]) == (0, "mspdesk ")
    assert _program("--home", tmp_path, *NEW).returncode == 0
    said = _program(
        "--home", tmp_path, "report", "backlog", "--format", "xlsx", "-o", tmp_path / "b.xlsx"
    )
    assert (said.returncode, said.stderr) == (0, "")
    assert (tmp_path / "b.xlsx").read_bytes()[:2] == b"PK"
    said = _program("--home", tmp_path / "none", "check")
    assert (said.returncode, said.stdout) == (3, "")
    assert said.stderr.startswith("mspdesk: There are no books")
