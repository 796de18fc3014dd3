"""One question of an audit: what is asked, its answer, where that comes from."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ...dates import full_date, today
from ...widgets.boxes import STRETCH, column, row, stack
from ...widgets.buttons import Button, LinkButton, MenuButton
from ...widgets.chips import Chip
from ...widgets.entry import NoteEntry
from ...widgets.flow import flow
from ...widgets.layout import Fact, Notice, Pairs, Scroll
from ...widgets.safe import Label
from ..queries.audits import QuestionRow
from ..rules.answers import ANSWERS

Typed = tuple[str, str]


class QuestionCard(QWidget):
    """The question in front. `verb` says what is wanted of it: save, take, open, edit or remove."""

    verb = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.row: QuestionRow | None = None
        self._frozen = False
        self.place = Label("", "meta", "ink3", wrap=True)
        self.words = Label("", "card_large", wrap=True)
        numbered = enumerate(ANSWERS.items(), 1)
        self.chips = {key: Chip(f"{at}  {words}") for at, (key, words) in numbered}
        for key, chip in self.chips.items():
            chip.setAccessibleName(f"Answer: {ANSWERS[key].lower()}")
            chip.clicked.connect(partial(self.choose, key))
        self.text = NoteEntry("What is done, in words for whoever asks", lines=5)
        self.text.name_it("Details of the answer")
        self.said = Label("", "meta", "red", wrap=True)
        save = partial(self.verb.emit, "save")
        self.save = Button("Save and next", "primary", on_click=save, shortcut="Ctrl+Return")
        self.more = MenuButton(
            "",
            "ellipsis",
            "More about this question",
            [
                ("Change question", partial(self.verb.emit, "edit")),
                ("Take answer back", partial(self.verb.emit, "clear")),
                None,
                ("Remove question", partial(self.verb.emit, "remove")),
            ],
        )
        self.pairs = Pairs(74)
        opens = partial(self.verb.emit, "open")
        self.open = LinkButton("Open where it is written", opens, pad=0)
        take = Button("Take it", on_click=partial(self.verb.emit, "take"))
        self.now = Notice("The documentation says", "", [take], icon="book-open", below=True)
        self._choose = flow(*self.chips.values(), gap=6)
        self._foot = row(self.save, STRETCH, self.more)
        body = column(
            self.place,
            self.words,
            4,
            self._choose,
            self.text,
            self.said,
            self._foot,
            8,
            self.pairs,
            row(self.open, STRETCH),
            self.now,
            STRETCH,
            gap=8,
            margin=(18, 14, 18, 16),
        )
        stack(self, Scroll(body))
        self.show_row(None)

    def show_row(self, shown: QuestionRow | None, typed: Typed | None = None) -> None:
        """Show a question; `typed` is what was typed there before and not kept."""
        self.row = shown
        self.setVisible(shown is not None)
        self.say("")
        if shown is None:
            return
        self.place.set_text("  ·  ".join(filter(None, (f"No. {shown.asked_as}", shown.section))))
        self.words.set_text(shown.words)
        answer, text = typed or (shown.answer, shown.text)
        for key, chip in self.chips.items():
            chip.setChecked(key == answer)
        self.text.set_value(text)
        self._show_source(shown)
        self.now.setVisible(bool(shown.now) and (shown.differs or not shown.answer))
        if shown.now is not None:
            as_of = f", as of {full_date(shown.now.as_of)}" if shown.now.as_of else ""
            words = f"{ANSWERS[shown.now.answer]}. {shown.now.text}"
            words += f" ({shown.now.from_words}{as_of})"
            self.now.set_notice("The documentation says", words)
        self._name_button()

    def freeze(self, *, frozen: bool) -> None:
        """Let nothing be changed, or again."""
        self._frozen = frozen
        for part in (*self.chips.values(), self.text):
            part.setEnabled(not frozen)
        self._foot.setVisible(not frozen)
        self.now.setVisible(not frozen and self.now.isVisibleTo(self))

    def _show_source(self, shown: QuestionRow) -> None:
        pairs: list[tuple[str, str] | Fact] = []
        if shown.answer:
            pairs.append(("From", shown.source_words))
            pairs.append(_as_of(shown))
            looked = f"{full_date(shown.looked_on)}, {shown.person}" if shown.looked_on else ""
            ink = "ink" if looked else "amber"
            pairs.append(Fact("looked", "Looked over", looked or "Not yet", color=ink))
        if shown.before is not None:
            pairs.append(("Last time", shown.before.words))
            if shown.before.on is not None:
                pairs.append(("", full_date(shown.before.on)))
        self.pairs.show_pairs(pairs)
        self.pairs.setVisible(bool(pairs))
        self.open.setVisible(bool(shown.answer and shown.kept))

    def typed(self) -> Typed:
        """What stands there now: the answer and its words."""
        chosen = next((key for key, chip in self.chips.items() if chip.isChecked()), "")
        return chosen, self.text.text().strip()

    def dirty(self) -> bool:
        """Whether something was typed or chosen that is not kept."""
        return self.row is not None and self.typed() != (self.row.answer, self.row.text)

    def choose(self, key: str, _checked: bool = False) -> None:
        """Choose one of the answers; the others go out."""
        for one, chip in self.chips.items():
            chip.setChecked(one == key)
        self._name_button()

    def _name_button(self) -> None:
        """A question that only has to be looked over is confirmed."""
        unseen = self.row is not None and self.row.answer and self.row.looked_on is None
        self.save.set_text("Confirm and next" if unseen and not self.dirty() else "Save and next")

    def say(self, words: str) -> None:
        """Say what is wrong with the answer, where it stands."""
        self.said.set_text(words)
        self.said.setVisible(bool(words))

    def focus_answer(self) -> None:
        """Give the keyboard to the answers."""
        chosen = self.typed()[0] or next(iter(self.chips))
        self.chips[chosen].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_text(self) -> None:
        """Give the keyboard to the words."""
        self.text.field.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _as_of(shown: QuestionRow) -> Fact:
    """As of when, in amber where that is long ago or nobody knows."""
    if shown.as_of is None:
        return Fact("as_of", "As of", "Nobody has looked since", color="amber")
    old = shown.old(today())
    words = f"{full_date(shown.as_of)}, over a year ago" if old else full_date(shown.as_of)
    return Fact("as_of", "As of", words, color="amber" if old else "ink")
