"""The room of the clients: picker, page, and the form of a new one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...desk.area import Found, Note, Place
from ...desk.desk import Desk
from ...errors import Cancelled
from ...exchange.columns import TEXT, OutColumn
from ...widgets.buttons import Button
from ...widgets.glyphs import Glyph
from ...widgets.layout import EmptyState, Scroll, column, lead_focus, stack
from ...widgets.picker import Pick, Picker, PickerPage, PickGroup
from ...widgets.safe import Label
from .. import queries, rules
from ..queries import ClientRow
from .forms import ClientForm
from .page import ClientPage

_TABLES = {"client", "agreement"}
_OF_PAPER = {"edition", "document_copy"}
RING_MS = 600
_NO_NOTE = Note()
_NEW = (rules.Status.PROSPECT, rules.Status.ASSESSED, rules.Status.PROPOSED)

EXPORT: tuple[OutColumn[ClientRow], ...] = (
    OutColumn("Number", TEXT, lambda row: row.number),
    OutColumn("Name", TEXT, lambda row: row.name),
    OutColumn("Status", TEXT, lambda row: rules.WORDS[rules.Status(row.status)]),
    OutColumn("City", TEXT, lambda row: row.city),
    OutColumn("Region", TEXT, lambda row: row.region),
    OutColumn("Phone", TEXT, lambda row: row.phone),
    OutColumn("Plan", TEXT, lambda row: row.plan),
)


class ClientsRoom(QWidget):
    """Every client by name; Enter or a click shows its page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: list[ClientRow] = []
        self._ring = next(iter(desk.panels("clients.ring")), None)
        self._known: dict[int, int] = {}
        self._note = next(iter(desk.panels("clients.note")), None)
        self._notes: dict[int, Note] = {}
        self._printed = False
        self._declined: int | None = None
        self._listed: set[tuple[int, str]] = set()
        self._asks = self._looking = False
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
        add = Button("New client", kind="primary", on_click=self._new, name="Add the first client")
        self._empty = EmptyState(
            "building-2",
            "No clients yet",
            "A client is a business you work for, or would like to. Everything hangs on it.",
            add,
        )
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.page)
        stack(self, PickerPage("clients", self.picker, self._pages))
        lead_focus(self, lambda: add if self._pages.currentWidget() is self._empty else self.picker)
        desk.keep_fresh(self, _TABLES, self._reload)
        # A ring is no reason to wait: it follows a moment after what was typed.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(RING_MS)
        self._later.timeout.connect(self._turn_ring)
        desk.changed.connect(self._hear)

    def _hear(self, tables: frozenset[str]) -> None:
        """Something else than clients changed: what is known of the one in front may have."""
        if self._ring is not None and tables - _TABLES:
            # Out of sight it may be any client that something was brought in for.
            self._asks = self._asks or not self.isVisible()
            self._printed = self._printed or bool(tables & _OF_PAPER)
            self._later.start()

    def _turn_ring(self) -> None:
        """Count again what is known of the client in front, of all the first time."""
        if self._asks:
            self._look_at_all()
            return
        client_id = self.picker.selected_key()
        before = dict(self._notes)
        self._look_at_notes(client_id)
        if self._ring is None or self._ring.count is None:
            return
        if client_id in self._known:
            percent = self._desk.ask(self._ring.count, client_id) or 0
            if percent == self._known[client_id] and before == self._notes:
                return
            self._known[client_id] = percent
        self._fill()

    def _look_at_all(self) -> None:
        """Count the rings and notes of all clients behind the window; the list is there already."""
        if self._looking:
            return
        self._looking, self._asks, self._printed = True, False, False
        there = [True]
        # Somebody else may take the desk meanwhile, and this list is thrown away.
        self.destroyed.connect(there.clear)
        job = self._desk.look(self._of_all)
        job.then(lambda found: self._show_all(found) if there else None)
        job.otherwise(self._not_seen)

    def _of_all(self) -> tuple[dict[int, int], dict[int, Note]]:
        """Percent known and what is said of paper, by client; asked on the worker's thread."""
        known = self._ring.make(self._desk) if self._ring is not None else {}
        return known, self._note.make(self._desk) if self._note is not None else {}

    def _show_all(self, found: tuple[dict[int, int], dict[int, Note]]) -> None:
        self._looking = False
        self._known, self._notes = found
        self._fill()
        if self._asks:
            # Something was changed while it was looked at.
            self._later.start()

    def _not_seen(self, error: BaseException) -> None:
        self._looking = False
        if not isinstance(error, Cancelled):
            raise error

    def _look_at_notes(self, client_id: int | None) -> None:
        """Ask of the client in front where nothing is said of it yet, and after a print."""
        if self._note is None or self._note.words is None:
            return
        if client_id is not None and (self._printed or not self._said_of(client_id).words):
            note = self._desk.ask(self._note.words, client_id)
            self._notes.pop(client_id, None)
            if note is not None:
                self._notes[client_id] = note
        self._printed = False

    def _said_of(self, client_id: int) -> Note:
        return self._notes.get(client_id, _NO_NOTE)

    def _reload(self) -> None:
        """List the clients at once; their rings follow where they are not counted yet."""
        self._rows = self._desk.ask(queries.clients, all_of_them=True)
        listed = {(row.id, row.status) for row in self._rows}
        if self._ring is not None and listed != self._listed:
            self._listed, self._asks = listed, True
            QTimer.singleShot(0, self, self._turn_ring)
        self._fill()

    def _fill(self) -> None:
        held = self.picker.selected_key()
        own = [row for row in self._rows if row.internal]
        former = [row for row in self._rows if row.status == rules.Status.FORMER]
        # Who was declined stands in one list only, that of the prospects; here while looked at.
        declined = [row for row in self._rows if row.status == rules.Status.DECLINED]
        away = {row.id for row in (*own, *former, *declined)}
        rest = [row for row in self._rows if row.id not in away]
        worked = [row for row in rest if row.status not in _NEW]
        new = [row for row in rest if row.status in _NEW]
        shown = [row for row in declined if row.id in (held, self._declined)]
        groups = [PickGroup("", "", [self._pick(row) for row in worked])]
        if new:
            groups.append(PickGroup("Prospects", str(len(new)), [self._pick(row) for row in new]))
        if own:
            groups.append(PickGroup("Our own company", "", [self._pick(row) for row in own]))
        for title, rows in (("Former", former), ("Declined", shown)):
            groups.append(PickGroup(title, str(len(rows)), [self._pick(row) for row in rows]))
        self.picker.show_groups([group for group in groups if group.picks])
        self.picker.set_count(len(worked))
        if self._is_adding():
            return
        if held is None or not self.picker.select(held):
            if self._begun():
                self.picker.select_first()
            else:
                # Our own company alone is nobody to work for: say what is to be done first.
                self._pages.setCurrentWidget(self._empty)

    def _begun(self) -> bool:
        """Whether there is any client, prospect or former one besides our own company."""
        return any(not row.internal for row in self._rows)

    def _show(self, client_id: int | None) -> None:
        if client_id is None:
            return
        if self._form is not None and not self._form.form.dirty():
            self._drop_form()
        self.page.show_id(client_id)
        self._pages.setCurrentWidget(self.page)

    def client_in_front(self) -> Found | None:
        """The client whose page is shown; none while a new one is typed."""
        return self.page.client_in_front() if self._pages.currentWidget() is self.page else None

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
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancelled(self) -> None:
        self._drop_form()
        held = self.picker.selected_key()
        if held is not None:
            self._show(held)
        else:
            self._pages.setCurrentWidget(self._empty)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_form(self) -> None:
        if self._form is not None:
            self._form = None
            self._pages.removeWidget(self._holder)
            self._holder.deleteLater()

    def _pick(self, row: ClientRow) -> Pick[int]:
        """A client in two lines, with the ring of what is known of it."""
        kind = row.plan or ("" if row.internal else rules.WORDS[rules.Status(row.status)])
        if row.status == rules.Status.ACTIVE and not row.plan and not row.internal:
            kind = "Hourly"
        note = self._said_of(row.id)
        # Words about paper want room: the city alone says where, so that the plan stays whole.
        place = ", ".join(filter(None, (row.city, "" if note.words else row.region)))
        words = "  ·  ".join(filter(None, (place, kind))) or row.number
        percent = self._known.get(row.id)
        ring = Glyph.ring(percent) if percent is not None else None
        if ring is not None:
            ring = replace(ring, words=f"documentation {percent}%")
        return Pick(
            row.id,
            row.name,
            words,
            glyph=ring,
            lead=note.words,
            lead_color=note.color,
            mark=Glyph.drawn(note.icon, "ink3", 14) if note.icon else None,
            hint=note.more,
        )

    def show_place(self, place: Place) -> None:
        """Go to a client, to one of its tabs, or to the form of a new one."""
        if place.do == "new":
            self._new()
            return
        client_id = place.id or place.about.get("client_id")
        if client_id is None:
            return
        self.picker.filter("")
        if not self.picker.select(client_id):
            self._declined = client_id
            self._fill()
            self.picker.select(client_id)
            self._declined = None
        elif any(row.status == rules.Status.DECLINED for row in self._rows):
            self._fill()  # one that was looked at leaves the list with its page
        self._show(client_id)
        self.page.arrive(place)

    def new_here(self) -> bool:
        """N opens a ticket for the chosen client; where there is none yet, the first client."""
        client_id = self.picker.selected_key()
        if client_id is None:
            if not self._begun():
                self._new()
                return True
            return False
        self._desk.go(Place("tickets", do="new", about={"client_id": client_id}))
        return True

    def print_shown(self) -> None:
        """Ctrl+P prints the client's fact sheet."""
        self.page.print_facts()

    def export_list(self) -> None:
        """Write the list of clients into a file (S143)."""
        rows = [row for row in self._rows if row.status != rules.Status.DECLINED]
        self._desk.export("Clients", EXPORT, rows)
