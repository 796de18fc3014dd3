"""The bundle, as far as it can be judged without building it: the recipe names all that is needed.

`make bundle` builds it and starts it where there is no Python (build/prove.py).
"""

import importlib.util
import re
import sys
import tomllib
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import PySide6
import pytest
from PIL import Image
from sqlalchemy.engine import make_url

from mspdesk import __version__
from mspdesk.app import doctor
from mspdesk.app.start import make_application

from . import house

ID = "org.mspdesk.MSPDesk"


def submodules(package: str) -> list[str]:
    """The modules of a package, found as PyInstaller finds them: in folders with an __init__."""
    home = importlib.util.find_spec(package)
    assert home
    (folder,) = home.submodule_search_locations or [""]
    found = [package]
    for one in Path(folder).iterdir():
        if (one / "__init__.py").is_file():
            found += submodules(f"{package}.{one.name}")
        elif one.suffix == ".py" and one.name != "__init__.py":
            found.append(f"{package}.{one.stem}")
    return found


def nothing(*_parts: object, **_said: object) -> SimpleNamespace:
    """What a step of the recipe makes here."""
    return SimpleNamespace(name="")


@pytest.fixture(scope="module")
def recipe() -> dict[str, Any]:
    """What build/pyinstaller.spec says, read without PyInstaller, which is not here."""
    told: dict[str, Any] = {}

    def analysis(_scripts: list[str], **said: Any) -> SimpleNamespace:
        told.update(said)
        return SimpleNamespace(pure=[], scripts=[], binaries=[], datas=[])

    hooks = ModuleType("PyInstaller.utils.hooks")
    hooks.collect_submodules = submodules  # type: ignore[attr-defined]  # a stand-in for a module
    hooks.copy_metadata = lambda name: [(name, "")]  # type: ignore[attr-defined]  # the same
    hooks.collect_data_files = lambda name: [(name, name)]  # type: ignore[attr-defined]  # the same
    reading = ModuleType("PyInstaller.depend.bindepend")
    reading.get_imports = nothing  # type: ignore[attr-defined]  # the same
    given: dict[str, Any] = {
        "SPECPATH": str(house.ROOT / "build"),
        "Analysis": analysis,
        **dict.fromkeys(("PYZ", "EXE", "COLLECT", "BUNDLE"), nothing),
    }
    with pytest.MonkeyPatch.context() as patch:
        for stand_in in (hooks, reading):
            patch.setitem(sys.modules, stand_in.__name__, stand_in)
        patch.setitem(sys.modules, "icons", ModuleType("icons"))
        patch.setattr(sys, "path", list(sys.path))
        patch.setattr(sys, "platform", "made up")
        given["workpath"] = str(house.ROOT / ".cache" / "recipe")
        said = compile(house.read("build/pyinstaller.spec"), "spec", "exec")
        exec(said, given)  # noqa: S102 - a recipe is a program, and this one is ours
    return told | {"given": given}


_IMPORT = re.compile(r"^\s*(?:from ([\w.]+) import ([\w, ]+)|import ([\w.]+))", re.MULTILINE)


def imports(file: str) -> set[str]:
    """The modules a file imports, at its top or when it comes to it; our own left out."""
    found = set()
    for home, names, module in _IMPORT.findall(house.read(file)):
        found |= {module, home, *(f"{home}.{one.strip()}" for one in names.split(","))}
    return {one for one in found if re.match(r"[A-Za-z_]\w*(\.\w+)*$", one)} - {"mspdesk"}


# --- what the program needs is named --------------------------------------------------------------


def test_all_our_modules_come_along_though_most_are_called_by_name(recipe: dict[str, Any]) -> None:
    ours = {
        name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for name in house.sources("mspdesk")
        if "/migrations/" not in name and not name.endswith("__main__.py")
    }
    assert not ours - set(recipe["hiddenimports"])


def test_every_file_that_is_no_module_is_packed_where_it_is_looked_for(
    recipe: dict[str, Any],
) -> None:
    places = {Path(source): to for source, to in recipe["datas"]}
    wanted = [
        name
        for name in house.tracked()
        if name.startswith(("resources/", "forms/"))
        or (name.startswith("mspdesk/") and (not name.endswith(".py") or "/migrations/" in name))
    ]
    assert len(wanted) > 200
    lost = [
        name
        for name in wanted
        if not any(
            (house.ROOT / name).is_relative_to(source) and name.startswith(to)
            for source, to in places.items()
        )
    ]
    assert not lost


def test_nothing_is_left_out_that_somebody_imports(recipe: dict[str, Any]) -> None:
    left_out = tuple(recipe["excludes"])
    asked = {
        f"{file}: {name}"
        for file in house.sources("mspdesk")
        for name in imports(file)
        if name in left_out or name.startswith(tuple(f"{one}." for one in left_out))
    }
    assert not asked


def test_what_migrations_import_is_imported_elsewhere_too(recipe: dict[str, Any]) -> None:
    """They are packed as files, so nobody looks into them to see what they need."""
    files = house.sources("mspdesk")
    known = set().union(*(imports(name) for name in files if "/migrations/" not in name))
    known |= {name.partition(".")[0] for name in known} | set(sys.stdlib_module_names)
    needed = set().union(*(imports(name) for name in files if "/migrations/" in name))
    assert needed
    assert not {name for name in needed if name.partition(".")[0] not in known}


