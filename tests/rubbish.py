"""Removes what tests that were killed have left in the folder for passing files."""

import os
import shutil
import tempfile
from pathlib import Path


def sweep(prefix: str) -> None:
    """Remove folders called PREFIX, a process's number, a dash and more, if that process is gone.

    Folders of other people cannot be removed, and are left.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        number = folder.name.removeprefix(prefix).partition("-")[0]
        if number.isdecimal() and not runs(int(number)):
            shutil.rmtree(folder, ignore_errors=True)


def runs(number: int) -> bool:
    """Whether there is a process of this number, whosever it is."""
    if os.name == "nt":
        # Asking Windows the same way would end the process.
        return True
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
