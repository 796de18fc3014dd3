"""One campaign: its head, and tabs for its days, its audience, who asked, and its months."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import full_date, short_date
from ...desk.desk import Desk
from ...widgets.buttons import Button, MenuButton
from ...widgets.layout import PageHead, Panel, column, lead_focus, stack
from ...widgets.tabs import UnderlineTabs
from ...widgets.tags import Tag
from ..queries import members as member_queries
from ..queries.campaigns import CampaignPage
from ..queries.members import MemberRow
from ..queries.progress import MonthRow
from ..rules.campaigns import STATES, TONES
from .audience import AudienceTab
from .plan import PlanTab
from .results import LeadsTab, MonthsTab

PLAN, AUDIENCE, LEADS, MONTHS = "plan", "audience", "leads", "months"


class CampaignView(QWidget):
    """A campaign with everything on it; the four tabs are made by the part that holds it."""

    def __init__(
        self,
        desk: Desk,
        tabs: tuple[PlanTab, AudienceTab, LeadsTab, MonthsTab],
        on_edit: Callable[[], object],
        on_print: Callable[[], object],
        on_state: Callable[[str], object],
        more: Callable[[], list[tuple[str, Callable[[], object]]]],
    ) -> None:
        super().__init__()
        self._desk = desk
        self.plan, self.audience, self.leads, self.months = tabs
        self._on_state = on_state
        self.shown: CampaignPage | None = None
        self.edit_button = Button("Change", icon="pencil", on_click=on_edit, name="Change campaign")
        print_button = Button("Print", icon="printer", on_click=on_print, name="Print campaign")
        self.state_button = MenuButton("State", "list-checks", "Say how far it is", self._states)
        self.more_button = MenuButton("", "ellipsis", "More for this campaign", more)
        self.head = PageHead(
            "", actions=(self.state_button, self.edit_button, print_button, self.more_button)
        )
        self.tabs = UnderlineTabs("Parts of the campaign")
        self._pages = QStackedWidget()
        self._parts: dict[str, QWidget] = {}
        for key, words, part in (
            (PLAN, "Plan", self.plan),
            (AUDIENCE, "Audience", self.audience),
            (LEADS, "Leads", self.leads),
            (MONTHS, "Months", self.months),
        ):
            self.tabs.add(key, words)
            self._pages.addWidget(part)
            self._parts[key] = part
        self.tabs.chosen.connect(lambda key: self._pages.setCurrentWidget(self._parts[key]))
        top = Panel("paper", rule="bottom")
        stack(top, column(self.head, self.tabs, margin=(22, 14, 22, 0), gap=4))
        stack(self, top, self._pages)
        lead_focus(self, self._front)

    def _front(self) -> QWidget:
        return self._parts[self.tabs.current_key()]

    def turn(self, key: str) -> None:
        """Turn to a tab."""
        self.tabs.choose(key)
        self._pages.setCurrentWidget(self._parts[key])

    def show_campaign(
        self, page: CampaignPage, people: list[MemberRow], months: list[MonthRow]
    ) -> None:
        """Show a campaign."""
        self.shown, row = page, page.row
        when = f"{short_date(row.starts_on, row.ends_on)} to {full_date(row.ends_on)}"
        meta = [row.channel_words, when, row.owner or "nobody looks after it"]
        if row.offering:
            meta.append(row.offering)
        self.head.set_head(row.title, meta, (Tag(row.state_words, TONES.get(row.state, "grey")),))
        names = self._desk.ask(member_queries.stage_names)
        self.plan.show_page(page, sum(one.gets for one in people))
        what = "letter" if row.by_post else "mail"
        self.audience.show_members(page.audience.words(names), people, what)
        self.leads.show_leads(page.leads)
        self.months.show_months(months, page.money)
        self.tabs.set_count(AUDIENCE, len(people))
        self.tabs.set_count(LEADS, len(page.leads))

    def _states(self) -> list[tuple[str, Callable[[], object]]]:
        here = self.shown.row.state if self.shown else ""
        return [
            (words, partial(self._on_state, key)) for key, words in STATES.items() if key != here
        ]
