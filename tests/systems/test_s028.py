"""S028: nobody is watched at work. No table, setting or library could, and a policy says so."""

import re
import tomllib
from pathlib import Path

import pytest

import mspdesk
from mspdesk import paths, schema, settings
from mspdesk.procedures.queries.shipped import shipped

pytestmark = pytest.mark.system(28)

# Whole words of names: an idle timer of the vault locks a key and watches nobody.
WATCHING = re.compile(
    r"(^|_)(keystrokes?|keylog\w*|screenshots?|webcams?|cameras?|microphones?|mouse|surveil\w*|"
    r"spy\w*|productivity|activity|tracked|tracking|gps|idle|afk|presence|"
    r"last_seen|attention)(_|$)"
)
LIBRARIES = ("pynput", "pyautogui", "mss", "cv2", "keyboard", "mouse", "psutil", "win32gui", "Xlib")


def test_no_table_and_no_column_could_hold_it() -> None:
    names = [table.name for table in schema.metadata.tables.values()]
    names += [
        f"{table.name}.{column.name}"
        for table in schema.metadata.tables.values()
        for column in table.columns
    ]
    assert len(names) > 500, "the books have many columns"
    assert [name for name in names if any(map(WATCHING.search, name.split(".")))] == []


def test_no_setting_of_a_computer_could_turn_it_on() -> None:
    held = list(settings.MachineSettings.__dataclass_fields__)
    assert held
    assert [name for name in held if WATCHING.search(name)] == []


def test_no_library_that_watches_is_used() -> None:
    wanted = "|".join(LIBRARIES)
    line = re.compile(rf"^\s*(?:import|from)\s+(?:{wanted})\b", re.MULTILINE)
    grabs = re.compile(r"grabWindow|QMediaCaptureSession|QCamera|QAudioSource|QScreenCapture")
    root = Path(mspdesk.__file__).parent
    files = sorted(root.rglob("*.py"))
    assert len(files) > 300
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert not line.search(text), file.name
        assert not grabs.search(text), file.name


def test_the_check_can_fail() -> None:
    for name in ("idle_minutes", "screenshot", "last_seen_at", "mouse_moves", "camera"):
        assert WATCHING.search(name), name
    for name in ("title", "hired_on", "screen", "monitoring_at", "closed_on", "site_id"):
        assert not WATCHING.search(name), name


def test_the_policy_names_mail_camera_and_mouse() -> None:
    assert "what-we-do-not-watch" in shipped(), "the library offers it"
    file = paths.form("procedures") / "what-we-do-not-watch.toml"
    text = tomllib.loads(file.read_text(encoding="utf-8"))
    assert text["kind"] == "policy"
    assert "employees" in text["audiences"]
    words = text["body"].lower()
    for word in ("mail", "camera", "mouse", "keys", "screen"):
        assert word in words, word
    assert "what we do not do" in words
