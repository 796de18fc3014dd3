"""A disaster on one calm page that leads: go slow, look, the newest good backup, ordered steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import now
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...widgets import theme
from ...widgets.boxes import STRETCH
from ...widgets.buttons import Button, MenuButton
from ...widgets.entry import ChoiceEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import Card, Scroll, beside, clear, column, row, stack
from ...widgets.safe import Label
from ...widgets.tags import Tag
from ..actions import event as actions
from ..queries import event as queries
from ..queries.event import EventPage
from ..rules.event import KINDS, LEADS, VERBS, WORDS, State, clock
from .event_parts import Assessment, CallsCard, LogCard, Review, StepsCard

_TABLES = {"dr_event", "dr_event_step", "dr_event_state", "dr_plan", "tsr_log", "tsr_row"}
_TABLES |= {"dr_call", "backup_job"}
_RAIL, _NARROW_RAIL, _WIDE = 334, 290, 1_100
_TICK_MS = 20_000
_BLANK: dict[str, Any] = {"what": "", "kind": None, "declared_by": ""}
_TONES = {State.RESTORED: "green", State.REVIEWED: "grey"}


class EventPart(QWidget):
    """The disaster of one client: declared here, led through here, learned from here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._event_id: int | None = None
        self._declaring = False
        self._begun: dict[int, dict[str, Any]] = {}
        self.declare = _Declare(self._declare, self._leave)
        self.page = EventScreen(desk, self.show_event, self.begin)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.declare)
        self._pages.addWidget(self.page)
        stack(self, self._pages)
        desk.keep_fresh(self, _TABLES, self._reload)

    def show_id(self, client_id: int) -> None:
        """Show the disaster of another client: the open one, else the latest."""
        if client_id != self._client_id:
            self._put_aside()
            self._client_id, self._event_id = client_id, None
            self._declaring = client_id in self._begun
            self.declare.form.set_values({**_BLANK, **self._begun.get(client_id, {})})
        self._reload()

    def _put_aside(self) -> None:
        """Keep a declaration that was begun, until somebody comes back to its client."""
        typed = {name: self.declare.form.entry(name).value() for name in _BLANK}
        if self._declaring and any(typed.values()):
            self._begun[self._client_id] = typed

    def arrive(self, place: Place) -> None:
        """Begin to declare one, or show one."""
        if place.about.get("event_id"):
            self.show_event(place.about["event_id"])
        elif place.about.get("new"):
            self.begin()

    def show_event(self, event_id: int) -> None:
        """Show one of the client's disasters."""
        self._event_id = event_id
        self._declaring = False
        self._reload()

    def begin(self) -> None:
        """Show what is asked to declare a disaster; one that is open is shown instead."""
        held = self._desk.ask(queries.open_event, self._client_id)
        if held is not None:
            self.show_event(held.id)
            return
        self._declaring = True
        self._pages.setCurrentWidget(self.declare)
        self.declare.form.focus_first()

    def _declare(self, values: dict[str, Any]) -> None:
        event_id = self._desk.do(actions.declare, self._client_id, values)
        self._empty()
        self.show_event(event_id)

    def _empty(self) -> None:
        self._declaring = False
        self._begun.pop(self._client_id, None)
        self.declare.form.set_values(_BLANK)

    def _leave(self) -> None:
        """Declare nothing: show the earlier one, or the plan where there never was one."""
        self._empty()
        if self._event_id is not None:
            self._pages.setCurrentWidget(self.page)
        else:
            self._desk.go(Place("clients", self._client_id, do="plan"))

    def _reload(self) -> None:
        if not self._client_id:
            return
        rows = self._desk.ask(queries.events, self._client_id)
        ids = {row.id for row in rows}
        if self._event_id not in ids:
            self._event_id = rows[0].id if rows else None
        if self._event_id is None:
            self._declaring = True
            self._pages.setCurrentWidget(self.declare)
            return
        page = self._desk.ask(queries.event_page, self._event_id)
        self.page.show_page(page, [(row.id, f"{row.number} {row.what}") for row in rows])
        # Whatever else was changed meanwhile, a declaration being typed stays in front.
        self._pages.setCurrentWidget(self.declare if self._declaring else self.page)


