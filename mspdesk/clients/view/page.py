"""A client's page: who they are at the top, tabs below, each built when first looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import today
from ...desk.area import Found, Panel, Place, found_client
from ...desk.desk import Desk
from ...widgets.buttons import Button, MenuButton
from ...widgets.layout import PageHead, column, stack
from ...widgets.tabs import UnderlineTabs
from ...widgets.tags import Tag
from .. import queries, rules
from ..offers import STATUS_TONES
from ..queries import ClientDetail
from .overview import Overview
from .parts import ContactsPart, SitesPart, TalksPart
from .profile import ProfilePart

_TABLES = {"client", "site", "contact", "talk", "ticket", "device", "agreement", "invoice"}
_TABLES |= {"payment", "allocation", "collection_step", "letter", "vendor_account", "dr_event"}


_BESIDE = ("talks", "profile")
"""Tabs that a card and the menu lead to; they stand in the row once they were opened."""
_LEADING = {"overview", "tickets"}
"""The tabs that have no first button of their own: there a new ticket is the first thing to do."""


class ClientPage(QWidget):
    """Shows one client at a time; upper areas add tabs and cards of their own."""

    def __init__(self, desk: Desk, export: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._export = desk, export
        self._client: ClientDetail | None = None
        self._new = Button("New ticket", kind="primary", icon="plus", on_click=self._new_ticket)
        more = MenuButton("", "ellipsis", "More about this client", self._more)
        self._actions: list[QWidget] = [p.make(desk) for p in desk.panels("client.actions")]
        first = self._actions or [
            Button("Print fact sheet", icon="printer", on_click=self.print_facts)
        ]
        self.head = PageHead("", actions=(*first, self._new, more))
        self.tabs = UnderlineTabs("Client page")
        self._pages = QStackedWidget()
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._made: dict[str, QWidget] = {}
        self._counts: list[tuple[str, Panel]] = []
        self._add_tabs()
        self.tabs.chosen.connect(self._show_tab)
        top = column(self.head, 6, self.tabs, gap=0, margin=(22, 16, 22, 0))
        stack(self, top, self._pages)
        desk.keep_fresh(self, _TABLES, self._reload)

    def _add_tabs(self) -> None:
        own: list[tuple[str, str, Callable[[], QWidget], int]] = [
            ("overview", "Overview", lambda: Overview(self._desk, self.open_tab), 0),
            ("sites", "Sites", lambda: SitesPart(self._desk), 10),
            ("contacts", "Contacts", lambda: ContactsPart(self._desk), 20),
            ("talks", "Talks", lambda: TalksPart(self._desk), 80),
            ("profile", "Profile", lambda: ProfilePart(self._desk), 90),
        ]
        for panel in self._desk.panels("client.tab"):
            key = panel.key or panel.title.lower()
            own.append((key, panel.title, self._maker(panel), panel.order))
            self._counts.append((key, panel))
        for key, title, make, _order in sorted(own, key=lambda tab: tab[3]):
            self.tabs.add(key, title)
            self._makers[key] = make
        for key in _BESIDE:
            self.tabs.set_shown(key, shown=False)

    def _maker(self, panel: Panel) -> Callable[[], QWidget]:
        def make() -> QWidget:
            made: QWidget = panel.make(self._desk)
            return made

        return make

    def show_id(self, client_id: int) -> None:
        """Show another client on the tab that is open."""
        if self._client is not None and self._client.id == client_id:
            return
        self._client = self._desk.ask(queries.client, client_id)
        self._reload()

    def client_in_front(self) -> Found | None:
        """The client that is shown, as the palette names one."""
        one = self._client
        return found_client(one.id, one.name, one.number) if one is not None else None

    def open_tab(self, key: str) -> None:
        """Go to a tab of the page by its key; an unknown one is left alone."""
        if key in self._makers:
            self.tabs.choose(key)

    def has_tab(self, key: str) -> bool:
        """Whether the page has a tab of this key."""
        return key in self._makers

    def arrive(self, place: Place) -> None:
        """Do on the page what a place asks for."""
        wanted = {"contact": "contacts", "talk": "talks", "device": "devices", "edit": "profile"}
        key = wanted.get(place.do, place.do)
        self.open_tab(key or "overview")
        part = self._made.get(self.tabs.current_key())
        begin = getattr(part, "arrive", None)
        if begin is not None:
            begin(place)

    def _reload(self) -> None:
        if self._client is None:
            return
        self._client = self._desk.ask(queries.client, self._client.id)
        if self._client is None:
            return
        self._show_head(self._client)
        for action in self._actions:
            show = getattr(action, "show_id", None)
            if show is not None:
                show(self._client.id)
        for key, panel in self._counts:
            if panel.shown is not None:
                self.tabs.set_shown(key, shown=self._desk.ask(panel.shown, self._client.id))
            if panel.count is not None:
                self.tabs.set_count(key, self._desk.ask(panel.count, self._client.id) or "")
        sites = self._desk.ask(queries.sites_of, self._client.id)
        contacts = self._desk.ask(queries.contacts_of, self._client.id)
        self.tabs.set_count("sites", len(sites) or "")
        self.tabs.set_count("contacts", len(contacts) or "")
        self._show_tab(self.tabs.current_key())

    def _show_head(self, client: ClientDetail) -> None:
        status = rules.Status(client.status)
        words = (
            client.plan if status is rules.Status.ACTIVE and client.plan else rules.WORDS[status]
        )
        if client.internal:
            words = "Our own company"
        since = f"since {client.since_on:%B %Y}" if client.since_on else ""
        people = f"{client.people_count} people" if client.people_count else ""
        meta = [client.number, client.address_line, client.phone, since, people]
        tags = [Tag(words, STATUS_TONES[status])]
        if client.until_on and client.until_on <= today():
            tags.append(Tag("Former", "grey"))
        for panel in self._desk.panels("client.tag"):
            count = self._desk.ask(panel.count, client.id) if panel.count else None
            if count:
                tags.append(Tag(f"{count} {panel.title}", "red"))
            fact = self._desk.ask(panel.words, client.id) if panel.words else ""
            if fact:
                tags.append(Tag(fact, "amber"))
        self.head.set_head(client.name, [part for part in meta if part], tags)

    def _show_tab(self, key: str) -> None:
        if self._client is None or not key:
            return
        if key not in self._made:
            self._made[key] = self._makers[key]()
            self._pages.addWidget(self._made[key])
        part = self._made[key]
        show = getattr(part, "show_id", None)
        if show is not None:
            show(self._client.id)
        # A page has one first button, and the other tabs bring theirs.
        self._new.set_kind("primary" if key in _LEADING else "default")
        self._pages.setCurrentWidget(part)

    def _new_ticket(self) -> None:
        if self._client is not None:
            self._desk.go(Place("tickets", do="new", about={"client_id": self._client.id}))

    def _more(self) -> list[tuple[str, Callable[[], object]] | None]:
        """Edit, and where the client can go from its status."""
        if self._client is None:
            return []
        entries: list[tuple[str, Callable[[], object]] | None] = [
            ("Edit", lambda: self.open_tab("profile")),
            ("Note a talk", lambda: self.arrive(Place("clients", do="talk"))),
            ("Print fact sheet", self.print_facts),
            None,
            ("Export all clients", self._export),
        ]
        return entries

    def print_facts(self) -> None:
        """Print the one-page fact sheet."""
        if self._client is not None:
            from ..printables import FACTS

            title = f"Fact sheet {self._client.name}"
            self._desk.print_document(FACTS, self._client.id, title)
