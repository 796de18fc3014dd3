"""Scanning a network from here, by running the nmap that is installed on this computer.

MSPDesk looks at no network itself. What nmap is asked is put together from words of our own and a
network that was checked; no shell is in between.
"""

import ipaddress
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...database.store import Store
from ...errors import Cancelled, Trouble, UserError
from ...exchange.nmap import read_nmap
from ...printing.unfinished import SCANNED, noted
from ...progress import Progress
from ..queries.inventory import Inventory
from ..rules.addresses import range_of
from .inventory import found_by

MOST_ADDRESSES = 4_096
"""Addresses of one scan: a /20."""

LISTEN_MS = 200
_PATIENCE = 5

MISSING = (
    "nmap is not installed on this computer.",
    "Install it from nmap.org, or bring in a scan that was made elsewhere.",
)

QUICK = ("-sn",)
THOROUGH = ("-sT", "-sV", "--version-light", "--top-ports", "100")


def nmap_here() -> str | None:
    """Where nmap is installed on this computer; None where it is not."""
    return shutil.which("nmap")


def check_network(text: str) -> str:
    """A network that may be scanned: private and not too large; raises UserError naming network."""
    held = range_of("/".join(text.replace("/", " ").split())) if text.strip() else None
    if held is None or held.version != 4:
        raise UserError("Type the network to scan, like 10.20.4.0/24.", "network")
    if held.num_addresses > MOST_ADDRESSES:
        raise UserError(f"Scan at most {MOST_ADDRESSES:,} addresses at once, a /20.", "network")
    if not any(held.subnet_of(one) for one in _PRIVATE if isinstance(held, type(one))):
        raise UserError(
            "Only private networks are scanned, like 10.20.4.0/24. "
            "A public address belongs to somebody who was not asked.",
            "network",
        )
    return str(held)


_PRIVATE = tuple(
    ipaddress.IPv4Network(one)
    for one in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8")
)
"""Networks nobody owns (RFC 1918, 3927, 1122)."""


def scan_network(
    store: Store,
    progress: Progress,
    client_id: int,
    network: str,
    *,
    thorough: bool = False,
    site_id: int | None = None,
    program: str | None = None,
) -> Inventory:
    """Run nmap over a network and hold what answered against what is written down.

    `thorough` asks for open ports too, which takes minutes; `site_id` says where it is; `program`
    is nmap's path where it is not found by itself. Raises Trouble when nmap is missing or fails,
    Cancelled when stopped.
    """
    wanted = check_network(network)
    nmap = program or nmap_here()
    if nmap is None:
        raise Trouble(*MISSING)
    with tempfile.TemporaryDirectory(prefix=SCANNED) as folder, noted(Path(folder)):
        written = Path(folder) / f"Scan of {wanted.replace('/', ' ')}.xml"
        how = THOROUGH if thorough else QUICK
        words = [nmap, *how, "--stats-every", "1s", "-oX", str(written), wanted]
        _run(words, progress, f"Scanning {wanted}")
        return found_by(store, client_id, read_nmap(written, progress), site_id)


def _run(words: list[str], progress: Progress, title: str) -> None:
    """Run nmap until it is done; raises Cancelled when asked to stop, Trouble when it fails."""
    with _running(words) as process:
        listener = _Listener(process)
        while process.poll() is None:
            if progress.stopping:
                raise Cancelled
            progress.step(listener.percent, 100, title)
            listener.wait(LISTEN_MS)
        listener.join()
        if process.returncode != 0:
            raise Trouble(
                "nmap could not scan this network.",
                listener.last or "Try again, or run nmap by hand and bring in its -oX file.",
            )


@contextmanager
def _running(words: list[str]) -> Iterator[subprocess.Popen[str]]:
    """Nmap while it runs; it never outlives the block."""
    try:
        process = subprocess.Popen(  # noqa: S603 - our own words and a network that was checked
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
    except OSError as error:
        raise Trouble("nmap could not be started.", error.strerror or "Install it anew.") from error
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if process.stdout is not None:
            process.stdout.close()


class _Listener:
    """Listens to what nmap says while it runs: how far it is, and its last line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.percent = 0
        self.last = ""
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._listen, args=(process,), daemon=True)
        self._thread.start()

    def _listen(self, process: subprocess.Popen[str]) -> None:
        try:
            for line in process.stdout or ():
                self._take(line.strip())
        except ValueError:
            return  # The pipe was closed because the scan was stopped.
        finally:
            self._done.set()

    def _take(self, line: str) -> None:
        before, found, _ = line.partition("% done")
        if found:
            whole = before.rpartition(" ")[2].partition(".")[0]
            self.percent = int(whole) if whole.isdecimal() else self.percent
        elif line:
            self.last = line[:200]

    def wait(self, milliseconds: int) -> None:
        """Wait a moment, or until nmap has nothing more to say."""
        self._done.wait(milliseconds / 1000)

    def join(self) -> None:
        """Wait until everything nmap said was heard."""
        self._thread.join(_PATIENCE)
