"""S015: the productive share of paid time, of the team and of nobody alone."""

from datetime import date

import pytest

from mspdesk.app.areas import AREAS
from mspdesk.app.reporting import report_document, report_named, say
from mspdesk.database.store import Store
from mspdesk.desk.area import Chart, Period
from mspdesk.money import half_up
from mspdesk.people import actions as people
from mspdesk.timekeeping.queries import Billability, billability, shares_by_week
from mspdesk.timekeeping.queries.splits import paid_split
from tests.bookcase import Furnish, Standing
from tests.timekeeping.team import A_DAY, NAMES, Team, furnish, work

pytestmark = [pytest.mark.system(15), pytest.mark.usefixtures("clock")]
MONDAY, SUNDAY = date(2026, 3, 2), date(2026, 3, 8)
SHARES = (40, 60, 65, 70, 75)


@pytest.fixture(scope="module")
def furniture() -> Furnish:
    return furnish


@pytest.fixture
def team(store: Store, standing: Standing) -> Team:
    found: Team = standing(store)
    return found


def test_five_technicians_are_124_hours_of_200_which_is_62_percent(
    store: Store, team: Team
) -> None:
    work(store, team, MONDAY)
    found = store.ask(billability, MONDAY, SUNDAY)
    assert (found.paid, found.productive) == (200 * 60, 124 * 60)
    assert found.words == "62.0%"
    for person, minutes, share in zip(team.people, A_DAY, SHARES, strict=True):
        own = store.ask(paid_split, MONDAY, SUNDAY, person)
        assert (own.paid, own.minutes("productive")) == (40 * 60, minutes * 5)
        assert own.rows[0].share == share * 10_000
    team_split = store.ask(paid_split, MONDAY, SUNDAY)
    assert team_split.rows[0].share == 620_000
    assert sum(row.minutes for row in team_split.rows) == 200 * 60
    assert not team_split.minutes("open")


def test_the_report_says_the_figures_and_draws_thirteen_weeks_without_a_name(
    store: Store, team: Team
) -> None:
    work(store, team, MONDAY)
    report = report_named(AREAS, "categories")
    document = store.ask(report_document, report, Period(MONDAY, SUNDAY))
    glances = [one for area in AREAS for one in area.glances()]
    said = store.ask(say, glances, document, {})
    figures = {one.label: (one.value, one.words) for one in said.figures}
    assert figures["Productive share, whole team"][0] == "62.0%"
    assert figures["Productive"] == ("124.00 h", "of 200.00 h paid")
    assert figures["Logged"][0] == "200.00 h"
    assert [len(chart.labels) for chart in said.charts] == [13, 13]
    share: Chart = said.charts[1]
    assert share.series[0][1][-1] == 620
    assert share.words(620) == "62.0%"
    everything = repr((document.rows, said.figures, [chart.series for chart in said.charts]))
    assert not [name for name in NAMES if name in everything]


def test_nothing_that_is_not_work_on_a_ticket_counts(store: Store, team: Team) -> None:
    work(store, team, MONDAY, overhead=False)
    without = store.ask(billability, MONDAY, SUNDAY)
    work_less = without.productive
    assert without.words == "62.0%"
    assert work_less == 124 * 60


def test_leave_and_holidays_are_not_paid_time(store: Store, team: Team) -> None:
    """The share is of hours that were paid to work: a day off takes 8 of 200 away."""
    work(store, team, MONDAY)
    store.do(people.enter_leave, team.people[1], date(2026, 3, 6), 480, "Away")
    shares = {one.monday: one for one in store.ask(shares_by_week, SUNDAY, 13)}
    assert shares[MONDAY].paid == 192 * 60
    assert shares[MONDAY].tenths == half_up(124 * 1000, 192)
    # Presidents' Day and Martin Luther King Jr. Day: four days of five.
    assert shares[date(2026, 2, 16)].paid == shares[date(2026, 1, 19)].paid == 160 * 60
    assert Billability(0, 0, 0, 62).words == "0.0%"
