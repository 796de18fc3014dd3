"""The Today tab: hats at the left, the day in the middle, what is due at the right. No alarms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from itertools import takewhile

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ..dates import clock_time, hours, long_date, minute_of_day, now, today
from ..desk.area import Found, Place, TodayList, TodayRow, found_client
from ..desk.desk import Desk
from ..tickets.queries import TicketRow
from ..tickets.rules import Status
from ..widgets import painting, spoken, theme
from ..widgets.buttons import Button, LinkButton
from ..widgets.glyphs import face_of
from ..widgets.keycap import KeyCap
from ..widgets.layout import (
    STRETCH,
    Card,
    EmptyState,
    Panel,
    Scroll,
    clear,
    column,
    lead_focus,
    row,
    stack,
)
from ..widgets.ruler import DayRuler, RulerBlock, RulerLine
from ..widgets.safe import Label
from ..widgets.segments import SegmentControl
from ..widgets.sign import Sign
from ..widgets.table import Column, Table
from . import day, loading

_TABLES = {
    "ticket",
    "time_entry",
    "timer",
    "invoice",
    "client",
    "talk",
    "role",
    "person",
    "payment",
    "timesheet_week",
    "question",
    "leave",
}
SHOWN = 9
RAIL, SIDE = 300, 270
NARROW = 1400
SHORT = 1200
"""Px at 100 % below which the note beside the date is said shorter."""
DUE_SHOWN = 3
"""Rows of a list at the right; how many there are besides is said below them."""
_TONES = {"work": "blue", "plan": "blue", "own": "grey", "now": "red"}


class TodayView(QWidget):
    """Everything a day asks for, from the rooms that exist; lists and counts only (S030, S141)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Today")
        self._desk = desk
        self._rows: list[TicketRow] = []
        self.hats = _HatList(desk)
        self.due = _DueList(desk)
        self._title = Label("", role="hero")
        self._note = Label("", color="ink2", elide=True)
        self._words, self._order, self._short = ("", ""), ("", ""), False
        self.new = Button("New ticket", kind="primary", icon="plus", on_click=self._new)
        head = row(self._title, self._note, STRETCH, self.new, KeyCap("N"), gap=12)
        self.whose = SegmentControl("Whose tickets", [("mine", "Mine"), ("everyone", "Everyone")])
        self.whose.choose("everyone")
        self.whose.picked.connect(self._reload)
        self.tickets = Card("Today's tickets", "worked in priority order", flush=True)
        self.tickets.add_right(self.whose)
        self.table = self._make_table()
        self.tickets.add(self.table)
        self.nothing, self.first = self._empties()
        self.tickets.add(self.nothing)
        self.tickets.add(self.first)
        self.where = Card("Who is where", "")
        self.ruler = DayRuler("Who is where", on_block=self._open_block)
        self.where.add(self.ruler)
        self.week = Card("Rest of the week", "")
        self._week = QHBoxLayout()
        holder = QWidget()
        self._week.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(self._week)
        self.week.add(holder)
        middle = QWidget()
        lines = QVBoxLayout(middle)
        lines.setContentsMargins(20, 14, 20, 20)
        lines.setSpacing(14)
        for part in (head, self.tickets, self.where, self.week):
            lines.addWidget(part)
        lines.addStretch(1)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        px = theme.current().px
        self._left, self._right = _side(self.hats, "right"), _side(self.due, "left")
        self._left.setFixedWidth(px(SIDE + 16))
        self._right.setFixedWidth(px(RAIL + 46))
        columns.addWidget(self._left)
        columns.addWidget(Scroll(middle), 1)
        columns.addWidget(self._right)
        lead_focus(self, self._leading)
        self._awaiting = self._await_lists()
        desk.keep_fresh(self, _TABLES, self._reload)

    def _empties(self) -> tuple[EmptyState, EmptyState]:
        """What stands in the place of the tickets: nothing to do, or nobody to do it for yet."""
        self.begin = Button("Add the first client", icon="plus", on_click=self._new_client)
        return EmptyState(
            "circle-check",
            "Nothing is waiting to be worked on",
            "New work comes in as a ticket, by phone, by mail or because you found it.",
        ), EmptyState(
            "building-2",
            "Begin with a client",
            "Tickets, time and invoices all hang on one. A name is enough to begin.",
            self.begin,
        )

    def _make_table(self) -> Table[TicketRow]:
        return Table[TicketRow](
            (
                Column("prio", "", "prio", lambda r: r.priority, width=44),
                Column("no", "No.", "id", lambda r: str(r.number), width=52, hide_under=NARROW),
                Column("title", "Title", "title", lambda r: r.title, stretch=1),
                Column("client", "Client", "text", lambda r: r.client, width=190),
                Column("when", "When", "date", _when, width=62, align="right", role="meta"),
                Column(
                    "who",
                    "Who",
                    "avatar",
                    lambda r: face_of(r.assigned, r.assigned_id or 0) if r.assigned else None,
                    width=54,
                ),
            ),
            name="Today's tickets",
            row="today",
            fit=True,
            on_activate=lambda r: self._desk.go(Place("tickets", r.id)),
            spoken=lambda r: f"Priority {r.priority}, ticket {r.number}, {r.title}, {r.client}",
        )

    def _reload(self, _key: object = None) -> None:
        found = self._desk.ask(
            day.whole_day,
            today(),
            self._desk.person_id,
            self.due.lists() if loading.LISTS.is_set() else None,
            everybody=self.whose.current() == "everyone",
        )
        self._rows = found.tickets
        minutes = day.hours_of(self._rows)
        count = len(self._rows)
        self._title.set_text(long_date(today()))
        tickets = "1 ticket" if count == 1 else f"{count} tickets"
        more = count - SHOWN
        board = f"{more} more on the board" if more > 0 else ""
        self._words = (f"{tickets} to work on, {hours(minutes)} hours", "")
        self._order = (
            f"worked in priority order, {board}" if board else "worked in priority order",
            f"{tickets}, {hours(minutes)} h",
        )
        self._say_note()
        self.table.show_rows(self._rows[:SHOWN])
        self.table.setVisible(bool(self._rows))
        self.nothing.setVisible(not self._rows and found.begun)
        self.first.setVisible(not self._rows and not found.begun)
        self._show_ruler(found.people, found.away)
        self._show_week(found.week)
        if found.sides is not None:
            self._show_sides(found.sides)

    def _await_lists(self) -> QTimer:
        looks = QTimer(self)
        looks.timeout.connect(self._look_for_lists)
        if not loading.LISTS.is_set():
            looks.start(loading.LOOK_MS)
        return looks

    def _look_for_lists(self) -> None:
        """Fill the sides once the areas that say what is due have been loaded."""
        if loading.LISTS.is_set():
            self._awaiting.stop()
            wanted = (today(), self._desk.person_id, self.due.lists())
            self._show_sides(self._desk.ask(day.sides, *wanted))

    def _show_sides(self, found: day.Sides) -> None:
        self.hats.show_hats(found.hats)
        self.due.show_lists(found.due, [Place("tickets", one.id) for one in self._rows[:SHOWN]])

    def _say_note(self) -> None:
        """Say how much there is to do, with the list itself where large text leaves no room."""
        self._note.set_text(self._words[self._short])
        self.tickets.set_subtitle(self._order[self._short])

    def _show_ruler(self, people: Sequence[day.PersonDay], gone: Sequence[str]) -> None:
        lines = [
            RulerLine(
                one.name,
                [
                    # A ticket may be there several times a day; its place tells them apart.
                    RulerBlock(
                        f"{stay.key}/{n}", stay.start, stay.end, stay.words, _TONES[stay.kind]
                    )
                    for n, stay in enumerate(one.stays)
                ],
            )
            for one in people
        ]
        self.ruler.show_lines(lines, now=minute_of_day(now()))
        leave = f", on leave: {', '.join(gone)}" if gone else ""
        self.where.set_subtitle(f"logged and planned{leave}")

    def _open_block(self, key: str) -> None:
        self._desk.go(Place("tickets", int(key.partition("/")[0])))

    def _show_week(self, week: Sequence[tuple[date, list[day.Coming]]]) -> None:
        clear(self._week)
        for n, (one, coming) in enumerate(week):
            box = QWidget()
            lines = QVBoxLayout(box)
            lines.setContentsMargins(0 if n == 0 else 10, 0, 6, 0)
            lines.setSpacing(4)
            lines.addWidget(Label(f"{one:%A} {one.day}", role="strong", color="ink2"))
            for thing in coming:
                lines.addWidget(_ComingLine(thing, partial(self._desk.go, thing.place)))
            if not coming:
                lines.addWidget(Label("Nothing planned", color="ink3"))
            lines.addStretch(1)
            self._week.addWidget(box, 1)

    def awaiting(self) -> bool:
        """Whether the sides are still to come."""
        return self._awaiting.isActive()

    def _leading(self) -> QWidget:
        """What the keyboard is at first: the tickets, or what there is to begin with."""
        if not self.table.isHidden():
            return self.table
        return self.new if self.first.isHidden() else self.begin

    def _new(self) -> None:
        self._desk.go(Place("tickets", do="new"))

    def _new_client(self) -> None:
        self._desk.go(Place("clients", do="new"))

    def selected_ticket(self) -> int | None:
        """The chosen ticket, for the timer's key."""
        chosen = self.table.selected()
        return chosen.id if chosen else None

    def client_in_front(self) -> Found | None:
        """The client of the chosen ticket, for the palette."""
        chosen = self.table.selected()
        return found_client(chosen.client_id, chosen.client) if chosen else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop the rest of the week in a narrow window, narrow the sides."""
        px = theme.current().px
        wide = self.width() >= px(NARROW)
        self.week.setVisible(wide)
        self._short = self.width() < px(SHORT)
        self._say_note()
        self._left.setFixedWidth(px(SIDE + 16 if wide else 232))
        self._right.setFixedWidth(px(RAIL + 46 if wide else 296))
        super().resizeEvent(event)


def _when(ticket: TicketRow) -> str:
    if ticket.status == Status.IN_PROGRESS:
        return "Now"
    if ticket.scheduled_at is not None and ticket.scheduled_at.date() == today():
        return clock_time(ticket.scheduled_at).rpartition(" ")[0]
    return ""


def _side(inner: QWidget, rule: str) -> QWidget:
    """A side of the page on the sheet, with its rule."""
    panel = Panel("sheet", rule)
    scroll = Scroll(inner)
    stack(panel, scroll, margin=(0, 0, 1, 0) if rule == "right" else (1, 0, 0, 0))
    return panel


class _ComingLine(QWidget):
    """A time and words that lead to a place."""

    def __init__(self, thing: day.Coming, go: Callable[[], None]) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        at = Label(thing.at, role="meta", color="ink3")
        at.setFixedWidth(theme.current().px(36))
        line.addWidget(at)
        link = LinkButton(
            thing.words, go, name=f"{thing.at} {thing.words}", role="body", color="ink", pad=0
        )
        line.addWidget(link)
        line.addStretch(1)


class _HatBox(QWidget):
    """A hat as a card: title, what waits, a count; one that is only for now is highlighted."""

    spoken_as = spoken.Role.Button

    def __init__(self, hat: day.Hat, go: Callable[[], None] | None) -> None:
        super().__init__()
        self._hat, self._go = hat, go
        self.setAccessibleName(f"{hat.title}: {hat.words}" + (", for now" if hat.for_now else ""))
        if go is not None:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Two lines high."""
        px = theme.current().px
        return QSize(px(180), px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card, the highlighter behind a title that is only for now, and the count."""
        painter = painting.begin(self)
        now_ = theme.current()
        px = now_.px
        whole = QRectF(self.rect()).adjusted(0, 0, 0, -1)
        painting.box(painter, whole, 8, "paper", "line")
        font = theme.font("row")
        ink = "ink"
        if self._hat.for_now:
            wide = painting.width_of(self._hat.title, font)
            mark = QRectF(px(9), px(6), wide + px(12), px(18))
            painting.box(painter, mark, 3, "hi", "hi")
            ink = "on_hi"
        left = px(15 if self._hat.for_now else 13)
        painting.text(
            painter, QRectF(left, px(5), self.width() - px(60), px(20)), self._hat.title, font, ink
        )
        painting.text(
            painter,
            QRectF(px(13), px(25), self.width() - px(26), px(18)),
            self._hat.words,
            theme.font("meta"),
            "ink2",
        )
        if self._hat.count:
            where = QRectF(self.width() - px(46), px(5), px(34), px(20))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painting.text(painter, where, str(self._hat.count), font, "ink", right)
        if self.hasFocus():
            painting.focus_ring(painter, whole, 8)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go where the work of the hat is."""
        if self._go is not None and self.rect().contains(event.position().toPoint()):
            self._go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space go there too."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self._go is not None and event.key() in keys:
            self._go()
        else:
            super().keyPressEvent(event)


class _HatList(QWidget):
    """The hats of the person at work, those of others first, then the ones nobody else wears."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(16, 16, 16, 16)
        self._lines.setSpacing(6)

    def show_hats(self, hats: Sequence[day.Hat]) -> None:
        """Show these hats; those with nothing due are named in a line."""
        clear(self._lines)
        if self._desk.person_id is None:
            return
        own = [hat for hat in hats if not hat.for_now]
        acting = [hat for hat in hats if hat.for_now]
        count = f"{len(hats)}, of which {len(acting)} unfilled" if acting else str(len(hats))
        self._lines.addWidget(
            row(Label("My hats", role="card"), STRETCH, Label(count, role="meta", color="ink3"))
        )
        for hat in own:
            self._lines.addWidget(self._box(hat))
        if acting:
            self._lines.addSpacing(6)
            self._lines.addWidget(Label("Unfilled, so yours", role="strong", color="ink2"))
        for hat in (one for one in acting if one.count):
            self._lines.addWidget(self._box(hat))
        idle = ", ".join(hat.title for hat in acting if not hat.count)
        if idle:
            words = f"{idle}: nothing due"
            self._lines.addWidget(Label(words, role="meta", color="ink2", wrap=True))
        self._lines.addStretch(1)

    def _box(self, hat: day.Hat) -> _HatBox:
        return _HatBox(hat, partial(self._desk.go, hat.place) if hat.place else None)


class _DueList(QWidget):
    """What is due, list by list, from every area; an empty list is not there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._opened: set[str] = set()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(18, 16, 18, 16)
        self._lines.setSpacing(4)

    def lists(self) -> list[TodayList]:
        """The lists the person at work is offered, in order."""
        offered = [one for area in self._desk.areas for one in area.today()]
        offered.sort(key=lambda one: one.order)
        return [one for one in offered if self._desk.may(one.needs)]

    def show_lists(
        self, due: Iterable[tuple[TodayList, list[TodayRow]]], seen: Sequence[Place]
    ) -> None:
        """Show these lists; `seen` are the places the middle of the page shows already."""
        clear(self._lines)
        self._lines.addWidget(
            row(
                Label("Due", role="card"),
                STRETCH,
                Label("next 14 days", role="meta", color="ink3"),
            )
        )
        shown: dict[tuple[str, int | None], list[Place]] = {}
        lists = []
        for one, rows in due:
            # A ticket stands in the first list that asks for it, not in two.
            left = [
                row
                for row in rows
                if row.place.id is None
                or not (
                    row.place in shown.get((row.place.area, row.place.id), ())
                    or (one.unless_seen and row.place in seen)
                )
            ]
            for place in (one_row.place for one_row in left):
                shown.setdefault((place.area, place.id), []).append(place)
            if left:
                lists.append((one, left))
        self._show_in_order(lists)
        if not shown:
            self._lines.addSpacing(8)
            self._lines.addWidget(Label("Nothing is due.", color="ink2"))
        self._lines.addStretch(1)

    def _show_in_order(self, lists: Sequence[tuple[TodayList, list[TodayRow]]]) -> None:
        """First the quiet lists that come before any other, then what is due, then the rest."""
        above = list(takewhile(lambda pair: pair[0].quiet, lists))
        for one, rows in above:
            self._lines.addSpacing(2)
            self._lines.addWidget(self._quiet(one, rows, said=True))
        for one, rows in lists:
            if not one.quiet:
                self._show(one, rows)
        below = [(one, rows) for one, rows in lists[len(above) :] if one.quiet]
        if below:
            self._lines.addSpacing(14)
            self._lines.addWidget(row(Label("When there is time", role="card"), STRETCH))
        for one, rows in below:
            self._lines.addWidget(self._quiet(one, rows))

    def _show(self, due: TodayList, rows: list[TodayRow]) -> None:
        self._lines.addSpacing(6)
        title = Label(due.title, role="strong", color="ink2")
        count = Label(str(len(rows)), role="meta", color="ink3")
        self._lines.addWidget(row(title, count, STRETCH, gap=6))
        for one in rows[:DUE_SHOWN]:
            self._lines.addWidget(self._line(one))
        if len(rows) > DUE_SHOWN:
            self._lines.addWidget(self._more(due, len(rows) - DUE_SHOWN))

    def _quiet(self, due: TodayList, rows: list[TodayRow], *, said: bool = False) -> QWidget:
        """A list as one line: to its only row, to where all of them are, or unfolded below it.

        With `said` a single row says its words in the line.
        """
        title = Label(due.title, role="strong" if said else "body", color="ink2")
        alone = rows[0] if len(rows) == 1 else None
        words = alone.title if alone and said else str(len(rows))
        about = Label(words, role="meta", color="ink2" if said else "ink3", elide=True)
        place = alone.place if alone else due.whole
        if place is not None:
            link, go = alone.link if alone else "Look", partial(self._desk.go, place)
            name = f"{link}: {due.title}" + (f", {words}" if said else "")
            return row(title, about, STRETCH, LinkButton(link, go, name=name), gap=6)
        return self._unfolding(due, rows, title, about)

    def _unfolding(
        self, due: TodayList, rows: list[TodayRow], title: Label, about: Label
    ) -> QWidget:
        """A list as one line whose rows come below it when somebody wants to see them."""
        below = column(gap=4)
        link = LinkButton("Show", name=f"Show: {due.title}")

        def show() -> None:
            shown = due.title in self._opened
            link.set_text("Hide" if shown else "Show")
            lines = below.layout()
            if shown and lines is not None and not lines.count():
                for one in rows:
                    lines.addWidget(self._line(one))
            below.setVisible(shown)

        def press() -> None:
            self._opened ^= {due.title}
            show()

        link.clicked.connect(press)
        whole = column(row(title, about, STRETCH, link, gap=6), below)
        show()
        return whole

    def _more(self, due: TodayList, count: int) -> QWidget:
        """How many rows there is no room for; a link where they are all in one place."""
        words = f"and {count} more"
        if due.whole is None:
            return Label(words, role="meta", color="ink3")
        go = partial(self._desk.go, due.whole)
        link = LinkButton(words, go, name=f"{due.title}: {words}", role="meta", pad=0)
        return row(link, STRETCH)

    def _line(self, one: TodayRow) -> QWidget:
        sign = Sign(one.icon, color=one.color)
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(Label(one.title, role="row", wrap=True))
        if one.detail:
            lines.addWidget(Label(_together(one.detail), role="meta", color="ink2", wrap=True))
        go = partial(self._desk.go, one.place)
        link = LinkButton(one.link, go, name=f"{one.link}: {one.title}")
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 3, 0, 3)
        line.setSpacing(9)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)
        line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return box


_CLOCK = re.compile(r"(:\d\d) (am|pm)\b")


def _together(words: str) -> str:
    """Words in which no line breaks between a time and its am or pm."""
    return _CLOCK.sub("\\1\u00a0\\2", words)
