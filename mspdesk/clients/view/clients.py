"""The Clients tab: picker, page, and the form of a new client."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...exchange.columns import TEXT, OutColumn
from ...widgets.buttons import Button
from ...widgets.layout import EmptyState, Scroll, column, lead_focus, stack
from ...widgets.picker import Pick, Picker, PickerPage, PickGroup
from ...widgets.safe import Label
from .. import queries, rules
from ..queries import ClientRow
from .forms import ClientForm
from .page import ClientPage

_TABLES = {"client", "agreement"}
_OLD = (rules.Status.FORMER, rules.Status.DECLINED)

EXPORT: tuple[OutColumn[ClientRow], ...] = (
    OutColumn("Number", TEXT, lambda row: row.number),
    OutColumn("Name", TEXT, lambda row: row.name),
    OutColumn("Status", TEXT, lambda row: rules.WORDS[rules.Status(row.status)]),
    OutColumn("City", TEXT, lambda row: row.city),
    OutColumn("Region", TEXT, lambda row: row.region),
    OutColumn("Phone", TEXT, lambda row: row.phone),
    OutColumn("Plan", TEXT, lambda row: row.plan),
)


class ClientsView(QWidget):
    """Every client by name; Enter or a click shows its page, N adds one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Clients")
        self._desk = desk
        self._rows: list[ClientRow] = []
        self.picker = Picker[int](
            "Clients",
            title="Clients",
            placeholder="Find a client",
            on_select=self._show,
            on_add=self._new,
            lines=2,
        )
        self.page = ClientPage(desk, self.export_list)
        self._form: ClientForm | None = None
        self._pages = QStackedWidget()
        self._empty = EmptyState(
            "building-2",
            "No clients yet",
            "A client is a business you work for, or would like to. Everything hangs on it.",
            Button("New client", kind="primary", on_click=self._new, name="Add the first client"),
        )
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.page)
        stack(self, PickerPage("clients", self.picker, self._pages))
        lead_focus(self, self.picker)
        desk.keep_fresh(self, _TABLES, self._reload)

    def _reload(self) -> None:
        held = self.picker.selected_key()
        self._rows = self._desk.ask(queries.clients, all_of_them=True)
        own = [row for row in self._rows if row.internal]
        old = [row for row in self._rows if row.status in _OLD]
        worked = [row for row in self._rows if row not in old and not row.internal]
        groups = [PickGroup("", "", [_pick(row) for row in worked])]
        if own:
            groups.append(PickGroup("Our own company", "", [_pick(row) for row in own]))
        if old:
            groups.append(PickGroup("Former and declined", str(len(old)), [_pick(r) for r in old]))
        self.picker.show_groups([group for group in groups if group.picks])
        self.picker.set_count(len(worked))
        if self._is_adding():
            return
        if held is None or not self.picker.select(held):
            self.picker.select_first()
        if not self._rows:
            self._pages.setCurrentWidget(self._empty)

    def _show(self, client_id: int | None) -> None:
        if client_id is None:
            return
        if self._form is not None and not self._form.form.dirty():
            self._drop_form()
        self.page.show_id(client_id)
        self._pages.setCurrentWidget(self.page)

    def _is_adding(self) -> bool:
        return self._form is not None and self._pages.currentWidget() is self._holder

    def _new(self) -> None:
        """Show the form of a new client; one that was left half typed is taken up again."""
        if self._form is not None:
            self._pages.setCurrentWidget(self._holder)
            self._form.focus_first()
            return
        self._form = ClientForm(self._desk, on_done=self._added, on_cancel=self._cancelled)
        body = column(
            Label("New client", role="title"),
            Label("A name is enough to begin; the rest can follow.", color="ink2"),
            6,
            self._form,
            margin=(22, 18, 22, 22),
        )
        body.setMaximumWidth(900)
        self._holder: QWidget = Scroll(body)
        self._pages.addWidget(self._holder)
        self._pages.setCurrentWidget(self._holder)
        self._form.focus_first()

    def _added(self, client_id: int) -> None:
        self._drop_form()
        self._reload()
        self.picker.select(client_id)
        self._show(client_id)

    def _cancelled(self) -> None:
        self._drop_form()
        held = self.picker.selected_key()
        if held is not None:
            self._show(held)
        else:
            self._pages.setCurrentWidget(self._empty)

    def _drop_form(self) -> None:
        if self._form is not None:
            self._form = None
            self._pages.removeWidget(self._holder)
            self._holder.deleteLater()

    def show_place(self, place: Place) -> None:
        """Go to a client, to one of its tabs, or to the form of a new one."""
        if place.do == "new":
            self._new()
            return
        client_id = place.id or place.about.get("client_id")
        if client_id is None:
            return
        self.picker.filter("")
        self.picker.select(client_id)
        self._show(client_id)
        self.page.arrive(place)

    def new_here(self) -> bool:
        """N on this tab opens a ticket for the chosen client."""
        client_id = self.picker.selected_key()
        if client_id is None:
            return False
        self._desk.go(Place("tickets", do="new", about={"client_id": client_id}))
        return True

    def focus_filter(self) -> None:
        """The / key goes to the search over the clients."""
        self.picker.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def print_shown(self) -> None:
        """Ctrl+P prints the client's fact sheet."""
        self.page.print_facts()

    def export_list(self) -> None:
        """Write the list of clients into a file (S143)."""
        self._desk.export("Clients", EXPORT, self._rows)


def _pick(row: ClientRow) -> Pick[int]:
    place = ", ".join(filter(None, (row.city, row.region)))
    kind = row.plan or ("" if row.internal else rules.WORDS[rules.Status(row.status)])
    if row.status == rules.Status.ACTIVE and not row.plan and not row.internal:
        kind = "Hourly"
    return Pick(row.id, row.name, "  ·  ".join(filter(None, (place, kind))) or row.number)
