"""The Advice tab of a client's page: what we recommended, what was agreed, and what came of it."""

from datetime import date

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import Currency
from ...rows import dataclass
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.layout import STRETCH, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.splitter import ListDetail
from ...widgets.table import Column, Table, TagCell
from ..queries import advice as advice_queries
from ..queries import understanding as understanding_queries
from ..queries.advice import AdviceRow
from ..queries.understanding import UnderstandingRow
from .advice_pane import AdvicePane
from .understanding import UnderstandingPane

TABLES = {"advice", "understanding", "letter", "letter_file", "outbox_mail"}
TONES = {"open": "amber", "declined": "grey", "taken": "green"}
STATES = {"draft": "amber", "ready": "amber", "sent": "accent", "signed": "green", "ended": "grey"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a piece of advice, or a letter of understanding."""

    id: str
    of: int
    on: date | None
    kind: str
    what: str
    price: str
    tag: TagCell


def advice_line(one: AdviceRow, money: Currency) -> Line:
    """A piece of advice as a line; a no that is signed says so."""
    words, tone = one.words, TONES[one.state]
    if one.signed_on is not None:
        words, tone = "Declined, signed", "green"
    return Line(
        f"advice:{one.id}",
        one.id,
        one.advised_on,
        "Advice",
        one.title,
        one.price_words(money),
        TagCell(words, tone),
    )


def understanding_line(one: UnderstandingRow) -> Line:
    """A letter of understanding as a line."""
    tag = TagCell(one.words, STATES[one.state])
    price = " ".join(one.money.split())
    return Line(
        f"understanding:{one.id}", one.id, one.start_on, "Understanding", one.title, price, tag
    )


class AdvicePart(QWidget):
    """Advice and letters of understanding of a client; the chosen one at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Advice to this client")
        self._desk = desk
        self._client_id = 0
        self.table = Table[Line](
            (
                Column(
                    "on",
                    "Date",
                    "num",
                    lambda r: full_date(r.on) if r.on else "",
                    width=100,
                    align="left",
                ),
                Column("kind", "", "muted", lambda r: r.kind, width=104, hide_under=1500),
                Column("what", "What", "title", lambda r: r.what, stretch=5),
                Column("price", "Price", "muted", lambda r: r.price, width=176, hide_under=1400),
                Column("tag", "", "tag", lambda r: r.tag, width=132),
            ),
            "Advice and understandings",
            on_select=self._choose,
            on_activate=lambda _row: self._pane().focus_first(),
            empty="Nothing was recommended in writing yet. What they decline is kept here, too.",
        )
        self.advice_button = Button("New advice", icon="plus", on_click=self.new_advice)
        self.understanding_button = Button(
            "New letter of understanding", on_click=self.new_understanding
        )
        self.advice = AdvicePane(desk, self._arrived_at)
        self.understanding = UnderstandingPane(desk, self._arrived_at)
        self._nothing = column(
            STRETCH,
            Label("Choose one, or begin one.", "body", "ink3", align="center"),
            STRETCH,
        )
        self._panes = QStackedWidget()
        for pane in (self._nothing, self.advice, self.understanding):
            self._panes.addWidget(pane)
        bar = row(
            self.advice_button,
            self.understanding_button,
            STRETCH,
            gap=8,
            margin=(22, 12, 16, 10),
        )
        listing = column(bar, self.table, gap=0)
        stack(self, ListDetail("client-advice", listing, self._panes, 500, 440))
        lead_focus(self, self.table)
        desk.keep_fresh(self, TABLES, self._reload)

    def show_id(self, client_id: int) -> None:
        """Show another client's advice."""
        if client_id != self._client_id:
            self._client_id = client_id
            self.advice.show_nothing()
            self.understanding.show_nothing()
            self._panes.setCurrentWidget(self._nothing)
        self._reload()

    def _reload(self) -> None:
        if not self._client_id:
            return
        money = self._desk.ask(shop).money
        found = [
            advice_line(one, money)
            for one in self._desk.ask(advice_queries.advice_of, self._client_id)
        ]
        agreed = self._desk.ask(understanding_queries.understandings, self._client_id)
        found += [understanding_line(one) for one in agreed]
        found.sort(key=lambda line: line.on or date.max, reverse=True)
        self.table.show_rows(found)
        if self._panes.currentWidget() is self._nothing:
            self.table.select_first()
        self.advice.reload()
        self.understanding.reload()

    def arrive(self, place: Place) -> None:
        """Go to what a place names, or begin advice or an understanding."""
        about = place.about
        if about.get("advice_id"):
            self._arrived_at(f"advice:{about['advice_id']}")
        elif about.get("understanding_id"):
            self._arrived_at(f"understanding:{about['understanding_id']}")
        elif about.get("new") == "understanding":
            self.new_understanding(about.get("opportunity_id"))
        elif about.get("new"):
            self.new_advice(about.get("opportunity_id"), str(about.get("source", "")))
            self.advice.propose({key: about[key] for key in ("what", "price") if key in about})

    def _arrived_at(self, key: str) -> None:
        """Choose a line that was just written or named; an empty key chooses nothing."""
        self._reload()
        self._panes.setCurrentWidget(self._nothing)
        if key:
            self.table.select(key)
        else:
            self.table.select_first()
        # A line that was chosen already is not told again.
        self._choose(self.table.selected())
        self.table.setFocus()

    def _choose(self, line: Line | None) -> None:
        if line is None:
            return
        if line.kind == "Advice":
            self.advice.show_advice(line.of)
            self._panes.setCurrentWidget(self.advice)
        else:
            self.understanding.show_understanding(line.of)
            self._panes.setCurrentWidget(self.understanding)

    def _pane(self) -> AdvicePane | UnderstandingPane:
        if self._panes.currentWidget() is self.understanding:
            return self.understanding
        return self.advice

    def new_advice(self, opportunity_id: int | None = None, source: str = "") -> None:
        """Begin a piece of advice."""
        self.advice.begin(self._client_id, opportunity_id, source)
        self._panes.setCurrentWidget(self.advice)
        self.advice.focus_first()

    def new_understanding(self, opportunity_id: int | None = None) -> None:
        """Begin a letter of understanding."""
        self.understanding.begin(self._client_id, opportunity_id)
        self._panes.setCurrentWidget(self.understanding)
        self.understanding.focus_first()


class AdviceButton(QWidget):
    """Beside the button for a new letter: leads to the advice of the client."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self.button = Button("Advice and understandings", "quiet", on_click=self._go)
        stack(self, self.button)

    def show_id(self, client_id: int) -> None:
        """Lead to another client's advice."""
        self._client_id = client_id

    def _go(self) -> None:
        self._desk.go(Place("clients", self._client_id, "advice", {"look": True}))
