"""Who is at the desk: every change is signed with this person."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ..desk.desk import Desk
from ..people import queries
from ..people.queries import PersonRow
from ..people.rules import ACCESS_WORDS, AccessRole
from ..widgets.glyphs import face_of
from ..widgets.layout import PageHead, column, lead_focus, stack
from ..widgets.table import Column, Table


class WorkingAsPage(QWidget):
    """The people who work here; Enter takes the place of one."""

    def __init__(self, desk: Desk, choose: Callable[[int, str], None]) -> None:
        super().__init__()
        self.setAccessibleName("Working as")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._choose = choose
        rows = desk.ask(queries.people)
        access = {row.id: desk.ask(queries.access_of, row.id) for row in rows}
        table = Table[PersonRow](
            (
                Column("face", "", "avatar", lambda row: face_of(row.name, row.id), width=44),
                Column("name", "Name", "title", lambda row: row.name, width=260),
                Column("title", "Title", "text", lambda row: row.title, width=220),
                Column(
                    "may",
                    "May do the work of",
                    "muted",
                    lambda row: ", ".join(
                        ACCESS_WORDS[AccessRole(role)] for role in access[row.id]
                    ),
                    stretch=1,
                ),
            ),
            name="People who work here",
            on_activate=lambda row: self._choose(row.id, row.name),
        )
        table.show_rows(rows)
        if desk.person_id is not None:
            table.select(desk.person_id)
        words = (
            "Changes are signed with this name. What is offered follows the role;"
            " it is a courtesy, not a lock."
        )
        head = column(PageHead("Working as", meta=(words,)), margin=(22, 18, 22, 10))
        stack(self, head, table)
        lead_focus(self, table)
