"""What a patch policy asks of a device, and what is missing (S059)."""

from datetime import date

from ...documentation.rules.devices import PATCH_POLICIES

PATCHED_KINDS = frozenset(
    {"server", "workstation", "laptop", "firewall", "switch", "access point", "nas", "bdr"}
)
"""Kinds of device whose software is patched."""

LATE_DAYS = 35
"""Days after which a device on auto or manual was patched too long ago: a month and a little."""

HELD_DAYS = 90
"""Days after which somebody should say again that a device is to be held."""


def gap(policy: str, patched_on: date | None, day: date) -> str:
    """What is missing on a device, in words; empty when nothing is."""
    if policy not in PATCH_POLICIES:
        return "No policy" if not policy else "Policy is in words of its own"
    if patched_on is None:
        return "Held and never patched" if policy == "hold" else "Never patched"
    days = (day - patched_on).days
    if policy == "hold":
        return f"Held for {days} days" if days > HELD_DAYS else ""
    return f"{days} days ago" if days > LATE_DAYS else ""
