"""Pictures that stand for a map: read, made small, kept; and their bytes again."""

from pathlib import Path

from sqlalchemy.orm import Session

from ...database.blobs import get
from ...database.store import Store
from ...errors import UserError
from ...printing.picture import normalise
from ...progress import Progress
from ..actions.map import use_picture
from ..queries.map import sheet

LARGEST = 50 << 20
"""Bytes of the largest picture file that is read."""


def take_picture(store: Store, _progress: Progress, client_id: int, path: Path) -> None:
    """Keep a picture in place of the drawing; raises UserError where it cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(f"{path.name} is larger than {LARGEST >> 20} MB. Save a smaller one.")
        raw = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path.name} cannot be opened. {error.strerror or ''}".strip()) from error
    store.do(use_picture, client_id, normalise(raw))


def map_picture(session: Session, client_id: int) -> bytes:
    """The picture that stands for a client's map, empty without one."""
    said = sheet(session, client_id)
    return get(session, said.picture) if said.picture else b""
