"""What `mspdesk doctor` says: whether everything this program stands on is here and works.

It writes nothing but into a folder of its own that it removes, and asks nobody outside this
computer. Nothing of what the books hold is said, so that all of it may be sent to whoever helps.
"""

import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType

from PySide6.QtCore import QLibraryInfo, QPluginLoader, qVersion

from .. import __version__, paths, settings
from ..database import books, migrate, places
from ..errors import Trouble, UserError
from ..exchange import columns, workbook
from ..printing import document, fonts
from ..printing.flow import Layout
from ..printing.page import Foot, Head, Paper
from ..printing.words import paragraph
from ..rows import dataclass
from ..shop.rules import national
from .areas import AREAS

_SHORT_OF_ROOM = 500_000_000
"""Free bytes below which a disk is said to be short of room: a copy of books has to fit."""

_WIDE = 12
"""Letters that what was looked at is set to."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what it is, what was found, whether it is well."""

    title: str
    words: str
    well: bool = True


def look() -> Iterator[Finding]:
    """Look at everything, one after the other; what cannot be looked at is a finding itself."""
    yield Finding("MSPDesk", f"{__version__}, {paths.kind()} in {paths.program_folder()}")
    yield Finding("System", f"{platform.platform(terse=True)} on {platform.machine()}")
    yield Finding("Python", platform.python_version())
    yield Finding("Qt", qVersion())
    yield Finding("SQLite", sqlite3.sqlite_version)
    for title, check in _CHECKS:
        try:
            yield from (Finding(title, *found) for found in check())
        except (UserError, Trouble) as trouble:
            yield Finding(title, str(trouble), well=False)
        except Exception as fault:  # noqa: BLE001 - whatever is wrong here is what was asked for
            yield Finding(title, f"{type(fault).__name__}: {fault}", well=False)


def said(finding: Finding) -> str:
    """A finding as a line."""
    words = " ".join(finding.words.split())
    return f"{finding.title:<{_WIDE}}{'' if finding.well else 'NOT WELL: '}{words}"


_Found = Iterator[tuple[str, bool]]


def _folders() -> _Found:
    """Where things are kept, whether they can be written, and how much room there is."""
    for words, folder in (
        ("books", paths.books_folder()),
        ("settings", paths.config_folder()),
        ("log", paths.log_folder()),
    ):
        well = os.access(_there(folder), os.W_OK)
        yield f"{words} in {folder}" + ("" if well else ", which cannot be written"), well
    free = shutil.disk_usage(_there(paths.books_folder())).free
    yield f"{free / 1e9:,.1f} GB free", free >= _SHORT_OF_ROOM


def _there(folder: Path) -> Path:
    """A folder, or the nearest one above it that is there already."""
    return next(one for one in (folder, *folder.parents) if one.exists())


def _last_books() -> _Found:
    """The form of the books this computer opened last, without opening them."""
    place = settings.load().books or str(paths.books_folder())
    if places.is_server(place):
        yield f"{places.said(place)}, on a server, not asked", True
        return
    form, newest = books.form_of(places.normalise(place)).number, migrate.newest()
    if form:
        yield f"{place}, form {form} of {newest}", form <= newest
    else:
        yield f"none yet in {place}; this release writes form {newest}", newest > 0


def _modules() -> _Found:
    """Whether everything loads that the areas offer by name, and the drivers of the books."""
    for area in AREAS:
        for offer in (area.panels, area.finders, area.verbs, area.pages, area.papers, area.dated):
            offer()
        area.today()
        area.reports()
    drivers: ModuleType = import_module("psycopg")
    library = import_module("psycopg.pq").version()
    import_module("mspdesk.schema")
    import_module("alembic.command")
    words = f"{len(AREAS)} areas, psycopg {drivers.__version__} with libpq {library // 10000}"
    yield words, True


