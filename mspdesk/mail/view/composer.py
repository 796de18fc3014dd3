"""The card a mail is written on, at the place of work: whom to, what it says, what goes with it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...errors import Cancelled, UserError
from ...widgets.entry import NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import Card, stack
from ...widgets.safe import Label
from .. import queries
from ..rules.addresses import addresses
from ..rules.compose import Compose, Typed
from ..rules.message import checked_subject
from .strip import SendStrip

Queue = Callable[..., list[int]]
"""Long work that sets the papers out and queues the mail: (store, progress, Typed) -> ids."""


class Composer(QWidget):
    """Hidden until `open` is called; goes away when the mail is in the outbox."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._queue: Queue | None = None
        self.compose: Compose | None = None
        self.form = Form(
            [
                Field("to", "To", TextEntry("ann@example.com"), required=True),
                Field("cc", "Copy to", TextEntry()),
                Field("subject", "Subject", TextEntry(), required=True),
                Field("body", "Text", NoteEntry(lines=11)),
            ],
            on_save=self._save,
            save="Queue and send",
            on_cancel=self.close_card,
        )
        self.files = Label("", "meta", "ink2", wrap=True)
        self.card = Card("Send by mail")
        self.card.add(self.form, self.files)
        self.strip = SendStrip(desk, "composer")
        stack(self, self.card, self.strip, gap=8)
        self.card.hide()

    def open(self, compose: Compose, queue: Queue) -> None:
        """Show a mail to be written; `queue` puts it into the outbox behind the window."""
        self.compose, self._queue = compose, queue
        self.card.set_title(compose.title)
        by_server = self._desk.ask(queries.account).by_server
        self.form.save_button.set_text("Queue and send" if by_server else "Open as a draft")
        self.form.set_values(
            {
                "to": compose.to,
                "cc": compose.cc,
                "subject": compose.subject,
                "body": compose.body,
            }
        )
        self.files.set_text(f"Goes with it: {', '.join(compose.files)}" if compose.files else "")
        self.form.save_button.setEnabled(True)
        self.card.show()
        self.show()
        self.form.focus_first()

    def shown(self) -> bool:
        """Whether a mail is being written."""
        return not self.card.isHidden()

    def close_card(self) -> None:
        """Put the card away; nothing is queued."""
        self.compose = self._queue = None
        self.card.hide()

    def _save(self, values: dict[str, Any]) -> None:
        """Check what was typed, beside its field, and queue it."""
        compose, queue = self.compose, self._queue
        if compose is None or queue is None:
            return
        if not addresses(values["to"], "to"):
            raise UserError("Type whom this goes to.", "to")
        addresses(values["cc"] or "", "cc")
        subject = checked_subject(values["subject"])
        typed = Typed(values["to"], values["cc"] or "", subject, values["body"] or "", compose.key)
        self.form.save_button.setEnabled(False)
        job = self._desk.fetch("Putting the mail together", queue, typed)
        job.then(self._queued).otherwise(self._refused)

    def _queued(self, mail_ids: list[int]) -> None:
        self.close_card()
        if self._desk.ask(queries.account).by_server:
            self.strip.send()
        else:
            for mail_id in mail_ids:
                self.strip.open_draft(mail_id)

    def _refused(self, error: BaseException) -> None:
        self.form.save_button.setEnabled(True)
        if isinstance(error, UserError):
            self.form.show_error(error)
        elif not isinstance(error, Cancelled):
            raise error
