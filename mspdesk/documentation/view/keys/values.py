"""What is sealed of one credential: dots, until somebody with a key looks, and only for a while."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QWidget

from ....desk.desk import Desk
from ....errors import UserError
from ....vault import runs
from ....vault.rules import CLIPBOARD_SECONDS, SHOWN_SECONDS
from ....vault.secret import DOTS, Secret
from ....vault.totp import Seed, code_now, read_seed
from ....widgets.buttons import Button, IconButton, MenuButton
from ....widgets.layout import STRETCH, Card, column, row
from ....widgets.safe import Label
from ....widgets.secret_clip import secret_clip
from ...queries.credentials import CredentialRow
from ...rules.credentials import FIELDS
from ...rules.words import CREDENTIAL_KINDS
from .unlock import Unlock

_SECOND_MS = 1000
_MAY_BREAK, _LONG = "\u200b", 20


def _breakable(words: str) -> str:
    """Words that fit a narrow card: long ones may go over to the next line anywhere."""
    return " ".join(
        _MAY_BREAK.join(word) if len(word) > _LONG else word for word in words.split(" ")
    )


class Values(Card):
    """The card of the chosen credential; whatever it shows it hides by itself."""

    def __init__(
        self,
        desk: Desk,
        unlock: Unlock,
        edit: Callable[[CredentialRow], object],
        drop: Callable[[CredentialRow, str], object],
    ) -> None:
        super().__init__("", "")
        self._desk, self._unlock, self._edit, self._drop = desk, unlock, edit, drop
        self._row: CredentialRow | None = None
        self._values: dict[str, Label] = {}
        self._eyes: dict[str, IconButton] = {}
        self._copies: dict[str, IconButton] = {}
        self._seed: Seed | None = None
        self._left: dict[str, int] = {}
        self._about = Label("", "meta", "ink2", wrap=True)
        self._said = Label("", "meta", "ink2", wrap=True)
        self._grid_of = QWidget()
        self._grid = QGridLayout(self._grid_of)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self.change = Button("Change", icon="pencil", on_click=self._change)
        self.more = MenuButton("", "ellipsis", "More about this credential", self._entries)
        self.add(self._about, self._said, self._grid_of, 4, row(self.change, STRETCH, self.more))
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        desk.vault_changed.connect(self._vault_changed)

    def show_row(self, row: CredentialRow | None) -> None:
        """Show another credential, all of it hidden; the same one stays as it is."""
        if row is not None and self._row == row:
            return
        self.hide_all()
        self._row = row
        self.setVisible(row is not None)
        if row is None:
            return
        self.set_title(row.label)
        about = [CREDENTIAL_KINDS.get(row.kind, row.kind), row.device]
        about += ["on the sealed page"] if row.emergency else []
        self._about.set_text(", ".join(one for one in about if one))
        self._lay_out([name for name in FIELDS if name in row.fields])
        self.change.setAccessibleName(f"Change {row.label}")
        self._say("" if row.fields else "Nothing is sealed here yet. Change it to add a password.")

    def _lay_out(self, names: list[str]) -> None:
        """A line for each sealed value: what it is, its dots, to look and to copy."""
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._values, self._eyes, self._copies = {}, {}, {}
        for at, name in enumerate(names):
            words = FIELDS[name]
            value = Label(DOTS, "body", wrap=True)
            value.setAccessibleName(f"{words}, hidden")
            told = column(Label(words, "caption", "ink2"), value, gap=1)
            eye = IconButton("eye", f"Show {words.lower()}", partial(self.reveal, name))
            copy = IconButton("copy", f"Copy {words.lower()}", partial(self.copy, name))
            for place, widget in enumerate((told, eye, copy)):
                self._grid.addWidget(widget, at, place)
            self._values[name], self._eyes[name] = value, eye
            self._copies[name] = copy
        self.offer()

    def offer(self) -> None:
        """Offer to look, to copy and to change where the vault is open or can be opened."""
        can = self._unlock.can_open()
        for button in (*self._eyes.values(), *self._copies.values(), self.change, self.more):
            button.setVisible(can)

    # Looking.

    def reveal(self, name: str) -> None:
        """Show a value for half a minute, or hide it when it is shown; the look is kept first."""
        if name in self._left:
            self._hide(name)
            return
        found = self._take(name, "reveal")
        if found is None:
            return
        if name == "totp":
            self._seed = read_seed(found)
        else:
            self._values[name].set_text(_breakable(found.in_clear()))
            found.wipe()
        self._left[name] = SHOWN_SECONDS
        self._eyes[name].set_icon("x", f"Hide {FIELDS[name].lower()}")
        self._values[name].setAccessibleName("")
        self._tick_codes()
        self._timer.start(_SECOND_MS)

    def copy(self, name: str) -> None:
        """Put a value on the clipboard for a quarter of a minute; the look is kept first."""
        found = self._take(name, "copy")
        if found is None:
            return
        if name == "totp":
            found = code_now(read_seed(found)).words
        secret_clip().put(found.in_clear(), CLIPBOARD_SECONDS)
        found.wipe()
        what = "Code" if name == "totp" else FIELDS[name]
        self._desk.say(f"{what} copied. The clipboard is emptied in {CLIPBOARD_SECONDS} seconds.")

    def shown(self, name: str) -> str:
        """What is to be seen of a value now."""
        return self._values[name].text().replace(_MAY_BREAK, "")

    def has(self, name: str) -> bool:
        """Whether a value of the chosen credential is sealed."""
        return name in self._values

    def _take(self, name: str, deed: str) -> Secret | None:
        """Open a value, or say why not; None where it stays shut."""
        if self._row is None or name not in self._values:
            self._say("This is not sealed here.")
            return None
        if self._desk.vault is None:
            # Who has no key is told so above; the sentence is for those who have one.
            self._unlock.ask()
            self._say("Open the vault first." if self._unlock.can_open() else "")
            return None
        try:
            self._desk.refuse_while_writing()
            found = runs.reveal(
                self._desk.store, self._desk.vault, "credential", self._row.id, name, "", deed
            )
        except UserError as error:
            self._say(error.text, "red")
            return None
        self._say("")
        return found

    def _say(self, words: str, color: str = "ink2") -> None:
        self._said.set_text(words)
        self._said.set_color(color)
        self._said.setVisible(bool(words))

    def said(self) -> str:
        """What was said last about looking."""
        return self._said.text()

    # Hiding.

    def hide_all(self) -> None:
        """Hide everything that is to be seen."""
        for name in list(self._left):
            self._hide(name)

    def _hide(self, name: str) -> None:
        self._left.pop(name, None)
        if name == "totp":
            self._seed = None
        self._values[name].set_text(DOTS)
        self._values[name].setAccessibleName(f"{FIELDS[name]}, hidden")
        self._eyes[name].set_icon("eye", f"Show {FIELDS[name].lower()}")
        if not self._left:
            self._timer.stop()

    def _tick(self) -> None:
        """One second has gone by."""
        for name in list(self._left):
            self._left[name] -= 1
            if self._left[name] <= 0:
                self._hide(name)
        self._tick_codes()

    def _tick_codes(self) -> None:
        if self._seed is not None and "totp" in self._left:
            found = code_now(self._seed)
            digits = found.words.in_clear()
            half = (len(digits) + 1) // 2
            spaced = f"{digits[:half]} {digits[half:]}"
            self._values["totp"].set_text(f"{spaced}  ({found.seconds_left} s)")

    def _vault_changed(self) -> None:
        self.hide_all()
        self._say("")

    # Changing.

    def _change(self) -> None:
        if self._row is not None:
            self._edit(self._row)

    def _entries(self) -> list[tuple[str, Callable[[], object]] | None]:
        """Take a value away, or the whole credential."""
        if (chosen := self._row) is None:
            return []
        found: list[tuple[str, Callable[[], object]] | None] = [
            (f"Take the {FIELDS[name].lower()} away", partial(self._drop, chosen, name))
            for name in self._values
        ]
        return [*found, None, ("Remove this credential", partial(self._drop, chosen, ""))]
