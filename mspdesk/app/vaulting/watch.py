"""Locks the vault: by key, after idle minutes, when the computer sleeps or its screen is locked."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import SLOT, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from ...dates import now
from ...desk.desk import Desk
from ...settings import MachineSettings
from ...widgets import theme
from ...widgets.secret_clip import secret_clip
from ..window import Window

TICK_MS = 5_000
SHEET = "Recovery key"
_LIVELY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class VaultWatch(QObject):
    """Looks after the vault of one desk; it listens to keys and mouse only while it is open."""

    def __init__(
        self,
        window: Window,
        desk: Desk,
        settings: MachineSettings,
        on_locked: Callable[[], object],
    ) -> None:
        super().__init__(desk)
        self._window, self._desk, self._settings = window, desk, settings
        self._on_locked = on_locked
        self._touched: datetime = now()
        self._known = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._key = QShortcut(QKeySequence("Ctrl+L"), window)
        self._key.activated.connect(self.lock)
        desk.destroyed.connect(self._key.deleteLater)
        desk.vault_changed.connect(self._changed)
        desk.changed.connect(self._moved)
        self._app = theme.current().app
        if self._app is not None:
            self._app.applicationStateChanged.connect(self._state_changed)
        self._desktop_hears = False

    def lock(self) -> None:
        """Lock the vault and empty the clipboard of what came from it."""
        secret_clip().clear()
        if self._desk.vault is not None:
            self._desk.lock_vault()
            self._desk.say("The vault is locked.")

    def refresh(self) -> None:
        """Say in the status bar whether the vault is open."""
        from ...vault.queries import is_set_up

        self._known = self._known or self._desk.ask(is_set_up)
        status, is_open = self._window.status, self._desk.vault is not None
        if not self._known:
            status.set_vault("")
        elif is_open:
            status.set_vault("Vault open", self.lock, is_open=True)
        else:
            status.set_vault("Vault locked", self._on_locked)

    def _moved(self, tables: frozenset[str]) -> None:
        if "vault_key" in tables or "vault_wrap" in tables:
            self.refresh()

    def _changed(self) -> None:
        """Listen while the vault is open, and only then."""
        if self._desk.vault is not None:
            self._touched = now()
            self._timer.start()
            if not self._desktop_hears:
                self._desktop_hears = True
                hear_the_desktop(self)
        else:
            self._timer.stop()
            secret_clip().clear()
            # The sheet of the recovery key does not stay in sight of whoever comes by.
            if self._window.view().accessibleName() == SHEET:
                self._window.close_pages()
        if self._app is not None:
            self._app.removeEventFilter(self)
            if self._desk.vault is not None:
                self._app.installEventFilter(self)
        self.refresh()

    def tick(self) -> None:
        """Lock when nobody has touched anything for so long; a computer that slept counts too."""
        if now() - self._touched >= timedelta(minutes=max(1, self._settings.vault_minutes)):
            self.lock()

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationSuspended:
            self.lock()

    @Slot(bool)
    def on_desktop(self, begins: bool) -> None:
        """The desktop says that the screen is locked, or the computer about to sleep."""
        if begins:
            self.lock()

    @Slot()
    def on_session(self) -> None:
        """The desktop asks every program to lock."""
        self.lock()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note when somebody does something; lock when the window is put away, where wished."""
        kind = event.type()
        if kind in _LIVELY:
            self._touched = now()
        elif (
            kind == QEvent.Type.WindowStateChange
            and watched is self._window
            and self._settings.vault_minimized
            and self._window.isMinimized()
        ):
            QTimer.singleShot(0, self, self.lock)
        return False


_BUSES = (
    # Bus, service, path, interface, signal, slot: what tells of a locked screen and of sleep.
    (
        "session",
        "org.freedesktop.ScreenSaver",
        "",
        "org.freedesktop.ScreenSaver",
        "ActiveChanged",
        SLOT("on_desktop(bool)"),
    ),
    (
        "session",
        "org.gnome.ScreenSaver",
        "/org/gnome/ScreenSaver",
        "org.gnome.ScreenSaver",
        "ActiveChanged",
        SLOT("on_desktop(bool)"),
    ),
    (
        "system",
        "org.freedesktop.login1",
        "/org/freedesktop/login1",
        "org.freedesktop.login1.Manager",
        "PrepareForSleep",
        SLOT("on_desktop(bool)"),
    ),
    (
        "system",
        "org.freedesktop.login1",
        "",
        "org.freedesktop.login1.Session",
        "Lock",
        SLOT("on_session()"),
    ),
)


def hear_the_desktop(watch: QObject) -> None:
    """Hear from a Linux desktop of a locked screen and of sleep; elsewhere idle time has to do.

    What hears has the slots on_desktop and on_session.
    """
    if not sys.platform.startswith("linux"):
        return
    there = {
        "session": "DBUS_SESSION_BUS_ADDRESS" in os.environ,
        "system": Path("/run/dbus/system_bus_socket").exists(),
    }
    if not any(there.values()):
        return
    from PySide6.QtDBus import QDBusConnection

    for bus, service, path, interface, name, slot in _BUSES:
        if there[bus]:
            line = QDBusConnection.sessionBus() if bus == "session" else QDBusConnection.systemBus()
            if line.isConnected():
                line.connect(service, path, interface, name, watch, slot)  # type: ignore[call-overload] # its stubs want bytes, it takes what SLOT gives
