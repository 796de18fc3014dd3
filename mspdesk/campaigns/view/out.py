"""Who gets no mail of campaigns: mails that came back, and addresses that opted out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date
from ...desk.desk import Desk
from ...errors import Cancelled, Trouble, UserError
from ...exchange.columns import DATE, TEXT, OutColumn
from ...widgets import dialogs
from ...widgets.buttons import Button
from ...widgets.drop import FileDrop
from ...widgets.entry import ChoiceEntry, NoteEntry, TextEntry
from ...widgets.form import EntryBar, Field, Form
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Panel, Section, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.splitter import ListDetail
from ...widgets.table import Column, Table, TagCell
from .. import runs
from ..actions import optouts as actions
from ..queries import optouts as queries
from ..queries.optouts import BounceRow, OptOutRow
from ..rules.bounces import KINDS, Returned, kind_of
from .days import day_column

_TABLES = {"opt_out", "mail_bounce", "outbox_mail", "client", "contact", "campaign", "person"}
_EML = "Mails (*.eml *.msg *.txt)"


class OutPart(QWidget):
    """Mails that came back at the left with what to do about each, who opted out at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Opt-outs and mails that came back")
        self._desk = desk
        self.bare = False
        self.note = ""
        self.bounces = Table[BounceRow](
            _BOUNCES,
            "Mails that came back",
            on_select=self._show,
            on_activate=lambda _one: self.right.setFocus(),
            spoken=_spoken,
            empty="No mail came back. Drop a notice of the mail server here, or write it down.",
        )
        self.outs = Table[OptOutRow](
            _OUTS,
            "Addresses that get no campaign",
            on_select=lambda _one: self._offer(),
            spoken=lambda one: f"{one.address}, {one.client}, since {full_date(one.on)}, {one.why}",
            empty="Nobody opted out.",
        )
        page = self._page()
        lead_focus(page, lambda: self.bounces if self.bounces.rows() else self.outs)
        self.laid = Laid(page)
        stack(self, self.laid)
        lead_focus(self, self._keys)
        self._drop = FileDrop(self.bounces, _drop_words, self.read)
        desk.keep_fresh(self, _TABLES, self.reload)

    def _page(self) -> QWidget:
        self.back_button = Button("A mail came back", icon="plus", on_click=self.note_bounce)
        self.read_button = Button("Read notices", icon="folder-open", on_click=self._choose)
        left = Panel("paper")
        self._back_head = Section("Mails that came back")
        head = row(self._back_head, STRETCH, self.read_button, self.back_button)
        stack(left, column(head, margin=(20, 12, 16, 8)), self.bounces, self._deeds())
        self.in_button = Button("Let mails come again", "quiet", on_click=self._opt_in)
        right = Panel("sheet", rule="left")
        self._out_head = Section("Opted out")
        foot = row(self.in_button, STRETCH, margin=(12, 6, 12, 8))
        stack(
            right,
            column(self._out_head, margin=(16, 16, 16, 12)),
            self.outs,
            foot,
        )
        return ListDetail("campaign-out", left, right, 440, 360)

    def _deeds(self) -> QWidget:
        """What to do about the mail in front."""
        self.said = Label("", "body", "ink2", wrap=True, selectable=True)
        self.todo = Label("", "row", wrap=True)
        self.right = TextEntry("ann@example.com", "The right address")
        self.right.committed.connect(self._correct)
        self.correct_button = Button("Correct address", "primary", on_click=self._correct)
        self.bar = EntryBar("The right address", self.right, self.correct_button)
        self.again_button = Button("Send once more", on_click=lambda: self._settle("again"))
        self.gone_button = Button("Has left the company", on_click=lambda: self._settle("gone"))
        self.leave_button = Button("Leave out", on_click=lambda: self._settle("opted_out"))
        self.done_button = Button(
            "Nothing to do", "quiet", on_click=lambda: self._settle("nothing")
        )
        buttons = (self.again_button, self.gone_button, self.leave_button, self.done_button)
        deeds = row(*buttons, STRETCH)
        self._front = Panel("paper", rule="top")
        self._work = column(self.bar, deeds, gap=8)
        stack(self._front, self.todo, self.said, self._work, margin=(20, 12, 16, 14), gap=6)
        return self._front

    def _keys(self) -> QWidget:
        if self.laid.in_front() and self.laid.form is not None:
            return self.laid.form
        return self.bounces if self.bounces.rows() else self.outs

    # --- showing -------------------------------------------------------------------------------

    def reload(self) -> None:
        """Ask again."""
        back, outs = self._desk.ask(queries.bounces), self._desk.ask(queries.opt_outs)
        waiting = sum(one.open for one in back)
        self.bounces.show_rows(back)
        self.outs.show_rows(outs)
        self._back_head.set_note(f"{waiting} to look at" if waiting else "")
        self._out_head.set_note(str(len(outs)) if outs else "")
        self.note = f"{len(outs)} opted out, {waiting} came back"
        if back and self.bounces.selected() is None:
            self.bounces.select_first()
        self._show(self.bounces.selected())
        self._offer()

    def _offer(self) -> None:
        self.in_button.setEnabled(self.outs.selected() is not None)

    def _show(self, one: BounceRow | None) -> None:
        """Say what the server said, and offer what can be done."""
        self._front.setVisible(one is not None)
        if one is None:
            return
        self.todo.set_text(one.todo)
        about = f", “{one.subject}”" if one.subject else ""
        self.said.set_text(f"{one.address}{about}. {one.said}")
        self._work.setVisible(one.open)
        self.again_button.setVisible(one.can_go_again)

    def show_bounce(self, bounce_id: int) -> None:
        """Go to a mail that came back."""
        self.bounces.select(bounce_id)
        self.right.setFocus()

    # --- deeds ---------------------------------------------------------------------------------

    def _settle(self, outcome: str) -> None:
        one = self.bounces.selected()
        if one is not None:
            self._desk.attempt(actions.settle_bounce, one.id, one.version, outcome)

    def _correct(self) -> None:
        one = self.bounces.selected()
        if one is None or not one.open:
            return
        try:
            self._desk.do(
                actions.settle_bounce, one.id, one.version, "corrected", self.right.text()
            )
        except UserError as error:
            self.bar.say(error.text)
            return
        self.bar.say("")
        self.right.set_value("")

    def new(self) -> None:
        """N writes down who opted out."""
        self.opt_out()

    def opt_out(self, *_: object) -> None:
        """Lay the form of an opt-out over the page."""

        def save(values: dict[str, Any]) -> None:
            self._desk.do(actions.opt_out, values["addresses"] or "", values["why"] or "")
            self.laid.back()

        form = Form(
            [
                Field(
                    "addresses",
                    "Addresses",
                    NoteEntry("ann@example.com", lines=4),
                    help="Paste as many as you like, one a line or with commas.",
                    required=True,
                ),
                Field("why", "How they asked for it", TextEntry("Answered “stop”")),
            ],
            on_save=save,
            save="Opt out",
            on_cancel=self.laid.back,
        )
        form.set_values({"addresses": "", "why": ""})
        words = "They get no mail of any campaign any more. Invoices and letters still go to them."
        self._lay("Opt out of campaigns", words, form)

    def _opt_in(self) -> None:
        one = self.outs.selected()
        if one is None:
            return

        def save(values: dict[str, Any]) -> None:
            self._desk.do(actions.opt_in, one.id, values["why"] or "")
            self.laid.back()

        form = Form(
            [Field("why", "How they asked for it", TextEntry("By phone"), required=True)],
            on_save=save,
            save="Let mails come again",
            on_cancel=self.laid.back,
        )
        form.set_values({"why": ""})
        words = f"Only whoever has {one.address} may ask for it."
        self._lay("Let mails come again", words, form)

    def note_bounce(self, *_: object) -> None:
        """Lay the form of a mail that came back over the page."""

        def save(values: dict[str, Any]) -> None:
            said = values["said"] or ""
            kind = values["kind"] or kind_of(said)
            self._desk.do(actions.note_returned, [Returned(values["address"] or "", kind, said)])
            self.laid.back()

        form = Form(
            [
                Field("address", "Address it did not reach", TextEntry(), required=True),
                Field("kind", "What it means", ChoiceEntry(list(KINDS.items()))),
                Field(
                    "said",
                    "What the notice says",
                    NoteEntry("550 5.1.1 No such user here", lines=3),
                    span=2,
                ),
            ],
            columns=2,
            on_save=save,
            save="Write it down",
            on_cancel=self.laid.back,
        )
        form.set_values({"address": "", "kind": "hard", "said": ""})
        self._lay("A mail came back", "Or drop the notice itself on the list.", form)

    def _lay(self, title: str, words: str, form: Form) -> None:
        if self.laid.busy():
            self.laid.resume()
            self._desk.say("Save or cancel what you began first.")
            return
        self.laid.lay(title, words, form)

    def _choose(self) -> None:
        file = dialogs.choose_file(self, "Notices of the mail server", _EML)
        if file is not None:
            self.read([file])

    def read(self, files: Sequence[Path]) -> None:
        """Read notices of the mail server, kept as files by the mail program."""
        job = self._desk.run("Reading notices", runs.note_notices, list(files))
        job.otherwise(self._broke)

    def _broke(self, error: BaseException) -> None:
        if isinstance(error, (UserError, Trouble)):
            self._desk.refuse(error)
        elif not isinstance(error, Cancelled):
            raise error

    def export_list(self) -> None:
        """Write who opted out into a file."""
        self._desk.export("Opted out of campaigns", _OUT_COLUMNS, self.outs.rows())