class _Declare(QWidget):
    """Three questions, and what will happen when they are answered."""

    def __init__(
        self, on_declare: Callable[[dict[str, Any]], object], on_cancel: Callable[[], object]
    ) -> None:
        super().__init__()
        self.form = Form(
            [
                Field("what", "What happened, in a sentence", NoteEntry(lines=2), required=True),
                Field("kind", "Kind", ChoiceEntry(list(KINDS.items()), "Choose"), required=True),
                Field("declared_by", "Declared by", TextEntry(), help="Who at the client said so."),
            ],
            on_save=on_declare,
            save="Declare disaster",
            on_cancel=on_cancel,
        )
        words = (
            "First breathe, and see that everybody is safe. Declaring opens a Critical ticket and "
            "a TSR log, starts the clock, and shows one page that leads. Nothing is sent."
        )
        body = column(
            Label("Declare a disaster", "title"),
            Label(words, "body", "ink2", wrap=True),
            8,
            self.form,
            STRETCH,
            margin=(22, 18, 22, 22),
        )
        body.setMaximumWidth(720)
        stack(self, Scroll(body))


class EventScreen(QWidget):
    """One disaster: where it is, what is missing, what is known, the steps, the log."""

    def __init__(
        self,
        desk: Desk,
        on_other: Callable[[int], object],
        on_new: Callable[[], object],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._page: EventPage | None = None
        self._rows: list[tuple[int, str]] = []
        self._on_other, self._on_new = on_other, on_new
        self.title = Label("", "record", wrap=True)
        self.tag = Tag("")
        self.go_button = Button("", "primary", on_click=self._go)
        paper = Button("Print now", icon="printer", on_click=self.print_now)
        more = MenuButton("", "ellipsis", "More about this disaster", self._more)
        head = row(self.tag, STRETCH, paper, self.go_button, more, gap=10)
        self.lead = Label("", "card_large", "ink", wrap=True)
        self.way = row(gap=6)
        self.assessment = Assessment(desk)
        self.steps = StepsCard(desk)
        self.review = Review(desk)
        self.clock = Card("Clock")
        self._since = Label("", "metric")
        self._since_words = Label("", "meta", "ink2", wrap=True)
        self._continuity = Label("", "row", "ink", wrap=True)
        self._how = Label("", "meta", "ink2", wrap=True)
        self._end = Button("End continuity", on_click=self._end_continuity)
        self.clock.add(self._since, self._since_words, self._continuity, self._how, self._end)
        self.missing = Card("Before the next step")
        self._missing = Label("", "body", "amber", wrap=True)
        self.missing.add(self._missing)
        self.log = LogCard(desk)
        self.calls = CallsCard(desk)
        self._side = QWidget()
        stack(self._side, self.missing, self.clock, self.log, self.calls, STRETCH, gap=12)
        self._main = QWidget()
        self._cards = stack(self._main, self.assessment, self.steps, self.review, STRETCH, gap=12)
        body = QWidget()
        beside(body, self._main, self._side, gap=14, margin=(22, 8, 22, 20)).setStretch(0, 1)
        top = column(head, self.title, self.lead, self.way, gap=6, margin=(22, 12, 22, 6))
        self._scroll = Scroll(body)
        stack(self, top, self._scroll)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow the rail on a narrow page."""
        px = theme.current().px
        self._side.setFixedWidth(px(_RAIL if self.width() >= px(_WIDE) else _NARROW_RAIL))
        super().resizeEvent(event)

    def show_page(self, page: EventPage, rows: list[tuple[int, str]]) -> None:
        """Show a disaster as it stands; what is being typed stays."""
        before = self._page
        if before is None or (before.id, before.state) != (page.id, page.state):
            self._scroll.verticalScrollBar().setValue(0)
        self._page, self._rows = page, rows
        self.title.set_text(page.what.splitlines()[0])
        self.tag.set_tag(WORDS[page.state], _TONES.get(page.state, "red"))
        self.lead.set_text(LEADS[page.state])
        self._show_way(page)
        self._show_next(page)
        self.assessment.show_page(page)
        self.steps.show_page(page)
        self.review.show_page(page)
        self.review.setVisible(page.state in {State.RESTORED, State.REVIEWED})
        self.log.show_page(page)
        self.calls.show_page(page)
        self._put_first(page.state)
        self._tick()

    def _put_first(self, state: State) -> None:
        """What is worked on now stands on top: first looking, then the steps, then the review."""
        order: list[QWidget] = [self.assessment, self.steps, self.review]
        if state in {State.PLANNED, State.CONTINUITY, State.RECOVERING}:
            order = [self.steps, self.assessment, self.review]
        elif state in {State.RESTORED, State.REVIEWED}:
            order = [self.review, self.steps, self.assessment]
        for at, card in enumerate(order):
            if self._cards.indexOf(card) != at:
                self._cards.insertWidget(at, card)

    def _show_way(self, page: EventPage) -> None:
        """The states from left to right, the present one strong."""
        layout = self.way.layout()
        if layout is None:
            return
        clear(layout)
        been = {one.state for one in page.states}
        for state in State:
            if state is State.CONTINUITY and not page.known.continuity:
                continue
            tone = "accent" if state is page.state else "green" if state in been else "grey"
            layout.addWidget(Tag(WORDS[state], tone))
        layout.addStretch(1)  # type: ignore[attr-defined]  # a row is a box layout

    def _show_next(self, page: EventPage) -> None:
        to = page.next[0] if page.next else None
        self.go_button.setVisible(to is not None)
        self.missing.setVisible(to is not None)
        if to is None:
            return
        self.go_button.set_text(VERBS[to])
        found = [one.text for one in page.missing(to)]
        self._missing.set_text("\n".join(found) if found else "Nothing is missing.")
        self._missing.set_color("amber" if found else "green")

    def _go(self) -> None:
        if self._page is not None and self._page.next:
            self._move(self._page.next[0])

    def _move(self, to: State) -> None:
        """Go on; what is missing gets the keyboard instead."""
        if self._page is None:
            return
        if not (self.assessment.save() and self.review.save()):
            return
        page = self._desk.ask(queries.event_page, self._page.id)
        try:
            self._desk.do(actions.move_on, page.id, page.version, to)
        except UserError as error:
            self._desk.refuse(error)
            self._focus(error.field or "")

    def _focus(self, field: str) -> None:
        if field == "steps":
            self.steps.focus_line()
        elif not (self.assessment.focus(field) or self.review.focus(field)):
            self.go_button.setFocus()

    def _tick(self) -> None:
        """Show how long it has run."""
        page = self._page
        if page is None:
            return
        until = page.restored_at or now()
        self._since.set_text(clock(page.declared_at, until))
        verb = "from declaration to restored" if page.restored_at else "since it was declared"
        self._since_words.set_text(verb)
        self._continuity.setVisible(page.continuity_from is not None)
        self._end.setVisible(page.continuity_runs)
        if page.continuity_from is not None:
            span = clock(page.continuity_from, page.continuity_to or now())
            words = "Continuity runs for" if page.continuity_runs else "Continuity ran for"
            self._continuity.set_text(f"{words} {span}")
        shown = page.known.continuity and bool(page.continuity_start)
        self._how.setVisible(shown and page.restored_at is None)
        self._how.set_text(page.continuity_start)

    def _end_continuity(self) -> None:
        if self._page is not None:
            self._desk.attempt(actions.end_continuity, self._page.id, self._page.version)

    def print_now(self) -> None:
        """Print the disaster as it stands; what is typed is written down first."""
        if self._page is not None and self.assessment.save() and self.review.save():
            from ..printables.event import EVENT

            title = f"Disaster {self._page.number} {self._page.client}"
            self._desk.print_document(EVENT, self._page.id, title)

    def _more(self) -> list[tuple[str, Callable[[], object]] | None]:
        page = self._page
        if page is None:
            return []
        entries: list[tuple[str, Callable[[], object]] | None] = [
            (VERBS[to], partial(self._move, to)) for to in page.next[1:]
        ]
        if page.ticket_id is not None:
            place = Place("tickets", page.ticket_id)
            entries.append((f"Open ticket {page.ticket}", lambda: self._desk.go(place)))
        others = [(id_, words) for id_, words in self._rows if id_ != page.id]
        for id_, words in others[:8]:
            entries.append((words[:60], partial(self._on_other, id_)))
        if page.state is State.REVIEWED:
            entries.append(("Declare a disaster", self._on_new))
        return entries

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """L goes to the log, T to the next step, unless something is typed."""
        if event.key() == Qt.Key.Key_L:
            self.log.focus_line()
        elif event.key() == Qt.Key.Key_T:
            self.steps.focus_line()
        else:
            super().keyPressEvent(event)
