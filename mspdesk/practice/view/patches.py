"""How devices are patched, the gaps first (S059)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ...clients.queries import client_names
from ...dates import full_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...documentation.rules.devices import PATCH_POLICIES
from ...widgets.buttons import Button, MenuButton
from ...widgets.chips import FilterChip
from ...widgets.entry import DateEntry
from ...widgets.form import Field, Form
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Toolbar, column, lead_focus, row, stack
from ...widgets.segments import SegmentControl
from ...widgets.table import Column, Group, Table
from ..actions.patches import mark_patched, set_policy
from ..queries.patches import PatchRow, patch_rows

_TABLES = {"device", "client"}


class PatchesPart(QWidget):
    """Devices under their clients; several are chosen with Ctrl or Shift and said about at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.which = SegmentControl(
            "Which devices", [("gaps", "Gaps"), ("all", "All devices")], lambda _key: self._reload()
        )
        self.client = FilterChip("Client", "Any client", [], on_change=lambda _v: self._reload())
        self.today_button = Button("Patched today", icon="check", on_click=self._today)
        self.day_button = Button("Patched on", on_click=self._on_a_day)
        policies = [(words, partial(self._policy, key)) for key, words in PATCH_POLICIES.items()]
        self.policy_button = MenuButton(
            "Policy", "shield-check", "Policy of the chosen devices", policies
        )
        self.bar = Toolbar(
            "Patches", "", STRETCH, self.policy_button, self.day_button, self.today_button
        )
        self.table = Table[PatchRow](
            (
                Column("name", "Device", "title", lambda r: r.name, stretch=2),
                Column("kind", "Kind", "text", lambda r: r.kind_words, width=60, fit=200),
                Column("os", "System", "text", lambda r: r.os, stretch=2, hide_under=1300),
                Column("policy", "Policy", "text", lambda r: r.policy_words, width=60, fit=160),
                Column("on", "Last patched", "date", _patched, width=116),
                Column("gap", "Gap", "text", lambda r: r.gap, stretch=1, color=_ink),
            ),
            name="Devices that are patched",
            multi=True,
            on_activate=self._open,
            empty="No gap: every device has a policy and was patched lately.",
        )
        self.pages = Laid(column(self.table, margin=(6, 0, 6, 8)), self.table)
        line = row(self.which, self.client, STRETCH, margin=(16, 0, 16, 8))
        stack(self, self.bar, line, self.pages)
        lead_focus(self, self.table)
        desk.keep_fresh(self, _TABLES, self._reload)

    def _reload(self) -> None:
        names = sorted(self._desk.ask(client_names).items(), key=lambda pair: pair[1].casefold())
        self.client.set_options([(str(id_), name) for id_, name in names])
        chosen = self.client.value()
        client_id = int(str(chosen)) if chosen is not None else None
        rows = self._desk.ask(patch_rows, today(), client_id)
        gaps = sum(bool(one.gap) for one in rows)
        if self.which.current() == "gaps":
            rows = [one for one in rows if one.gap]
        groups: dict[str, list[PatchRow]] = {}
        for one in rows:
            groups.setdefault(one.client, []).append(one)
        self.table.show_groups(
            [Group(name, some, right=_count(some)) for name, some in groups.items()]
        )
        devices = "1 device" if gaps == 1 else f"{gaps} devices"
        self.bar.set_title("Patches", f"{devices} with a gap")

    def _chosen(self) -> list[int]:
        return [one.id for one in self.table.selected_rows()]

    def _policy(self, policy: str) -> None:
        self._desk.attempt(set_policy, self._chosen(), policy)

    def _today(self) -> None:
        self._desk.attempt(mark_patched, self._chosen())

    def _on_a_day(self) -> None:
        chosen = self._chosen()
        form = Form(
            [Field("on", "Patched on", DateEntry(), required=True)],
            on_save=lambda values: self._save(chosen, values),
            save="Note patching",
            on_cancel=self.pages.back,
        )
        form.set_values({"on": today()})
        many = "1 device" if len(chosen) == 1 else f"{len(chosen)} devices"
        self.pages.lay("When were they patched?", many, form)

    def _save(self, chosen: list[int], values: dict[str, Any]) -> None:
        self._desk.do(mark_patched, chosen, values["on"])
        self.pages.back()

    def _open(self, chosen: PatchRow) -> None:
        about = {"chapter": "machines", "section": "device", "fact_id": chosen.id}
        self._desk.go(Place("clients", chosen.client_id, "documentation", about))

    def arrive(self, place: Place) -> None:
        """Show the gaps of a client."""
        wanted = place.about.get("client_id")
        self.client.set_value(str(wanted) if wanted is not None else None)
        self._reload()
        self.table.setFocus()

    def print_shown(self) -> None:
        """Ctrl+P leads to the report of gaps."""
        self._desk.go(Place("reports", about={"report": "patch-gaps"}))


def _patched(row_: PatchRow) -> str:
    return full_date(row_.patched_on) if row_.patched_on else ""


def _ink(row_: PatchRow) -> str | None:
    return "amber" if row_.gap else None


def _count(rows: list[PatchRow]) -> str:
    gaps = sum(bool(one.gap) for one in rows)
    return f"{gaps} of {len(rows)} with a gap" if gaps < len(rows) else f"{gaps} with a gap"
