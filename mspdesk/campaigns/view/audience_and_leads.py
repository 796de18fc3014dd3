"""What can be done about whom a campaign is for, who asked, and what its months brought."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import Conflict, UserError
from ...widgets.form import Form
from ..actions import campaigns as actions
from ..actions import leads as lead_actions
from ..actions import members as member_actions
from ..actions import optouts as out_actions
from ..queries import members as member_queries
from ..queries.campaigns import CampaignPage, LeadRow
from ..queries.members import MemberRow
from ..rules.audience import Audience
from .forms import audience_form, lead_form
from .page import AUDIENCE, LEADS, CampaignView

Lay = Callable[[str, str, Form], None]


class AudienceAndLeads:
    """The audience of the campaign in front, who asked because of it, and its months.

    `page` shows the campaign in front, `lay` lays a form over it and `back` takes it away.
    """

    def __init__(
        self,
        desk: Desk,
        page: Callable[[], CampaignView],
        lay: Lay,
        back: Callable[[], object],
    ) -> None:
        self._desk, self._view, self._lay, self._back = desk, page, lay, back

    @property
    def _page(self) -> CampaignPage | None:
        return self._view().shown

    def choose_audience(self, *_: object) -> None:
        """Lay the form of whom it is for over the page."""
        page = self._page
        if page is None:
            return
        row = page.row

        def save(audience: Audience) -> None:
            self._desk.do(member_actions.gather, row.id, row.version, audience)
            self._back()
            self._view().turn(AUDIENCE)

        form = audience_form(
            page.audience,
            self._desk.ask(member_queries.industries),
            self._desk.ask(member_queries.stage_names),
            save,
            self._back,
        )
        words = "Whoever opted out is not written to, whatever is ticked, and is counted."
        self._lay("Whom it is for", words, form)

    def add_member(self, client_id: int) -> None:
        """Add a company to the audience by hand."""
        if self._page is not None:
            self._desk.attempt(member_actions.add_member, self._page.row.id, client_id)

    def leave_out(self, one: MemberRow, out: bool) -> None:
        """Leave somebody out of this campaign, or take them back in."""
        self._desk.attempt(member_actions.leave_out, one.id, out=out)

    def opt_out(self, one: MemberRow) -> None:
        """Leave an address out of every campaign."""
        self._desk.attempt(out_actions.opt_out, one.address, "Asked us to stop")

    def note_lead(self, *_: object) -> None:
        """Lay the form of a lead over the page."""
        page = self._page
        if page is None:
            return

        def save(values: dict[str, Any]) -> None:
            said = (values["client_id"], values["words"] or "", values["on"])
            self._desk.do(lead_actions.note_lead, page.row.id, *said)
            self._back()
            self._view().turn(LEADS)

        form = lead_form(self._desk, save, self._back)
        words = "A company that is not known yet is a new prospect first: Prospects, New."
        self._lay("Who asked", words, form)

    def open_lead(self, lead: LeadRow) -> None:
        """Go to the opportunity of a lead; where it has none, open one."""
        made = lead.opportunity_id
        if made is None:
            made = self._desk.attempt(lead_actions.open_lead_opportunity, lead.id)
        if made is not None:
            self._desk.go(Place("clients", made, "prospects"))

    def go_client(self, lead: LeadRow) -> None:
        """Go to the company that asked."""
        self._desk.go(Place("clients", lead.client_id))

    def remove_lead(self, lead: LeadRow) -> None:
        """Take away a lead that was noted by mistake."""
        self._desk.attempt(lead_actions.remove_lead, lead.id)

    def write_month(self, month: date, words: str, version: int) -> int:
        """Keep what a month brought; answers the version to go on from after a conflict."""
        if self._page is not None:
            try:
                self._desk.do(actions.write_month, self._page.row.id, month, words, version)
            except UserError as error:
                self._desk.refuse(error)
                # Who was told of theirs may write over it.
                return error.now if isinstance(error, Conflict) else version
        return version
