"""The way in: dev.py, the Makefile and what the pages say about both."""

import argparse
import importlib.util
import re
import struct
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import PySide6
import pytest

from mspdesk.__main__ import parser
from mspdesk.app.keys import KEYS

from . import house

# What every Linux that runs Python already has.
ALWAYS_THERE = re.compile(
    r"lib(c|m|dl|rt|pthread|gcc_s|stdc\+\+|z|zstd|resolv)\.so|ld-linux|libQt6|libicu"
)
PAGES = [name for name in house.tracked() if name.endswith(".md")]


def load_dev() -> ModuleType:
    """The module dev.py, which stands outside the package."""
    spec = importlib.util.spec_from_file_location("dev", house.ROOT / "dev.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    return load_dev()


def needed(path: Path) -> list[str]:
    """The shared libraries a 64-bit ELF file names, read from its dynamic section."""
    raw = path.read_bytes()
    (at,) = struct.unpack_from("<Q", raw, 0x28)
    size, count = struct.unpack_from("<HH", raw, 0x3A)
    sections = [struct.unpack_from("<IIQQQQIIQQ", raw, at + size * n) for n in range(count)]
    dynamic = next(section for section in sections if section[1] == 6)
    strings = sections[dynamic[6]][4]
    entries = struct.iter_unpack("<QQ", raw[dynamic[4] : dynamic[4] + dynamic[5]])
    offsets = [strings + value for tag, value in entries if tag == 1]
    return [raw[offset : raw.index(b"\0", offset)].decode() for offset in offsets]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux asks for system packages")
def test_dev_knows_every_library_that_qt_asks_for(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "LINKS", Path(PySide6.__file__).parent.parent)

    asked = {name for path in dev.qt_files() for name in needed(path)}

    assert {"libEGL.so.1", "libxcb-cursor.so.0", "libcups.so.2"} <= asked
    assert {name for name in asked if not ALWAYS_THERE.match(name)} == set(
        dev.OFFSCREEN | dev.ON_SCREEN | dev.PRINTING
    )


def test_the_fingerprint_follows_the_pins(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in dev.requirement_sets("run"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(dev, "REQUIREMENTS", tmp_path)
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    before = dev.fingerprint("run")
    assert dev.fingerprint("run") == before

    (tmp_path / "run.txt").write_text("another==1.0\n", encoding="utf-8")

    assert dev.fingerprint("run") != before


def test_a_person_without_sudo_is_told_the_exact_line(tmp_path: Path) -> None:
    program = """
import os
import dev
os.geteuid = lambda: 1000
dev.INSTALLERS = dev.INSTALLERS[:1]
dev.install_packages([dev.Package("libegl1", "", ""), dev.Package("libgl1", "", "")])
"""
    (tmp_path / "apt-get").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (tmp_path / "apt-get").chmod(0o755)
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=house.ROOT,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 1
    line = "apt-get install -y --no-install-recommends libegl1 libgl1"
    assert told.stderr.endswith(f"\n    su -c '{line}'\n")
    assert "Traceback" not in told.stderr


def test_an_old_python_is_told_which_one_to_use() -> None:
    pretend = "import sys; sys.version_info = (3, 10, 0); sys.argv = ['dev.py']; "
    told = subprocess.run(
        [sys.executable, "-c", pretend + "exec(open('dev.py').read(), {'__name__': 'dev'})"],
        cwd=house.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 1
    assert told.stderr.startswith("MSPDesk needs Python 3.11, 3.12 or 3.13")


def test_an_unknown_command_lists_the_known_ones() -> None:
    told = subprocess.run(
        [sys.executable, "dev.py", "dance"],
        cwd=house.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 2
    assert "  run " in told.stdout
    assert "  test " in told.stdout


@pytest.mark.parametrize(
    ("line", "window"),
    [
        ("", True),
        ("--home /srv/shop", True),
        ("--home=/srv/shop --as Ann", True),
        ("--help", False),
        ("version", False),
        ("--home /srv/shop report backlog --format json", False),
    ],
)
def test_a_screen_is_only_looked_for_when_a_window_opens(
    dev: ModuleType, line: str, window: bool
) -> None:
    assert dev.opens_window(line.split()) is window


# --- commands that pages promise ------------------------------------------------------------------


def targets() -> dict[str, str]:
    """The targets of the Makefile, each with what its help says."""
    return dict(re.findall(r"^([a-z]+):.*## (.+)$", house.read("Makefile"), flags=re.MULTILINE))


def test_make_alone_prints_help() -> None:
    told = subprocess.run(
        ["make"], cwd=house.ROOT, capture_output=True, text=True, check=True
    ).stdout
    for name, words in targets().items():
        assert f"make {name}" in told
        assert words in told


def test_every_target_is_a_command_of_dev(dev: ModuleType) -> None:
    called = re.findall(r"dev\.py ([a-z-]+)", house.read("Makefile"))
    assert set(called) <= set(dev.COMMANDS)
    assert set(targets()) - {"help"} <= set(called)


@pytest.mark.parametrize("page", PAGES)
def test_every_command_on_a_page_exists(page: str, dev: ModuleType) -> None:
    text = house.read(page)
    made = re.findall(r"(?:^|`)\s*make ([a-z]+)", text, flags=re.MULTILINE)
    called = re.findall(r"dev\.py ([a-z-]+)", text)
    assert set(made) <= set(targets()), page
    assert set(called) <= set(dev.COMMANDS), page


@pytest.mark.parametrize("page", PAGES)
def test_every_link_on_a_page_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", house.read(page))
    here = (house.ROOT / page).parent
    lost = [one for one in links if "://" not in one and not (here / one).exists()]
    assert not lost, page


def test_the_readme_has_exactly_two_commands_to_set_up() -> None:
    text = house.read("README.md")
    start = text.index("## Start")
    part = text[start : text.index("\n## ", start + 1)]
    blocks = re.findall(r"```\w*\n(.*?)```", part, flags=re.DOTALL)
    commands = [line.split("#")[0].strip() for line in blocks[0].splitlines() if line.strip()]
    assert commands == ["make run", "make test"]
    assert "py dev.py run" in part
    assert "py dev.py test" in part


def test_the_readme_names_every_verb_of_the_command_line() -> None:
    text = house.read("README.md")
    start = text.index("## Without the window")
    part = text[start : text.index("\n## ", start)]
    cells = re.findall(r"^\| (`.*`) \|", part, flags=re.MULTILINE)
    named = {span.split()[0] for cell in cells for span in re.findall(r"`([^`]+)`", cell)}
    verbs = next(
        action.choices
        for action in parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    assert named == set(verbs)


def test_the_page_of_keys_is_the_list_behind_the_question_mark() -> None:
    rows = re.findall(r"^\| (.+) \| (.+) \|$", house.read("docs/keyboard.md"), flags=re.MULTILINE)
    told = [row for row in rows if row != ("key", "does")]
    assert told == [row for _, group in KEYS for row in group]


def test_every_contract_is_explained_under_its_name() -> None:
    tool = house.project()["tool"]
    assert isinstance(tool, dict)
    page = " ".join(house.read("docs/architecture.md").split())
    unexplained = [
        contract["name"]
        for contract in tool["importlinter"]["contracts"]
        if f"**{contract['name']}" not in page
    ]
    assert not unexplained


def test_every_test_that_a_promise_cites_exists() -> None:
    cited = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", house.read("docs/promises.md"))
    assert cited
    for path, name in cited:
        assert (house.ROOT / path).exists(), path
        assert not name or f"def {name}(" in house.read(path), name
