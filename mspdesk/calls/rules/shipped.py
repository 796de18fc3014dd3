"""The scripts that ship as files, to begin with (forms/scripts)."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ... import paths
from ...rows import dataclass
from .scripts import BEFORE, SLOTS


@dataclass(frozen=True, slots=True)
class ShippedScript:
    """A script as it ships: what is settled before the call, and the words of each point."""

    code: str
    name: str
    before: Mapping[str, str]
    words: Mapping[str, str]


def shipped_scripts() -> list[ShippedScript]:
    """Every script that ships, by name."""
    files = sorted(paths.form("scripts").glob("*.toml"))
    found = [_read(file, file.stat().st_mtime_ns) for file in files]
    return sorted(found, key=lambda one: one.name)


@lru_cache(maxsize=16)
def _read(file: Path, _stamp: int) -> ShippedScript:
    text = tomllib.loads(file.read_text(encoding="utf-8"))
    before, words = text.get("before", {}), text.get("slots", {})
    return ShippedScript(
        file.stem,
        text["name"],
        {one.name: before.get(one.name, "") for one in BEFORE},
        {one.code: words.get(one.code, "") for one in SLOTS},
    )
