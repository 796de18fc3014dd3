"""One client that owes: the open invoices, what was promised and done, and the step to log."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ...dates import short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import Currency, shown
from ...widgets.buttons import Button, LinkButton
from ...widgets.entry import CheckEntry, ChoiceEntry, MoneyEntry, TextEntry
from ...widgets.form import EntryBar, Field, Form
from ...widgets.layout import (
    STRETCH,
    Fact,
    Facts,
    Footer,
    Panel,
    Rule,
    Scroll,
    Section,
    clear,
    column,
    row,
    stack,
)
from ...widgets.safe import Label
from .. import actions, queries
from ..printables import STATEMENT
from ..queries import OwesRow, StepRow
from ..rules.collections import PromiseFact
from .parts import attempt, bring_up, date_entry, put_in, wide
from .sending import compose_statement, composer_of

STEPS_SHOWN = 8
"""How many of the steps taken are listed; the rest is in the client's letters and history."""


def next_words(owes: OwesRow) -> str:
    """The next step with its day: Call, since Mar 11; or until when a promise holds it back."""
    step = owes.next
    if step is None:
        return "Every step was taken." if owes.standing.last else "Nothing is overdue."
    if step.held_until is not None:
        return f"{step.words}, waits for the promise of {short_date(step.held_until)}"
    word = "from" if step.on > today() else "since"
    return f"{step.words}, {word} {short_date(step.on)}"


def promise_words(fact: PromiseFact, currency: Currency) -> str:
    """A promise as a fact: $1,000.00 promised by Mar 31 (Tom)."""
    promise = fact.promise
    by = f" by {promise.by}" if promise.by else ""
    words = f"{shown(promise.amount, currency)} for {short_date(promise.promised_on)}{by}"
    return f"{words}: {promise.words}" if promise.words else words


_PROMISE_INK = {"open": "accent", "kept": "green", "late": "ink2", "broken": "amber"}


