"""Find what is there: a scan or a list beside what is written down, to choose from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...clients.queries import sites_of
from ...dates import full_date
from ...desk.desk import Desk
from ...desk.job import Job
from ...errors import Cancelled, UserError
from ...widgets import theme
from ...widgets.buttons import Button
from ...widgets.dialogs import choose_file
from ...widgets.entry import CheckEntry, ChoiceEntry, TextEntry
from ...widgets.layout import (
    STRETCH,
    Card,
    Notice,
    Rule,
    Scroll,
    beside,
    column,
    lead_focus,
    row,
    stack,
)
from ...widgets.safe import Label
from ...widgets.segments import SegmentControl
from ...widgets.table import Column, Table, TagCell
from ..actions.inventory import proposed, take_over
from ..queries.inventory import FoundDevice, FoundField, Inventory
from ..runs.inventory import look_at_file
from ..runs.scanning import check_network, nmap_here, scan_network

FILES = "Scans and lists (*.xml *.csv *.tsv *.txt *.xlsx)"
_TONES = {"new": "green", "changed": "amber", "same": "grey"}
_WORDS = {"new": "New", "changed": "Changed", "same": "Same"}
_ALL = "all"
FIELDS = 5
"""Changes of one device that are seen without scrolling."""


class FindPage(QWidget):
    """Where to look at the top, what was found below; nothing is written before it is chosen."""

    def __init__(self, desk: Desk, on_back: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._on_back = desk, on_back
        self._client_id = 0
        self._found: Inventory | None = None
        self._chosen: dict[int, set[str]] = {}
        self._job: Job[Inventory] | None = None
        self._looking = False
        self.back = Button("Back", kind="quiet", icon="chevron-left", on_click=self.leave)
        head = row(
            column(
                Label("Find what is there", "record"),
                Label(
                    "A scan or a list is held against the devices that are written down. "
                    "You choose what is taken over.",
                    "meta",
                    "ink2",
                    wrap=True,
                ),
                gap=2,
            ),
            self.back,
        )
        layout = head.layout()
        if layout is not None:
            layout.setAlignment(self.back, Qt.AlignmentFlag.AlignTop)
        self.file = Button("Choose a file", "primary", "folder", self._choose)
        self.network = TextEntry("10.20.4.0/24", "Network to scan", width=180)
        self.network.committed.connect(self._scan)
        self.thorough = CheckEntry("Look at ports as well, which takes longer")
        self.scan = Button("Scan", icon="search", on_click=self._scan)
        self._wrong = Label("", "meta", "red", wrap=True)
        self._pages = QStackedWidget()
        self.site = ChoiceEntry([], name="Site all of it stands at", width=220)
        self._where = row(Label("All of it stands at", "body"), self.site, STRETCH, gap=10)
        self._sources = column(self._where, self._source_cards(), STRETCH, gap=12)
        self._lists = self._preview()
        self._below = Scroll(self._lists)
        for page in (self._sources, self._below):
            self._pages.addWidget(page)
        stack(self, head, self._pages, gap=12, margin=(20, 14, 22, 12)).setStretch(1, 1)
        lead_focus(self, self.file)
        self._wrong.hide()

    def _source_cards(self) -> QWidget:
        """A file on one side, a scan from here on the other."""
        file = Card("From a file")
        file.add(
            Label(
                "The XML of an nmap scan, or a list of devices as CSV or Excel workbook.",
                "meta",
                "ink2",
                wrap=True,
            ),
            row(self.file, STRETCH),
            STRETCH,
        )
        here = Card("Scan from this computer")
        if nmap_here() is None:
            text = (
                "nmap is not installed here. Run it on a computer in the network with "
                "“nmap -sn -oX scan.xml 10.20.4.0/24” and choose that file."
            )
            here.add(Label(text, "meta", "ink2", wrap=True))
        else:
            here.add(row(self.network, self.scan, STRETCH), self.thorough, self._wrong)
        here.add(STRETCH)
        holder = QWidget()
        beside(holder, file, here, gap=12)
        return holder

    def _preview(self) -> QWidget:
        """What was found, and field by field what would change of the one in front."""
        self.notice = Notice("", "", icon="circle-alert", color="amber")
        self.segments = SegmentControl(
            "What was found", [(_ALL, "All"), *_WORDS.items()], on_change=lambda _key: self._fill()
        )
        self.summary = Label("", "meta", "ink3", elide=True)
        self.table = Table[FoundDevice](
            (
                Column("take", "", "check", self._is_taken, width=42),
                Column("state", "", "tag", _state, width=92),
                Column("name", "Device", "title", lambda r: r.name, stretch=1),
                Column("kind", "Kind", "text", lambda r: r.kind, width=110, hide_under=1400),
                Column("address", "Address", "id", lambda r: r.address, width=100),
                Column("words", "What", "muted", _what, stretch=1),
            ),
            "Found",
            on_select=self._show_fields,
            on_check=self._take,
            spoken=self._spoken,
            empty="Nothing of this kind.",
        )
        self.fields = Table[FoundField](
            (
                Column("take", "", "check", self._field_taken, width=42),
                Column("label", "Field", "title", lambda r: r.label, width=130, role="body"),
                Column(
                    "before", "Written down", "muted", lambda r: r.before or "nothing", stretch=1
                ),
                Column("after", "Found", "text", lambda r: r.after or "nothing", stretch=1),
            ),
            "Changes of the chosen device",
            key=lambda r: r.field,
            on_check=self._take_field,
            row="card",
            empty="Nothing is different.",
        )
        self.about = Card("", flush=True)
        self.about.add(self.fields)
        self.take = Button("Take over", "primary", "check", self._take_over)
        foot = row(self.take, Button("Cancel", "quiet", on_click=self._forget), STRETCH)
        holder = QWidget()
        lines = stack(
            holder,
            self.notice,
            row(self.segments, STRETCH, self.summary, gap=12),
            self.table,
            self.about,
            Rule(),
            foot,
            gap=8,
        )
        lines.setStretch(2, 1)
        self.table.setMinimumHeight(theme.height("head") + 3 * theme.height("row"))
        self.about.hide()
        self.notice.hide()
        return holder

    # Looking.

    def show_id(self, client_id: int) -> None:
        """Look at another client; what was found at the one before is left."""
        if client_id != self._client_id:
            self._client_id = client_id
            self._forget()
            sites = self._desk.ask(sites_of, client_id)
            self.site.set_options([(None, "Not said"), *sites])
            self.site.set_value(None)
            self._where.setVisible(len(sites) > 1)

    def _choose(self) -> None:
        if self._is_looking():
            return
        path = choose_file(self, "Choose a scan or a list", FILES)
        if path is not None:
            self.look_at(path)

    def look_at(self, path: Path) -> None:
        """Look into a file, beside the work."""
        self._start(
            self._desk.fetch(
                f"Looking at {path.name}",
                look_at_file,
                self._client_id,
                path,
                None,
                self.site.value(),
            )
        )

    def _is_looking(self) -> bool:
        """Whether a look is under way; its button keeps the keyboard meanwhile."""
        if self._looking:
            self._desk.say("Still looking. What is found comes up here.")
        return self._looking

    def _scan(self) -> None:
        if self._is_looking():
            return
        try:
            network = check_network(self.network.text())
        except UserError as error:
            self._say(error.text)
            return
        self._say("")
        thorough = self.thorough.value()
        self._start(
            self._desk.fetch(
                f"Scanning {network}",
                scan_network,
                self._client_id,
                network,
                thorough=thorough,
                site_id=self.site.value(),
            )
        )

    def _start(self, job: Job[Inventory]) -> None:
        self._job = job
        self._busy(True)
        client_id = self._client_id

        def show(found: Inventory) -> None:
            self._busy(False)
            if client_id == self._client_id:
                self.show_found(found)

        job.then(show).otherwise(self._failed)

    def _failed(self, wrong: BaseException) -> None:
        self._busy(False)
        if isinstance(wrong, UserError):
            self._desk.say(wrong.text)
        elif not isinstance(wrong, Cancelled):
            raise wrong

    def _busy(self, busy: bool) -> None:
        self._looking = busy

    def _say(self, wrong: str) -> None:
        self._wrong.set_text(wrong)
        self._wrong.setVisible(bool(wrong))
        self.network.set_error(bool(wrong))

    # What was found.

    def show_found(self, found: Inventory) -> None:
        """Show what was found, with the ticks that are proposed."""
        self._found = found
        self._chosen = {id_: set(fields) for id_, fields in proposed(found).items()}
        for key, words in (*_WORDS.items(), (_ALL, "All")):
            count = len(found.devices) if key == _ALL else found.count(key)
            self.segments.set_text(key, f"{words} {count}")
        said = [*found.notices, *(f"Line {line}: {text}" for line, text in found.skipped[:3])]
        more = len(found.skipped) - 3
        said += [f"And {more} more lines that cannot be read."] if more > 0 else []
        self.notice.set_notice("Before you take it over", " ".join(said))
        self.notice.setVisible(bool(said))
        self.summary.set_text(f"{found.source}, {full_date(found.seen_on)}")
        self._pages.setCurrentWidget(self._below)
        self._fill()
        self.table.select_first()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        if self._found is None:
            return
        key = self.segments.current()
        rows = [one for one in self._found.devices if key in (_ALL, one.state)]
        self.table.show_rows(rows)
        self._show_fields(self.table.selected())
        count = len(self._chosen)
        noun = "device" if count == 1 else "devices"
        self.take.set_text(f"Take over {count} {noun}" if count else "Take over")
        self.take.setEnabled(bool(count))

    def _show_fields(self, found: FoundDevice | None) -> None:
        changes = found.changes if found is not None else ()
        self.fields.show_rows(changes)
        if found is not None:
            why = f", {found.why}" if found.why else ""
            self.about.set_title(f"{found.name}{why}")
        rows = min(len(changes), FIELDS)
        self.fields.setFixedHeight(theme.height("head") + rows * theme.height("card"))
        self.about.setVisible(bool(changes))

    def _is_taken(self, found: FoundDevice) -> bool | None:
        return None if found.state == "same" else found.id in self._chosen

    def _take(self, found: FoundDevice, taken: bool) -> None:
        """Tick a device: what is written down stays, unless there is nothing else to take."""
        if taken:
            offered = {one.field for one in found.changes if one.ticked}
            self._chosen[found.id] = offered or {one.field for one in found.changes}
        else:
            self._chosen.pop(found.id, None)
        self._fill()

    def _field_taken(self, field: FoundField) -> bool:
        found = self.table.selected()
        return found is not None and field.field in self._chosen.get(found.id, set())

    def _take_field(self, field: FoundField, taken: bool) -> None:
        found = self.table.selected()
        if found is None:
            return
        fields = self._chosen.setdefault(found.id, set())
        (fields.add if taken else fields.discard)(field.field)
        if not fields:
            del self._chosen[found.id]
        self._fill()

    def _spoken(self, found: FoundDevice) -> str:
        ticked = self._is_taken(found)
        taken = "" if ticked is None else ", taken over" if ticked else ", left out"
        where = f", {found.address}" if found.address else ""
        return f"{_WORDS[found.state]}: {found.name}{where}. {_what(found)}{taken}."

    def _take_over(self) -> None:
        if self._found is None:
            return
        chosen = {id_: frozenset(fields) for id_, fields in self._chosen.items()}
        if self._desk.attempt(take_over, self._client_id, self._found, chosen) is not None:
            self._forget()
            self._on_back()

    def _forget(self) -> None:
        """Leave what was found, and ask again where to look."""
        self._found, self._chosen = None, {}
        self._pages.setCurrentWidget(self._sources)
        self._say("")

    def leave(self) -> None:
        """Go back to the sections; what was found waits here."""
        self._on_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)


def _state(found: FoundDevice) -> TagCell:
    return TagCell(_WORDS[found.state], _TONES[found.state])


def _what(found: FoundDevice) -> str:
    """What would change, in short words."""
    if found.state != "changed":
        return found.mac or found.why if found.state == "new" else found.why
    labels = [one.label for one in found.changes]
    words = ", ".join([labels[0], *(_inside(label) for label in labels[1:3])])
    more = len(labels) - 3
    return f"{words} and {more} more" if more > 0 else words


def _inside(label: str) -> str:
    """A label in the middle of a sentence; MAC stays as it is."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
