"""What waits for somebody about an agreement: a review, a bill, an end, new prices."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...dates import full_date, hours_h, short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import shown
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.layout import Notice, clear
from .. import actions, queries, rules
from ..queries import AgreementRow
from ..rules import State
from .paper import print_letter


def billing_place(held: AgreementRow) -> Place:
    """Where billing says from which day it bills an agreement, and knows what was billed."""
    return Place("billing", held.id, "agreements")


class Waiting(QWidget):
    """Notices below the head of the page, each with what can be done about it."""

    def __init__(
        self, desk: Desk, on_show: Callable[[int], object], on_begin: Callable[[str], object]
    ) -> None:
        super().__init__()
        self._desk, self._on_show, self._begin = desk, on_show, on_begin
        self._money = desk.ask(shop).money
        self._held: AgreementRow | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)

    def titles(self) -> list[str]:
        """The titles of what waits."""
        found = (self._lines.itemAt(at) for at in range(self._lines.count()))
        shown_now = (item.widget() for item in found if item is not None)
        return [one.words()[0] for one in shown_now if isinstance(one, Notice)]

    def show_for(self, held: AgreementRow) -> None:
        """Show what waits about an agreement; nothing is shown where nothing does."""
        self._held = held
        clear(self._lines)
        for notice in (
            self._lawyer(held),
            self._unbilled(held),
            self._follower(held),
            self._leaving(held),
            self._ran_out(held),
        ):
            if notice is not None:
                self._lines.addWidget(notice)
        for one in self._desk.ask(queries.raises_of, held.id):
            if one.state in ("planned", "announced"):
                self._lines.addWidget(self._raise_notice(one))
        self.setVisible(self._lines.count() > 0)

    def _lawyer(self, held: AgreementRow) -> Notice | None:
        if held.state not in (State.DRAFT, State.LEGAL_REVIEW):
            return None
        if held.reviewed_on or held.review_waiver:
            return None
        review = Button("Give to legal review", on_click=self._to_review)
        text = "Our text is a start, not legal advice. Note the day before it goes out."
        buttons = [review] if held.state == State.DRAFT else []
        return Notice("Have a lawyer read this", text, buttons)

    def _unbilled(self, held: AgreementRow) -> Notice | None:
        if held.state not in rules.RUNNING or held.bill_from is not None:
            return None
        if held.kind not in rules.WORKED_UNDER or held.notice_on is not None:
            return None
        go = partial(self._desk.go, billing_place(held))
        begin = [Button("Begin billing here", on_click=go)] if self._desk.may("bill") else []
        return Notice("Not billed here", "Say from which day on MSPDesk makes its invoices.", begin)

    def _follower(self, held: AgreementRow) -> Notice | None:
        """That this one renews another, or is being renewed."""
        if held.renews_id is None or held.state not in rules.BEGINNING:
            return None
        before = self._desk.ask(queries.agreement, held.renews_id)
        if before is None:
            return None
        show = Button(f"Open {before.number}", on_click=lambda: self._on_show(before.id))
        text = f"That one ends {short_date(before.end_on)}." if before.end_on else ""
        return Notice(f"It renews {before.number}", text, [show], icon="clock", color="ink2")

    def _leaving(self, held: AgreementRow) -> Notice | None:
        """That work is paid ahead from now on, and what is to be given back."""
        due = self._desk.ask(queries.refunds_due, held.id)
        left = sum(one.left for one in due)
        worth = shown(sum(one.amount for one in due), self._money)
        if held.state in rules.RUNNING and held.notice_on is not None:
            words = f"{hours_h(left)} paid ahead are left, worth {worth}." if due else ""
            text = f"New work is only done for money paid ahead. {words}".strip()
            undo = Button("Take notice back", on_click=self._withdraw)
            title = f"Notice was given, it ends {full_date(held.end_on)}" if held.end_on else ""
            return Notice(title, text, [undo])
        if held.state in rules.OVER and due:
            text = f"{hours_h(left)} of hours paid ahead were not used. Give them back in Billing."
            return Notice(f"Refund {worth}", text)
        return None

    def _ran_out(self, held: AgreementRow) -> Notice | None:
        """That its last day is past and that nobody has said how it goes on."""
        found = [
            one for one in self._desk.ask(queries.ran_out, today()) if one.agreement_id == held.id
        ]
        if not found:
            return None
        extend = Button("Extend it", on_click=lambda: self._begin("extend"))
        end = Button("Let it end", on_click=self._let_expire)
        text = "Work is no longer done under it. Extend it, sign the next one, or let it end."
        return Notice(f"Its term ran out on {full_date(found[0].on)}", text, [extend, end])

    def _let_expire(self) -> None:
        if self._held is not None:
            self._desk.attempt(actions.let_expire, self._held.id, self._held.version)

    def _raise_notice(self, one: queries.RaiseRow) -> Notice:
        when = full_date(one.effective_on)
        drop = Button("Drop", name=f"Drop new prices from {when}", kind="quiet")
        drop.on_click(lambda: self._desk.attempt(actions.drop_raise, one.id, one.version))
        buttons = [drop]
        if one.state == "planned":
            title = f"New prices are planned from {when}"
            text = "The client does not know yet. Announcing them writes the letter."
            tell = Button("Announce, with letter")
            tell.on_click(lambda: self._desk.attempt(actions.announce_raise, one.id, one.version))
            buttons.append(tell)
        else:
            told = short_date(one.announced_on) if one.announced_on else ""
            title, text = f"New prices hold from {when}", f"Announced {told}."
            if one.letter_id is not None:
                letter = Button("Print letter", icon="printer")
                letter.on_click(lambda: print_letter(self._desk, one))
                buttons.append(letter)
        return Notice(title, text, buttons, icon="clock", color="ink2")

    def _to_review(self) -> None:
        if self._held is not None:
            self._desk.attempt(actions.to_legal_review, self._held.id, self._held.version)

    def _withdraw(self) -> None:
        if self._held is not None:
            self._desk.attempt(actions.withdraw_notice, self._held.id, self._held.version)
