"""The program keeps its memory to itself, and cryptography waits until it is needed."""

import subprocess
import sys

import pytest

DUMPS = """
import ctypes, resource, sys
from mspdesk.__main__ import main
assert main(["--home", sys.argv[1], "check"]) == 3
assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0
"""

LATE = """
import sys
from mspdesk.vault import actions, copies, opened, queries, runs
from mspdesk.documentation.view.keys import CredentialsPart
from mspdesk.app.vaulting.page import VaultPage
assert not {"cryptography", "keyring", "reportlab"} & set(sys.modules)
"""


def ran(script: str, *given: str) -> None:
    """A script in a process of its own ends well."""
    done = subprocess.run(
        [sys.executable, "-c", script, *given], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-800:]


@pytest.mark.skipif(sys.platform != "linux", reason="asked in the words of Linux")
def test_no_core_file_and_nobody_attaches(tmp_path: object) -> None:
    ran(DUMPS, str(tmp_path))


def test_cryptography_is_loaded_when_the_first_value_is_sealed() -> None:
    ran(LATE)


HEARS = """
import subprocess, sys
from PySide6.QtCore import QEventLoop, QObject, QTimer, Slot
from mspdesk.app.start import make_application
from mspdesk.app.vaulting.watch import hear_the_desktop
app = make_application(["mspdesk"])

class Ear(QObject):
    heard = 0

    @Slot(bool)
    def on_desktop(self, begins):
        Ear.heard += begins
        loop.quit()

    @Slot()
    def on_session(self):
        pass

ear, loop = Ear(), QEventLoop()
hear_the_desktop(ear)
for name, path in (
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
):
    told = subprocess.Popen([sys.executable, "-c", sys.argv[1], name, path])
    QTimer.singleShot(20_000, loop.quit)
    loop.exec()
    told.wait()
assert Ear.heard == 2, Ear.heard
"""

LOCKS = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
app = QCoreApplication([])
bus = QDBusConnection.sessionBus()
assert bus.registerService(sys.argv[1])
signal = QDBusMessage.createSignal(sys.argv[2], sys.argv[1], "ActiveChanged")
signal.setArguments([True])
# Whoever hears has to learn first whose name this is.
QTimer.singleShot(300, lambda: bus.send(signal))
QTimer.singleShot(600, app.quit)
sys.exit(app.exec())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other desktops have no such bus")
def test_a_desktop_that_locks_its_screen_is_heard() -> None:
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", HEARS, LOCKS],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr[-800:]
