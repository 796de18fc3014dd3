"""Every mail of a step before it is queued: who gets one and who does not, and the mail itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt

from ...desk.desk import Desk
from ...errors import UserError
from ...widgets.buttons import Button
from ...widgets.layout import lead_focus
from ...widgets.table import Column, Group
from .. import runs
from ..actions.merging import NO_SERVER
from ..queries import merging as queries
from ..queries.merging import Prepared
from ..queries.steps import StepRow
from .merged import MergedPage, MergedWords, tag

_WORDS = MergedWords(
    page="Mails before they are queued",
    table="Who gets this mail",
    text="The mail as it goes out",
    edit="Change the mail",
    working="Putting the mails together…",
    stopped="Stopped. Nothing was queued.",
    broken="These mails cannot be put together",
    empty="Nobody gets this mail. Choose whom under Audience; who had it gets it once.",
)


class MergePage(MergedPage):
    """The mails of one step, put together behind the window; what is queued is what was seen."""

    def __init__(
        self, desk: Desk, on_done: Callable[[], object], on_edit: Callable[[StepRow], object]
    ) -> None:
        super().__init__(desk, on_done, on_edit, _WORDS, _COLUMNS)
        self.mails: list[Prepared] = []
        self._queueing = self._by_server = False
        self._limit = 0
        self.queue_button = Button("Queue mails", "primary", "mail", self.queue)
        self._lay_out(self, "campaign-merge", self.queue_button, self.edit_button)
        lead_focus(self, self.table)

    def _begin(self, step: StepRow) -> None:
        self._warn()
        job = self._desk.fetch("Putting mails together", runs.prepare_mails, step.id)
        job.then(self._prepared).otherwise(self._broke)

    def show_step(self, step: StepRow) -> None:
        """Put the mails of a step together; the window goes on meanwhile."""
        self.mails = []
        super().show_step(step)

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
        self._offer()
        slow = self._limit and many > self._limit
        self.sum.set_text(f"{self._limit} leave in an hour" if slow else "")
        if self.isVisible():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self) -> None:
        self._queueing = False
        going = any(one.goes for one in self.mails)
        self.queue_button.setEnabled(going and self._by_server)

    def _go(self) -> None:
        self.queue()

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
            self._offer()
            self._desk.refuse(error)
            return
        job.then(self._queued).otherwise(self._broke)

    def _queued(self, _many: int) -> None:
        self._queueing = False
        self._on_done()


_COLUMNS: list[Column[Prepared]] = [
    Column("client", "Company", "title", lambda one: one.client, stretch=2),
    Column("name", "Who", "text", lambda one: one.name, stretch=2),
    Column("address", "Address", "muted", lambda one: one.address, stretch=2, hide_under=660),
    Column("tag", "", "tag", tag, width=160),
]
