"""The list of approved tools, and what is in each technician's kit (S056)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...people.queries import people
from ...widgets.buttons import Button, MenuButton
from ...widgets.entry import CheckEntry, ChoiceEntry, NoteEntry, NumberEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Toolbar, column, lead_focus, row, stack
from ...widgets.segments import SegmentControl
from ...widgets.table import Column, Table, TagCell
from ..actions import tools as actions
from ..printables.tools import KIT, TOOLS
from ..queries import tools as queries
from ..queries.tools import PieceRow, ToolRow
from ..rules.tools import DECISIONS, KINDS, MOST

_TABLES = {"tool", "kit_piece", "person"}
_TONES = {None: "grey", True: "green", False: "red"}


class ToolsPart(QWidget):
    """Two pages: the list with its decisions, and the kits, one technician at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._person = 0
        self.which = SegmentControl(
            "Tools or kits", [("tools", "Tools"), ("kits", "Kits")], self._turn
        )
        self.new_button = Button("Add tool", "primary", "plus", self.new)
        self.print_button = Button("Print", icon="printer", on_click=self.print_shown)
        self.more = MenuButton("", "ellipsis", "More about the chosen tool", self._more)
        self.count_button = Button("Count kit", "primary", on_click=self.count)
        self.whose = ChoiceEntry([], "Whose kit", "Whose kit", width=190)
        self.whose.changed.connect(self._take_person)
        self.bar = Toolbar(
            "Tools and kits",
            "",
            STRETCH,
            self.whose,
            self.more,
            self.print_button,
            self.count_button,
            self.new_button,
        )
        self.table = Table[ToolRow](
            (
                Column("name", "Tool", "title", lambda r: r.name, stretch=2),
                Column("kind", "Kind", "text", lambda r: r.kind_words, width=60, fit=200),
                Column("purpose", "What for", "text", lambda r: r.purpose, stretch=3),
                Column("decision", "", "tag", _decision, width=116),
                Column("why", "Why", "muted", lambda r: r.reason, stretch=2),
                Column("kit", "In kit", "num", _in_kit, width=60),
            ),
            name="Tools",
            on_activate=self.edit,
            empty="No tool yet. Add what you use, then say what is approved.",
        )
        self.pages = Laid(column(self.table, margin=(6, 0, 6, 8)), self.table)
        self.kit = Table[PieceRow](
            (
                Column("name", "Piece", "title", lambda r: r.name, stretch=2),
                Column("kind", "Kind", "text", lambda r: KINDS.get(r.kind, r.kind), stretch=1),
                Column("wanted", "Should be", "num", lambda r: str(r.wanted), width=84),
                Column("there", "Counted", "num", _there, width=76),
                Column("short", "Missing", "num", _short, width=76, color=_ink),
                Column("on", "Counted on", "date", _counted, width=116),
                Column("place", "Kept", "muted", lambda r: r.place, stretch=1),
            ),
            name="Kit",
            key=lambda r: r.tool_id,
            on_activate=lambda _row: self.count(),
            empty="Nothing belongs into a kit yet: tick it on the tools.",
        )
        self.kits = Laid(column(self.kit, margin=(6, 0, 6, 8)), self.kit)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.pages)
        self._pages.addWidget(self.kits)
        stack(self, self.bar, row(self.which, STRETCH, margin=(16, 0, 16, 8)), self._pages)
        lead_focus(self, self.table)
        desk.keep_fresh(self, _TABLES, self._reload)
        self._turn("tools")

    def _turn(self, key: str) -> None:
        kits = key == "kits"
        self._pages.setCurrentIndex(int(kits))
        for part in (self.count_button, self.whose):
            part.setVisible(kits)
        for button in (self.new_button, self.more):
            button.setVisible(not kits)

    def _reload(self) -> None:
        rows = self._desk.ask(queries.tools)
        self.table.show_rows(rows)
        approved = sum(one.approved is True for one in rows)
        waiting = sum(one.approved is None for one in rows)
        note = f"{approved} approved" + (f", {waiting} not decided" if waiting else "")
        self.bar.set_title("Tools and kits", note)
        staff = [(one.id, one.name) for one in self._desk.ask(people) if one.takes_tickets]
        self.whose.set_options(list(staff))
        known = [id_ for id_, _ in staff]
        if self._person not in known:
            own = self._desk.person_id
            self._person = own if own in known and own is not None else (known or [0])[0]
        self.whose.set_value(self._person or None)
        self._show_kit()

    def _take_person(self) -> None:
        chosen = self.whose.value()
        if isinstance(chosen, int) and chosen != self._person:
            self._person = chosen
            self.kits.back()
            self._show_kit()

    def _show_kit(self) -> None:
        rows = self._desk.ask(queries.kit, self._person) if self._person else []
        self.kit.show_rows(rows)
        self.count_button.setEnabled(bool(rows))

    # --- tools ---------------------------------------------------------------------------------

    def new(self) -> None:
        """Show the form of a new tool."""
        self.edit(None)

    def edit(self, tool: ToolRow | None) -> None:
        """Show the form of a tool, or of a new one with None."""
        form = Form(
            [
                Field("name", "Name", TextEntry(), required=True),
                Field("kind", "Kind", ChoiceEntry(list(KINDS.items())), required=True),
                Field("purpose", "What it is for", NoteEntry(lines=2), span=2),
                Field("approved", "May it be used?", ChoiceEntry(list(DECISIONS.items()))),
                Field("reason", "Why", TextEntry(), help="A no says why."),
                Field("in_kit", "Kit", CheckEntry("Belongs into every kit")),
                Field("kit_quantity", "How many in a kit", NumberEntry(0, MOST, "")),
                Field("place", "Where it is kept", TextEntry()),
            ],
            columns=2,
            on_save=lambda values: self._save(tool, values),
            save="Save tool",
            on_cancel=self.pages.back,
        )
        names = ("name", "kind", "purpose", "approved", "reason", "in_kit", "kit_quantity", "place")
        usual: dict[str, Any] = dict.fromkeys(names, "")
        usual |= {"kind": "software", "approved": None, "in_kit": False, "kit_quantity": 1}
        form.set_values({name: getattr(tool, name) for name in names} if tool else usual)
        decided = ""
        if tool is not None and tool.decided_on is not None:
            by = f" by {tool.decided_by}" if tool.decided_by else ""
            decided = f"{tool.decision} {full_date(tool.decided_on)}{by}."
        self.pages.lay(tool.name if tool else "Add a tool", decided, form)

    def _save(self, tool: ToolRow | None, values: dict[str, Any]) -> None:
        texts = ("name", "kind", "purpose", "reason", "place")
        given = {name: values[name] or "" for name in texts}
        given |= {"approved": values["approved"], "in_kit": bool(values["in_kit"])}
        given["kit_quantity"] = values["kit_quantity"] or 0
        if tool is None:
            done = self._desk.do(actions.add_tool, given)
        else:
            done = tool.id
            self._desk.do(actions.edit_tool, tool.id, tool.version, given)
        self.pages.back()
        self.table.select(done)

    def _more(self) -> list[Any]:
        chosen = self.table.selected()
        if chosen is None:
            return []
        return [
            ("Approve", partial(self._desk.attempt, actions.decide, chosen.id, True)),
            ("Not decided", partial(self._desk.attempt, actions.decide, chosen.id, None)),
            ("Not approved, say why", partial(self.edit, chosen)),
            None,
            ("Take off the list", partial(self._desk.attempt, actions.retire_tool, chosen.id)),
        ]

    # --- kits ----------------------------------------------------------------------------------

    def count(self) -> None:
        """Show a form with a number for each piece of the kit."""
        rows = self._desk.ask(queries.kit, self._person)
        fields = [
            Field(str(one.tool_id), one.name, NumberEntry(0, MOST, ""), f"Should be {one.wanted}.")
            for one in rows
        ]
        if not fields:
            return
        form = Form(
            fields, columns=3, on_save=self._counted, save="Save count", on_cancel=self.kits.back
        )
        form.set_values({str(one.tool_id): one.quantity for one in rows})
        self.kits.lay(f"Kit of {self.whose.text()}", "What is left empty stays uncounted.", form)

    def _counted(self, values: dict[str, Any]) -> None:
        counts = {int(name): quantity for name, quantity in values.items()}
        self._desk.do(actions.count_kit, self._person, counts)
        self.kits.back()

    # --- from elsewhere ------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show the tools, or the kits."""
        key = "kits" if place.about.get("kit") else "tools"
        self.which.choose(key)
        self._turn(key)
        (self.kit if key == "kits" else self.table).setFocus()

    def new_here(self) -> bool:
        """N adds a tool."""
        self.which.choose("tools")
        self._turn("tools")
        self.new()
        return True

    def print_shown(self) -> None:
        """Ctrl+P prints the list, or the kit that is in front."""
        if self.which.current() == "kits":
            self._desk.print_document(KIT, self._person, "Technician's kit")
        else:
            self._desk.print_document(TOOLS, None, "Approved tools")


def _decision(row_: ToolRow) -> TagCell:
    return TagCell(row_.decision, _TONES[row_.approved])


def _in_kit(row_: ToolRow) -> str:
    return str(row_.kit_quantity) if row_.in_kit else ""


def _there(row_: PieceRow) -> str:
    return "" if row_.quantity is None else str(row_.quantity)


def _short(row_: PieceRow) -> str:
    return str(row_.short) if row_.quantity is not None and row_.short else ""


def _ink(row_: PieceRow) -> str | None:
    return "amber" if row_.short else None


def _counted(row_: PieceRow) -> str:
    return full_date(row_.counted_on) if row_.counted_on else ""
