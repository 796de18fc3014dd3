"""A form: fields with their labels, help and errors, and the two buttons below."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ..errors import Conflict, UserError
from ..rows import dataclass
from . import icons, painting, theme
from .boxes import STRETCH, Rule, row
from .buttons import Button
from .fields import Entry, NoteEntry
from .safe import Label, one_line
from .ticks import CheckEntry

if TYPE_CHECKING:
    from .meanwhile import Meanwhile

Check = Callable[[Any], str | None]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    `check` gets the value and returns what is wrong with it, or None. `span` is how many columns
    of the form it takes.
    """

    name: str
    label: str
    entry: Entry
    help: str = ""
    required: bool = False
    check: Check | None = None
    span: int = 1


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of words over the fields that follow; it hides when all of them do."""

    text: str
    note: str = ""


class HelpLine(QWidget):
    """The line below a field: help, or what is wrong with an icon before it."""

    def __init__(self, help_text: str) -> None:
        super().__init__()
        self._help, self._wrong = help_text, ""
        self._label = Label(help_text, "meta", "ink3", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._label)
        self.setMinimumHeight(theme.current().px(16))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def say(self, wrong: str) -> None:
        """Say what is wrong, or help again with an empty text."""
        self._wrong = wrong
        self._label.set_text(wrong or self._help)
        self._label.set_color("red" if wrong else "ink3")
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(theme.current().px(19) if wrong else 0, 0, 0, 0)
        self.update()

    def set_help(self, help_text: str) -> None:
        """Give other help; what is wrong stays said."""
        self._help = help_text
        if not self._wrong:
            self._label.set_text(help_text)

    def set_tone(self, color: str) -> None:
        """Say the help in another color; what is wrong stays red."""
        if not self._wrong:
            self._label.set_color(color)

    def words(self) -> str:
        """What is said."""
        return self._label.text()

    def wrong(self) -> str:
        """What is wrong, empty when nothing is."""
        return self._wrong

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon before an error."""
        if self._wrong:
            size = theme.current().px(14)
            icons.paint(painting.begin(self), "circle-alert", QRectF(0, 1, size, size), "red")


