"""S049: a roster by date with three kinds, calls and minutes; a client's yes before double time."""

from datetime import date, datetime

import pytest
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.app.areas import AREAS
from mspdesk.clients import actions as clients
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.desk.desk import Desk
from mspdesk.errors import UserError
from mspdesk.practice.actions import oncall
from mspdesk.practice.offers import on_call_today
from mspdesk.practice.printables.night import NIGHT_SHEET
from mspdesk.practice.queries.night import night_sheet
from mspdesk.practice.queries.oncall import calls_of, nobody_on, on_call_at, roster
from mspdesk.practice.reports import reports
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.tickets import actions as tickets
from mspdesk.timekeeping import actions as time
from mspdesk.timekeeping import queries as entries
from mspdesk.timekeeping.queries.approvals import after_hours_of
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import flat, pages_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(49), pytest.mark.usefixtures("clock")]
FIRST, LAST = date(2026, 3, 9), date(2026, 3, 15)
NIGHT = (17 * 60, 8 * 60)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_the_roster_stands_by_date_with_its_kinds_calls_and_minutes(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    kinds = ("on_premises", "restricted", "reachable")
    made: list[int] = []
    for n, kind in enumerate(kinds):
        day = date(2026, 3, 9 + n)
        ids = store.do(oncall.add_duties, shop.marcus, day, day, *NIGHT, kind, stipend=2_500)
        made.extend(ids)
    rows = store.ask(roster, FIRST, LAST)
    assert [(row.on.day, row.kind) for row in rows] == [
        (9, kinds[0]),
        (10, kinds[1]),
        (11, kinds[2]),
    ]
    assert rows[0].ends_at == datetime(2026, 3, 10, 8)
    call = {"at": datetime(2026, 3, 11, 2, 30), "minutes": 45, "words": "Server room alarm"}
    store.do(oncall.add_call, made[1], {**call, "client_id": shop.kestrel})
    store.do(oncall.add_call, made[1], {"at": datetime(2026, 3, 10, 18), "words": "Wrong number"})
    row = store.ask(roster, FIRST, LAST)[1]
    assert (row.calls, row.minutes) == (2, 45)
    assert [one.client for one in store.ask(calls_of, made[1])] == ["", "Kestrel Machine & Tool"]
    record = next(one for one in reports() if one.key == "on-call")
    month = store.ask(record.rows, Period(date(2026, 3, 1), date(2026, 3, 31)), {})
    assert record.totals is not None
    assert record.totals(month) == {"calls": 2, "minutes": 45, "stipend": 7_500}
    assert store.ask(nobody_on, FIRST, LAST) == [date(2026, 3, n) for n in (12, 13, 14, 15)]
    assert [one.person for one in store.ask(on_call_at, datetime(2026, 3, 11, 3))] == [
        "Marcus Oduya"
    ]
    assert [row.title for row in store.ask(on_call_today, shop.dana, date(2026, 3, 11))] == [
        "Marcus Oduya"
    ]


def test_what_cannot_be_is_refused_where_it_is_typed(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    first = store.do(oncall.add_duties, shop.marcus, FIRST, FIRST, *NIGHT)[0]
    store.do(oncall.add_duties, shop.dana, FIRST, FIRST, *NIGHT)
    for fields, wanted in (
        ((shop.marcus, FIRST, FIRST, 20 * 60, 22 * 60, "reachable"), "start"),
        ((None, FIRST, FIRST, *NIGHT, "reachable"), "person"),
        ((shop.marcus, LAST, FIRST, *NIGHT, "reachable"), "last"),
        ((shop.marcus, LAST, LAST, *NIGHT, "asleep"), "kind"),
    ):
        with pytest.raises(UserError) as refused:
            store.do(oncall.add_duties, *fields)
        assert refused.value.field == wanted
    for details, wanted in (
        ({"at": datetime(2026, 3, 9, 12), "words": "Too early"}, "at"),
        ({"at": datetime(2026, 3, 9, 18), "words": " "}, "words"),
        ({"at": datetime(2026, 3, 9, 18), "words": "Long", "minutes": 2_000}, "minutes"),
    ):
        with pytest.raises(UserError) as wrong:
            store.do(oncall.add_call, first, details)
        assert wrong.value.field == wanted
    store.do(oncall.add_call, first, {"at": datetime(2026, 3, 9, 18), "words": "Asked the time"})
    with pytest.raises(UserError, match="Calls are written down"):
        store.do(oncall.remove_duty, first)


@pytest.mark.parametrize("paper", list(Paper))
def test_the_night_sheet_says_whom_to_call_and_who_may_say_yes(
    store: Store, standing: Standing, paper: Paper
) -> None:
    shop: Sample = standing(store)
    store.do(
        clients.add_contact,
        shop.kestrel,
        {
            "first_name": "Ruth",
            "last_name": "Abara",
            "mobile": "815-555-0199",
            "may_approve_after_hours": True,
            "emergency": 1,
        },
    )
    store.do(oncall.add_duties, shop.marcus, dates.today(), dates.today(), *NIGHT)
    pages = pages_of(prepare(NIGHT_SHEET, store.ask(night_sheet, 0), paper).pdf)
    assert len(pages) == 2
    first, second = map(flat, pages)
    for words in ("Marcus Oduya", "5:00 pm", "$330.00", "218-555-0101", "Yes by, at"):
        assert flat(words) in first
    for words in ("Kestrel Machine & Tool", "1. Ruth Abara, 815-555-0199", "Brightwater"):
        assert flat(words) in second


def _ticket(store: Store, client: int, **details: object) -> int:
    facts = {"description": "x", "estimate_minutes": 60, "no_device": True, "no_agreement": True}
    return store.do(tickets.open_ticket, client, "Server room is hot", {**facts, **details})


def test_work_after_hours_asks_for_the_yes_and_takes_it_over(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    ticket = _ticket(store, shop.kestrel, assigned_id=shop.dana, priority=2)
    assert not store.ask(after_hours_of, ticket).asks
    with dates.frozen(datetime(2026, 3, 11, 20)):
        store.do(tickets.begin_work, ticket)
        asked = store.ask(after_hours_of, ticket)
        assert (asked.asks, asked.now, asked.waiting) == (True, True, 0)
    with dates.frozen(datetime(2026, 3, 12, 9)):
        early = store.do(time.log_time, ticket, date(2026, 3, 11), "20:00-21:00", "Cooled it down")
        asked = store.ask(after_hours_of, ticket)
        assert (asked.asks, asked.now, asked.waiting) == (True, False, 60)
        with pytest.raises(UserError) as refused:
            store.do(time.record_yes, ticket, "  ")
        assert refused.value.field == "who"
        assert store.do(time.record_yes, ticket, "Ruth Abara", date(2026, 3, 11)) == 1
        late = store.do(time.log_time, ticket, date(2026, 3, 11), "21:00-22:00", "Mended the fan")
        for entry in (early, late):
            row = store.ask(entries.entry, entry)
            assert (row.after_hours_approved_by, row.needs_approval) == ("Ruth Abara", False)
            assert row.amount == 33_000
        assert not store.ask(after_hours_of, ticket).asks
        store.do(time.put_on_draft, [early, late], 7)
        store.do(time.mark_invoiced, [7])


def test_the_ticket_asks_in_a_quiet_line(
    sqlite_store: Store, standing: Standing, qtbot: QtBot
) -> None:
    from PySide6.QtWidgets import QWidget

    from mspdesk.practice.view.approval import AfterHoursOffer
    from mspdesk.widgets.layout import stack

    shop: Sample = standing(sqlite_store)
    ticket = _ticket(sqlite_store, shop.kestrel, assigned_id=shop.dana, priority=2)
    with dates.frozen(datetime(2026, 3, 11, 20)):
        sqlite_store.do(tickets.begin_work, ticket)
        desk = Desk(sqlite_store, AREAS)
        page, line = QWidget(), AfterHoursOffer(desk)
        stack(page, line)
        qtbot.addWidget(page)
        page.show()
        line.show_id(ticket)
        assert not line.isHidden()
        assert "double time" in line.notice.words()[0]
        line.record()
        assert not line.isHidden()
        line.who.set_value("Ruth Abara")
        line.record()
        assert line.isHidden()
        assert sqlite_store.ask(after_hours_of, ticket).yes is not None
        desk.leave()
