"""A secret on the clipboard for a short while, and only there while nobody put something else."""

from __future__ import annotations

import hashlib
import secrets

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_HINTS = {
    # KDE's clipboard keeps no history of it.
    "x-kde-passwordManagerHint": b"secret",
    # Nor do Windows' own history, its cloud and programs that watch the clipboard.
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"\1\0\0\0",
    _WINDOWS.format("CanIncludeInClipboardHistory"): b"\0\0\0\0",
    _WINDOWS.format("CanUploadToCloudClipboard"): b"\0\0\0\0",
    # And programs on a Mac that follow nspasteboard.org.
    "application/x-nspasteboard-concealed-type": b"",
}


class SecretClip(QObject):
    """Puts a secret on the clipboard and takes it away again; knows it only by a salted sum."""

    def __init__(self) -> None:
        super().__init__(QGuiApplication.clipboard())
        self._salt = secrets.token_bytes(16)
        self._sum = b""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)

    def put(self, words: str, seconds: int) -> None:
        """Put words on the clipboard for so many seconds."""
        offered = QMimeData()
        offered.setText(words)
        for kind, hint in _HINTS.items():
            offered.setData(kind, hint)
        QGuiApplication.clipboard().setMimeData(offered)
        self._sum = self._sum_of(words)
        self._timer.start(seconds * 1000)

    def holds(self) -> bool:
        """Whether the clipboard holds what was put there."""
        return bool(self._sum) and self._sum_of(QGuiApplication.clipboard().text()) == self._sum

    def clear(self) -> None:
        """Empty the clipboard if it still holds what was put there."""
        self._timer.stop()
        if self.holds():
            QGuiApplication.clipboard().clear()
        self._sum = b""

    def _sum_of(self, words: str) -> bytes:
        return hashlib.sha256(self._salt + words.encode("utf-8", "surrogatepass")).digest()


_made: list[SecretClip] = []


def secret_clip() -> SecretClip:
    """The one clip of this program, made when it is first wanted."""
    if not _made:
        _made.append(SecretClip())
    return _made[0]
