"""The page of preferences about the vault."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...documentation.view.keys.unlock import Unlock
from ...vault import queries
from ...vault.secret import Secret
from ...widgets.layout import STRETCH, Scroll, column, stack
from ...widgets.safe import Label
from .cards import CopiesCard, HereCard, PaperCard, PasswordCard, SetUpCard, is_owner
from .looks import LooksCard
from .people import PeopleCard

_WIDE = 900
_WORDS = (
    "The vault seals what clients entrust to the shop: user names, passwords, codes. Every look is"
    " written down before it happens. Unlike roles this is a lock and no courtesy: without a key"
    " nobody reads anything, whoever has the file."
)
_PARTIAL = (
    "One honest limit: a technician whose key is for some clients only is held to that by this"
    " program, not by the seal; the key itself is the same."
)


class VaultPage(QWidget):
    """Set up, unlock, who may open it, the paper, this computer, copies, and who looked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.unlock = Unlock(desk, "preferences")
        self.begin = SetUpCard(desk, self._made)
        self.paper = PaperCard(desk)
        self.people = PeopleCard(desk)
        self.password = PasswordCard(desk)
        self.here = HereCard(desk)
        self.copies = CopiesCard(desk)
        self.looks = LooksCard(desk)
        self._partial = Label(_PARTIAL, "meta", "ink3", wrap=True)
        body = column(
            Label("Vault", role="title"),
            Label(_WORDS, color="ink2", wrap=True),
            self.unlock,
            self.begin,
            self.paper,
            self.people,
            self.password,
            self.here,
            self.copies,
            self.looks,
            self._partial,
            STRETCH,
            margin=(22, 18, 22, 22),
            gap=12,
        )
        body.setMaximumWidth(_WIDE)
        stack(self, Scroll(body))
        desk.vault_changed.connect(self.refresh)
        desk.person_changed.connect(self._forget)
        desk.keep_fresh(
            self, {"vault_key", "vault_wrap", "vault_grant", "access", "person"}, self.refresh
        )

    def _made(self, recovery: Secret) -> None:
        self.paper.take(recovery)

    def _forget(self) -> None:
        self.paper.forget()
        self.refresh()

    def refresh(self) -> None:
        """Show how the vault stands, and only what this person can do about it now."""
        desk = self._desk
        state = desk.ask(queries.state, desk.person_id)
        is_open, owner = desk.vault is not None, is_owner(desk)
        self.unlock.refresh()
        # Without a vault the card says what there is to do; elsewhere the notice says it.
        self.unlock.setVisible(not self.unlock.isHidden() and not _can_begin(state, owner))
        self.begin.setVisible(_can_begin(state, owner))
        self.paper.setVisible(state.set_up and owner)
        self.people.setVisible(state.set_up and (owner or state.mine))
        self.password.setVisible(is_open)
        self.here.setVisible(state.mine)
        self.copies.setVisible(state.set_up and owner)
        self.looks.setVisible(state.set_up and owner)
        self._partial.setVisible(state.set_up and owner)
        self.paper.show_state(state, is_open=is_open, owner=owner)
        self.people.show_state(state, is_open=is_open, owner=owner)
        self.password.refresh()
        self.here.show_state(state, is_open=is_open)
        self.copies.show_state(state)
        self.copies.rotate.setVisible(is_open)
        self.looks.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Looks are no change of the books, so they are asked for whenever the page comes up."""
        super().showEvent(event)
        self.looks.refresh()


def _can_begin(state: queries.VaultState, owner: bool) -> bool:
    """Whether there is a vault to be set up, and this is who does it."""
    return not state.set_up and owner
