"""Pictures and files that prove what was found at a line; the bytes lie with the blobs."""

from pathlib import Path, PurePath

from sqlalchemy.orm import Session

from ...database import blobs
from ...database.action import acting, action, tell
from ...database.store import Store
from ...dates import now
from ...errors import UserError
from ...exchange.pictures import PAGE, clean_picture
from ...paths import safe_name
from ...progress import Progress
from ..models import RunPhoto
from ..rules import run as rules
from .opening import opened

LARGEST = 30 << 20
"""Bytes of the largest file that is read."""

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif")


@action("Add picture")
def add_photo(session: Session, run_id: int, key: str, name: str, content: bytes) -> int:
    """Put a picture or file beside a line and answer its id; its name is one every system takes."""
    run, master = opened(session, run_id)
    line = rules.check_line(master, key)
    if not content:
        raise UserError("This file is empty.", "photo")
    photo = RunPhoto(
        run_id=run.id,
        key=key,
        blob=blobs.put(session, content),
        name=safe_name(name, "picture"),
        at=now(),
        person_id=acting(session),
    )
    session.add(photo)
    session.flush()
    tell(session, f"Step {line.number}: {photo.name} added")
    return photo.id


@action("Remove picture")
def remove_photo(session: Session, photo_id: int) -> None:
    """Take a picture away from its line; the bytes stay, so that it can be undone."""
    photo = session.get_one(RunPhoto, photo_id)
    opened(session, photo.run_id)
    session.delete(photo)
    tell(session, f"{photo.name} removed")


def take_photo(store: Store, progress: Progress, run_id: int, key: str, path: Path) -> int:
    """Read a file and put it beside a line; pictures are made smaller, with nothing else inside.

    Raises UserError where it cannot be read.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(f"{path.name} is larger than {LARGEST >> 20} MB. Choose a smaller one.")
        raw = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path.name} cannot be opened. {error.strerror or ''}".strip()) from error
    name = path.name
    if path.suffix.lower() in PICTURES:
        raw, name = clean_picture(raw, PAGE, progress), f"{PurePath(name).stem}.png"
    return store.do(add_photo, run_id, key, name, raw)
