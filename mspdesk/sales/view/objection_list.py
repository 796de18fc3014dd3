"""The list of objections, to be edited: what people say, what we answer, how it went."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...widgets.buttons import Button
from ...widgets.entry import NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.laid import Laid
from ...widgets.layout import (
    STRETCH,
    Card,
    PageHead,
    Scroll,
    column,
    lead_focus,
    row,
    stack,
)
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from ..actions import objections as actions
from ..queries import objections as queries
from ..queries.objections import ObjectionRow

_WHAT = "What people say instead of yes, in the shop's own order. Ask back before you answer."


class ObjectionList(QWidget):
    """The list in its order, what to answer below; N adds one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.add = Button("New objection", "primary", "plus", self.new)
        self.usual = Button("Bring in the usual ones", on_click=self._usual)
        self.change = Button("Change", on_click=self._change, name="Change objection")
        self.up = Button("Up", on_click=lambda: self._move(-1), name="Move objection up")
        self.down = Button("Down", on_click=lambda: self._move(1), name="Move objection down")
        self.retire = Button("Retire", on_click=self._retire, name="Retire objection")
        self._writes = desk.may("clients")
        actions_shown = (self.usual, self.add) if self._writes else ()
        self.head = PageHead("Objections", (_WHAT,), actions=actions_shown, role="record")
        self.table = Table[ObjectionRow](
            (
                Column("words", "What they say", "title", lambda r: r.words, stretch=3),
                Column("met", "So far", "text", lambda r: r.met_words, width=196),
                Column("state", "", "muted", lambda r: "" if r.active else "Retired", width=70),
            ),
            name="List of objections",
            row="card",
            side=14,
            fit=True,
            on_select=self._picked,
            on_activate=lambda _row: self._change(),
            empty="Nothing on the list yet.",
        )
        every = Card(flush=True)
        every.add(self.table)
        self.answer = Card("What we answer")
        self.words = Label("", "body", wrap=True, selectable=True)
        self.helped = Label("", "meta", "ink2", wrap=True, selectable=True)
        self.answer.add(self.words, self.helped)
        if self._writes:
            self.answer.add(4, row(self.change, self.up, self.down, self.retire, STRETCH))
        body = column(every, self.answer, STRETCH, gap=12, margin=(22, 6, 20, 22))
        body.setMaximumWidth(1000)
        page = QWidget()
        stack(page, row(self.head, margin=(22, 12, 16, 6)), Scroll(body))
        lead_focus(page, self.table)
        self.laid = Laid(page, self.table)
        stack(self, self.laid)
        lead_focus(self, self.laid)
        desk.keep_fresh(self, {"objection", "objection_met"}, self._reload)

    def _reload(self) -> None:
        rows = self._desk.ask(queries.objections, retired=True)
        self.table.show_rows(rows)
        if rows and self.table.selected() is None:
            self.table.select_first()
        self._picked(self.table.selected())

    def _picked(self, one: ObjectionRow | None) -> None:
        self.answer.setVisible(one is not None)
        if one is None:
            return
        self.answer.set_subtitle(one.words)
        self.words.set_text(one.answer or "Nobody has written an answer yet.")
        helped = self._desk.ask(queries.what_helped, one.id)
        self.helped.set_text("\n".join(f"Helped: {said}" for said in helped))
        self.helped.setVisible(bool(helped))
        self.retire.set_text("Retire" if one.active else "Put back")

    def new(self, *_: object) -> None:
        """Lay the form of a new objection over the list."""
        self._lay(None)

    def new_here(self) -> bool:
        """N adds an objection."""
        self.new()
        return True

    def _change(self, *_: object) -> None:
        one = self.table.selected()
        if one is not None:
            self._lay(one)

    def _lay(self, held: ObjectionRow | None) -> None:
        if not self._writes:
            return
        if self.laid.busy():
            self.laid.resume()
            return

        def save(typed: dict[str, Any]) -> None:
            if held is None:
                made = self._desk.do(actions.add_objection, typed["words"], typed["answer"])
            else:
                made = held.id
                said = (typed["words"], typed["answer"])
                self._desk.do(actions.edit_objection, held.id, held.version, *said)
            self.laid.back()
            self.table.select(made)

        form = Form(
            [
                Field("words", "As they say it", TextEntry(), required=True),
                Field(
                    "answer",
                    "What we ask, say or show",
                    NoteEntry(lines=5),
                    "A question back is worth more than an argument.",
                ),
            ],
            on_save=save,
            save="Save objection",
            on_cancel=self.laid.back,
        )
        form.set_values(
            {"words": held.words, "answer": held.answer} if held else {"words": "", "answer": ""}
        )
        self.laid.lay("Change objection" if held else "New objection", "", form)

    def _move(self, by: int) -> None:
        one = self.table.selected()
        rows = [row.id for row in self.table.rows() if row.active]
        if one is not None and one.id in rows:
            self._desk.attempt(actions.order_objection, one.id, rows.index(one.id) + 1 + by)

    def _retire(self, *_: object) -> None:
        one = self.table.selected()
        if one is not None:
            verb = actions.retire_objection if one.active else actions.restore_objection
            self._desk.attempt(verb, one.id)

    def _usual(self, *_: object) -> None:
        self._desk.attempt(actions.bring_objections)
