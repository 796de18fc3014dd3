"""Restore tests of a client: what came back, by whom, and whether somebody else confirmed it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...people.queries import people
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.entry import ChoiceEntry, DateEntry, NoteEntry, TakesEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import lead_focus, stack
from ...widgets.list_form import ListForm
from ...widgets.table import Column, Table, TagCell
from ..actions import backups as actions
from ..queries import backups as queries
from ..queries.backups import RestoreRow
from ..rules import backups as rules

SHOWN = 200


class RestoresPart(QWidget):
    """Restore tests, newest first; only those a second person confirmed count (S076)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self.table = Table[RestoreRow](
            (
                Column("on", "Day", "date", lambda r: full_date(r.on), width=110),
                Column("item", "What came back", "title", lambda r: r.item, stretch=3, fit=900),
                Column("job", "From", "text", lambda r: r.job, stretch=2, fit=900, hide_under=1100),
                Column("took", "Took", "num", lambda r: r.took, width=86),
                Column("person", "By", "id", lambda r: r.person, width=90, hide_under=1400),
                Column("confirmed", "Confirmed", "id", lambda r: r.confirmed, width=90),
                Column("counts", "", "tag", _counts, width=130),
            ),
            name="Restore tests",
            spoken=_spoken,
            empty="Nobody has restored anything yet. A restore by a person is the only test.",
        )
        confirm = Button("Confirm", icon="check", on_click=self._confirm)
        remove = Button("Remove", kind="quiet", icon="trash-2", on_click=self._remove)
        self.list = ListForm(self.table, "Record a restore test", self._make, confirm, remove)
        stack(self, self.list)
        lead_focus(self, self.list)
        desk.keep_fresh(self, {"restore_test", "backup_job"}, self._reload)

    def show_id(self, client_id: int) -> None:
        """Show the restore tests of another client; a form for another waits."""
        self._client_id = client_id
        self.list.turn_to(client_id)
        self._reload()

    def arrive(self, place: Place) -> None:
        """Begin to record a test, or choose one."""
        if place.about.get("new"):
            self.list.edit(None)
        else:
            self.table.select(place.about.get("test_id"))

    def _reload(self) -> None:
        if self._client_id:
            rows = self._desk.ask(queries.restore_tests, self._client_id, limit=SHOWN)
            self.table.show_rows(rows)

    def _make(self, test: RestoreRow | None) -> QWidget:
        jobs = [(one.id, one.name) for one in self._desk.ask(queries.jobs, self._client_id)]
        if test is not None and test.backup_job_id not in dict(jobs):
            jobs.append((test.backup_job_id, test.job))
        ours = [(one.id, one.name) for one in self._desk.ask(people)]
        day_first = self._desk.ask(shop).day_first
        form = Form(
            [
                Field("backup_job_id", "From", ChoiceEntry(jobs, "Choose a job"), required=True),
                Field("on", "Day", DateEntry(day_first=day_first), required=True),
                Field(
                    "item", "What was brought back", TextEntry("A folder, a mailbox"), required=True
                ),
                Field("restored_to", "To where", TextEntry()),
                Field("minutes", "It took", TakesEntry("3 h 10 min")),
                Field("person_id", "Restored by", ChoiceEntry(ours)),
                Field("evidence", "What is in hand", ChoiceEntry(list(rules.EVIDENCE.items()))),
                Field("verified_by", "Confirmed at the client by", TextEntry()),
                Field(
                    "verified_by_id",
                    "Or by one of us",
                    ChoiceEntry([(None, "Nobody of us"), *ours]),
                    help="Somebody other than who restored it.",
                ),
                Field("result", "It went", ChoiceEntry(list(rules.RESULTS.items()))),
                Field("notes", "Notes", NoteEntry(lines=2), span=2),
            ],
            columns=3,
            on_save=lambda values: self._save(test, values),
            save="Save restore test",
            on_cancel=self.list.back,
        )
        first = {"on": today(), "evidence": "restored", "result": "good"}
        first |= {"person_id": self._desk.person_id}
        if len(jobs) == 1:
            first["backup_job_id"] = jobs[0][0]
        form.set_values(first)
        if test is not None:
            form.set_values(asdict(test))
        return form

    def _save(self, test: RestoreRow | None, values: dict[str, Any]) -> None:
        said = dict(values)
        job = said.pop("backup_job_id")
        if test is None:
            made = self._desk.do(actions.record_restore_test, job, said)
        else:
            made = test.id
            self._desk.do(actions.edit_restore_test, made, test.version, said)
        self.list.back()
        self._reload()
        self.table.select(made)

    def _confirm(self) -> None:
        self._on_selected(actions.confirm_restore_test)

    def _remove(self) -> None:
        self._on_selected(actions.remove_restore_test)

    def _on_selected(self, verb: Any) -> None:
        test = self.table.selected()
        if test is None:
            self._desk.say("Choose a restore test first.")
            return
        self._desk.attempt(verb, test.id)
        self._reload()


def _counts(test: RestoreRow) -> TagCell:
    if not test.counts:
        return TagCell("Does not count", "grey")
    if test.result != "good":
        return TagCell(rules.RESULTS.get(test.result, test.result), "amber")
    return TagCell("Counts", "green")


def _spoken(test: RestoreRow) -> str:
    why = test.why_not or "It counts."
    return f"{full_date(test.on)}: {test.item} from {test.job}, by {test.person}. {why}"
