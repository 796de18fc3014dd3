"""Steps of all open checklists on one page: an admin's, an outside provider's, one's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import short_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.boxes import STRETCH, Panel, lead_focus, row, stack
from ...widgets.buttons import Button, MenuButton
from ...widgets.cards import EmptyState
from ...widgets.safe import Label
from ..printables.paper import STEPS
from ..queries.across import ADMIN, GIVEN, KINDS, OUTSIDE, RunLines, lines_across, work_lists
from .run_rows import HeadRow, LineRow, Row
from .work import LinesPane

WORDS = {
    ADMIN: "Steps an admin does, of every open checklist. Nothing else is shown.",
    OUTSIDE: "Steps that outside providers do. Print the list of one, or give steps to it with G.",
    GIVEN: "Steps somebody gave to you, whoever has the rest of the checklist.",
}


class AcrossPage(QWidget):
    """One kind of steps across all open runs; they are marked where they stand (S072, S138)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Steps of all checklists")
        self._desk = desk
        self.kind = ADMIN
        self._vendors: list[tuple[int, str]] = []
        self.title = Label("", "title")
        self._words = Label("", "meta", "ink2", wrap=True)
        self._count = Label("", "body", "ink2")
        self.print_button = Button("Print", icon="printer", on_click=self.print_list)
        self.menu = MenuButton("", "ellipsis", "Print the list of one provider", self._entries)
        self.open_run = Button("Open checklist", on_click=self._go_run)
        self.lines = LinesPane(desk, "Steps of all checklists", self.reload)
        self.lines.changed.connect(lambda _run: self._count_left())
        head = Panel("paper", "bottom")
        stack(
            head,
            row(self.title, self._count, STRETCH, self.open_run, self.print_button, self.menu),
            self._words,
            gap=4,
            margin=(20, 12, 20, 12),
        )
        self._empty = EmptyState(
            "list-checks", "Nothing to show", "No open checklist has such a step now."
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self.lines)
        self._pages.addWidget(self._empty)
        stack(self, head, self._pages)
        lead_focus(self, self.lines)

    def show_kind(self, kind: str) -> None:
        """Show steps of another kind."""
        self.kind = kind
        self.title.set_text(KINDS[kind])
        self._words.set_text(WORDS[kind])
        self.reload()

    def reload(self) -> None:
        """Show them as they stand now."""
        rows: list[Row] = []
        if self.kind == OUTSIDE:
            lists = self._desk.ask(work_lists)
            rows = [row for one in lists for row in _rows(one.runs, one.vendor)]
            self._vendors = [(one.vendor_id or 0, one.vendor) for one in lists]
        else:
            rows = _rows(self._desk.ask(lines_across, self.kind, self._desk.person_id))
        self._pages.setCurrentWidget(self.lines if rows else self._empty)
        self.lines.show_rows(rows)
        self._count_left()
        for button in (self.open_run, self.print_button):
            button.setVisible(bool(rows))
        self.menu.setVisible(bool(rows) and self.kind == OUTSIDE)

    def _count_left(self) -> None:
        """Say how many nobody has marked; it counts down as they are."""
        rows = self.lines.list.lines.rows
        left = sum(isinstance(one, LineRow) and not one.result.state for one in rows)
        self._count.set_text(f"{left} left" if rows else "")

    def print_list(self) -> None:
        """Print all of them on one paper."""
        self.lines.keep_typed()
        self._desk.print_document(STEPS, self._key(), KINDS[self.kind])

    def _key(self) -> tuple[Any, ...]:
        return (self.kind, self._desk.person_id if self.kind == GIVEN else None)

    def _entries(self) -> list[Any]:
        return [
            (
                f"Work list of {name}",
                lambda id_=id_, name=name: self._desk.print_document(
                    STEPS, (OUTSIDE, id_), f"Work list, {name}"
                ),
            )
            for id_, name in self._vendors
        ]

    def _go_run(self) -> None:
        shown = self.lines.list.open_line()
        if shown is not None:
            about = {"key": shown.line.key}
            self._desk.go(Place("checklists", shown.run_id, about=about))


def _rows(found: Sequence[RunLines], who: str = "") -> list[Row]:
    rows: list[Row] = []
    for one in found:
        due = f"due {short_date(one.row.due_on)}" if one.row.due_on else ""
        note = ", ".join(part for part in (who, one.row.title, due) if part)
        rows.append(HeadRow(one.row.whose or one.row.title, one.done, len(one.lines), note))
        rows += [
            LineRow(
                one.row.id,
                kept.line,
                kept.result,
                gate=kept.gate,
                not_seen=kept.not_seen,
                severity=kept.severity,
                opens=one.row.person_id is None and not kept.severity,
            )
            for kept in one.lines
        ]
    return rows
