"""Taking a scan apart; runs in a process of its own that may use little of anything.

nmap's own plain `<!DOCTYPE nmaprun>` is taken off; any other, and every entity, is refused by
defusedxml (reliability rule 6.7.3). Nothing is built in memory but the host at hand.
"""

import contextlib
import ipaddress
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from ..errors import UserError
from ..rows import dataclass
from .text import clean, one_line

CHUNK = 64 * 1024
SENT = 200
SURE = 85
"""From this accuracy on, in percent, nmap's word on a system is taken over."""

_TOLD = {"state", "addr", "addrtype", "vendor", "name", "portid", "protocol", "type", "accuracy"}
"""What is read of the elements of a host; a scan says far more of each port."""

_DOCTYPE = re.compile(rb"<!DOCTYPE\s+nmaprun\s*>")
_AGAIN = "Run nmap again with -oX and choose that file."


@dataclass(frozen=True, slots=True)
class Caps:
    """The most a scan may hold: bytes, hosts, ports and addresses told of each, letters, levels."""

    size: int = 200_000_000
    hosts: int = 50_000
    ports: int = 60
    addresses: int = 20
    letters: int = 200
    levels: int = 40


def warm() -> None:
    """Load the parser before a file is seen."""
    import defusedxml.ElementTree  # noqa: F401 - loaded, so that no file decides when


def serve(asked: dict[str, Any], _raw: bytes) -> Iterator[tuple[str, Any]]:
    """Read the scan of a question."""
    return gather(Path(asked["path"]), Caps(**asked["caps"]))


def gather(path: Path, caps: Caps) -> Iterator[tuple[str, Any]]:
    """The hosts of a scan in chunks and what is said of the run; or one sentence of refusal."""
    try:
        yield from _gathered(path, caps)
    except UserError as error:
        yield "refused", error.text
    except MemoryError:
        yield "refused", f"{path.name} is too large to read. Scan fewer addresses at once."
    except Exception:  # noqa: BLE001 - parsers raise many kinds for damaged files (fact T14)
        yield "refused", f"{path.name} is damaged and cannot be read as a scan. {_AGAIN}"


def _gathered(path: Path, caps: Caps) -> Iterator[tuple[str, Any]]:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    if path.stat().st_size > caps.size:
        raise UserError(f"{path.name} is larger than a scan can be. Scan fewer addresses at once.")
    reading = _Reading(path.name, caps)
    parser = DefusedXMLParser(target=reading, forbid_dtd=True)
    try:
        with path.open("rb") as file:
            head = _DOCTYPE.sub(b"", file.read(CHUNK), count=1)
            while head:
                parser.feed(head)
                yield from reading.full(SENT)
                head = file.read(CHUNK)
        parser.close()
    except DefusedXmlException:
        raise UserError(
            f"{path.name} holds definitions that no scan has, and was not read. {_AGAIN}"
        ) from None
    except ParseError as error:
        _forgive(path.name, reading, error)
    if not reading.begun:
        raise UserError(f"{path.name} is not a scan of nmap. {_AGAIN}")
    yield from reading.full(1)
    yield "done", reading.about


def _forgive(name: str, reading: "_Reading", error: ParseError) -> None:
    """Keep the hosts of a scan that was stopped before its end; raises UserError for the rest."""
    ended_early = error.code in (3, 5) and reading.begun
    if not ended_early or not reading.count:
        raise UserError(f"{name} is damaged and cannot be read as a scan. {_AGAIN}") from None
    reading.notices.append("The scan was stopped before its end; the hosts up to there were read.")


