"""Every mail of a step before it is queued: who gets one and who does not, and the mail itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...desk.desk import Desk
from ...errors import Cancelled, Trouble, UserError
from ...widgets.buttons import Button
from ...widgets.entry import NoteEntry
from ...widgets.layout import STRETCH, Footer, Notice, Panel, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.splitter import ListDetail
from ...widgets.table import Column, Group, Table, TagCell
from .. import runs
from ..actions.merging import NO_SERVER
from ..queries import merging as queries
from ..queries.campaigns import StepRow
from ..queries.merging import Prepared


class MergePage(QWidget):
    """The mails of one step, put together behind the window; `on_done` goes back to the campaign.

    What is queued is what was seen. `on_edit` opens the form of the step.
    """

    def __init__(
        self, desk: Desk, on_done: Callable[[], object], on_edit: Callable[[StepRow], object]
    ) -> None:
        super().__init__()
        self.setAccessibleName("Mails before they are queued")
        self._desk, self._on_done, self._on_edit = desk, on_done, on_edit
        self.step: StepRow | None = None
        self.mails: list[Prepared] = []
        self._queueing = self._by_server = False
        self._limit = 0
        self.title = Label("", "record", elide=True)
        self.said = Label("", "meta", "ink2", wrap=True)
        self.back_button = Button("Back to the campaign", icon="arrow-left", on_click=on_done)
        self.edit_button = Button("Change the mail", icon="pencil", on_click=self._edit)
        self.queue_button = Button("Queue mails", "primary", "mail", self.queue)
        self.notice = Notice("", "")
        self.table = Table[Prepared](
            _COLUMNS,
            "Who gets this mail",
            key=lambda one: one.member_id,
            on_select=self._show,
            spoken=_spoken,
            empty="Nobody gets this mail. Choose whom under Audience; who had it gets it once.",
        )
        head = Panel("paper", rule="bottom")
        line = row(self.back_button, column(self.title, self.said, gap=1), STRETCH)
        stack(head, line, self.notice, margin=(20, 12, 20, 12), gap=10)
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.subject = Label("", "card_large", wrap=True, selectable=True)
        self.to = Label("", "meta", "ink2", elide=True, selectable=True)
        self.body = NoteEntry("", "The mail as it goes out", lines=12)
        self.body.sheet.setReadOnly(True)
        self.body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        letter = Panel("paper", rule="left")
        stack(
            letter,
            column(self.to, self.subject, margin=(18, 14, 18, 8), gap=4),
            column(self.body, margin=(18, 0, 18, 14)),
        )
        self.sum = Label("", "row")
        foot = Footer(self.queue_button, self.edit_button, STRETCH, self.sum)
        stack(self, head, ListDetail("campaign-merge", self.table, letter, 460, 400), foot)
        self.notice.hide()
        lead_focus(self, self.table)

    def show_step(self, step: StepRow) -> None:
        """Put the mails of a step together; the window goes on meanwhile."""
        self.step, self.mails = step, []
        self.title.set_text(step.subject or step.title)
        self.said.set_text("Putting the mails together…")
        self.table.show_rows([])
        self._show(None)
        self.queue_button.setEnabled(False)
        self.sum.set_text("")
        self._warn()
        job = self._desk.fetch("Putting mails together", runs.prepare_mails, step.id)
        job.then(self._prepared).otherwise(self._broke)

    def _warn(self) -> None:
        """What stands in the way: no mail server, or no postal address below the mails."""
        if self.step is None:
            return
        base = self._desk.ask(queries.base, self.step.id, self._desk.person_id)
        if not base.by_server:
            self.notice.set_notice("These mails cannot leave yet", NO_SERVER)
        elif not base.has_address:
            self.notice.set_notice(
                "Your postal address is missing",
                "In many countries it belongs below every mail that advertises. Type it in"
                " Preferences, Company.",
            )
        self.notice.setVisible(not base.by_server or not base.has_address)
        self._limit, self._by_server = base.per_hour, base.by_server

    def _prepared(self, mails: Sequence[Prepared]) -> None:
        self.mails = list(mails)
        going = [one for one in self.mails if one.goes]
        away = [one for one in self.mails if not one.goes]
        look = sum(bool(one.words) for one in going)
        groups = [
            Group(title, some, str(len(some)))
            for title, some in (("Get this mail", going), ("Get none", away))
            if some
        ]
        self.table.show_groups(groups)
        self.table.select_first()
        many = len(going)
        words = f"{many} get this mail" if many != 1 else "1 gets this mail"
        words += f", {len(away)} get none" if away else ""
        words += f", {look} to look at" if look else ""
        self.said.set_text(words)
        self.queue_button.set_text(f"Queue {many} mail{'' if many == 1 else 's'}")
        self.queue_button.setEnabled(bool(many) and self._by_server)
        slow = self._limit and many > self._limit
        self.sum.set_text(f"{self._limit} leave in an hour" if slow else "")
        if self.isVisible():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _broke(self, error: BaseException) -> None:
        self._queueing = False
        if isinstance(error, Cancelled):
            self.said.set_text("Stopped. Nothing was queued.")
        elif isinstance(error, UserError):
            self.said.set_text(error.text)
            self.notice.set_notice("These mails cannot be put together", error.text)
            self.notice.show()
        elif isinstance(error, Trouble):
            self.said.set_text(str(error))
        else:
            raise error
        going = any(one.goes for one in self.mails)
        self.queue_button.setEnabled(going and self._by_server)

    def _show(self, one: Prepared | None) -> None:
        """Show the mail of whoever is chosen."""
        goes = one is not None and one.goes
        self.to.set_text(f"To {one.address}" if one is not None and goes else "")
        self.subject.set_text(
            one.subject if one is not None and goes else one.words if one is not None else ""
        )
        self.body.set_value(one.body if one is not None and goes else "")
        self.body.setVisible(goes)

    def queue(self) -> None:
        """Put the mails that were seen into the outbox, all or none."""
        if self.step is None or self._queueing or not self.queue_button.isEnabled():
            return
        self._queueing = True
        self.queue_button.setEnabled(False)
        try:
            job = self._desk.run(
                "Queueing mails", runs.queue_mails, self.step.id, self.step.version, self.mails
            )
        except UserError as error:
            self._queueing = False
            self.queue_button.setEnabled(True)
            self._desk.say(error.text)
            return
        job.then(self._queued).otherwise(self._broke)

    def _queued(self, _many: int) -> None:
        self._queueing = False
        self._on_done()

    def _edit(self) -> None:
        if self.step is not None:
            self._on_edit(self.step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the campaign; Ctrl+Enter queues."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self._on_done()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.queue()
        else:
            super().keyPressEvent(event)


def _tag(one: Prepared) -> TagCell | None:
    if not one.goes:
        return TagCell(one.words, "grey")
    return TagCell(one.words, "amber") if one.words else None


def _spoken(one: Prepared) -> str:
    what = "gets this mail" if one.goes else "gets none"
    return ". ".join(part for part in (f"{one.client}, {one.name}, {what}", one.words) if part)


_COLUMNS: list[Column[Prepared]] = [
    Column("client", "Company", "title", lambda one: one.client, stretch=2),
    Column("name", "Who", "text", lambda one: one.name, stretch=2),
    Column("address", "Address", "muted", lambda one: one.address, stretch=2, hide_under=560),
    Column("tag", "", "tag", _tag, width=160),
]
