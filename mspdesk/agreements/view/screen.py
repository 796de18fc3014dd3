"""The Agreements tab: every agreement at the left by what is next, one of them on the page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...clients.queries import client as client_of
from ...dates import hours, short_date, today
from ...desk.area import Found, Place, found_client
from ...desk.desk import Desk
from ...money import Currency, shown_whole
from ...shop.queries import shop
from ...widgets import theme
from ...widgets.buttons import Button
from ...widgets.layout import (
    STRETCH,
    EmptyState,
    Panel,
    Scroll,
    beside,
    column,
    lead_focus,
    stack,
)
from ...widgets.picker import Pick, Picker, PickerPage, PickGroup
from ...widgets.rooms import LOW
from ...widgets.safe import Label
from ...widgets.segments import SegmentControl
from .. import queries, rules
from ..queries import HourlyClient, Listed, Overview
from .client import listed_columns
from .forms import AgreementForm
from .moves import MOVES
from .page import AgreementPage

Key = tuple[str, int]
_TABLES = {"agreement", "agreement_line", "plan_sheet", "prepaid_block", "client", "price_raise"}


class AgreementsView(QWidget):
    """Agreements by what is next; N begins a new one, Enter goes to the page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Agreements")
        self._desk = desk
        self._money = desk.ask(shop).money
        self._names: dict[int, str] = {}
        self.picker = Picker[Key](
            "Agreements",
            title="Agreements",
            placeholder="Find an agreement",
            on_select=self._show,
            on_add=self._new,
            on_enter=self._to_page,
            add_name="New agreement",
            lines=2,
        )
        self.page = AgreementPage(desk, self._go_to, self.export_list)
        self.form: AgreementForm | None = None
        self._holder: QWidget | None = None
        self._pages = QStackedWidget()
        self._empty = EmptyState(
            "file-pen-line",
            "No agreements yet",
            "An agreement says what you are to a client, what is included and what it costs.",
            Button(
                "New agreement",
                kind="primary",
                on_click=self._new,
                name="Write the first agreement",
            ),
        )
        self._hourly = EmptyState(
            "file-pen-line",
            "Work is hourly",
            "",
            Button(
                "Make an agreement",
                kind="primary",
                on_click=self._for_hourly,
                name="Make an agreement with this client",
            ),
        )
        for page in (self._empty, self._hourly, self.page):
            self._pages.addWidget(page)
        self._tops = QStackedWidget()
        self._own = PickerPage("agreements", self.picker, self._pages, width=300)
        self._tops.addWidget(self._own)
        self._late = {panel.key: panel for panel in desk.panels("agreement.page")}
        self._made: dict[str, Any] = {}
        self.segments = SegmentControl(
            "Pages of agreements",
            [("agreements", "Agreements"), *((key, one.title) for key, one in self._late.items())],
            self._turn,
        )
        stack(self, *self._bar(), self._tops)
        lead_focus(self, self.picker)
        desk.keep_fresh(self, _TABLES, self._reload)

    # The pages of the tab: agreements, and what other areas put beside them.

    def _bar(self) -> list[QWidget]:
        if not self._late:
            return []
        bar = Panel("sheet", "bottom")
        beside(bar, self.segments, STRETCH, margin=(12, 0, 12, 0))
        bar.setFixedHeight(theme.current().px(LOW))
        return [bar]

    def _turn(self, key: str) -> None:
        """Show a page of the tab; one of another area is built when it is first shown."""
        if key != "agreements" and key not in self._made:
            self._made[key] = self._late[key].make(self._desk)
            self._tops.addWidget(self._made[key])
        self._tops.setCurrentWidget(self._made.get(key, self._own))
        self._desk.changed.emit(frozenset())

    def _shown(self) -> Any:
        """The page of another area that is shown, or None."""
        return self._made.get(self.segments.current())

    # The side list.

    def _reload(self) -> None:
        held = self.picker.selected_key()
        seen = self._desk.ask(queries.overview)
        self._names = {one.client_id: one.client for one in seen.hourly}
        self.picker.show_groups(_groups(seen, self._money))
        self.picker.set_count(len(seen.renewing) + len(seen.current))
        if self.form is not None:
            return
        if held is None or not self.picker.select(held):
            self._first(seen)
        if not self.picker.keys():
            self._pages.setCurrentWidget(self._empty)

    def _first(self, seen: Overview) -> None:
        """Begin with what is next; a hourly client only where there is nothing else."""
        for rows in (seen.renewing, seen.preparing, seen.current, seen.blocks):
            if rows:
                self.picker.select(("agreement", rows[0].held.id))
                return
        self.picker.select_first()

    def _show(self, key: Key | None) -> None:
        if key is None:
            return
        if self.form is not None:
            if self.form.form.dirty():
                return
            self._drop_form()
        kind, id_ = key
        if kind == "client":
            name = self._names.get(id_, "")
            self._hourly.set_empty(
                f"{name} has no agreement",
                "Work is billed by the hour. An agreement says what is included and what it costs.",
            )
            self._pages.setCurrentWidget(self._hourly)
            return
        self._pages.setCurrentWidget(self.page)
        self.page.show_id(id_)

    def _go_to(self, agreement_id: int) -> None:
        """Show another agreement, from the page."""
        self._reload()
        if not self.picker.select(("agreement", agreement_id)):
            self.picker.rows.clearSelection()
        self._pages.setCurrentWidget(self.page)
        self.page.show_id(agreement_id)

    def _to_page(self) -> None:
        page = self._pages.currentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.ShortcutFocusReason)
            page.focusNextChild()

    # A new one.

    def _new(self) -> None:
        key = self.picker.selected_key()
        self.begin_new(key[1] if key is not None and key[0] == "client" else None)

    def _for_hourly(self) -> None:
        self._new()

    def begin_new(self, client_id: int | None = None) -> None:
        """Open the form of a new agreement, perhaps with a client; a half typed one is kept."""
        if self.form is None:
            self.form = AgreementForm(self._desk, None, self._added, self._cancelled)
            body = column(
                Label("New agreement", role="title"),
                Label(
                    "Client, kind and first day are enough to begin; it stays a draft until sent.",
                    color="ink2",
                    wrap=True,
                ),
                6,
                self.form,
                margin=(22, 18, 22, 22),
            )
            body.setMaximumWidth(980)
            self._holder = Scroll(body)
            self._pages.addWidget(self._holder)
        if client_id is not None:
            self.form.begin_for(client_id)
        if self._holder is not None:
            self._pages.setCurrentWidget(self._holder)
        self.form.focus_first()

    def _added(self, agreement_id: int) -> None:
        self._drop_form()
        self._go_to(agreement_id)
        self.page.take_keys()

    def _cancelled(self) -> None:
        self._drop_form()
        self.picker.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        key = self.picker.selected_key()
        if key is not None:
            self._show(key)
        else:
            self._pages.setCurrentWidget(self._empty)

    def _drop_form(self) -> None:
        if self._holder is not None:
            self._pages.removeWidget(self._holder)
            self._holder.deleteLater()
        self.form = self._holder = None

    # What the window asks.

    def show_place(self, place: Place) -> None:
        """Go to an agreement or a client's, and begin a step there (send, sign, renew, notice)."""
        client_id = place.about.get("client_id")
        if place.do in self._late:
            self.segments.choose(place.do)
            self._shown().show_place(place)
            return
        self.segments.choose("agreements")
        if place.do == "new":
            self.begin_new(client_id)
            return
        id_ = place.id
        if id_ is None and client_id is not None:
            held = self._desk.ask(queries.in_force, client_id)
            id_ = held.id if held else None
        if id_ is None:
            return
        self.picker.filter("")
        self._go_to(id_)
        if place.do in MOVES:
            self.page.begin(place.do)
        elif place.do == "edit":
            self.page.edit()
        elif place.do == "sheet":
            self.page.new_sheet()

    def new_here(self) -> bool:
        """N on this tab begins an agreement, or what belongs on the page that is shown."""
        shown = self._shown()
        if shown is not None:
            return bool(shown.new_here())
        self._new()
        return True

    def client_in_front(self) -> Found | None:
        """The client of the agreement that is shown, or the one without any; for the palette."""
        shown, page = self._shown(), self._pages.currentWidget()
        if shown is not None:
            asked = getattr(shown, "client_in_front", None)
            return asked() if asked is not None else None
        if page is self.page and self.page.held is not None:
            one = self._desk.ask(client_of, self.page.held.client_id)
            return found_client(one.id, one.name, one.number) if one is not None else None
        key = self.picker.selected_key()
        if page is self._hourly and key is not None:
            return found_client(key[1], self._names.get(key[1], ""))
        return None

    def focus_filter(self) -> None:
        """The / key goes to the search over the agreements, or of the page that is shown."""
        shown = self._shown()
        if shown is not None:
            shown.focus_filter()
            return
        self.picker.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def export_list(self) -> None:
        """Write every agreement of the side list into a file (S143)."""
        seen = self._desk.ask(queries.overview)
        rows = [*seen.running, *seen.preparing, *seen.ended]
        rows.sort(key=lambda one: (one.client.lower(), one.held.start_on))
        self._desk.export("Agreements", listed_columns(self._money), rows)

    def print_shown(self) -> None:
        """Ctrl+P prints the agreement, or the page, that is shown."""
        shown = self._shown()
        if shown is None:
            self.page.print_agreement()
        elif hasattr(shown, "print_shown"):
            shown.print_shown()


