"""The form of one fact: every field of its kind, in groups where there are many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...errors import UserError
from ...widgets.form import Field, Form, Heading
from ...widgets.layout import stack
from ..actions.facts import add_fact, edit_facts
from ..queries.facts import FactRow
from ..queries.pasting import fresh
from ..rules.fields import FactField
from ..rules.section import Section
from .fields import entry_of, show_in

GROUPS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "device": (
        ("", ("name", "kind", "site_id", "place", "used_by", "job")),
        ("What it is", ("make", "model", "serial", "os", "processor", "memory", "disk")),
        ("On the network", ("ip", "mac", "uplink_id", "uplink_port")),
        (
            "Whose it is, and until when",
            ("owner", "lessor", "lease_until", "purchased_on", "warranty_until", "status"),
        ),
        ("Upkeep", ("patch_policy", "patched_on", "checked_on")),
        ("Papers kept with it", ("pouch_place", "pouch")),
        ("Notes", ("notes",)),
    ),
}
"""Fields of a section under headings; the others stand in their own order."""

HELP = {
    "pouch": "One a line: warranty card, license key, setup sheet. A label for the pouch prints.",
    "lessor": "Who gets it back at the end.",
    "checked_on": "The day somebody last looked that this is true.",
    "used_by": "A person, or a place that people share.",
}


class FactForm(QWidget):
    """One row of a section to fill in; without a row it adds one."""

    def __init__(
        self,
        desk: Desk,
        client_id: int,
        section: Section,
        row: FactRow | None,
        *,
        on_done: Callable[[int], object],
        on_cancel: Callable[[], object],
    ) -> None:
        super().__init__()
        self._desk, self._client_id, self._section = desk, client_id, section
        self._row, self._on_done = row, on_done
        self.form = Form(
            self._fields(),
            columns=3,
            on_save=self._save,
            save=f"Save {section.one}",
            on_cancel=on_cancel,
        )
        self._fill()
        stack(self, self.form)

    def _fields(self) -> list[Field | Heading]:
        names = [one.name for one in self._section.fields]
        groups = GROUPS.get(self._section.key, (("", tuple(names)),))
        found: list[Field | Heading] = []
        for title, some in groups:
            if title:
                found.append(Heading(title))
            found += [self._field(self._section.field(name)) for name in some]
        return found

    def _field(self, kept: FactField) -> Field:
        entry = entry_of(kept, self._desk, self._client_id)
        wide = 3 if kept.kind == "words" else 1
        needed = kept.name == self._section.name
        return Field(kept.name, kept.label, entry, HELP.get(kept.name, ""), needed, span=wide)

    def _fill(self) -> None:
        row = self._row
        if row is None:
            usual = fresh(self._section, self._client_id)
            kinds = ("choice", "flag", "count")
            chosen = [one.name for one in self._section.fields if one.kind in kinds]
            self.form.set_values({name: usual[name] for name in chosen})
            return
        for kept in self._section.fields:
            entry = self.form.entry(kept.name)
            show_in(entry, row.values[kept.name], row.words[kept.name])
        self.form.mark_clean()

    def _save(self, values: dict[str, Any]) -> None:
        text = {"line", "words", "choice", "ip", "mac", "cidr"}
        kinds = {kept.name: kept.kind for kept in self._section.fields}
        kept = {
            name: "" if value is None and kinds[name] in text else value
            for name, value in values.items()
        }
        if self._row is None:
            done = self._desk.do(add_fact, self._client_id, self._section.key, kept)
        else:
            done = self._row.id
            self._desk.do(edit_facts, self._section.key, [(done, self._row.version, kept)])
        self.form.mark_clean()
        self._on_done(done)

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self.form.focus_first()

    def show_error(self, error: UserError) -> None:
        """Say what is wrong where it was typed."""
        self.form.show_error(error)
