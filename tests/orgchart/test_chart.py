"""Adding, moving, giving up and promoting: on both kinds of books."""

from datetime import date, timedelta

import pytest

from mspdesk.database.store import Store
from mspdesk.dates import today
from mspdesk.errors import UserError
from mspdesk.orgchart.actions import chart as actions
from mspdesk.orgchart.actions.revisions import keep_revision, review_chart
from mspdesk.orgchart.actions.roles import assign_role
from mspdesk.orgchart.queries import chart as queries
from mspdesk.orgchart.queries.chart import Chart
from mspdesk.orgchart.queries.roles import RoleBox
from mspdesk.people.queries import coming_hats
from tests.sample import Sample


def shown(store: Store) -> Chart:
    return store.ask(queries.chart)


def box(store: Store, code: str) -> RoleBox:
    return next(one for one in shown(store).boxes if one.code == code)


def add(store: Store, title: str, under: str) -> int:
    return store.do(actions.add_role, {"title": title, "reports_to_id": box(store, under).id})


def refused(store: Store, verb: object, *about: object, field: str) -> str:
    with pytest.raises(UserError) as said:
        store.do(verb, *about)  # type: ignore[arg-type]  # any of the verbs
    assert said.value.field == field
    return said.value.text


def test_a_role_is_added_moved_and_put_in_order(store: Store, shop: Sample) -> None:
    dispatch = add(store, "Dispatch", "service_manager")
    found = box(store, "dispatch")
    assert (found.title, found.for_now, found.reports_to_id) == (
        "Dispatch",
        True,
        box(store, "service_manager").id,
    )
    store.do(actions.move_role, dispatch, box(store, "owner").id, box(store, "sales").id)
    codes = [one.code for one in shown(store).boxes]
    assert codes[:3] == ["owner", "dispatch", "sales"]
    store.do(actions.shift_role, dispatch, 1)
    assert [one.code for one in shown(store).boxes][:3] == ["owner", "sales", "dispatch"]
    store.undo()
    assert [one.code for one in shown(store).boxes][:3] == codes[:3]
    assert "first" in refused(store, actions.shift_role, dispatch, -1, field="role")


def test_a_ring_a_role_above_itself_and_a_deep_chart_are_refused(
    store: Store, shop: Sample
) -> None:
    manager, owner = box(store, "service_manager"), box(store, "owner")
    lead = manager.id
    ids = [lead]
    for n in range(4):
        lead = store.do(actions.add_role, {"title": f"Level {n}", "reports_to_id": lead})
        ids.append(lead)
    deep = {"title": "Too deep", "reports_to_id": lead}
    assert "six" in refused(store, actions.add_role, deep, field="reports_to_id").replace(
        "6", "six"
    )
    itself = refused(store, actions.move_role, manager.id, manager.id, field="reports_to_id")
    assert itself == "Service manager cannot report to itself."
    ring = refused(store, actions.move_role, manager.id, ids[2], field="reports_to_id")
    assert ring.startswith("Level 1 reports to Service manager already.")
    top = refused(store, actions.move_role, owner.id, manager.id, field="reports_to_id")
    assert "reports to nobody" in top
    marketing, sales = box(store, "marketing"), box(store, "sales")
    store.do(actions.set_second_lead, marketing.id, sales.id)
    both = refused(store, actions.move_role, sales.id, marketing.id, field="reports_to_id")
    assert both.startswith("Marketing reports to Sales already.")
    assert len(shown(store).boxes) == 11


def test_a_title_is_asked_for_and_a_code_is_never_taken_twice(store: Store, shop: Sample) -> None:
    owner = box(store, "owner").id
    refused(store, actions.add_role, {"title": " ", "reports_to_id": owner}, field="title")
    long = {"title": "x" * 41, "reports_to_id": owner}
    refused(store, actions.add_role, long, field="title")
    refused(store, actions.add_role, {"title": "Bench"}, field="reports_to_id")
    add(store, "Bench", "owner")
    add(store, "Bench", "owner")
    assert {one.code for one in shown(store).boxes} >= {"bench", "bench_2"}
    # A title that ships brings its purpose and duties along.
    add(store, "Bookkeeper", "owner")
    assert box(store, "bookkeeper").department == "Office"


