"""The first tab of a campaign: its figures, its days, what it cost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ...dates import full_date, short_date, today
from ...money import shown
from ...rows import dataclass
from ...widgets.buttons import Button
from ...widgets.layout import STRETCH, Card, Metric, Scroll, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from ..queries.campaigns import CampaignPage, CostRow
from ..queries.steps import StepRow
from .days import day_column


@dataclass(frozen=True, slots=True)
class PlanDeeds:
    """What can be done on the first tab."""

    open_step: Callable[[StepRow], object]
    tick: Callable[[StepRow, bool], object]
    add_step: Callable[[str], object]
    edit_step: Callable[[StepRow], object]
    remove_step: Callable[[StepRow], object]
    add_cost: Callable[[], object]
    edit_cost: Callable[[CostRow], object]
    remove_cost: Callable[[CostRow], object]


class PlanTab(QWidget):
    """What a campaign is, day by day."""

    def __init__(self, deeds: PlanDeeds) -> None:
        super().__init__()
        self._deeds = deeds
        self._page: CampaignPage | None = None
        self.cost = Metric("Cost", "", "")
        self.leads = Metric("Leads", "", "")
        self.each = Metric("Cost of a lead", "", "")
        self.mails = Metric("Mails sent", "", "")
        self.letters = Metric("Letters printed", "", "")
        self.why = Label("", "body", "ink2", wrap=True)
        self.steps = Table[StepRow](
            _STEPS,
            "Days of the campaign",
            on_activate=deeds.open_step,
            on_check=deeds.tick,
            on_select=lambda _one: self._offer(),
            row="card",
            side=14,
            fit=True,
            spoken=_spoken,
            empty="No day is planned yet. Begin with what you write, or with something to do.",
        )
        self.mail_button = Button("Add mail", icon="mail", on_click=self._add_words)
        self.task_button = Button("Add day", icon="plus", on_click=lambda: deeds.add_step("task"))
        self.look_button = Button("Look through the mails", icon="mail", on_click=self._look)
        self.change = Button("Change day", "quiet", on_click=self._change)
        self.remove = Button("Remove day", "quiet", on_click=self._remove)
        days = Card("What happens when", flush=True)
        days.add_right(self.task_button, self.mail_button)
        deeds_below = (self.look_button, self.change, self.remove)
        self._below = row(*deeds_below, STRETCH, margin=(14, 6, 8, 8))
        days.add(self.steps, self._below)
        self.costs = Table[CostRow](
            [
                day_column("On", lambda one: one.on),
                Column("what", "For what", "title", lambda one: one.what, stretch=1),
                Column("amount", "Cost", "money", self._money, width=110, align="right"),
            ],
            "What the campaign cost",
            on_activate=deeds.edit_cost,
            on_select=lambda _one: self._offer(),
            row="card",
            side=14,
            fit=True,
            spoken=lambda one: f"{one.what}, {self._money(one)}, {full_date(one.on)}",
            empty="Nothing was paid yet.",
        )
        self.cost_button = Button("Add cost", icon="plus", on_click=deeds.add_cost)
        self.uncost = Button("Remove cost", "quiet", on_click=self._uncost)
        money = Card("Costs", flush=True)
        money.add_right(self.cost_button)
        self._under = row(self.uncost, STRETCH, margin=(14, 6, 8, 8))
        money.add(self.costs, self._under)
        kinds = (self.cost, self.leads, self.each, self.mails, self.letters)
        figures = row(*kinds, gap=24, shares=(1, 1, 1, 1, 1))
        body = column(figures, self.why, days, money, STRETCH, gap=14, margin=(22, 16, 22, 20))
        stack(self, Scroll(body))
        lead_focus(self, self.steps)

    def _money(self, one: CostRow) -> str:
        return shown(one.amount, self._page.money) if self._page else ""

    def show_page(self, page: CampaignPage, mails: int) -> None:
        """Show a campaign; `mails` is how many in its audience get one."""
        self._page = page
        row_, money = page.row, page.money
        by_post = row_.by_post
        self.mail_button.set_text("Add letter" if by_post else "Add mail")
        self.cost.set_metric(shown(row_.cost, money), f"of {shown(row_.budget, money)}")
        self.leads.set_metric(str(row_.leads), f"of {row_.leads_hoped} hoped for")
        each = row_.lead_cost
        self.each.set_metric(shown(each, money) if each is not None else "-", "so far")
        for metric, many, shown_ in (
            (self.mails, row_.mails, not by_post or row_.mails > 0),
            (self.letters, row_.letters, by_post or row_.letters > 0),
        ):
            same = (metric is self.letters) == by_post
            metric.set_metric(str(many), f"{mails} in the audience get one" if same else "")
            metric.setVisible(shown_)
        words = page.why.strip()
        if page.learned.strip():
            words = f"{words}\n\nLearned: {page.learned.strip()}".strip()
        self.why.set_text(words)
        self.why.setVisible(bool(words))
        self.steps.show_rows(page.steps)
        if self.steps.selected() is None:
            # What comes next is at hand: its mails are looked through from below the list.
            coming = next((one for one in page.steps if one.done_on is None), None)
            if coming is not None:
                self.steps.select(coming.id)
        self.costs.show_rows(page.costs)
        self._offer()

    def _offer(self) -> None:
        step = self.steps.selected()
        self.look_button.setVisible(step is not None and step.merged)
        if step is not None:
            letters = step.is_letter
            self.look_button.set_text("Print letters" if letters else "Look through the mails")
            self.look_button.set_kind("default", "printer" if letters else "mail")
        self.change.setEnabled(step is not None)
        self.remove.setEnabled(step is not None and not step.settled)
        self._below.setVisible(bool(self.steps.rows()))
        self.uncost.setEnabled(self.costs.selected() is not None)
        self._under.setVisible(bool(self.costs.rows()))

    def _add_words(self) -> None:
        """Add a mail, or a letter where the campaign reaches people by post."""
        by_post = self._page is not None and self._page.row.by_post
        self._deeds.add_step("letter" if by_post else "mail")

    def _look(self) -> None:
        step = self.steps.selected()
        if step is not None:
            self._deeds.open_step(step)

    def _change(self) -> None:
        step = self.steps.selected()
        if step is not None:
            self._deeds.edit_step(step)

    def _remove(self) -> None:
        step = self.steps.selected()
        if step is not None:
            self._deeds.remove_step(step)

    def _uncost(self) -> None:
        cost = self.costs.selected()
        if cost is not None:
            self._deeds.remove_cost(cost)


def _far(one: StepRow) -> TagCell | None:
    if one.failed:
        return TagCell(f"{one.sent} sent, {one.failed} not", "red")
    if one.waiting:
        return TagCell(f"{one.sent} sent, {one.waiting} wait", "blue")
    if one.queued_at is not None:
        return TagCell(f"{one.sent} sent", "green")
    if one.printed:
        return TagCell(f"{one.printed} printed", "green" if one.done_on else "blue")
    if one.done_on is not None:
        return TagCell("Done", "green")
    return TagCell("Due", "amber") if one.on <= today() else None


def _spoken(one: StepRow) -> str:
    far = _far(one)
    kind = one.kind if one.merged else "to do"
    words = f"{short_date(one.on, today())}, {kind}, {one.title}"
    return f"{words}, {far.text.lower()}" if far is not None else words


_STEPS: list[Column[StepRow]] = [
    Column("done", "", "check", lambda one: one.done_on is not None, width=34),
    day_column("Day", lambda one: one.on),
    Column("title", "What", "title", lambda one: one.title, stretch=2),
    Column("subject", "Subject", "muted", lambda one: one.subject, stretch=2, hide_under=620),
    Column("far", "How far", "tag", _far, width=150),
]
