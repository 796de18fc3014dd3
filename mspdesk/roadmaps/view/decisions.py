"""What was decided at a meeting, each with its ticket, and the row to write the next one (S119)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...dates import short_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...money import Currency, shown
from ...people.queries import people
from ...widgets.boxes import clear
from ...widgets.buttons import Button, IconButton, LinkButton
from ...widgets.entry import ChoiceEntry, DateEntry, MoneyEntry, TextEntry
from ...widgets.flow import flow
from ...widgets.form import EntryBar
from ...widgets.layout import STRETCH, Card, Rule, column, row
from ...widgets.safe import Label
from ...widgets.tags import Tag
from ..actions import minutes as actions
from ..actions.outcomes import open_decided
from ..queries.decisions import DecisionRow
from ..queries.meetings import MeetingPage
from ..rules.words import KINDS, first_line

TONES = {"ours": "accent", "theirs": "amber", "no": "grey"}


class DecisionsCard(Card):
    """Decisions of a meeting; what we do gets its sales ticket as it is written down."""

    def __init__(self, desk: Desk, money: Currency) -> None:
        super().__init__("Decided", "what we do becomes a sales ticket at once")
        self._desk, self._money = desk, money
        self._page: MeetingPage | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.text = TextEntry("What was decided", "What was decided")
        self.kind = ChoiceEntry(list(KINDS.items()), "", "Whose it is", width=132)
        self.kind.set_value("ours")
        self.person = ChoiceEntry((), "Who of us", "Who of us does it", width=150)
        self.who = TextEntry("Who of them", "Who of them does it", width=150)
        self.due = DateEntry("By", "Done by", width=112)
        self.amount = MoneyEntry(money, "Price", "What it costs", width=100)
        self.risk = TextEntry("What can happen without it", "The risk of the no")
        self.choice = TextEntry("What they chose instead", "What they chose instead")
        self.kind.changed.connect(self._kind_chosen)
        for entry in (self.text, self.risk, self.choice):
            entry.committed.connect(self.write)
        first = EntryBar("", self.text, Button("Write it down", on_click=self.write), stretch=0)
        self.bar = first
        fields = flow(self.kind, self.person, self.who, self.due, self.amount, gap=8)
        self._no = row(self.risk, self.choice, gap=8)
        self._more = column(fields, self._no, gap=8, margin=(14, 0, 14, 0))
        self.add(self._rows, first, self._more)
        self._kind_chosen()

    def _kind_chosen(self) -> None:
        kind = self.kind.value()
        self.person.setVisible(kind == "ours")
        self.who.setVisible(kind != "ours")
        self.due.setVisible(kind != "no")
        self._no.setVisible(kind == "no" and self._desk.may("clients"))

    def show_page(self, page: MeetingPage, *, other: bool) -> None:
        """Show what was decided at a meeting."""
        self._page = page
        if other:
            self._clear()
            self.who.set_value("")
            self.person.set_options([(one.id, one.name) for one in self._desk.ask(people)])
            self.bar.say("")
        clear(self._rows)
        for one in page.decisions:
            line = self._line(one, over=page.row.over)
            self._rows.addWidget(line)
            line.show()
        if not page.decisions and page.row.over:
            none = Label("Nothing was decided.", "body", "ink3")
            self._rows.addWidget(none)
            none.show()
        self.bar.setVisible(not page.row.over)
        self._more.setVisible(not page.row.over)

    def _clear(self) -> None:
        for entry in (self.text, self.risk, self.choice):
            entry.set_value("")
        for day_or_price in (self.due, self.amount):
            day_or_price.set_value(None)

    def _line(self, one: DecisionRow, *, over: bool) -> QWidget:
        said = [one.doer or ("Nobody yet" if one.kind == "ours" else "")]
        said += [f"by {short_date(one.due_on)}"] if one.due_on else []
        said += [shown(one.amount, self._money)] if one.amount is not None else []
        end: list[QWidget] = []
        if one.ticket_id is not None:
            end.append(
                LinkButton(one.stands, lambda: self._go(one.ticket_id), name=f"Open {one.stands}")
            )
        elif one.kind == "theirs":
            words = "Not done after all" if one.done_on else "Done"
            end.append(LinkButton(words, lambda: self._done(one), name=f"{words}: {one.text[:60]}"))
        if not over:
            away = f"Remove the decision: {one.text[:60]}"
            end.append(IconButton("x", away, lambda: self._remove(one.id), size=14))
        line = row(Label(one.text, "row", wrap=True), *end, shares=(1,))
        meta = Label(", ".join(filter(None, said)), "meta", "ink2")
        tag = Tag(one.kind_words, TONES.get(one.kind, "grey"))
        return column(line, row(tag, meta, STRETCH, *self._becomes(one)), Rule(), gap=4)

    def _becomes(self, one: DecisionRow) -> list[QWidget]:
        """What may come of a yes or a no, for whoever sells here."""
        if one.kind == "theirs" or not self._desk.may("clients"):
            return []
        if one.kind == "no":
            words = "Write down the risk" if one.advice_id is None else "Advice"
            go = partial(self._advice, one)
        else:
            words = "Open opportunity" if one.opportunity_id is None else "Opportunity"
            go = partial(self._sell, one)
        return [LinkButton(words, go, name=f"{words}: {one.text[:60]}")]

    def write(self) -> None:
        """Write down what was typed."""
        if self._page is None:
            return
        kind = str(self.kind.value() or "ours")
        try:
            details = {
                "kind": kind,
                "person_id": self.person.value() if kind == "ours" else None,
                "who": (self.who.value() or "") if kind != "ours" else "",
                "due_on": self.due.value() if kind != "no" else None,
                "amount": self.amount.value(),
            }
            if kind == "no":
                details["risk"] = self.risk.value() or ""
                details["choice"] = self.choice.value() or ""
            self._desk.do(actions.decide, self._page.row.id, self.text.value() or "", details)
        except UserError as error:
            self.bar.say(error.text)
            return
        self.bar.say("")
        self._clear()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, ticket_id: int | None) -> None:
        self._desk.go(Place("tickets", ticket_id))

    def _done(self, one: DecisionRow) -> None:
        self._desk.attempt(actions.mark_done, one.id, one.done_on is None)

    def _remove(self, decision_id: int) -> None:
        self._desk.attempt(actions.remove_decision, decision_id)

    def _sell(self, one: DecisionRow) -> None:
        """Go to the opportunity of what was decided; it is opened where there is none."""
        made = self._desk.attempt(open_decided, one.id)
        if made is not None:
            self._desk.go(Place("clients", made, "prospects"))

    def _advice(self, one: DecisionRow) -> None:
        """What they said no to belongs among declined advice, with its risk and a letter (S130)."""
        about: dict[str, object] = {"advice_id": one.advice_id}
        if one.advice_id is None:
            about = {"new": "advice", "source": f"roadmap:{one.meeting_id}"}
            about |= {"what": first_line(one.text), "price": one.amount}
        self._desk.go(Place("clients", one.client_id, "advice", about))
