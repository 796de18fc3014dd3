"""The network map of a client: drawn from the facts, moved by hand, or replaced by a picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...widgets import dialogs, theme
from ...widgets.buttons import Button, MenuButton
from ...widgets.entry import ChoiceEntry, NoteEntry, TextEntry
from ...widgets.flow import flow
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Card, Scroll, beside, column, row, stack
from ...widgets.mapcanvas import CanvasBox, CanvasRoom, CanvasWire, MapCanvas
from ...widgets.pictures import PictureView
from ...widgets.safe import Label
from ..actions import map as actions
from ..queries.map import hidden_boxes, network_map, sheet
from ..rules.map import STEP, WAY_WORDS, WIDTH, NetworkMap, Way
from ..runs.pictures import map_picture, take_picture

_TABLES = {"map_node", "map_link", "map_sheet", "device", "circuit", "network", "site"}
_TABLES |= {"remote_access"}
_INSPECTOR, _NARROW, _AROUND = 300, 180, 56
"""Widths in px: of the cards, at least, and of what lies around the drawing."""


class MapPart(QWidget):
    """The drawing at the left; the chosen box, lines and the sheet at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._map: NetworkMap | None = None
        self.canvas = MapCanvas("Network map", WIDTH, STEP)
        self.canvas.picked.connect(self._show_box)
        self.canvas.moved.connect(self._move)
        self.canvas.opened.connect(self._open)
        self.canvas.removed.connect(self._hide)
        self.picture = PictureView("Picture of the network")
        self._sheets = QStackedWidget()
        self._ground = column(self.canvas, STRETCH, margin=8)
        self._drawn = Scroll(self._ground)
        self._drawn.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # The drawing is as high as its width says: a bar that comes and goes would never rest.
        self._drawn.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        # A drawing is no text: where it would become unreadable, it is moved instead of squeezed.
        self._drawn.setMinimumSize(200, 40)
        self._sheets.addWidget(self._drawn)
        self._sheets.addWidget(Scroll(column(self.picture, STRETCH, margin=8)))
        self.walked = Label("", "meta", "ink2", fold=True)
        walk = Button("Walked and checked", icon="check", on_click=self._walk)
        self.more = MenuButton("", "ellipsis", "More about this map", self._more)
        self.left_out = Label("", "meta", "amber", wrap=True)
        head = row(self.walked, STRETCH, walk, self.more)
        self.box_form = Form(
            [
                Field("label", "Name on the map", TextEntry()),
                Field("under", "Below it", NoteEntry(lines=3), help="Empty: as written down."),
            ],
            on_save=self._name,
            save="Save words",
        )
        self.line_form = Form(
            [
                Field("other", "To", ChoiceEntry([], "Choose a box"), required=True),
                Field("kind", "Kind", ChoiceEntry([(w.value, s) for w, s in WAY_WORDS.items()])),
                Field("label", "Words on it", TextEntry()),
            ],
            on_save=self._link,
            save="Draw line",
        )
        for form in (self.box_form, self.line_form):
            form.save_button.set_kind("default")
        self.box_card = Card("Box")
        self.hide_button = Button("Take off the map", on_click=lambda: self._hide(self._key()))
        self.box_card.add(self.box_form, flow(self.hide_button))
        self.line_card = Card("Line from here")
        self.line_card.add(self.line_form)
        self.note_form = Form(
            [Field("note", "A box of your own", TextEntry("Generator"), required=True)],
            on_save=self._add_note,
            save="Add box",
        )
        self.note_form.save_button.set_kind("default")
        self.note_card = Card("Add")
        self.note_card.add(self.note_form)
        self.words_form = Form(
            [Field("words", "Words below it", NoteEntry(lines=3), help="Empty: the networks.")],
            on_save=self._describe,
            save="Save line",
        )
        self.words_form.save_button.set_kind("default")
        words_card = Card("The whole map")
        words_card.add(self.words_form)
        self._cards = column(
            self.box_card, self.line_card, self.note_card, words_card, STRETCH, gap=12
        )
        self._side = Scroll(self._cards)
        self._set_side(_INSPECTOR)
        body = QWidget()
        beside(body, self._sheets, self._side, gap=12).setStretch(0, 1)
        stack(self, head, self.left_out, body, gap=6).setStretch(2, 1)
        desk.keep_fresh(self, _TABLES, self._reload)

    def _set_side(self, wide: int) -> None:
        self._cards.setFixedWidth(wide)
        self._side.setFixedWidth(wide + 12)

    def resizeEvent(self, event: object) -> None:
        """Leave the drawing what it needs, on a narrow page at the cost of the cards."""
        need = self.canvas.minimumWidth() + _AROUND
        self._set_side(max(theme.current().px(_NARROW), min(_INSPECTOR, self.width() - need)))

    def show_id(self, client_id: int) -> None:
        """Show the map of another client."""
        if client_id != self._client_id:
            self._client_id = client_id
            self.canvas.choose("")
        self._reload()

    def arrive(self, _place: Place) -> None:
        """Put the keyboard on the map."""
        self.canvas.setFocus()

    def _reload(self) -> None:
        if not self._client_id:
            return
        found = self._map = self._desk.ask(network_map, self._client_id)
        self.canvas.show_drawing(
            found.height,
            [
                CanvasBox(
                    *(one.key, one.title, one.under, one.look.value),
                    *(one.x, one.y, one.width, one.height),
                )
                for one in found.boxes
            ],
            [
                CanvasWire(
                    *(one.one, one.other, one.points, one.way.value, one.label, one.spot),
                )
                for one in found.wires
            ],
            [CanvasRoom(one.title, one.x, one.y, one.width, one.height) for one in found.rooms],
        )
        self.left_out.set_text(found.left_out)
        self.left_out.setVisible(bool(found.left_out))
        self._show_sheet()
        self._show_box(self.canvas.chosen())

    def _show_sheet(self) -> None:
        said = self._desk.ask(sheet, self._client_id)
        if said.walked_on is None:
            self.walked.set_text("Nobody has walked it yet. Arrow keys choose, Ctrl moves.")
        else:
            who = f", {said.walked_by}" if said.walked_by else ""
            self.walked.set_text(f"Walked and checked {full_date(said.walked_on)}{who}")
        self._sheets.setCurrentIndex(1 if said.picture else 0)
        self._side.setVisible(not said.picture)
        if not self.words_form.dirty():
            self.words_form.set_values({"words": said.words})
        if said.picture:
            self._show_picture()

    def _show_picture(self) -> None:
        self.picture.show_from(self._desk, self._desk.ask(map_picture, self._client_id))

    # The chosen box.

    def _key(self) -> str:
        return self.canvas.chosen()

    def _show_box(self, key: str) -> None:
        box = self._map.box(key) if self._map else None
        self.box_card.setVisible(box is not None)
        self.line_card.setVisible(box is not None)
        if box is None or self._map is None:
            return
        at = self.canvas.place(key)
        middle = self.canvas.mapTo(self._ground, at.center())
        self._drawn.ensureVisible(middle.x(), middle.y(), at.width() // 2 + 8, at.height() // 2 + 8)
        self.box_card.set_title(box.title)
        if not self.box_form.dirty() or self.box_form.property("box") != key:
            self.box_form.set_values({"label": box.title, "under": "\n".join(box.under)})
            self.box_form.setProperty("box", key)
        other = self.line_form.entry("other")
        if isinstance(other, ChoiceEntry):
            other.set_options([(one.key, one.title) for one in self._map.boxes if one.key != key])
        self.line_form.set_values({"other": None, "kind": Way.CABLE.value, "label": ""})

    def _open(self, _key: str) -> None:
        self.box_form.focus_first()

    def _move(self, key: str, x: int, y: int) -> None:
        self._desk.attempt(actions.move_box, self._client_id, key, x, y)

    def _name(self, values: dict[str, Any]) -> None:
        self._desk.do(
            actions.name_box, self._client_id, self._key(), values["label"], values["under"]
        )
        self.canvas.setFocus()

    def _hide(self, key: str) -> None:
        if key:
            self._desk.attempt(actions.hide_box, self._client_id, key)

    def _link(self, values: dict[str, Any]) -> None:
        details = {"kind": values["kind"], "label": values["label"]}
        self._desk.do(actions.link_boxes, self._client_id, self._key(), values["other"], details)

    def _describe(self, values: dict[str, Any]) -> None:
        self._desk.do(actions.describe_map, self._client_id, values["words"])
        self.words_form.set_values({"words": values["words"]})

    def _add_note(self, values: dict[str, Any]) -> None:
        key = self._desk.do(actions.add_note, self._client_id, values["note"])
        self.note_form.set_values({"note": ""})
        self.canvas.choose(key)
        self.canvas.setFocus()

    # The whole map.

    def _walk(self) -> None:
        self._desk.attempt(actions.walk_map, self._client_id)

    def _more(self) -> list[tuple[str, Callable[[], object]] | None]:
        said = self._desk.ask(sheet, self._client_id)
        entries: list[tuple[str, Callable[[], object]] | None] = [
            ("Print map", self.print_map),
            ("Lay it out again", self._again),
            ("Use a picture instead", self.choose_picture),
        ]
        if said.picture:
            entries.append(("Draw it again", self._no_picture))
        entries += [
            (f"Remove line to {words}", self._unlinker(one, other))
            for one, other, words in self._own_lines()
        ]
        away = self._desk.ask(hidden_boxes, self._client_id)
        entries += [(f"Put back {title}", self._shower(key)) for key, title in away[:10]]
        return entries

    def _own_lines(self) -> list[tuple[str, str, str]]:
        """Lines from or to the chosen box, with the other end's name."""
        if self._map is None or not self._key():
            return []
        found = []
        for wire in self._map.wires:
            if self._key() in {wire.one, wire.other}:
                far = wire.other if wire.one == self._key() else wire.one
                box = self._map.box(far)
                found.append((wire.one, wire.other, box.title if box else far))
        return found

    def _unlinker(self, one: str, other: str) -> Callable[[], object]:
        def unlink() -> None:
            drawn = self._map is not None and any(
                (wire.one, wire.other, wire.drawn) == (one, other, True) for wire in self._map.wires
            )
            if drawn:
                self._desk.attempt(actions.unlink_boxes, self._client_id, one, other)
            else:
                details = {"hidden": True}
                self._desk.attempt(actions.link_boxes, self._client_id, one, other, details)

        return unlink

    def _shower(self, key: str) -> Callable[[], object]:
        return lambda: self._desk.attempt(actions.hide_box, self._client_id, key, hidden=False)

    def _again(self) -> None:
        self._desk.attempt(actions.lay_out_again, self._client_id)

    def print_map(self) -> None:
        """Print the map alone."""
        from ..printables.map import MAP

        self._desk.print_document(MAP, self._client_id, "Network map")

    def choose_picture(self) -> None:
        """Let a picture stand for the drawing."""
        file = dialogs.choose_file(
            self, "A picture of the network", "Pictures (*.png *.jpg *.jpeg *.webp *.tif)"
        )
        if file is not None:
            job = self._desk.run(f"Reading {file.name}", take_picture, self._client_id, file)
            job.otherwise(self._refused)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._desk.refuse(error)

    def _no_picture(self) -> None:
        self._desk.attempt(actions.use_picture, self._client_id, None)
