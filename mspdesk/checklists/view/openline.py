"""The fields inside the open line: the hint, last time's value, what was seen, the marks."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...dates import full_date
from ...errors import UserError
from ...widgets import painting, theme
from ...widgets.boxes import STRETCH, clear, row
from ...widgets.buttons import Button, LinkButton
from ...widgets.entry import ChoiceEntry, DateEntry, Entry, NoteEntry, TextEntry
from ...widgets.safe import Label
from ...widgets.segments import SegmentControl
from ..rules import run as rules
from ..rules.master import SEVERITIES, Kind
from ..rules.run import State
from .run_rows import LineRow

HINTS = (
    "Space marks done, P problem, X not applicable",
    "Space done, P problem, X not applicable",
    "Space, P, X",
)
"""The keys in words, the longest that fits."""

_FIELD = 220


class OpenLine(QWidget):
    """What is done with the open line; `verb` says which button was pressed.

    Words that were typed and not marked are `typed()`; `grown` says that it wants another height.
    """

    verb = Signal(str)
    grown = Signal()
    left = Signal()
    escaped = Signal()
    photo_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Open step")
        # It stands in a list, whose parts would take the ink of fields for that of words.
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.row: LineRow | None = None
        self._clean: tuple[str, str, int | None] = ("", "", None)
        self._filling = False
        self._note_fits: tuple[str, int] | None = None
        self._keys_fit: tuple[str, bool, int, int] | None = None
        self.title = Label("", "row", wrap=True, weight=600)
        self.needs = Label("", "label", "accent")
        self.hint = Label("", "meta", "ink2", wrap=True)
        self.otherwise = Label("", "meta", "ink2", wrap=True)
        self.beside = Label("", "meta", "accent", wrap=True)
        self.last = Label("", "meta", "ink3", wrap=True)
        self.value: Entry | None = None
        self._values = QHBoxLayout()
        self._values.setContentsMargins(0, 0, 0, 0)
        self._values.setSpacing(8)
        self._value_box = QWidget()
        self._value_box.setLayout(self._values)
        self._unit, self._bounds = Label("", "meta", "ink2"), Label("", "meta", "ink2")
        self._fields: dict[str, Entry] = {
            Kind.NUMBER: TextEntry("Reading", "The reading"),
            Kind.CHOICE: ChoiceEntry((), "Choose", "Choose one"),
            Kind.DATE: DateEntry("Date", "The date"),
            Kind.SIGN: TextEntry("Name", "The name"),
        }
        self._make_fields()
        self.note = NoteEntry("What you saw", "What you saw", lines=2)
        self.note.changed.connect(self._typed)
        self.note.left.connect(self.left)
        self.note.committed.connect(lambda: self.verb.emit("done"))
        self.weight = SegmentControl(
            "How much it weighs", [(str(n), words) for n, words in SEVERITIES.items()]
        )
        self._weigh = row(Label("A problem here weighs", "meta", "ink2"), self.weight, STRETCH)
        self.weight.picked.connect(lambda _key: self._typed())
        self._pictures = QHBoxLayout()
        self._pictures.setContentsMargins(0, 0, 0, 0)
        self._pictures_box = QWidget()
        self._pictures_box.setLayout(self._pictures)
        self.said = Label("", "meta", "red", wrap=True)
        self.sure = Button("It is fine", on_click=lambda: self.verb.emit("sure"))
        self.asked = row(
            self.sure,
            Button("It is a problem", on_click=lambda: self.verb.emit("problem")),
            STRETCH,
        )
        self.done = Button("Done", "primary", "check", lambda: self.verb.emit("done"))
        self.problem = Button(
            "Problem, open a ticket",
            icon="triangle-alert",
            on_click=lambda: self.verb.emit("problem"),
        )
        self.na = Button("Not applicable", "quiet", on_click=lambda: self.verb.emit("na"))
        self.not_seen = Button("Not seen", "quiet", on_click=lambda: self.verb.emit("not_seen"))
        self.keys = Label(HINTS[0], "meta", "ink2")
        self._buttons = row(
            self.done, self.problem, self.na, self.not_seen, STRETCH, self.keys, gap=8
        )
        self.more = row(
            LinkButton("Add a picture", lambda: self.verb.emit("photo"), role="meta"),
            LinkButton("Give this step to somebody", lambda: self.verb.emit("give"), role="meta"),
            STRETCH,
            gap=6,
        )
        self.give_box = QVBoxLayout()
        self._lay()

    def _lay(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.current().px(11), 0, theme.current().px(10))
        layout.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title, 1)
        head.addWidget(self.needs, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        for widget in (
            self.hint,
            self.otherwise,
            self.beside,
            self.last,
            self._value_box,
            self.note,
            self._weigh,
            self._pictures_box,
            self.said,
            self.asked,
            self._buttons,
            self.more,
        ):
            layout.addWidget(widget)
        layout.addLayout(self.give_box)
        layout.addStretch(1)

    # --- showing -----------------------------------------------------------------------------

    def show_row(self, line_row: LineRow | None, *, keep_typed: bool = False) -> None:
        """Show a line; with `keep_typed` what stands in the fields stays there."""
        typed = self.typed() if keep_typed and self.row is not None else None
        self._filling = True
        self.row = line_row
        if line_row is not None:
            self._fill(line_row)
        if typed is not None:
            self._set_value(typed[0])
            if not self._is_words():
                self.note.set_value(typed[1])
        self._filling = False
        self.say("")

    def _fill(self, shown: LineRow) -> None:
        line, one = shown.line, shown.result
        self.title.set_text(line.text)
        self.needs.set_text(_needs(shown))
        self._say(self.hint, line.expect)
        self._say(self.otherwise, line.if_not)
        self._say(self.beside, shown.beside)
        self._say(self.last, _last(shown))
        self._fit_value(shown)
        self.note.set_value(one.value if self._is_words() else one.note)
        self._fit_note()
        self._weigh.setVisible(shown.severity)
        if shown.severity:
            self.weight.choose(str(one.severity or line.severity or 2))
        self._show_pictures(shown)
        self.not_seen.setVisible(shown.not_seen)
        shut = shown.locked or shown.gate is not None
        for button in (self.done, self.problem, self.na, self.not_seen):
            button.setEnabled(not shut)
        for part in (self.note, self._value_box, self.more):
            part.setEnabled(not shown.locked)
        self._clean = self.typed()
        self._fit_keys()

    def _is_words(self) -> bool:
        """Whether the line asks for words: then the box holds them, and there is no other note."""
        return self.row is not None and self.row.line.kind == Kind.TEXT

    def _fit_note(self) -> None:
        name = "Write it down" if self._is_words() else "What you saw"
        if self._note_fits == (name, theme.current().scale):
            return
        self._note_fits = name, theme.current().scale
        self.note.name_it(name)
        self.note.sheet.setPlaceholderText(name)
        line = painting.line_height(theme.font("body"))
        self.note.sheet.setFixedHeight(2 * line + theme.current().px(20))

    def _say(self, label: Label, words: str) -> None:
        label.set_text(words)
        label.setVisible(bool(words))

    def _fit_value(self, shown: LineRow) -> None:
        """The field of the line's kind; a line that asks for a mark or words alone has none."""
        line = shown.line
        self.value = self._fields.get(line.kind)
        for entry in self._fields.values():
            entry.setVisible(entry is self.value)
        self._value_box.setVisible(self.value is not None)
        if self.value is None:
            return
        if isinstance(self.value, ChoiceEntry):
            self.value.set_options([(one, one) for one in line.choices])
        self.value.name_it(f"Step {line.number}: {kind_words(line.kind)}")
        self.value.setFixedWidth(theme.current().px(_FIELD))
        self._set_value(shown.result.value)
        self._say(self._unit, line.unit)
        self._say(self._bounds, rules.bounds(line))

    def _make_fields(self) -> None:
        """A field of each kind, made once: Tab comes to it before the note."""
        for entry in self._fields.values():
            entry.changed.connect(self._typed)
            entry.left.connect(self.left)
            if not isinstance(entry, ChoiceEntry):
                entry.committed.connect(self._enter)
            self._values.addWidget(entry)
        for label in (self._unit, self._bounds):
            self._values.addWidget(label)
        self._values.addStretch(1)

    def _enter(self) -> None:
        """Enter in a field marks the line done."""
        self.verb.emit("done")

    def _set_value(self, value: str) -> None:
        if isinstance(self.value, DateEntry):
            try:
                self.value.set_value(date.fromisoformat(value) if value else None)
            except ValueError:
                self.value.set_text(value)
        elif self.value is not None:
            self.value.set_value(value or None)
        elif self._is_words():
            self.note.set_value(value)

    def _show_pictures(self, shown: LineRow) -> None:
        clear(self._pictures)
        for photo in shown.result.photos:
            link = LinkButton(photo.name, None, role="meta", name=f"Open {photo.name}")
            link.on_click(partial(self.photo_wanted.emit, photo.id))
            self._pictures.addWidget(link)
        self._pictures.addStretch(1)
        self._pictures_box.setVisible(bool(shown.result.photos))

    def say(self, words: str, *, asks: bool = False) -> None:
        """Say what is wrong, or ask whether a reading is a problem; nothing takes it back."""
        self._say(self.said, f"{words} Is it a problem?" if asks else words)
        self.said.set_color("amber" if asks else "red")
        self.asked.setVisible(asks)
        self.grown.emit()

    def asks(self) -> bool:
        """Whether it asks about a reading now."""
        return not self.asked.isHidden()

    # --- what was typed ----------------------------------------------------------------------

    def typed(self) -> tuple[str, str, int | None]:
        """The value as it is kept, the note, and how much a problem weighs."""
        severity = None
        if self.row is not None and self.row.severity:
            severity = int(self.weight.current() or 2)
        if self._is_words() and self.row is not None:
            return self.note.value(), self.row.result.note, severity
        return self._value(), self.note.value(), severity

    def _value(self) -> str:
        if self.value is None:
            return ""
        try:
            found: Any = self.value.value()
        except UserError:
            return self.value.text().strip()
        if isinstance(found, date):
            return found.isoformat()
        return str(found or "").strip()

    def dirty(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self.row is not None and self.typed() != self._clean

    def kept(self) -> None:
        """What stands in the fields is kept now."""
        self._clean = self.typed()

    def _typed(self) -> None:
        if not self._filling and not self.said.isHidden():
            self.say("")

    def focus_first(self) -> None:
        """Give the keyboard to the value, or to the note where there is none."""
        first = self.value.field if self.value is not None else self.note.field
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_field(self, name: str | None) -> None:
        """Give the keyboard to the field that is wrong."""
        if name == "value" and self.value is not None:
            self.value.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif name in ("note", "value"):
            self.note.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list; no other key of a field becomes a verb of the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        event.accept()

    def _fit_keys(self) -> None:
        """Where there is no room the hint about keys goes first, then words of a button."""
        buttons = (self.done, self.problem, self.na, self.not_seen)
        if self.row is None:
            return
        found = self._problem_words(), self.row.not_seen, self.width(), theme.current().scale
        if found == self._keys_fit:
            return
        self._keys_fit = found
        self.problem.set_text(self._problem_words())
        used = sum(one.sizeHint().width() + 8 for one in buttons if not one.isHidden())
        if used > self.width():
            self.problem.set_text("Problem")
        room = self.width() - used - 12
        meta = theme.font("meta")
        fitting = [words for words in HINTS if painting.width_of(words, meta) + 4 <= room]
        self.keys.setVisible(bool(fitting))
        if fitting:
            self.keys.set_text(fitting[0])

    def _problem_words(self) -> str:
        opens = self.row is None or self.row.opens
        return "Problem, open a ticket" if opens else "Problem"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the keys where they fit."""
        super().resizeEvent(event)
        self._fit_keys()


def kind_words(kind: str) -> str:
    """What a field of a kind is called by readers."""
    return {
        Kind.NUMBER: "the reading",
        Kind.CHOICE: "choose one",
        Kind.DATE: "the date",
        Kind.SIGN: "the name",
    }.get(Kind(kind), "write it down")


def _needs(shown: LineRow) -> str:
    """What stands at the right of the open line: what it needs, who does it, what comes first."""
    if shown.gate is not None:
        return f"after step {shown.gate.number}"
    if shown.line.evidence and not shown.result.state:
        return "evidence required"
    return shown.when


def _last(shown: LineRow) -> str:
    """What was found the time before: Last time: 41 %, Feb 12, 2026."""
    last = shown.last
    if last is None:
        return ""
    words = ", ".join(p for p in (rules.shown(shown.line, last.value), last.note) if p)
    mark = "" if last.state == State.OK and words else rules.STATE_WORDS[State(last.state)].lower()
    return f"Last time, {full_date(last.on)}: {'; '.join(p for p in (words, mark) if p)}"
