"""What time puts on Today and into the palette, and what its triggers keep under raw SQL."""

import random
from datetime import date

import pytest
from sqlalchemy import text

from mspdesk import dates
from mspdesk.desk.area import Lazy
from mspdesk.people.rules import MAY, AccessRole
from mspdesk.timekeeping import actions, offers, queries
from mspdesk.timekeeping.area import AREA
from tests.timekeeping.shopfloor import DAY, Floor, at

NOTE = "Looked into it with the client"


def test_today_says_what_is_missing_and_what_still_runs(floor: Floor) -> None:
    with dates.frozen(at(16, 30, day=10)):
        floor.store.do(actions.log_time, floor.ticket, date(2026, 3, 10), "8:00-15:35", NOTE)
        floor.store.do(actions.start_timer, floor.covered)
    missing, timer = floor.store.ask(offers.my_time, floor.owner, DAY)
    assert (missing.title, missing.detail) == (
        "0.42 h missing on Tue, Mar 10",
        "7.58 h of 8.00 h logged",
    )
    assert missing.place.about == {"day": "2026-03-10"}
    assert timer.title == "Timer on #2 since Mar 10, 4:30 pm"
    others = floor.store.ask(offers.everybodys_time, floor.owner, DAY)
    assert [row.title for row in others] == ["Sam Ortiz"]
    assert floor.store.ask(offers.my_time, None, DAY) == []


def test_a_week_that_was_handed_in_waits_for_whoever_approves(floor: Floor) -> None:
    assert floor.store.ask(offers.weeks_to_approve, floor.owner, DAY) == []
    with dates.frozen(at(9, 0, day=9)):
        for day in range(2, 7):
            floor.store.do(actions.explain_day, date(2026, 3, day), "Away", floor.tech)
        floor.store.do(actions.submit_week, date(2026, 3, 3), floor.tech)
    (row,) = floor.store.ask(offers.weeks_to_approve, floor.owner, DAY)
    assert (row.title, row.detail) == ("Sam Ortiz, week of Mar 2", "handed in Mar 9")
    assert row.place.about == {"day": "2026-03-02", "person_id": floor.tech}
    floor.store.do(actions.approve_week, floor.tech, date(2026, 3, 2))
    assert floor.store.ask(offers.weeks_to_approve, floor.owner, DAY) == []


def test_a_complete_day_leaves_today_empty(floor: Floor) -> None:
    floor.store.do(actions.log_time, floor.ticket, date(2026, 3, 10), "8:00-16:00", NOTE)
    assert floor.store.ask(offers.my_time, floor.owner, DAY) == []


def test_everything_offered_can_be_found_and_is_allowed_to_somebody() -> None:
    permits = {permit for role in AccessRole for permit in MAY[role]} | {""}
    for offer in (AREA.verbs, AREA.today, AREA.panels, AREA.papers, AREA.reports):
        found = offer()
        assert found
        for one in found:
            assert one.needs in permits
    assert AREA.checks() == (queries.check_time,)
    for panel in AREA.panels():
        assert callable(panel.make)
    assert AREA.tab is not None
    assert callable(AREA.tab())
    assert isinstance(AREA.tab, Lazy)


@pytest.mark.parametrize("seed", [1, 2])
def test_kept_sums_are_true_after_any_raw_change(floor: Floor, seed: int) -> None:
    dice = random.Random(seed)
    day = date(2026, 2, 2)
    for n in range(12):
        ticket = dice.choice([floor.ticket, floor.covered])
        floor.store.do(
            actions.log_time, ticket, day.replace(day=2 + n), str(dice.randrange(90)), NOTE
        )
    changes = (
        "UPDATE time_entry SET minutes = minutes + 7 WHERE id = :id",
        "UPDATE time_entry SET work_on = :day WHERE id = :id",
        "UPDATE time_entry SET kind = 'no_charge', state = '' WHERE id = :id",
        "UPDATE time_entry SET ticket_id = :ticket, client_id = :client WHERE id = :id",
        "UPDATE time_entry SET person_id = :person WHERE id = :id",
        "UPDATE time_entry SET category = 'drive', after_minutes = 3 WHERE id = :id",
        "UPDATE time_entry SET why = 'nothing counted' WHERE id = :id",
        "DELETE FROM time_entry WHERE id = :id",
    )
    for _ in range(25):
        about = {
            "id": dice.randrange(1, 13),
            "day": date(2025, dice.randrange(1, 13), 5),
            "ticket": floor.covered,
            "client": floor.managed,
            "person": floor.tech,
        }
        words = dice.choice(changes)
        named = {key: value for key, value in about.items() if f":{key}" in words}
        with floor.store.step("Change", batch=True) as session:
            session.connection().execute(text(words), named)
        assert floor.store.ask(queries.check_rollups) == []
