"""How small a client we take: what the question about size asks for (B8)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...database.stale import seen
from ..models.pipeline import Qualification
from ..rules.pipeline import SIZE
from ..rules.size import checked_least


@action("Set smallest client")
def set_smallest(session: Session, people: int | None, version: int | None = None) -> None:
    """Say how many people a client has at least, none or 0 where every size is welcome.

    `version` is the one that was seen, 0 where none was ever said. Raises UserError: smallest.
    """
    least = checked_least(people)
    held = session.scalars(
        select(Qualification).where(Qualification.question == SIZE)
    ).one_or_none()
    if held is not None:
        seen(held, version)
        held.least = least
    else:
        session.add(Qualification(question=SIZE, least=least))
    session.flush()
    tell(session, f"Smallest client: {least:,} people" if least else "Clients of every size")
