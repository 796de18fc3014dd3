"""Plans in the books: calls, systems in order, approval and what undoes it."""

from datetime import date

import pytest
from sqlalchemy import select

from mspdesk.database.store import Store
from mspdesk.documentation.models.network import Circuit
from mspdesk.documentation.models.software import Application
from mspdesk.errors import UserError
from mspdesk.recovery.actions import calls, lists, plan, systems
from mspdesk.recovery.models import Dependency, Step, System
from mspdesk.recovery.queries import plan as queries
from mspdesk.recovery.queries import states
from mspdesk.recovery.queries.plan import StepRow
from tests.recovery.conftest import Planned

pytestmark = pytest.mark.usefixtures("clock")


def _order(store: Store, planned: Planned) -> list[str]:
    return [row.name for row in store.ask(queries.systems, planned.shop.brightwater)]


def test_calls_stand_in_order_and_move(store: Store, planned: Planned) -> None:
    client = planned.shop.brightwater
    tom = store.do(calls.add_call, client, {"name": "Dr. Tom Kessel", "after_id": planned.ines})
    rows = store.ask(queries.calls, client)
    assert [(row.number, row.name, row.after) for row in rows][2] == (3, "Dr. Tom Kessel", 1)
    store.do(calls.move_call, tom, -1)
    assert [row.id for row in store.ask(queries.calls, client)] == [planned.ines, tom, planned.us]
    store.do(calls.order_calls, client, [tom, planned.us, planned.ines])
    assert [row.after for row in store.ask(queries.calls, client)] == [3, None, None]
    store.do(calls.remove_call, planned.ines)
    assert [row.after for row in store.ask(queries.calls, client)] == [None, None]


def test_a_tree_of_calls_never_comes_back_to_itself(store: Store, planned: Planned) -> None:
    row = store.ask(queries.calls, planned.shop.brightwater)[1]
    store.do(calls.edit_call, row.id, row.version, {"after_id": planned.ines})
    first = store.ask(queries.calls, planned.shop.brightwater)[0]
    for wrong in (planned.us, planned.ines):
        with pytest.raises(UserError) as refused:
            store.do(calls.edit_call, first.id, first.version, {"after_id": wrong})
        assert refused.value.field == "after_id"


def test_a_call_takes_over_what_is_known_of_a_contact(store: Store, planned: Planned) -> None:
    client = planned.shop.brightwater
    store.do(calls.add_call, client, {"kind": "client", "contact_id": planned.shop.ines})
    assert store.ask(queries.calls, client)[-1].name == "Ines Varga"
    with pytest.raises(UserError) as refused:
        store.do(calls.add_call, planned.shop.kestrel, {"contact_id": planned.shop.ines})
    assert refused.value.field == "contact_id"


def test_a_circle_of_needs_is_refused_by_name(store: Store, planned: Planned) -> None:
    with pytest.raises(UserError, match=r"Internet needs Server, Server needs Internet") as refused:
        store.do(systems.set_needs, planned.internet, [planned.server])
    assert refused.value.field == "needs"
    with pytest.raises(UserError, match="Server cannot need itself"):
        store.do(systems.set_needs, planned.server, [planned.server])


def test_what_is_needed_moves_up_before_it(store: Store, planned: Planned) -> None:
    client = planned.shop.brightwater
    power = store.do(systems.add_system, client, {"name": "Power"})
    store.do(systems.set_needs, planned.internet, [power])
    assert _order(store, planned) == ["Power", "Internet", "Server"]
    with pytest.raises(UserError, match="Internet needs Power, so Power comes first"):
        store.do(systems.move_system, power, 1)
    store.do(systems.retire_system, power)
    store.do(systems.set_needs, planned.server, [])
    store.do(systems.move_system, planned.server, -1)
    assert _order(store, planned) == ["Server", "Internet"]


def test_an_order_of_other_systems_is_refused(store: Store, planned: Planned) -> None:
    with pytest.raises(UserError, match="The list has changed since"):
        store.do(systems.order_systems, planned.shop.brightwater, [planned.server])


