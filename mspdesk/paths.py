"""Where things lie on this computer; the only module that knows about checkouts and bundles."""

import os
import re
import sys
from pathlib import Path

from platformdirs import (
    user_config_path,
    user_data_path,
    user_documents_path,
    user_log_path,
)

_home: Path | None = None


def set_home(folder: Path | None) -> None:
    """Keep everything below one folder from now on; None goes back to the user's own folders."""
    global _home  # noqa: PLW0603 - one home for the whole program, set in one place
    _home = folder


def home() -> Path:
    """The folder of this user's MSPDesk data."""
    if _home is not None:
        return _home
    named = os.environ.get("MSPDESK_HOME")
    return Path(named) if named else user_data_path("mspdesk", appauthor=False)


def _or_home(folder: Path, name: str) -> Path:
    """A folder of the system's, or one below the home that was asked for."""
    return home() / name if _home or "MSPDESK_HOME" in os.environ else folder


def books_folder() -> Path:
    """The folder that holds the shop's books by default."""
    return home() / "shop"


def sample_folder() -> Path:
    """The folder that holds the made-up shop."""
    return home() / "sample"


def config_folder() -> Path:
    """The folder of this computer's own settings."""
    return _or_home(user_config_path("mspdesk", appauthor=False), "config")


def log_folder() -> Path:
    """The folder of the program's log."""
    return _or_home(user_log_path("mspdesk", appauthor=False), "log")


def documents_folder() -> Path:
    """The folder offered first when a paper is saved."""
    return _or_home(user_documents_path() / "MSPDesk", "documents")


def kind() -> str:
    """What this program runs as: a bundle, an installed package, or a checkout."""
    if getattr(sys, "frozen", False):
        return "bundle"
    return "package" if _root().name == "_bundled" else "checkout"


def program_folder() -> Path:
    """The folder the program lies in."""
    return Path(sys.executable).parent if kind() == "bundle" else Path(__file__).resolve().parent


def _root() -> Path:
    """The folder of resources and forms: a bundle's, an installed package's, a checkout's."""
    package = Path(__file__).resolve().parent
    installed = package / "_bundled"
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle:
        return Path(bundle)
    return installed if installed.is_dir() else package.parent


def resource(name: str) -> Path:
    """A file that ships with the program, by its name below `resources/`."""
    return _root() / "resources" / name


def form(name: str) -> Path:
    """A text of the shop's paper that ships with the program, by its name below `forms/`."""
    return _root() / "forms" / name


_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"com{n}" for n in range(10)),
    *(f"lpt{n}" for n in range(10)),
}


def safe_name(text: str, fallback: str = "document") -> str:
    """A file name every system takes: letters, digits, dot, dash, space; at most 120 long."""
    cleaned = re.sub(r"[^A-Za-z0-9._ -]+", "-", text)[:120].strip(" .-")
    return fallback if not cleaned or cleaned.split(".")[0].lower() in _RESERVED else cleaned
