"""The Overview tab: sites and upper areas' cards in the middle, contacts and talks at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ...dates import short_date
from ...desk.area import Panel, Place
from ...desk.desk import Desk
from ...widgets import theme
from ...widgets.buttons import LinkButton
from ...widgets.glyphs import Glyph, GlyphBox, guest_face
from ...widgets.layout import Card, Rule, Scroll, stack
from ...widgets.safe import Label
from ...widgets.tags import Tag
from .. import queries
from ..queries import ContactRow, SiteRow

RAIL, NARROW_RAIL = 334, 290
WIDE_PAGE = 1100
SHOWN_CONTACTS = 4
FACE = 26
SHOWN_TALKS = 3
SHOWN_SITES = 4


class Overview(QWidget):
    """Cards in two columns; `open_tab` leads to the whole of each."""

    def __init__(self, desk: Desk, open_tab: Callable[[str], None]) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        words = next(iter(desk.panels("client.sites")), None)
        self._words_of = words.make(desk) if words is not None else None
        self.sites = Card("Sites", action="All sites", on_action=lambda: open_tab("sites"))
        if words is not None:
            self.sites.add_right(LinkButton("Map", self._map, name="Map: Sites"))
        self.contacts = Card("Contacts", action="All", on_action=lambda: open_tab("contacts"))
        self.talks = Card("Talks", action="Note a talk", on_action=lambda: open_tab("talks"))
        self.notes = Card("Notes", action="Edit", on_action=lambda: open_tab("profile"))
        self._panels: list[QWidget] = []
        main, rail = QVBoxLayout(), QVBoxLayout()
        for lines, where, own in (
            (main, "client.main", [(self.sites, 20), (self.notes, 90)]),
            (rail, "client.rail", [(self.contacts, 20), (self.talks, 80)]),
        ):
            lines.setSpacing(12)
            for widget in self._in_order(desk.panels(where), own):
                lines.addWidget(widget)
            lines.addStretch(1)
        body = QWidget()
        columns = QHBoxLayout(body)
        columns.setContentsMargins(22, 12, 22, 20)
        columns.setSpacing(14)
        columns.addLayout(main, 1)
        side = self._side = QWidget()
        side.setFixedWidth(theme.current().px(RAIL))
        rail.setContentsMargins(0, 0, 0, 0)
        side.setLayout(rail)
        columns.addWidget(side, 0)
        stack(self, Scroll(body))

    def _map(self) -> None:
        """Go to the drawing of how the client's sites hang together."""
        about = {"chapter": "map"}
        self._desk.go(Place("clients", self._client_id, do="documentation", about=about))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow the rail on a narrow page."""
        px = theme.current().px
        self._side.setFixedWidth(px(RAIL if self.width() >= px(WIDE_PAGE) else NARROW_RAIL))
        super().resizeEvent(event)

    def _in_order(
        self, panels: Sequence[Panel], own: Sequence[tuple[QWidget, int]]
    ) -> list[QWidget]:
        placed = list(own)
        for panel in panels:
            widget: QWidget = panel.make(self._desk)
            self._panels.append(widget)
            placed.append((widget, panel.order))
        return [widget for widget, _order in sorted(placed, key=lambda pair: pair[1])]

    def show_id(self, client_id: int) -> None:
        """Show another client, or the same one afresh."""
        self._client_id = client_id
        self._show_sites(self._desk.ask(queries.sites, client_id))
        self._show_contacts(self._desk.ask(queries.contacts, client_id, all_of_them=False))
        self._show_talks()
        client = self._desk.ask(queries.client, client_id)
        self.notes.clear()
        self.notes.setVisible(bool(client and client.notes))
        if client is not None and client.notes:
            self.notes.add(Label(client.notes, color="ink2", wrap=True))
        for panel in self._panels:
            show: Any = getattr(panel, "show_id", None)
            if show is not None:
                show(client_id)

    def _show_sites(self, sites: list[SiteRow]) -> None:
        self.sites.clear()
        if not sites:
            self.sites.add(Label("No site is written down yet.", color="ink3"))
            return
        said = self._words_of(self._client_id) if self._words_of is not None else {}
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for n, site in enumerate(sites[:SHOWN_SITES]):
            if n % 2:
                grid.addWidget(Rule(upright=True), n // 2, 1)
            # What nobody has given a place stands where the client has its main one.
            own = [said.get(site.id, ""), said.get(None, "") if site.main else ""]
            words = next(filter(None, own), "")
            grid.addWidget(_site(site, words), n // 2, 2 * (n % 2), Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        self.sites.add(box)

    def _show_contacts(self, contacts: list[ContactRow]) -> None:
        self.contacts.clear()
        self.contacts.action.set_text(f"All {len(contacts)}" if contacts else "All")
        if not contacts:
            self.contacts.add(Label("Nobody is written down yet.", color="ink3"))
            return
        for contact in contacts[:SHOWN_CONTACTS]:
            self.contacts.add(_contact_line(contact))

    def _show_talks(self) -> None:
        self.talks.clear()
        talks = self._desk.ask(queries.talks, self._client_id, SHOWN_TALKS)
        if not talks:
            self.talks.add(Label("No talk is noted yet.", color="ink3"))
        for talk in talks:
            words = Label(talk.text, color="ink2", wrap=True)
            self.talks.add(Label(short_date(talk.on), role="meta", color="ink3"), words)
        newest = talks[0] if talks else None
        again = short_date(newest.next_on) if newest and newest.next_on else ""
        self.talks.set_subtitle(f"next on {again}" if again else "")


def _site(site: SiteRow, words: str) -> QWidget:
    """A site in three lines: its name, its address, what stands there."""
    box = QWidget()
    alarm = site.alarm.partition(",")[0].strip()
    alarm = f"alarm {alarm[:1].lower()}{alarm[1:]}" if alarm else ""
    more = ", ".join(filter(None, (words, alarm))) or ", ".join(
        filter(None, (site.hours, site.phone))
    )
    stack(
        box,
        Label(site.name, role="row", elide=True),
        Label(site.address_line, color="ink2", elide=True),
        Label(more, role="meta", color="ink3", elide=True) if more else None,
        gap=2,
    )
    return box


def _contact_line(contact: ContactRow) -> QWidget:
    """Avatar, name with its tag, part below, phone at the right."""
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(10)
    face = GlyphBox(Glyph.avatar(guest_face(contact.name), FACE))
    line.addWidget(face, 0, Qt.AlignmentFlag.AlignVCenter)
    words = QVBoxLayout()
    words.setSpacing(1)
    first = QHBoxLayout()
    first.setSpacing(6)
    first.addWidget(Label(contact.name, role="row", elide=True))
    if contact.main:
        first.addWidget(Tag("Main", "grey"))
    first.addStretch(1)
    words.addLayout(first)
    if contact.part:
        words.addWidget(Label(contact.part, role="meta", color="ink2", elide=True))
    line.addLayout(words, 1)
    line.addWidget(Label(contact.phone or contact.mobile, role="row"))
    return box
