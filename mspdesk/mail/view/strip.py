"""The line that sends what waits, asks for the password where it must, and says what came of it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ...dates import now
from ...desk.desk import Desk
from ...errors import Cancelled
from ...widgets import opening
from ...widgets.buttons import Button
from ...widgets.entry import CheckEntry, SecretEntry
from ...widgets.form import EntryBar
from ...widgets.layout import Notice, row, stack
from .. import queries, runs
from ..runs import SendReport


class SendStrip(QWidget):
    """Hidden while all is well; the password, or what went wrong with a way to try again.

    `where` tells two of them apart for those who hear the screen.
    """

    def __init__(self, desk: Desk, where: str, on_done: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._desk, self._on_done = desk, on_done
        self.password = SecretEntry(name=f"Password of the mail server, {where}")
        self.remember = CheckEntry("Remember it, in the keyring or the open vault")
        self.remember.name_it(f"Remember the password in the keyring, {where}")
        self.use_button = Button("Use it", "primary", on_click=self._use, name=f"Use it, {where}")
        self.password.committed.connect(self._use)
        self.bar = EntryBar(
            "Password of the mail server", self.password, self.use_button, self.remember
        )
        self.again_button = Button("Try again", on_click=self.send, name=f"Send again, {where}")
        self.close_button = Button(
            "Close", "quiet", on_click=self._close, name=f"Close this message, {where}"
        )
        self.notice = Notice("Mail was not sent", "", (self.again_button, self.close_button))
        self._busy = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.send)
        stack(self, row(self.bar, gap=0), self.notice)
        self.bar.hide()
        self.notice.hide()
        self.hide()

    def send(self) -> None:
        """Send what waits, behind the window; a second press while it runs does nothing."""
        if self._busy:
            return
        if not self._desk.ask(queries.account).by_server:
            self._desk.say("Mail goes out as drafts here. Open each in your mail program.")
            return
        self._busy = True
        self._later.stop()
        self._close()
        # It writes in short steps of its own, so nothing else has to wait for a slow server.
        job = self._desk.fetch("Sending mail", runs.send_waiting, self._desk.vault)
        job.then(self._sent).otherwise(self._broke)

    def open_draft(self, mail_id: int) -> None:
        """Write a mail as a draft and open it in the user's own mail program."""
        job = self._desk.fetch("Writing the draft", runs.draft_of, mail_id)
        job.then(self._opened).otherwise(self._broke)

    def _opened(self, file: Path) -> None:
        self._done()
        opening.open_draft(file)
        self._desk.say("Opened in your mail program. Say in the outbox when you have sent it.")

    def _sent(self, report: SendReport) -> None:
        self._busy = False
        if report.wants_password:
            self._ask(report.trouble)
        elif report.trouble:
            self.notice.set_notice("Mail waits", report.words)
            self.notice.show()
            self.show()
        else:
            self._desk.say(report.words)
            self._go_on(report)
        self._done()

    def _go_on(self, report: SendReport) -> None:
        """Send the rest of a campaign once the hour's limit lets it, while this window is open."""
        if report.goes_on_at is not None and not report.stopped:
            wait = (report.goes_on_at - now()) // timedelta(milliseconds=1)
            self._later.start(max(1_000, wait + 1_000))

    def _broke(self, error: BaseException) -> None:
        self._busy = False
        self._done()
        if not isinstance(error, Cancelled):
            raise error

    def _done(self) -> None:
        if self._on_done is not None:
            self._on_done()

    def _ask(self, words: str) -> None:
        """Ask for the password in its own line."""
        self.password.set_value("")
        self.bar.say(words)
        self.bar.show()
        self.show()
        self.password.setFocus()

    def _use(self) -> None:
        """Use the password that was typed, and try again."""
        words = self.password.text()
        if not words:
            self.bar.say("Type the password.")
            return
        kept = runs.keep(
            self._desk.store,
            self._desk.ask(queries.account),
            words,
            in_keyring=bool(self.remember.value()),
            opened=self._desk.vault,
        )
        self.password.set_value("")
        if not kept:
            self._desk.say(
                "No keyring here, and no open vault: the password is kept until MSPDesk ends."
            )
        self.send()

    def _close(self) -> None:
        self.bar.hide()
        self.notice.hide()
        self.hide()