def test_a_role_given_up_hands_on_its_people_and_comes_back(store: Store, shop: Sample) -> None:
    manager = box(store, "service_manager")
    bench = add(store, "Bench", "service_manager")
    store.do(assign_role, manager.id, shop.marcus)
    assert "Somebody wears" in refused(store, actions.give_up_role, manager.id, field="role")
    store.do(assign_role, manager.id, None)
    store.do(actions.give_up_role, manager.id)
    assert shown(store).box(manager.id) is None
    moved = shown(store).box(bench)
    assert moved is not None
    assert moved.reports_to_id == box(store, "owner").id
    assert [one.title for one in store.ask(queries.given_up)] == ["Service manager"]
    store.do(actions.bring_back_role, manager.id)
    assert box(store, "service_manager").reports_to_id == box(store, "owner").id
    refused(store, actions.give_up_role, box(store, "owner").id, field="role")


def test_what_is_gone_is_not_brought_back_with_a_role(store: Store, shop: Sample) -> None:
    """A second lead that was given up meanwhile, and the promise of the hat."""
    marketing, manager = box(store, "marketing"), box(store, "service_manager")
    store.do(actions.set_second_lead, marketing.id, manager.id)
    store.do(assign_role, marketing.id, shop.priya, today() + timedelta(days=3))
    store.do(actions.give_up_role, marketing.id)
    store.do(actions.give_up_role, manager.id)
    store.do(actions.bring_back_role, marketing.id)
    assert box(store, "marketing").second_lead_id is None
    assert store.ask(coming_hats) == []


def test_hats_are_counted_by_person_and_nobody_is_ranked(store: Store, shop: Sample) -> None:
    store.do(assign_role, box(store, "technician").id, shop.marcus)
    found = shown(store)
    assert found.counts == "7 hats, 3 people"
    assert [(one.name, one.words) for one in found.people] == [
        ("Dana Whitlock", "1 own, 5 unfilled"),
        ("Marcus Oduya", "1 own"),
        ("Priya Raman", "0 own"),
    ]
    words = {seat.title: seat.wearer for seat in found.seats}
    assert words["Owner"] == "Dana"
    assert words["Sales"] == "Dana, for now"
    assert words["Technician"] == "Marcus"


def test_a_revision_tells_what_changed_since_and_a_review_when_the_next_is_due(
    store: Store, shop: Sample
) -> None:
    assert store.do(keep_revision, "As it was") == 1
    assert "Nothing changed" in refused(store, keep_revision, "Again", field="why")
    refused(store, keep_revision, " ", field="why")
    store.do(assign_role, box(store, "admin").id, shop.priya)
    add(store, "Bench", "service_manager")
    store.do(actions.move_role, box(store, "technician").id, box(store, "service_manager").id)
    store.do(actions.give_up_role, box(store, "finance").id)
    assert store.ask(queries.since_revision, 1) == [
        "Admin is Priya Raman's",
        "Bench was added",
        "Technician reports to Service manager",
        "Finance was given up",
    ]
    assert store.do(keep_revision, "A bench of our own") == 2
    assert store.ask(queries.since_revision, 2) == []
    newest = store.ask(queries.revisions)[0]
    assert (newest.number, newest.why, newest.person) == (2, "A bench of our own", "Dana Whitlock")
    refused(store, review_chart, date(2026, 3, 11), field="next_on")
    store.do(review_chart, date(2026, 9, 11), "Still right")
    assert store.ask(queries.next_review) == date(2026, 9, 11)
    assert store.ask(queries.reviews)[0].words == "Still right"
