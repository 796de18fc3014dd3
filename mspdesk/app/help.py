"""The page behind ?: the keys, and the glossary."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from ..widgets.layout import STRETCH, PageHead, Scroll, Toolbar, column, lead_focus, stack
from ..widgets.picker import Pick, Picker, PickerPage, PickGroup
from ..widgets.safe import Label
from ..widgets.segments import SegmentControl
from . import glossary
from .glossary import Term
from .keys import KeysPage


class HelpPage(QWidget):
    """Keys or glossary; ? goes from one to the other."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Help")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.keys = KeysPage()
        self.glossary = GlossaryPage()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.keys)
        self._pages.addWidget(self.glossary)
        self.segments = SegmentControl(
            "What to look up", (("keys", "Keys"), ("glossary", "Glossary")), self._show
        )
        note = "? goes from one to the other, / finds a word"
        stack(self, Toolbar("Help", note, 16, self.segments, STRETCH), self._pages)
        lead_focus(self, self.segments)

    def _show(self, part: str) -> None:
        self._pages.setCurrentWidget(self.glossary if part == "glossary" else self.keys)

    def show_part(self, part: str) -> None:
        """Go to the keys or the glossary, ready to be used."""
        self.segments.choose(part)
        half = self.glossary if part == "glossary" else self.keys
        half.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_filter(self) -> bool:
        """The / key looks for a word."""
        self.segments.choose("glossary")
        self.glossary.picker.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """? goes to the other half."""
        if event.text() == "?":
            self.show_part("keys" if self.segments.current() == "glossary" else "glossary")
            return
        super().keyPressEvent(event)


class GlossaryPage(QWidget):
    """Words at the left, found by typing; the meaning of the chosen one at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._terms: dict[str, Term] = {term.word: term for _subject, term in glossary.terms()}
        self.picker = Picker[str](
            "Words", placeholder="Find a word", on_select=self._show, lines=2, find=self.find_words
        )
        self._head = PageHead(role="record")
        self._stands_for = Label(role="card", color="ink2", wrap=True)
        self._meaning = Label(wrap=True, selectable=True)
        self._where = Label(role="meta", color="ink3", wrap=True)
        body = column(
            self._head,
            self._stands_for,
            self._meaning,
            self._where,
            STRETCH,
            gap=10,
            margin=(22, 18, 22, 22),
        )
        body.setMaximumWidth(620)
        body.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        stack(self, PickerPage("glossary", self.picker, Scroll(body)))
        lead_focus(self, self.picker)
        self.find_words("")
        self.picker.select_first()

    def find_words(self, typed: str) -> None:
        """Show the words in which, or in whose meaning, everything typed stands."""
        groups: dict[str, list[Pick[str]]] = {}
        for subject, term in glossary.find(typed):
            groups.setdefault(subject, []).append(Pick(term.word, term.word, term.stands_for))
        self.picker.show_groups([PickGroup(title, "", picks) for title, picks in groups.items()])
        if self.picker.selected_key() is None:
            self.picker.select_first()

    def shown(self) -> str:
        """The word whose meaning is shown."""
        return self._head.title()

    def _show(self, word: str | None) -> None:
        if word is None:
            return
        term = self._terms[word]
        self._head.set_head(term.word)
        self._stands_for.set_text(term.stands_for)
        self._stands_for.setVisible(bool(term.stands_for))
        self._meaning.set_text(term.meaning)
        self._where.set_text(f"Met in: {term.where}" if term.where else "")
