"""A vendor's page: who they are at the top, tabs below, each built when first looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import Button, IconButton, MenuButton
from ...widgets.form import Form
from ...widgets.layout import STRETCH, PageHead, Scroll, clear, column, lead_focus, stack
from ...widgets.tabs import UnderlineTabs
from ...widgets.tags import Tag
from .. import actions, queries
from ..queries import VendorRow
from ..rules import Commitment
from .accounts import AccountsPart
from .doing import Entries
from .forms import channel_form, vendor_form
from .overview import TONES, VendorOverview
from .parts import ContactsPart, PeoplePart

_TABLES = {"vendor", "vendor_contact", "vendor_person", "vendor_account", "client", "person"}
TABS = {
    "overview": "Overview",
    "contacts": "Contacts",
    "accounts": "Client accounts",
    "people": "Our people",
    "channel": "Channel",
    "profile": "Profile",
}


class _FormPart(QWidget):
    """A tab that is one form; what is being typed stays while it is about the same vendor."""

    def __init__(self, make: Callable[[int], Form | None]) -> None:
        super().__init__()
        self._make = make
        self._vendor_id = 0
        self._aside: dict[int, Form] = {}
        self.form: Form | None = None
        self._box = column(margin=(22, 14, 22, 22))
        self._box.setMaximumWidth(980)
        stack(self, Scroll(column(self._box, STRETCH)))

    def show_id(self, vendor_id: int) -> None:
        """Show the form of a vendor; one in which something was typed waits for its own."""
        held, layout = self.form, self._box.layout()
        if layout is None:
            return
        if held is not None and held.dirty():
            if vendor_id == self._vendor_id:
                return
            layout.removeWidget(held)
            held.setParent(None)
            self._aside[self._vendor_id] = held
        clear(layout)
        self._vendor_id = vendor_id
        self.form = self._aside.pop(vendor_id, None) or self._make(vendor_id)
        if self.form is not None:
            layout.addWidget(self.form)
            self.form.show()

    def arrive(self, _place: Place) -> None:
        """Put the keyboard into the form."""
        if self.form is not None:
            self.form.focus_first()

    def again(self) -> None:
        """Show what the books say, whatever was typed."""
        if self.form is not None:
            self.form.mark_clean()
            self.show_id(self._vendor_id)


class VendorPage(QWidget):
    """Shows one vendor at a time."""

    def __init__(self, desk: Desk, on_show: Callable[[int], object]) -> None:
        super().__init__()
        self._desk, self._on_show = desk, on_show
        self.held: VendorRow | None = None
        edit = Button("Edit", icon="pencil", on_click=self.edit, name="Edit this vendor")
        add = Button("New account", kind="primary", icon="plus", on_click=self.new_account)
        add.setAccessibleName("New account of a client here")
        printer = IconButton("printer", "Print the vendor sheet", self.print_sheet)
        more = MenuButton("", "ellipsis", "More about this vendor", self._more)
        self._add = add
        self.head = PageHead("", actions=(printer, edit, add, more))
        self.tabs = UnderlineTabs("Vendor page")
        self._made: dict[str, QWidget] = {}
        self._pages = QStackedWidget()
        for key, title in TABS.items():
            self.tabs.add(key, title)
        self.tabs.chosen.connect(self._show_tab)
        stack(self, column(self.head, 6, self.tabs, gap=0, margin=(22, 16, 22, 0)), self._pages)
        lead_focus(self, self.tabs)
        desk.keep_fresh(self, _TABLES, self._reload)

    def _part(self, key: str) -> QWidget:
        if key not in self._made:
            desk = self._desk
            makers: dict[str, Callable[[], QWidget]] = {
                "overview": lambda: VendorOverview(desk, self.open_tab),
                "contacts": lambda: ContactsPart(desk),
                "accounts": lambda: AccountsPart(desk, "vendor"),
                "people": lambda: PeoplePart(desk),
                "channel": lambda: _FormPart(self._channel_form),
                "profile": lambda: _FormPart(self._profile_form),
            }
            self._made[key] = makers[key]()
            self._pages.addWidget(self._made[key])
        return self._made[key]

    def _channel_form(self, vendor_id: int) -> Form | None:
        row = self._desk.ask(queries.vendor, vendor_id)
        if row is None:
            return None
        return channel_form(self._desk, row, self._saved, self._cancelled)

    def _profile_form(self, vendor_id: int) -> Form | None:
        row = self._desk.ask(queries.vendor, vendor_id)
        if row is None:
            return None
        return vendor_form(self._desk, row, on_done=self._saved, on_cancel=self._cancelled)

    def _saved(self, _vendor_id: int) -> None:
        self._cancelled()

    def _cancelled(self) -> None:
        part = self._made.get(self.tabs.current_key())
        if isinstance(part, _FormPart):
            part.again()

    def show_id(self, vendor_id: int) -> None:
        """Show another vendor on the tab that is open."""
        self.held = self._desk.ask(queries.vendor, vendor_id)
        self._reload()

    def open_tab(self, key: str) -> None:
        """Go to a tab by its key."""
        self.tabs.choose(key)

    def arrive(self, place: Place) -> None:
        """Go to the tab a place names and do there what it asks for."""
        key = place.about.get("tab")
        if key in TABS:
            self.open_tab(key)
            begin = getattr(self._part(key), "arrive", None)
            if begin is not None:
                begin(place)

    def edit(self) -> None:
        """Go to the form of this vendor."""
        self.arrive(Place("clients", do="vendors", about={"tab": "profile"}))

    def new_account(self) -> None:
        """Begin an account of a client at this vendor."""
        self.arrive(Place("clients", do="vendors", about={"tab": "accounts", "new": True}))

    def _reload(self) -> None:
        if self.held is None:
            return
        self.held = self._desk.ask(queries.vendor, self.held.id)
        if self.held is None:
            return
        row = self.held
        self._show_head(row)
        ask = self._desk.ask
        self.tabs.set_count("contacts", len(ask(queries.vendor_contacts, row.id)) or "")
        accounts = ask(queries.accounts, vendor_id=row.id, in_use=True)
        self.tabs.set_count("accounts", len(accounts) or "")
        self.tabs.set_count("people", len(ask(queries.our_people, row.id)) or "")
        self._show_tab(self.tabs.current_key())

    def _show_head(self, row: VendorRow) -> None:
        tags = [Tag(row.commitment_words, TONES[Commitment(row.commitment)])]
        if row.in_stack:
            tags.append(Tag("In our stack", "accent"))
        if row.poaches:
            tags.append(Tag("Goes after clients", "red"))
        if not row.active:
            tags.append(Tag("Retired", "grey"))
        phone = row.support_phone or row.phone
        meta = [row.number, row.kind_words, row.sells, phone]
        self.head.set_head(row.name, [part for part in meta if part], tags)

    def _show_tab(self, key: str) -> None:
        if self.held is None or not key:
            return
        part = self._part(key)
        show: Callable[[int], None] = part.show_id  # type: ignore[attr-defined]  # every part has it
        show(self.held.id)
        self._pages.setCurrentWidget(part)
        # The list of accounts has this button itself.
        self._add.setVisible(key != "accounts")

    def _more(self) -> Entries:
        row = self.held
        if row is None:
            return []
        words = "Retire vendor" if row.active else "Take vendor up again"
        return [
            ("Look at the channel", lambda: self.open_tab("channel")),
            ("Duplicate vendor", self.duplicate),
            None,
            (
                words,
                lambda: self._desk.attempt(actions.retire_vendor, row.id, active=not row.active),
            ),
        ]

    def print_sheet(self) -> None:
        """Print the sheet to call this vendor from."""
        from ..printables import VENDOR

        if self.held is not None:
            self._desk.print_document(VENDOR, self.held.id, f"Vendor sheet {self.held.name}")

    def duplicate(self) -> None:
        """Begin a vendor with what is written about this one."""
        if self.held is not None:
            made = self._desk.attempt(actions.duplicate_vendor, self.held.id)
            if made is not None:
                self._on_show(made)
                self.edit()
