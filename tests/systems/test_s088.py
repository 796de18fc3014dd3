"""S088: a disaster is assessed before it is recovered from, and closed with what was learned."""

from datetime import datetime, timedelta

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.logs import queries as logs
from mspdesk.recovery.actions import event as actions
from mspdesk.recovery.actions.plan import save_plan
from mspdesk.recovery.queries import event as queries
from mspdesk.recovery.queries.plan import plan
from mspdesk.recovery.rules.event import State
from mspdesk.tickets.queries import ticket_page
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(88), pytest.mark.usefixtures("clock")]

FLOOD = datetime(2026, 3, 11, 6, 40)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    found: Sample = standing(store)
    return found


def move(store: Store, event: int, to: State) -> None:
    """Bring a disaster to a state as somebody does who has just looked at it."""
    page = store.ask(queries.event_page, event)
    store.do(actions.move_on, event, page.version, to)


def write(store: Store, event: int, **words: object) -> None:
    """Write something down about a disaster."""
    page = store.ask(queries.event_page, event)
    store.do(actions.edit_event, event, page.version, words)


def refused(store: Store, event: int, to: State) -> str | None:
    """The field that stands in the way of a state."""
    with pytest.raises(UserError) as said:
        move(store, event, to)
    return said.value.field


def test_a_flood_from_its_declaration_to_what_was_learned(store: Store, shop: Sample) -> None:
    with dates.frozen(FLOOD):
        event = store.do(
            actions.declare, shop.brightwater, {"what": "Water in the closet", "kind": "water"}
        )
    page = store.ask(queries.event_page, event)
    assert (page.number, page.state) == ("E0001", State.DECLARED)
    assert page.ticket_id is not None
    assert page.tsr_log_id is not None
    ticket = store.ask(ticket_page, page.ticket_id)
    assert ticket is not None
    assert (ticket.priority, ticket.critical_fact) == (1, "hazard")
    log = store.ask(logs.log_page, page.tsr_log_id)
    assert (log.reason, log.ticket, page.ticket) == ("A disaster", "#1", "T000001")

    assert refused(store, event, State.ASSESSING) == "people_safe"
    write(store, event, people_safe=True)
    move(store, event, State.ASSESSING)
    for field, words in (
        ("damage", "Server and switch wet; firewall dry"),
        ("good_backup", "Image of Mar 10, 1 am, off site"),
        ("resources", "Spare server at our office, two of us, the barn is dry"),
    ):
        assert refused(store, event, State.PLANNED) == field
        write(store, event, **{field: words})
    assert refused(store, event, State.PLANNED) == "steps"
    step = store.do(actions.add_step, event, {"action": "Bring the spare server", "minutes": 60})
    move(store, event, State.PLANNED)

    assert "continuity" not in store.ask(queries.event_page, event).next
    move(store, event, State.RECOVERING)
    assert refused(store, event, State.RESTORED) == "steps"
    store.do(actions.finish_step, step)
    with dates.frozen(FLOOD + timedelta(hours=9)):
        move(store, event, State.RESTORED)
        assert refused(store, event, State.REVIEWED) == "improve"
        write(store, event, improve="- Spare switch on the shelf\n- Print the map larger")
        assert refused(store, event, State.REVIEWED) == "prevention"
        write(store, event, prevention="Raise the server off the floor")
        move(store, event, State.REVIEWED)
    changes = store.ask(queries.plan_changes, shop.brightwater)
    assert [(row.kind, row.what) for row in changes] == [
        ("improve", "Spare switch on the shelf"),
        ("improve", "Print the map larger"),
        ("avoid", "Raise the server off the floor"),
    ]
    page = store.ask(queries.event_page, event)
    assert [row.state for row in page.states] == [
        *("declared", "assessing", "planned", "recovering", "restored", "reviewed"),
    ]
    with pytest.raises(UserError, match="E0001 is closed"):
        store.do(actions.add_step, event, {"action": "One more"})


def test_recovery_cannot_begin_by_leaving_the_plan_out(store: Store, shop: Sample) -> None:
    event = store.do(actions.declare, shop.brightwater, {"what": "Fire", "kind": "fire"})
    write(store, event, people_safe=True)
    move(store, event, State.ASSESSING)
    assert refused(store, event, State.RECOVERING) == "state"


def test_what_was_written_can_be_taken_away_and_then_recovery_waits_again(
    store: Store, shop: Sample
) -> None:
    event = store.do(actions.declare, shop.brightwater, {"what": "Fire", "kind": "fire"})
    found = {"damage": "All", "good_backup": "Monday", "resources": "Us"}
    write(store, event, people_safe=True, **found)
    move(store, event, State.ASSESSING)
    step = store.do(actions.add_step, event, {"action": "Go slow"})
    move(store, event, State.PLANNED)
    store.do(actions.remove_step, step)
    assert refused(store, event, State.RECOVERING) == "steps"
    store.do(actions.add_step, event, {"action": "Go slow"})
    write(store, event, damage=" ")
    assert refused(store, event, State.RECOVERING) == "damage"


def test_one_disaster_at_a_time(store: Store, shop: Sample) -> None:
    store.do(actions.declare, shop.brightwater, {"what": "Fire", "kind": "fire"})
    with pytest.raises(UserError, match="E0001 is still open"):
        store.do(actions.declare, shop.brightwater, {"what": "Water", "kind": "water"})


def test_the_review_makes_an_approved_plan_a_draft_again(store: Store, shop: Sample) -> None:
    held = store.ask(plan, shop.brightwater)
    store.do(save_plan, shop.brightwater, held.version, {"objectives": "Work by noon"})
    event = store.do(actions.declare, shop.brightwater, {"what": "Fire", "kind": "fire"})
    found = {"damage": "All", "good_backup": "Monday", "resources": "Us"}
    write(store, event, people_safe=True, improve="A", prevention="B", **found)
    for to in (State.ASSESSING,):
        move(store, event, to)
    step = store.do(actions.add_step, event, {"action": "Go slow"})
    for to in (State.PLANNED, State.RECOVERING):
        move(store, event, to)
    store.do(actions.finish_step, step, "Not needed", done=False)
    for to in (State.RESTORED, State.REVIEWED):
        move(store, event, to)
    assert store.ask(plan, shop.brightwater).state == "draft"
    assert len(store.ask(queries.plan_changes)) == 2
