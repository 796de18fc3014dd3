"""A section of the documentation: what belongs there, its rows to type in, what may be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import full_date
from ...desk.area import Made, Place
from ...desk.desk import Desk
from ...widgets.buttons import Button, LinkButton, MenuButton
from ...widgets.layout import STRETCH, Notice, beside, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.segments import SegmentControl
from ..actions.facts import check_section
from ..actions.inventory import addresses_from_devices
from ..queries.completeness import SectionState
from ..rules.chapters import Chapter
from ..rules.sections import section
from .facts import FactGrid
from .parts import part_of

_EMPTY = "Nothing is written here yet"
_SHOWN = 3


class ChapterPage(QWidget):
    """The head of a section over its grid, or over the screen it has of its own."""

    def __init__(
        self,
        desk: Desk,
        on_import: Callable[[], object],
        entries: Callable[[], list[tuple[str, Callable[[], object]] | None]],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._chapter: Chapter | None = None
        self._state: SectionState | None = None
        self._key = ""
        self._keys: dict[str, str] = {}
        self._title = Label("", "record", elide=True)
        self._hint = Label("", "meta", "ink2", elide=True)
        self._missing = Label("", "meta", "amber", elide=True)
        self.check = Button("Mark as checked", icon="check", on_click=self._check)
        self.bring = Button("Import", kind="quiet", icon="folder", on_click=on_import)
        self.fill = Button("Fill from devices", kind="quiet", icon="list", on_click=self._fill)
        self.more = MenuButton("Print", "printer", "Print or export", entries)
        self._segments_of: dict[str, SegmentControl] = {}
        self.facts = FactGrid(desk, "Documentation")
        self._segments = self.facts.lead
        self.none = Button("There is none", on_click=self._none)
        self.notice = Notice(_EMPTY, "", (self.none,), icon="circle-dashed", color="ink3")
        self.some = LinkButton("There is some", self._some)
        self._pages = QStackedWidget()
        self._gridded = QWidget()
        stack(self._gridded, self.notice, self.facts, gap=8).setStretch(1, 1)
        self._pages.addWidget(self._gridded)
        self._parts: dict[str, QWidget] = {}
        words = QWidget()
        stack(words, self._title, self._hint, gap=2)
        head = QWidget()
        beside(head, words, self.check, self.fill, self.bring, self.more).setStretch(0, 1)
        body = stack(
            self,
            head,
            row(self._missing, self.some, STRETCH, gap=8),
            self._pages,
            gap=8,
            margin=(20, 14, 22, 12),
        )
        body.setStretch(2, 1)
        lead_focus(self, self.facts)

    # Which section.

    def show_chapter(self, client_id: int, chapter: Chapter, state: SectionState) -> None:
        """Show a section of a client's documentation."""
        same = (client_id, chapter) == (self._client_id, self._chapter)
        self._client_id, self._chapter, self._state = client_id, chapter, state
        self._tell()
        if same:
            self._refresh()
            return
        path = part_of(chapter.key)
        keyed = bool(chapter.sections)
        self.bring.setVisible(keyed and not path)
        self.fill.setVisible("address" in chapter.sections)
        if path or not keyed:
            self._show_part(chapter.key, path)
            return
        self._show_segments(chapter)
        self._pages.setCurrentWidget(self._gridded)
        kept = self._keys.get(chapter.key, "")
        self.show_section(kept if kept in chapter.sections else chapter.sections[0])

    def _show_part(self, key: str, path: str) -> None:
        if key not in self._parts:
            made: QWidget = (
                Made(path)(self._desk) if path else Label("The map is drawn here.", "body", "ink3")
            )
            self._parts[key] = made
            self._pages.addWidget(made)
        part = self._parts[key]
        show: Any = getattr(part, "show_id", None)
        if show is not None:
            show(self._client_id)
        self._pages.setCurrentWidget(part)

    def _show_segments(self, chapter: Chapter) -> None:
        """The kinds of facts of a section beside each other, where there are several."""
        several = len(chapter.sections) > 1
        if several and chapter.key not in self._segments_of:
            control = SegmentControl(
                f"Kinds of {chapter.title.lower()}",
                [(key, section(key).title) for key in chapter.sections],
                on_change=self.show_section,
            )
            self._segments_of[chapter.key] = control
            self._segments.addWidget(control)
        if several:
            control = self._segments_of[chapter.key]
            self._segments.setCurrentWidget(control)
            self._segments.setFixedWidth(control.sizeHint().width())
        self._segments.setVisible(several)

    def show_section(self, key: str) -> None:
        """Show the rows of one kind of fact of this section."""
        chapter = self._chapter
        if chapter is None or key not in chapter.sections:
            return
        self._key = self._keys[chapter.key] = key
        control = self._segments_of.get(chapter.key)
        if control is not None and control.current() != key:
            control.choose(key)
        self.facts.show_section(self._client_id, key)
        self._show_notice()

    def _refresh(self) -> None:
        if self._pages.currentWidget() is self._gridded:
            self.facts.reload()
            self._show_notice()
        else:
            show: Any = getattr(self._pages.currentWidget(), "show_id", None)
            if show is not None:
                show(self._client_id)

    # What is said of it.

    def _tell(self) -> None:
        chapter, state = self._chapter, self._state
        if chapter is None or state is None:
            return
        self._title.set_text(chapter.title)
        self._hint.set_text(chapter.hint)
        checked = f"Checked {full_date(state.checked_on)}" if state.checked_on else ""
        if state.none:
            said = f"This client has none. {checked}".strip()
        elif state.done:
            said = f"All that is needed is here. {checked}".strip()
        else:
            said = _missing_words(state.missing)
        color = "green" if state.done else "amber"
        self._missing.set_color("ink2" if state.none else color)
        self._missing.set_text(said)
        self.some.setVisible(state.none)
        # The map has a deed of its own: somebody walked it.
        self.check.setVisible(not state.none and bool(state.rows))

    def _show_notice(self) -> None:
        state, chapter = self._state, self._chapter
        if state is None or chapter is None:
            return
        empty = not self.facts.grid.count() and not state.none and not state.rows
        self.notice.set_notice(
            _EMPTY,
            "Type below, paste a table from a spreadsheet, or bring a file. "
            "If this client has none, say so: then it counts as done.",
        )
        self.notice.setVisible(empty)
        self.facts.search.setVisible(
            bool(self.facts.grid.count()) or bool(self.facts.search.text())
        )

    def _fill(self) -> None:
        """Write down the addresses of devices that are not there yet."""
        self._desk.attempt(addresses_from_devices, self._client_id)

    def _check(self) -> None:
        if self._chapter is not None:
            self._desk.attempt(check_section, self._client_id, self._chapter.key)

    def _none(self) -> None:
        if self._chapter is not None:
            self._desk.attempt(check_section, self._client_id, self._chapter.key, none=True)
            self.some.setFocus(Qt.FocusReason.OtherFocusReason)

    def _some(self) -> None:
        if self._chapter is not None:
            self._desk.attempt(check_section, self._client_id, self._chapter.key)
            self.facts.setFocus(Qt.FocusReason.OtherFocusReason)

    def section_key(self) -> str:
        """The kind of fact whose rows are shown, empty where there is a screen of its own."""
        return self._key if self._pages.currentWidget() is self._gridded else ""

    def arrive(self, place: Place) -> None:
        """Go to the row a search or a list found."""
        key, fact_id = place.about.get("section"), place.about.get("fact_id")
        if self._pages.currentWidget() is not self._gridded:
            begin: Any = getattr(self._pages.currentWidget(), "arrive", None)
            if begin is not None:
                begin(place)
            return
        if key:
            self.show_section(key)
        if place.about.get("new"):
            self.facts.open_form(None)
        elif fact_id is not None and self.facts.select(fact_id):
            self.facts.setFocus(Qt.FocusReason.OtherFocusReason)


def _missing_words(missing: tuple[str, ...]) -> str:
    said = "; ".join(missing[:_SHOWN])
    more = len(missing) - _SHOWN
    said = f"{said}; and {more} more" if more > 0 else said
    return f"Missing: {said}."
