"""The bytes of a picture beside a step."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database import blobs
from ...rows import dataclass
from ..models import ChecklistRun, RunPhoto
from ..rules.run import OPEN
from .private import visible

_PNG = b"\x89PNG\r\n"


@dataclass(frozen=True, slots=True)
class PhotoBytes:
    """A picture or file with what is in it; `open` says that its run can be changed."""

    id: int
    name: str
    content: bytes
    open: bool

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown here; pictures are kept as PNG."""
        return self.content.startswith(_PNG)


def photo_bytes(session: Session, photo_id: int) -> PhotoBytes | None:
    """A picture by its id, None where it is gone; raises Trouble where its bytes are lost."""
    found = session.execute(
        select(RunPhoto.name, RunPhoto.blob, ChecklistRun.state)
        .join(ChecklistRun, ChecklistRun.id == RunPhoto.run_id)
        .where(RunPhoto.id == photo_id, visible(session))
    ).first()
    if found is None:
        return None
    name, blob, state = found
    return PhotoBytes(photo_id, name, blobs.get(session, blob), state in OPEN)
