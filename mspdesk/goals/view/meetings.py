"""Mentoring talks and mastermind rounds: each member's change, challenge, ideas and follow-up."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ...dates import full_date, short_date
from ...desk.desk import Desk
from ...errors import UserError
from ...people.queries import people
from ...widgets.boxes import clear
from ...widgets.buttons import Button, IconButton
from ...widgets.entry import ChoiceEntry, NoteEntry, TextEntry
from ...widgets.form import EntryBar
from ...widgets.laid import Laid
from ...widgets.layout import (
    STRETCH,
    EmptyState,
    PageHead,
    Panel,
    Scroll,
    column,
    lead_focus,
    stack,
)
from ...widgets.picker import Pick, Picker, PickerPage, PickGroup
from ...widgets.safe import Label
from ..actions import meetings as actions
from ..queries import meetings as queries
from ..queries.meetings import MeetingRow
from ..rules.words import MEETINGS
from .forms import Done, meeting_form
from .voice import VoiceCard

_TABLES = {"meeting", "meeting_voice", "person", "access"}


class MeetingsPart(QWidget):
    """The meetings one was at on the left, one of them on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Mentoring and mastermind")
        self._desk = desk
        self.cards: dict[int, VoiceCard] = {}
        self._shown: int | None = None
        self._words = ""
        self.picker = Picker[int](
            "Meetings",
            title="Meetings",
            placeholder="Find a meeting",
            on_select=self._show,
            on_enter=self._into,
        )
        edit = Button("Edit", on_click=self.edit, name="Edit this meeting")
        self.remover = IconButton("trash-2", "Remove this meeting", self.remove)
        self.head = PageHead("", actions=(self.remover, edit))
        self._body = QVBoxLayout()
        self._body.setSpacing(10)
        self.words = NoteEntry("What was agreed by all", "Words on the whole meeting", lines=2)
        self.words.left.connect(self._keep_words)
        self.words.committed.connect(self._keep_words)
        self.person = ChoiceEntry((), "One of us", "Which one of us", width=180)
        self.guest = TextEntry("or a guest's name", "A guest's name")
        self.guest.committed.connect(self.add)
        self.bar = EntryBar(
            "Next member",
            self.person,
            self.guest,
            Button("Add member", on_click=self.add),
            stretch=1,
        )
        label = Label("Words on the whole meeting", "label", "ink2")
        label.label_for(self.words.field)
        inner = QWidget()
        stack(
            inner,
            self._body,
            10,
            self.bar,
            12,
            label,
            4,
            self.words,
            STRETCH,
            margin=(22, 6, 22, 22),
        )
        page = Panel("paper")
        stack(page, column(self.head, margin=(22, 14, 22, 6)), Scroll(inner))
        self.start = Button("Write down a round", "primary", "plus", self.new)
        empty = EmptyState(
            "users",
            "Minds that meet",
            "In a mastermind each says what changed, brings one challenge and collects ideas. "
            "A mentoring talk is written down the same way; only those who were there read it.",
            self.start,
        )
        self._nothing = Panel("paper")
        stack(self._nothing, empty)
        self._front = QStackedWidget()
        self._front.addWidget(page)
        self._front.addWidget(self._nothing)
        self._page = page
        lead_focus(self._front, self._keys)
        self.laid = Laid(self._front)
        stack(self, PickerPage("meetings", self.picker, self.laid, width=250))
        lead_focus(self, self._keys)
        desk.keep_fresh(self, _TABLES, self.reload)
        desk.person_changed.connect(self._other_person)

    # --- showing -------------------------------------------------------------------------------

    @property
    def bare(self) -> bool:
        """Whether no meeting is written down."""
        return self._front.currentWidget() is self._nothing

    def _keys(self) -> QWidget:
        """Where the keyboard begins: in a form, on the meetings, or on writing down the first."""
        if self.laid.in_front() and self.laid.form is not None:
            return self.laid.form
        return self.start if self.bare else self.picker

    @property
    def note(self) -> str:
        """How many there are."""
        count = len(self.picker.keys())
        if not count:
            return ""
        return "1 meeting" if count == 1 else f"{count} meetings"

    def _other_person(self) -> None:
        self._shown = None
        self.reload()

    def reload(self) -> None:
        """Ask for the meetings again."""
        rows = self._desk.ask(queries.meetings)
        groups = []
        for kind, words in MEETINGS.items():
            some = [one for one in rows if one.kind == kind]
            if some:
                title = {"mentoring": "Mentoring", "mastermind": "Mastermind"}.get(kind, words)
                groups.append(PickGroup(title, str(len(some)), [_pick(one) for one in some]))
        self.picker.show_groups(groups)
        self.person.set_options([(one.id, one.name) for one in self._desk.ask(people)])
        if self.picker.selected_key() is None:
            self.picker.select_first()
        self._front.setCurrentWidget(self._page if rows else self._nothing)
        self._show(self.picker.selected_key())

    def _show(self, meeting_id: int | None) -> None:
        if meeting_id is None:
            return
        if meeting_id != self._shown:
            self.keep()
            waits = self._shown is not None and self.words.value() != self._words
            if waits or any(card.unkept() for card in self.cards.values()):
                self.picker.select(self._shown)
                return
            self.laid.step_aside()
        try:
            one = self._desk.ask(queries.meeting, meeting_id)
        except UserError:
            return
        meta = [one.kind_words, full_date(one.on)]
        meta += [one.place] if one.place else []
        meta += [f"next {short_date(one.next_on)}"] if one.next_on else []
        self.head.set_head(one.name, meta)
        self.remover.setVisible(one.may_remove)
        if meeting_id != self._shown:
            clear(self._body)
            self.cards = {}
            self._put_words(one.words)
        elif self.words.value() == self._words:
            self._put_words(one.words)
        self._shown = meeting_id
        self._show_voices(one)

    def _show_voices(self, one: MeetingRow) -> None:
        """Show who is there now; whoever was there keeps the fields with what is typed in them."""
        there = {voice.id for voice in one.voices}
        for gone in set(self.cards) - there:
            card = self.cards.pop(gone)
            self._body.removeWidget(card)
            card.hide()
            card.deleteLater()
        for voice in one.voices:
            if voice.id in self.cards:
                self.cards[voice.id].show_voice(voice)
                continue
            card = self.cards[voice.id] = VoiceCard(self._desk, voice)
            self._body.addWidget(card)
            card.show()

    def _into(self) -> None:
        first = next(iter(self.cards.values()), None)
        (first or self.guest).setFocus(Qt.FocusReason.OtherFocusReason)

    def held(self) -> MeetingRow | None:
        """The meeting in sight."""
        if self._shown is None:
            return None
        try:
            return self._desk.ask(queries.meeting, self._shown)
        except UserError:
            return None

    def keep(self) -> None:
        """Write what was typed in the fields of members."""
        for card in self.cards.values():
            card.keep()
        self._keep_words()

    def _put_words(self, words: str) -> None:
        """Show the words of the meeting as they are kept."""
        if self.words.value() != words:
            self.words.set_value(words)
        self._words = self.words.value()

    def _keep_words(self) -> None:
        """Write the words where some were typed, after what somebody else wrote meanwhile."""
        one, typed = self.held(), self.words.value()
        if one is None or typed == self._words:
            return
        if one.words not in ("", self._words, typed):
            typed = f"{one.words}\n{typed}"
        try:
            self._desk.do(actions.edit_meeting, one.id, one.version, {"words": typed})
        except UserError as error:
            self._desk.refuse(error)
            return
        self._put_words(typed)

    # --- doing ---------------------------------------------------------------------------------

    def add(self) -> None:
        """Let the next member speak: one of us or a guest."""
        guest, person_id = self.guest.value(), self.person.value()
        details = {"member": guest} if guest else {"person_id": person_id}
        if self._shown is None or not (guest or person_id):
            self.bar.say("Say who it is: one of us, or a guest's name.")
            return
        self.keep()
        try:
            made = self._desk.do(actions.add_voice, self._shown, details)
        except UserError as error:
            self.bar.say(error.text)
            return
        self.bar.say("")
        self.guest.set_value("")
        self.person.set_value(None)
        if made in self.cards:
            self.cards[made].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes from the page back to the list."""
        if not self.picker.takes_back(event):
            super().keyPressEvent(event)

    def new(self, kind: str = "mastermind") -> None:
        """Show the form of a new meeting."""
        if self.laid.busy():
            self.laid.resume()
            return
        kind = kind if kind in MEETINGS else "mastermind"
        form = meeting_form(self._desk, kind, None, Done(self._saved, self.laid.back))
        self.laid.lay("A meeting", "Each member says what changed, then brings a challenge.", form)

    def edit(self) -> None:
        """Show the form of the meeting in sight."""
        one = self.held()
        if one is None:
            return
        if self.laid.busy():
            self.laid.resume()
            return
        form = meeting_form(self._desk, one.kind, one, Done(self._saved, self.laid.back))
        self.laid.lay(one.kind_words, full_date(one.on), form)

    def _saved(self, meeting_id: int) -> None:
        self.laid.back()
        self.open_meeting(meeting_id)
        self._into()

    def open_meeting(self, meeting_id: int) -> None:
        """Go to a meeting, whatever was searched for."""
        self.picker.filter("")
        self.picker.select(meeting_id)
        self._show(meeting_id)

    def remove(self) -> None:
        """Take the meeting away; Undo brings it back."""
        if self._shown is not None:
            shown, self._shown = self._shown, None
            self.cards = {}
            self._desk.attempt(actions.remove_meeting, shown)

    def arrive(self, about: dict[str, Any]) -> None:
        """Go to a meeting, or begin one."""
        if about.get("meeting"):
            self.open_meeting(int(about["meeting"]))
            card = self.cards.get(int(about.get("voice") or 0))
            if card is not None:
                card.setFocus(Qt.FocusReason.OtherFocusReason)
        if about.get("new"):
            self.new(str(about["new"]))

    def print_shown(self) -> None:
        """Print the meeting in sight, or a sheet to write on."""
        from ..printables.meeting import MEETING

        self.keep()
        one = self.held()
        title = f"{one.name}, {full_date(one.on)}" if one else "Mastermind round"
        self._desk.print_document(MEETING, one.id if one else 0, title)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when something else is shown."""
        super().hideEvent(event)
        self.keep()


def _pick(one: MeetingRow) -> Pick[int]:
    waits = sum(voice.follow_up_on is not None and not voice.done for voice in one.voices)
    count = "1 to follow up" if waits == 1 else f"{waits} to follow up" if waits else ""
    return Pick(one.id, one.name, count or one.who, right_top=short_date(one.on))
