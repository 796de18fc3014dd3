"""An approved plan goes stale once something it rests on changes after its paper (B1, G3)."""

from datetime import datetime

import pytest
from sqlalchemy import insert

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.database.tables import Step as Journalled
from mspdesk.desk.area import Figure
from mspdesk.documentation.actions import facts
from mspdesk.documentation.queries.facts import fact_rows
from mspdesk.documentation.queries.staleness import changes_since, clients_changed
from mspdesk.recovery.actions import plan, systems
from mspdesk.recovery.models import Step
from mspdesk.recovery.queries import plan as plans
from mspdesk.recovery.queries import states
from mspdesk.recovery.queries.plan import StepRow, plan_page
from mspdesk.recovery.queries.stale import is_stale, of_plan, stale_plans
from mspdesk.recovery.reports import GLANCES
from tests.recovery.conftest import Planned

pytestmark = pytest.mark.usefixtures("clock")


def replace_server(store: Store, planned: Planned, serial: str = "NEW-1") -> None:
    (row,) = store.ask(fact_rows, "device", [planned.shop.server])
    store.do(facts.edit_facts, "device", [(row.id, row.version, {"serial": serial})])


def seen(store: Store, system_id: int) -> int:
    row = store.ask(plans.system, system_id)
    assert row is not None
    return row.version


def test_a_plan_is_stale_once_a_server_is_replaced(store: Store, planned: Planned) -> None:
    client = planned.shop.brightwater
    replace_server(store, planned, "OLD")
    assert not store.ask(is_stale, client)
    store.do(plan.approve_plan, client, {})
    assert store.ask(plan_page, client).state_words == "Approved"
    with dates.frozen(datetime(2026, 5, 11, 9, 0)):
        replace_server(store, planned)
        assert store.ask(stale_plans) == {client}
        assert store.ask(plan_page, client).state_words == "Stale"
        (row,) = store.ask(states.plan_states)
        assert (row.state_words, row.words) == ("Stale", "Stale, approved Mar 11, 2026")
        (glance,) = (one for one in GLANCES if one.report == "dr-plans")
        said = [one for one in store.ask(glance.make, None, {}, [row]) if isinstance(one, Figure)]
        assert [(one.label, one.value) for one in said[:2]] == [("Approved", "0"), ("Stale", "1")]
        store.undo()
        assert store.ask(stale_plans) == frozenset()
        replace_server(store, planned)
        version = store.ask(plans.plan, client).version
        store.do(plan.save_plan, client, version, {"scope": "All of the clinic"})
        assert store.ask(plan_page, client).state_words == "Draft"
        assert not store.ask(is_stale, client)


def test_steps_and_needs_alone_are_seen(store: Store, planned: Planned) -> None:
    client, at = planned.shop.brightwater, dates.utc_now()
    with dates.frozen(datetime(2026, 5, 11, 9, 0)):
        version = seen(store, planned.server)
        store.do(systems.edit_system, planned.server, version, {}, None, [StepRow("Call us.")])
        assert set(store.ask(clients_changed, at, of_plan())) == {client}
        told = store.ask(changes_since, client, at, 200, of_plan())
        assert "dr_step" in {one.table for one in told}
    with dates.frozen(datetime(2026, 5, 12, 9, 0)):
        later = dates.utc_now()
        with store.step("Rub out") as session:
            for one in session.query(Step).filter_by(system_id=planned.server):
                session.delete(one)
        assert set(store.ask(clients_changed, datetime(2026, 5, 12), of_plan())) == {client}
        assert store.ask(changes_since, client, datetime(2026, 5, 12), 200, of_plan())
    with dates.frozen(datetime(2026, 5, 13, 9, 0)):
        version = seen(store, planned.server)
        store.do(systems.edit_system, planned.server, version, {}, [], None)
        found = store.ask(clients_changed, later, of_plan())
        assert found == {client: dates.utc_now()}


def test_a_change_is_seen_below_any_number_of_steps(store: Store, planned: Planned) -> None:
    """More steps than are told one by one, of things no binder prints, bury none."""
    at = dates.utc_now()
    with dates.frozen(datetime(2026, 3, 20, 9, 0)):
        replace_server(store, planned)
        when = dates.utc_now()
    with store.step("Bury") as session:
        rows = [
            {"at": datetime(2026, 4, 1), "label": "Log time", "once": f"t{n}", "words": "",
             "undoable": True, "tables": "device,ticket" if n == 7 else "time_entry"}
            for n in range(2_500)
        ]  # fmt: skip
        session.connection().execute(insert(Journalled.__table__), rows)  # type: ignore[arg-type]
    assert store.ask(clients_changed, at) == {planned.shop.brightwater: when}
