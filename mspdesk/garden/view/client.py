"""One client of the garden: what it brings and costs, what would help, what the owner decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...agreements.queries import in_force
from ...dates import full_date, hours_h
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import shown, shown_whole
from ...widgets import theme
from ...widgets.boxes import STRETCH
from ...widgets.buttons import Button, IconButton, LinkButton
from ...widgets.entry import ChoiceEntry, DateEntry, NoteEntry
from ...widgets.form import Field, Form
from ...widgets.layout import Pairs, Panel, Scroll, column, row, stack
from ...widgets.safe import Label
from ...widgets.tags import Tag
from .. import actions
from ..queries import ChoiceRow, GardenPage
from ..rules import CHOICE_MEANS, CHOICE_WORDS, Choice, GardenRow, paid_words

WIDE, NARROW, LABELS = 316, 272, 142
"""Px at 100 % of the rail, in a narrow window, and of what its figures are called."""
RATE_RISE = "letters/rate-rise"
_TONES = {
    Choice.KEEP: "green",
    Choice.RAISE: "accent",
    Choice.COACH: "amber",
    Choice.RELEASE: "grey",
}


class ClientRail(Panel):
    """The client that was chosen on the chart or in the list."""

    def __init__(self, desk: Desk, on_close: Callable[[], object]) -> None:
        super().__init__("sheet", "left")
        self._desk = desk
        self._row: GardenRow | None = None
        self._page: GardenPage | None = None
        self.setFixedWidth(theme.current().px(WIDE))
        self.name = Label("", "record", elide=True)
        self.close_button = IconButton("x", "Close the client", on_click=on_close)
        self.pairs = Pairs(LABELS)
        self.help = Label("", "body", "ink", wrap=True)
        self.more = Label("", "meta", "ink2", wrap=True)
        self._tag = Tag("")
        self._when = Label("", "meta", "ink2", wrap=True)
        self._why = Label("", "body", "ink", wrap=True, selectable=True)
        again = LinkButton("Take it back", self._take_back)
        self.decided = column(
            row(self._tag, STRETCH), self._why, self._when, row(again, STRETCH), gap=6
        )
        self.form = Form(
            [
                Field(
                    "choice",
                    "Decision",
                    ChoiceEntry(list(CHOICE_WORDS.items()), "Choose"),
                    required=True,
                ),
                Field("why", "Reason", NoteEntry(lines=2), required=True),
                Field("look_again_on", "Look again on", DateEntry()),
            ],
            on_save=self._decide,
            save="Save decision",
        )
        self.meaning = Label("", "meta", "ink2", wrap=True)
        entry = self.form.entry("choice")
        entry.changed.connect(self._say_meaning)
        self.raise_button = Button("Letter with new prices", icon="mail", on_click=self.raise_price)
        self.open_button = Button("Open client", icon="building-2", on_click=self._open)
        self._deciding = column(Label("What you decide", "card"), self.meaning, self.form, gap=6)
        body = column(
            row(self.name, self.close_button),
            self.pairs,
            8,
            Label("What would help", "card"),
            self.help,
            self.more,
            8,
            row(self.raise_button, STRETCH),
            row(self.open_button, STRETCH),
            8,
            self.decided,
            self._deciding,
            STRETCH,
            gap=6,
            margin=(18, 14, 14, 16),
        )
        stack(self, Scroll(body, "sheet"))

    def show_row(self, row: GardenRow, page: GardenPage) -> None:
        """Show a client's figures of the page's time."""
        other = self._row is None or self._row.client_id != row.client_id
        self._row, self._page = row, page
        money = page.money
        self.name.set_text(row.client)
        rate = row.effective_rate
        self.pairs.show_pairs(
            [
                ("Brings in per hour", shown(rate, money) if rate is not None else "no hours"),
                ("Hours a month", hours_h(page.a_month(row.recorded))),
                ("Revenue", shown(row.revenue, money)),
                ("Goods at cost", shown(row.cogs, money)),
                ("Hours recorded", hours_h(row.recorded)),
                ("Paid hours behind them", paid_words(row.paid)),
                ("Labor cost", shown(row.labor_cost, money)),
                ("Profit", shown(row.profit, money)),
                ("Of the revenue", row.percent_words),
            ]
        )
        help_ = page.help.get(row.client_id)
        target = shown_whole(page.target, money)
        self.help.set_text(help_.words if help_ else f"Nothing. It brings in {target} or more.")
        self.more.set_text(help_.more if help_ else "")
        self.more.setVisible(help_ is not None)
        self._show_choice(page.choices.get(row.client_id), other=other)

    def narrow(self, *, narrow: bool) -> None:
        """Take less of a narrow window."""
        self.setFixedWidth(theme.current().px(NARROW if narrow else WIDE))

    def client_id(self) -> int | None:
        """The client that is shown."""
        return self._row.client_id if self._row else None

    def _show_choice(self, choice: ChoiceRow | None, *, other: bool) -> None:
        """Show what was decided; the owner alone is offered to decide."""
        owner = self._desk.may("*")
        self.decided.setVisible(choice is not None)
        self._deciding.setVisible(owner)
        if choice is not None:
            key = Choice(choice.choice)
            self._tag.set_tag(CHOICE_WORDS[key], _TONES[key])
            self._why.set_text(choice.why)
            look = f", look again {full_date(choice.look_again_on)}" if choice.look_again_on else ""
            self._when.set_text(f"{choice.by}, {full_date(choice.on)}{look}")
        if other:
            self._empty_form()

    def _empty_form(self) -> None:
        self.form.set_values({"choice": None, "why": "", "look_again_on": None})
        self.form.clear_errors()
        self.form.mark_clean()
        self._say_meaning()

    def _say_meaning(self, *_: object) -> None:
        value = self.form.entry("choice").value()
        words = CHOICE_MEANS[Choice(value)] if value else "Only you decide; nothing is sent."
        self.meaning.set_text(words)

    def _decide(self, values: dict[str, Any]) -> None:
        if self._row is None:
            return
        client_id = self._row.client_id
        self._desk.do(
            actions.choose, client_id, values["choice"], values["why"], values["look_again_on"]
        )
        self._empty_form()
        if values["choice"] == Choice.RAISE:
            self.raise_price()

    def _take_back(self) -> None:
        if self._row is not None:
            self._desk.attempt(actions.take_back, self._row.client_id)

    def raise_price(self, *_: object) -> None:
        """Go to where the letter with new prices is written (S120): the agreement, or a letter."""
        if self._row is None:
            return
        client = self._row.client_id
        held = self._desk.ask(in_force, client)
        if held is not None:
            self._desk.go(Place("agreements", held.id, "raise"))
            return
        about = {"write": True, "form": RATE_RISE}
        self._desk.go(Place("clients", client, "letters", about))

    def _open(self, *_: object) -> None:
        if self._row is not None:
            self._desk.go(Place("clients", self._row.client_id))
