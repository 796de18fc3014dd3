"""Folders of files that appear whole or not at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .whole_file import trouble_saving


def free_name(folder: Path, name: str, ending: str = "") -> Path:
    """A name nothing in the folder has yet: QuickBooks.iif, then QuickBooks (2).iif."""
    wanted, number = folder / f"{name}{ending}", 2
    while wanted.exists():
        wanted = folder / f"{name} ({number}){ending}"
        number += 1
    return wanted


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Write files beside the place of a folder, then put all of them there in one move.

    On any failure nothing is left behind; a failing disk becomes Trouble.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        try:
            yield part
            part.rename(path)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    except OSError as error:
        raise trouble_saving(path, error) from error


def remove(path: Path) -> None:
    """Take a file or a folder away again."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
