"""The copies of the books: what each holds, the proof that it opens, and bringing one back."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..database import backup
from ..database.rotation import BEFORE_UPGRADE, Copy
from ..database.sealed_head import ENDING
from ..dates import clock_time, full_date, wall_of
from ..errors import Trouble, UserError
from ..rows import dataclass
from ..widgets import dialogs
from ..widgets.buttons import Button
from ..widgets.entry import SecretEntry
from ..widgets.form import EntryBar
from ..widgets.layout import (
    STRETCH,
    Card,
    Notice,
    PageHead,
    Pairs,
    Scroll,
    Toolbar,
    column,
    lead_focus,
    row,
    stack,
)
from ..widgets.picker import ListDetail
from ..widgets.safe import Label
from ..widgets.table import Column, Table
from . import copies
from .behind import Behind
from .copies import Held

if TYPE_CHECKING:
    from ..vault.secret import Secret
    from .program import Program

COPIES = "Copies (*.db *.pgdump *.sealed)"
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy as the list shows it."""

    file: Path
    when: str
    kind: str
    size: str
    state: str


class RestorePage(QWidget):
    """Copies at the left, the chosen one at the right; nothing changes before it is brought back.

    A copy goes into `target`, a folder without books; the books that are open stay where they are.
    """

    def __init__(
        self, program: Program, folder: Path, target: Path, chosen: Path | None = None
    ) -> None:
        super().__init__()
        self.setAccessibleName("Copies of your data")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._program, self._folder, self._target = program, folder, target
        self._copy: Path | None = None
        self._then = ""
        self.table = Table[CopyRow](
            (
                Column("when", "Made", "title", lambda one: one.when, width=190),
                Column("kind", "Why", "text", lambda one: one.kind, stretch=1),
                Column("state", "", "muted", lambda one: one.state, width=130),
                Column("size", "Size", "num", lambda one: one.size, width=90),
            ),
            name="Copies of your data",
            key=lambda one: one.file,
            on_select=self._chosen,
            empty="No copy lies here yet. One is made when the program is closed.",
        )
        other = Button("Choose another copy", on_click=self._choose)
        self._bar = Toolbar("Copies of your data", str(folder), STRETCH, other)
        stack(self, self._bar, ListDetail("copies", self.table, self._pane()))
        lead_focus(self, self.table)
        self._fill(chosen)

    def _pane(self) -> QWidget:
        self._head = PageHead(role="record")
        self.secret = SecretEntry(name="Password of the vault or recovery key of this copy")
        self.secret.committed.connect(self._look)
        self._see = Button("Look inside", on_click=self._look)
        self.ask = EntryBar("Sealed", self.secret, self._see, stretch=0)
        self.warning = Notice("", "", below=True)
        self.pairs = Pairs(label_width=110)
        card = Card("What it holds")
        card.add(self.pairs)
        self._proof = Label(color="ink2", wrap=True)
        self._prove = Button("Prove restore", on_click=self._prove_it)
        proof = Card("Proof")
        proof.add(self._proof, row(self._prove, STRETCH))
        self._words = Label(color="ink2", wrap=True)
        self._bring = Button("Bring it back", "primary", on_click=self.bring)
        back = Card("Bring it back")
        back.add(self._words, row(self._bring, STRETCH))
        parts = (self._head, self.ask, self.warning, card, proof, back, STRETCH)
        body = column(*parts, gap=12, margin=(18, 14, 18, 18))
        body.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        return Scroll(body)

    # --- the list ------------------------------------------------------------------------------

    def _fill(self, chosen: Path | None) -> None:
        proof = copies.proved(self._folder)
        rows = [_row(copy, proof) for copy in backup.copies(self._folder)]
        if chosen is not None and all(one.file != chosen for one in rows):
            rows.insert(0, _other(chosen))
        self.table.show_rows(rows)
        if not (chosen is not None and self.table.select(chosen)):
            self.table.select_first()
        self._chosen(self.table.selected())

    def _choose(self) -> None:
        start = self._folder if self._folder.is_dir() else self._folder.parent
        file = dialogs.choose_file(self, "Choose a copy", COPIES, start)
        if file is not None:
            self._folder = file.parent
            self._bar.set_note(str(self._folder))
            self._fill(file)

    def _chosen(self, found: CopyRow | None) -> None:
        """Show a copy; what a sealed one holds is seen once its password is typed."""
        self._copy = found.file if found is not None else None
        sealed = found is not None and found.file.name.endswith(ENDING)
        self._head.set_head(found.when if found else "No copy", (found.file.name,) if found else ())
        self.ask.setVisible(sealed)
        self.ask.say("")
        self.secret.set_value("")
        self._holds(None, "Type its password to see." if sealed else "Looking inside")
        self._say_proof()
        for button in (self._prove, self._bring):
            button.setEnabled(found is not None)
        self._words.set_text(self._going())
        if found is None:
            self._holds(None, "Nothing to show.")
        elif not sealed:
            self._look()

    def _going(self) -> str:
        """Where a copy goes, and what becomes of the books there are."""
        words = f"It is checked, then put into {self._target} and opened."
        desk = self._program.window.desk
        if desk is None:
            return words
        return f"{words} The books that are open now stay as they are: {desk.store.place}"

    # --- looking inside ------------------------------------------------------------------------

    def typed(self) -> Secret | None:
        """What was typed for a sealed copy."""
        from ..vault.secret import Secret

        words = self.secret.text()
        return Secret(words) if words and not self.ask.isHidden() else None

    def _look(self) -> None:
        copy, typed = self._copy, self.typed()
        if copy is None or (typed is None and not self.ask.isHidden()):
            self.ask.say("Type a password of the vault, or the recovery key from its paper.")
            return
        self.ask.say("")
        show = partial(self._seen, copy)
        Behind(self, lambda: copies.look(copy, typed), show, partial(self._not_seen, copy))

    def _seen(self, copy: Path, held: Held) -> None:
        if copy != self._copy:
            return
        self._holds(held, "")
        if copies.of_a_server(copy):
            for button in (self._prove, self._bring):
                button.setEnabled(False)
            self._words.set_text(
                "This is a copy of books on a server. It goes back into an empty database there:"
                f" mspdesk restore {copy.name} --to postgresql://HOST/NAME"
            )

    def _not_seen(self, copy: Path, error: Exception) -> None:
        if copy != self._copy:
            return
        if not isinstance(error, UserError | Trouble):
            raise error
        if not self.ask.isHidden():
            self.ask.say(str(error))
            return
        self._holds(None, str(error))
        for button in (self._prove, self._bring):
            button.setEnabled(False)

    def _holds(self, held: Held | None, words: str) -> None:
        """Show what a copy holds beside what the open books hold, and what was issued since."""
        desk = self._program.window.desk
        now = copies.held_now(desk.store) if desk is not None and held is not None else None
        if held is not None and now is not None and now.shop != held.shop:
            # A copy of another shop is not an earlier state of this one.
            now = None
        if held is None:
            self.pairs.show_pairs([("", words)])
        else:
            counts = dict(now.counts) if now is not None else {}
            pairs = [("Shop", held.shop), ("Last change", _moment(held.last_change))]
            pairs += [(title, _beside(n, counts.get(title))) for title, n in held.counts]
            pairs.append(("Last number", held.numbers[-1] if held.numbers else "none"))
            self.pairs.show_pairs(pairs)
        self._warn(held, now)

    def _warn(self, held: Held | None, now: Held | None) -> None:
        """Warn of numbers given since; without other books to look at, say which is the newest."""
        since = copies.issued_since(held, now) if held is not None and now is not None else []
        self._then = ""
        if since:
            gone = copies.ranges(since)
            self._then = f"On paper only: {gone}. Set the next number before you issue."
            count = "1 number was" if len(since) == 1 else f"{len(since)} numbers were"
            self.warning.set_notice(
                f"{count} given since",
                f"{gone}: this copy does not know them, and what it issues next would take one"
                " of them again. Once it is back, set the next number in the preferences.",
            )
        elif held is not None and held.numbers and now is None:
            newest = held.numbers[-1]
            self._then = (
                f"The newest number here is {newest}. Was a later one issued? Set the next."
            )
            self.warning.set_notice(
                f"Was anything issued after {newest}?",
                f"What was issued after {_moment(held.last_change)} is not in this copy, and its"
                " number would be given again. Compare with what you printed or sent. Once it is"
                " back, set the next number in the preferences.",
            )
        self.warning.setVisible(bool(self._then))

    # --- proof and bringing back ---------------------------------------------------------------

    def _say_proof(self) -> None:
        found = copies.proved(self._copy.parent) if self._copy is not None else None
        if found is None:
            words = "No copy of this folder was proved yet."
        else:
            which = "This copy" if self._copy and found[0] == self._copy.name else found[0]
            words = f"{which} was restored and checked {_moment(found[1], wall=True)}."
        self._proof.set_text(
            f"{words} Proving brings a copy back into a folder that is thrown away again."
        )

    def _prove_it(self) -> None:
        copy, typed = self._copy, self.typed()
        if copy is None or not self._may_open(typed):
            return
        self._busy("Restoring it into a folder that is thrown away", busy=True)
        Behind(self, lambda: copies.prove(copy, typed), lambda _: self._proved(copy), self._failed)

    def _proved(self, copy: Path) -> None:
        self._busy("", busy=False)
        self._fill(copy)
        self._program.window.status.say(f"{copy.name} was restored and every check holds.")

    def bring(self) -> None:
        """Bring the chosen copy back into its folder and open that."""
        copy, typed = self._copy, self.typed()
        if copy is None or not self._may_open(typed):
            return
        from .keeping import bring_back

        self._busy(f"Checking {copy.name}", busy=True)
        place = str(self._target)
        Behind(self, lambda: bring_back(copy, place, typed), self._brought, self._failed)

    def _brought(self, _lines: list[str]) -> None:
        self._program.window.status.clear()
        self._program.open_brought_back(str(self._target), self._then)

    def _failed(self, error: Exception) -> None:
        self._busy("", busy=False)
        if not self.ask.isHidden() and isinstance(error, UserError | Trouble):
            self.ask.say(str(error))
        self._program.window.tell(error)

    def _may_open(self, typed: Secret | None) -> bool:
        """Whether a sealed copy can be opened with what was typed; says what is missing."""
        if typed is None and not self.ask.isHidden():
            self.ask.say("Type a password of the vault, or the recovery key from its paper.")
            self.secret.setFocus()
            return False
        return True

    def _busy(self, words: str, *, busy: bool) -> None:
        for part in (self._prove, self._bring, self.table):
            part.setEnabled(not busy)
        if busy:
            self._program.window.status.say(words)

    def next_pane(self) -> bool:
        """F6 goes from the list to the chosen copy and back."""
        other = self.table if self._bring.hasFocus() else self._bring
        other.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True