class OwesPane(Panel):
    """What a client owes, how it pays, what was promised and done, and what comes next."""

    def __init__(
        self, desk: Desk, on_invoice: Callable[[int], None], on_pay: Callable[[int], None]
    ) -> None:
        super().__init__("paper", "left")
        self._desk, self._on_invoice, self._on_pay = desk, on_invoice, on_pay
        self.owes: OwesRow | None = None
        self._waits = False
        self._seen: tuple[OwesRow, Currency, int, date] | None = None
        self._currency = Currency()
        self._client = Label("", "record", wrap=True)
        self._stopped = Label("", "strong", "amber", wrap=True)
        self._facts = Facts(columns=3)
        self._open, self._done, self._promised = QWidget(), QWidget(), QWidget()
        self._open_box = stack(self._open, gap=4)
        self._done_box = stack(self._done, gap=4)
        self._promised_box = stack(self._promised, gap=4)
        self._make_steps()
        self._form_box = column(margin=(20, 8, 20, 12))
        self._form_box.hide()
        self.composer = composer_of(desk)
        self.send_button = Button("Send statement", icon="mail", on_click=self.send)
        if self.composer is None:
            self.send_button.hide()
        self.print_button = Button("Statement", icon="printer", on_click=self.print_shown)
        self.pay_button = Button("Record payment", "primary", on_click=self._pay)
        head = column(self._client, self._stopped, 4, self._facts, gap=4)
        body = column(
            column(head, margin=(20, 16, 16, 12)),
            column(self.composer, margin=(16, 0, 16, 12)) if self.composer else None,
            Rule(),
            column(self._open, margin=(20, 12, 20, 12)),
            Rule(),
            column(self._steps, margin=(20, 12, 20, 12)),
            self._form_box,
            column(self._promised, margin=(20, 0, 20, 12)),
            column(self._done, margin=(20, 0, 20, 12)),
            STRETCH,
        )
        self._scroll = Scroll(body)
        self._footer = Footer(STRETCH, self.send_button, self.print_button, self.pay_button)
        self._nothing = Label("Nobody owes anything.", "body", "ink3", align="center")
        stack(self, self._nothing, self._scroll, self._footer)

    def _make_steps(self) -> None:
        """The next step, the field to log one, and what else can be done."""
        self._step = Label("", "strong", "ink", wrap=True)
        self.step = ChoiceEntry([], name="Step", width=190)
        self.words = TextEntry("What was said", "What was said")
        self.log_button = Button("Log it", on_click=self._log)
        self.words.committed.connect(self._log)
        self._bar = EntryBar("", self.step, self.words, self.log_button, stretch=1)
        self.letter = CheckEntry("Write its letter too", name="Write its letter too")
        self.letter.set_value(True)
        self.step.changed.connect(self._step_chosen)
        self.promise_button = LinkButton("Note a promise", self.open_promise)
        self.fee_button = LinkButton("Add late fee", self._add_fee)
        self.lift_button = LinkButton("Let work go on", self._lift)
        more = row(self.promise_button, self.fee_button, self.lift_button, STRETCH, gap=16)
        self._taking = column(self._bar, self.letter, more, gap=6)
        self._steps = column(Section("Next step"), self._step, self._taking, gap=6)

    def show_client(self, owes: OwesRow | None, currency: Currency) -> None:
        """Show a client that owes, or nothing."""
        if self.owes is None or owes is None or self.owes.id != owes.id:
            self.close_form()
            if self.composer:
                self.composer.close_card()
        self.owes, self._currency = owes, currency
        self._nothing.setVisible(owes is None)
        self._scroll.setVisible(owes is not None)
        self._footer.setVisible(owes is not None)
        # The sums over every page of Billing come with these; nobody looks at them behind a page.
        self._waits = owes is not None and not self.isVisible()
        if owes is not None and not self._waits:
            self._fill(owes)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what the client owes when it is first seen."""
        super().showEvent(event)
        if self._waits and self.owes is not None:
            self._waits = False
            self._fill(self.owes)

    def _fill(self, owes: OwesRow) -> None:
        # A list that was filled again chooses its row, after the pane has heard of it itself.
        seen = owes, self._currency, self._desk.heard, today()
        if seen == self._seen:
            return
        self._seen = seen
        self._client.set_text(owes.client)
        self._show_facts(owes)
        self._show_open(owes)
        self._show_steps(owes)
        self._show_promises(owes)
        self._show_done(owes)

    def _show_facts(self, owes: OwesRow) -> None:
        currency = self._currency
        stopped = owes.standing.stopped_on
        since = f"Only critical work since {short_date(stopped)}" if stopped else ""
        self._stopped.set_text(since)
        self._stopped.setVisible(bool(since))
        money = self._desk.ask(queries.client_money, owes.id)
        pays = "no paid invoice yet" if money.pays_in_days is None else f"{money.pays_in_days} days"
        last = short_date(money.last_payment_on) if money.last_payment_on else "never"
        self._facts.show_facts(
            [
                Fact("open", "Open", shown(owes.open_total, currency)),
                Fact("overdue", "Overdue", shown(money.overdue, currency)),
                Fact("over", "Not applied", shown(owes.unapplied, currency)),
                Fact("pays", "Pays in", pays),
                Fact("last", "Last payment", last),
                Fact("year", "This year, before tax", shown(money.year_revenue, currency)),
            ]
        )

    def _show_open(self, owes: OwesRow) -> None:
        clear(self._open_box)
        put_in(self._open_box, Section("Open invoices"))
        for one in self._desk.ask(queries.open_rows, owes.id):
            late = f", {one.late} day{'' if one.late == 1 else 's'} late" if one.late else ""
            due = f"due {short_date(one.due_on)}{late}" if one.due_on else ""
            link = LinkButton(one.number, partial(self._invoice, one.id), name=one.number)
            color = "red" if one.late > 60 else "amber" if one.late else "ink2"
            amount = Label(shown(one.open, self._currency), "row")
            put_in(self._open_box, row(link, Label(due, "meta", color), STRETCH, amount))

    def _show_steps(self, owes: OwesRow) -> None:
        self._step.set_text(next_words(owes))
        late = owes.open_total > owes.amounts["current"]
        self._bar.setVisible(late)
        rules = [rule for rule in self._desk.ask(queries.late_rules) if rule.active]
        self._rules = {rule.key: rule for rule in rules}
        chosen = self.step.value()
        self.step.set_options([(rule.key, rule.words) for rule in rules])
        following = owes.next.key if owes.next else None
        self.step.set_value(following if following in self._rules else chosen)
        self._step_chosen()
        fee = self._desk.ask(queries.fee_now, owes.id) if late else 0
        self.fee_button.set_text(f"Add late fee {shown(fee, self._currency)} to the draft")
        self.fee_button.setVisible(fee > 0)
        self.lift_button.setVisible(owes.standing.stopped_on is not None)
        self.promise_button.setVisible(owes.open_total > 0)

    def _step_chosen(self) -> None:
        rule = self._rules.get(self.step.value() or "")
        self.letter.setVisible(self._bar.isVisibleTo(self) and rule is not None and bool(rule.form))

    def _show_promises(self, owes: OwesRow) -> None:
        clear(self._promised_box)
        facts = self._desk.ask(queries.promises_of, owes.id)
        self._promised.setVisible(bool(facts))
        if facts:
            put_in(self._promised_box, Section("Promised"))
        for fact in facts[:STEPS_SHOWN]:
            words = promise_words(fact, self._currency)
            parts: list[QWidget] = [Label(fact.words, "meta", _PROMISE_INK.get(fact.state, "ink3"))]
            if fact.state in {"open", "broken"}:
                withdraw = partial(self._withdraw, fact.promise.id)
                parts.append(LinkButton("Withdraw", withdraw, name=f"Withdraw {words}"))
            line = row(wide(words), *parts)
            put_in(self._promised_box, line)

    def _show_done(self, owes: OwesRow) -> None:
        clear(self._done_box)
        steps = self._desk.ask(queries.steps_of, owes.id)
        self._done.setVisible(bool(steps))
        if steps:
            put_in(self._done_box, Section("What was done"))
        for step in steps[:STEPS_SHOWN]:
            put_in(self._done_box, self._done_line(owes, step))

    def _done_line(self, owes: OwesRow, step: StepRow) -> QWidget:
        said = ", ".join(filter(None, (step.step, step.words, step.person)))
        day = Label(short_date(step.on), "meta", "ink3")
        parts: list[QWidget] = [day, wide(said)]
        if step.letter_id is not None:
            place = Place("clients", owes.id, "letters", {"letter_id": step.letter_id})
            go = partial(self._desk.go, place)
            parts.append(LinkButton(f"Letter {step.letter}", go, name=f"Letter {step.letter}"))
        return row(*parts)

    # --- deeds -----------------------------------------------------------------------------------

    def _invoice(self, invoice_id: int) -> None:
        self._on_invoice(invoice_id)

    def _pay(self) -> None:
        if self.owes is not None:
            self._on_pay(self.owes.id)

    def _log(self) -> None:
        """Log that the chosen step was taken, and write its letter where that is wanted."""
        owes, key = self.owes, self.step.value()
        if owes is None or key is None or not self._bar.isVisibleTo(self):
            return
        words = self.words.text()
        letter = bool(self.letter.value()) and bool(self._rules[key].form)
        if attempt(
            self._desk,
            lambda: self._desk.do(actions.take_step, owes.id, key, words, letter=letter),
        ):
            self.words.set_value("")

    def _add_fee(self) -> None:
        owes = self.owes
        if owes is not None:
            attempt(self._desk, lambda: self._desk.do(actions.add_late_fee, owes.id))

    def _lift(self) -> None:
        owes = self.owes
        if owes is not None:
            words = self.words.text()
            if attempt(self._desk, lambda: self._desk.do(actions.lift_stop, owes.id, words)):
                self.words.set_value("")

    def _withdraw(self, promise_id: int) -> None:
        attempt(self._desk, lambda: self._desk.do(actions.withdraw_promise, promise_id))

    def open_promise(self) -> None:
        """Open the form for what the client said it will pay."""
        owes, layout = self.owes, self._form_box.layout()
        if owes is None or layout is None:
            return
        clear(layout)
        form = Form(
            [
                Field("amount", "Amount promised", MoneyEntry(self._currency), required=True),
                Field("promised_on", "Promised for", date_entry(self._desk), required=True),
                Field("by", "Who promised", TextEntry()),
                Field("words", "In what words", TextEntry()),
            ],
            columns=2,
            on_save=self._save_promise,
            save="Note promise",
            on_cancel=self.close_form,
        )
        form.set_values({"amount": owes.open_total, "promised_on": None, "by": "", "words": ""})
        layout.addWidget(form)
        self.form = form
        self._form_box.show()
        form.focus_first()
        bring_up(self._scroll, self._form_box)

    def _save_promise(self, values: dict[str, Any]) -> None:
        if self.owes is not None:
            self._desk.do(
                actions.add_promise,
                self.owes.id,
                values["amount"],
                values["promised_on"],
                values["by"],
                values["words"],
            )
            self.close_form()

    def close_form(self) -> None:
        """Put the form away."""
        self._form_box.hide()

    def send(self) -> None:
        """Write a mail with the client's statement, at this place."""
        if self.owes is not None and self.composer:
            compose_statement(self._desk, self.composer, self.owes.id)
            self._scroll.verticalScrollBar().setValue(0)

    def print_shown(self) -> None:
        """Show the client's statement."""
        if self.owes is not None:
            title = f"Statement {self.owes.client}"
            self._desk.print_document(STATEMENT, self.owes.id, title)

    def focus_first(self) -> None:
        """Go to the pane's first deed."""
        self.pay_button.setFocus()
