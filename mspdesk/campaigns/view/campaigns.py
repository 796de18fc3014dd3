"""The campaigns of a year at the left, one of them on the right, forms and mails laid over it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import Conflict, UserError
from ...exchange.columns import TEXT, OutColumn
from ...widgets.buttons import Button
from ...widgets.form import Form
from ...widgets.laid import Laid
from ...widgets.layout import EmptyState, Panel, lead_focus, stack
from ...widgets.picker import Pick, Picker, PickerPage, PickGroup
from ..actions import campaigns as actions
from ..actions import leads as lead_actions
from ..actions import members as member_actions
from ..actions import optouts as out_actions
from ..printables.sheet import SHEET
from ..queries import campaigns as queries
from ..queries import members as member_queries
from ..queries import progress as progress_queries
from ..queries.campaigns import CampaignPage, CampaignRow, CostRow, LeadRow, StepRow
from ..queries.members import MemberRow
from ..rules.audience import Audience
from ..rules.campaigns import STATES
from .audience import AudienceTab
from .forms import (
    audience_form,
    campaign_form,
    campaign_values,
    cost_form,
    lead_form,
    step_form,
)
from .merge import MergePage
from .page import AUDIENCE, LEADS, MONTHS, PLAN, CampaignView
from .plan import PlanDeeds, PlanTab
from .results import LeadsTab, MonthsTab

_TABLES = {
    "campaign",
    "campaign_step",
    "campaign_cost",
    "campaign_member",
    "campaign_mail",
    "campaign_lead",
    "campaign_month",
    "opt_out",
    "mail_bounce",
    "outbox_mail",
    "opportunity",
    "contact",
    "client",
    "offering",
    "person",
    "shop",
}


class CampaignsPart(QWidget):
    """One year's campaigns, picked from a list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Campaigns one by one")
        self._desk = desk
        self.year = today().year
        self.note = ""
        self.picker = Picker[int](
            "Campaigns of the year",
            title="Campaigns",
            placeholder="Find a campaign",
            on_select=self._picked,
            on_enter=self._to_page,
        )
        self.page = CampaignView(
            desk,
            (
                PlanTab(
                    PlanDeeds(
                        self.open_step,
                        self._tick,
                        self.add_step,
                        self.edit_step,
                        self._remove_step,
                        self.add_cost,
                        self.edit_cost,
                        self._remove_cost,
                    )
                ),
                AudienceTab(
                    desk, self.choose_audience, self._add_member, self._leave_out, self._opt_out
                ),
                LeadsTab(self.note_lead, self._open_lead, self._go_client, self._remove_lead),
                MonthsTab(self._write_month),
            ),
            self.edit,
            self.print_shown,
            self._set_state,
            self._more,
        )
        self.merge = MergePage(desk, self.leave_merge, self.edit_step)
        self.first = Button("Plan a campaign", "primary", "plus", self.new)
        empty = Panel("paper")
        stack(empty, EmptyState("calendar", "No campaign in this year", _WHY, self.first))
        self._faces = QStackedWidget()
        for face in (empty, self.page, self.merge):
            self._faces.addWidget(face)
        self._empty = empty
        lead_focus(self._faces, self._keys)
        self.laid = Laid(self._faces)
        stack(self, PickerPage("campaigns", self.picker, self.laid, width=250))
        lead_focus(self, self._keys)
        desk.keep_fresh(self, _TABLES, self.reload)

    # --- showing -------------------------------------------------------------------------------

    @property
    def bare(self) -> bool:
        """Whether there is nothing to show."""
        return self._faces.currentWidget() is self._empty

    def _keys(self) -> QWidget:
        if self.laid.in_front() and self.laid.form is not None:
            return self.laid.form
        if self._faces.currentWidget() is self.merge:
            return self.merge
        return self.first if self.bare else self.picker

    def show_year(self, year: int) -> None:
        """Show the campaigns of another year."""
        self.year = year
        self.reload()

    def reload(self) -> None:
        """Ask again."""
        rows = self._desk.ask(queries.campaigns, self.year)
        groups = [
            PickGroup(words, str(len(some)), [_pick(row) for row in some])
            for state, words in STATES.items()
            if (some := [row for row in rows if row.state == state])
        ]
        self.picker.show_groups(sorted(groups, key=lambda one: one.title != STATES["running"]))
        if rows and self.picker.selected_key() is None:
            self.picker.select_first()
        going = sum(row.state == "running" for row in rows)
        self.note = f"{len(rows)} in {self.year}, {going} running" if rows else ""
        self._show(self.picker.selected_key())

    def _picked(self, campaign_id: int | None) -> None:
        self.laid.step_aside()
        if self._faces.currentWidget() is self.merge:
            self._faces.setCurrentWidget(self.page)
        self._show(campaign_id)

    def _show(self, campaign_id: int | None) -> None:
        page = self._asked(campaign_id)
        merging = self._faces.currentWidget() is self.merge
        if page is None:
            self.page.shown = None
            self._faces.setCurrentWidget(self._empty)
            return
        people = self._desk.ask(member_queries.members, page.row.id)
        months = self._desk.ask(progress_queries.progress, [page.row])[page.row.id]
        self.page.show_campaign(page, people, months)
        if not merging:
            self._faces.setCurrentWidget(self.page)

    def _asked(self, campaign_id: int | None) -> CampaignPage | None:
        if campaign_id is None:
            return None
        try:
            return self._desk.ask(queries.campaign_page, campaign_id)
        except UserError:
            return None

    def open_campaign(self, campaign_id: int) -> None:
        """Go to a campaign, in its own year where it is not in this one."""
        page = self._asked(campaign_id)
        if page is None:
            return
        if not page.row.starts_on.year <= self.year <= page.row.ends_on.year:
            self.year = page.row.starts_on.year
            self.reload()
        self.picker.filter("")
        self.picker.select(campaign_id)
        self._show(campaign_id)

    def arrive(self, about: dict[str, Any]) -> None:
        """Do what a place asked for: look at a step, say what a month brought."""
        page = self.page.shown
        if page is None:
            return
        if about.get("step"):
            self.page.turn(PLAN)
            step = next((one for one in page.steps if one.id == int(about["step"])), None)
            self.page.plan.steps.select(int(about["step"]))
            if step is not None and step.is_mail:
                self.open_step(step)
        elif about.get("month"):
            self.page.turn(MONTHS)
            self.page.months.show_month(str(about["month"]))
        elif about.get("leads"):
            self.page.turn(LEADS)

    def _to_page(self) -> None:
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes from the page back to the list."""
        if not self.picker.takes_back(event):
            super().keyPressEvent(event)

    # --- the campaign --------------------------------------------------------------------------

    def _lay(self, title: str, words: str, form: Form) -> None:
        """Lay a form over the page, unless another one holds what was typed."""
        if self.laid.busy():
            self.laid.resume()
            self._desk.say("Save or cancel what you began first.")
            return
        self.laid.lay(title, words, form)

    def new(self, *_: object) -> None:
        """Lay the form of a new campaign over the page."""

        def save(values: dict[str, Any]) -> None:
            facts = campaign_values(values)
            title, channel = facts.pop("title"), facts.pop("channel")
            first, last = facts.pop("starts_on"), facts.pop("ends_on")
            made = self._desk.do(actions.open_campaign, title, channel, first, last, facts)
            self.laid.back()
            self.open_campaign(made)
            self.picker.setFocus()

        form = campaign_form(self._desk, None, save, self.laid.back)
        self._lay("Plan a campaign", _WHY, form)

    def edit(self, *_: object) -> None:
        """Lay the form of the campaign over it."""
        page = self.page.shown
        if page is None:
            return
        row = page.row

        def save(values: dict[str, Any]) -> None:
            facts = campaign_values(values)
            facts["ends_on"] = facts["ends_on"] or row.ends_on
            self._desk.do(actions.edit_campaign, row.id, row.version, facts)
            self.laid.back()

        form = campaign_form(self._desk, page, save, self.laid.back)
        self._lay("Change the campaign", "", form)

    def _set_state(self, state: str) -> None:
        if self.page.shown is not None:
            row = self.page.shown.row
            self._desk.attempt(actions.set_state, row.id, row.version, state)

    def _more(self) -> list[tuple[str, Callable[[], object]]]:
        page = self.page.shown
        waits = page is not None and any(one.waiting or one.failed for one in page.steps)
        return [
            *([("Send its mails, in the outbox", self._to_outbox)] if waits else []),
            ("Plan it again next year", self._again),
            ("Export the audience", self.export_list),
            ("Remove campaign", self._remove),
        ]

    def _to_outbox(self) -> None:
        """Mails leave from the outbox, where the password is asked for and a refusal is told."""
        self._desk.go(Place("billing", do="outbox"))

    def _again(self) -> None:
        if self.page.shown is not None:
            row = self.page.shown.row
            made = self._desk.attempt(actions.plan_again, row.id, row.version)
            if made is not None:
                self.open_campaign(made)

    def _remove(self) -> None:
        if self.page.shown is not None:
            self._desk.attempt(actions.remove_campaign, self.page.shown.row.id)

    def print_shown(self) -> None:
        """Print the campaign in front."""
        if self.page.shown is not None:
            row = self.page.shown.row
            self._desk.print_document(SHEET, row.id, f"Campaign {row.title}")

    def export_list(self) -> None:
        """Write the audience of the campaign into a file, for another program."""
        if self.page.shown is not None:
            row = self.page.shown.row
            people = self._desk.ask(member_queries.members, row.id)
            self._desk.export(f"Audience of {row.title}", _MEMBERS, people)

    # --- days and costs ------------------------------------------------------------------------

    def open_step(self, step: StepRow) -> None:
        """Look through the mails of a step; a day to do something opens its form."""
        if not step.is_mail or not (step.subject and step.body):
            self.edit_step(step)
            return
        self._faces.setCurrentWidget(self.merge)
        self.merge.show_step(step)
        self.merge.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_merge(self, *_: object) -> None:
        """Back from the mails to the campaign."""
        if self._faces.currentWidget() is self.merge:
            self._faces.setCurrentWidget(self.page)
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self, step: StepRow, done: bool) -> None:
        self._desk.attempt(actions.tick_step, step.id, step.version, done=done)

    def add_step(self, kind: str) -> None:
        """Lay the form of a new day over the page, a mail or something to do."""
        self._step_form(None, kind)

    def edit_step(self, step: StepRow) -> None:
        """Lay the form of a day over the page; what was queued is only read."""
        if step.queued_at is not None:
            self.open_step(step)
            return
        self._step_form(step, step.kind)

    def _step_form(self, step: StepRow | None, kind: str) -> None:
        page = self.page.shown
        if page is None:
            return
        campaign_id = page.row.id
        looking = self._faces.currentWidget() is self.merge

        def save(values: dict[str, Any]) -> None:
            facts = {name: "" if value is None else value for name, value in values.items()}
            version = step.version if step else 0
            made = self._desk.do(
                actions.save_step, campaign_id, facts, step.id if step else None, version
            )
            self.laid.back()
            self.page.plan.steps.select(made)
            if looking:
                self.open_step(self._desk.ask(queries.step, made))

        form = step_form(step, kind, save, self.laid.back)
        title = "A mail of the campaign" if kind == "mail" else "A day of the campaign"
        self._lay(title, page.row.title, form)

    def add_cost(self, *_: object) -> None:
        """Lay the form of a cost over the page."""
        self._cost_form(None)

    def edit_cost(self, cost: CostRow) -> None:
        """Lay the form of a cost over the page."""
        self._cost_form(cost)

    def _cost_form(self, cost: CostRow | None) -> None:
        page = self.page.shown
        if page is None:
            return

        def save(values: dict[str, Any]) -> None:
            known = (cost.id, cost.version) if cost else (None, 0)
            self._desk.do(actions.save_cost, page.row.id, values, *known)
            self.laid.back()

        form = cost_form(page.money, cost, save, self.laid.back)
        self._lay("What was paid", page.row.title, form)

    def _remove_step(self, step: StepRow) -> None:
        self._desk.attempt(actions.remove_step, step.id)

    def _remove_cost(self, cost: CostRow) -> None:
        self._desk.attempt(actions.remove_cost, cost.id)

    # --- audience and leads --------------------------------------------------------------------

    def choose_audience(self, *_: object) -> None:
        """Lay the form of whom it is for over the page."""
        page = self.page.shown
        if page is None:
            return
        row = page.row

        def save(audience: Audience) -> None:
            self._desk.do(member_actions.gather, row.id, row.version, audience)
            self.laid.back()
            self.page.turn(AUDIENCE)

        form = audience_form(
            page.audience,
            self._desk.ask(member_queries.industries),
            self._desk.ask(member_queries.stage_names),
            save,
            self.laid.back,
        )
        words = "Whoever opted out gets no mail, whatever is ticked, and is counted."
        self._lay("Whom it is for", words, form)

    def _add_member(self, client_id: int) -> None:
        if self.page.shown is not None:
            self._desk.attempt(member_actions.add_member, self.page.shown.row.id, client_id)

    def _leave_out(self, one: MemberRow, out: bool) -> None:
        self._desk.attempt(member_actions.leave_out, one.id, out=out)

    def _opt_out(self, one: MemberRow) -> None:
        self._desk.attempt(out_actions.opt_out, one.address, "Asked us to stop")

    def note_lead(self, *_: object) -> None:
        """Lay the form of a lead over the page."""
        page = self.page.shown
        if page is None:
            return

        def save(values: dict[str, Any]) -> None:
            said = (values["client_id"], values["words"] or "", values["on"])
            self._desk.do(lead_actions.note_lead, page.row.id, *said)
            self.laid.back()
            self.page.turn(LEADS)

        form = lead_form(self._desk, save, self.laid.back)
        words = "A company that is not known yet is a new prospect first: Prospects, New."
        self._lay("Who asked", words, form)

    def _open_lead(self, lead: LeadRow) -> None:
        made = lead.opportunity_id
        if made is None:
            made = self._desk.attempt(lead_actions.open_lead_opportunity, lead.id)
        if made is not None:
            self._desk.go(Place("clients", made, "prospects"))

    def _go_client(self, lead: LeadRow) -> None:
        self._desk.go(Place("clients", lead.client_id))

    def _remove_lead(self, lead: LeadRow) -> None:
        self._desk.attempt(lead_actions.remove_lead, lead.id)

    def _write_month(self, month: date, words: str, version: int) -> int:
        """Keep what a month brought; answers the version to go on from after a conflict."""
        if self.page.shown is not None:
            try:
                self._desk.do(actions.write_month, self.page.shown.row.id, month, words, version)
            except UserError as error:
                self._desk.say(error.text)
                # Who was told of theirs may write over it.
                return error.now if isinstance(error, Conflict) else version
        return version


_WHY = (
    "Say who is meant and what hurts them before what you sell. Every month of it asks what it"
    " brought."
)


def _pick(row: CampaignRow) -> Pick[int]:
    when = f"{short_date(row.starts_on, row.ends_on)} to {short_date(row.ends_on)}"
    leads = f"{row.leads} lead{'' if row.leads == 1 else 's'}" if row.leads else ""
    return Pick(row.id, row.title, f"{when} · {row.channel_words}", leads)


_MEMBERS: tuple[OutColumn[MemberRow], ...] = (
    OutColumn("Company", TEXT, lambda one: one.client),
    OutColumn("Name", TEXT, lambda one: one.name),
    OutColumn("First name", TEXT, lambda one: one.first_name),
    OutColumn("Title", TEXT, lambda one: one.title),
    OutColumn("Address", TEXT, lambda one: one.address if one.gets else ""),
    OutColumn("Phone", TEXT, lambda one: one.phone),
    OutColumn("Why no mail", TEXT, lambda one: one.words),
)
