"""The bar at the foot of the window: the only place for messages, and nothing ever covers work."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from . import icons, painting, theme
from .boxes import STRETCH, beside
from .buttons import LinkButton
from .progress import Progress
from .safe import Label

SECONDS = 8


class _Icon(QWidget):
    """A line icon of 14 px."""

    def __init__(self, name: str, color: str) -> None:
        super().__init__()
        self._name, self._color = name, color
        side = theme.current().px(14)
        self.setFixedSize(side, side)

    def dress(self, name: str, color: str) -> None:
        """Show another icon."""
        self._name, self._color = name, color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        icons.paint(painting.begin(self), self._name, QRectF(self.rect()), self._color)


class StatusBar(QWidget):
    """Facts at the left, then the last message with Undo; who works and the last copy at the right.

    A message goes after eight seconds, a failure stays until it is dealt with, a note until it is
    put away, work that runs shows its progress and Cancel.
    """

    undone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(theme.height("status"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._facts = QWidget()
        self._facts_row = beside(self._facts, gap=8)
        self._sign = _Icon("check", "green")
        self._words = Label("", "meta", "ink2", elide=True)
        self._action = LinkButton("Undo")
        self._action.clicked.connect(lambda _checked=False: self._act())
        self._message = QWidget()
        beside(self._message, self._sign, 7, self._words, self._action, gap=0)
        self._works = QWidget()
        self._works_row = beside(self._works, gap=16)
        self._on_person: Callable[[], object] | None = None
        self._person = LinkButton("", self._press_person, role="meta", color="ink2")
        self._on_vault: Callable[[], object] | None = None
        self._vault_sign = _Icon("lock", "ink3")
        self._vault = LinkButton("", self._press_vault, role="meta", color="ink2")
        self._copy_sign = _Icon("database", "ink3")
        self._copy = Label("", "meta", "ink2")
        beside(
            self,
            self._facts,
            6,
            self._message,
            self._works,
            STRETCH,
            self._vault_sign,
            self._vault,
            4,
            self._person,
            4,
            self._copy_sign,
            self._copy,
            gap=8,
            margin=(16, 1, 14, 0),
        )
        self._running: dict[str, Progress] = {}
        self._notes: list[tuple[str, str, Callable[[], object] | None]] = []
        self._noted = False
        self._undo: Callable[[], object] | None = None
        self._failed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fade)
        hidden = (self._facts, self._message, self._works, self._person, self._copy_sign)
        for part in (*hidden, self._vault_sign, self._vault):
            part.hide()

    def set_facts(self, facts: Sequence[str]) -> None:
        """Say what counts today; a fact that begins with * is written strong."""
        while (item := self._facts_row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for at, fact in enumerate(facts):
            strong = fact.startswith("*")
            ink = "ink2" if strong or at else "ink3"
            words = Label(fact.removeprefix("*"), "strong" if strong else "meta", ink)
            self._facts_row.addWidget(words)
        self._facts.setVisible(bool(facts))

    def facts(self) -> list[str]:
        """The facts, as seen."""
        found = [self._facts_row.itemAt(at) for at in range(self._facts_row.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [label.text() for label in widgets if isinstance(label, Label)]

    def say(
        self,
        text: str,
        undo: Callable[[], object] | None = None,
        *,
        undo_text: str = "Undo",
        refusal: bool = False,
    ) -> None:
        """Say what happened for eight seconds, with Undo when it can be undone.

        A refusal says why nothing happened: no check stands before it.
        """
        if self._failed:
            return
        self._undo, self._noted = undo, False
        sign, color = ("circle-alert", "amber") if refusal else ("check", "green")
        self._show(sign, color, "ink2", text, undo_text if undo is not None else "")
        self._timer.start(SECONDS * 1000)

    def fail(
        self, text: str, action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        """Say what went wrong until it is dealt with; without an action it can be put away."""
        self._timer.stop()
        self._failed, self._noted = True, False
        self._undo = on_action
        self._show("triangle-alert", "red", "red", text, action or "Put away")

    def note(
        self, text: str, action: str = "Put away", on_action: Callable[[], object] | None = None
    ) -> None:
        """Say something to know about that stays until it is put away; messages go before it."""
        self._notes.append((text, action, on_action))
        if self._message.isHidden():
            self._show_note()

    def _show_note(self) -> None:
        """Show the oldest note that was not put away, where there is one."""
        self._noted = bool(self._notes)
        if self._noted:
            text, action, self._undo = self._notes[0]
            self._show("circle-alert", "amber", "ink2", text, action)

    def clear(self) -> None:
        """Take back the message, even a failure; a note it stood before is seen again."""
        if self._noted:
            self._notes.pop(0)
        self._failed = self._noted = False
        self._undo = None
        self._timer.stop()
        self._message.hide()
        self._show_note()

    def clear_notes(self) -> None:
        """Take back every note, as when other books are opened."""
        self._notes.clear()
        if self._noted:
            self._noted = False
            self._undo = None
            self._message.hide()

    def message(self) -> str:
        """The message in sight, empty when there is none."""
        return "" if self._message.isHidden() else self._words.text()

    def action(self) -> str:
        """The words of the message's action, empty when there is none."""
        return "" if self._message.isHidden() or self._action.isHidden() else self._action.words()

    def press_action(self) -> None:
        """Do what the message offers, as a click would."""
        if self.action():
            self._action.click()

    def progress(
        self,
        key: str,
        text: str,
        part: int,
        whole: int,
        on_cancel: Callable[[], object] | None = None,
    ) -> None:
        """Show how far a piece of work is; the first call shows it, later ones move it."""
        if key not in self._running:
            self._running[key] = Progress(text, on_cancel)
            self._works_row.addWidget(self._running[key])
        self._running[key].show_progress(text, part, whole)
        self._works.show()

    def progress_done(self, key: str) -> None:
        """Take a piece of work away."""
        work = self._running.pop(key, None)
        if work is not None:
            self._works_row.removeWidget(work)
            work.hide()
            work.deleteLater()
        self._works.setVisible(bool(self._running))

    def running(self) -> list[str]:
        """The words of the work that runs."""
        return [work.words() for work in self._running.values()]

    def set_person(self, text: str, on_click: Callable[[], object] | None = None) -> None:
        """Say who signs every change now; a click changes it."""
        self._person.set_text(text)
        self._person.setAccessibleName(f"Working as {text}")
        self._person.setEnabled(on_click is not None)
        self._on_person = on_click
        self._person.setVisible(bool(text))

    def _press_person(self) -> None:
        if self._on_person is not None:
            self._on_person()

    def person(self) -> str:
        """Who signs every change."""
        return self._person.words()

    def set_vault(
        self, text: str, on_click: Callable[[], object] | None = None, *, is_open: bool = False
    ) -> None:
        """Say whether the vault is open, nothing where there is none; a press locks it."""
        self._vault.set_text(text)
        self._vault_sign.dress("lock-open" if is_open else "lock", "amber" if is_open else "ink3")
        self._on_vault = on_click
        self._vault.setEnabled(on_click is not None)
        self._vault.setVisible(bool(text))
        self._vault_sign.setVisible(bool(text))

    def _press_vault(self) -> None:
        if self._on_vault is not None:
            self._on_vault()

    def vault(self) -> str:
        """What is said of the vault."""
        return self._vault.words()

    def set_copy(self, text: str, *, trouble: bool = False) -> None:
        """Say when the data was last copied; trouble is written in red."""
        self._copy.set_text(text)
        self._copy.set_color("red" if trouble else "ink2")
        self._copy_sign.dress(
            "triangle-alert" if trouble else "database", "red" if trouble else "ink3"
        )
        self._copy_sign.setVisible(bool(text))

    def copy_text(self) -> str:
        """What is said about the last copy."""
        return self._copy.text()

    def _show(self, sign: str, sign_color: str, color: str, text: str, action: str) -> None:
        self._sign.dress(sign, sign_color)
        self._words.set_text(text)
        self._words.set_color(color)
        self._words.set_role("label" if color == "red" else "meta")
        self._action.set_text(action)
        self._action.setVisible(bool(action))
        self._message.show()

    def _act(self) -> None:
        act, undoes = self._undo, not (self._failed or self._noted)
        self.clear()
        if act is not None:
            act()
        if undoes:
            self.undone.emit()

    def _fade(self) -> None:
        """Take a message away, but not while the keyboard is on its Undo."""
        if self._action.hasFocus():
            self._timer.start(SECONDS * 1000)
        else:
            self._message.hide()
            self._show_note()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the desk and the line above it."""
        painter = painting.begin(self)
        painter.fillRect(self.rect(), theme.current().color("desk"))
        painting.across(painter, 0, self.width(), 0, "line2")
