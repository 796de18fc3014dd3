"""The weekly time sheet on paper, and the reports on time."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.errors import UserError
from mspdesk.people.queries import roles
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.tickets.actions import open_ticket
from mspdesk.timekeeping import actions, queries, reports
from mspdesk.timekeeping.printables import TIME_SHEET
from tests.printing.pdftext import text_of
from tests.snapshots.compare import compare_snapshot
from tests.timekeeping.shopfloor import DAY, Floor

ALL = Period(date(1900, 1, 1), date(2999, 12, 31))


def fill(floor: Floor) -> None:
    """Most of a week: two tickets, a hat, a late evening, a reason, an internal note."""
    hat = next(one for one in floor.store.ask(roles) if one.code == "service_manager")
    standing = floor.store.do(actions.standing_ticket, hat.id)
    log = floor.store.do
    for n in (9, 10, 11):
        on = date(2026, 3, n)
        log(actions.log_time, standing, on, "7:30-8:15", "Plan the day, triage the board")
        log(
            actions.log_time,
            floor.covered,
            on,
            "8:15-12:00",
            "Rebuilt the backup job",
            internal_note="They never rotate their disks",
        )
    log(actions.log_time, floor.ticket, date(2026, 3, 10), "16:30-18:00", "Vendor call, sent log")
    log(actions.explain_day, date(2026, 3, 9), "Home sick in the afternoon")


def gathered(store: Store, person: int) -> queries.SheetDocument:
    return store.ask(queries.sheet, person, DAY)


@pytest.mark.parametrize("paper", list(Paper))
def test_a_time_sheet_is_one_page_without_internal_notes(floor: Floor, paper: Paper) -> None:
    fill(floor)
    rendered = prepare(TIME_SHEET, gathered(floor.store, floor.owner), paper)
    text = text_of(rendered.pdf)
    assert rendered.pages == 1
    assert rendered.missing == ()
    assert "rotate" not in text
    for words in ("Dana Whitlock", "#2 Backup not confirmed", "Service manager", "Approved by"):
        assert words in text
    if paper is Paper.LETTER:
        compare_snapshot(text, "timekeeping/time_sheet")


def test_a_crowded_week_is_still_one_page(floor: Floor) -> None:
    day, note = date(2026, 3, 9), "Did this small job"
    with floor.store.step("Prepare") as session:
        for n in range(60):
            client = floor.managed if n % 2 else floor.hourly
            ticket = open_ticket(session, client, f"A job with a rather long title, number {n}")
            actions.log_time(session, ticket, day, "12", note, person_id=floor.owner)
    rendered = prepare(TIME_SHEET, gathered(floor.store, floor.owner), Paper.LETTER)
    assert rendered.pages == 1
    assert "30 tickets" in text_of(rendered.pdf)


def test_an_empty_week_says_so(floor: Floor) -> None:
    text = text_of(prepare(TIME_SHEET, gathered(floor.store, floor.tech), Paper.LETTER).pdf)
    assert "No time in this week" in text


def test_a_sheet_is_found_by_name_and_day(floor: Floor) -> None:
    found = floor.store.ask(queries.find_sheet, "dana 2026-03-05")
    assert found == (floor.owner, date(2026, 3, 2))
    assert floor.store.ask(queries.find_sheet, "Sam Ortiz") == (floor.tech, date(2026, 3, 9))
    for nobody in ("", "Zed", "2026-03-05"):
        with pytest.raises(UserError):
            floor.store.ask(queries.find_sheet, nobody)


def test_time_by_month_has_the_promised_shape(floor: Floor) -> None:
    fill(floor)
    assert floor.store.ask(reports.by_month_shape, ALL) == [
        {
            "month": "2026-03",
            "minutes": 900,
            "billable_minutes": 90,
            "after_hours_minutes": 60 + 90,
        }
    ]
    (client, ours, _) = floor.store.ask(reports.by_client_shape, ALL)
    assert client["client"] == "Dunmore Title & Escrow"
    assert (ours["client"], ours["source_id"], ours["year"]) == (
        "Kestrel Machine & Tool",
        None,
        2026,
    )
    assert [one["person"] for one in floor.store.ask(reports.by_person_shape, ALL)] == [
        "Dana Whitlock"
    ]


def test_every_report_answers_with_its_columns(floor: Floor) -> None:
    fill(floor)
    floor.store.do(actions.start_timer, floor.ticket)
    for report in reports.REPORTS:
        rows = floor.store.ask(report.rows, ALL, {})
        for column in report.columns:
            for row in rows:
                column.value(row)
        if report.totals:
            keys = {column.json_key for column in report.columns}
            assert set(report.totals(rows)) <= keys
    period = Period(DAY, DAY)
    by_key = {report.key: report for report in reports.REPORTS}
    assert len(floor.store.ask(by_key["missing-time"].rows, period, {})) == 2
    assert len(floor.store.ask(by_key["running-timers"].rows, period, {})) == 1
    assert floor.store.ask(by_key["rework"].rows, period, {}) == []
    totals = by_key["time-by-month"].totals
    assert totals is not None
    assert totals(floor.store.ask(by_key["time-by-month"].rows, ALL, {}))["minutes"] == 900


@pytest.mark.system(30)
def test_no_report_on_time_ranks_people(floor: Floor) -> None:
    """Lists of people go by name, however much each has worked."""
    floor.store.do(
        actions.log_time,
        floor.covered,
        date(2026, 3, 10),
        "8:00-16:00",
        "The whole day on this one",
        person_id=floor.tech,
    )
    floor.store.do(actions.log_time, floor.covered, DAY, "30", "Looked at the same job")
    for key in ("time-by-person", "full-time-week", "missing-time"):
        report = next(one for one in reports.REPORTS if one.key == key)
        rows = floor.store.ask(report.rows, Period(DAY, DAY), {})
        names = [report.columns[0].value(row) for row in rows]
        assert names == sorted(names)
        titles = [column.title.lower() for column in report.columns]
        assert not any(word in title for title in titles for word in ("rank", "place", "best"))
