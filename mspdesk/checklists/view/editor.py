"""The editor of a master: headings and lines in order, the fields of each, or all of it as text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...desk.desk import Desk
from ...errors import Conflict, UserError
from ...people.queries import roles
from ...widgets.buttons import Button, IconButton
from ...widgets.form import HelpLine
from ...widgets.layout import (
    STRETCH,
    Footer,
    PageHead,
    Panel,
    Scroll,
    column,
    lead_focus,
    row,
    stack,
)
from ...widgets.reorder import Reorder
from ...widgets.segments import SegmentControl
from ...widgets.splitter import CanvasInspector
from ...widgets.table import Table
from ..actions import masters as actions
from ..queries import masters as queries
from ..rules import arrange
from ..rules.master import Line, Master
from ..rules.master_text import read, write
from .editorside import ABOUT, EditorSide
from .editortext import TextSheet
from .lineform import IDLE_MS
from .masterlines import HEAD, LineRow, columns, count_words, flat, reordered

TABLES = {"checklist", "checklist_revision"}
LINES, TEXT = "lines", "text"


class MasterEditor(QWidget):
    """Edits the draft of one master; every change is kept in the books as it is made.

    `on_publish` is called with the code once nothing is lacking, `on_leave` when the person is
    done for now; the draft waits.
    """

    def __init__(
        self, desk: Desk, on_publish: Callable[[], object], on_leave: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setAccessibleName("Editor of a checklist")
        self._desk, self._on_publish, self._on_leave = desk, on_publish, on_leave
        self._code, self._seen, self._text = "", 0, ""
        self._master: Master | None = None
        self._faults: list[arrange.Fault] = []
        # A draft the books did not take, because somebody else was first or they were being
        # written; it is tried again until they do.
        self._waits = False
        self._aside: dict[str, tuple[int, str]] = {}
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(IDLE_MS)
        self._again.timeout.connect(self.keep)
        self.side = EditorSide(self._keep_form)
        self.text = TextSheet(self._keep_text)
        self._head = PageHead()
        self._ways = SegmentControl(
            "How the checklist is edited", [(LINES, "Steps"), (TEXT, "As text")], self._turn
        )
        self._said = HelpLine("")
        self._said.hide()
        self._mine = Button("Keep mine", on_click=self._keep_mine)
        self._theirs = Button("Show theirs", on_click=self._show_theirs)
        self._clash = row(self._mine, self._theirs, STRETCH)
        self._clash.hide()
        self.table = self._list()
        self._bodies = QStackedWidget()
        self._bodies.addWidget(self._lines_body())
        self._bodies.addWidget(self.text)
        top = column(
            row(self._head, self._ways),
            self._said,
            self._clash,
            margin=(22, 14, 16, 10),
            gap=8,
        )
        self.publish_button = Button("Publish", "primary", on_click=self._publish)
        self._away = Button("Put changes away", "quiet", on_click=self._put_away)
        self._done = Button("Done for now", on_click=self.leave)
        foot = Footer(self.publish_button, self._away, STRETCH, self._done)
        stack(self, top, self._bodies, foot)
        lead_focus(self, self.table)
        desk.keep_fresh(self, TABLES, self._reload)

    # --- parts -----------------------------------------------------------------------------------

    def _list(self) -> Table[LineRow]:
        table = Table[LineRow](
            columns(hints=False),
            "Sections and steps",
            on_select=lambda _row: self._selected(),
            on_activate=lambda _row: self.side.focus_first(),
            spoken=lambda one: one.spoken,
            heads=lambda one: one.heads,
            empty="Add a step first.",
        )
        self.order = Reorder(table, self._ordered)
        table.installEventFilter(self)
        return table

    def _lines_body(self) -> QWidget:
        self._cross = Button("Cross off", on_click=self.cross_off)
        self._remove = Button("Remove", "quiet", on_click=self.remove)
        bar = row(
            Button("Add step", icon="plus", on_click=self.add_line),
            Button("Add section", on_click=self.add_section),
            self._cross,
            self._remove,
            STRETCH,
            IconButton("chevron-up", "Move up", partial(self._move, -1), tip="Move up (Alt+Up)"),
            IconButton(
                "chevron-down", "Move down", partial(self._move, 1), tip="Move down (Alt+Down)"
            ),
            margin=(22, 0, 16, 8),
        )
        ground = Panel("paper")
        stack(ground, bar, self.table)
        inspector = Panel("sheet", "left")
        stack(inspector, Scroll(self.side, "sheet"))
        return CanvasInspector("checklist-editor", ground, inspector)

    # --- what is shown ---------------------------------------------------------------------------

    def show_code(self, code: str) -> None:
        """Edit another master, from its draft or from the revision in force."""
        self.keep()
        if self._waits:
            self._aside[self._code] = (self._seen, self._text)
        self._code, self._text, self._waits = code, "", False
        self.side.forget()
        self.side.roles = [(one.code, one.title) for one in self._desk.ask(roles)]
        self._load()
        if code in self._aside:
            self._seen, typed = self._aside.pop(code)
            self._take(typed)
            self._save("")
        if self._ways.current() != (LINES if self._master is not None else TEXT):
            self._ways.choose(LINES if self._master is not None else TEXT)
        if self.table.selected() is None:
            self.table.select_first()

    def code(self) -> str:
        """The master that is edited."""
        return self._code

    def master(self) -> Master | None:
        """What the draft says, None while its text cannot be read."""
        return self._master

    def _reload(self) -> None:
        """Take what was changed elsewhere: an undo, another window; what is being typed stays."""
        if not self._code:
            return
        try:
            page = self._desk.ask(queries.master_page, self._code)
        except UserError:
            self._code = ""
            self._on_leave()
            return
        said = page.draft or self._in_force(page)
        if said == self._text:
            self._seen = page.version
            self._show_head(page)
        elif not self._unkept():
            self._load()

    def _load(self) -> None:
        page = self._desk.ask(queries.master_page, self._code)
        self._seen = page.version
        self._take(page.draft or self._in_force(page))
        self._show_head(page)
        self._clash.hide()
        self._say("")

    def _in_force(self, page: queries.MasterPage) -> str:
        if page.id is not None and page.revision:
            return self._desk.ask(queries.text_of, page.id)
        return write(page.master) if page.master is not None else ""

    def _take(self, text: str) -> None:
        """Show a text in the list and in the sheet."""
        self._text = text
        try:
            self._master = read(text, draft=True)
        except UserError:
            self._master = None
        self.text.show_text(text)
        self._show_lines()
        self._show_form()

    def _show_head(self, page: queries.MasterPage) -> None:
        begun = f"from revision {page.draft_of}" if page.draft_of else "not published yet"
        kept = "Every change is kept as you make it" if page.draft else "Nothing changed yet"
        count = count_words(self._master) if self._master is not None else ""
        title = self._master.title if self._master is not None else page.title
        self._head.set_head(
            f"Editing {title or queries.NAMELESS}",
            [part for part in (count, begun if page.draft else "", kept) if part],
        )
        self._away.setVisible(bool(page.draft))
        following = page.revision + 1
        self.publish_button.set_text(f"Publish revision {following}")

    def _show_lines(self) -> None:
        self._faults = arrange.faults(self._master) if self._master is not None else []
        self.table.show_rows(flat(self._master, ABOUT) if self._master is not None else [])

    def _say(self, words: str) -> None:
        self._said.say(words)
        self._said.setVisible(bool(words))

    # --- the list --------------------------------------------------------------------------------

    def _selected(self) -> None:
        self.keep()
        self._show_form()

    def _show_form(self) -> None:
        """Show the fields of what is picked, and what can be done with it."""
        chosen = self.table.selected()
        self.side.show_row(chosen, self._master)
        line = self._line(chosen)
        self._cross.set_text("Do it again" if line is not None and line.off else "Cross off")
        self._cross.setEnabled(line is not None)
        self._remove.setEnabled(chosen is not None and chosen.id != HEAD)

    def _ordered(self, ids: list[Any]) -> None:
        """Put rows into the order they were moved to; a heading takes its lines along."""
        chosen, master = self.table.selected(), self._master
        if chosen is None or master is None or chosen.id == HEAD:
            return
        self.keep()
        self._change(*reordered(self._master or master, self.table.rows(), ids, chosen))

    def to_words(self) -> None:
        """Go to the fields of what is picked."""
        self.side.focus_first()

    def _move(self, by: int) -> None:
        self.order.move(by)

    def add_line(self) -> None:
        """Add an empty line below the one that is picked, and go to its words."""
        self.keep()
        chosen, master = self.table.selected(), self._master
        if master is None:
            return
        section = chosen.section if chosen is not None else 0
        place = chosen.place + 1 if chosen is not None and chosen.key else 0
        key = arrange.fresh_key(master)
        self._change(arrange.with_new_line(master, section, place), "Step added")
        self.table.select(f"line:{key}")
        self.side.focus_first()

    def add_section(self) -> None:
        """Add an empty section below the one that is picked, and go to its heading."""
        self.keep()
        chosen, master = self.table.selected(), self._master
        if master is None:
            return
        at = chosen.section + 1 if chosen is not None and chosen.id != HEAD else 0
        self._change(arrange.with_section(master, at), "Section added")
        row = next(one for one in self._heads() if one.section == at)
        self.table.select(row.id)
        self.side.focus_first()

    def _heads(self) -> list[LineRow]:
        return [one for one in self.table.rows() if one.heads and one.id != HEAD]

    def cross_off(self) -> None:
        """Cross the picked line off, so that it keeps its number, or let it be done again."""
        self.keep()
        chosen = self.table.selected()
        line = self._line(chosen)
        if self._master is not None and line is not None:
            said = f"Step {line.number} {'is done again' if line.off else 'crossed off'}"
            self._change(arrange.crossed_off(self._master, line.key, off=not line.off), said)

    def remove(self) -> None:
        """Take the picked line away, or the heading of a section whose lines stay."""
        self.keep()
        chosen, master = self.table.selected(), self._master
        if chosen is None or master is None or chosen.id == HEAD:
            return
        try:
            if chosen.key:
                made, said = arrange.without_line(master, chosen.key), "Step removed"
            else:
                made, said = arrange.without_section(master, chosen.section), "Heading removed"
        except UserError as error:
            self._desk.refuse(error)
            return
        self._change(made, said)

    def _line(self, chosen: LineRow | None) -> Line | None:
        if chosen is None or not chosen.key or self._master is None:
            return None
        return self._master.line(chosen.key)

    # --- keeping ---------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep at once whatever was typed."""
        self.side.keep()
        self.text.keep()
        if self._waits and not self._clash.isVisible():
            self._save("")

    def _unkept(self) -> bool:
        """Whether something was typed that the books do not have."""
        return self._waits or self.side.dirty() or self.text.typed()

    def _keep_form(self) -> None:
        # What was typed belongs to the row the form was made for, though another is picked by now.
        chosen = next((one for one in self.table.rows() if one.id == self.side.shown), None)
        if chosen is None or self._master is None:
            return
        made = self.side.made(chosen, self._master)
        if made != self._master:
            self._change(made, chosen=chosen)
        self.side.say_lacking(chosen, self._faults)

    def _change(self, made: Master, said: str = "", chosen: LineRow | None = None) -> None:
        """Keep another state of the draft and show it; one that was refused is tried again."""
        if made == self._master:
            return
        self._master, self._text = made, write(made)
        self._save(said)
        self.text.show_text(self._text)
        if chosen is not None and not chosen.key and chosen.id != HEAD:
            # A heading is found again by its place: its words are part of its id.
            self.side.shown = next(
                one.id for one in flat(made, ABOUT) if one.heads and _same_place(one, chosen)
            )
            self._faults = arrange.faults(made)
            picked = self.table.selected()
            stays = picked is None or _same_place(picked, chosen)
            self.table.selectionModel().blockSignals(True)
            self.table.show_rows(flat(made, ABOUT))
            self.table.select(self.side.shown if stays or picked is None else picked.id)
            self.table.selectionModel().blockSignals(False)
        else:
            self._show_lines()
        if chosen is None:
            self._show_form()
        elif self.side.form is not None:
            self.side.form.mark_clean()

    def _save(self, said: str) -> bool:
        """Bring the draft into the books; False where it waits here until it can be."""
        self._waits = True
        try:
            self._desk.do(actions.save_draft, self._code, self._seen, self._text, said)
        except Conflict as error:
            self._say(f"{error.text} What you typed is still here.")
            self._clash.show()
            return False
        except UserError as error:
            self._say(f"{error.text} What you typed is still here.")
            self._again.start()
            return False
        self._waits = False
        self._clash.hide()
        self._say("")
        page = self._desk.ask(queries.master_page, self._code)
        self._seen = page.version
        self._show_head(page)
        return True

    def _keep_mine(self) -> None:
        """Write over what somebody else changed meanwhile; History has theirs."""
        self._seen = self._desk.ask(queries.master_page, self._code).version
        if self._save("Your words are kept"):
            self._take(self._text)

    def _show_theirs(self) -> None:
        self._waits = False
        self.side.forget()
        self._load()

    # --- as text ---------------------------------------------------------------------------------

    def _turn(self, key: str) -> None:
        """Show the list or the text; a text that cannot be read is mended first."""
        self.keep()
        if key == LINES and self._master is None and self._text:
            self._ways.choose(TEXT)
            self._desk.say("Mend the line that is marked. The list cannot show this yet.")
            return
        self._bodies.setCurrentIndex(1 if key == TEXT else 0)

    def _keep_text(self, text: str) -> None:
        if text == self._text or not self._code:
            return
        self._text = text
        try:
            self._master = read(text, draft=True)
        except UserError:
            self._master = None
        self._save("")
        self._show_lines()
        self.side.forget()
        self._show_form()

    # --- leaving ---------------------------------------------------------------------------------

    def _publish(self) -> None:
        """Go on to publishing; what is lacking is said where it is."""
        self.keep()
        if self._waits:
            return
        if self._master is None:
            self._ways.choose(TEXT)
            self.text.to_fault()
            return
        if not self._faults:
            self._on_publish()
            return
        self._show_lacking(self._faults[0])

    def _show_lacking(self, lacking: arrange.Fault) -> None:
        self._ways.choose(LINES)
        if lacking.key:
            self.table.select(f"line:{lacking.key}")
        elif lacking.field == "section":
            self.table.select(self._heads()[lacking.section].id)
        elif lacking.field == "title":
            self.table.select(HEAD)
        if not self.side.show_fault(lacking):
            self._say(lacking.words)

    def _put_away(self) -> None:
        self.keep()  # so that Undo brings back all of it
        self._waits = False
        code, self._code = self._code, ""
        try:
            self._desk.do(actions.drop_draft, code, self._seen)
        except UserError as error:
            self._code = code
            self._say(error.text)
            return
        self._on_leave()

    def leave(self) -> None:
        """Be done for now; the draft waits."""
        self.keep()
        if not self._waits:
            self._on_leave()

    # --- Qt --------------------------------------------------------------------------------------

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when the page is left."""
        super().hideEvent(event)
        self.keep()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Insert adds a line, Delete removes, X crosses off; F2 goes to the words."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            act = _KEYS.get(Qt.Key(event.key()))
            if act is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                act(self)
                return True
        return False


_KEYS: dict[Qt.Key, Callable[[MasterEditor], None]] = {
    Qt.Key.Key_Insert: MasterEditor.add_line,
    Qt.Key.Key_Delete: MasterEditor.remove,
    Qt.Key.Key_X: MasterEditor.cross_off,
    Qt.Key.Key_F2: MasterEditor.to_words,
}


def _same_place(one: LineRow, other: LineRow) -> bool:
    return one.id != HEAD and one.section == other.section
