"""What nmap saw in a network, from the XML it writes (`nmap -oX`).

The file is somebody else's, so it is taken apart in a process of its own (`nmap_child`), streamed,
with no more memory than it needs. Only hosts that answered are told.
"""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from ..errors import UserError
from ..progress import Progress
from ..rows import dataclass
from .apart import Limits, Sentences, can_be_opened, told_apart
from .incoming import cannot_open
from .nmap_child import Caps, serve

TOO_SLOW = "{name} takes too long to read. Scan fewer addresses at once and choose that file."
NOT_READABLE = "{name} cannot be read as a scan. Run nmap again with -oX and choose that file."


@dataclass(frozen=True, slots=True)
class ScannedHost:
    """A host that answered: its addresses, its card and who made it, names, ports, system.

    `ports` are words like 443/tcp https; `kinds` what nmap takes it for (printer, router).
    """

    ips: tuple[str, ...]
    mac: str
    maker: str
    names: tuple[str, ...]
    os: str
    kinds: tuple[str, ...]
    ports: tuple[str, ...]

    @property
    def ip(self) -> str:
        """The first address, of the older family where there is one."""
        return next((one for one in self.ips if ":" not in one), self.ips[0] if self.ips else "")


@dataclass(frozen=True, slots=True)
class Scan:
    """One run of nmap: its file, when it began, with which words, and who answered."""

    name: str
    at: datetime | None
    command: str
    hosts: tuple[ScannedHost, ...]
    silent: int
    notices: tuple[str, ...]


def read_nmap(
    path: Path,
    progress: Progress | None = None,
    *,
    limits: Limits | None = None,
    caps: Caps | None = None,
) -> Scan:
    """Read a scan; raises UserError in one sentence whatever is wrong with the file."""
    can_be_opened(path, cannot_open)
    words = Sentences(TOO_SLOW.format(name=path.name), NOT_READABLE.format(name=path.name))
    hosts: list[ScannedHost] = []
    about: dict[str, Any] = {}
    asked = {"path": str(path), "caps": asdict(caps or Caps())}
    for kind, told in told_apart(serve, asked, limits or Limits(), words, progress):
        if kind == "refused":
            raise UserError(told)
        if kind == "hosts":
            hosts += [_host(one) for one in told]
            if progress:
                progress.step(0, 0, f"{len(hosts):,} hosts")
        elif kind == "done":
            about = told
    return Scan(
        path.name,
        _moment(about.get("start")),
        str(about.get("args", "")),
        tuple(hosts),
        int(about.get("silent", 0)),
        tuple(about.get("notices", ())),
    )


def _host(told: dict[str, Any]) -> ScannedHost:
    return ScannedHost(
        tuple(told["ips"]),
        told["mac"],
        told["maker"],
        tuple(told["names"]),
        told["os"],
        tuple(told["kinds"]),
        tuple(told["ports"]),
    )


def _moment(seconds: object) -> datetime | None:
    """When the scan began, on this computer's clock; None where the file does not say."""
    try:
        return datetime.fromtimestamp(int(str(seconds)))
    except (ValueError, OverflowError, OSError):
        return None


def looks_like_nmap(head: bytes) -> bool:
    """Whether the beginning of a file is that of a scan."""
    return b"<nmaprun" in head or b"<!DOCTYPE nmaprun" in head
