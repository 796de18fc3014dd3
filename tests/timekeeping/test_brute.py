"""Flow, shares and splits equal what plain Python counts from what was entered, at random."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.people import actions as people
from mspdesk.shop import rules as shop_rules
from mspdesk.tickets import actions as tickets
from mspdesk.timekeeping import actions as time
from mspdesk.timekeeping import queries
from mspdesk.timekeeping.queries.flow import FlowRow, work_flow
from mspdesk.timekeeping.queries.splits import paid_split
from mspdesk.timekeeping.rules import Category
from tests.bookcase import Furnish, Standing
from tests.timekeeping.team import NOTE, Team, furnish

pytestmark = pytest.mark.usefixtures("clock")
FIRST, LAST, WEEKS = date(2026, 2, 9), date(2026, 3, 11), 5
"""Five weeks, of which the last has begun; Presidents' Day lies in the second."""

CLOSED = shop_rules.holidays_of(shop_rules.TEN_HOLIDAYS, 2026)
CATEGORIES = tuple(one for one in Category if one is not Category.REWORK)


@dataclass
class Entered:
    """What was put into the books, as plain numbers: (day, minutes) by what it was."""

    came: list[tuple[date, int]] = field(default_factory=list)
    projects: list[tuple[date, int]] = field(default_factory=list)
    raised: list[tuple[date, int]] = field(default_factory=list)
    worked: list[tuple[date, int, str, int]] = field(default_factory=list)
    away: list[tuple[date, int]] = field(default_factory=list)


@pytest.fixture(scope="module")
def furniture() -> Furnish:
    return furnish


def enter(store: Store, team: Team, chance: random.Random) -> Entered:
    """Enter a month at random through the real actions, and write down what was entered."""
    made = Entered()
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    for n in range(chance.randint(4, 9)):
        on = chance.choice(days)
        project = chance.choice(("", "", "Move"))
        minutes = chance.choice((None, 15, 90, 600))
        with dates.frozen(datetime(on.year, on.month, on.day, chance.randint(0, 22), 30)):
            facts = {"estimate_minutes": minutes, "project": project}
            ticket = store.do(tickets.open_ticket, team.client, f"Work {n}", facts)
        made.came.append((on, minutes or 0))
        made.projects.append((on, (minutes or 0) if project else 0))
        for later in sorted(
            chance.sample([d for d in days if d >= on], k=min(2, (LAST - on).days))
        ):
            after = chance.choice((5, 30, 120, 480))
            with dates.frozen(datetime(later.year, later.month, later.day, 23, 15)):
                store.do(tickets.set_estimate, ticket, None, after)
            more = max(0, after - (minutes or 0))
            made.raised.append((later, more))
            made.projects.append((later, more if project else 0))
            minutes = after
    for who in team.people:
        for on in chance.sample(days, k=4):
            minutes, category = chance.randint(5, 300), chance.choice(CATEGORIES)
            span = f"8:00-{8 + minutes // 60}:{minutes % 60:02}"
            store.do(time.log_time, team.ticket, on, span, NOTE, category, person_id=who)
            made.worked.append((on, minutes, category, who))
        for on in chance.sample(days, k=2):
            minutes = chance.choice((120, 480))
            store.do(people.enter_leave, who, on, minutes, "Away")
            if on.weekday() < 5 and on not in CLOSED:
                made.away.append((on, minutes))
    return made


def by_week(found: list[tuple[date, int]]) -> Counter[date]:
    sums: Counter[date] = Counter()
    for on, minutes in found:
        sums[on - timedelta(days=on.weekday())] += minutes
    return sums


def paid_days(made: Entered, team: Team) -> int:
    """Five people at eight hours on each working day, less what they were away."""
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    working = sum(day.weekday() < 5 and day not in CLOSED for day in days)
    return working * 480 * len(team.people) - sum(minutes for _, minutes in made.away)


@pytest.mark.parametrize("seed", range(3))
def test_the_books_count_as_plain_python_does(store: Store, standing: Standing, seed: int) -> None:
    team: Team = standing(store)
    made = enter(store, team, random.Random(seed))
    came, raised = by_week(made.came), by_week(made.raised)
    projects, away = by_week(made.projects), by_week(made.away)
    good = [(on, minutes) for on, minutes, category, _ in made.worked if category == "productive"]
    done, productive = by_week(good), sum(minutes for _, minutes in good)
    paid = paid_days(made, team)
    mondays = [FIRST + timedelta(days=7 * n) for n in range(WEEKS)]
    assert store.ask(work_flow, LAST, WEEKS) == [
        FlowRow(
            one,
            came[one] + raised[one],
            projects[one],
            raised[one],
            done[one],
            away[one],
            (2 * away[one] * productive + paid) // (2 * paid),
        )
        for one in mondays
    ]
    share = store.ask(queries.billability, FIRST, LAST)
    assert (share.paid, share.productive) == (paid, productive)
    assert share.tenths == (2_000 * productive + paid) // (2 * paid)
    weekly = {one.monday: one for one in store.ask(queries.shares_by_week, LAST, WEEKS)}
    assert sum(one.paid for one in weekly.values()) == paid
    assert [weekly[one].productive for one in mondays] == [done[one] for one in mondays]
    split = store.ask(paid_split, FIRST, LAST)
    all_minutes = sum(minutes for _, minutes, _, _ in made.worked)
    assert split.minutes("productive") == productive
    assert split.minutes("open") == paid - all_minutes
    for category in CATEGORIES:
        rows = [(on, minutes) for on, minutes, kind, _ in made.worked if kind == category]
        found = store.ask(queries.category_by_week, LAST, WEEKS, category)
        assert [one.minutes for one in found] == [by_week(rows)[one] for one in mondays]
