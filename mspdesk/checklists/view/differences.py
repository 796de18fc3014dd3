"""The checklists of one client: the master's lines, and what this client has different in them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ...dates import short_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...rows import dataclass
from ...widgets.buttons import Button, LinkButton
from ...widgets.entry import ChoiceEntry, TextEntry
from ...widgets.form import EntryBar, Field, Form, Heading
from ...widgets.layout import STRETCH, column, lead_focus, row, stack
from ...widgets.list_form import ListForm
from ...widgets.safe import Label
from ...widgets.table import Column, Group, Table, TagCell
from ..actions import differences as actions
from ..printables.paper import MASTER
from ..queries import masters as queries
from ..queries.clientwise import ClientChecklist, ClientLine, checklists_of, client_checklist
from ..rules.master import DOER_WORDS, Doer, Line
from ..rules.merge import ADD, HIDE, KINDS
from .lineform import Keeper, line_fields, line_read, line_values, show_for_kind

TABLES = {"checklist", "checklist_revision", "checklist_difference"}
_TONES = {ADD: "green", HIDE: "grey"}


@dataclass(frozen=True, slots=True)
class TheirLine:
    """A line in the list, by the key that names it."""

    id: str
    said: ClientLine

    @property
    def below(self) -> str:
        """What stands under the words: the master's own, where the client's differ, else why."""
        own, master = self.said.own, self.said.master
        if own is None or master is None or own.kind == HIDE:
            return self.said.line.hint
        if master.text != self.said.line.text:
            return f"Master: {master.text}"
        return self.said.line.hint

    @property
    def spoken(self) -> str:
        """The line as it is read aloud."""
        own = self.said.own
        kind = KINDS[own.kind] if own is not None else ""
        why = own.reason if own is not None else ""
        parts = (f"Step {self.said.line.number}", kind, self.said.line.text, self.below, why)
        return ". ".join(part.strip(" .") for part in parts if part)


class ClientChecklists(QWidget):
    """Shows one checklist of one client at a time, line by line, with what it has of its own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id, self._code = 0, ""
        self._page: ClientChecklist | None = None
        self.form: Form | None = None
        self.choose = ChoiceEntry([], "Choose a checklist", "Checklist of this client")
        self.choose.combo.activated.connect(lambda _at: self._chosen())
        self.choose.setMaximumWidth(420)
        self._count = Label("", "meta", "ink2")
        self._master = LinkButton("The master", self._to_master, name="Go to the master")
        self.table = self._list()
        self._reword = Button("Reword", on_click=self._to_form)
        self._out = Button("Leave out", on_click=self.leave_out)
        self._follow = Button("Follow the master", "quiet", on_click=self.follow)
        self.list = ListForm(
            self.table, "Add step below", self._make, self._reword, self._out, self._follow
        )
        self._why = TextEntry("Why, if you like", "Why the step is left out")
        self._why.committed.connect(self._leave_out)
        self._asking = EntryBar(
            "Leave out",
            self._why,
            Button("Leave it out", on_click=self._leave_out),
            Button("Cancel", "quiet", on_click=self._no_reason, name="Cancel leaving it out"),
            stretch=0,
        )
        self._asking_row = column(self._asking, margin=(22, 8, 22, 0))
        self._asking_row.hide()
        paper = Button("Print", icon="printer", on_click=self.print_shown, name="Print it blank")
        top = row(self.choose, self._count, STRETCH, self._master, paper, margin=(22, 12, 22, 0))
        stack(self, top, self._asking_row, self.list)
        self.table.installEventFilter(self)
        lead_focus(self, self.table)
        desk.keep_fresh(self, TABLES, self._reload)

    def _list(self) -> Table[TheirLine]:
        return Table[TheirLine](
            (
                Column("number", "No.", "id", lambda r: r.said.line.number, width=52),
                Column(
                    "text",
                    "What is to be done",
                    "two_line",
                    lambda r: (r.said.line.text, r.below),
                    stretch=1,
                    color=lambda r: "ink3" if r.said.line.off else None,
                ),
                Column("own", "", "tag", _kind, width=92),
                Column("why", "Why", "muted", _why, width=80, fit=200, hide_under=1100),
                Column("doer", "Done by", "muted", _doer, width=74, fit=110, hide_under=1250),
                Column("minutes", "Min", "num", _minutes, width=46),
            ),
            "Steps of the checklist of this client",
            row="two_line",
            on_select=lambda _row: self._show_verbs(),
            spoken=lambda one: one.spoken,
            empty="Choose a checklist above.",
        )

    # --- what is shown ---------------------------------------------------------------------------

    def show_id(self, client_id: int) -> None:
        """Show the checklists of another client."""
        if client_id != self._client_id:
            self._client_id, self._code = client_id, ""
            self._no_reason()
        self._reload()

    def arrive(self, place: Place) -> None:
        """Show the checklist a place names, and one of its lines."""
        code = str(place.about.get("code", ""))
        if code:
            self._code = code
            self._reload()
        key = str(place.about.get("key", ""))
        if key:
            self.table.select(key)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def code(self) -> str:
        """The checklist that is shown."""
        return self._code

    def _reload(self) -> None:
        if not self._client_id:
            return
        own = self._desk.ask(checklists_of, self._client_id)
        known = [(code, f"{title}, {_own(count)}") for code, title, count in own]
        codes = {code for code, _words in known}
        others = [
            (one.code, one.title)
            for one in self._desk.ask(queries.masters)
            if one.code not in codes and one.revision
        ]
        options = [*known, *others]
        if self._code not in [code for code, _words in options]:
            self._code = options[0][0] if options else ""
        self.choose.set_options(options)
        self.choose.set_value(self._code or None)
        self.list.turn_to((self._client_id, self._code))
        self._show()

    def _show(self) -> None:
        self._page = None
        if self._code:
            try:
                self._page = self._desk.ask(client_checklist, self._code, self._client_id)
            except UserError as error:
                self._desk.refuse(error)
        page = self._page
        groups: dict[str, list[TheirLine]] = {}
        for one in page.lines if page is not None else ():
            groups.setdefault(one.section, []).append(TheirLine(one.line.key, one))
        self.table.show_groups([Group(title, lines) for title, lines in groups.items()])
        if self.table.selected() is None:
            self.table.select_first()
        self._count.set_text(_count_words(page) if page is not None else "")
        self._show_verbs()

    def _show_verbs(self) -> None:
        chosen = self.table.selected()
        own = chosen.said.own if chosen is not None else None
        kind = own.kind if own is not None else ""
        self._reword.setEnabled(chosen is not None and kind != HIDE)
        self._out.setEnabled(chosen is not None and kind not in (HIDE, ADD))
        self._follow.setEnabled(bool(kind))
        self._follow.set_text("Remove their step" if kind == ADD else "Follow the master")

    def _chosen(self) -> None:
        code = self.choose.value()
        if code and code != self._code:
            self._code = str(code)
            self._no_reason()
            self._reload()

    def _to_master(self) -> None:
        if self._code:
            self._desk.go(Place("checklists", do="master", about={"code": self._code}))

    # --- verbs -----------------------------------------------------------------------------------

    def _to_form(self) -> None:
        chosen = self.table.selected()
        if chosen is not None:
            self.list.edit(chosen)

    def _make(self, chosen: TheirLine | None) -> QWidget:
        """The form of a line, or of one the client is to have besides."""
        if chosen is not None:
            line, save = chosen.said.line, "Save for this client"
            why = chosen.said.own.reason if chosen.said.own is not None else ""
            master = chosen.said.master
            note = f"Master: {master.text}" if master is not None else "Not in the master"
            head = Heading(f"Step {line.number} for {self._client()}", note)
        else:
            line, save, why = Line(key="", text=""), "Add for this client", ""
            head = Heading(f"A step more for {self._client()}")
        reason = Field("reason", "Why", TextEntry("Their own admin does it"), span=2)
        first, *rest = line_fields(wide=True)
        form = Form(
            [head, first, reason, *rest],
            columns=2,
            on_save=partial(self._save, chosen),
            save=save,
            on_cancel=self.list.back,
        )
        form.entry("kind").changed.connect(partial(show_for_kind, form))
        self.form = form
        Keeper(form, _nothing).fill(line_values(line) | {"reason": why})
        show_for_kind(form)
        return form

    def _client(self) -> str:
        return self._page.client if self._page is not None else "this client"

    def _save(self, chosen: TheirLine | None, _values: dict[str, Any]) -> None:
        form = self.form
        if form is None:
            return
        reason = form.entry("reason").text()
        if chosen is not None:
            line = line_read(chosen.said.line, form)
            self._desk.do(actions.reword_line, self._code, self._client_id, chosen.id, line, reason)
            key = chosen.id
        else:
            after = self.table.selected()
            key = self._desk.do(
                actions.add_line,
                self._code,
                self._client_id,
                line_read(Line(key="", text=""), form),
                after.id if after is not None else "",
                reason,
            )
        self.list.back()
        self.table.select(key)

    def leave_out(self) -> None:
        """Ask why the picked line is left out for this client; the answer may be empty."""
        if self._out.isEnabled():
            self._why.set_value("")
            self._asking.say("")
            self._asking_row.show()
            self._why.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_out(self) -> None:
        chosen = self.table.selected()
        if chosen is None:
            return
        try:
            self._desk.do(
                actions.leave_out, self._code, self._client_id, chosen.id, self._why.text()
            )
        except UserError as error:
            self._asking.say(error.text)
            return
        self._no_reason()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _no_reason(self) -> None:
        self._asking_row.hide()

    def print_shown(self) -> None:
        """Print the checklist as this client has it, with boxes to tick by hand."""
        if self._page is not None:
            key = (self._code, self._client_id)
            self._desk.print_document(MASTER, key, f"{self._page.title}, {self._page.client}")

    def follow(self) -> None:
        """Take back what the client has different in the picked line."""
        chosen = self.table.selected()
        if chosen is not None and chosen.said.own is not None:
            self._desk.attempt(actions.follow, self._code, self._client_id, chosen.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Insert adds, X leaves out, Delete takes back what is the client's own."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            keys: dict[Qt.Key, Callable[[], object]] = {
                Qt.Key.Key_Insert: lambda: self.list.edit(None),
                Qt.Key.Key_X: self.leave_out,
                Qt.Key.Key_Delete: self.follow,
            }
            act = keys.get(Qt.Key(event.key()))
            if act is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                act()
                return True
        return False


def _nothing() -> None:
    """What is typed here is kept by the form until it is saved."""


def _kind(one: TheirLine) -> TagCell | None:
    own = one.said.own
    return TagCell(KINDS[own.kind], _TONES.get(own.kind, "blue")) if own is not None else None


def _why(one: TheirLine) -> str:
    own = one.said.own
    return (own.reason or f"{own.by}, {short_date(own.at.date())}") if own is not None else ""


def _doer(one: TheirLine) -> str:
    return DOER_WORDS[Doer(one.said.line.doer)]


def _minutes(one: TheirLine) -> str:
    return str(one.said.line.minutes) if one.said.line.minutes else ""


def _own(count: int) -> str:
    return "as the master says" if not count else f"{count} of its own"


def _count_words(page: ClientChecklist) -> str:
    done = sum(not one.line.off for one in page.lines)
    own = f"{page.own} of its own" if page.own else "all as the master says"
    return f"{done} steps, {own}"
