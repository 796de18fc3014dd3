"""The roles that ship as a file: why each exists, what it answers for, what it does (S029, C17).

`forms/roles/roles.toml` holds `[[role]]` tables. A role that a shop changed is the shop's; what
ships is only where new ones begin.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ... import paths
from ...dates import parse_clock
from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class ShippedDuty:
    """Something a role must do: how hard, 1 to 3, how much it matters, 1 to 3.

    `doer` is admin or tech where either could take it over, empty where it takes the role (S005).
    """

    name: str
    difficulty: int
    importance: int
    doer: str


@dataclass(frozen=True, slots=True)
class ShippedRole:
    """A role as it ships; `stages` are those of S002 whose charts hold it.

    Texts of more than one thing are one a line. `shift` are minutes since midnight, or nothing.
    """

    code: str
    title: str
    department: str
    stages: tuple[int, ...]
    purpose: str
    answers_for: str
    measured_by: str
    requirements: str
    leads_to: str
    duties: tuple[ShippedDuty, ...]
    shift: tuple[int, int] | None


def shipped_roles() -> Mapping[str, ShippedRole]:
    """Every role that ships, by code, in the order of the file."""
    file = paths.form("roles") / "roles.toml"
    return _read(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(file: Path, _stamp: int) -> Mapping[str, ShippedRole]:
    tables = tomllib.loads(file.read_text(encoding="utf-8"))["role"]
    return {table["code"]: _role(table) for table in tables}


def _role(table: Mapping[str, Any]) -> ShippedRole:
    shift = table.get("shift")
    return ShippedRole(
        table["code"],
        table["title"],
        table["department"],
        tuple(table["stages"]),
        table["purpose"],
        "\n".join(table["answers_for"]),
        "\n".join(table["measured_by"]),
        "\n".join(table.get("requirements", ())),
        table.get("leads_to", ""),
        tuple(ShippedDuty(*duty) for duty in table["duties"]),
        (parse_clock(shift[0]), parse_clock(shift[1])) if shift else None,
    )


def admin_could(name: str) -> bool:
    """Whether a duty of this name is one that an admin could take over (S005)."""
    return name.casefold() in _for_admins()


def _for_admins() -> frozenset[str]:
    return frozenset(
        duty.name.casefold()
        for role in shipped_roles().values()
        for duty in role.duties
        if duty.doer == "admin"
    )
