"""The campaigns of a year at the left, one of them on the right, forms and mails laid over it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...widgets.buttons import Button
from ...widgets.form import Form
from ...widgets.laid import Laid
from ...widgets.layout import EmptyState, Panel, lead_focus, stack
from ...widgets.picker import Pick, Picker, PickerPage, PickGroup
from ..actions import campaigns as actions
from ..printables.sheet import SHEET
from ..queries import campaigns as queries
from ..queries import members as member_queries
from ..queries import progress as progress_queries
from ..queries.campaigns import CampaignPage, CampaignRow
from ..queries.steps import StepRow
from ..rules.campaigns import STATES
from .audience import ADDRESSEES, MEMBERS, AudienceTab
from .audience_and_leads import AudienceAndLeads
from .days_and_costs import DaysAndCosts
from .forms import campaign_form, campaign_values
from .letters import LettersPage
from .merge import MergePage
from .merged import MergedPage
from .page import LEADS, MONTHS, PLAN, CampaignView
from .plan import PlanDeeds, PlanTab
from .results import LeadsTab, MonthsTab

_TABLES = {
    "campaign",
    "campaign_step",
    "campaign_cost",
    "campaign_member",
    "campaign_mail",
    "campaign_letter",
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
        self.laid: Laid
        self.days = DaysAndCosts(
            desk, lambda: self.page, self._lay, self._back, self.open_step, self._looking
        )
        self.people = AudienceAndLeads(desk, lambda: self.page, self._lay, self._back)
        self.page = CampaignView(
            desk, self._tabs(), self.edit, self.print_shown, self._set_state, self._more
        )
        self.merge = MergePage(desk, self.leave_merge, self.days.edit_step)
        self.letters = LettersPage(desk, self.leave_merge, self.days.edit_step)
        self.first = Button("Plan a campaign", "primary", "plus", self.new)
        empty = Panel("paper")
        stack(empty, EmptyState("calendar", "No campaign in this year", _WHY, self.first))
        self._faces = QStackedWidget()
        for face in (empty, self.page, self.merge, self.letters):
            self._faces.addWidget(face)
        self._empty = empty
        lead_focus(self._faces, self._keys)
        self.laid = Laid(self._faces)
        stack(self, PickerPage("campaigns", self.picker, self.laid, width=250))
        lead_focus(self, self._keys)
        desk.keep_fresh(self, _TABLES, self.reload)

    def _tabs(self) -> tuple[PlanTab, AudienceTab, LeadsTab, MonthsTab]:
        days, people = self.days, self.people
        deeds = PlanDeeds(
            self.open_step,
            days.tick,
            days.add_step,
            days.edit_step,
            days.remove_step,
            days.add_cost,
            days.edit_cost,
            days.remove_cost,
        )
        whom = (people.choose_audience, people.add_member, people.leave_out, people.opt_out)
        asked = (people.note_lead, people.open_lead, people.go_client, people.remove_lead)
        return (
            PlanTab(deeds),
            AudienceTab(self._desk, *whom),
            LeadsTab(*asked),
            MonthsTab(people.write_month),
        )

    # --- showing -------------------------------------------------------------------------------

    @property
    def bare(self) -> bool:
        """Whether there is nothing to show."""
        return self._faces.currentWidget() is self._empty

    def _keys(self) -> QWidget:
        if self.laid.in_front() and self.laid.form is not None:
            return self.laid.form
        looked = self._looked()
        if looked is not None:
            return looked
        return self.first if self.bare else self.picker

    def _looked(self) -> MergedPage | None:
        """The page of mails or letters somebody looks through, when one is in front."""
        front = self._faces.currentWidget()
        return front if isinstance(front, MergedPage) else None

    def _looking(self) -> bool:
        return self._looked() is not None

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
        if self._looking():
            self._faces.setCurrentWidget(self.page)
        self._show(campaign_id)

    def _show(self, campaign_id: int | None) -> None:
        page = self._asked(campaign_id)
        if page is None:
            self.page.shown = None
            self._faces.setCurrentWidget(self._empty)
            return
        people = self._desk.ask(member_queries.members, page.row.id, post=page.row.by_post)
        months = self._desk.ask(progress_queries.progress, [page.row])[page.row.id]
        self.page.show_campaign(page, people, months)
        if not self._looking():
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
            if step is not None and step.merged:
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

    def _back(self) -> None:
        self.laid.back()

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
        post = page is not None and (page.row.by_post or any(one.is_letter for one in page.steps))
        return [
            *([("Print letters", self.print_letters)] if post else []),
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
        """Print the campaign in front, or its letters while they are looked through."""
        if self._looked() is self.letters:
            self.letters.print_next()
        elif self.page.shown is not None:
            row = self.page.shown.row
            self._desk.print_document(SHEET, row.id, f"Campaign {row.title}")

    def export_list(self) -> None:
        """Write the audience of the campaign into a file, for another program or a printer."""
        if self.page.shown is not None:
            row = self.page.shown.row
            people = self._desk.ask(member_queries.members, row.id, post=row.by_post)
            columns = ADDRESSEES if row.by_post else MEMBERS
            self._desk.export(f"Audience of {row.title}", columns, people)

    # --- mails and letters ---------------------------------------------------------------------

    def print_letters(self) -> None:
        """Look through the letters that come next; where none is written yet, begin one."""
        page = self.page.shown
        if page is None:
            return
        letters = [one for one in page.steps if one.is_letter]
        coming = [one for one in letters if one.done_on is None]
        if letters:
            self.open_step((coming or letters[-1:])[0])
        else:
            self.days.add_step("letter")

    def open_step(self, step: StepRow) -> None:
        """Look through the mails or letters of a step; a day to do something opens its form."""
        if not step.merged or not (step.subject and step.body):
            self.days.edit_step(step)
            return
        front: MergedPage = self.letters if step.is_letter else self.merge
        self._faces.setCurrentWidget(front)
        front.show_step(step)
        front.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_merge(self, *_: object) -> None:
        """Back from the mails or letters to the campaign."""
        if self._looking():
            self._faces.setCurrentWidget(self.page)
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)


_WHY = (
    "Say who is meant and what hurts them before what you sell. Every month of it asks what it"
    " brought."
)


def _pick(row: CampaignRow) -> Pick[int]:
    when = f"{short_date(row.starts_on, row.ends_on)} to {short_date(row.ends_on)}"
    leads = f"{row.leads} lead{'' if row.leads == 1 else 's'}" if row.leads else ""
    return Pick(row.id, row.title, f"{when} · {row.channel_words}", leads)
