"""What can be done with the days of a campaign and with what it cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...desk.desk import Desk
from ...widgets.form import Form
from ..actions import campaigns as actions
from ..queries.campaigns import CampaignPage, CostRow
from ..queries.steps import StepRow
from ..queries.steps import step as step_of
from ..rules.campaigns import MERGED
from .forms import cost_form, step_form
from .page import CampaignView

Lay = Callable[[str, str, Form], None]


class DaysAndCosts:
    """The days of the campaign in front, and its costs.

    `page` shows the campaign in front, `lay` lays a form over it and `back` takes it away.
    `open_step` looks through the words of a day, and `looking` says whether somebody does.
    """

    def __init__(
        self,
        desk: Desk,
        page: Callable[[], CampaignView],
        lay: Lay,
        back: Callable[[], object],
        open_step: Callable[[StepRow], object],
        looking: Callable[[], bool],
    ) -> None:
        self._desk, self._view, self._lay, self._back = desk, page, lay, back
        self._open, self._looking = open_step, looking

    @property
    def _page(self) -> CampaignPage | None:
        return self._view().shown

    def tick(self, step: StepRow, done: bool) -> None:
        """Say that a day's work was done, or was not."""
        self._desk.attempt(actions.tick_step, step.id, step.version, done=done)

    def add_step(self, kind: str) -> None:
        """Lay the form of a new day over the page: a mail, a letter or something to do."""
        self._step_form(None, kind)

    def edit_step(self, step: StepRow) -> None:
        """Lay the form of a day over the page; what went out is only read."""
        if step.settled:
            self._open(step)
            return
        self._step_form(step, step.kind)

    def _step_form(self, step: StepRow | None, kind: str) -> None:
        page = self._page
        if page is None:
            return
        campaign_id = page.row.id
        looking = self._looking()

        def save(values: dict[str, Any]) -> None:
            facts = {name: "" if value is None else value for name, value in values.items()}
            version = step.version if step else 0
            made = self._desk.do(
                actions.save_step, campaign_id, facts, step.id if step else None, version
            )
            self._back()
            self._view().plan.steps.select(made)
            if looking:
                self._open(self._desk.ask(step_of, made))

        form = step_form(step, kind, save, self._back)
        title = f"A {kind if kind in MERGED else 'day'} of the campaign"
        self._lay(title, page.row.title, form)

    def add_cost(self, *_: object) -> None:
        """Lay the form of a cost over the page."""
        self._cost_form(None)

    def edit_cost(self, cost: CostRow) -> None:
        """Lay the form of a cost over the page."""
        self._cost_form(cost)

    def _cost_form(self, cost: CostRow | None) -> None:
        page = self._page
        if page is None:
            return

        def save(values: dict[str, Any]) -> None:
            known = (cost.id, cost.version) if cost else (None, 0)
            self._desk.do(actions.save_cost, page.row.id, values, *known)
            self._back()

        form = cost_form(page.money, cost, save, self._back)
        self._lay("What was paid", page.row.title, form)

    def remove_step(self, step: StepRow) -> None:
        """Take away a day that was planned by mistake."""
        self._desk.attempt(actions.remove_step, step.id)

    def remove_cost(self, cost: CostRow) -> None:
        """Take away a cost that was noted by mistake."""
        self._desk.attempt(actions.remove_cost, cost.id)
