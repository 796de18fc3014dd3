"""One offering: where it is on its way, what it is worth to whom, its price, its notes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, short_date
from ...people.rules import first_name
from ...rows import dataclass
from ...widgets import theme
from ...widgets.buttons import Button, MenuButton
from ...widgets.glyphs import face_of, guest_face
from ...widgets.layout import (
    STRETCH,
    Card,
    Notice,
    PageHead,
    Pairs,
    Panel,
    Scroll,
    beside,
    column,
    row,
    stack,
)
from ...widgets.safe import Label
from ...widgets.tags import Tag
from ...widgets.timeline import Entry, Timeline
from ..queries.offerings import OfferingPage, StepRow
from ..rules import stages, values
from .loop import LoopLine

NOBODY = "Begin with the client. Nobody has said yet who it is."


@dataclass(frozen=True, slots=True)
class Deeds:
    """What the page asks the room to do."""

    change: Callable[..., object]
    move: Callable[..., object]
    print_sheet: Callable[[], object]
    more: Callable[[], list[Any]]


class OfferingPageView(QWidget):
    """The head with what can be done, the loop, the four kinds of value, whom it is for."""

    def __init__(self, deeds: Deeds, *, writes: bool) -> None:
        super().__init__()
        self.print_button = Button("Sales sheet", icon="printer", on_click=deeds.print_sheet)
        self.change = Button("Change", on_click=deeds.change, name="Change offering")
        self.move_on = Button("Move on", "primary", on_click=deeds.move)
        self.more = MenuButton("", "ellipsis", "More about this offering", deeds.more)
        deeds_shown = (self.change, self.move_on, self.more) if writes else ()
        self.head = PageHead(actions=(self.print_button, *deeds_shown), role="record")
        self.summary = Label("", "body", "ink2", wrap=True)
        self.loop = LoopLine()
        self.stage = Label("", "body", "ink", wrap=True)
        way = Card("The loop")
        way.add(4, self.loop, 2, self.stage)
        self.hint = Notice("", "", icon="circle-alert")
        self.values = Card("What it is worth")
        self.client = Card("Who it is for")
        self.left_out = Card("What it leaves out")
        body = column(
            self.summary,
            2,
            way,
            self.hint,
            self.values,
            self.client,
            self.left_out,
            STRETCH,
            gap=12,
            margin=(22, 4, 20, 22),
        )
        body.setMaximumWidth(1000)
        stack(self, row(self.head, margin=(22, 12, 16, 6)), Scroll(body))
        self.rail = OfferingRail()

    def show_page(self, page: OfferingPage) -> None:
        """Show another offering, or the same one anew."""
        one = page.row
        tags = [Tag("Set aside", "grey") if one.aside_on else _stage_tag(one.stage)]
        price = "" if page.price_words else one.price
        owner = f"{one.owner} looks after it" if one.owner else ""
        self.head.set_head(one.name, [words for words in (price, owner) if words], tags)
        self.summary.set_text(one.summary)
        self.summary.setVisible(bool(one.summary))
        self.loop.show_stage(one.stage, aside=one.aside_on is not None)
        stage = stages.BY_KEY[one.stage]
        since = f"since {full_date(one.aside_on or one.stage_on)}"
        words = f"Set aside {since}." if one.aside_on else f"{stage.name} {since}. {stage.does}"
        self.stage.set_text(words)
        self.move_on.setEnabled(one.aside_on is None)
        self._show_hint(page)
        self._show_values(page)
        _fill(self.client, page.client_words, NOBODY)
        _fill(self.left_out, page.leaves_out, "")
        self.left_out.setVisible(bool(page.leaves_out))
        self.rail.show_page(page)

    def _show_hint(self, page: OfferingPage) -> None:
        """Say what to do about too few kinds of value (S126)."""
        hint = page.row.hint
        self.hint.set_notice(values.count_words(page.row.values), hint)
        self.hint.setVisible(bool(hint) and page.row.aside_on is None)

    def _show_values(self, page: OfferingPage) -> None:
        self.values.clear()
        self.values.set_subtitle(values.count_words(page.row.values))
        cells = [_value(kind, page.value.get(kind.key, "")) for kind in values.KINDS]
        for left, right in (cells[:2], cells[2:]):
            pair = QWidget()
            layout = beside(pair, left, right, gap=24)
            layout.setStretch(0, 1)
            layout.setStretch(1, 1)
            self.values.add(pair, 6)


def _value(kind: values.Kind, words: str) -> QWidget:
    """One kind of value: its name, what is asked, what was answered."""
    missing = None if words else Tag("To write", "hi")
    head = row(Label(kind.name, "strong"), missing, STRETCH, gap=7)
    head.setMinimumHeight(theme.height("tag") + 2)
    said = Label(words or kind.ask, "body", "ink" if words else "ink3", wrap=True, selectable=True)
    return column(head, said, STRETCH, gap=3)


def _fill(card: Card, words: str, empty: str) -> None:
    card.clear()
    shown = Label(words or empty, "body", "ink" if words else "ink3", wrap=True, selectable=True)
    card.add(shown)


def _stage_tag(stage: str) -> Tag:
    tone = "green" if stage in stages.ON_SALE else "grey" if stage == "idea" else "blue"
    return Tag(stages.NAMES[stage], tone)


class OfferingRail(Panel):
    """Beside an offering: its price, its next step, what was learned on the way."""

    def __init__(self) -> None:
        super().__init__("sheet", "left")
        self.price = Card("Price")
        self._prices = Pairs(150)
        self._priced = Label("", "meta", "ink3", wrap=True)
        self.price.add(self._prices, self._priced)
        self.next = Card("Next step")
        self._next = Label("", "body", wrap=True)
        self.next.add(self._next)
        self.steps = Card("What was learned")
        self.timeline = Timeline()
        self.steps.add(4, self.timeline)
        body = column(self.price, self.next, self.steps, STRETCH, gap=12, margin=(14, 14, 14, 14))
        stack(self, Scroll(body))

    def show_page(self, page: OfferingPage) -> None:
        """Show what belongs to another offering."""
        lines = [("", page.price_words)] if page.price_words else list(page.prices)
        self._prices.setVisible(bool(lines) and not page.price_words)
        self._prices.show_pairs([] if page.price_words else lines)
        told = page.price_words
        if not told:
            told = f"From {page.priced_as}." if page.priced_as else ""
            if not lines:
                told = f"{told} Nothing has a price there yet." if told else "No price yet."
        self._priced.set_text(told.strip())
        self._next.set_text(page.row.next_step)
        self.next.setVisible(bool(page.row.next_step))
        self.timeline.show_notes([_entry(step) for step in page.steps])


def _entry(step: StepRow) -> Entry:
    face = face_of(step.who, step.who_id or 0) if step.who else guest_face("?")
    words = f"{step.title}. {step.words}" if step.words else f"{step.title}."
    who = first_name(step.who) if step.who else "Somebody"
    return Entry(step.id, face, who, short_date(step.at.date()), words)
