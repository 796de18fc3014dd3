"""Who may import whom, checked on the house as it stands and on planted mistakes."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# What is planted in which file, and the contract that must notice.
MISTAKES = {
    "a client that knows its tickets": (
        {"clients/models.py": "from ..tickets import models"},
        "Areas only look down",
    ),
    "a package nobody has given a place": ({"stray.py": ""}, "Areas only look down"),
    "an action that opens a window": (
        {"tickets/actions.py": "from PySide6 import QtWidgets"},
        "Domain never meets Qt",
    ),
    "a query that reaches Qt through the desk": (
        {"desk/board.py": "import PySide6", "tickets/queries.py": "from ..desk import board"},
        "Domain never meets Qt",
    ),
    "a screen that asks the tables itself": (
        {"tickets/view.py": "from sqlalchemy import select"},
        "Views never meet SQL",
    ),
    "a rule that reads a table": (
        {"tickets/rules.py": "from . import models"},
        "Inside an area",
    ),
    "a screen inside another screen": (
        {"tickets/view.py": "from ..clients import view"},
        "Screens do not know each other",
    ),
    "a command line that reaches for a screen": (
        {"__main__.py": "from .clients import view"},
        "Screens are private",
    ),
    "an area that reads another's table of contents": (
        {"tickets/area.py": "from ..clients import area"},
        "Only the app reads the table of contents",
    ),
}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the package in a folder."""
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [str(program), "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_house_keeps_its_contracts() -> None:
    told = lint_imports(ROOT)

    assert told.returncode == 0, told.stdout + told.stderr


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """A folder with a few empty rooms under the same contracts."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for area in ("clients", "tickets", "desk"):
        for name in ("__init__", "models", "rules", "queries", "actions", "view", "area"):
            path = tmp_path / "mspdesk" / area / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    (tmp_path / "mspdesk" / "__init__.py").touch()
    return tmp_path


def test_empty_rooms_break_nothing(small_house: Path) -> None:
    assert lint_imports(small_house).returncode == 0


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_planted_mistake_is_noticed(mistake: str, small_house: Path) -> None:
    planted, contract = MISTAKES[mistake]
    for name, text in planted.items():
        (small_house / "mspdesk" / name).write_text(text, encoding="utf-8")

    assert f"{contract} BROKEN" in lint_imports(small_house).stdout
