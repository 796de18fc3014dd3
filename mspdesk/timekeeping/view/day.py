"""The left side of the Time tab: one day of one person as a canvas."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ...dates import clock_span, full_date, hours_h, minute_of_day, now, today
from ...desk.desk import Desk
from ...money import quantity
from ...people import queries as people
from ...widgets import theme
from ...widgets.boxes import Panel
from ...widgets.buttons import IconButton, LinkButton
from ...widgets.chips import FilterChip
from ...widgets.dayview import Band, Block, DayView, Gap
from ...widgets.layout import STRETCH, Scroll, row, stack
from ...widgets.safe import Label, tooltip
from ...widgets.tags import Tag
from ..queries import DayPage, Placed
from ..rules import Kind
from .lines import start_of

FIRST, LAST = 7 * 60, 20 * 60
"""The hours a day shows when nothing lies outside them; minutes since midnight."""
ROOMY = 500
"""Px at 100 % below which the head leaves out from when to when: the day itself shows it."""


class DayPane(QWidget):
    """A day: arrows to the ones around it, its hours, blocks, gaps and the line of now."""

    def __init__(
        self,
        desk: Desk,
        *,
        on_day: Callable[[date], object],
        on_person: Callable[[int], object],
        on_block: Callable[[str], object],
        on_gap: Callable[[int, int], object],
    ) -> None:
        super().__init__()
        self._desk, self._on_day = desk, on_day
        self._day = today()
        self.title = Label("", "record")
        self.back = IconButton("chevron-left", "Day before", lambda: self.step(-1))
        self.forth = IconButton("chevron-right", "Day after", lambda: self.step(1))
        self.to_today = LinkButton("Today", lambda: on_day(today()))
        self.span = Label("", "body", "ink2")
        self.gaps = Tag("", "hi")
        self.people = FilterChip("Whose time", "My time", on_change=self._chosen)
        self._on_person = on_person
        self.canvas = DayView("The day", on_block, on_gap)
        head = row(
            self.back,
            self.title,
            self.forth,
            self.to_today,
            STRETCH,
            self.people,
            self.span,
            self.gaps,
            gap=8,
            margin=(12, 10, 12, 6),
        )
        ground = Panel("paper")
        stack(ground, head, Scroll(self.canvas))
        stack(self, ground)

    def _chosen(self, value: object) -> None:
        self._on_person(value if isinstance(value, int) else self._desk.person_id or 0)

    def step(self, days: int) -> None:
        """Go some days on or back, never past today."""
        self._on_day(min(today(), self._day + timedelta(days=days)))

    def offer_people(self, person_id: int) -> None:
        """Let somebody trusted with everybody's time choose whose day is shown."""
        everybody = self._desk.ask(people.people)
        self.people.setVisible(self._desk.may("time_all") and len(everybody) > 1)
        self.people.set_options([(one.id, one.name) for one in everybody])
        self.people.set_value(None if person_id == self._desk.person_id else person_id)

    def show_day(self, page: DayPage) -> None:
        """Show a day as it stands at this minute."""
        self._day = page.day
        self.title.set_text(f"{page.day:%a}, {page.day:%B} {page.day.day}")
        tooltip(self.title, full_date(page.day))
        self.forth.setEnabled(page.day < today())
        self.to_today.setVisible(page.day != today())
        self.span.set_text(_span_words(page))
        self.gaps.set_tag(f"{hours_h(page.in_gaps)} in gaps", "hi")
        self.gaps.setVisible(page.in_gaps > 0)
        self.canvas.show_day(
            [*_blocks(page), *_planned(page), *_lunch(page)],
            [Gap(hole.start, hole.end) for hole in page.holes if not hole.lunch],
            _bands(page),
            now=minute_of_day(now()) if page.day == today() else None,
            hours=(FIRST, LAST),
        )

    def gap_words(self) -> str:
        """What is said of the gaps."""
        return self.gaps.text() if not self.gaps.isHidden() else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the head say less where there is little room."""
        self.span.setVisible(self.width() >= theme.current().px(ROOMY))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right with Alt, or brackets, go a day back and forth."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.text() == "[" or (alt and event.key() == Qt.Key.Key_Left):
            self.step(-1)
        elif event.text() == "]" or (alt and event.key() == Qt.Key.Key_Right):
            self.step(1)
        else:
            super().keyPressEvent(event)


def _span_words(page: DayPage) -> str:
    if page.span is None:
        return page.closed_for
    start, end = (start_of(datetime(2000, 1, 1) + timedelta(minutes=m % 1440)) for m in page.span)
    return f"{start} to {end}"


def _block(placed: Placed) -> Block:
    one = placed.entry
    tone = "grey" if one.overhead else "accent"
    tag = ""
    if one.after_minutes and not one.overhead:
        tone = "amber"
        bills = one.kind == Kind.BILLABLE and one.factor > 10_000 and one.billed_after_minutes > 0
        tag = f"{quantity(one.factor)}×" if bills else ""
    title = one.client_note if one.overhead else f"#{one.number_int} {one.title}"
    text = f"Overhead: {one.client_or_hat}" if one.overhead else one.client
    return Block(
        str(one.id),
        placed.start,
        max(placed.end, placed.start + 1),
        title,
        text,
        hours_h(one.minutes),
        tone,
        tag=tag,
    )


def _blocks(page: DayPage) -> list[Block]:
    found = [_block(one) for one in page.placed]
    timer = page.timer
    if timer is None:
        return found
    began = minute_of_day(timer.began_at) if timer.began_at.date() == page.day else 0
    until = minute_of_day(now()) if page.day == today() else 1440
    minutes = timer.seconds_at(now()) // 60
    found.append(
        Block(
            "timer",
            began,
            max(until, began + 1),
            f"#{timer.number_int} {timer.title}",
            timer.client,
            clock_span(minutes),
            running=not timer.paused,
        )
    )
    return found


def _planned(page: DayPage) -> list[Block]:
    return [
        Block(
            f"plan-{one.ticket_id}",
            one.start,
            one.start + one.minutes,
            f"#{one.number_int} {one.title}",
            one.client,
            hours_h(one.minutes),
            "amber" if one.after_minutes else "planned",
            tag=f"{quantity(page.factor)}×" if one.after_minutes else "",
        )
        for one in page.planned
    ]


def _lunch(page: DayPage) -> list[Block]:
    return [
        Block(
            f"lunch-{hole.start}",
            hole.start,
            hole.end,
            "Lunch",
            right=hours_h(hole.minutes),
            tone="plain",
        )
        for hole in page.holes
        if hole.lunch
    ]


def _bands(page: DayPage) -> list[Band]:
    """The hours the shop is closed, with what they cost."""
    bills = f"billed {quantity(page.factor)}×"
    if page.opens is None or page.closes is None:
        name = page.closed_for or "Closed all day"
        return [Band(0, 1440, f"{name}, {bills}")]
    closes = datetime(2000, 1, 1) + timedelta(minutes=page.closes % 1440)
    hour = f"{start_of(closes)} {'am' if page.closes < 720 else 'pm'}"
    return [Band(page.closes, 1440, f"After hours from {hour}, {bills}")]
