"""Steps that other computers made, so that what they changed is shown again."""

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from ..errors import Trouble
from .tables import Step

WINDOW = 200
"""Ids are given before steps are committed, so a lower one may appear after a higher one."""


_FORM = text("SELECT version_num FROM alembic_version")


class ForeignSteps:
    """Remembers which steps have been seen; the first look only takes note."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._top: int | None = None
        self._form = ""
        self.people: frozenset[int] = frozenset()

    def own(self, step_id: int | None) -> None:
        """Note a step of ours, which is no news."""
        if step_id is not None:
            self._seen.add(step_id)

    def since(self, session: Session) -> frozenset[str]:
        """The tables that steps of others moved since the last look; `people` are who did it.

        Raises Trouble when the books have been brought forward under this program.
        """
        form = str(session.scalar(_FORM))
        if form != self._form and self._form:
            raise Trouble(
                "These books have been brought forward by a newer MSPDesk.",
                "Close MSPDesk and install the newer one here too.",
            )
        self._form = form
        if self._top is None:
            self._top = session.scalar(select(func.max(Step.id))) or 0
            recent = select(Step.id).where(Step.id > self._top - WINDOW)
            self._seen.update(session.scalars(recent))
            return frozenset()
        asked = select(Step.id, Step.tables, Step.person_id).where(Step.id > self._top - WINDOW)
        news = [row for row in session.execute(asked) if row[0] not in self._seen]
        fresh = {key: tables for key, tables, _ in news}
        self.people = frozenset(person for _, _, person in news if person is not None)
        self._seen.update(fresh)
        self._top = max([self._top, *self._seen])
        self._seen = {key for key in self._seen if key > self._top - 2 * WINDOW}
        return frozenset(name for tables in fresh.values() for name in tables.split(",") if name)
