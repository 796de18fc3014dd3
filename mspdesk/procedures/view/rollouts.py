"""Roll-outs: a list of all, and of one who was told and who said yes (S078)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import full_date
from ...desk.desk import Desk
from ...widgets.buttons import Button, LinkButton
from ...widgets.entry import TextEntry
from ...widgets.form import EntryBar, Field, Form
from ...widgets.laid import Laid
from ...widgets.layout import (
    STRETCH,
    Panel,
    Scroll,
    Toolbar,
    column,
    lead_focus,
    row,
    stack,
)
from ...widgets.progress import Bar
from ...widgets.safe import Label
from ...widgets.splitter import ListDetail
from ...widgets.table import Column, Table, TagCell
from .. import runs
from ..actions import rollouts as actions
from ..actions import sops as sop_actions
from ..queries import rollouts as queries
from ..queries.mailing import rollout_mail
from ..queries.rollouts import ReachRow, RolloutRow
from .forms import day_entry
from .words import tight

_TABLES = {"rollout", "rollout_reach", "sop_acknowledgement", "sop", "outbox_mail"}


class RolloutsPage(QWidget):
    """Every roll-out at the left, one at the right."""

    def __init__(self, desk: Desk, on_open: Callable[[str], object]) -> None:
        super().__init__()
        self.setAccessibleName("Roll-outs")
        self._desk, self._on_open = desk, on_open
        self.held: RolloutRow | None = None
        self.bar = Toolbar("Roll-outs", "", STRETCH)
        self.table = Table[RolloutRow](
            (
                Column("title", "Procedure", "two_line", _title, stretch=5),
                Column(
                    "training",
                    "Training",
                    "date",
                    _training,
                    width=104,
                    hide_under=1400,
                ),
                Column("live", "Live", "date", _live, width=104, hide_under=1400),
                Column("done", "Acknowledged", "num", _share, width=104),
                Column("state", "", "tag", _state, width=110),
            ),
            name="Roll-outs",
            row="two_line",
            on_select=self._show,
            on_activate=lambda r: on_open(r.code),
            empty="Nothing was rolled out yet. Open a procedure that is in training, and press "
            "Roll out.",
        )
        left = Panel("paper")
        stack(left, self.bar, column(self.table, margin=(0, 0, 0, 8)))
        stack(self, ListDetail("rollouts", left, self._detail(), 440, 400))
        lead_focus(self, self.table)
        desk.keep_fresh(self, _TABLES, self._reload)

    def _detail(self) -> QWidget:
        self.title = Label("", "record", wrap=True)
        self.meta = Label("", "meta", "ink2", wrap=True)
        self.words = Label("", "row")
        self.progress = Bar()
        self.message = Label("", "body", "ink2", wrap=True)
        self.reach = Table[ReachRow](
            (
                Column("name", "Who", "two_line", _who, stretch=4),
                Column("state", "", "tag", _answer, width=124),
            ),
            name="Whom it is for",
            row="two_line",
            on_activate=lambda _row: self._mark(),
            empty="Nobody.",
        )
        self._by = TextEntry("Ines Varga", "Who of the client agreed")
        self.agree = EntryBar(
            "Agreed by",
            self._by,
            Button("Note it", on_click=self._agree, name="Note who agreed"),
            stretch=0,
        )
        self._by.committed.connect(self._agree)
        self.agree.hide()
        self.yes = Button("Acknowledged", "primary", on_click=self._mark)
        self.tell = Button("Told today", on_click=self._told)
        self.mail_button = Button("Mail it", icon="mail", on_click=self.mail)
        panels = self._desk.panels("mail.composer")
        self.composer: Any | None = panels[0].make(self._desk) if panels else None
        self.print_button = Button("Print for clients", icon="printer", on_click=self.print_it)
        self.end = LinkButton("End this roll-out", self._end, role="meta")
        self.days = LinkButton("Change its days", self.edit, role="meta")
        self.open = LinkButton("Open the procedure", self._open)
        side = Panel("paper")
        head = column(
            self.title,
            self.meta,
            row(self.words, STRETCH, self.open),
            self.progress,
            self.message,
            gap=6,
            margin=(20, 16, 20, 10),
        )
        deeds = column(
            self.agree,
            row(self.yes, self.tell, STRETCH),
            row(self.mail_button, self.print_button, STRETCH),
            row(self.days, self.end, STRETCH),
            gap=8,
            margin=(20, 10, 20, 14),
        )
        stack(side, tight(head), column(self.reach, margin=(4, 0, 4, 0)), deeds)
        self._side = side
        self._front = QStackedWidget()
        self.laid = Laid(side, self.reach)
        self._front.addWidget(self.laid)
        if self.composer is not None:
            back = LinkButton("Back to whom it is for", self._back)
            page = column(
                row(back, STRETCH), self.composer, STRETCH, gap=8, margin=(14, 12, 14, 14)
            )
            self._mailing = Scroll(page)
            self._front.addWidget(self._mailing)
            self.composer.form.cancel_button.clicked.connect(self._back)
        return self._front

    def _back(self) -> None:
        """Put the mail away and show whom the roll-out is for."""
        if self.composer is not None:
            self.composer.close_card()
        self._front.setCurrentWidget(self.laid)
        self.reach.setFocus()

    # --- showing -----------------------------------------------------------------------------

    def _reload(self) -> None:
        rows = self._desk.ask(queries.rollouts)
        running = sum(row.ended_on is None for row in rows)
        self.bar.set_title("Roll-outs", f"{running} running" if rows else "")
        self.table.show_rows(rows)
        if rows and self.table.selected() is None:
            self.table.select_first()
        self._show(self.table.selected())

    def show_rollout(self, rollout_id: int) -> None:
        """Go to one of them."""
        self.table.select(rollout_id)
        self._show(self.table.selected())

    def _show(self, one: RolloutRow | None) -> None:
        if self.composer is not None and (
            one is None or self.held is None or one.id != self.held.id
        ):
            self.composer.close_card()
        if self.held is not None and (one is None or one.id != self.held.id):
            self.laid.step_aside()
        self.held = one
        for widget in self._side.findChildren(QWidget):
            if widget.parentWidget() is self._side:
                widget.setVisible(one is not None)
        if one is None:
            return
        clients = one.audience == "clients"
        self.title.set_text(one.title)
        days = (
            f"Training {_day(one.training_on)}" if one.training_on else "",
            f"live {_day(one.live_on)}" if one.live_on else "",
        )
        who = "For clients" if clients else "For employees"
        self.meta.set_text(
            ", ".join(part for part in (who, f"revision {one.revision}", *days) if part)
        )
        self.words.set_text(one.words)
        self.progress.set_share(one.done, max(len(one.reach), 1))
        self.message.set_text(one.message)
        self.message.setVisible(bool(one.message))
        self.reach.show_rows(list(one.reach))
        self.yes.set_text("Agreed" if clients else "Signed on paper")
        self.print_button.setVisible(clients)
        self.mail_button.setVisible(clients and self.composer is not None)
        for link in (self.end, self.days):
            link.setVisible(one.ended_on is None)

    # --- deeds -------------------------------------------------------------------------------

    def _mark(self) -> None:
        """Somebody of us signed; of a client, ask who agreed."""
        row_, one = self.reach.selected(), self.held
        if row_ is None or one is None:
            self._desk.say("Choose who it is first.")
        elif row_.client_id is not None:
            self.agree.show()
            self._by.setFocus()
        elif row_.person_id is not None:
            self._desk.attempt(sop_actions.acknowledge, one.code, row_.person_id)

    def _agree(self) -> None:
        chosen = self.reach.selected()
        if chosen is None:
            return
        if not self._by.text().strip():
            self.agree.say("Say who of the client agreed.")
            return
        self._desk.attempt(actions.agreed, chosen.id, self._by.text())
        self.agree.say("")
        self._by.set_value("")
        self.agree.hide()
        self.reach.setFocus()

    def _told(self) -> None:
        chosen = self.reach.selected()
        if chosen is None:
            self._desk.say("Choose who was told first.")
        else:
            self._desk.attempt(actions.told, chosen.id)

    def edit(self) -> None:
        """A form for the day of the training and the day it goes live."""
        one = self.held
        if one is None:
            return

        def save(values: dict[str, Any]) -> None:
            self._desk.do(actions.edit_rollout, one.id, values["training_on"], values["live_on"])
            self.laid.back()

        fields = [
            Field("training_on", "Training", day_entry(self._desk)),
            Field("live_on", "Live from", day_entry(self._desk)),
        ]
        form = Form(fields, on_save=save, save="Save days", on_cancel=self.laid.back)
        form.set_values({"training_on": one.training_on, "live_on": one.live_on})
        self.laid.lay("Days of the roll-out", one.title, form)

    def _end(self) -> None:
        if self.held is not None:
            self._desk.attempt(actions.end_rollout, self.held.id)

    def _open(self) -> None:
        if self.held is not None:
            self._on_open(self.held.code)

    def mail(self) -> None:
        """Write the mail to the client that is chosen; the procedure goes with it."""
        chosen, one = self.reach.selected(), self.held
        if chosen is None or one is None or chosen.client_id is None or self.composer is None:
            self._desk.say("Choose the client first.")
            return
        rollout_id, reach_id = one.id, chosen.id
        self._front.setCurrentWidget(self._mailing)
        self.composer.open(
            self._desk.ask(rollout_mail, rollout_id, chosen.client_id),
            lambda store, progress, typed: runs.queue_sheet(
                store, progress, rollout_id, reach_id, typed
            ),
        )

    def print_it(self) -> None:
        """Print a sheet to read and sign for each client who has not agreed."""
        from ..printables import CLIENTS

        if self.held is not None and self.held.audience == "clients":
            self._desk.print_document(CLIENTS, self.held.id, self.held.title)


def _title(row: RolloutRow) -> tuple[str, str]:
    who = "Clients" if row.audience == "clients" else "Employees"
    return row.title, f"{who}, revision {row.revision}"


def _training(row: RolloutRow) -> str:
    return _day(row.training_on)


def _live(row: RolloutRow) -> str:
    return _day(row.live_on)


def _share(row: RolloutRow) -> str:
    return f"{row.done} of {len(row.reach)}"


def _day(day: date | None) -> str:
    return full_date(day) if day else ""


def _who(row: ReachRow) -> tuple[str, str]:
    if row.on:
        return row.name, ", ".join(part for part in (_day(row.on), row.by) if part)
    return row.name, f"Told {_day(row.told_on)}" if row.told_on else "Not told yet"


def _answer(row: ReachRow) -> TagCell:
    if row.on is None:
        return TagCell("Not yet", "amber")
    return TagCell("Agreed" if row.client_id else "Acknowledged", "green")


def _state(row: RolloutRow) -> TagCell:
    if row.ended_on:
        return TagCell("Ended")
    if row.reach and row.done == len(row.reach):
        return TagCell("Everybody", "green")
    return TagCell(row.state_words, "amber" if row.state_words == "Past its day" else "accent")
