"""What every test starts from: no screen, no network, no keyring, no books of a real shop.

The books and shops that tests ask for come from tests/bookcase.py.
"""

import os
import sys
import tempfile
from ipaddress import ip_address
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.bookcase"]

# Before Qt is loaded: it reads these once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
if "XDG_RUNTIME_DIR" not in os.environ:
    # Qt warns where a login has not made this folder, and warnings fail tests.
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="mspdesk-tests-")

# The same examples every time, however slow the machine is; `--hypothesis-profile=explore` looks
# for new ones.
settings.register_profile(
    "mspdesk",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("mspdesk")


class OutsideWorld(RuntimeError):
    """A test tried to reach another computer."""


def _is_here(host: object) -> bool:
    """Whether an address is this computer's own."""
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    try:
        return ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False


def _stay_here(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse every connection that leaves this computer; names are not even looked up."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto"):
        # A socket in the file system has a path for an address.
        host = arguments[1][0] if isinstance(arguments[1], tuple) else None
    else:
        return
    if not _is_here(host):
        raise OutsideWorld(f"Tests stay on this computer; this one asked for {host!r}.")


# An audit hook, since it also sees what libraries written in C do through Python's sockets. It
# cannot be taken out again, so it stands for the whole run.
sys.addaudithook(_stay_here)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own for everything the program keeps."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("MSPDESK_HOME", str(folder))
    return folder