def _shipped() -> _Found:
    """Whether fonts, icons, forms and migrations came along."""
    for name in ("Inter-Regular", "DejaVuSans", "DroidSansFallbackFull", "NanumSquareR"):
        fonts.face(name)
    icons = len(list(paths.resource("icons").glob("*.svg")))
    forms = sum(1 for one in paths.form("").rglob("*") if one.is_file())
    yield f"{icons} icons, {forms} forms, migrations up to {migrate.newest()}", icons * forms > 0


def _paper() -> _Found:
    """Whether a page can be made, in every script there is a typeface for."""
    words = "Žluťoučký kůň · Ελληνικά · Кириллица · עברית · العربية · 日本語 · 한국어"
    layout = Layout(title="Doctor", blocks=[paragraph(words)], head=Head("Doctor"), foot=Foot(""))
    page = document.Printable[None]("doctor", "Doctor", lambda: None, lambda _: layout)
    made = document.prepare(page, None, Paper.A4)
    lacks = f", no typeface has {', '.join(made.missing)}" if made.missing else ""
    yield f"a page of {len(made.pdf):,} bytes{lacks}", not made.missing


def _pages_shown() -> _Found:
    """Whether what was printed can be shown: the library of the preview."""
    import_module("pypdfium2")
    yield "the preview is there", True


def _apart() -> _Found:
    """Whether somebody else's file can be read, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "doctor.xlsx"
        column = columns.OutColumn[str]("Name", columns.TEXT, lambda row: row)
        workbook.write_xlsx(file, [workbook.Sheet("Doctor", [column], ["Ann"])])
        read = [cells for _, cells in workbook.read_xlsx(file).records()]
    yield "a workbook was written, and read in a process of its own", read == [["Ann"]]


def _holidays() -> _Found:
    """Whether the holidays of other countries come along."""
    known = national.national_days("DE", date(2026, 1, 1).year)
    yield f"{len(known)} in Germany in 2026", len(known) > 5


def _keyring() -> _Found:
    """Which store of this computer keeps passwords; none is well, then they are asked."""
    keyring = import_module("keyring")
    backend = keyring.get_keyring()
    name = f"{type(backend).__module__}.{type(backend).__qualname__}"
    real = backend.priority > 0 and not name.startswith(("keyring.backends.fail", "keyring.core"))
    yield name if real else "none that keeps anything, so passwords are asked for", True


def _qt_parts() -> _Found:
    """Whether the parts of Qt that paint find the libraries of this system."""
    for name in _PLUGINS.get(sys.platform, ()):
        plugin = QPluginLoader(_plugin(name))
        well = plugin.load()
        yield (name if well else f"{name}: {plugin.errorString()}"), well


def _printers() -> _Found:
    """Whether the system's printing can be reached; without it papers can be saved as PDF."""
    name = _PRINTING.get(sys.platform)
    plugin = QPluginLoader(_plugin(name)) if name else None
    if plugin is None or plugin.load():
        yield "printers can be asked for", True
    else:
        yield f"no printers, only PDF: {plugin.errorString()}", True


def _plugin(name: str) -> str:
    """The file of a plugin of Qt."""
    return str(Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / name)


_PLUGINS = {
    "linux": (
        "platforms/libqxcb.so",
        "platforms/libqoffscreen.so",
        "iconengines/libqsvgicon.so",
        "imageformats/libqjpeg.so",
    ),
    "win32": ("platforms/qwindows.dll", "iconengines/qsvgicon.dll", "imageformats/qjpeg.dll"),
    "darwin": ("platforms/libqcocoa.dylib", "iconengines/libqsvgicon.dylib"),
}
"""The plugins that MSPDesk cannot do without."""

_PRINTING = {"linux": "printsupport/libcupsprintersupport.so"}
"""What needs a library of the system's printing; elsewhere the system brings it."""

_CHECKS: tuple[tuple[str, Callable[[], _Found]], ...] = (
    ("Folders", _folders),
    ("Books", _last_books),
    ("Program", _modules),
    ("Shipped", _shipped),
    ("Screen", _qt_parts),
    ("Printers", _printers),
    ("Paper", _paper),
    ("Preview", _pages_shown),
    ("Reading", _apart),
    ("Holidays", _holidays),
    ("Passwords", _keyring),
)