def test_steps_are_written_anew_in_order(store: Store, planned: Planned) -> None:
    wanted = [StepRow("One.", "", 5), StepRow("", "", None), StepRow("Two.", "More.", 120)]
    store.do(systems.set_steps, planned.server, wanted)
    found = store.ask(queries.system, planned.server)
    assert found is not None
    assert [step.title for step in found.steps] == ["One.", "Two."]
    assert (found.expected, found.steps[1].takes) == (125, "2 h")
    with pytest.raises(UserError) as refused:
        store.do(systems.set_steps, planned.server, [StepRow("", "Only details")])
    assert refused.value.field == "steps"
    store.undo()
    again = store.ask(queries.system, planned.server)
    assert again is not None
    assert [step.title for step in again.steps] == ["Call us.", "Look at the UPS."]


def test_a_copy_has_needs_and_steps(store: Store, planned: Planned) -> None:
    made = store.do(systems.duplicate_system, planned.server)
    found = store.ask(queries.system, made)
    assert found is not None
    assert [need.name for need in found.needs] == ["Internet"]
    assert len(found.steps) == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"rto_minutes": 0}, "rto_minutes"),
        ({"rpo_minutes": -5}, "rpo_minutes"),
        ({"estimated_cost": -1}, "estimated_cost"),
        ({"device_id": 10**6}, "device_id"),
        ({"backup_job_id": 10**6}, "backup_job_id"),
    ],
)
def test_a_system_refuses_by_field(
    store: Store, planned: Planned, change: dict[str, object], field: str
) -> None:
    with pytest.raises(UserError) as refused:
        store.do(systems.add_system, planned.shop.brightwater, {"name": "X", **change})
    assert refused.value.field == field


def test_a_daily_backup_that_cannot_meet_the_rpo_is_remarked(
    store: Store, planned: Planned
) -> None:
    found = store.ask(queries.system, planned.server)
    assert found is not None
    assert not found.misses_rpo
    store.do(systems.edit_system, found.id, found.version, {"rpo_minutes": 240})
    page = store.ask(queries.plan_page, planned.shop.brightwater)
    assert page.remarks[0].text == ("Server cannot meet its RPO of 4 h: Server image runs daily.")


def test_approval_says_what_to_do_first(store: Store, planned: Planned) -> None:
    client = planned.shop.kestrel
    assert store.ask(queries.guards, client) == [
        "Say whom to call at the client in an emergency, with a phone number.",
        "Write down at least one system that must work again.",
        "Write down a backup job, or who at the client signed that there is none.",
    ]
    with pytest.raises(UserError, match="Say whom to call"):
        store.do(plan.approve_plan, client, {})
    store.do(calls.add_call, client, {"kind": "client", "name": "Joe", "phone": "555-0101"})
    store.do(systems.add_system, client, {"name": "Server"})
    store.do(plan.save_plan, client, 0, {"no_backup_by": "Joe", "no_backup_on": date(2026, 3, 1)})
    assert store.ask(queries.guards, client) == []
    store.do(plan.approve_plan, client, {"approved_by_client": "Joe"})
    found = store.ask(queries.plan, client)
    assert (found.approved, found.approved_by, found.review_on) == (
        True,
        "Dana Whitlock",
        date(2027, 3, 11),
    )


def test_a_plan_is_looked_over_within_twelve_months(store: Store, planned: Planned) -> None:
    for wrong in (date(2027, 3, 12), date(2026, 3, 11)):
        with pytest.raises(UserError) as refused:
            store.do(plan.approve_plan, planned.shop.brightwater, {"review_on": wrong})
        assert refused.value.field == "review_on"


def test_every_change_makes_an_approved_plan_a_draft(store: Store, planned: Planned) -> None:
    client = planned.shop.brightwater

    def approved() -> bool:
        return store.ask(queries.plan, client).approved

    changes = (
        lambda: store.do(calls.move_call, planned.us, -1),
        lambda: store.do(systems.set_needs, planned.server, []),
        lambda: store.do(lists.add_purchase, client, {"what": "Switch"}),
        lambda: store.do(lists.add_workaround, client, {"department": "Desk", "on_paper": "Pad"}),
        lambda: store.do(plan.save_plan, client, 0, {"scope": "Both sites"}),
        lambda: store.do(plan.reopen_plan, client),
    )
    for change in changes:
        store.do(plan.approve_plan, client, {})
        assert approved()
        change()
        assert not approved()
    store.undo()
    assert approved()
    store.do(lists.add_exercise, client, {"what": "Walked all of it"})
    assert approved()


