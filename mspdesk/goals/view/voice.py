"""What one member of a meeting said: change, challenge, ideas, and when it is followed up."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...errors import UserError
from ...widgets.buttons import IconButton
from ...widgets.entry import CheckEntry, DateEntry, Entry, NoteEntry
from ...widgets.form import HelpLine
from ...widgets.glyphs import Glyph, GlyphBox, face_of, guest_face
from ...widgets.layout import STRETCH, Card, column, lead_focus, row
from ...widgets.safe import Label
from ..actions import meetings as actions
from ..queries.meetings import VoiceRow

PARTS = (
    ("changed", "What changed"),
    ("challenge", "Challenge"),
    ("ideas", "Ideas"),
)
"""What a member says, in the order of the two rounds (S035)."""


class VoiceCard(Card):
    """A member's part of a meeting; it is kept whenever a field is left."""

    def __init__(self, desk: Desk, voice: VoiceRow) -> None:
        super().__init__(voice.name)
        self._desk, self.voice = desk, voice
        self.fields: dict[str, Entry] = {}
        boxes = [self._box(name, label, NoteEntry(lines=4)) for name, label in PARTS]
        day = DateEntry(width=130)
        self._day = day
        self._done = CheckEntry("Done", f"Done: followed up with {voice.name}")
        self.fields["done"] = self._done
        self._done.box.clicked.connect(self.keep)
        last = column(self._box("follow_up_on", "Follow up by", day), self._done, STRETCH, gap=4)
        line = row(*boxes, last, gap=12, shares=(1,) * len(boxes))
        remove = IconButton("x", f"Remove {voice.name}", self._remove, size=14)
        face = face_of(voice.name, voice.person_id) if voice.person_id else guest_face(voice.name)
        self.add_right(GlyphBox(Glyph.avatar(face, 22)), remove)
        self.said = HelpLine("")
        self.add(line, self.said)
        self.said.hide()
        lead_focus(self, self.fields["changed"].field)
        self._fill()

    def _box(self, name: str, label: str, entry: Entry) -> QWidget:
        words = Label(label, "label", "ink2")
        words.label_for(entry.field)
        entry.name_it(f"{self.voice.name}: {label.lower()}")
        entry.left.connect(self.keep)
        entry.committed.connect(self.keep)
        self.fields[name] = entry
        return column(words, entry, STRETCH, gap=3)

    def _fill(self) -> None:
        for name, entry in self.fields.items():
            entry.set_value(getattr(self.voice, name))

    def show_voice(self, voice: VoiceRow) -> None:
        """Show it as it stands now; what is being typed stays."""
        typed = self._typed()
        kept, self.voice = self.voice, voice
        for name, entry in self.fields.items():
            if name in typed and typed[name] == getattr(kept, name):
                entry.set_value(getattr(voice, name))

    def _typed(self) -> dict[str, object]:
        """What stands in the fields that can be read."""
        found: dict[str, object] = {}
        for name, entry in self.fields.items():
            try:
                found[name] = entry.value()
            except UserError as error:
                self._say(error.text)
        return found

    def _say(self, words: str) -> None:
        self.said.say(words)
        self.said.setVisible(bool(words))

    def unkept(self) -> bool:
        """Whether something was typed that could not be kept."""
        typed = self._typed()
        changed = any(value != getattr(self.voice, name) for name, value in typed.items())
        return changed or len(typed) < len(self.fields)

    def keep(self) -> None:
        """Write what was typed since; a refusal is said below and nothing typed is lost."""
        self._say("")
        typed = self._typed()
        changes = {
            name: value for name, value in typed.items() if value != getattr(self.voice, name)
        }
        if not changes:
            return
        try:
            self._desk.do(actions.edit_voice, self.voice.id, self.voice.version, changes)
        except UserError as error:
            self._say(error.text)

    def _remove(self) -> None:
        self._desk.attempt(actions.remove_voice, self.voice.id)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when something else is shown."""
        super().hideEvent(event)
        self.keep()
