"""What must be true of one row before it is kept, and what is only worth a word (B1).

Nothing here asks the books; what does is in queries.checking.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from .addresses import ip_of, range_of, read_ip, read_mac, read_range
from .fields import FactField
from .section import Section

Row = Mapping[str, Any]
Said = tuple[str, str]

_SECRET = re.compile(r"\b(pass(word|wd|phrase)?|pwd|pw|pin|secret)\b\s*[:=]\s*\S", re.IGNORECASE)

_FIRST = {
    "device": "Give the device the name on its label.",
    "address": "Type the address.",
    "share": "Type the path of the share.",
    "data_place": "Say what data it is.",
    "credential": "Say what it opens.",
    "domain": "Type the domain, like example.com.",
}


def tidy(kept: FactField, value: Any) -> Any:
    """A value as it is kept: trimmed, addresses written alike. Raises UserError by field."""
    bare = value.strip() if isinstance(value, str) else value
    read = {"ip": read_ip, "mac": read_mac, "cidr": read_range}.get(kept.kind)
    return read(bare, kept.name) if read is not None and bare else bare


def faults(section: Section, row: Row, changed: frozenset[str]) -> Iterator[Said]:
    """What is wrong with a whole row, as (field, sentence); addresses are written alike already.

    Only what touches one of the fields that changed is said: an old row can be mended bit by bit.
    """
    if section.name in changed and not row[section.name]:
        article = "an" if section.one[0] in "aeiou" else "a"
        yield section.name, _FIRST.get(section.key, f"Give {article} {section.one} a name.")
    for kept in section.fields:
        value = row.get(kept.name)
        if kept.name in changed and kept.kind == "choice" and value not in dict(kept.choices):
            yield kept.name, f"Choose {_what(section, kept.name)} from the list."
        if kept.name in changed and kept.kind in ("count", "money") and (value or 0) < 0:
            yield kept.name, "Type a number that is not below zero."
    for first, second, words in _IN_ORDER.get(section.key, ()):
        yield from _in_order(row, changed, first, second, words)
    check = _OWN.get(section.key)
    if check is not None:
        yield from check(row, changed)


def _what(section: Section, name: str) -> str:
    if section.key == "device":
        return {"kind": "what kind of device it is", "owner": "whose device it is"}.get(
            name, "its status"
        )
    return f"“{section.field(name).label}”"


_IN_ORDER: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "device": (
        ("purchased_on", "warranty_until", "The warranty cannot end before the purchase."),
        ("purchased_on", "lease_until", "The lease cannot end before the device was had."),
    ),
    "license": (("bought_on", "expires_on", "It cannot expire before it was bought."),),
    "subscription": (("start_on", "expires_on", "It cannot end before it began."),),
}


def _in_order(
    row: Row, changed: frozenset[str], first: str, second: str, words: str
) -> Iterator[Said]:
    earlier, later = row.get(first), row.get(second)
    if changed & {first, second} and earlier and later and later < earlier:
        yield second if second in changed else first, words


def _network(row: Row, changed: frozenset[str]) -> Iterator[Said]:
    """A network has a range; gateway and DHCP lie in it."""
    held = range_of(row.get("cidr") or "") if row.get("cidr") else None
    if held is None:
        if "cidr" in changed:
            yield "cidr", "Type a network like 10.20.4.0/24."
        return
    inside = {"gateway", "dhcp_from", "dhcp_to"}
    for name in sorted(inside):
        address = ip_of(row.get(name) or "")
        if changed & {name, "cidr"} and address is not None and address not in held:
            yield name if name in changed else "cidr", f"{address} is not in {held}."
    first, last = ip_of(row.get("dhcp_from") or ""), ip_of(row.get("dhcp_to") or "")
    both = first is not None and last is not None and first.version == last.version
    if both and changed & {"dhcp_from", "dhcp_to"} and int(last or 0) < int(first or 0):
        yield "dhcp_to", "DHCP ends before it begins."


def _device(row: Row, changed: frozenset[str]) -> Iterator[Said]:
    if "uplink_id" in changed and row.get("id") and row.get("uplink_id") == row.get("id"):
        yield "uplink_id", "A device cannot be plugged into itself."


_OWN: Mapping[str, Callable[[Row, frozenset[str]], Iterator[Said]]] = {
    "network": _network,
    "device": _device,
}


def warnings(section: Section, row: Row, today: date) -> Iterator[Said]:
    """What is worth a word and stops nobody, as (field, sentence)."""
    for kept in section.fields:
        value = row.get(kept.name)
        if kept.kind in ("line", "words") and isinstance(value, str) and _SECRET.search(value):
            yield (
                kept.name,
                "This looks like a password. Keep it in the vault, and a word on it here.",
            )
    expires = row.get("expires_on")
    if section.key in ("domain", "certificate") and expires and expires < today:
        yield "expires_on", f"This {section.one} has expired."
    if section.key == "application" and row.get("legacy"):
        if not row.get("platform"):
            yield "platform", "Say which older platform it needs; the DR plan cannot do without."
        if not row.get("media_place"):
            yield "media_place", "Say where its media lie; the DR plan cannot do without."
