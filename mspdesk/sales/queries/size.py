"""How small a client we take, and how large those are that we may sell to (B8)."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...catalog.queries.counting import Counted
from ...rows import dataclass
from ..models.pipeline import Qualification
from ..rules import pipeline as rules
from ..rules.size import Size, size_of


@dataclass(frozen=True, slots=True)
class Smallest:
    """The fewest people of a client we take, 0 for every size; version 0 where nobody said."""

    people: int = 0
    version: int = 0


def smallest(session: Session) -> Smallest:
    """How small a client we take, as the form of it shows."""
    found = select(Qualification.least, Qualification.version)
    row = session.execute(found.where(Qualification.question == rules.SIZE)).first()
    return Smallest(*row) if row else Smallest()


class Sizes:
    """How large companies are; what is documented is asked once, of all of them."""

    def __init__(self, session: Session, clients: Iterable[int]) -> None:
        self._counted = Counted(session, clients)

    def of(self, client_id: int, people: int | None, computers: int | None) -> Size:
        """The size of one of them, with its people and the computers of an opportunity."""
        if people or computers:
            return size_of(people, computers, None)
        return size_of(None, None, self._counted.count("workstations", client_id))
