"""The stages of growth: what one would change on the chart, ticked line by line, before it does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...people.queries import people
from ...widgets.buttons import Button
from ...widgets.layout import STRETCH, Footer, Panel, Toolbar, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.segments import SegmentControl
from ...widgets.splitter import RememberedSplitter
from ...widgets.table import Column, Table
from ..actions.stages import apply_stage
from ..queries import chart as queries
from ..rules.stages import OWNER, STAGES, Change, Held, after, with_needs
from .canvas import ChartCanvas, ChartScroll, Look

MANAGED = 4
"""The stage with managers, from three people on."""

_TABLES = {"role", "person", "access"}


class StagePage(QWidget):
    """A stage at the left with its changes, the chart as it would be at the right."""

    def __init__(self, desk: Desk, back: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName("Stages of growth")
        self._desk, self._back = desk, back
        self._roles: list[Held] = []
        self._changes: list[Change] = []
        self._off: set[str] = set()
        self.segments = SegmentControl(
            "Stages", [(str(one.number), str(one.number)) for one in STAGES], self._turn
        )
        self.title = Label("", "card")
        self.what = Label("", "body", "ink2", wrap=True)
        self.table = Table[Change](
            (
                Column("on", "", "check", self._ticked, width=40),
                Column("words", "What changes", "two_line", lambda c: (c.words, c.why), stretch=1),
            ),
            name="Changes of this stage",
            key=lambda change: change.key,
            on_check=self._tick,
            row="two_line",
            empty="The chart is at this stage already.",
        )
        self.sum = Label("", "meta", "ink2", wrap=True)
        self.do_button = Button("Change the chart", "primary", on_click=self.apply)
        self.canvas = ChartCanvas("The chart as it would be", movable=False)
        self._build()
        lead_focus(self, self.segments)
        desk.keep_fresh(self, _TABLES, self.reload)
        # The next step of a shop of so many people, for a beginning.
        self.segments.choose(str(min(1 + len(desk.ask(people)), MANAGED)))

    def _build(self) -> None:
        bar = Toolbar(
            "Stages of growth",
            "",
            self.segments,
            STRETCH,
            Button("Back to the chart", "quiet", on_click=self._back),
        )
        words = column(self.title, self.what, gap=4, margin=(20, 12, 20, 8))
        left = QWidget()
        foot = Footer(self.do_button, STRETCH)
        told = column(self.sum, margin=(20, 8, 20, 8))
        stack(left, words, self.table, told, foot).setStretch(1, 1)
        right = Panel("sheet", "left")
        head = row(
            Label("The chart as it would be", "strong", "ink2"), STRETCH, margin=(20, 10, 20, 0)
        )
        stack(right, head, ChartScroll(self.canvas)).setStretch(1, 1)
        panes = RememberedSplitter("orgchart-stages", [left, right], 1, (430,), (370,))
        stack(self, bar, panes).setStretch(1, 1)

    def stage(self) -> int:
        """The number of the stage in front."""
        return int(self.segments.current())

    def _turn(self, _key: str) -> None:
        self._off.clear()
        self.reload()

    def reload(self) -> None:
        """Ask again what the stage would change; what was ticked off stays so."""
        stage = queries.stage(self.stage())
        self.title.set_text(f"Stage {stage.number}: {stage.title.lower()}")
        self.what.set_text(stage.what)
        self._roles = self._desk.ask(queries.held)
        self._changes = self._desk.ask(queries.stage_changes, stage.number)
        self._show()

    def chosen(self) -> list[Change]:
        """The changes that would be done now."""
        keys = {change.key for change in self._changes} - self._off
        return with_needs(self._changes, keys)

    def _show(self) -> None:
        self.table.show_rows(self._changes)
        done = self.chosen()
        then = queries.as_stage(self.stage(), after(self._roles, done))
        names = {role.id for role in then}
        fresh = {role.id for role in then if role.id < 0}
        seats = queries.seats_of(then)
        notes = {seat.id: f" {seat.note}." if seat.note else "" for seat in seats}
        looks = {
            role.id: Look(
                None,
                role.for_now,
                f"{role.title}{', new' if role.id in fresh else ''}. {role.wearer}"
                f"{', for now' if role.for_now else ''}.{notes[role.id]}",
            )
            for role in then
        }
        self.canvas.show_chart(seats, looks)
        top = next((role for role in then if role.code == OWNER), None)
        direct = sum(role.lead == top.id for role in then) if top is not None else 0
        owner = top.wearer if top is not None else "The owner"
        lead = "1 role then reports" if direct == 1 else f"{direct} roles then report"
        self.sum.set_text(
            f"{lead} to {owner}. Everybody keeps the hats they wear; "
            f"{len(names)} hats in all. Undo takes it back in one step."
        )
        self.do_button.setEnabled(bool(done))
        count = "1 change" if len(done) == 1 else f"{len(done)} changes"
        self.do_button.set_text(f"Do {count}" if done else "Nothing to change")

    def _ticked(self, change: Change) -> bool:
        return any(one.key == change.key for one in self.chosen())

    def _tick(self, change: Change, on: bool) -> None:
        if on:
            self._off.discard(change.key)
            self._off.discard(change.needs)
        else:
            self._off.add(change.key)
        self._show()

    def apply(self) -> None:
        """Do what is ticked, keep a revision, and show the chart."""
        keys = {change.key for change in self.chosen()}
        if self._desk.attempt(apply_stage, self.stage(), keys) is not None:
            self._back()
