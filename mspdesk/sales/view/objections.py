"""Objections that came up on an opportunity: what they said, what we tried, whether it helped."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import LinkButton
from ...widgets.entry import ChoiceEntry, DateEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Card, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from ..actions import objections as actions
from ..queries import objections as queries
from ..queries.objections import MetRow
from ..rules.objections import HELPED

_TABLES = {"objection", "objection_met"}
_OTHER = 0
"""The choice of something that is not on the list."""


class ObjectionsCard(QWidget):
    """A table of what came up; the form to note one stands in the same card."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._opportunity_id = 0
        self._held: MetRow | None = None
        self.form: Form | None = None
        self.card = Card("Objections", action="Note one", on_action=self.note)
        self.table = Table[MetRow](
            (
                Column("said", "Objection", "two_line", _said, stretch=2),
                Column("tried", "What we tried", "text", lambda r: r.tried, stretch=2),
                Column("helped", "", "tag", _helped, width=112),
                Column("on", "When", "date", lambda r: short_date(r.on), width=96),
            ),
            name="Objections that came up",
            row="two_line",
            side=4,
            fit=True,
            on_activate=self._edit,
            spoken=lambda r: f"{r.objection} {r.words} {r.tried} {r.helped_words}",
            empty="Nobody objected yet, or nobody wrote it down.",
        )
        self.advice = Label("", "meta", "ink2", wrap=True)
        self.every = LinkButton("All objections", self._list, role="meta")
        self.off = LinkButton("Take the chosen one off", self._take_off, role="meta")
        self._foot = row(self.every, self.off, STRETCH, gap=14)
        self.card.add(self.table, self._foot)
        stack(self, self.card)
        desk.keep_fresh(self, _TABLES, self._reload)

    def show_id(self, opportunity_id: int) -> None:
        """Show what came up on another opportunity."""
        if opportunity_id != self._opportunity_id:
            self._away()
        self._opportunity_id = opportunity_id
        self._reload()

    def _reload(self) -> None:
        if not self._opportunity_id:
            return
        rows = self._desk.ask(queries.met_on, self._opportunity_id)
        self.table.show_rows(rows)
        helped = sum(one.helped == "yes" for one in rows)
        self.off.setVisible(bool(rows))
        self.card.set_subtitle(f"{len(rows)} met, {helped} answered" if rows else "")

    def note(self, *_: object) -> None:
        """Show the form of an objection that came up."""
        self._lay(None)

    def _edit(self, one: MetRow) -> None:
        self._lay(one)

    def _lay(self, held: MetRow | None) -> None:
        """Put the form into the card, above the table; what was begun stays."""
        if self.form is not None and self.form.dirty():
            self.form.focus_first()
            return
        self._away()
        self._held = held
        listed: list[tuple[Hashable, str]] = [
            (one.id, one.words) for one in self._desk.ask(queries.objections, retired=bool(held))
        ]
        choice = ChoiceEntry([*listed, (_OTHER, "Something else")])
        fields = [
            Field("objection_id", "What they said", choice, required=True),
            Field("helped", "Did it help?", ChoiceEntry(list(HELPED.items()))),
            Field("on", "When", DateEntry()),
            Field("new", "In their words, for the list", TextEntry(), span=3),
            Field("words", "How it came up", NoteEntry(lines=2), span=3),
            Field("tried", "What we tried", NoteEntry(lines=2), span=3),
        ]
        form = self.form = Form(
            fields, columns=3, on_save=self._save, save="Save objection", on_cancel=self._away
        )
        usual = {"objection_id": listed[0][0] if listed else _OTHER, "on": today()}
        empty = {"helped": "", "new": "", "words": "", "tried": ""}
        names = ("objection_id", "helped", "on", "words", "tried")
        form.set_values(
            {name: getattr(held, name) for name in names} | {"new": ""} if held else empty | usual
        )
        choice.changed.connect(self._chosen)
        self.card.body.insertWidget(0, form)
        self.card.body.insertWidget(0, self.advice)
        self.advice.show()
        self._chosen()
        form.focus_first()

    def _chosen(self, *_: object) -> None:
        """Say what we have to answer, and what helped before."""
        if self.form is None:
            return
        chosen = self.form.entry("objection_id").value()
        self.form.box("new").setVisible(chosen == _OTHER)
        rows = {one.id: one for one in self._desk.ask(queries.objections, retired=True)}
        one = rows.get(chosen)
        words = [one.answer] if one is not None and one.answer else []
        if one is not None:
            words += [f"Helped before: {said}" for said in self._helped_before(one.id)]
        self.advice.set_text("\n".join(words))
        self.advice.setVisible(bool(words))

    def _helped_before(self, objection_id: int) -> list[str]:
        own = self._held.tried if self._held is not None else ""
        found = self._desk.ask(queries.what_helped, objection_id, 3)
        return [said for said in found if said != own]

    def _save(self, typed: dict[str, Any]) -> None:
        details = dict(typed)
        objection_id = details.pop("objection_id")
        if self._held is not None:
            details["objection_id"] = objection_id or None
            self._desk.do(actions.edit_met, self._held.id, self._held.version, details)
        else:
            known = objection_id or None
            self._desk.do(actions.meet_objection, self._opportunity_id, known, details)
        self._away()
        self._reload()
        self.table.setFocus()

    def _away(self, *_: object) -> None:
        """Put the form away."""
        form, self.form, self._held = self.form, None, None
        if form is not None:
            self.card.body.removeWidget(form)
            self.card.body.removeWidget(self.advice)
            self.advice.hide()
            form.hide()
            form.deleteLater()

    def _take_off(self) -> None:
        """Take off what was noted by mistake; Undo brings it back."""
        one = self.table.selected()
        if one is None:
            self._desk.say("Choose one of them first.")
            return
        self._away()
        self._desk.attempt(actions.remove_met, one.id)

    def _list(self) -> None:
        self._desk.go(Place("clients", do="offerings", about={"list": "objections"}))


def _said(one: MetRow) -> tuple[str, str]:
    return one.objection, one.words


def _helped(one: MetRow) -> TagCell | None:
    tones = {"yes": "green", "no": "amber"}
    return TagCell(one.helped_words, tones[one.helped]) if one.helped else None