def test_half_a_signature_is_none(store: Store, planned: Planned) -> None:
    client = planned.shop.brightwater
    version = store.ask(queries.plan, client).version
    with pytest.raises(UserError) as refused:
        store.do(plan.save_plan, client, version, {"no_backup_by": "Ines"})
    assert refused.value.field == "no_backup_on"
    with pytest.raises(UserError) as refused:
        store.do(plan.save_plan, client, version, {"continuity": "bdr_local"})
    assert refused.value.field == "continuity_start"


def test_legacy_programs_block_even_without_a_system(store: Store, planned: Planned) -> None:
    client = planned.shop.brightwater
    with store.step("Prepare") as session:
        session.add(Application(client_id=client, name="OldCharts", legacy=True))
    assert store.ask(queries.guards, client) == [
        "OldCharts is legacy: write down the platform it needs and where its media lie."
    ]


def test_shopping_adds_up(store: Store, planned: Planned) -> None:
    client = planned.shop.brightwater
    store.do(lists.add_purchase, client, {"what": "PC", "quantity": 3, "unit_cost": 90_000})
    store.do(lists.add_purchase, client, {"what": "Cables"})
    page = store.ask(queries.plan_page, client)
    assert [(row.what, row.cost) for row in page.shopping] == [
        ("Newest tower server", 640_000),
        ("PC", 270_000),
        ("Cables", None),
    ]
    assert page.shopping_total == 910_000


def test_a_plan_begins_from_what_is_known(store: Store, planned: Planned) -> None:
    shop = planned.shop
    store.do(plan.begin_plan, shop.oldmill)
    rows = store.ask(queries.calls, shop.oldmill)
    assert [row.phone for row in rows if row.kind == "us"] == ["218-555-0101"]
    with pytest.raises(UserError, match="has been begun"):
        store.do(plan.begin_plan, shop.oldmill)


def test_a_plan_begins_with_contacts_lines_servers_and_programs(
    store: Store, planned: Planned
) -> None:
    client = planned.shop.brightwater
    for row in store.ask(queries.calls, client):
        store.do(calls.remove_call, row.id)
    with store.step("Prepare") as session:
        session.add(
            Circuit(
                client_id=client, name="Fiber", provider="Prairie Fiber", account_number="44-0187"
            )
        )
        session.add(Application(client_id=client, name="VetCharts", business=True))
        for kind in (Dependency, Step, System):
            for one in session.scalars(select(kind)).all():
                session.delete(one)
            session.flush()
    store.do(plan.begin_plan, client)
    assert [row.name for row in store.ask(queries.calls, client)] == [
        "Ines Varga",
        "Quillfeather IT, LLC",
        "Tom Kessel",
        "Prairie Fiber",
    ]
    found = store.ask(queries.systems, client)
    assert [row.name for row in found] == ["Internet", "Server BWV-SRV1", "VetCharts"]
    assert [need.name for need in found[2].needs] == ["Server BWV-SRV1"]


def test_managed_clients_without_a_plan_are_listed(store: Store, planned: Planned) -> None:
    client = planned.shop.brightwater
    assert [row.client_id for row in store.ask(states.without_plan)] == []
    found = store.ask(states.plan_states)
    assert [(row.client_id, row.words, row.untested, row.offline) for row in found] == [
        (client, "Draft", 1, "No full copy goes offline")
    ]
    store.do(plan.approve_plan, client, {})
    assert store.ask(states.plan_states)[0].words == "Approved Mar 11, 2026"
    assert store.ask(states.plan_states, planned.shop.kestrel)[0].words == "No plan"


def test_what_changed_before_an_approval_is_not_undone_under_it(
    store: Store, planned: Planned
) -> None:
    client = planned.shop.brightwater
    store.person_id = planned.shop.marcus
    row = store.ask(queries.system, planned.server)
    assert row is not None
    store.do(systems.edit_system, planned.server, row.version, {"rto_minutes": 999})
    store.person_id = planned.shop.dana
    store.do(plan.approve_plan, client, {})
    store.person_id = planned.shop.marcus
    with pytest.raises(UserError):
        store.undo()
    row = store.ask(queries.system, planned.server)
    assert row is not None
    assert row.rto_minutes == 999
    assert store.ask(queries.plan, client).approved