def _groups(seen: Overview, money: Currency) -> list[PickGroup[Key]]:
    """The side list: what renews soon, what is being made, what runs, what ended, who has none."""
    current = f"{len(seen.current)}, {shown_whole(seen.monthly, money)} a month"
    groups = [
        PickGroup(
            f"Renewing in {queries.SOON} days",
            str(len(seen.renewing)),
            [_pick(one, money, soon=True) for one in seen.renewing],
        ),
        PickGroup(
            "Being prepared",
            str(len(seen.preparing)),
            [_pick(one, money) for one in seen.preparing],
        ),
        PickGroup("Current", current, [_pick(one, money) for one in seen.current]),
        PickGroup(
            "No agreement, hourly",
            str(len(seen.hourly) + len(seen.blocks)),
            _by_the_hour(seen, money),
        ),
        PickGroup("Ended", str(len(seen.ended)), [_pick(one, money) for one in seen.ended]),
    ]
    return [group for group in groups if group.picks]


SOONEST = 30
"""Days before its end from which the day of a renewal stands out."""


def _pick(one: Listed, money: Currency, *, soon: bool = False) -> Pick[Key]:
    held, last = one.held, one.last
    words = held.title
    if held.state in rules.BEGINNING:
        words = f"{held.title}, {rules.STATES[held.state].lower()}"
    elif held.notice_on is not None and held.state in rules.RUNNING:
        words = f"{held.title}, notice given"
    elif one.prepaid:
        words = f"{held.title}, {hours(one.prepaid)} h left"
    ends = held.ended_on or last
    color = ""
    if soon and last is not None and (last - today()).days <= SOONEST:
        color = "amber"
    return Pick(
        ("agreement", held.id),
        one.client,
        words,
        short_date(ends) if ends else "open",
        shown_whole(one.monthly, money) if one.monthly else "",
        color=color,
    )


def _by_the_hour(seen: Overview, money: Currency) -> list[Pick[Key]]:
    """Who pays by the hour, by name: a block of hours leads to its agreement."""
    picks = [_client(one, money) for one in seen.hourly]
    picks += [
        Pick(
            ("agreement", one.held.id),
            one.client,
            f"Prepaid {hours(one.prepaid)} h" + (", notice given" if one.held.notice_on else ""),
            "",
            f"{shown_whole(one.rate, money)}/h",
        )
        for one in seen.blocks
    ]
    return sorted(picks, key=lambda pick: pick.title.lower())


def _client(one: HourlyClient, money: Currency) -> Pick[Key]:
    prepaid = f"Prepaid {hours(one.prepaid)} h" if one.prepaid else "Hourly"
    return Pick(
        ("client", one.client_id), one.client, prepaid, "", f"{shown_whole(one.rate, money)}/h"
    )
