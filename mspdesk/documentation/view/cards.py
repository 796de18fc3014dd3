"""What the first page of a client shows of its documentation: services, devices, how complete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from ...dates import short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import LinkButton
from ...widgets.glyphs import Glyph, GlyphBox
from ...widgets.layout import STRETCH, Card, row, stack
from ...widgets.progress import Bar
from ...widgets.safe import Label
from ...widgets.table import Column, IconCell, Table, TagCell
from ..queries.completeness import (
    Completeness,
    SectionState,
    completeness,
    completeness_of_all,
    table_names,
)
from ..queries.devices import device_count
from ..queries.overview import DeviceLine, device_lines, site_words
from ..queries.services import ServiceRow, services
from ..rules import DEVICE_ICONS, DEVICE_KINDS

SHOWN = 5
LINES = 5
MISSING = 3
_TONES = {"us": "blue", "client": "amber", "vendor": "grey"}
_FIRST = ("map", "backup", "passwords", "isp", "machines", "firewall")


def warranty_words(until: date | None) -> str:
    """When a warranty ends in short words: Expired, Nov 2027, or None."""
    if until is None:
        return "None"
    return "Expired" if until < today() else f"{until:%b %Y}"


def warranty_ink(until: date | None) -> str | None:
    """The ink of a warranty: amber once it ran out."""
    return "amber" if until is not None and until < today() else None


class ServicesCard(QWidget):
    """The eight services a business runs on; Enter goes where one is written down."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.client_id = 0
        self.card = Card("Services", "", action="Edit", on_action=self._edit, flush=True)
        self.table = Table[ServiceRow](
            (
                Column("icon", "", "icon", lambda r: IconCell(r.icon, r.title), width=46),
                Column("title", "Service", "title", lambda r: r.title, width=84, role="body"),
                Column(
                    "what",
                    "What they have",
                    "title",
                    lambda r: r.what or "Not known",
                    stretch=1,
                    fit=600,
                    color=lambda r: None if r.known else "ink3",
                ),
                Column(
                    "account",
                    "Account, renewal",
                    "muted",
                    lambda r: r.account,
                    width=170,
                    fit=260,
                    hide_under=1000,
                ),
                Column("who", "Who manages it", "tag", _who, width=132),
            ),
            name="Services of this client",
            row="card",
            fit=True,
            spoken=_spoken,
            on_activate=self._open,
        )
        self.card.add(self.table)
        stack(self, self.card)
        desk.keep_fresh(self, set(table_names()), partial(_again, self))

    def show_id(self, client_id: int) -> None:
        """Show another client's services."""
        self.client_id = client_id
        rows = self._desk.ask(services, client_id)
        self.table.show_rows(rows)
        self.card.set_subtitle(f"{sum(row.known for row in rows)} of {len(rows)} known")

    def _edit(self) -> None:
        self._go("circuit", None)

    def _open(self, service: ServiceRow) -> None:
        self._go(service.section, service.fact_id)

    def _go(self, section: str, fact_id: int | None) -> None:
        about = {"section": section, "fact_id": fact_id}
        self._desk.go(Place("clients", self.client_id, do="documentation", about=about))


def _again(card: ServicesCard | DevicesCard | DocumentationCard) -> None:
    """Show the same client afresh, after something was written down or taken back."""
    if card.client_id:
        card.show_id(card.client_id)


def _who(service: ServiceRow) -> TagCell | None:
    if not service.known:
        return None
    return TagCell(service.managed_words, _TONES.get(service.managed_by, "hi"))


def _spoken(service: ServiceRow) -> str:
    parts = (service.what or "not known", service.account, service.managed_words)
    return f"{service.title}: {', '.join(part for part in parts if part)}."


