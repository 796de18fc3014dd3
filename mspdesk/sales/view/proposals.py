"""Proposals of an opportunity, in a card of its page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...dates import short_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import Currency, shown
from ...offerings.printables.sheet import SALES_SHEET
from ...shop.queries import shop
from ...widgets.buttons import LinkButton
from ...widgets.layout import STRETCH, Card, row, stack
from ...widgets.table import Column, Table, TagCell
from ..actions import proposals as actions
from ..printables.presentation import PRESENTATION
from ..queries import proposals as queries
from ..queries.opportunity import OpportunityPage, opportunity_page
from ..queries.presentation import newest_assessment
from ..queries.proposals import ProposalRow

TONES = {
    "draft": "hi",
    "sent": "blue",
    "accepted": "green",
    "declined": "grey",
    "replaced": "grey",
}


def state_cell(one: ProposalRow) -> TagCell:
    """The state of a proposal as a tag; one that has run out asks for something."""
    return TagCell(one.state_words, "amber" if one.run_out else TONES[one.state])


def columns(money: Currency) -> tuple[Column[ProposalRow], ...]:
    """The columns of proposals wherever they are listed."""

    def amount(minor: int) -> str:
        return shown(minor, money) if minor else ""

    return (
        Column("name", "No.", "id", lambda r: r.name, width=84),
        Column("title", "Proposal", "title", lambda r: r.title, stretch=2),
        Column("state", "", "tag", state_cell, width=92),
        Column("monthly", "A month", "money", lambda r: amount(r.sums.monthly), width=100),
        Column("once", "Once", "money", lambda r: amount(r.sums.once), width=100),
        Column("until", "Until", "date", lambda r: short_date(r.valid_until), width=104),
    )


class ProposalsCard(QWidget):
    """What was offered on an opportunity; Enter leads to it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._opportunity_id, self._client_id = 0, 0
        self._page: OpportunityPage | None = None
        self.card = Card("Proposals", action="New proposal", on_action=self.new, flush=True)
        self.table = Table[ProposalRow](
            columns(desk.ask(shop).money),
            name="Proposals of this opportunity",
            row="card",
            side=14,
            fit=True,
            on_activate=lambda one: self._open(one.id),
            empty="Nothing was offered in writing yet.",
        )
        self.talk = LinkButton("Print assessment presentation", self._talk, role="meta")
        self.leave = LinkButton("Print sales sheet", self._leave, role="meta")
        self._foot = row(self.talk, self.leave, STRETCH, gap=14, margin=(12, 2, 12, 4))
        self.card.add(self.table, self._foot)
        stack(self, self.card)
        desk.keep_fresh(self, {"proposal", "proposal_line", "opportunity"}, self._reload)

    def show_id(self, opportunity_id: int) -> None:
        """Show the proposals of another opportunity."""
        self._opportunity_id = opportunity_id
        self._reload()

    def _reload(self) -> None:
        if not self._opportunity_id:
            return
        page = self._page = self._desk.ask(opportunity_page, self._opportunity_id)
        self._client_id = page.row.client_id if page is not None else 0
        self.card.action.setVisible(page is not None and page.row.closed_on is None)
        self.table.show_rows(self._desk.ask(queries.proposals_of, self._opportunity_id))
        run = self._desk.ask(newest_assessment, self._client_id) if page is not None else None
        offered = page is not None and page.offering_id is not None
        self.talk.setVisible(run is not None)
        self.leave.setVisible(offered)
        self._foot.setVisible(run is not None or offered)

    def _talk(self, *_: object) -> None:
        """Print what was found, to be talked through (S132)."""
        if self._page is not None:
            title = f"Assessment presentation, {self._page.row.client}"
            self._desk.print_document(PRESENTATION, self._client_id, title)

    def _leave(self, *_: object) -> None:
        """Print the page about what is offered, to leave on the table."""
        if self._page is not None and self._page.offering_id is not None:
            self._desk.print_document(SALES_SHEET, self._page.offering_id, "Sales sheet")

    def new(self, *_: object) -> None:
        """Draft a proposal from what is known, and go to it."""
        made = self._desk.attempt(actions.draft_proposal, self._opportunity_id)
        if made is not None:
            self._open(made)

    def _open(self, proposal_id: int) -> None:
        about = {"proposal": proposal_id}
        self._desk.go(Place("clients", self._client_id, "proposals", about))
