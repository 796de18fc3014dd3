"""The card under the price grid that makes an agreement of what a client accepted."""

from __future__ import annotations

from typing import Any

from ...agreements.rules import PAYMENT_TYPES
from ...clients.queries import client as client_of
from ...dates import add_months, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...money import shown
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.entry import CheckEntry, ChoiceEntry, DateEntry, NumberEntry, TextEntry
from ...widgets.form import Field, Form, Heading
from ...widgets.layout import Card
from ...widgets.safe import Label
from .. import actions


class AcceptCard(Card):
    """Closed until the client says yes; then plan, first day, who signed, and how it pays."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("When the client accepts", "Agreement, plan sheet, first invoice")
        self._desk = desk
        self._money = desk.ask(shop).money
        self._offer: Any = None
        self.open_button = Button("The client accepts", on_click=self.open_form)
        self.add_right(self.open_button)
        self._words = Label("", "meta", "ink2", wrap=True)
        day_first = desk.ask(shop).day_first
        self.form = Form(
            [
                Field("tier", "Plan", ChoiceEntry([]), required=True),
                Field("start_on", "From", DateEntry(day_first=day_first), required=True),
                Field("term_months", "For", NumberEntry(1, 120, "months")),
                Field("payment_type", "Pays by", ChoiceEntry(list(PAYMENT_TYPES.items()))),
                Field(
                    "auto_renew", "Renewal", CheckEntry("Goes on by itself until notice"), span=2
                ),
                Heading("Signed", "Leave it empty to make a draft to be sent and signed"),
                Field("signed_on", "Signed on", DateEntry(day_first=day_first)),
                Field("signer", "By whom at the client", TextEntry()),
                Field("signer_title", "Title", TextEntry()),
                Field("reviewed_on", "Lawyer reviewed on", DateEntry(day_first=day_first)),
                Field("waiver", "Or why no review", TextEntry(), span=2),
            ],
            columns=3,
            on_save=self._accept,
            save="Make the agreement",
            on_cancel=self.close_form,
        )
        self.add(self._words, self.form)
        self.form.hide()
        self._words.hide()

    def show_offer(self, offer: Any) -> None:
        """Take over what the price grid works out: for whom, counts, what each plan asks."""
        self._offer = offer
        plans = [
            (one.code, f"{one.name}, {shown(one.monthly, self._money)} a month")
            for one in offer.plans
            if one.monthly
        ]
        choice = self.form.entry("tier")
        if isinstance(choice, ChoiceEntry):
            choice.set_options(plans)
        words = f"For {offer.client}." if offer.client else "Choose the client above first."
        self._words.set_text(words)

    def open_form(self) -> None:
        """Ask what is needed to make the agreement."""
        start = today().replace(day=1)
        start = start if today().day == 1 else add_months(start, 1)
        held = None
        if self._offer is not None and self._offer.client_id is not None:
            held = self._desk.ask(client_of, self._offer.client_id)
        self.form.set_values(
            {
                "tier": self.form.entry("tier").value() or self._middle(),
                "start_on": start,
                "term_months": 12,
                "payment_type": held.payment_type if held else "",
                "auto_renew": True,
            }
        )
        self.form.show()
        self._words.show()
        self.open_button.hide()
        self.form.focus_first()

    def _middle(self) -> str | None:
        """The plan to begin with: the middle one of those that ask for something."""
        plans = [one.code for one in self._offer.plans if one.monthly] if self._offer else []
        return plans[len(plans) // 2] if plans else None

    def close_form(self) -> None:
        """Put the form away."""
        self.form.hide()
        self._words.hide()
        self.open_button.show()

    def _accept(self, typed: dict[str, Any]) -> None:
        offer = self._offer
        if offer is None or offer.client_id is None:
            raise UserError("Choose above for which client or prospect this is.", "tier")
        said = {name: value for name, value in typed.items() if name not in ("tier", "start_on")}
        made = self._desk.do(
            actions.accept_prices,
            offer.client_id,
            offer.grid.id,
            typed["tier"],
            offer.counts,
            typed["start_on"],
            said,
        )
        self.close_form()
        self._desk.go(Place("agreements", made.agreement_id))
