"""S030 measuring without a wall of numbers: nobody is ranked by speed, response or sales.

Every screen is looked at for this by tests/screens, in the walk past all of them; here are the
reports, what is written into files, and what stands above the lists.
"""

from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QLabel

from mspdesk import dates
from mspdesk.app.areas import AREAS
from mspdesk.app.program import Program
from mspdesk.app.reporting import cell, of_people, report_document, reports, say, usual_period
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.exchange.columns import plain
from mspdesk.people import actions as people
from mspdesk.people.models import Person
from mspdesk.tickets import actions as tickets
from mspdesk.timekeeping import actions as time
from tests.app.conftest import empty_program, program, shop
from tests.bookcase import Furnish, Standing
from tests.ranking import identity, ranked_rows, ranked_words
from tests.sample import Sample, open_ticket
from tests.sample import furnish as small_shop

__all__ = ["empty_program", "program", "shop"]

pytestmark = [pytest.mark.system(30), pytest.mark.usefixtures("clock")]

PEOPLE = ("Dana Whitlock", "Marcus Oduya", "Priya Raman")
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
TUESDAY = date(2026, 3, 10)


@pytest.fixture(scope="module")
def furniture() -> Furnish:
    return furnish


def furnish(store: Store) -> Sample:
    """Three people whose hours, speed and absence would each put them in another order."""
    made = small_shop(store)
    owner = store.person_id
    hired = {
        made.dana: date(2020, 3, 20),
        made.marcus: date(2023, 3, 4),
        made.priya: date(2021, 3, 9),
    }
    spans = {made.dana: "9:00-9:30", made.marcus: "9:00-17:00", made.priya: "9:00-12:00"}
    with store.step("Hire") as session:
        for who, day in hired.items():
            row = session.get_one(Person, who)
            row.hired_on = day
    for at, (who, span) in enumerate(spans.items()):
        with dates.frozen(datetime(2026, 3, 9, 8)):
            ticket = open_ticket(store, made.kestrel, "Weekly rounds", assigned_id=who)
        store.person_id = who
        for category in ("productive", "training", "drive"):
            first = {"productive": 0, "training": 1, "drive": 2}[category]
            day = date(2026, 3, 4 + first)
            store.do(time.log_time, ticket, day, span, "Went through the weekly list", category)
        store.do(time.log_time, ticket, TUESDAY, span, "Went through the weekly list")
        with dates.frozen(datetime(2026, 3, 10, (15, 9, 12)[at])):
            store.do(tickets.assign, ticket, None, who)
            store.do(tickets.begin_work, ticket)
            store.do(tickets.complete, ticket, None, "Told them")
        for n in range(1, 2 + (2, 0, 1)[at]):
            store.do(people.enter_leave, who, date(2026, 3, 15 + n), 480, "Away")
    store.person_id = owner
    return made


def test_no_report_and_no_file_sets_people_against_each_other(
    sqlite_store: Store, standing: Standing
) -> None:
    """Where people stand in the rows they stand by name, and no figure compares them."""
    store = sqlite_store
    standing(store)
    glances = [one for area in AREAS for one in area.glances()]
    wrong, about_people = [], set()
    for report in reports(AREAS):
        for period in (usual_period(report, dates.today()), YEAR):
            document = store.ask(report_document, report, period)
            heads = [column.title for column in report.columns]
            shown = [[cell(one, row) for one in report.columns] for row in document.rows]
            wrong += ranked_rows(report.title, heads, shown, PEOPLE)
            heads = [column.title for column in report.written]
            written = [[plain(one, row) for one in report.written] for row in document.rows]
            wrong += ranked_rows(f"{report.title}, file", heads, written, PEOPLE)
            said = store.ask(say, glances, document, {})
            for figure in said.figures:
                wrong += ranked_words(figure.label, (figure.value, figure.words), PEOPLE)
            for chart in said.charts:
                names = (*chart.labels, *(name for name, _ in chart.series))
                wrong += ranked_words(f"{report.title}, {chart.title}", names, PEOPLE)
            if identity(shown, PEOPLE) is not None:
                about_people.add(report.key)
                if not of_people(report):
                    wrong.append(f"{report.title}: its list can be sorted by a figure")
    assert wrong == [], "\n".join(dict.fromkeys(wrong))
    assert {"missing-time", "full-time-week", "time-by-person", "who-is-in"} <= about_people


def test_what_would_rank_is_found() -> None:
    """The walk can fail: by order, by a measure, by a word, by a drawing."""
    heads, dana, marcus = ("Person", "Hours"), ("Dana Whitlock", "0.50"), ("Marcus Oduya", "8.00")
    assert ranked_rows("Hours", heads, [dana, marcus], PEOPLE) == []
    assert ranked_rows("Hours", heads, [marcus, dana], PEOPLE)
    assert ranked_rows("Hours", ("No.", *heads), [("1", *marcus), ("2", *dana)], PEOPLE)
    assert ranked_rows("Speed", ("Person", "Response time"), [dana, marcus], PEOPLE)
    assert ranked_rows("Hours", ("Person", "Rank"), [dana, marcus], PEOPLE)
    # A list of work names who does it, in the order of the work.
    work = [("#12", "Printer", "Marcus Oduya"), ("#13", "Mail", "Dana Whitlock")]
    assert ranked_rows("Board", ("No.", "Title", "Who"), work, PEOPLE) == []
    assert ranked_words("Hours", ["Dana Whitlock 1", "Priya Raman 2"], PEOPLE)
    assert ranked_words("Top technicians", [], PEOPLE)
    assert not ranked_words("Hours by week", ["all", "productive"], PEOPLE)


def test_the_day_shows_counts_of_work_not_of_people(program: Program) -> None:
    said = " ".join(label.text() for label in program.window.findChildren(QLabel)).lower()
    for word in ("rank", "score", "target", "streak", "best", "slowest", "behind"):
        assert word not in said.split()
