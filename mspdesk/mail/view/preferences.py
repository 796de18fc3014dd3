"""The page of preferences about mail: which way it leaves, through which server, as whom."""

from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...errors import Cancelled, Trouble, UserError
from ...widgets.buttons import Button
from ...widgets.entry import ChoiceEntry, NoteEntry, NumberEntry, SecretEntry, TextEntry
from ...widgets.form import Field, Form, Heading
from ...widgets.layout import STRETCH, Scroll, column, row, stack
from ...widgets.safe import Label
from .. import actions, queries, runs
from ..rules.states import PORTS, SECURITY_WORDS, WAY_WORDS, Security, Way

_WIDE = 860
_SERVER = ("host", "port", "security", "user", "password", "bulk_per_hour")
_WORDS = (
    "How invoices, statements and letters leave the house. Mail waits in the outbox first, and is"
    " called sent only when the server took it."
)


class MailPreferences(QWidget):
    """Server, sender and signature, with a test that says in words what came of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._version = 0
        self._security = Security.TLS.value
        self.form = Form(self._fields(), columns=2, on_save=self._save)
        self.test_button = Button("Send a test mail to myself", icon="mail", on_click=self._test)
        self.said = Label("", "body", "ink2", wrap=True)
        body = column(
            Label("Mail", role="title"),
            Label(_WORDS, color="ink2", wrap=True),
            6,
            self.form,
            4,
            row(self.test_button, STRETCH),
            self.said,
            STRETCH,
            margin=(22, 18, 22, 22),
            gap=8,
        )
        body.setMaximumWidth(_WIDE)
        stack(self, Scroll(body))
        self.form.entry("way").changed.connect(self._show_way)
        self.form.entry("security").changed.connect(self._show_port)
        desk.keep_fresh(self, {"mail_account", "shop"}, self._load)

    def _fields(self) -> list[Field | Heading]:
        ways = [(way.value, words) for way, words in WAY_WORDS.items()]
        lines = [(one.value, words) for one, words in SECURITY_WORDS.items()]
        return [
            Field("way", "How mail leaves", ChoiceEntry(ways), span=2),
            Field("host", "Mail server", TextEntry("mail.example.com")),
            Field("security", "Security of the line", ChoiceEntry(lines)),
            Field("port", "Port", NumberEntry(1, 65535)),
            Field("user", "User", TextEntry(), help="Empty where the server wants none."),
            Field(
                "password",
                "Password of the mail server",
                SecretEntry(),
                help="Goes into this computer's keyring; where there is none, into the vault"
                " while it is open. Never into the books in clear.",
                span=2,
            ),
            Heading("Who it comes from"),
            Field("from_name", "Name", TextEntry()),
            Field("from_address", "Address", TextEntry()),
            Field("reply_to", "Answers go to", TextEntry(), help="If it is another address."),
            Field(
                "copy_to",
                "A copy of everything to",
                TextEntry(),
                help="The people it goes to do not see it.",
            ),
            Field("signature", "Below every mail", NoteEntry(lines=4), span=2),
            Field(
                "bulk_per_hour",
                "Mails of a campaign in an hour",
                NumberEntry(0, actions.MOST_AN_HOUR),
                help="Many servers shut out who sends too many at once. 0 is as many as there are.",
            ),
        ]

    def _load(self) -> None:
        found = self._desk.ask(queries.account)
        if self.form.dirty():
            return
        self._version = found.version
        self._security = found.security
        self.form.set_values(asdict(found) | {"password": ""})
        self._show_way()

    def _show_way(self) -> None:
        """Ask about a server only where there is one."""
        by_server = self.form.entry("way").value() == Way.SMTP
        for name in _SERVER:
            self.form.box(name).setVisible(by_server)
        self.test_button.setVisible(by_server)

    def _show_port(self) -> None:
        """Put in the usual port of the security that was chosen, where the old one was usual."""
        chosen = self.form.entry("security").value()
        port = self.form.entry("port")
        if chosen and chosen != self._security and port.text() in {str(p) for p in PORTS.values()}:
            port.set_value(PORTS[Security(chosen)])
        self._security = str(chosen or self._security)

    def _save(self, values: dict[str, Any]) -> None:
        password = values.pop("password", None)
        changes = {name: "" if one is None else one for name, one in values.items()}
        if changes.get("port") == "":
            raise UserError("Fill in the port.", "port")
        if changes.get("bulk_per_hour") == "":
            raise UserError("Type a number, 0 for no limit.", "bulk_per_hour")
        self._desk.do(actions.edit_account, self._version, changes)
        account = self._desk.ask(queries.account)
        self._version = account.version
        vault = self._desk.vault
        if password and not runs.keep(
            self._desk.store, account, password, in_keyring=True, opened=vault
        ):
            self._tell(
                "This computer has no keyring. The password is kept until MSPDesk ends, and asked"
                " for the next time; open the vault and save it again to keep it there.",
                "amber",
            )
        self.form.entry("password").set_value("")

    def _test(self) -> None:
        """Save what is typed, then send a mail to the address it comes from."""
        if not self.form.submit():
            return
        self.test_button.setEnabled(False)
        self._tell("Sending a test mail…", "ink2")
        account, vault = self._desk.ask(queries.account), self._desk.vault
        job = self._desk.fetch("Sending a test mail", runs.send_test, account, vault)
        job.then(self._tested).otherwise(self._broke)

    def _tested(self, words: str) -> None:
        self.test_button.setEnabled(True)
        self._tell(words, "green")

    def _broke(self, error: BaseException) -> None:
        self.test_button.setEnabled(True)
        self._tell("", "ink2")
        if isinstance(error, UserError):
            self.form.show_error(error)
        elif isinstance(error, Trouble):
            self._tell(str(error), "red")
        elif not isinstance(error, Cancelled):
            raise error

    def _tell(self, words: str, color: str) -> None:
        self.said.set_text(words)
        self.said.set_color(color)
