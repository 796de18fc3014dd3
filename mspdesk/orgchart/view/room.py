"""The Roles room: the chart of hats, who wears them, the card of the picked one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import Button, MenuButton
from ...widgets.glyphs import face_of
from ...widgets.laid import Laid, tell_laid
from ...widgets.layout import lead_focus, stack
from ..actions import chart as actions
from ..actions.roles import assign_role
from ..printables.chart import ORG_CHART
from ..queries import chart as queries
from ..queries.roles import RoleBox
from ..rules.stages import OWNER
from . import role_forms
from .canvas import Aim, ChartCanvas, ChartScroll, Look, numbered
from .export import export_roles
from .legend import Legend
from .rail import Rail
from .role_card import RoleCard
from .strip import HatStrip

_TABLES = {"role", "person", "access", "wearing", "shop"}


AT_TOP = "The owner stands at the top."


class RolesRoom(QStackedWidget):
    """The chart with its legend, the strip of people below, and the rail of the picked role.

    Stages and history are pages of their own over it.
    """

    noted = Signal(str)
    railed = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.note = ""
        self._may = desk.may("people")
        self._taken: int | None = None
        self._railed = False
        self.chart = desk.ask(queries.chart)
        self.canvas = ChartCanvas("Roles", movable=self._may)
        self.area = ChartScroll(self.canvas)
        self.strip = HatStrip()
        self.legend = Legend()
        self.rail = Rail(RoleCard(desk, self.close_rail))
        self.rail.closed.connect(self.close_rail)
        self.head_parts = self._parts()
        page = QWidget()
        stack(page, self.legend, self.area, self.strip).setStretch(1, 1)
        self.forms = Laid(page, self.canvas)
        self._pages: dict[str, QWidget] = {}
        self.addWidget(self.forms)
        lead_focus(page, self.canvas)
        self._listen()
        self.currentChanged.connect(lambda _at: tell_laid(self, self._covered()))
        desk.keep_fresh(self, _TABLES, self.reload)

    def _parts(self) -> tuple[QWidget, ...]:
        more = MenuButton("", "ellipsis", "More about the chart", self._entries)
        show = Button("Print", icon="printer", on_click=self.print_shown, name="Print the chart")
        if not self._may:
            return (show, more)
        add = Button("Add role", "primary", "plus", self.add, name="Add a role")
        return (show, add, more)

    def _entries(self) -> list[tuple[str, Callable[[], object]] | None]:
        found: list[tuple[str, Callable[[], object]] | None] = []
        if self._may:
            found += [
                ("Move this role", self.move_chosen),
                ("Promote who wears it", self.promote),
                ("Give up this role", self.give_up),
                None,
                ("Stages of growth", partial(self.open_page, "stages")),
            ]
        found.append(("History and review", partial(self.open_page, "history")))
        found.append(("Roles and duties as a file", self.export_list))
        return found

    def _listen(self) -> None:
        self.canvas.picked.connect(self._picked)
        self.canvas.pressed.connect(self.open_rail)
        self.canvas.opened.connect(self._opened)
        self.canvas.moved.connect(self._moved)
        self.canvas.nudged.connect(self._nudged)
        self.canvas.aimed.connect(self._aimed)
        self.strip.taken.connect(self._take)
        self.strip.carried_to.connect(self._carried)
        self.strip.let_go.connect(self._let_go)

    # What is shown.

    def reload(self) -> None:
        """Ask for the chart again and show it."""
        self.chart = self._desk.ask(queries.chart)
        looks = numbered({box.id: self._look(box) for box in self.chart.boxes})
        self.canvas.show_chart(self.chart.seats, looks)
        self.strip.show_people(self.chart.people, movable=self._may)
        self.legend.show_owner(self.chart.owner)
        wide = [one for one in self.chart.spans.values() if one.wide]
        self.legend.show_spans(wide)
        self._say_top()
        self.note = self.chart.counts
        self.noted.emit(self.note)
        if self._railed:
            self.rail.card.show_role(self.canvas.chosen() or None)

    def _look(self, box: RoleBox) -> Look:
        face = None if box.wearer_id is None else face_of(box.wearer, box.wearer_id)
        if box.for_now:
            worn = f"Unfilled, {box.wearer} wears it for now"
        else:
            worn = f"Worn by {box.wearer}"
        leads = [self.chart.box(one or 0) for one in (box.reports_to_id, box.second_lead_id)]
        titles = " and ".join(one.title for one in leads if one is not None)
        reports = f" Reports to {titles}." if titles else ""
        return Look(face, box.for_now, f"{box.title}. {worn}.{reports}")

    def _say_top(self) -> None:
        top = self.chart.boxes[0] if self.chart.boxes else None
        one = self.chart.spans.get(top.id) if top is not None else None
        if one is None:
            self.canvas.say_span("", "")
            return
        title = "1 role reports here" if one.roles == 1 else f"{one.roles} roles report here"
        self.canvas.say_span(title, one.usual)

    # The rail.

    def _picked(self, role_id: int) -> None:
        if self._railed:
            self.rail.card.show_role(role_id)

    def open_rail(self, role_id: int) -> None:
        """Show the card of a role beside the chart."""
        self._railed = True
        self.rail.card.show_role(role_id)
        self.railed.emit(True)

    def close_rail(self) -> None:
        """Put the card away; the keyboard goes back to the chart."""
        self._railed = False
        self.railed.emit(False)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _opened(self, role_id: int) -> None:
        """Enter gives the role to the person taken along, or goes to its card."""
        if self._taken is not None:
            self._give(role_id, self._taken)
            return
        self.open_rail(role_id)
        self.rail.setFocus(Qt.FocusReason.TabFocusReason)

    # Giving roles to people.

    def _take(self, person_id: int) -> None:
        """Take a person along by the keyboard: Enter on a role gives it to them."""
        if not self._may:
            return
        self._taken = person_id
        name = next(one.name for one in self.chart.people if one.id == person_id)
        self.legend.say(f"{name}: go to a role, Enter gives it to them, Esc lets go.")
        self.canvas.setFocus(Qt.FocusReason.TabFocusReason)

    def _carried(self, _person_id: int, place: QPoint) -> None:
        role_id = self.canvas.box_under(place)
        self.canvas.aim_at(Aim(role_id, "give") if role_id else None)

    def _let_go(self, person_id: int, place: QPoint) -> None:
        role_id = self.canvas.box_under(place)
        self.canvas.aim_at(None)
        if role_id:
            self._give(role_id, person_id)

    def _give(self, role_id: int, person_id: int) -> None:
        self._forget_taken()
        self._desk.attempt(assign_role, role_id, person_id)
        self.canvas.choose(role_id)

    def _forget_taken(self) -> None:
        self._taken = None
        self.legend.say("")

    def give(self) -> None:
        """Show the form that gives the chosen role to somebody."""
        if self._may and self.canvas.chosen():
            self.open_rail(self.canvas.chosen())
            self.rail.card.assign()

    # Moving roles.

    def _aimed(self, aim: Aim | None) -> None:
        """Say what letting go would do."""
        if aim is None:
            self.legend.say("")
            return
        title = self.canvas.title_of(aim.role_id)
        if aim.where == "give":
            self.legend.say(f"Let go to give {title} to them.")
        elif aim.where == "under":
            self.legend.say(f"Let go, and it reports to {title}.")
        else:
            side = "before" if aim.where in ("above", "left") else "after"
            self.legend.say(f"Let go to put it {side} {title}.")

    def _moved(self, role_id: int, aim: Aim) -> None:
        """Do what a drag asked for."""
        if aim.where == "under":
            self._desk.attempt(actions.move_role, role_id, aim.role_id)
            return
        beside = self.chart.box(aim.role_id)
        if beside is None:
            return
        before: int | None = aim.role_id
        if aim.where in ("below", "right"):
            before = self._following(beside, role_id)
        self._desk.attempt(actions.move_role, role_id, beside.reports_to_id, before)

    def _siblings(self, box: RoleBox) -> list[int]:
        return [one.id for one in self.chart.boxes if one.reports_to_id == box.reports_to_id]

    def _following(self, box: RoleBox, without: int) -> int | None:
        """The role after one under the same lead, the moved one left out."""
        same = [one for one in self._siblings(box) if one != without or one == box.id]
        at = same.index(box.id) + 1
        return same[at] if at < len(same) else None

    def _nudged(self, role_id: int, way: str) -> None:
        """Alt with an arrow: along the row or list, up to the lead's lead, in under the last."""
        box = self.chart.box(role_id)
        if box is None or box.reports_to_id is None:
            self._desk.say(AT_TOP)
            return
        beside = self.canvas.beside(role_id)
        along = ("left", "right") if beside else ("up", "down")
        if way in along:
            self._desk.attempt(actions.shift_role, role_id, -1 if way == along[0] else 1)
        elif way in ("up", "left"):
            lead = self.chart.box(box.reports_to_id)
            if lead is None or lead.reports_to_id is None:
                self._desk.say(f"{box.title} reports to the top already.")
            else:
                following = self._following(lead, role_id)
                self._desk.attempt(actions.move_role, role_id, lead.reports_to_id, following)
        else:
            same = self._siblings(box)
            at = same.index(role_id)
            if at == 0:
                self._desk.say(f"No role stands before {box.title} here.")
            else:
                self._desk.attempt(actions.move_role, role_id, same[at - 1])

    # Verbs.

    def _chosen(self) -> RoleBox | None:
        return self.chart.box(self.canvas.chosen()) if self._may else None

    def add(self) -> None:
        """Show the form of a new role, under the chosen one."""
        lead = self._chosen()
        if lead is not None:
            form = role_forms.new_role(self._desk, self.chart, lead.id, self._made, self.forms.back)
            words = f"It is unfilled until somebody takes it; {self.chart.owner} does it for now."
            self.forms.lay("New role", words, form)

    def _made(self, role_id: int) -> None:
        self.forms.back()
        self.canvas.choose(role_id, focus=True)

    def move_chosen(self) -> None:
        """Show the form that says to whom the chosen role reports."""
        box = self._chosen()
        if box is not None and box.code == OWNER:
            self._desk.say(AT_TOP)
        elif box is not None:
            form = role_forms.lead_of(self._desk, self.chart, box, self.forms.back)
            self.forms.lay(f"Move {box.title}", "Those below it go along.", form)

    def promote(self) -> None:
        """Show to what the wearer of the chosen role may be promoted."""
        box = self._chosen()
        if box is None:
            return
        form = role_forms.promotion(self._desk, box, self._made, self.forms.back)
        if form is None:
            self._desk.say(role_forms.no_promotion(box))
            return
        words = "Managers are chosen for how they lead people, not for what they can repair."
        self.forms.lay(f"Promote {box.wearer}", words, form)

    def give_up(self) -> None:
        """Take the chosen role off the chart; Undo puts it back."""
        box = self._chosen()
        if box is None:
            return
        self._desk.attempt(actions.give_up_role, box.id)
        if self.chart.box(box.id) is None and box.reports_to_id is not None:
            self.canvas.choose(box.reports_to_id, focus=True)

    def open_page(self, key: str) -> None:
        """Show the page of stages or of history over the chart."""
        if key not in self._pages:
            from .history import HistoryPage
            from .stages import StagePage

            make: dict[str, Callable[..., QWidget]] = {"stages": StagePage, "history": HistoryPage}
            page = self._pages[key] = make[key](self._desk, self.show_chart)
            self.addWidget(page)
        self.close_rail()
        page = self._pages[key]
        self.setCurrentWidget(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _covered(self) -> bool:
        return self.currentWidget() is not self.forms or self.forms.in_front()

    def show_chart(self) -> None:
        """Show the chart again."""
        self.setCurrentWidget(self.forms)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the tab asks for.

    def show_place(self, place: Place) -> None:
        """Pick a role, or open what was asked for."""
        self.show_chart()
        if place.id is not None and self.chart.box(place.id) is not None:
            self.canvas.choose(place.id)
            self.open_rail(place.id)
        deeds: dict[str, Callable[[], Any]] = {
            "new": self.add,
            "stages": partial(self.open_page, "stages"),
            "history": partial(self.open_page, "history"),
            "file": self.export_list,
            "print": self.print_shown,
        }
        wanted = deeds.get(str(place.about.get("do", place.do)))
        if wanted is not None:
            wanted()

    def new_here(self) -> bool:
        """N adds a role under the chosen one."""
        self.add()
        return self._may

    def print_shown(self) -> None:
        """Show the chart as a page, to print."""
        self._desk.print_document(ORG_CHART, None, "Org chart")

    def export_list(self) -> None:
        """Offer roles and duties as a file."""
        export_roles(self._desk)

    def next_pane(self) -> bool:
        """F6 goes from the chart to the people, to the card, and round."""
        panes: list[QWidget] = [self.canvas, self.strip]
        if self._railed:
            panes.append(self.rail)
        focused: QWidget | None = QApplication.focusWidget()
        inside = [
            n for n, pane in enumerate(panes) if focused is not None and pane.isAncestorOf(focused)
        ]
        at = inside[0] if inside else -1
        panes[(at + 1) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the chart, or to the page over it."""
        page = self.currentWidget()
        front = self.canvas if page is self.forms and self.forms.form is None else page
        if front is not None:
            front.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """G gives, A adds, M moves, P promotes, Delete gives up; Esc lets go or closes."""
        over = self.currentWidget() is not self.forms or self.forms.form is not None
        if event.key() == Qt.Key.Key_Escape and self._escape():
            return
        letters: dict[str, Callable[[], None]] = {
            "g": self.give,
            "a": self.add,
            "m": self.move_chosen,
            "p": self.promote,
        }
        deed = letters.get(event.text().lower()) if not over else None
        if event.key() == Qt.Key.Key_Delete and not over:
            self.give_up()
        elif event.key() == Qt.Key.Key_Insert and not over:
            self.add()
        elif deed is not None and self._desk.settings.single_keys and not event.modifiers():
            deed()
        else:
            super().keyPressEvent(event)

    def _escape(self) -> bool:
        if self._taken is not None:
            self._forget_taken()
        elif self.currentWidget() is not self.forms:
            self.show_chart()
        elif self._railed:
            self.close_rail()
        else:
            return False
        return True
