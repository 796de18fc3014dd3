"""The pipeline as a board: a lane for each stage, a card for each opportunity in it.

A card moves by Alt with Left and Right, or dragged; Enter opens it. Arrow keys go from card to
card, so that the whole board is one stop of Tab.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ...money import Currency
from ...widgets import painting, theme
from ...widgets.boxes import STRETCH, row, stack
from ...widgets.buttons import LinkButton, Pressed
from ...widgets.layout import Scroll
from ...widgets.safe import Label
from ..queries.pipeline import OpportunityRow, StageRow, Totals, totals
from .cards import GAP, LEAST, BoardCard, say, worth

MOST = 30
"""Cards of one lane; the list shows all of them."""


class Lane(QWidget):
    """A stage: its name, how many stand in it and what they bring, the cards below."""

    def __init__(self, stage: StageRow) -> None:
        super().__init__()
        self.stage = stage
        self.over = False
        self.cards: list[BoardCard] = []
        self._name = Label(stage.name, "row", elide=True, weight=600)
        self._count = Label("", "meta", "ink3")
        self._sum = Label("", "meta", "ink3", elide=True)
        self.more = LinkButton("", name=f"All in {stage.name}", pad=0)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(GAP)
        holder = QWidget()
        stack(holder, self._body, self.more, STRETCH, gap=6)
        head = row(self._name, self._count, gap=6, shares=(1,))
        stack(self, head, self._sum, 6, Scroll(holder), gap=0, margin=(GAP, 10, GAP, 4))
        px = theme.current().px
        named = painting.width_of(stage.name, theme.font("row")) + 2 * GAP + px(26)
        self.setMinimumWidth(max(px(LEAST), named))

    def show_cards(self, cards: Sequence[BoardCard], summed: Totals, money: Currency) -> None:
        """Show the cards of this stage."""
        while self._body.count():
            self._body.takeAt(0)
        self.cards = list(cards)
        for card in cards:
            self._body.addWidget(card)
        self._count.set_text(str(summed.count) if summed.count else "")
        said = worth(summed.once, summed.monthly, money) if summed.count else "None here"
        self._sum.set_text(said)
        hidden = summed.count - len(cards)
        self.more.set_text(f"{hidden} more in the list" if hidden else "")
        self.more.setVisible(bool(hidden))

    def mark(self, *, over: bool) -> None:
        """Show that a card would come here."""
        if over != self.over:
            self.over = over
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lane, and its ground where a card hovers."""
        painter = painting.begin(self)
        place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground, edge = ("tint", "tint2") if self.over else ("sheet", "")
        painting.box(painter, place, 8, ground, edge)


