"""Long work of the library: taking a file in, and writing a copy of one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..database import blobs
from ..database.store import Store
from ..errors import Trouble
from ..progress import Progress
from .actions import library as actions


def keep_piece(
    store: Store,
    progress: Progress,
    values: Mapping[str, Any],
    file: Path | None,
    held: tuple[int, int] | None,
) -> int:
    """Put a piece with its file into the library, or change the one `held` (id, version)."""
    content: tuple[str, bytes] | None = None
    if file is not None:
        progress.step(0, 2, f"Reading {file.name}")
        try:
            content = (file.name, file.read_bytes())
        except OSError as error:
            raise Trouble(
                f"{file.name} cannot be read.", "Look whether it is still there and try again."
            ) from error
    progress.step(1, 2, "Keeping it")
    if held is None:
        return store.do(actions.add_piece, values, content)
    store.do(actions.edit_piece, held[0], held[1], values, content)
    return held[0]


def save_copy(store: Store, progress: Progress, sha256: str, target: Path) -> Path:
    """Write a copy of a piece's file, whole or not at all."""
    progress.step(0, 1, target.name)
    with store.read() as session:
        content = blobs.get(session, sha256)
    try:
        part = target.with_name(f"{target.name}.part")
        part.write_bytes(content)
        part.replace(target)
    except OSError as error:
        raise Trouble(
            f"{target.name} cannot be written there.", "Choose another folder."
        ) from error
    return target