class FieldBox(QWidget):
    """A field with its label above and its help below."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        field.entry.name_it(field.label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        # A box to tick says what it is for itself; it only keeps in line with its neighbours.
        label = Label(
            "" if isinstance(field.entry, CheckEntry) else field.label, "label", "ink2", fold=True
        )
        self._label, self._tight = label, False
        if label.text():
            label.label_for(field.entry.field)
        layout.addWidget(label)
        layout.addWidget(field.entry)
        self.help = HelpLine(field.help)
        layout.addWidget(self.help)

    def tighten(self, *, tight: bool = True) -> None:
        """Give up the room above and below, where all in the line are boxes to tick."""
        self._tight = tight
        self._label.setVisible(not tight)
        self.help.setVisible(not tight or bool(self.help.wrong() or self.field.help))

    def call(self, label: str, help_text: str = "") -> None:
        """Call the field otherwise, for example where another choice gives it another sense."""
        self.field = replace(self.field, label=label, help=help_text)
        self.field.entry.name_it(label)
        if self._label.text():
            self._label.set_text(label)
        self.help.set_help(help_text)

    def say(self, wrong: str) -> None:
        """Say what is wrong with the field; an empty text takes it back."""
        self.field.entry.set_error(bool(wrong))
        if self._tight:
            self.help.setVisible(bool(wrong or self.field.help))
        self.help.say(wrong)
        self.field.entry.field.setAccessibleDescription(wrong or self.field.help)

    def wrong(self) -> str:
        """What is wrong with the field, as it is read now."""
        entry = self.field.entry
        try:
            value = entry.value()
        except UserError as error:
            return error.text
        if value is None or value == "":
            return _missing(self.field.label) if self.field.required else ""
        return (self.field.check(value) or "") if self.field.check is not None else ""


def _missing(label: str) -> str:
    words = one_line(label)
    if words[:2].isupper() or words[:1].isdecimal():
        return f"Fill in {words}."
    return f"Fill in the {words[:1].lower()}{words[1:]}."


class Form(QWidget):
    """Fields in columns with Save and Cancel; nothing typed is ever thrown away by an error.

    `on_save` gets the values by name. It may raise UserError: the form shows it beside the field
    it names and keeps everything. When somebody else was first, it says what they changed and lets
    the person choose field by field; saved again, it writes knowing of theirs. When it returns, the
    form counts as clean. `main` says whether saving it is what its page is for. `gap` is between
    rows, in px.
    """

    dirty_changed = Signal(bool)
    saved = Signal(dict)

    def __init__(
        self,
        fields: Sequence[Field | Heading],
        *,
        columns: int = 1,
        on_save: Callable[[dict[str, Any]], object] | None = None,
        save: str = "Save",
        on_cancel: Callable[[], object] | None = None,
        buttons: bool = True,
        main: bool = True,
        gap: int = 6,
    ) -> None:
        super().__init__()
        self._on_save = on_save
        self._columns = columns
        self._boxes: dict[str, FieldBox] = {}
        self._items: list[tuple[Field | Heading, QWidget]] = []
        self._clean: dict[str, str] = {}
        self._was_dirty = False
        self._banner = HelpLine("")
        self._banner.hide()
        self.meanwhile: Meanwhile | None = None
        self._met: dict[tuple[str, int | None, int], Conflict] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(gap)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._banner)
        layout.addLayout(self._grid)
        for field in fields:
            made = _heading(field) if isinstance(field, Heading) else self._box(field)
            self._items.append((field, made))
        self._place(self._items)
        self.save_button = Button(save, "primary" if main else "default", on_click=self.submit)
        self.cancel_button = Button("Cancel", "quiet", on_click=on_cancel, name=f"Cancel: {save}")
        if on_cancel is None:
            self.cancel_button.hide()
        if buttons:
            layout.addWidget(row(self.save_button, self.cancel_button, STRETCH))
        self.mark_clean()

    def _place(self, items: Sequence[tuple[Field | Heading, QWidget]]) -> None:
        """Put fields and headings into the columns, line by line."""
        line, place = 0, 0
        lines: dict[int, list[FieldBox]] = {}
        for field, widget in items:
            span = self._columns if isinstance(field, Heading) else min(field.span, self._columns)
            if place + span > self._columns:
                line, place = line + 1, 0
            self._grid.addWidget(widget, line, place, 1, span, Qt.AlignmentFlag.AlignTop)
            if isinstance(widget, FieldBox):
                lines.setdefault(line, []).append(widget)
            place += span
        for boxes in lines.values():
            ticks = all(isinstance(box.field.entry, CheckEntry) for box in boxes)
            for box in boxes:
                box.tighten(tight=ticks)
        for at in range(self._columns):
            self._grid.setColumnStretch(at, 1)

    def _box(self, field: Field) -> FieldBox:
        box = FieldBox(field)
        self._boxes[field.name] = box
        field.entry.changed.connect(lambda: self._changed(box))
        field.entry.left.connect(lambda: self._left(box))
        if isinstance(field.entry, NoteEntry):
            field.entry.committed.connect(self.submit)
        return box

    # Asking and filling.

    def entry(self, name: str) -> Entry:
        """The field of a name; raises KeyError for an unknown one."""
        return self._boxes[name].field.entry

    def box(self, name: str) -> FieldBox:
        """The field of a name with its label and help, for example to hide it."""
        return self._boxes[name]

    def show_only(self, names: Collection[str]) -> None:
        """Show these fields, and the headings over them; the others keep what was typed.

        What is hidden is not checked and not among the values; the rest closes up.
        """
        heading: QWidget | None = None
        wanted: dict[QWidget, bool] = {}
        for field, widget in self._items:
            if isinstance(field, Heading):
                heading = widget
                wanted[widget] = False
                continue
            wanted[widget] = field.name in names
            if heading is not None and wanted[widget]:
                wanted[heading] = True
        if all(widget.isHidden() != shown for widget, shown in wanted.items()):
            return
        for widget, shown in wanted.items():
            widget.setVisible(shown)
            self._grid.removeWidget(widget)
        self._place([one for one in self._items if wanted[one[1]]])

    def names(self) -> list[str]:
        """The names of all fields, in their order."""
        return list(self._boxes)

    def shown(self) -> list[str]:
        """The names of the fields that are not hidden, in their order."""
        return list(self._seen())

    def values(self) -> dict[str, Any]:
        """The values of what is not hidden, by name.

        Shows every error and raises UserError with the first.
        """
        wrong = self._show_all()
        if wrong is not None:
            raise UserError(wrong.wrong(), wrong.field.name)
        return {name: box.field.entry.value() for name, box in self._seen().items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show these values; the form counts as clean afterwards."""
        for name, value in values.items():
            if name in self._boxes:
                self._boxes[name].field.entry.set_value(value)
                self._boxes[name].say("")
        self.clear_errors()
        self.mark_clean()

    def clear_errors(self) -> None:
        """Take back everything said about what was typed."""
        for box in self._boxes.values():
            box.say("")
        self._banner.say("")
        self._banner.hide()
        self._met.clear()
        if self.meanwhile is not None:
            self.meanwhile.hide()

    def error(self, name: str = "") -> str:
        """What is said to be wrong with a field, or with the whole form for an empty name."""
        if name:
            return self._boxes[name].help.wrong()
        met = self.meanwhile
        return self._banner.wrong() or (met.words() if met and not met.isHidden() else "")

    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._now() != self._clean

    def unsaved(self) -> set[str]:
        """The names of the fields that hold something else than when the form was clean."""
        return {name for name, text in self._now().items() if text != self._clean.get(name)}

    def mark_clean(self) -> None:
        """Count what stands in the fields now as saved."""
        self._clean = self._now()
        self._tell_dirty()

    def _now(self) -> dict[str, str]:
        return {name: box.field.entry.text() for name, box in self._boxes.items()}

    def _seen(self) -> dict[str, FieldBox]:
        """The fields that are not hidden; hidden ones do not count."""
        return {name: box for name, box in self._boxes.items() if not box.isHidden()}

    # Saving.

    def submit(self) -> bool:
        """Save what was typed; False when something is wrong, which is then shown."""
        wrong = self._show_all()
        if wrong is not None:
            wrong.field.entry.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        values = {name: box.field.entry.value() for name, box in self._seen().items()}
        try:
            if self._on_save is not None:
                with self.knowing():
                    self._on_save(values)
        except UserError as error:
            self.show_error(error)
            return False
        self.clear_errors()
        self.mark_clean()
        self.saved.emit(values)
        return True

    @contextmanager
    def knowing(self) -> Iterator[None]:
        """Save knowing of what this form has shown; for pages that save past `submit`."""
        with ExitStack() as known:
            for met in self._met.values():
                known.enter_context(met.shown())
            yield

    def show_error(self, error: UserError) -> None:
        """Show what is wrong beside the field it names, or above all; typed words stay."""
        if isinstance(error, Conflict) and error.row_id is not None:
            self._meet(error)
            return
        box = self._seen().get(error.field or "")
        if box is None:
            self._banner.say(error.text)
            self._banner.show()
            return
        box.say(error.text)
        box.field.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _meet(self, error: Conflict) -> None:
        """Say what somebody else changed; what nobody typed into takes theirs."""
        # Loaded with the first conflict; hardly any form ever meets one.
        from .meanwhile import Held, Meanwhile

        self._met[error.table, error.row_id, error.seen] = error
        if self.meanwhile is None:
            self.meanwhile = Meanwhile()
            layout = self.layout()
            if isinstance(layout, QVBoxLayout):
                layout.insertWidget(0, self.meanwhile)
        fields = {
            name: Held(box.field.label, box.field.entry, self._clean.get(name, ""))
            for name, box in self._boxes.items()
        }

        self.meanwhile.show_conflict(error, fields, self.unsaved(), self._clean.__setitem__)
        self.meanwhile.show()
        self.meanwhile.focus_first()
        # Once it has its place; it was laid out this moment.
        QTimer.singleShot(0, self.meanwhile, self.meanwhile.come_into_view)
        self._tell_dirty()

    def _show_all(self) -> FieldBox | None:
        """Say what is wrong with every field; returns the first that is."""
        first = None
        self._banner.say("")
        self._banner.hide()
        for box in self._seen().values():
            wrong = box.wrong()
            box.say(wrong)
            if wrong and first is None:
                first = box
        return first

    def _left(self, box: FieldBox) -> None:
        """Say what is wrong with a field that was left; emptiness is said only on saving."""
        if box.field.entry.is_empty() and not box.help.wrong():
            return
        box.say(box.wrong())

    def _changed(self, box: FieldBox) -> None:
        """Take an error back as soon as it is mended."""
        if box.help.wrong() and not box.wrong():
            box.say("")
        self._tell_dirty()

    def _tell_dirty(self) -> None:
        dirty = self.dirty()
        if dirty != self._was_dirty:
            self._was_dirty = dirty
            self.dirty_changed.emit(dirty)

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        for box in self._seen().values():
            box.field.entry.setFocus(Qt.FocusReason.TabFocusReason)
            return

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the first field: letters typed here would be keys of the window."""
        super().focusInEvent(event)
        self.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line and Ctrl+Enter anywhere save; Esc cancels."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        elif event.key() == Qt.Key.Key_Escape and not self.cancel_button.isHidden():
            self.cancel_button.click()
        else:
            super().keyPressEvent(event)


def _heading(heading: Heading) -> QWidget:
    """The line of words between fields."""
    owner = QWidget()
    layout = QVBoxLayout(owner)
    layout.setContentsMargins(0, 8, 0, 0)
    layout.setSpacing(6)
    layout.addWidget(Rule())
    note = Label(heading.note, "meta", "ink3") if heading.note else None
    layout.addWidget(row(Label(heading.text, "card"), note, STRETCH))
    return owner


class EntryBar(QWidget):
    """A card with words, fields and a button in one row: "Add time [..] [..] [Add]"."""

    def __init__(self, title: str, *items: QWidget | int, stretch: int = -1) -> None:
        super().__init__()
        self._help = HelpLine("")
        self._help.hide()
        line = row(Label(title, "strong") if title else None, *items, gap=8)
        layout = line.layout()
        if stretch >= 0 and isinstance(layout, QHBoxLayout):
            layout.setStretch(stretch + (1 if title else 0), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 8, 12, 8)
        outer.setSpacing(4)
        outer.addWidget(line)
        outer.addWidget(self._help)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def say(self, wrong: str) -> None:
        """Say what is wrong below the fields; an empty text takes it back."""
        self._help.say(wrong)
        self._help.setVisible(bool(wrong))

    def wrong(self) -> str:
        """What is said to be wrong."""
        return self._help.wrong()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painting.box(painting.begin(self), QRectF(self.rect()), 8, "sheet", "line")
