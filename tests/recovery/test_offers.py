"""What recovery offers the window: the search, what is due on Today, reports, checks."""

from datetime import date

import pytest

from mspdesk import dates
from mspdesk.billing.queries.renewals import renewals
from mspdesk.database.store import Store
from mspdesk.desk.area import Figure, Period, Place
from mspdesk.documentation.actions import backups
from mspdesk.recovery import offers
from mspdesk.recovery.models import Dependency
from mspdesk.recovery.queries import checks, states
from mspdesk.recovery.reports import GLANCES, reports
from tests.recovery.conftest import Planned

pytestmark = pytest.mark.usefixtures("clock")

NOW = Period(date(2026, 3, 11), date(2026, 3, 11))


def test_systems_are_found_by_name(store: Store, planned: Planned) -> None:
    found = store.ask(offers.find_systems, "serv", 5)
    assert [(hit.title, hit.client) for hit in found] == [("Server", "Brightwater Veterinary")]
    assert found[0].place.about == {"part": "systems", "id": planned.server}
    assert store.ask(offers.find_systems, "s", 5) == []


def test_restore_tests_due_are_a_short_quiet_list(store: Store, planned: Planned) -> None:
    client = planned.shop.brightwater
    for n in range(6):
        store.do(backups.add_backup_job, client, {"name": f"Files {n}"})
    rows = store.ask(offers.tests_due, None, dates.today())
    assert len(rows) == 6
    assert (rows[-1].title, rows[-1].link) == ("2 more", "List")
    assert rows[-1].place == Place("reports", about={"report": "restore-tests-due"})
    said = {"item": "Charts", "verified_by": "Ines Varga"}
    for job in (planned.job, *range(planned.job + 1, planned.job + 7)):
        store.do(backups.record_restore_test, job, said)
    assert store.ask(offers.tests_due, None, dates.today()) == []


def test_every_report_has_its_rows(store: Store, planned: Planned) -> None:
    counts = {}
    for report in reports():
        rows = store.ask(report.rows, NOW, {})
        counts[report.key] = len(rows)
        for row in rows:
            assert [column.value(row) for column in report.columns]
        if report.totals is not None:
            assert isinstance(report.totals(rows), dict)
    assert counts == {
        "restore-tests-due": 1,
        "offline-copies": 2,
        "dr-plans": 1,
        "retired-media": 0,
    }


def test_glances_say_how_plans_stand(store: Store, planned: Planned) -> None:
    glances = {glance.report: glance for glance in GLANCES}
    rows = store.ask(states.plan_states)
    figures = store.ask(glances["dr-plans"].make, NOW, {}, rows)
    assert [(one.label, one.value) for one in figures if isinstance(one, Figure)] == [
        ("Approved", "0"),
        ("Stale", "0"),
        ("No plan yet", "0"),
        ("Nobody tested", "1"),
    ]
    ending = store.ask(renewals, date(2026, 9, 1))
    figures = store.ask(glances["renewals"].make, NOW, {}, ending)
    said = [(one.value, one.words) for one in figures if isinstance(one, Figure)]
    assert said == [("0", "of 1 clients to renew")]
    assert store.ask(glances["renewals"].make, NOW, {}, []) == []


def test_the_check_of_the_books_finds_a_wrong_order(store: Store, planned: Planned) -> None:
    assert store.ask(checks.check_order) == []
    with store.step("Break") as session:
        session.add(Dependency(system_id=planned.internet, needs_id=planned.server))
    assert len(store.ask(checks.check_order)) == 1