def _drop_words(files: Sequence[Path]) -> str:
    if not all(file.suffix.lower() in (".eml", ".txt") for file in files):
        return ""
    return "Read this notice" if len(files) == 1 else f"Read {len(files)} notices"


def _spoken(one: BounceRow) -> str:
    return ". ".join(
        part
        for part in (f"{one.address}, {one.client or 'nobody known'}", one.kind_words, one.todo)
        if part
    )


def _tag(one: BounceRow) -> TagCell:
    if not one.open:
        return TagCell("Settled", "grey")
    return TagCell(one.kind_words, "red" if one.kind == "hard" else "amber")


_BOUNCES: list[Column[BounceRow]] = [
    day_column("Day", lambda one: one.on),
    Column("address", "Address", "title", lambda one: one.address, stretch=2),
    Column("client", "Company", "text", lambda one: one.client, stretch=1, hide_under=520),
    Column("campaign", "Campaign", "muted", lambda one: one.campaign, stretch=1, hide_under=760),
    Column("kind", "", "tag", _tag, width=134),
]

_OUTS: list[Column[OptOutRow]] = [
    Column("address", "Address", "title", lambda one: one.address, stretch=2),
    day_column("Since", lambda one: one.on),
    Column("why", "Why", "muted", lambda one: one.why, stretch=1),
]

_OUT_COLUMNS: tuple[OutColumn[OptOutRow], ...] = (
    OutColumn("Address", TEXT, lambda one: one.address),
    OutColumn("Client", TEXT, lambda one: one.client),
    OutColumn("Since", DATE, lambda one: one.on),
    OutColumn("Why", TEXT, lambda one: one.why),
)
