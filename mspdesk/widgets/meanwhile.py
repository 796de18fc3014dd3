"""What somebody else changed while a form was open, with theirs to take field by field.

A field nobody typed into takes theirs at once. In one that both changed the typed words stay, and
a button beside takes theirs; nothing typed is lost either way, as the same button puts it back.
"""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ..errors import Conflict, FieldMoved, UserError
from ..rows import dataclass
from . import painting
from .boxes import column
from .buttons import Button
from .choice import ChoiceEntry, Found, LookupEntry
from .fields import Entry, LineEntry, SecretEntry
from .layout import clear, row, stack
from .safe import Label


@dataclass(frozen=True, slots=True)
class Held:
    """A field of a form: its label, its entry, and the text it held when it was filled."""

    label: str
    entry: Entry
    clean: str


class Choice(QWidget):
    """One field both changed: what each wrote, and a button that puts one or the other in it."""

    def __init__(self, held: Held, moved: FieldMoved) -> None:
        super().__init__()
        self._held, self._moved = held, moved
        self._typed, self._value = held.entry.text(), _value(held.entry)
        self._mine = True
        self._words = Label("", "body", wrap=True)
        self.button = Button("", "default", on_click=self.turn)
        stack(self, row(self._words, self.button, gap=12, shares=(1, 0)))
        self._say()

    def turn(self) -> None:
        """Put theirs into the field, or what was typed again."""
        entry = self._held.entry
        if self._mine:
            self._typed, self._value = entry.text(), _value(entry)
            put(entry, self._moved)
        elif isinstance(entry, LineEntry) and not isinstance(entry, LookupEntry):
            entry.set_text(self._typed)
        else:
            entry.set_value(self._value)
        self._mine = not self._mine
        self._say()

    def words(self) -> str:
        """What is said of the field."""
        return self._words.text()

    def _say(self) -> None:
        label, who = self._held.label, self._moved.who
        kept = "Yours stands in the field." if self._mine else "Theirs stands in the field."
        if self._moved.private or isinstance(self._held.entry, SecretEntry):
            self._words.set_text(f"{label}: {who} changed it, too. {kept}")
        else:
            theirs, yours = shown(self._held.entry, self._moved), self._typed
            was = self._held.clean or "empty"
            self._words.set_text(
                f"{label}: it was {was}, {who} wrote {theirs or 'nothing'}, "
                f"you typed {yours or 'nothing'}. {kept}"
            )
        self.button.set_text("Take theirs" if self._mine else "Keep mine")
        verb = "Take theirs" if self._mine else "Keep mine"
        self.button.setAccessibleName(f"{verb}: {label}")


