"""What this computer remembers for itself: window, theme, recent books. Never the shop's data."""

import json
import logging
from dataclasses import asdict, field, fields
from pathlib import Path
from typing import Any

from . import paths
from .rows import dataclass

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class MachineSettings:
    """This computer's own choices; `text_size` is percent, `window` and `views` are opaque.

    `vault_minutes` is after how many idle minutes the vault locks, `vault_minimized` whether it
    does when the window is put away. No secret is ever among them.
    """

    books: str = ""
    recent: list[str] = field(default_factory=list)
    theme: str = "system"
    text_size: int = 100
    single_keys: bool = True
    working_as: dict[str, int] = field(default_factory=dict)
    last_tab: str = ""
    window: str = ""
    views: dict[str, Any] = field(default_factory=dict)
    last_folder: dict[str, str] = field(default_factory=dict)
    printer: str = ""
    vault_minutes: int = 4
    vault_minimized: bool = False
    dismissed: list[str] = field(default_factory=list)

    def remember_books(self, place: str) -> None:
        """Put books first in the list of recent ones; ten are kept."""
        self.books = place
        self.recent = [place, *(other for other in self.recent if other != place)][:10]


def _file() -> Path:
    return paths.config_folder() / "settings.json"


def load() -> MachineSettings:
    """Read this computer's settings; a damaged or missing file gives the defaults."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return MachineSettings()
    settings = MachineSettings()
    for one in fields(settings):
        if isinstance(found, dict) and type(found.get(one.name)) is type(
            getattr(settings, one.name)
        ):
            setattr(settings, one.name, found[one.name])
    return settings


def save(settings: MachineSettings) -> None:
    """Write this computer's settings whole or not at all; a full disk is logged, not shown."""
    file = _file()
    part = file.with_suffix(".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
        part.replace(file)
    except OSError as error:
        _log.warning("settings not saved: %s", error.strerror)
