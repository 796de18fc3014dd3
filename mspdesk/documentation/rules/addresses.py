"""Addresses of networks and of cards: how they are written, compared and put in order."""

import ipaddress
import re
from collections.abc import Iterable

from ...errors import UserError

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
Range = ipaddress.IPv4Network | ipaddress.IPv6Network

_PAIR = re.compile(r"[0-9a-f]{12}")


def read_ip(text: str, field: str | None = None) -> str:
    """An address of either family as it is kept; raises UserError."""
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        raise UserError("Type an IP address like 192.168.1.20.", field) from None


def read_range(text: str, field: str | None = None) -> str:
    """A network as it is kept: 10.20.4.0/24, also from 10.20.4.0 255.255.255.0; raises UserError.

    An address inside it is turned into the network it lies in.
    """
    written = "/".join(text.replace("/", " ").split())
    if "/" in written:
        try:
            return str(ipaddress.ip_network(written, strict=False))
        except ValueError:
            pass
    raise UserError("Type a network like 10.20.4.0/24.", field)


def read_mac(text: str, field: str | None = None) -> str:
    """A MAC address as it is kept: 02:1a:2b:3c:4d:5e, whatever stood between; raises UserError."""
    bare = re.sub(r"[\s:.-]", "", text.lower())
    if not _PAIR.fullmatch(bare):
        raise UserError("A MAC address has six pairs, like 02:1a:2b:3c:4d:5e.", field)
    return ":".join(bare[at : at + 2] for at in range(0, 12, 2))


def same_mac(text: str) -> str:
    """A MAC address as addresses are compared; empty for what is none."""
    bare = re.sub(r"[\s:.-]", "", text.lower())
    return bare if _PAIR.fullmatch(bare) else ""


def sort_of(text: str) -> str:
    """The key by which an address or a network comes in order: its family, then its bits.

    At most 36 characters; empty for what is neither.
    """
    try:
        held = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return ""
    width = 8 if held.version == 4 else 32
    prefix = f"{held.prefixlen:03d}" if "/" in text else ""
    return f"{held.version}{int(held.network_address):0{width}x}{prefix}"


def range_of(text: str) -> Range | None:
    """A network from how it is kept, None for what is none."""
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None


def ip_of(text: str) -> Ip | None:
    """An address from how it is kept, None for what is none."""
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def narrowest(address: Ip, ranges: Iterable[tuple[int, Range]]) -> int | None:
    """The id of the smallest network that holds an address, None when none does."""
    held = [(found.prefixlen, id_) for id_, found in ranges if address in found]
    return max(held)[1] if held else None