def _row(copy: Copy, proof: tuple[str, datetime] | None) -> CopyRow:
    sealed = copy.file.name.endswith(ENDING)
    kind = "Before an upgrade" if copy.kind == BEFORE_UPGRADE else "While you worked"
    state = "proved" if proof is not None and proof[0] == copy.file.name else ""
    state = ", ".join(word for word in ("sealed" if sealed else "", state) if word)
    return CopyRow(copy.file, _moment(copy.made_at, wall=True), kind, _size(copy.size), state)


def _other(file: Path) -> CopyRow:
    """A copy that was renamed: only its name says what it is."""
    sealed = "sealed" if file.name.endswith(ENDING) else ""
    return CopyRow(file, file.name, "", _size(file.stat().st_size), sealed)


def _size(count: int) -> str:
    """Bytes in words: 5.2 MB."""
    tenths = count * 10 // _MB
    return f"{tenths // 10}.{tenths % 10} MB"


def _moment(at: datetime | None, *, wall: bool = False) -> str:
    """A moment as the shop's clock shows it; UTC unless it is `wall` time already."""
    if at is None:
        return "none"
    shown = at if wall else wall_of(at)
    return f"{full_date(shown.date())}, {clock_time(shown)}"


def _beside(then: int, now: int | None) -> str:
    """A count of the copy, and that of the open books where it is another."""
    return f"{then:,}" if now is None or now == then else f"{then:,}, now {now:,}"
