"""S030 measuring without a wall of numbers: nobody is ranked by speed, response or sales."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from mspdesk.app.areas import AREAS
from mspdesk.app.program import Program
from mspdesk.app.reporting import reports
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.timekeeping import actions as time
from tests.app.conftest import empty_program, program, shop
from tests.sample import furnish, open_ticket

__all__ = ["empty_program", "program", "shop"]

pytestmark = [pytest.mark.system(30), pytest.mark.usefixtures("clock")]

PEOPLE = ("Dana Whitlock", "Marcus Oduya", "Priya Raman")
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def test_no_report_sets_people_against_each_other(store: Store) -> None:
    """Where people stand in the rows they stand by name, whatever they did."""
    made = furnish(store)
    days = {made.dana: "9:00-9:30", made.marcus: "9:00-17:00", made.priya: "9:00-12:00"}
    for person, span in days.items():
        ticket = open_ticket(store, made.kestrel, "Weekly rounds", assigned_id=None)
        store.person_id = person
        note = "Went through the weekly list"
        store.do(time.log_time, ticket, date(2026, 3, 10), span, note)
    named = 0
    for report in reports(AREAS):
        rows = store.ask(report.rows, YEAR, {})
        for column in report.columns:
            values = [column.value(row) for row in rows]
            seen = [value for value in values if value in PEOPLE]
            # Some reports list a person several times, day by day.
            order = list(dict.fromkeys(seen))
            if len(order) > 1:
                named += 1
                assert order == sorted(order), report.title
        titles = " ".join(column.title for column in report.columns).lower()
        assert "rank" not in titles
        assert "best" not in titles
        by_person = any(column.title in ("Person", "Who", "Name") for column in report.columns)
        if by_person:
            assert not {"response", "resolution", "upsell", "close time"} & set(titles.split())
    assert named


def test_the_day_shows_counts_of_work_not_of_people(program: Program) -> None:
    said = " ".join(label.text() for label in program.window.findChildren(QLabel)).lower()
    for word in ("rank", "score", "target", "streak", "best", "slowest", "behind"):
        assert word not in said.split()
