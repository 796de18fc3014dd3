"""Reports of the board, what the palette finds, and the lists for Today."""

from datetime import date, datetime, timedelta

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.desk.area import Period, Place
from mspdesk.exchange.columns import plain
from mspdesk.exchange.tables import json_rows
from mspdesk.tickets import actions, offers, queries, reports
from mspdesk.tickets.area import AREA
from tests.tickets.board import Small, opened

NOW = datetime(2026, 3, 11, 15)
DAY = NOW.date()
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def test_the_oldest_ten(store: Store, small: Small) -> None:
    for days in range(12):
        with dates.frozen(NOW - timedelta(days=days)):
            opened(store, small.kestrel, f"Opened {days} days ago")
    rows = store.ask(reports.oldest_rows, Period(DAY, DAY), {})
    assert [row.title for row in rows][:2] == ["Opened 11 days ago", "Opened 10 days ago"]
    assert len(rows) == 10
    assert store.ask(reports.oldest_rows, Period(DAY, DAY), {"client": small.brightwater}) == []


def test_ageing_counts_by_status(store: Store, small: Small) -> None:
    for days in (0, 3, 4, 7, 8, 30, 31):
        with dates.frozen(NOW - timedelta(days=days)):
            opened(store, small.kestrel, f"Opened {days} days ago")
    opened(store, small.kestrel, "Taken", assigned_id=small.dana)
    rows = store.ask(reports.ageing_rows, Period(DAY, DAY), {})
    assert [(row.status, row.counts) for row in rows] == [
        ("new", (2, 2, 2, 1)),
        ("assigned", (1, 0, 0, 0)),
    ]


def test_response_is_counted_by_client_and_never_by_person(store: Store, small: Small) -> None:
    with dates.frozen(datetime(2026, 3, 2, 9)):
        in_time = opened(store, small.kestrel, "In time")
        late = opened(store, small.kestrel, "Too late")
        opened(store, small.brightwater, "Never answered")
        opened(store, small.own, "Our own")
    with dates.frozen(datetime(2026, 3, 3, 9)):
        store.do(actions.acknowledge, in_time)
    with dates.frozen(datetime(2026, 3, 3, 9, 1)):
        store.do(actions.add_note, late, "On it now", client_sees=True)
    opened(store, small.brightwater, "Not due yet")
    rows = store.ask(reports.response_rows, MARCH, {})
    assert [(row.client, row.tickets, row.met, row.missed, row.share) for row in rows] == [
        ("Brightwater Veterinary", 1, 0, 1, 0),
        ("Kestrel Machine & Tool", 2, 1, 1, 500_000),
    ]
    titles = [column.title for report in reports.REPORTS for column in report.columns]
    assert not {"Who", "Person", "Technician", "Assigned to"} & set(titles)


def test_every_report_says_its_columns_and_an_empty_one_has_no_rows(
    store: Store, small: Small
) -> None:
    opened(store, small.kestrel, "One of them")
    for report in AREA.reports():
        for period in (Period(DAY, DAY), MARCH):
            rows = store.ask(report.rows, period, {})
            assert isinstance(json_rows(report.columns, rows), list)
    assert {report.key for report in AREA.reports()} >= {"backlog", "oldest-tickets"}


def test_a_list_exports_real_figures(store: Store, small: Small) -> None:
    opened(store, small.kestrel, "Scanner & <feeder>", assigned_id=small.marcus)
    row = store.ask(queries.open_tickets)[0]
    cells = {column.title: plain(column, row) for column in reports.TICKET_COLUMNS}
    assert cells["Number"] == "#1"
    assert cells["Estimate"] == "1.00"
    assert cells["Opened"] == "2026-03-11T15:00:00" or cells["Opened"].startswith("2026-03-11")
    assert cells["Assigned to"] == "Marcus Oyelaran"


def test_the_palette_finds_tickets_and_notes(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel, "Backup failed", priority=2)
    store.do(actions.add_note, ticket_id, "Replaced the tape " + "very " * 40)
    hit = store.ask(offers.find_tickets, "back", 5)[0]
    assert (hit.title, hit.detail, hit.priority) == (
        "#1 Backup failed",
        "Kestrel Machine & Tool, new",
        2,
    )
    assert hit.place == Place("tickets", ticket_id)
    note = store.ask(offers.find_notes, "tape", 5)[0]
    assert note.title.startswith("Replaced the tape")
    assert len(note.title) <= 91
    assert note.detail == "Note on #1, Kestrel Machine & Tool"
    store.do(actions.cancel, ticket_id, None, "Twice")
    assert store.ask(offers.find_tickets, "#1", 5)[0].detail == (
        "Kestrel Machine & Tool, cancelled Mar 11"
    )


def test_today_lists_what_waits(store: Store, small: Small) -> None:
    urgent = opened(store, small.kestrel, "Server", priority=1, critical_fact="server_down")
    waits = opened(store, small.kestrel, "Their answer", assigned_id=small.dana)
    store.do(actions.begin_work, waits)
    store.do(actions.wait, waits, None, "waiting_client", "The password", date(2026, 3, 12))
    held = opened(store, small.kestrel, "Budget", assigned_id=small.dana)
    store.do(actions.hold, held, None, "No budget yet", date(2026, 3, 15))

    def listed(day: date) -> dict[str, list[str]]:
        return {
            one.title: [row.title for row in store.ask(one.rows, small.dana, day)]
            for one in offers.TODAY
        }

    assert listed(DAY) == {
        "Critical and high": ["#1 Server"],
        "New, not acknowledged": ["#1 Server"],
        "Passed up to you": [],
        "Ask again today": [],
        "On hold, look again": [],
    }
    store.do(actions.acknowledge, urgent)
    later = listed(date(2026, 3, 13))
    assert later["New, not acknowledged"] == []
    assert later["Ask again today"] == ["#2 Their answer"]
    assert later["On hold, look again"] == ["#3 Budget"]


def test_the_checks_find_what_is_wrong(store: Store, small: Small) -> None:
    from mspdesk.tickets.models import Ticket

    ticket_id = opened(store, small.brightwater, device_id=small.server, no_device=False)
    assert store.ask(queries.check_tickets) == []
    with store.step("Damage") as session:
        ticket = session.get_one(Ticket, ticket_id)
        ticket.status, ticket.priority, ticket.client_id = "closed", 1, small.kestrel
    assert store.ask(queries.check_tickets) == [
        "Ticket T000001 is Critical without the fact that makes it so.",
        "Ticket T000001 has ended without the day on which it did.",
        "Ticket T000001 has a device of another client.",
    ]
