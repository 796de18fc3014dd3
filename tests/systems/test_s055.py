"""S055: a client has a usual technician or takes turns; turns pick the fewest open hours."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.app.areas import AREAS
from mspdesk.clients import actions as clients
from mspdesk.clients.queries import client
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from mspdesk.people import actions as people
from mspdesk.practice.queries.who import open_hours, who_rows
from mspdesk.tickets import actions as tickets
from mspdesk.tickets import queries
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(55), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def given(store: Store, client_id: int, who: int, minutes: int) -> int:
    """A ticket on somebody's desk."""
    facts = {"assigned_id": who, "estimate_minutes": minutes}
    return store.do(tickets.open_ticket, client_id, "Some work", facts)


def usual(store: Store, client_id: int, who: int | None) -> None:
    """Give a client a usual technician, or let it take turns."""
    held = store.ask(client, client_id)
    assert held is not None
    store.do(clients.edit_client, client_id, held.version, {"primary_person_id": who})


def test_turns_go_to_the_fewest_open_hours(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    given(store, shop.kestrel, shop.marcus, 90)
    given(store, shop.kestrel, shop.dana, 60)
    assert store.ask(queries.next_in_rotation, shop.brightwater) == shop.dana
    given(store, shop.brightwater, shop.dana, 60)
    assert store.ask(queries.next_in_rotation, shop.brightwater) == shop.marcus
    usual(store, shop.brightwater, shop.dana)
    assert store.ask(queries.next_in_rotation, shop.brightwater) == shop.dana
    rows = {row.client: row for row in store.ask(who_rows)}
    assert (rows["Brightwater Veterinary"].person, rows["Brightwater Veterinary"].following) == (
        "Dana Whitlock",
        "Dana Whitlock",
    )
    kestrel = rows["Kestrel Machine & Tool"]
    assert (kestrel.person_id, kestrel.following_id) == (None, shop.marcus)
    assert [(one.person, one.minutes) for one in store.ask(open_hours)] == [
        ("Dana Whitlock", 120),
        ("Marcus Oduya", 90),
    ]


def test_hours_that_are_worked_are_not_open_and_who_is_away_is_passed_over(
    store: Store, standing: Standing
) -> None:
    from mspdesk.timekeeping import actions as time

    shop: Sample = standing(store)
    mine = given(store, shop.kestrel, shop.dana, 120)
    given(store, shop.kestrel, shop.marcus, 90)
    assert store.ask(queries.fewest_open_hours) == shop.marcus
    store.do(time.log_time, mine, date(2026, 3, 10), "9:00-10:00", "Half of it is done")
    assert store.ask(queries.fewest_open_hours) == shop.dana
    today = dates.today()
    store.do(people.enter_leave_days, shop.dana, today, today, None, "")
    assert store.ask(queries.fewest_open_hours) == shop.marcus


def test_it_is_chosen_on_the_client_and_proposed_where_a_ticket_is_given(
    sqlite_store: Store, standing: Standing, qtbot: QtBot
) -> None:
    from mspdesk.practice.view.who import WhoPart
    from mspdesk.tickets.view.choices import staff

    shop: Sample = standing(sqlite_store)
    desk = Desk(sqlite_store, AREAS)
    given(sqlite_store, shop.kestrel, shop.dana, 60)
    assert (shop.marcus, "Marcus Oduya, next in turn") in staff(desk, shop.brightwater)
    part = WhoPart(desk)
    qtbot.addWidget(part)
    part.show()
    part.table.select(shop.brightwater)
    chosen = part.table.selected()
    assert chosen is not None
    part.edit(chosen)
    assert part.pages.form is not None
    part.pages.form.entry("person").set_value(shop.dana)
    assert part.pages.form.submit(), part.pages.form.error()
    held = sqlite_store.ask(client, shop.brightwater)
    assert held is not None
    assert held.primary_person_id == shop.dana
    assert (shop.dana, "Dana Whitlock, usual technician") in staff(desk, shop.brightwater)
    desk.leave()
