"""What procedures offer the window: the search, quiet lines on Today, reports, verbs."""

from datetime import date, timedelta

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.procedures import offers
from mspdesk.procedures.actions import library, rollouts, sops
from mspdesk.procedures.reports import REPORTS
from tests.procedures.conftest import OWN, Written

pytestmark = pytest.mark.usefixtures("clock")


def test_the_search_finds_procedures_forms_and_own_pieces(store: Store, made: Written) -> None:
    found = store.ask(offers.find_procedures, "handing a", 5)
    assert [(hit.title, hit.detail) for hit in found] == [("Handing a call on", "Procedure, draft")]
    assert found[0].place.about == {"code": OWN}
    assert store.ask(offers.find_procedures, "h", 5) == []
    assert store.ask(offers.find_pieces, "h", 5) == []
    assert store.ask(offers.find_pieces, "tsr log", 5)[0].title == "TSR log, blank"
    piece = {"title": "Alarm codes", "kind": "memo", "department": "office", "place": "Safe"}
    store.do(library.add_piece, piece)
    assert [hit.title for hit in store.ask(offers.find_pieces, "alarm", 5)] == ["Alarm codes"]


def test_today_names_what_somebody_has_to_read(store: Store, made: Written) -> None:
    assert store.ask(offers.to_read, None, dates.today()) == []
    codes = ("every-job-is-a-ticket", "weekly-billing", "backups", "ticket-statuses", OWN)
    for code in codes:
        store.do(sops.start_training, code)
    rows = store.ask(offers.to_read, made.oskar, dates.today())
    assert len(rows) == 5
    assert rows[-1].title == "1 more"
    for code in codes:
        store.do(sops.acknowledge, code, made.oskar)
    assert store.ask(offers.to_read, made.oskar, dates.today()) == []


def test_today_names_roll_outs_past_their_day(store: Store, made: Written) -> None:
    store.do(sops.put_core_away, made.shop.dana)
    store.do(sops.start_training, OWN)
    day = dates.today() - timedelta(days=1)
    store.do(rollouts.roll_out, OWN, "employees", [made.oskar], live_on=day)
    (row,) = store.ask(offers.upkeep, made.shop.dana, dates.today())
    assert (row.title, row.detail) == ("Handing a call on", "0 of 1 acknowledged")
    store.do(sops.acknowledge, OWN, made.oskar)
    assert store.ask(offers.upkeep, made.shop.dana, dates.today()) == []


def test_every_report_has_its_rows_and_columns(store: Store, made: Written) -> None:
    store.do(sops.start_training, OWN)
    store.do(rollouts.roll_out, OWN, "clients", [made.shop.kestrel])
    store.do(sops.go_live, OWN)
    store.do(sops.log_exception, OWN, "Payroll day", made.shop.dana)
    store.person_id = made.shop.dana
    day = dates.today()
    with dates.frozen(dates.now() + timedelta(days=366)):
        counts = {}
        for report in REPORTS:
            rows = store.ask(report.rows, Period(day.replace(day=1), day), {})
            counts[report.key] = len(rows)
            for row in rows:
                assert [column.value(row) for column in report.columns]
    assert counts == {
        "roll-outs": 1,
        "procedures-to-review": 1,
        "procedure-exceptions": 1,
        "untrained": 4,
        "handbook": counts["handbook"],
    }
    assert counts["handbook"] > 0
    empty = Period(date(2020, 1, 1), date(2020, 1, 31))
    exceptions = next(one for one in REPORTS if one.key == "procedure-exceptions")
    assert store.ask(exceptions.rows, empty, {}) == []


def test_every_verb_leads_to_a_room_that_is_there() -> None:
    for verb in offers.VERBS:
        assert verb.place.area == "checklists"
        assert verb.place.do in ("procedures", "library")
