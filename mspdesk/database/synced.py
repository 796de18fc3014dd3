"""Whether a folder is synced to a cloud or lies on a network: the books must be kept otherwise.

There the write-ahead log is not safe (a sync tool copies one file of three), so the rollback
journal is used, and the person is told.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".owncloudsync.log": "Nextcloud",
    ".sync_folder": "Nextcloud",
    ".nextcloudsync.log": "Nextcloud",
    ".tmp.driveupload": "Google Drive",
    ".tmp.drivedownload": "Google Drive",
}
"""Files and folders that sync tools leave in what they keep."""

FOLDERS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
}
"""What such folders are called, in lower case."""

NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "davfs", "fuse.sshfs", "9p"}
"""File systems that live on another computer."""

COPIES = ("conflicted copy", "conflict-", "sync-conflict", "(conflict")
"""What sync tools put into the name of a second copy."""


def synced_by(folder: Path) -> str | None:
    """The name of the sync tool or network that keeps a folder; None on a local disk."""
    folder = folder.absolute()
    for part in [folder, *folder.parents]:
        name = part.name.lower()
        if name in FOLDERS or name.startswith("onedrive -"):
            return FOLDERS.get(name, "OneDrive")
        for marker, tool in MARKERS.items():
            if (part / marker).exists():
                return tool
    for variable, value in os.environ.items():
        if variable.lower().startswith("onedrive") and _below(folder, value):
            return "OneDrive"
    return "a network drive" if _on_network(folder) else None


def journal_mode(folder: Path) -> str:
    """How books in a folder keep a transaction whole: WAL on a local disk, else DELETE."""
    return "DELETE" if synced_by(folder) else "WAL"


def conflict_copies(file: Path) -> list[str]:
    """Names of second copies that a sync tool laid beside a file, if any."""
    try:
        siblings = [one.name for one in file.parent.iterdir()]
    except OSError:
        return []
    return sorted(
        name
        for name in siblings
        if name.startswith(file.stem) and any(sign in name.lower() for sign in COPIES)
    )


def _below(folder: Path, value: str) -> bool:
    return bool(value) and folder.is_relative_to(Path(value).absolute())


def _on_network(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        remote = 4
        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == remote)
    return any(kind in NETWORK for kind in _kinds(folder))


def _kinds(folder: Path) -> Iterator[str]:
    """The kind of file system the folder lies on, where the system tells."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    best = ("", "")
    for line in lines:
        fields = line.split()
        point = fields[1].replace("\\040", " ")
        if folder.is_relative_to(point) and len(point) >= len(best[0]):
            best = (point, fields[2])
    yield best[1]
