"""What every test starts from: no screen, no network, no keyring, no books of a real shop.

The books and shops that tests ask for come from tests/bookcase.py.
"""

import gc
import itertools
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Generator, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

from tests.rubbish import sweep
from tests.windows import guard

pytest_plugins = ["tests.bookcase"]

RUNTIME = "mspdesk-tests-"

# Before Qt is loaded: it reads these once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
if "XDG_RUNTIME_DIR" not in os.environ:
    # Qt warns where a login has not made this folder, and warnings fail tests. The processes that
    # xdist starts find it made.
    sweep(RUNTIME)
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix=f"{RUNTIME}{os.getpid()}-")

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


def pytest_unconfigure() -> None:
    """Remove the folder that was made above, by the process that made it."""
    made = Path(os.environ["XDG_RUNTIME_DIR"])
    if made.name.startswith(f"{RUNTIME}{os.getpid()}-"):
        shutil.rmtree(made, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Let nothing be looked for that could be thrown away while the tests are gathered.

    All that is loaded then stays. Looking it over again and again was a quarter of the work.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """Set aside what was loaded, so that the collector need not look it all over in every test.

    That, and looking less often, took between a twentieth and an eighth off the work of the tests
    of late billing: two runs each way, in turn, on a busy machine.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


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


failed = pytest.StashKey[bool]()
"""Whether a test has failed, for what is done after it."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a test failed."""
    report = yield
    if report.failed:
        item.stash[failed] = True
    return report


_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def each_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which each test has one."""
    return tmp_path_factory.mktemp("each")


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, each_folder: Path) -> Iterator[Path]:
    """A folder of this test's own, thrown away unless the test fails.

    pytest's own looks through all the others for the next number, which took 10 ms of work in each
    of the last tests, and keeps gigabytes of books.
    """
    name = re.sub(r"\W", "_", request.node.name)[:30]
    folder = each_folder / f"{name}{next(_numbers)}"
    folder.mkdir(mode=0o700)
    yield folder
    if not request.node.stash.get(failed, False):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def home(each_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own for everything the program keeps."""
    folder = each_folder / f"home{next(_numbers)}"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("MSPDESK_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def guarded() -> None:
    """No test lets the program show a widget that stands nowhere yet."""
    guard()


@pytest.fixture(autouse=True)
def swept() -> Iterator[None]:
    """Throw away the widgets a test left behind.

    Without a running loop Qt keeps what was to be deleted later, and popups that have no parent
    outlive their window. Each theme that a later test puts on would dress them all again. Where a
    whole module shares a window, that may still want its popups.
    """
    before = _windows()
    shared = any(window.isVisible() for window in before)
    yield
    if after := _windows() - before:
        from PySide6.QtCore import QCoreApplication, QEvent

        for window in () if shared else after:
            window.close()
            window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _windows() -> "set[QWidget]":
    """Every widget without a parent; nothing where no test has asked for an application."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return set()
    return set(widgets.QApplication.topLevelWidgets())
