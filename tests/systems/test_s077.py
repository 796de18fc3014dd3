"""S077: a review stores its date, tickets touched and keys fixed; a Monday without is shown."""

from datetime import date, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.desk.desk import Desk
from mspdesk.errors import UserError
from mspdesk.practice.actions import reviews
from mspdesk.practice.offers import review_today
from mspdesk.practice.queries import reviews as queries
from mspdesk.practice.reports import reports
from mspdesk.practice.rules.reviews import ORDERS, Edit, fixed, sorted_for
from mspdesk.tickets import actions as tickets
from mspdesk.tickets.queries import open_tickets
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(77), pytest.mark.usefixtures("clock")]
MONDAY = date(2026, 3, 9)
WEEK = Period(MONDAY, date(2026, 3, 15))


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def three(store: Store, shop: Sample) -> tuple[int, int, int]:
    """Three tickets that lack something, the oldest first."""
    made = []
    for n, title in enumerate(("Oldest", "Middle", "Newest")):
        with dates.frozen(datetime(2026, 3, 6, 9) + timedelta(hours=n)):
            made.append(store.do(tickets.open_ticket, shop.kestrel, title, {}))
    return made[0], made[1], made[2]


def test_what_was_put_right_is_read_from_the_journal(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    first, second, third = three(store, shop)
    store.do(tickets.set_estimate, first, None, 30)
    with dates.frozen(datetime(2026, 3, 9, 8)):
        review = store.do(reviews.begin_review, "oldest")
        assert store.do(reviews.begin_review, "queue") == review
        store.do(reviews.look_at, review, first)
        store.do(tickets.set_estimate, first, None, 60)
        store.do(tickets.assign, first, None, shop.marcus)
        store.do(tickets.set_priority, second, None, 2)
        store.undo()
        store.do(tickets.describe, second, None, "What it is about")
        store.do(reviews.sort_review, review, "client")
        store.do(reviews.sort_review, review, "oldest")
        store.person_id = shop.marcus
        store.do(tickets.set_priority, third, None, 4)
        store.person_id = shop.dana
    with dates.frozen(datetime(2026, 3, 9, 8, 25)):
        store.do(reviews.end_review, review, "Ask about the middle one")
    found = store.ask(queries.review, review)
    assert found is not None
    assert (found.on, found.minutes, found.tickets, found.keys) == (MONDAY, 25, 2, 3)
    assert found.orders == ("oldest", "client")
    touched = {row.id: row.fixed for row in store.ask(queries.touched, review)}
    assert touched == {first: ("Estimate", "Owner"), second: ("Description",)}
    with pytest.raises(UserError, match="has ended"):
        store.do(reviews.look_at, review, third)


def test_a_monday_without_a_review_is_on_the_week_report(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    first, *_ = three(store, shop)
    report = next(one for one in reports() if one.key == "backlog-reviews")
    assert report.cadence == "Week"
    rows = store.ask(report.rows, WEEK, {})
    assert [(row.on, row.what) for row in rows] == [(MONDAY, "Monday without a review")]
    assert [row.title for row in store.ask(review_today, shop.dana, dates.today())] == [
        "Backlog not reviewed this week"
    ]
    review = store.do(reviews.begin_review, "queue")
    with pytest.raises(UserError, match="Look at a ticket first"):
        store.do(reviews.end_review, review)
    store.do(reviews.look_at, review, first)
    store.do(reviews.end_review, review)
    rows = store.ask(report.rows, WEEK, {})
    assert [row.what for row in rows] == ["Monday without a review", "Reviewed"]
    assert store.ask(review_today, shop.dana, dates.today()) == []
    # A Monday on which the shop is closed wants none: Labor Day.
    assert store.ask(queries.mondays_without, date(2026, 9, 7), date(2026, 9, 14)) == [
        date(2026, 9, 14)
    ]
    assert store.ask(queries.mondays_without, date(2026, 3, 10), date(2026, 3, 15)) == []


def test_the_backlog_is_sorted_several_ways(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    first, second, third = three(store, shop)
    store.do(tickets.set_priority, third, None, 2)
    store.do(tickets.assign, first, None, shop.marcus)
    store.do(tickets.set_estimate, second, None, 600)
    rows = store.ask(open_tickets)
    found = {order: [row.id for row in sorted_for(rows, order, dates.today())] for order in ORDERS}
    assert found["queue"] == [third, first, second]
    assert found["oldest"] == [first, second, third]
    assert found["nobody"] == [third, second, first]
    assert found["largest"] == [second, third, first]
    assert all(sorted(ids) == sorted([first, second, third]) for ids in found.values())


def test_what_was_changed_and_taken_back_was_not_put_right() -> None:
    edits = [
        Edit(1, {"priority": 3}, {"priority": 2}),
        Edit(1, {"priority": 2, "title": "a"}, {"priority": 3, "title": "b"}),
        Edit(2, {"no_device": False, "device_id": None}, {"no_device": True, "device_id": None}),
    ]
    assert fixed(edits) == {1: ("Title",), 2: ("Device",)}


def test_it_is_walked_through_with_keys(
    sqlite_store: Store, standing: Standing, qtbot: QtBot
) -> None:
    from PySide6.QtCore import Qt

    from mspdesk.practice.view.review import ReviewPart

    shop: Sample = standing(sqlite_store)
    first, *_ = three(sqlite_store, shop)
    desk = Desk(sqlite_store, AREAS)
    desk.work_as(shop.dana, "Dana Whitlock", frozenset({"*"}))
    part = ReviewPart(desk)
    qtbot.addWidget(part)
    part.show()
    assert part.begin_button.isVisible()
    part.begin()
    part.table.select(first)
    part.table.setFocus()
    qtbot.keyClick(part.table, Qt.Key.Key_Space)
    review = sqlite_store.ask(queries.review_now, shop.dana)
    assert review is not None
    assert sqlite_store.ask(queries.looked_at, review.id) == {first}
    part.order.set_value("missing")
    part.end()
    assert part.pages.form is not None
    assert part.pages.form.submit(), part.pages.form.error()
    assert part.begin_button.isVisible()
    assert [row.tickets for row in part.past.rows()] == [1]
    desk.leave()