def test_what_libraries_load_by_name_is_named(recipe: dict[str, Any]) -> None:
    named = set(recipe["hiddenimports"])
    for url in ("sqlite://", "postgresql+psycopg://"):
        dialect = make_url(url).get_dialect().__module__
        assert dialect in named or dialect.rpartition(".")[0] in named
    assert {one.module for one in entry_points(group="keyring.backends")} <= named
    assert {"holidays.countries.germany", "psycopg_binary"} <= named
    assert "reportlab.graphics.barcode.code128" in named
    assert {("keyring", ""), ("holidays", "holidays")} <= set(recipe["datas"])


def test_the_parts_of_qt_that_are_needed_are_kept(recipe: dict[str, Any]) -> None:
    kept: Callable[[list[tuple[str, str, str]]], list[object]] = recipe["given"]["kept"]
    plugins = Path(PySide6.__file__).parent / (
        "Qt/plugins" if sys.platform != "win32" else "plugins"
    )
    needed = [*doctor._PLUGINS[sys.platform], doctor._PRINTING[sys.platform]]
    assert [name for name in needed if not (plugins / name).exists()] == []
    packed = [(f"PySide6/Qt/plugins/{name}", "", "BINARY") for name in needed]
    assert kept(packed) == packed
    assert kept([("PySide6/Qt/plugins/sqldrivers/libqsqlite.so", "", "BINARY")]) == []


def test_the_doctor_finds_all_well_here() -> None:
    found = list(doctor.look())
    assert [doctor.said(one) for one in found if not one.well] == []
    assert {"MSPDesk", "Screen", "Paper", "Reading", "Holidays"} <= {one.title for one in found}


def test_the_doctor_says_what_is_not_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_PLUGINS", {sys.platform: ("platforms/libqnone.so",)})
    monkeypatch.setattr(doctor, "_CHECKS", (("Screen", doctor._qt_parts),))
    (finding,) = [one for one in doctor.look() if not one.well]
    assert doctor.said(finding).startswith("Screen      NOT WELL: ")
    assert "libqnone" in finding.words


# --- what desktops read ---------------------------------------------------------------------------


def test_the_desktop_entry_holds_what_desktops_ask_for(qapp: object) -> None:
    lines = house.read(f"resources/{ID}.desktop").splitlines()
    assert lines[0] == "[Desktop Entry]"
    entry = dict(line.split("=", 1) for line in lines[1:])
    assert len(entry) == len(lines) - 1
    assert {"Type", "Name", "Comment", "Exec", "Icon", "Categories"} <= set(entry)
    assert (entry["Type"], entry["Icon"], entry["Terminal"]) == ("Application", ID, "false")
    assert entry["Exec"] == "mspdesk"
    assert {"Office", "Finance"} <= set(entry["Categories"].strip(";").split(";"))
    assert all(entry[name].endswith(";") for name in ("Categories", "Keywords"))
    assert f'setDesktopFileName("{ID}")' in house.read(
        make_application.__module__.replace(".", "/") + ".py"
    )


def test_the_metadata_holds_what_software_centers_ask_for() -> None:
    tree = ET.parse(house.ROOT / "resources" / f"{ID}.metainfo.xml")  # noqa: S314 - ours
    root = tree.getroot()
    said = {one.tag: (one.text or "").strip() for one in root}
    assert (root.tag, root.get("type")) == ("component", "desktop-application")
    assert (said["id"], said["metadata_license"], said["project_license"]) == (ID, "CC0-1.0", "MIT")
    assert root.findtext("launchable") == f"{ID}.desktop"
    assert root.findtext("provides/binary") == "mspdesk"
    entry = dict(
        line.split("=", 1) for line in house.read(f"resources/{ID}.desktop").splitlines()[1:]
    )
    assert (said["name"], said["summary"]) == (entry["Name"], entry["Comment"])
    assert not said["summary"].endswith(".")
    assert len(root.findall("description/p")) >= 2
    assert root.find("content_rating") is not None
    releases = [one.get("version") for one in root.findall("releases/release")]
    project = tomllib.loads(house.read("pyproject.toml"))["project"]
    assert releases[0] == __version__ == project["version"]


def test_the_mark_comes_in_every_size_a_desktop_wants(qapp: object, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("icons", house.ROOT / "build" / "icons.py")
    assert spec
    assert spec.loader
    icons: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(icons)
    icons.share(tmp_path, house.ROOT / "resources")
    for size in icons.SIZES:
        with Image.open(tmp_path / f"icons/hicolor/{size}x{size}/apps/{ID}.png") as picture:
            assert picture.size == (size, size)
            colors = picture.convert("RGBA")
            assert colors.getpixel((size // 2, size // 8)) == (0x24, 0x53, 0x9F, 255)
            assert colors.getpixel((0, 0)) == (0, 0, 0, 0)
    assert (tmp_path / f"icons/hicolor/scalable/apps/{ID}.svg").is_file()
    assert (tmp_path / f"applications/{ID}.desktop").is_file()
    assert (tmp_path / f"metainfo/{ID}.metainfo.xml").is_file()
    icons.write(tmp_path / "mspdesk.ico")
    with Image.open(tmp_path / "mspdesk.ico") as picture:
        assert {(16, 16), (32, 32), (48, 48), (256, 256)} <= picture.info["sizes"]
