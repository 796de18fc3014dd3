"""What an opportunity is worth, and the papers and the work that came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import Currency, shown_whole
from ...widgets.layout import Card, Fact, Facts
from ...widgets.safe import Label
from ..queries.opportunity import OpportunityPage
from ..rules.pipeline import Kind


class WorthCard(Card):
    """Its figures, what sets us apart and the notes."""

    def __init__(self, money: Currency, on_edit: Callable[[], object]) -> None:
        super().__init__("Value", action="Change", on_action=on_edit)
        self._money = money
        self.figures = Facts(4)
        self.words = Label("", "body", "ink2", wrap=True, selectable=True)
        self.add(self.figures, self.words)

    def _amount(self, minor: int) -> str:
        return shown_whole(minor, self._money) if minor else "None"

    def show_page(self, page: OpportunityPage) -> None:
        """Show the figures of an opportunity."""
        value, row = page.row.value, page.row
        share = f", {value.percent}%" if value.percent is not None else ""
        expected = full_date(row.expected_on) if row.expected_on else "Not said"
        self.figures.show_facts(
            [
                Fact("monthly", "A month", self._amount(value.monthly)),
                Fact("once", "Once", self._amount(value.once)),
                Fact("year", "First year", self._amount(value.first_year)),
                Fact("margin", "Margin of it", f"{self._amount(value.margin)}{share}"),
                Fact("likely", "Likely", f"{row.likelihood}%"),
                Fact("weighted", "Weighted", self._amount(row.weighted)),
                Fact("expected", "Expected by", expected),
                Fact("plan", "Plan", page.tier.capitalize() or "Not said"),
            ]
        )
        lines = [f"What sets us apart: {page.usp}" if page.usp else "", page.notes]
        self.words.set_text("\n".join(filter(None, lines)))
        self.words.setVisible(any(lines))


class MadeCard(Card):
    """Links to the draft, the onboarding and the sales ticket, those that are there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("What winning made")
        self._desk = desk
        self.facts = Facts(3)
        self.add(self.facts)

    def show_page(self, page: OpportunityPage) -> None:
        """Show what an opportunity led to; without anything the card hides."""
        facts = []
        if page.agreement_id is not None:
            link = partial(self._desk.go, Place("agreements", page.agreement_id))
            facts.append(Fact("agreement", "Agreement", "Open the draft", link))
        if page.onboarding_ticket_id is not None:
            link = partial(self._desk.go, Place("tickets", page.onboarding_ticket_id))
            facts.append(Fact("onboarding", "Onboarding", "Open its ticket", link))
        if page.ticket_id is not None:
            link = partial(self._desk.go, Place("tickets", page.ticket_id))
            facts.append(Fact("ticket", "Sales ticket", f"#{page.ticket}", link))
        self.facts.show_facts(facts)
        self.set_title("What winning made" if page.row.kind == Kind.WON else "Papers and work")
        self.setVisible(bool(facts))
