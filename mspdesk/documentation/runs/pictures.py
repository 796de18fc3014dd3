"""Pictures that stand for a map: read, made small, kept; and their bytes again."""

from pathlib import Path

from sqlalchemy.orm import Session

from ...database.blobs import get
from ...database.store import Store
from ...exchange.pictures import PAGE, read_picture
from ...progress import Progress
from ..actions.map import use_picture
from ..queries.map import sheet


def take_picture(store: Store, progress: Progress, client_id: int, path: Path) -> None:
    """Keep a picture in place of the drawing; raises UserError where it cannot be read."""
    store.do(use_picture, client_id, read_picture(path, PAGE, progress))


def map_picture(session: Session, client_id: int) -> bytes:
    """The picture that stands for a client's map, empty without one."""
    said = sheet(session, client_id)
    return get(session, said.picture) if said.picture else b""