class DevicesCard(QWidget):
    """A few devices of a client, those last worked on first; the tab has all of them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.client_id = 0
        worked = desk.panels("devices.recent")
        self._recent: Callable[[int], list[int]] | None = worked[0].make(desk) if worked else None
        self.card = Card("Devices", "", action="All devices", on_action=self._all, flush=True)
        self.table = Table[DeviceLine](
            (
                Column("icon", "", "icon", _icon, width=46),
                Column("name", "Device", "title", lambda r: r.name, width=150),
                Column(
                    "kind",
                    "Kind",
                    "title",
                    lambda r: DEVICE_KINDS.get(r.kind, r.kind),
                    width=104,
                    role="body",
                    hide_under=1000,
                ),
                Column("where", "Where", "text", lambda r: r.where, stretch=1, hide_under=950),
                Column(
                    "backup",
                    "Backup",
                    "date",
                    _backup,
                    width=124,
                    role="meta",
                    ink="ink3",
                    hide_under=1200,
                ),
                Column(
                    "warranty",
                    "Warranty",
                    "date",
                    lambda r: warranty_words(r.warranty_until),
                    width=84,
                    color=lambda r: warranty_ink(r.warranty_until),
                    role="meta",
                    ink="ink3",
                ),
            ),
            name="Devices of this client",
            row="card",
            fit=True,
            on_activate=self._open,
            empty="No devices yet.",
        )
        self.card.add(self.table)
        stack(self, self.card)
        desk.keep_fresh(self, set(table_names()), partial(_again, self))

    def show_id(self, client_id: int) -> None:
        """Show another client's devices."""
        self.client_id = client_id
        first = self._recent(client_id) if self._recent is not None else []
        count = self._desk.ask(device_count, client_id)
        self.table.show_rows(self._desk.ask(device_lines, client_id, first, SHOWN))
        few = f"{SHOWN} of {count}" if count > SHOWN else str(count)
        order = ", most recent work first" if first and count > 1 else ""
        self.card.set_subtitle(f"{few}{order}" if count else "")

    def _all(self) -> None:
        self._desk.go(Place("clients", self.client_id, do="devices"))

    def _open(self, line: DeviceLine) -> None:
        about = {"device_id": line.id}
        self._desk.go(Place("clients", self.client_id, do="device", about=about))


def _icon(line: DeviceLine) -> IconCell:
    return IconCell(DEVICE_ICONS.get(line.kind, "monitor"), DEVICE_KINDS.get(line.kind, line.kind))


def _backup(line: DeviceLine) -> str:
    return f"Backed up {short_date(line.backed_up_on)}" if line.backed_up_on else ""


class DocumentationCard(QWidget):
    """How complete a client's documentation is, and what to look at next."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.client_id = 0
        self.card = Card("Documentation")
        self.percent = Label("", "row", weight=600)
        self.card.add_right(self.percent)
        self.bar = Bar()
        self.bar.setAccessibleName("How much of the documentation is complete")
        self._lines = QWidget()
        self._box = stack(self._lines, gap=2)
        self.card.add(self.bar, self._lines)
        stack(self, self.card)
        desk.keep_fresh(self, set(table_names()), partial(_again, self))

    def show_id(self, client_id: int) -> None:
        """Show how complete another client's documentation is."""
        self.client_id = client_id
        known = self._desk.ask(completeness, client_id)
        self.percent.set_text(f"{known.percent}%")
        self.bar.set_share(known.complete, known.counted)
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for state in lines_of(known):
            self._box.addWidget(self._line(state))

    def _line(self, state: SectionState) -> QWidget:
        sign = GlyphBox(Glyph.ticked() if state.done else Glyph.missing())
        right, color = _right(state)
        link = LinkButton(
            state.title,
            partial(self._go, state.key),
            name=f"{state.title}: {right}",
            role="meta",
            color="ink2",
            pad=0,
        )
        line = row(sign, link, STRETCH, Label(right, "meta", color), gap=6)
        # As high as its words are now: another size of words may be chosen while it stands.
        line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return line

    def words(self) -> list[str]:
        """The lines as they are read: title and what is said of it."""
        links = [one for one in self._lines.findChildren(LinkButton) if not one.isHidden()]
        return [link.accessibleName() for link in links]

    def _go(self, key: str) -> None:
        about: dict[str, Any] = {"chapter": key}
        self._desk.go(Place("clients", self.client_id, do="documentation", about=about))


def lines_of(known: Completeness) -> list[SectionState]:
    """The few sections worth a line: what is done and matters most, then what is missing."""
    counted = [one for one in known.sections if one.counted]
    lacking = [one for one in counted if not one.done]
    lacking.sort(key=lambda one: (one.key not in _FIRST, -one.percent))
    shown = lacking[: max(MISSING, LINES - (len(counted) - len(lacking)))]
    done = [one for one in counted if one.done]
    done.sort(key=lambda one: (one.none, one.key not in _FIRST))
    return [*done[: LINES - len(shown)], *shown][:LINES]


def _right(state: SectionState) -> tuple[str, str]:
    """What is said at the right of a line, and its ink."""
    if state.none:
        return "none", "ink3"
    if state.done:
        return (
            (short_date(state.checked_on), "ink3") if state.checked_on else ("not checked", "ink3")
        )
    if not state.filled:
        return "missing", "amber"
    return f"{state.filled} of {state.needed}", "amber"


def rings(desk: Desk) -> dict[int, int]:
    """How complete the documentation of each client is, in percent by client."""
    return desk.ask(completeness_of_all)


def sites(desk: Desk) -> Callable[[int], dict[int | None, str]]:
    """What stands at the sites of a client, in words by site."""
    return lambda client_id: desk.ask(site_words, client_id)
