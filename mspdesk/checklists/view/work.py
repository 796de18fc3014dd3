"""Working through lines by keys: the list, the open line's fields, and the verbs between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ...dates import now
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import Conflict, UserError
from ...people.queries import people
from ...widgets import dialogs
from ...widgets.boxes import clear, lead_focus, row, stack
from ...widgets.entry import ChoiceEntry
from ...widgets.safe import Label
from ..actions import marking, photos
from ..queries.across import vendor_names
from ..queries.results import Result, results
from ..rules.run import State
from .openline import OpenLine
from .photo import PhotoPage
from .run_lines import LineList
from .run_rows import Key, LineRow, Row

_MARKS = {"done": State.OK, "sure": State.OK, "na": State.NA, "not_seen": State.NOT_SEEN}


class LinesPane(QWidget):
    """Lines of one run, or of several, worked through without a mouse.

    `changed` says in which run something was marked. While `busy` the change is this pane's own,
    and shown already. `reload` is called where more than one line looks different afterwards.
    """

    changed = Signal(int)

    def __init__(self, desk: Desk, name: str, reload: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._reload = desk, reload
        self.busy = False
        self.list = LineList(name, lambda: desk.settings.single_keys)
        self.editor = OpenLine()
        self.list.set_editor(self.editor)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self.photo: PhotoPage | None = None
        stack(self, self._pages)
        self.list.opened.connect(self._open)
        self.list.entered.connect(self.editor.focus_first)
        self.list.verb.connect(self.do_verb)
        self.list.ticket_wanted.connect(self._go_ticket)
        self.editor.verb.connect(self.do_verb)
        self.editor.grown.connect(self._grow)
        self.editor.escaped.connect(self.focus_list)
        self.editor.left.connect(lambda: QTimer.singleShot(0, self, self._left))
        self.editor.photo_wanted.connect(self._open_photo)
        self._giving: ChoiceEntry | None = None
        lead_focus(self, self.list)

    # --- showing -----------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[Row], keep: Key | None = None) -> None:
        """Show other rows; what is being typed in a line that stays is not touched."""
        if keep is not None:
            self._pages.setCurrentWidget(self.list)
        held = self.editor.row
        typing = held is not None and self.editor.dirty()
        wanted = keep or (held.key if held is not None else None)
        if typing and held is not None and wanted == held.key:
            self.list.blockSignals(True)
            self.list.show_rows(rows, wanted)
            self.list.blockSignals(False)
            if self.list.open_line() is None:
                self.editor.show_row(None)
        else:
            self.keep_typed()
            self.list.show_rows(rows, wanted)
            self._open(self.list.open_line())
        if self.list.open_at < 0 and not self.list.open_next():
            self._first()
        self.list.grow()

    def _first(self) -> None:
        keys = self.list.keys()
        if keys:
            self.list.open_key(keys[0])

    def _open(self, row_: LineRow | None) -> None:
        """Another line came to be open; what was typed in the one before is kept."""
        if self.editor.row is not None and (row_ is None or row_.key != self.editor.row.key):
            self.keep_typed()
        self._stop_giving()
        self.editor.show_row(row_)

    def refresh_line(self, run_id: int, key: str, *, keep_typed: bool = False) -> None:
        """Ask for one line again and show it."""
        shown = self.list.lines.line(self.list.lines.place((run_id, key)))
        if shown is None:
            return
        found = self._desk.ask(results, run_id, key)
        fresh = replace(shown, result=found.get(key) or Result(key))
        self.list.set_line(fresh)
        if self.editor.row is not None and self.editor.row.key == fresh.key:
            self.editor.show_row(fresh, keep_typed=keep_typed)

    def _grow(self) -> None:
        """Give the fields another height; what they say of a mistake comes into sight whole."""
        self.list.grow(whole=not self.editor.said.isHidden())

    # --- verbs -------------------------------------------------------------------------------

    def do_verb(self, verb: str) -> None:
        """Do what a key or a button says with the open line."""
        shown = self.editor.row
        if shown is None or shown.locked:
            return
        if verb == "done" and shown.result.state == State.OK and not self.editor.dirty():
            verb = "unmark"
        if verb in _MARKS:
            self._mark(shown, _MARKS[verb], sure=verb == "sure")
        elif verb == "problem":
            self._problem(shown)
        elif verb == "unmark" and shown.result.state:
            self._try(shown, lambda: self._desk.do(marking.unmark, *shown.key, self._seen(shown)))
        elif verb == "photo":
            self._add_photo(shown)
        elif verb == "give":
            self._give(shown)
        elif verb == "ticket" and shown.result.ticket_id:
            self._go_ticket(shown.result.ticket_id)
        elif verb.startswith("weigh-") and shown.severity:
            self.editor.weight.choose(verb.removeprefix("weigh-"))

    def _seen(self, shown: LineRow) -> int:
        return shown.result.version

    def _mark(self, shown: LineRow, state: State, *, sure: bool = False) -> None:
        value, note, severity = self.editor.typed()
        sure = sure or (self.editor.asks() and state == State.OK)

        def do() -> marking.Marked:
            return self._desk.do(
                marking.mark,
                *shown.key,
                state,
                value=value,
                note=note,
                severity=severity,
                seen=self._seen(shown),
                sure=sure,
            )

        inside = self._inside()
        marked = self._try(shown, do, show=False)
        if marked is None:
            return
        one = replace(shown.result, version=marked.version, value=value, note=note)
        if marked.question:
            self.list.set_line(replace(shown, result=one))
            self.editor.show_row(replace(shown, result=one))
            self.editor.say(marked.question, asks=True)
            self.editor.sure.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        # What is known of the line now is known here: nobody need be asked.
        at, who = now(), self._desk.person_name
        one = replace(one, state=str(state), severity=severity, person=who, at=at)
        self.list.set_line(replace(shown, result=one))
        self._after(shown)
        self._go_on(inside=inside)
        if shown.line.blocks and state is not State.OK:
            self.editor.say("The steps below stay shut until this one is done.")

    def _problem(self, shown: LineRow) -> None:
        value, note, severity = self.editor.typed()

        def do() -> marking.Marked:
            return self._desk.do(
                marking.report_problem,
                *shown.key,
                value=value,
                note=note,
                severity=severity,
                seen=self._seen(shown),
            )

        inside = self._inside()
        if self._try(shown, do) is not None:
            self._go_on(inside=inside)

    def _try(self, shown: LineRow, do: Callable[[], Any], *, show: bool = True) -> Any:
        """Do it and show what became of the line; what is wrong is said inside it."""
        self.busy = True
        try:
            found = do()
        except Conflict as error:
            self.refresh_line(*shown.key, keep_typed=True)
            self.editor.say(error.text)
            return None
        except UserError as error:
            self.editor.say(error.text)
            self.editor.focus_field(error.field)
            return None
        finally:
            self.busy = False
        self.editor.kept()
        if show:
            self.refresh_line(*shown.key)
            self._after(shown)
        return found if found is not None else True

    def _after(self, shown: LineRow) -> None:
        """A line changed: one that opens others shows what it opened."""
        if shown.line.blocks:
            self._reload()
        self.changed.emit(shown.run_id)

    def _inside(self) -> bool:
        """Whether the keyboard is in the open line, or in the list around it."""
        focused: QWidget | None = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _go_on(self, *, inside: bool) -> None:
        """Open the next line that is still to be marked; the keyboard goes back to the list."""
        self.list.open_next()
        if inside:
            self.focus_list()

    def focus_list(self) -> None:
        """Give the keyboard to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what was typed ----------------------------------------------------------------------

    def _left(self) -> None:
        """Keep what was typed once the keyboard is somewhere else."""
        focused: QWidget | None = QApplication.focusWidget()
        if focused is None or not self.editor.isAncestorOf(focused):
            self.keep_typed()

    def keep_typed(self) -> None:
        """Write what was typed into the books, without a mark."""
        shown = self.editor.row
        if shown is None or shown.locked or not self.editor.dirty():
            return
        value, note, severity = self.editor.typed()
        self.busy = True
        try:
            self._desk.do(
                marking.write_beside,
                *shown.key,
                value=value,
                note=note,
                severity=severity,
                seen=self._seen(shown),
            )
        except UserError as error:
            self.editor.say(error.text)
            return
        finally:
            self.busy = False
        self.editor.kept()
        self.refresh_line(*shown.key)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when something else is shown."""
        super().hideEvent(event)
        self.keep_typed()

    # --- pictures, who does it, tickets --------------------------------------------------------

    def _add_photo(self, shown: LineRow) -> None:
        path = dialogs.choose_file(self, "Add a picture or a file")
        if path is None:
            return
        self.keep_typed()

        def show(_photo_id: int) -> None:
            self.refresh_line(*shown.key)
            self.changed.emit(shown.run_id)

        try:
            job = self._desk.run("Adding picture", photos.take_photo, *shown.key, path)
        except UserError as error:
            self.editor.say(error.text)
            return
        job.then(show)

    def _open_photo(self, photo_id: int) -> None:
        if self.photo is None:
            self.photo = PhotoPage(self._desk, self._photo_back)
            self._pages.addWidget(self.photo)
        self.keep_typed()
        if self.photo.show_photo(photo_id):
            self._pages.setCurrentWidget(self.photo)

    def _photo_back(self) -> None:
        self._pages.setCurrentWidget(self.list)
        shown = self.editor.row
        if shown is not None:
            self.refresh_line(*shown.key)
        self.focus_list()

    def _give(self, shown: LineRow) -> None:
        """Offer who may do the line; choosing one is enough."""
        self._stop_giving()
        options: list[tuple[Any, str]] = [(("", 0), "Nobody in particular")]
        options += [(("person", one.id), one.name) for one in self._desk.ask(people)]
        options += [
            (("vendor", id_), f"{name}, outside") for id_, name in self._desk.ask(vendor_names)
        ]
        giving = self._giving = ChoiceEntry(options, "Choose", "Who does this step", width=260)
        chosen = shown.result.doer_id, shown.result.vendor_id
        giving.set_value(
            ("person", chosen[0]) if chosen[0] else ("vendor", chosen[1]) if chosen[1] else ("", 0)
        )
        giving.committed.connect(lambda: self._given(shown))
        self.editor.give_box.addWidget(row(Label("Who does this step", "meta", "ink2"), giving))
        self.editor.grown.emit()
        giving.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _given(self, shown: LineRow) -> None:
        if self._giving is None:
            return
        kind, id_ = self._giving.value()
        self._stop_giving()
        self.keep_typed()
        self._try(
            shown,
            lambda: self._desk.do(
                marking.give_line,
                *shown.key,
                person_id=id_ if kind == "person" else None,
                vendor_id=id_ if kind == "vendor" else None,
            ),
        )
        self.focus_list()

    def _stop_giving(self) -> None:
        if self._giving is not None:
            self._giving = None
            clear(self.editor.give_box)
            self.editor.grown.emit()

    def _go_ticket(self, ticket_id: int) -> None:
        self._desk.go(Place("tickets", ticket_id))
