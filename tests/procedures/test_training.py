"""The record of training: who learned what, booked as overhead, and who may see it."""

from datetime import date, timedelta

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.errors import UserError
from mspdesk.people import actions as people
from mspdesk.procedures.actions import training as actions
from mspdesk.procedures.queries import training as queries
from mspdesk.procedures.reports import REPORTS
from mspdesk.timekeeping.queries import entries_of_category
from tests.procedures.conftest import Written


def test_topics_begin_with_three_basic_ones(store: Store, made: Written) -> None:
    assert [(one.id, one.title, one.basic) for one in store.ask(queries.topics)] == [
        (None, "DNS", True),
        (None, "TCP/IP", True),
        (None, "DMARC", True),
    ]
    store.do(actions.record_training, [made.oskar], "DNS")
    own = store.do(actions.add_topic, "Firewalls")
    found = store.ask(queries.topics)
    assert [(one.title, one.people) for one in found] == [
        ("DNS", 1),
        ("TCP/IP", 0),
        ("DMARC", 0),
        ("Firewalls", 0),
    ]
    store.do(actions.retire_topic, own)
    assert "Firewalls" not in [one.title for one in store.ask(queries.topics)]
    assert store.do(actions.add_topic, " Firewalls ") == own


def test_what_cannot_be_is_refused_at_its_field(store: Store, made: Written) -> None:
    later = dates.today() + timedelta(days=1)
    for field, who, topic, more in (
        ("people", [], "DNS", {}),
        ("topic", [made.oskar], "  ", {}),
        ("on", [made.oskar], "DNS", {"on": later}),
        ("minutes", [made.oskar], "DNS", {"minutes": 1441}),
        ("minutes", [made.oskar], "DNS", {"book": True}),
    ):
        with pytest.raises(UserError) as refused:
            store.do(actions.record_training, who, topic, **more)
        assert refused.value.field == field


def test_the_record_can_be_corrected(store: Store, made: Written) -> None:
    (id_,) = store.do(
        actions.record_training, [made.oskar], "DNS", minutes=60, source="Lesson", result="Passed"
    )
    store.do(actions.edit_training, id_, date(2026, 3, 2), "Class", "Passed twice", "Ask again.")
    (row,) = store.ask(queries.record, [made.oskar])
    assert (row.on, row.source, row.result, row.notes) == (
        date(2026, 3, 2),
        "Class",
        "Passed twice",
        "Ask again.",
    )
    with pytest.raises(UserError):
        store.do(actions.edit_training, id_, date(2030, 1, 1), "", "", "")
    store.do(actions.delete_training, id_)
    assert store.ask(queries.record, [made.oskar]) == []


def test_booked_time_is_training_on_a_standing_ticket(store: Store, made: Written) -> None:
    people_there = [made.oskar, made.shop.marcus]
    store.do(actions.record_training, people_there, "DNS", minutes=90, book=True)
    for who in people_there:
        (row,) = store.ask(queries.record, [who])
        assert row.ticket is not None
        found = store.ask(entries_of_category, dates.today(), dates.today(), "training")
        lines = [one for one in found if one.person_id == who]
        assert [(one.minutes, one.standing, one.kind) for one in lines] == [(90, True, "internal")]


def test_each_sees_only_those_they_answer_for(store: Store, made: Written) -> None:
    shop = made.shop
    lead = store.do(people.add_person, "Lena Fox", ("service_manager",), {"title": "Lead"})
    office = store.do(people.add_person, "Gus Hart", ("office_manager",), {"title": "Office"})
    everybody = {shop.dana, shop.marcus, shop.priya, made.oskar, lead, office}
    assert set(store.ask(queries.managed, shop.dana)) == everybody
    assert set(store.ask(queries.managed, office)) == everybody - {office, shop.dana}
    assert set(store.ask(queries.managed, lead)) == {shop.marcus, made.oskar}
    assert store.ask(queries.managed, made.oskar) == []
    assert store.ask(queries.may_see, made.oskar, made.oskar)
    assert not store.ask(queries.may_see, made.oskar, shop.marcus)
    report = next(one for one in REPORTS if one.key == "untrained")
    period = Period(dates.today(), dates.today())
    for who, names in ((lead, ["Marcus Oduya", "Oskar Lind"]), (made.oskar, [])):
        store.person_id = who
        rows = store.ask(report.rows, period, {})
        assert [row.person for row in rows] == names
