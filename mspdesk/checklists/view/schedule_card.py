"""A card on the client's page: when somebody comes next, and what is planned after that."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...dates import full_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.layout import Card, Fact, Pairs, stack
from ..queries.coming import next_for_client
from ..queries.planned import Coming
from ..queries.schedules import schedules

_TABLES = {"schedule", "checklist_run", "person"}


class NextVisit(QWidget):
    """The next planned work at a client (S071); hidden where none is planned."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._one: Coming | None = None
        self.card = Card("Planned work", action="Calendar", on_action=self._open)
        self.pairs = Pairs()
        self.card.add(self.pairs)
        stack(self, self.card)
        desk.keep_fresh(self, _TABLES, self._reload)

    def show_id(self, client_id: int) -> None:
        """Show another client's next visit."""
        self._client_id = client_id
        self._reload()

    def _reload(self) -> None:
        found = self._desk.ask(next_for_client, self._client_id) if self._client_id else None
        self._one = found
        if self.parent() is not None:
            self.setVisible(found is not None)
        if found is None:
            return
        late = found.is_open and found.on < today()
        when = ", ".join(part for part in (full_date(found.on), found.time) if part)
        lines: list[tuple[str, str] | Fact] = [
            Fact("next", "Late since" if late else "Next", when, color="red" if late else "ink"),
            ("What", found.title),
            ("Technician", found.person or "Nobody yet"),
        ]
        rows = self._desk.ask(schedules, today(), client_id=self._client_id)
        more = [row for row in rows if row.id != found.schedule_id and not row.event]
        if more:
            words = f"{more[0].title}, {more[0].next_words}"
            lines.append(
                ("Besides", words if len(more) == 1 else f"{words} and {len(more) - 1} more")
            )
        self.pairs.show_pairs(lines)

    def _open(self) -> None:
        day = self._one.on if self._one is not None else today()
        self._desk.go(Place("checklists", do="schedule", about={"day": day}))
