"""Time zones by the names that calendars know them by, such as America/Denver."""

import os
import sys
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

_LOCAL = Path("/etc/localtime")
_NAMED = Path("/etc/timezone")
_WINDOWS = r"SYSTEM\CurrentControlSet\Control\TimeZoneInformation"


@cache
def zone_of(name: str) -> ZoneInfo | None:
    """A zone by its name, or by the one Windows gives it; None for an unknown one."""
    name = name.strip()
    if not name:
        return None
    found = _named(name)
    if found is not None:
        return found
    # Imported here: it brings tables of time zones along, which only this name needs.
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return _named(WINDOWS_TO_OLSON.get(name, ""))


def _named(name: str) -> ZoneInfo | None:
    # A name is no path, and the files beside the zones are none.
    if not name or name.startswith((".", "/")) or ".." in name:
        return None
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return None


def computer_zone() -> ZoneInfo | None:
    """The zone this computer keeps, None where it says no name that calendars know."""
    asked = os.environ.get("TZ", "").removeprefix(":")
    if asked:
        return zone_of(asked)
    return zone_of(_windows_name() if sys.platform == "win32" else _linked_name() or _kept_name())


def _linked_name() -> str:
    """The name that the file of the local time leads to, as Linux and macOS have it."""
    _, _, name = os.path.realpath(_LOCAL).partition("zoneinfo/")
    return name


def _kept_name() -> str:
    try:
        return _NAMED.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""


def _windows_name() -> str:
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _WINDOWS) as key:
            return str(winreg.QueryValueEx(key, "TimeZoneKeyName")[0]).split("\0")[0]
    return ""
