"""S016: hours that come in and go out by week, where the backlog is going, bumps apart."""

from datetime import date, datetime, timedelta

import pytest

from mspdesk import dates
from mspdesk.app.areas import AREAS
from mspdesk.app.reporting import ReportDocument, Said, report_document, report_named, say
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.people import actions as people
from mspdesk.people.queries import person
from mspdesk.tickets import actions as tickets
from mspdesk.timekeeping.queries.flow import (
    mean_net,
    mean_without_bumps,
    trend,
    whole_weeks,
    work_flow,
)
from tests.bookcase import Furnish, Standing
from tests.timekeeping.team import Team, furnish, work

pytestmark = [pytest.mark.system(16), pytest.mark.usefixtures("clock")]
TODAY = date(2026, 3, 11)
MONDAYS = tuple(date(2026, 2, 9) + timedelta(days=7 * n) for n in range(4))
PERIOD = Period(TODAY, TODAY)


@pytest.fixture(scope="module")
def furniture() -> Furnish:
    return furnish_and_work


def furnish_and_work(store: Store) -> Team:
    """Four weeks in each of which the five do 124 hours."""
    team = furnish(store)
    for monday in MONDAYS:
        work(store, team, monday, overhead=False)
    return team


@pytest.fixture
def team(store: Store, standing: Standing) -> Team:
    found: Team = standing(store)
    return found


def came(store: Store, team: Team, monday: date, *hours: int, project: str = "") -> list[int]:
    """Open tickets on a Tuesday, each estimated at some hours."""
    with dates.frozen(datetime(monday.year, monday.month, monday.day, 9) + timedelta(days=1)):
        return [
            store.do(
                tickets.open_ticket,
                team.client,
                f"Work of {n} hours",
                {"estimate_minutes": n * 60, "project": project},
            )
            for n in hours
        ]


def told(store: Store, key: str) -> tuple[ReportDocument, Said]:
    """A report and what stands above it."""
    report = report_named(AREAS, key)
    document = store.ask(report_document, report, PERIOD)
    glances = [one for area in AREAS for one in area.glances()]
    return document, store.ask(say, glances, document, {})


def test_130_in_and_124_out_is_six_hours_more_a_week_and_growing(store: Store, team: Team) -> None:
    for monday in MONDAYS:
        came(store, team, monday, 60, 70)
    rows = store.ask(whole_weeks, TODAY)
    assert [row.monday for row in rows] == list(MONDAYS)
    assert [(row.inflow, row.outflow, row.net) for row in rows] == [(7_800, 7_440, 360)] * 4
    assert (mean_net(rows), trend(rows)) == (360, "growing")
    document, said = told(store, "work-flow")
    assert len(document.rows) == 13
    figures = {one.label: (one.value, one.words) for one in said.figures}
    assert figures["Net a week"] == ("+6.00 h", "growing, mean of 4 weeks")
    assert figures["Clears in"][0] == "will not clear"
    (chart,) = said.charts
    assert len(chart.labels) == 13
    assert [name for name, _ in chart.series] == ["in", "out"]
    assert [series[-1] for _, series in chart.series] == [7_800, 7_440]


def test_a_backlog_of_310_hours_clears_in_two_and_a_half_or_in_22_weeks(
    store: Store, team: Team
) -> None:
    """310 h at 124 h a week is 2.5 weeks; with 110 h coming in it is 22.1 (B2)."""
    ended = [came(store, team, monday, 65, 45)[0] for monday in MONDAYS][:2]
    for ticket in ended:
        store.do(tickets.cancel, ticket, None, "They do it themselves")
    rows = store.ask(whole_weeks, TODAY)
    assert (mean_net(rows), trend(rows)) == (-14 * 60, "shrinking")
    _, said = told(store, "backlog")
    figures = {one.label: one.value for one in said.figures}
    assert figures["Backlog"] == "310.00 h"
    assert figures["At this pace"] == "2.5 weeks"
    assert [len(chart.labels) for chart in said.charts] == [13, 13]
    _, flow = told(store, "work-flow")
    assert {one.label: one.value for one in flow.figures}["Clears in"] == "22.1 weeks"


def test_a_week_that_has_begun_does_not_pull_the_mean_about(store: Store, team: Team) -> None:
    came(store, team, date(2026, 3, 9), 500)
    assert [row.inflow for row in store.ask(whole_weeks, TODAY)] == [0, 0, 0, 0]
    assert store.ask(work_flow, TODAY)[-1].inflow == 500 * 60
    assert store.ask(whole_weeks, date(2026, 3, 15))[-1].inflow == 500 * 60


def test_projects_and_vacations_are_bumps_that_stand_apart(store: Store, team: Team) -> None:
    for monday in MONDAYS:
        came(store, team, monday, 120)
    came(store, team, MONDAYS[1], 40, project="Move of the office")
    for day in range(5):
        on = MONDAYS[2] + timedelta(days=day)
        store.do(people.enter_leave, team.people[1], on, 480, "Away")
    rows = store.ask(whole_weeks, TODAY)
    assert [row.projects for row in rows] == [0, 40 * 60, 0, 0]
    assert [row.away for row in rows] == [0, 0, 40 * 60, 0]
    # 496 h were done in 720 h that were paid, the holiday and the leave taken off: 40 h are 27.55.
    assert rows[2].lost == 1_653
    assert (mean_net(rows), trend(rows)) == (6 * 60, "growing")
    assert mean_without_bumps(rows) == -653
    _, said = told(store, "work-flow")
    assert [chart.title.split(",")[0] for chart in said.charts] == [
        "Hours in and out",
        "Bumps: projects that came in",
    ]
    figures = {one.label: one for one in said.figures}
    assert figures["Without bumps"].value.startswith("-")
    left = store.ask(person, team.people[1])
    assert left is not None
    last = MONDAYS[2] + timedelta(days=1)
    store.do(people.edit_person, left.id, left.version, {"left_on": last})
    assert [row.away for row in store.ask(whole_weeks, TODAY)] == [0, 0, 16 * 60, 0]
