"""The second tab of a campaign: whom it is for, who gets a mail, and why the others do not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...exchange.columns import TEXT, OutColumn
from ...widgets.buttons import Button
from ...widgets.form import EntryBar
from ...widgets.layout import STRETCH, Panel, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from ..queries.members import MemberRow, audience_sum
from .forms import client_entry


class AudienceTab(QWidget):
    """The members of a campaign; `on_choose` asks whom it is for."""

    def __init__(
        self,
        desk: Desk,
        on_choose: Callable[[], object],
        on_add: Callable[[int], object],
        on_leave: Callable[[MemberRow, bool], object],
        on_out: Callable[[MemberRow], object],
    ) -> None:
        super().__init__()
        self._on_add, self._on_leave, self._on_out = on_add, on_leave, on_out
        self.rule = Label("", "row", wrap=True)
        self.sum = Label("", "meta", "ink2", wrap=True)
        self.choose_button = Button("Choose whom", icon="users", on_click=on_choose)
        self.client = client_entry(desk, "Add a company to the audience")
        self.client.picked.connect(lambda _found: self._add())
        self.bar = EntryBar("Add by hand", self.client)
        self.leave_button = Button("Leave out", "quiet", on_click=self._leave)
        self.out_button = Button("Opt out of all campaigns", "quiet", on_click=self._out)
        self.table = Table[MemberRow](
            _COLUMNS,
            "Audience of the campaign",
            on_select=lambda _one: self._offer(),
            spoken=_spoken,
            empty="Nobody yet. Choose whom this campaign is for.",
        )
        head = Panel("paper", rule="bottom")
        words = column(self.rule, self.sum, gap=2)
        line = row(words, self.choose_button, shares=(1, 0))
        stack(head, line, self.bar, margin=(22, 12, 22, 10), gap=8)
        foot = Panel("paper", rule="top")
        stack(foot, row(self.leave_button, self.out_button, STRETCH, margin=(14, 6, 14, 6)))
        stack(self, head, self.table, foot)
        lead_focus(self, self.table)

    def show_members(self, rule: str, rows: list[MemberRow], what: str = "mail") -> None:
        """Show an audience and the rule it was gathered by; `what` they get, a mail or a letter."""
        self.rule.set_text(rule)
        self.sum.set_text(audience_sum(rows, what).words)
        self.table.show_rows(rows)
        self._offer()

    def _offer(self) -> None:
        one = self.table.selected()
        self.leave_button.setEnabled(one is not None)
        out = one is not None and one.reason == "left_out"
        self.leave_button.set_text("Take back in" if out else "Leave out")
        self.out_button.setEnabled(
            one is not None and bool(one.address) and one.reason != "opted_out"
        )

    def _add(self) -> None:
        client_id = self.client.value()
        if client_id is not None:
            self._on_add(int(client_id))
            self.client.set_value(None)

    def _leave(self) -> None:
        one = self.table.selected()
        if one is not None:
            self._on_leave(one, one.reason != "left_out")

    def _out(self) -> None:
        one = self.table.selected()
        if one is not None:
            self._on_out(one)


def _tag(one: MemberRow) -> TagCell | None:
    if one.gets:
        return None
    return TagCell(one.words, "amber" if one.reason in ("none", "no_post", "wrong") else "grey")


def _spoken(one: MemberRow) -> str:
    said = one.words or "is written to"
    return f"{one.client}, {one.name or 'no contact'}, {one.where or 'no address'}, {said}"


_COLUMNS: list[Column[MemberRow]] = [
    Column("client", "Company", "title", lambda one: one.client, stretch=2),
    Column("name", "Who", "text", lambda one: one.name, stretch=1),
    Column("address", "Address", "muted", lambda one: one.where, stretch=2),
    Column("why", "Why not", "tag", _tag, stretch=1),
]

_WHO: tuple[OutColumn[MemberRow], ...] = (
    OutColumn("Company", TEXT, lambda one: one.client),
    OutColumn("Name", TEXT, lambda one: one.name),
    OutColumn("First name", TEXT, lambda one: one.first_name),
    OutColumn("Title", TEXT, lambda one: one.title),
)
MEMBERS: tuple[OutColumn[MemberRow], ...] = (
    *_WHO,
    OutColumn("Address", TEXT, lambda one: one.address if one.gets else ""),
    OutColumn("Phone", TEXT, lambda one: one.phone),
    OutColumn("Why no mail", TEXT, lambda one: one.words),
)
"""An audience in a file, for a program that mails."""

ADDRESSEES: tuple[OutColumn[MemberRow], ...] = (
    *_WHO,
    OutColumn("Postal address", TEXT, lambda one: one.where if one.gets else ""),
    OutColumn("Why no letter", TEXT, lambda one: one.words),
)
"""An audience in a file, for whoever prints and posts letters."""
