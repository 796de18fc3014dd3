"""Questions whether to hire in the books: asked, weighed, decided, and frozen."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.errors import Conflict, UserError
from mspdesk.hiring.actions import cases as actions
from mspdesk.hiring.offers import look_again_today, room_today
from mspdesk.hiring.queries import cases as queries
from mspdesk.hiring.queries import listing
from mspdesk.hiring.queries.cases import CasePage
from mspdesk.hiring.queries.facts import facts
from mspdesk.hiring.queries.room import room
from mspdesk.hiring.reports import questions
from mspdesk.hiring.rules.facts import read_facts, write_facts
from mspdesk.tickets.actions import open_ticket

from .busyshop import FIRST, BusyShop

HOUR = 60
DAY = date(2026, 3, 11)
TECHNICIAN = {"title": "Technician", "wage": 1_800, "minutes_week": 2_400}


def page(store: Store, case: int) -> CasePage:
    found = store.ask(queries.case_page, case)
    assert found is not None
    return found


def weigh_four(store: Store, case: int) -> None:
    for code in ("rmm", "intern", "outsource", "crew"):
        store.do(actions.weigh, case, code, "no", "Not here")


def test_the_figures_are_those_of_the_books(store: Store, shop: BusyShop) -> None:
    found = store.ask(facts, DAY)
    assert (found.tickets, found.backlog, found.without_estimate) == (24, 120 * HOUR, 0)
    assert found.remaining == (120 - 95) * HOUR
    # Presidents' Day is no paid day.
    assert (found.paid, found.productive, found.tenths) == (152 * HOUR, 95 * HOUR, 625)
    assert found.paid_week == 80 * HOUR
    assert [week.monday for week in found.weeks] == [FIRST + timedelta(7 * n) for n in range(4)]
    assert (found.inflow, found.pace, found.net) == (30 * HOUR, 1_425, 375)
    assert (found.admin_tickets, found.admin_minutes) == (1, 5 * HOUR)
    assert (found.desktops, found.technicians) == (0, 1)
    money = {row.name: row.revenue for row in found.clients}
    assert money == {"Kestrel Machine & Tool": 90_000_00, "Dunmore Title & Escrow": 400_00}
    assert [row.client for row in found.garden()] == [
        "Dunmore Title & Escrow",
        "Kestrel Machine & Tool",
    ]


def test_the_room_is_told_on_today(store: Store, shop: BusyShop) -> None:
    found = store.ask(room, DAY)
    # 4.3 weeks of 23.75 h are 102.13 h; 120 wait already.
    assert (found.line, found.left, found.value) == (6_128, 0, "none")
    (row,) = store.ask(room_today, None, DAY)
    assert (row.title, row.detail) == ("No room left", "A month of work waits, 102.13 h")


def test_facts_are_written_down_and_read_back(store: Store, shop: BusyShop) -> None:
    found = store.ask(facts, DAY)
    assert read_facts(write_facts(found)) == found
    later = write_facts(found) + '\nof_a_later_form = "more"\n'
    assert read_facts(later) == found


def test_options_are_kept_in_their_order(store: Store, shop: BusyShop) -> None:
    first = store.do(actions.add_option, shop.case, TECHNICIAN)
    outside = {"title": "Contractor", "kind": "contractor", "wage": 6_500, "minutes_week": 600}
    store.do(actions.add_option, shop.case, outside)
    options = page(store, shop.case).options
    assert [(one.title, one.burden) for one in options] == [
        ("Technician", 12_500),
        ("Contractor", 10_000),
    ]
    store.do(actions.edit_option, first, options[0].version, {"wage": 2_000, "title": "Tech"})
    with pytest.raises(Conflict):
        store.do(actions.edit_option, first, options[0].version, {"wage": 2_100})
    store.do(actions.choose_option, options[1].id)
    options = page(store, shop.case).options
    assert [(one.title, one.wage, one.chosen) for one in options] == [
        ("Tech", 2_000, False),
        ("Contractor", 6_500, True),
    ]
    store.do(actions.remove_option, first)
    assert [one.title for one in page(store, shop.case).options] == ["Contractor"]


def test_an_option_with_no_hours_is_refused(store: Store, shop: BusyShop) -> None:
    with pytest.raises(UserError, match="nothing to pay") as refused:
        store.do(actions.add_option, shop.case, TECHNICIAN | {"minutes_week": 0})
    assert refused.value.field == "minutes_week"
    assert page(store, shop.case).options == ()


def test_the_three_examples_are_those_of_the_seed(store: Store, shop: BusyShop) -> None:
    store.do(actions.add_examples, shop.case)
    sides = {side.label: side.values for side in page(store, shop.case).sheet.sides}
    assert sides["A year with everything"] == ("$19,200", "$46,800", "$78,000")


def test_words_are_kept_beside_steps(store: Store, shop: BusyShop) -> None:
    store.do(actions.write_note, shop.case, "2", "Marcus was away")
    store.do(actions.write_note, shop.case, "4", 'Quotes "and" = signs\nand lines')
    store.do(actions.write_note, shop.case, "2", "")
    notes = page(store, shop.case).notes
    assert notes == {"why": "Tickets wait for days.", "4": 'Quotes "and" = signs\nand lines'}
    with pytest.raises(UserError, match="five steps"):
        store.do(actions.write_note, shop.case, "6", "nowhere")
    store.undo()
    assert "4" in page(store, shop.case).notes


def test_clients_are_given_up_in_the_sum_alone(store: Store, shop: BusyShop) -> None:
    store.do(actions.set_drop, shop.case, 1)
    sheet = page(store, shop.case).sheet
    assert "Lowest: Dunmore Title & Escrow." in sheet.steps[3].says
    with pytest.raises(UserError, match="0 for none"):
        store.do(actions.set_drop, shop.case, -1)


def test_half_a_decision_is_refused(store: Store, shop: BusyShop) -> None:
    version = page(store, shop.case).row.version
    for field, *given in (
        ("state", "maybe", "Why", None, None),
        ("state", "open", "Why", None, None),
        ("words", "declined", " ", None, None),
        ("review_on", "put_off", "Later", None, None),
        ("review_on", "put_off", "Later", None, DAY),
        ("state", "approved", "Because", None, None),
    ):
        with pytest.raises(UserError) as refused:
            store.do(actions.decide, shop.case, version, *given)
        assert refused.value.field == field
    assert page(store, shop.case).row.open


def test_an_approval_names_its_option(store: Store, shop: BusyShop) -> None:
    weigh_four(store, shop.case)
    version = page(store, shop.case).row.version
    with pytest.raises(UserError, match="option that is approved") as refused:
        store.do(actions.decide, shop.case, version, "approved", "We are sure")
    assert refused.value.field == "option_id"


def test_a_decision_keeps_its_figures_whatever_comes_later(store: Store, shop: BusyShop) -> None:
    weigh_four(store, shop.case)
    option = store.do(actions.add_option, shop.case, TECHNICIAN)
    version = page(store, shop.case).row.version
    store.do(actions.decide, shop.case, version, "approved", "It lasts.", option)
    before = page(store, shop.case)
    with dates.frozen(datetime(2026, 5, 4, 9)):
        store.do(open_ticket, shop.money.kestrel, "Much more", {"estimate_minutes": 6_000})
        after = page(store, shop.case)
        assert after.facts == before.facts
        assert after.sheet == before.sheet
        assert (after.facts.on, after.facts.backlog) == (DAY, 120 * HOUR)
        for verb in (
            lambda: store.do(actions.add_option, shop.case, TECHNICIAN),
            lambda: store.do(actions.edit_option, option, 2, {"wage": 1}),
            lambda: store.do(actions.remove_option, option),
            lambda: store.do(actions.weigh, shop.case, "peer", "yes", "Now"),
            lambda: store.do(actions.write_note, shop.case, "1", "Now"),
            lambda: store.do(actions.set_drop, shop.case, 3),
            lambda: store.do(actions.remove_case, shop.case),
        ):
            with pytest.raises(UserError, match="decided on Mar 11, 2026"):
                verb()
    assert page(store, shop.case).decided_by == "Priya Raman"


def test_asking_again_begins_with_the_figures_of_today(store: Store, shop: BusyShop) -> None:
    store.do(actions.add_option, shop.case, TECHNICIAN)
    version = page(store, shop.case).row.version
    store.do(actions.decide, shop.case, version, "put_off", "Wait.", None, date(2026, 4, 1))
    with dates.frozen(datetime(2026, 4, 1, 9)):
        (due,) = store.ask(look_again_today, None, date(2026, 4, 1))
        assert due.title == "A second technician?"
        again = store.do(actions.ask_again, shop.case)
        assert page(store, again).facts.on == date(2026, 4, 1)
        assert [one.title for one in page(store, again).options] == ["Technician"]
        assert page(store, shop.case).facts.on == DAY
        assert store.ask(look_again_today, None, date(2026, 4, 1)) == []
    assert [row.id for row in store.ask(listing.cases)] == [again, shop.case]


def test_a_question_asked_by_mistake_goes_and_comes_back(store: Store, shop: BusyShop) -> None:
    store.do(actions.add_option, shop.case, TECHNICIAN)
    store.do(actions.weigh, shop.case, "rmm", "no", "Have it")
    store.do(actions.remove_case, shop.case)
    assert store.ask(listing.cases) == []
    assert store.ask(queries.case_page, shop.case) is None
    store.undo()
    assert [one.title for one in page(store, shop.case).options] == ["Technician"]


def test_a_question_has_a_title(store: Store, shop: BusyShop) -> None:
    for title, words in (("  ", "few words"), ("x" * 201, "200 letters")):
        with pytest.raises(UserError, match=words) as refused:
            store.do(actions.open_case, title)
        assert refused.value.field == "title"
    with pytest.raises(UserError, match="no longer") as refused:
        store.do(actions.open_case, "Well", "", 9_999)
    assert refused.value.field == "role_id"
    assert store.ask(queries.find_case, "second") == shop.case
    with pytest.raises(UserError, match="is called that"):
        store.ask(queries.find_case, "third")


def test_many_questions_are_listed_by_as_few_statements(store: Store, shop: BusyShop) -> None:
    year = Period(date(2026, 1, 1), date(2026, 12, 31))

    def asked() -> int:
        found: list[str] = []

        def count(*about: Any) -> None:
            found.append(about[2])

        with store.read() as session:
            engine = session.get_bind()
            event.listen(engine, "before_cursor_execute", count)
            questions(session, year, {})
            event.remove(engine, "before_cursor_execute", count)
        return len(found)

    few = asked()
    before = len(store.ask(questions, year, {}))
    for n in range(3):
        case = store.do(actions.open_case, f"Question {n}")
        store.do(actions.choose_option, store.do(actions.add_option, case, TECHNICIAN))
    assert asked() == few
    rows = store.ask(questions, year, {})
    assert [(row.option, row.year) for row in rows[:3]] == [("Technician", 46_800_00)] * 3
    assert len(rows) == before + 3
