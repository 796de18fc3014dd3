"""One mail: what it says and carries, what became of it, and what can be done about it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ... import paths
from ...dates import clock_time, short_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import Trouble
from ...widgets import dialogs, opening
from ...widgets.buttons import Button, LinkButton
from ...widgets.entry import TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import (
    STRETCH,
    Fact,
    Facts,
    Footer,
    Notice,
    Panel,
    Rule,
    Scroll,
    Section,
    beside,
    clear,
    column,
    row,
    stack,
)
from ...widgets.safe import Label
from ...widgets.tags import Tag
from .. import actions, queries, runs
from ..queries import FileRow, MailPage
from ..rules.message import megabytes
from ..rules.states import STATE_TONES, MailState
from .strip import SendStrip

_PLACES = {"invoice": "invoice", "statement": "receivables"}
_CARRIES = {"invoice": "Open the invoice", "statement": "Open the account"}


class MailPane(Panel):
    """One mail of the outbox."""

    def __init__(self, desk: Desk, strip: SendStrip) -> None:
        super().__init__("paper", "left")
        self._desk, self._strip = desk, strip
        self.page: MailPage | None = None
        self._tag = Tag("", "grey")
        self._when = Label("", "meta", "ink2")
        self._subject = Label("", "record", wrap=True)
        self._facts = Facts(columns=2)
        self._asks = QWidget()
        self._asks_box = stack(self._asks, gap=8, margin=(20, 0, 16, 12))
        self._body = Label("", "body", "ink", wrap=True, selectable=True)
        self._files = QWidget()
        self._files_box = stack(self._files, gap=4)
        self._told = Label("", "meta", "ink2", wrap=True)
        self._deeds = QWidget()
        self._deeds_box = beside(self._deeds, gap=8)
        body = column(
            column(
                row(self._tag, self._when, STRETCH),
                self._subject,
                4,
                self._facts,
                gap=4,
                margin=(20, 14, 16, 12),
            ),
            self._asks,
            Rule(),
            column(self._body, 8, self._files, 8, self._told, margin=(20, 12, 20, 16)),
            STRETCH,
        )
        self._scroll = Scroll(body)
        self._footer = Footer(STRETCH, self._deeds)
        self._nothing = Label("Choose a mail.", "body", "ink3", align="center")
        stack(self, self._nothing, self._scroll, self._footer)
        self.form: Form | None = None
        self.buttons: dict[str, Button] = {}
        self.show_nothing()

    def shown_id(self) -> int | None:
        """The mail that is shown."""
        return self.page.row.id if self.page else None

    def show_nothing(self) -> None:
        """Show that no mail is chosen."""
        self.page = None
        self._nothing.show()
        self._scroll.hide()
        self._footer.hide()

    def show_mail(self, mail_id: int) -> None:
        """Show one mail; raises UserError when it is gone."""
        before = self.page.row if self.page else None
        page = self._desk.ask(queries.mail_page, mail_id)
        if before == page.row:
            # What is being typed into its form stays.
            return
        self.page = page
        self._nothing.hide()
        self._scroll.show()
        self._footer.show()
        mail = page.row
        partly = mail.state == MailState.SENT and bool(mail.refused)
        self._tag.set_tag(mail.words, "amber" if partly else STATE_TONES[MailState(mail.state)])
        self._when.set_text(_when(page))
        self._subject.set_text(mail.subject)
        self._show_facts(page)
        self._body.set_text(page.body.strip())
        self._show_files(page)
        self._told.set_text(_told(page))
        self._show_asks(page)

    def _show_facts(self, page: MailPage) -> None:
        mail = page.row
        facts = [Fact("to", "To", mail.to)]
        if mail.cc:
            facts.append(Fact("cc", "Copy to", mail.cc))
        if mail.client:
            facts.append(Fact("client", "Client", mail.client, self._go_client))
        kind = mail.about.partition(":")[0]
        if kind in _CARRIES:
            facts.append(Fact("about", "Carries", _CARRIES[kind], self._go_about))
        self._facts.show_facts(facts)

    def _show_files(self, page: MailPage) -> None:
        clear(self._files_box)
        if page.files:
            self._put(self._files_box, Section("Goes with it"))
        for file in page.files:
            link = LinkButton("Save a copy", partial(self._save, file), name=f"Save {file.name}")
            size = f"{megabytes(file.size)} MB"
            words = Label(file.name, "body", "ink", elide=True)
            self._put(self._files_box, row(words, Label(size, "meta", "ink3"), STRETCH, link))

    def _put(self, box: Any, widget: QWidget) -> None:
        box.addWidget(widget)
        widget.show()

    # --- what it asks --------------------------------------------------------------------------

    def _show_asks(self, page: MailPage) -> None:
        """Say what is wrong or open, with the deeds that answer it."""
        clear(self._asks_box)
        clear(self._deeds_box)
        self.form = None
        self.buttons = {}
        mail = page.row
        match MailState(mail.state):
            case MailState.UNKNOWN:
                text = f"{mail.error} MSPDesk never sends it again by itself."
                self._ask("Did it arrive?", text, "circle-alert", "amber")
                self._deed("again", "Send it again", self._send_again)
                self._deed("arrived", "It arrived", self._arrived, "primary")
            case MailState.FAILED:
                many = "\n" in mail.refused
                refused = f"\n{mail.refused}" if many else ""
                self._ask("It was not sent", f"{mail.error}{refused}", "circle-alert", "red")
                self._address("Try again", self._retry)
                self._deed("cancel", "Cancel mail", self._cancel)
            case MailState.DRAFTED:
                text = "It was opened in your own mail program. Only you know what became of it."
                self._ask("Did you send it?", text, "mail", "amber")
                self._deed("cancel", "Cancel mail", self._cancel)
                self._deed("open", "Open it again", self._open)
                self._deed("by_hand", "I sent it", self._by_hand, "primary")
            case MailState.QUEUED:
                self._waiting()
            case MailState.SENT if mail.refused:
                self._ask("Not everybody got it", mail.refused, "circle-alert", "amber")
                self._address("Send to others", self._to_others, others=True)
            case MailState.SENDING:
                self._ask("It is on its way", "The server has not answered yet.", "clock", "ink2")
        self._asks.setVisible(self._asks_box.count() > 0)
        self._footer.setVisible(bool(self.buttons))

    def _waiting(self) -> None:
        self._deed("cancel", "Cancel mail", self._cancel)
        if self._desk.ask(queries.account).by_server:
            self._deed("send", "Send what waits", self._strip.send, "primary")
            return
        self._deed("link", "Without files", self._open_link)
        self._deed("open", "Open in my mail program", self._open, "primary")

    def _ask(self, title: str, text: str, icon: str, color: str) -> None:
        self._put(self._asks_box, Notice(title, text, icon=icon, color=color))

    def _deed(
        self, key: str, words: str, deed: Callable[[], object], kind: Any = "default"
    ) -> None:
        button = Button(words, kind, on_click=deed, name=f"{words}, outbox")
        self.buttons[key] = button
        self._put(self._deeds_box, button)

    def _address(
        self, save: str, deed: Callable[[dict[str, Any]], object], *, others: bool = False
    ) -> None:
        """A form for the addresses, to mend a wrong one."""
        page = self.page
        if page is None:
            return
        fields = [Field("to", "To", TextEntry(), required=True)]
        if not others:
            fields.append(Field("cc", "Copy to", TextEntry()))
        self.form = Form(fields, on_save=deed, save=save)
        if not others:
            self.form.set_values({"to": page.row.to, "cc": page.row.cc})
        self._put(self._asks_box, self.form)

    # --- deeds ---------------------------------------------------------------------------------

    def _id(self) -> int:
        return self.page.row.id if self.page else 0

    def _retry(self, values: dict[str, Any]) -> None:
        self._desk.do(actions.retry, self._id(), values["to"], values["cc"] or "")
        self._send_if_we_can()

    def _to_others(self, values: dict[str, Any]) -> None:
        self._desk.do(actions.send_to_others, self._id(), values["to"])
        self._send_if_we_can()

    def _send_if_we_can(self) -> None:
        if self._desk.ask(queries.account).by_server:
            self._strip.send()

    def _cancel(self) -> None:
        self._desk.do(actions.cancel, self._id())

    def _arrived(self) -> None:
        self._desk.do(actions.answer_unknown, self._id(), arrived=True)

    def _send_again(self) -> None:
        self._desk.do(actions.answer_unknown, self._id(), arrived=False)
        self._send_if_we_can()

    def _by_hand(self) -> None:
        self._desk.do(actions.sent_by_hand, self._id())

    def _open(self) -> None:
        self._strip.open_draft(self._id())

    def _open_link(self) -> None:
        """Open it by a link: the words only, the files are put in by hand."""
        if self.page is None:
            return
        opening.write_mail(runs.mailto(self.page))
        self._desk.do(actions.note_drafted, self._id())
        self._desk.say("Opened without its files. Save a copy of each and put it in by hand.")

    def _save(self, file: FileRow) -> None:
        """Save a copy of one file where the person says."""
        folder = Path(self._desk.settings.last_folder.get("paper", str(paths.documents_folder())))
        target = dialogs.save_file(self, "Save a copy", "", folder / paths.safe_name(file.name))
        if target is None:
            return
        content = self._desk.ask(queries.file_bytes, file.id).content
        try:
            target.write_bytes(content)
        except OSError as error:
            raise Trouble("The copy could not be saved.", error.strerror or "") from error
        self._desk.say(f"Saved {target.name} in {target.parent}")

    def _go_client(self) -> None:
        if self.page is not None and self.page.row.client_id is not None:
            self._desk.go(Place("clients", self.page.row.client_id))

    def _go_about(self) -> None:
        if self.page is not None:
            kind, _, number = self.page.row.about.partition(":")
            self._desk.go(Place("billing", int(number), _PLACES[kind]))

    def focus_first(self) -> None:
        """Go to the first thing that can be done."""
        if self.form is not None:
            self.form.focus_first()
        elif self.buttons:
            list(self.buttons.values())[-1].setFocus()


def _when(page: MailPage) -> str:
    """When it was made, and by whom."""
    made = page.row.made_at
    who = f" by {page.made_by}" if page.made_by else ""
    return f"written {short_date(made.date())} {clock_time(made)}{who}"


def _told(page: MailPage) -> str:
    """What became of it, in sentences."""
    mail = page.row
    said = []
    if mail.sent_at is not None:
        how = "noted as sent" if mail.by_hand else "the server took it"
        said.append(f"{short_date(mail.sent_at.date())} {clock_time(mail.sent_at)}: {how}.")
    if mail.tries > 1:
        said.append(f"Tried {mail.tries} times.")
    if page.answer:
        said.append(f"{page.answer}.")
    return " ".join(said)
