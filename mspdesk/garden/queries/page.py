"""Everything the page of the garden shows, asked for at once."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import today
from ...money import Currency
from ...rows import dataclass
from ...shop.queries import shop
from ...tickets.queries import FlowWeek, work_in_and_out
from ..models import GardenChoice
from ..rules import GardenRow, Mode, Terms, a_month, days_of
from ..rules.help import Help
from ..rules.layout import Bubble, short_label
from .facts import help_for
from .figures import margin_of, target_of
from .profit import garden_on
from .terms import Team, team_of, terms_with

FLOW_WEEKS = 12
"""Weeks of work in and out that are drawn."""


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """What the owner decided about a client last."""

    client_id: int
    client: str
    on: date
    choice: str
    why: str
    look_again_on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class GardenPage:
    """The garden between two days, its terms and target, and what would help whom.

    `rows` come with the least profit first; `target` is minor units an hour, `margin` the percent
    it leaves over the cost; `help` and `choices` by client.
    """

    first: date
    last: date
    rows: tuple[GardenRow, ...]
    terms: Terms
    team: Team
    target: int
    margin: int
    help: dict[int, Help]
    choices: dict[int, ChoiceRow]
    weeks: tuple[FlowWeek, ...]
    money: Currency

    @property
    def days(self) -> int:
        """How many days it covers."""
        return days_of(self.first, self.last)

    def a_month(self, amount: int) -> int:
        """What an amount of the whole time is in a month."""
        return a_month(amount, self.days)

    @property
    def worked(self) -> tuple[GardenRow, ...]:
        """The clients for whom hours were recorded: those the chart shows."""
        return tuple(row for row in self.rows if row.effective_rate is not None)

    @property
    def tend(self) -> tuple[GardenRow, ...]:
        """Those below the target, the one that brings in the least an hour first."""
        low = [row for row in self.worked if (row.effective_rate or 0) < self.target]
        return tuple(sorted(low, key=lambda row: (row.effective_rate or 0, row.client.lower())))

    @property
    def bubbles(self) -> list[Bubble]:
        """The clients as the chart has them: minutes a month, an hour, income a month."""
        return [
            Bubble(
                row.client_id,
                short_label(row.client),
                self.a_month(row.recorded),
                row.effective_rate or 0,
                self.a_month(row.revenue),
            )
            for row in self.worked
        ]


def garden_page(
    session: Session, first: date, last: date, mode: Mode | str = Mode.EXACT
) -> GardenPage:
    """The page of the garden; days ahead are left out."""
    last = max(first, min(last, today()))
    team = team_of(session, first, last)
    terms = terms_with(session, team, Mode(mode))
    rows = tuple(garden_on(session, first, last, terms))
    target = target_of(session, terms)
    page = GardenPage(
        first,
        last,
        rows,
        terms,
        team,
        target,
        margin_of(session),
        {},
        choices(session),
        tuple(work_in_and_out(session, last, FLOW_WEEKS)),
        shop(session).money,
    )
    return replace(page, help=help_for(session, page.tend, target, first, last))


def choices(session: Session) -> dict[int, ChoiceRow]:
    """What the owner decided about each client last, by client."""
    rows = session.execute(
        select(
            GardenChoice.client_id,
            Client.name,
            GardenChoice.on,
            GardenChoice.choice,
            GardenChoice.why,
            GardenChoice.look_again_on,
            GardenChoice.by,
        )
        .join(Client, Client.id == GardenChoice.client_id)
        .order_by(GardenChoice.on, GardenChoice.id)
    )
    return {row.client_id: ChoiceRow(*row) for row in rows}


def look_again(session: Session, day: date) -> list[ChoiceRow]:
    """Decisions whose day to look again has come, the oldest day first."""
    due = [
        one for one in choices(session).values() if one.look_again_on and one.look_again_on <= day
    ]
    return sorted(due, key=lambda one: (one.look_again_on or day, one.client.lower()))