class Target(Pressed):
    """Where a sale ends: shows that list when pressed, takes a card that is dropped on it."""

    def __init__(self, key: str, words: str, on_click: Callable[[], object]) -> None:
        super().__init__(f"Show: {words}", on_click)
        self.key, self._words, self._count, self.over_it = key, words, 0, False
        self.setFixedHeight(theme.current().px(34))
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        self.setSizePolicy(policy)

    def show_count(self, count: int) -> None:
        """Say how many stand there."""
        self._count = count
        self.say_words(f"{self._words} {count}")
        self.update()

    def mark(self, *, over: bool) -> None:
        """Show that a card would come here."""
        self.over_it = over
        self.update()

    def sizeHint(self) -> QSize:
        """Room for its words."""
        px = theme.current().px
        wide = painting.width_of(f"{self._words}  000", theme.font("row"))
        return QSize(wide + px(24), px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a dashed place with its words."""
        painter = painting.begin(self)
        px = theme.current().px
        place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.over_it:
            painting.box(painter, place, 8, "tint", "accent")
        else:
            painting.dashed_box(painter, place, 8, "sheet", "edge" if self.over() else "line2")
        inner = place.adjusted(px(12), 0, -px(12), 0)
        say(painter, inner, self._words, "row", "ink2")
        wide = painting.width_of(self._words, theme.font("row")) + px(8)
        inner.setLeft(min(inner.left() + wide, inner.right()))
        say(painter, inner, str(self._count) if self._count else "", "meta", "ink3")
        if painting.ringed(self):
            painting.focus_ring(painter, place, 8)


class Board(QWidget):
    """All open stages beside each other, and below them the ways a sale can end."""

    opened = Signal(int)
    moved = Signal(int, str)
    listed = Signal(str)

    def __init__(self, money: Currency) -> None:
        super().__init__()
        self._money = money
        self.lanes: list[Lane] = []
        self.targets: dict[str, Target] = {}
        self._cards: dict[int, BoardCard] = {}
        self._at = 0
        self._ghost: _Ghost | None = None
        self._row = QHBoxLayout()
        self._row.setContentsMargins(14, 4, 14, 0)
        self._row.setSpacing(4)
        holder = QWidget()
        holder.setProperty("k", "page")
        holder.setLayout(self._row)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(holder)
        self._ends = QHBoxLayout()
        self._ends.setContentsMargins(16, 8, 16, 12)
        self._ends.setSpacing(8)
        stack(self, self._scroll, self._ends)

    # --- showing -------------------------------------------------------------------------------

    def show_board(
        self,
        stages: Sequence[StageRow],
        rows: Sequence[OpportunityRow],
        counts: dict[str, int],
    ) -> None:
        """Show the open stages with their cards, and how many stand at each end."""
        open_ = [one for one in stages if one.kind == "open"]
        if [lane.stage for lane in self.lanes] != open_:
            self._set_up(open_)
        self._show_ends([one for one in stages if one.kind != "open"], counts)
        held = {one.id for one in rows}
        for id_ in [id_ for id_ in self._cards if id_ not in held]:
            self._let_go(self._cards.pop(id_))
        for lane in self.lanes:
            here = [one for one in rows if one.stage == lane.stage.key]
            lane.show_cards([self._card(one) for one in here[:MOST]], totals(here), self._money)
            for one in here[MOST:]:
                if one.id in self._cards:
                    self._let_go(self._cards.pop(one.id))
        if self._at not in self._cards:
            self._at = next((card.row.id for lane in self.lanes for card in lane.cards), 0)
        self._stop_at(self._at)

    def _set_up(self, stages: Sequence[StageRow]) -> None:
        for lane in self.lanes:
            self._row.removeWidget(lane)
            lane.hide()
            lane.deleteLater()
        self._cards.clear()
        self.lanes = [Lane(one) for one in stages]
        for lane in self.lanes:
            lane.more.on_click(lambda: self.listed.emit("open"))
            self._row.addWidget(lane, 1)

    def _show_ends(self, ends: Sequence[StageRow], counts: dict[str, int]) -> None:
        if list(self.targets) != [one.key for one in ends]:
            while self._ends.count():
                item = self._ends.takeAt(0)
                widget = item.widget() if item is not None else None
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
            self.targets = {one.key: self._target(one) for one in ends}
            for target in self.targets.values():
                self._ends.addWidget(target, 1)
        for one in ends:
            self.targets[one.key].show_count(counts.get(one.kind, 0))

    def _target(self, stage: StageRow) -> Target:
        return Target(stage.key, stage.name, lambda: self.listed.emit(stage.kind))

    def _card(self, row: OpportunityRow) -> BoardCard:
        card = self._cards.get(row.id)
        if card is not None:
            card.show_row(row)
            return card
        card = BoardCard(row, self._money, lambda: self.opened.emit(row.id))
        card.stepped.connect(self.step)
        card.shifted.connect(lambda by: self.shift(row.id, by))
        card.dragged.connect(lambda at: self._drag(row.id, at))
        card.dropped.connect(lambda at: self._drop(row.id, at))
        self._cards[row.id] = card
        return card

    @staticmethod
    def _let_go(card: BoardCard) -> None:
        card.hide()
        card.setParent(None)
        card.deleteLater()

    # --- keys ----------------------------------------------------------------------------------

    def current(self) -> int:
        """The opportunity the keyboard stands on, 0 on an empty board."""
        return self._at

    def go_to(self, opportunity_id: int) -> bool:
        """Put the keyboard on a card; False where it is not on the board."""
        card = self._cards.get(opportunity_id)
        if card is None:
            return False
        self._stop_at(opportunity_id)
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(card, 24, 0)
        return True

    def _stop_at(self, opportunity_id: int) -> None:
        """Let Tab stop at one card alone."""
        self._at = opportunity_id
        for id_, card in self._cards.items():
            here = id_ == opportunity_id
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)

    def step(self, across: int, down: int) -> None:
        """Go to the next card in a direction; empty lanes are stepped over."""
        place = self._place(self._at)
        if place is None:
            return
        lane, at = place
        if down:
            cards = self.lanes[lane].cards
            if 0 <= at + down < len(cards):
                self.go_to(cards[at + down].row.id)
            return
        lane += across
        while 0 <= lane < len(self.lanes):
            cards = self.lanes[lane].cards
            if cards:
                self.go_to(cards[min(at, len(cards) - 1)].row.id)
                return
            lane += across

    def _place(self, opportunity_id: int) -> tuple[int, int] | None:
        for n, lane in enumerate(self.lanes):
            for at, card in enumerate(lane.cards):
                if card.row.id == opportunity_id:
                    return n, at
        return None

    def shift(self, opportunity_id: int, by: int) -> None:
        """Move a card to the stage before or behind; past the last one it is about winning."""
        self._at = opportunity_id
        place = self._place(opportunity_id)
        if place is None:
            return
        to = place[0] + by
        if 0 <= to < len(self.lanes):
            self.moved.emit(opportunity_id, self.lanes[to].stage.key)
        elif to == len(self.lanes) and "won" in self.targets:
            self.moved.emit(opportunity_id, "won")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard to the card it stood on last."""
        self.go_to(self._at)

    # --- dragging ------------------------------------------------------------------------------

    def _places(self) -> list[Lane | Target]:
        return [*self.lanes, *self.targets.values()]

    def _under(self, at: QPoint) -> Lane | Target | None:
        return next(
            (one for one in self._places() if one.rect().contains(one.mapFromGlobal(at))), None
        )

    def _drag(self, opportunity_id: int, at: QPoint) -> None:
        if self._ghost is None:
            self._ghost = _Ghost(self, self._cards[opportunity_id])
        self._ghost.follow(at)
        under = self._under(at)
        for one in self._places():
            one.mark(over=one is under)

    def _drop(self, opportunity_id: int, at: QPoint) -> None:
        under = self._under(at)
        if self._ghost is not None:
            self._ghost.hide()
            self._ghost.deleteLater()
            self._ghost = None
        for one in self._places():
            one.mark(over=False)
        key = under.stage.key if isinstance(under, Lane) else under.key if under else ""
        if key and key != self._cards[opportunity_id].row.stage:
            self._at = opportunity_id
            self.moved.emit(opportunity_id, key)


class _Ghost(QWidget):
    """The card under the mouse while it is dragged."""

    def __init__(self, board: QWidget, card: QWidget) -> None:
        super().__init__(board)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._picture: QPixmap = card.grab()
        self.resize(card.size())
        self.show()
        self.raise_()

    def follow(self, at: QPoint) -> None:
        """Stand below the mouse."""
        parent = self.parentWidget()
        if parent is not None:
            self.move(parent.mapFromGlobal(at) - QPoint(self.width() // 2, 20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card half through."""
        painter = painting.begin(self)
        painter.setOpacity(0.8)
        painter.drawPixmap(QPointF(0, 0), self._picture)