class _Reading:
    """Takes the elements of a scan as they come and keeps the host they belong to."""

    def __init__(self, name: str, caps: Caps) -> None:
        self._name, self._caps = name, caps
        self._path: list[str] = []
        self._host: dict[str, Any] | None = None
        self._port = ""
        self._sure = 0
        self._ready: list[dict[str, Any]] = []
        self.begun = False
        self.count = self.silent = 0
        self.notices: list[str] = []
        self._run: dict[str, str] = {}

    @property
    def about(self) -> dict[str, Any]:
        """What is said of the run as a whole."""
        return {
            "start": self._run.get("start", ""),
            "args": self._run.get("args", ""),
            "silent": self.silent,
            "notices": self.notices,
        }

    def full(self, least: int) -> Iterator[tuple[str, Any]]:
        """The hosts that are ready, once there are so many."""
        if len(self._ready) >= least:
            yield "hosts", self._ready
            self._ready = []

    # What the parser calls.

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if len(self._path) >= self._caps.levels:
            raise UserError(f"{self._name} is nested deeper than a scan can be. {_AGAIN}")
        if not self._path:
            if tag != "nmaprun":
                raise UserError(f"{self._name} is not a scan of nmap. {_AGAIN}")
            self.begun = True
            self._run = {key: self._plain(value) for key, value in attributes.items()}
        self._path.append(tag)
        if self._path == ["nmaprun", "host"]:
            self._host = _empty()
            self._sure = 0
        elif self._host is not None and self._path[1] == "host":
            self._take("/".join(self._path[2:]), attributes)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        self._path.pop()
        if tag == "host" and self._path == ["nmaprun"] and self._host is not None:
            self._keep(self._host)
            self._host = None

    def data(self, text: str) -> None:
        """Text between elements says nothing in a scan."""

    def close(self) -> None:
        """The document ended."""

    def _plain(self, value: str) -> str:
        return one_line(clean(value))[: self._caps.letters]

    def _take(self, place: str, found: dict[str, str]) -> None:
        """What an element within a host says."""
        host = self._host
        if host is None:
            return
        says = {key: self._plain(value) for key, value in found.items() if key in _TOLD}
        if place == "status":
            host["up"] = says.get("state") == "up"
        elif place == "address":
            self._address(host, says)
        elif place == "hostnames/hostname":
            self._name_of(host, says)
        elif place.startswith("ports/port"):
            self._port_of(host, place, says)
        elif place == "os/osmatch":
            self._system(host, says)
        elif place == "os/osmatch/osclass" and says.get("type") and len(host["kinds"]) < 5:
            host["kinds"] += [says["type"].lower()] if self._sure else []

    def _address(self, host: dict[str, Any], says: dict[str, str]) -> None:
        address = says.get("addr", "")
        if says.get("addrtype") == "mac":
            host["mac"], host["maker"] = address.lower(), says.get("vendor", "")
            return
        if len(host["ips"]) < self._caps.addresses:
            with contextlib.suppress(ValueError):
                host["ips"].append(str(ipaddress.ip_address(address)))

    def _name_of(self, host: dict[str, Any], says: dict[str, str]) -> None:
        name = says.get("name", "")
        if name and name not in host["names"] and len(host["names"]) < 10:
            host["names"].append(name)

    def _port_of(self, host: dict[str, Any], place: str, says: dict[str, str]) -> None:
        """An open port, and what answers there."""
        ports = host["ports"]
        if place == "ports/port":
            self._port = f"{says.get('portid', '')}/{says.get('protocol', '')}"
        elif place == "ports/port/state" and says.get("state") == "open":
            ports.extend([self._port] if len(ports) < self._caps.ports else [])
        elif place == "ports/port/service" and self._port in ports[-1:]:
            ports[-1] = f"{self._port} {says.get('name', '')}".strip()

    def _system(self, host: dict[str, Any], says: dict[str, str]) -> None:
        """The first system named with enough certainty."""
        accuracy = says.get("accuracy", "0")
        sure = int(accuracy) if accuracy.isdecimal() else 0
        self._sure = sure if sure >= SURE else 0
        if self._sure and not host["os"]:
            host["os"] = says.get("name", "")

    def _keep(self, host: dict[str, Any]) -> None:
        if not host.pop("up") or not (host["ips"] or host["mac"]):
            self.silent += 1
            return
        self.count += 1
        if self.count > self._caps.hosts:
            raise UserError(
                f"{self._name} has more than {self._caps.hosts:,} hosts. Scan fewer at once."
            )
        host["kinds"] = list(dict.fromkeys(host["kinds"]))
        self._ready.append(host)


def _empty() -> dict[str, Any]:
    return {
        "up": False,
        "ips": [],
        "mac": "",
        "maker": "",
        "names": [],
        "os": "",
        "kinds": [],
        "ports": [],
    }
