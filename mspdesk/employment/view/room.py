"""The People room: who works here at the left, one of them at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...people import queries as people
from ...people.rules import KINDS
from ...widgets.glyphs import Glyph, face_of
from ...widgets.layout import lead_focus, stack
from ...widgets.picker import Pick, Picker, PickerPage


class PeopleRoom(QWidget):
    """The one place where people, their hours, leave, growth and papers are kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.picker = Picker[int]("People", placeholder="Find a person", lines=2)
        self._page = QWidget()
        stack(self, PickerPage("people", self.picker, self._page, width=250))
        lead_focus(self, self.picker)
        desk.keep_fresh(self, {"person"}, self._reload)

    def _reload(self) -> None:
        self.picker.show_picks(
            [
                Pick(
                    one.id,
                    one.name,
                    one.title or KINDS.get(one.kind, one.kind),
                    glyph=Glyph.avatar(face_of(one.name, one.id), 24),
                )
                for one in self._desk.ask(people.people)
            ]
        )