class Meanwhile(QWidget):
    """Stands over a form after a conflict: the sentence, what was taken over, what to choose."""

    def __init__(self) -> None:
        super().__init__()
        self.choices: list[Choice] = []
        self._lines: list[Label] = []
        self._last = Label()
        self._inner = column(margin=(13, 10, 13, 10), gap=6)
        stack(self, self._inner)

    def show_conflict(
        self,
        error: Conflict,
        fields: Mapping[str, Held],
        unsaved: set[str],
        clean: Callable[[str, str], None],
    ) -> None:
        """Say what happened; `clean` hears of each field what stands in the books now.

        So a field that took theirs counts as not typed, and who changes one once more is told of
        what this form has shown last.
        """
        layout = self._inner.layout()
        if layout is None:
            return
        clear(layout)
        self._lines, self.choices = [Label(error.text, "body", "red", wrap=True)], []
        self._last = Label("", "meta", "ink3", wrap=True)
        for name, held, moved in matched(error, fields):
            if held is None or not can_put(held.entry, moved):
                self._tell(_told(moved))
            elif name not in unsaved:
                put(held.entry, moved)
                clean(name, held.entry.text())
                hidden = moved.private or isinstance(held.entry, SecretEntry)
                now = "" if hidden else f": {held.entry.text() or 'empty now'}"
                self._tell(f"{held.label} is {moved.who}'s now{now}.")
            else:
                theirs = shown(held.entry, moved)
                if held.entry.text() != theirs:
                    self.choices.append(Choice(held, moved))
                clean(name, theirs)
        for part in error.parts:
            self._tell(f"Belongs to it: {part}.")
        if error.gone:
            self._close("What you typed stays here. Undo in History brings the record back.")
        elif error.now:
            self._close("Nothing you typed is lost. Save again to write it over theirs.")
        for line in [*self._lines, *self.choices, self._last]:
            layout.addWidget(line)
        self.setAccessibleName(self.words())

    def _close(self, words: str) -> None:
        self._last.set_text(words)

    def _tell(self, words: str) -> None:
        self._lines.append(Label(words, "body", "ink2", wrap=True))

    def words(self) -> str:
        """Everything that is said."""
        said = [line.text() for line in self._lines] + [one.words() for one in self.choices]
        return " ".join([*said, self._last.text()]).strip()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painting.box(painting.begin(self), QRectF(self.rect()), 8, "sheet", "line")

    def come_into_view(self) -> None:
        """Scroll to what is said: who saves at the end of a long form would not see its top."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(self, 0, 0)

    def focus_first(self) -> bool:
        """Put the keyboard on the first choice; False where there is nothing to choose."""
        if not self.choices:
            return False
        self.choices[0].button.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


def matched(
    error: Conflict, fields: Mapping[str, Held]
) -> list[tuple[str, Held | None, FieldMoved]]:
    """Each field somebody moved with the field of the form that shows it, None where none does.

    Where the journal holds nothing, because a file was brought in, every field that reads
    otherwise now counts.
    """
    found = []
    for moved in error.moved:
        name = _name_of(moved, {k: v for k, v in fields.items() if _may_show(k, moved, error)})
        found.append((name, fields.get(name), moved))
    if error.moved or error.parts or error.gone:
        return found
    for name, held in fields.items():
        if name not in error.theirs:
            continue
        now = error.theirs[name]
        moved = FieldMoved(name, held.label, None, now, held.clean, str(now), who=error.who)
        if can_put(held.entry, moved) and shown(held.entry, moved) != held.clean:
            found.append((name, held, moved))
    return found


def _may_show(name: str, moved: FieldMoved, error: Conflict) -> bool:
    """Whether a field could show a column: it has its name, or the beginning and no other's."""
    begins = moved.column.startswith(f"{name}_") and name not in error.theirs
    return name == moved.column or begins


def _name_of(moved: FieldMoved, fields: Mapping[str, Held]) -> str:
    """The field that showed what stood in a column before; empty where none surely did."""
    for name, held in sorted(fields.items(), key=lambda pair: len(pair[0]), reverse=True):
        before = FieldMoved(moved.column, moved.label, None, moved.was, "", moved.was_words)
        if moved.private or shown(held.entry, before) == held.clean:
            return name
    return ""


def shown(entry: Entry, moved: FieldMoved) -> str:
    """Theirs as it would stand in the field."""
    if isinstance(entry, LookupEntry):
        return moved.now_words
    if moved.now is None and not isinstance(entry, ChoiceEntry):
        return ""
    try:
        return entry.shown(moved.now)
    except (TypeError, ValueError, AttributeError):
        # A field of another kind than the column: what people read has to do.
        return moved.now_words if moved.now is not None else ""


def can_put(entry: Entry, moved: FieldMoved) -> bool:
    """Whether a value of the books goes into this field."""
    if isinstance(moved.now, bytes) or (moved.private and moved.now is None):
        return False
    if isinstance(entry, LookupEntry) or moved.now is None:
        return True
    try:
        entry.shown(moved.now)
    except (TypeError, ValueError, AttributeError):
        return False
    return True


def put(entry: Entry, moved: FieldMoved) -> None:
    """Put theirs into a field."""
    if isinstance(entry, LookupEntry):
        entry.set_value(None if moved.now is None else Found(moved.now, moved.now_words))
    else:
        entry.set_value(moved.now)


def _value(entry: Entry) -> Any:
    """What an entry holds, None where it cannot be read."""
    if isinstance(entry, LookupEntry):
        return entry.taken()
    try:
        return entry.value()
    except UserError:
        return None


def _told(moved: FieldMoved) -> str:
    """A field that the form does not show."""
    if moved.private:
        return f"{moved.who} changed the {moved.label}."
    was, now = moved.was_words or "nothing", moved.now_words or "nothing"
    return f"{moved.who} changed the {moved.label} from {was} to {now}."
