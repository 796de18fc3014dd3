"""S127: an offering goes from idea to refine and on, with a note of what was learned each time."""

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import Conflict, UserError
from mspdesk.offerings.actions import offerings as actions
from mspdesk.offerings.queries import offerings as queries
from mspdesk.offerings.queries.offerings import OfferingPage
from mspdesk.offerings.rules import stages
from mspdesk.offerings.rules.starter import STARTERS
from mspdesk.offerings.rules.values import KINDS
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(127), pytest.mark.usefixtures("clock")]
LOOP = ["idea", "define", "build", "test", "refine", "promote", "again"]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    found: Sample = standing(store)
    return found


def page(store: Store, made: int) -> OfferingPage:
    found = store.ask(queries.offering_page, made)
    assert found is not None
    return found


def move(store: Store, made: int, stage: str, words: str = "Learned something.") -> None:
    store.do(actions.move_offering, made, page(store, made).row.version, stage, words)


def test_the_loop_is_the_one_of_the_field() -> None:
    assert list(stages.ORDER) == LOOP
    assert stages.forward("again") == ("test", "promote")


def test_it_goes_all_the_way_with_a_note_each_time(store: Store, shop: Sample) -> None:
    made = store.do(actions.add_offering, {"name": "Help line", "client_words": "Clinics"})
    for stage in LOOP[1:]:
        with pytest.raises(UserError) as refused:
            move(store, made, stage, "  ")
        assert refused.value.field == "words"
        move(store, made, stage, f"Learned on the way to {stage}.")
    found = page(store, made)
    assert found.row.stage == "again"
    assert found.row.on_sale
    notes = [step.words for step in reversed(found.steps)]
    assert notes[1:] == [f"Learned on the way to {stage}." for stage in LOOP[1:]]
    assert all(step.who == "Dana Whitlock" for step in found.steps)
    # It is never finished: another test, and sold again.
    move(store, made, "test")
    move(store, made, "refine")
    assert len(page(store, made).steps) == len(LOOP) + 2


def test_no_stage_is_skipped_and_the_client_comes_first(store: Store, shop: Sample) -> None:
    made = store.do(actions.add_offering, {"name": "Help line"})
    with pytest.raises(UserError, match="Define client and value comes before promote and sell"):
        move(store, made, "promote")
    move(store, made, "define")
    with pytest.raises(UserError, match="who it is for"):
        move(store, made, "build")
    version = page(store, made).row.version
    store.do(actions.edit_offering, made, version, {"client_words": "Clinics that close late"})
    with pytest.raises(Conflict):
        store.do(actions.move_offering, made, version, "build", "Seen too early.")
    move(store, made, "build")
    move(store, made, "idea", "It was a different idea after all.")
    assert page(store, made).row.stage == "idea"


def test_one_set_aside_stays_to_be_read(store: Store, shop: Sample) -> None:
    made = store.do(actions.add_offering, {"name": "Web care"})
    with pytest.raises(UserError) as refused:
        store.do(actions.set_aside, made, page(store, made).row.version, "")
    assert refused.value.field == "words"
    store.do(actions.set_aside, made, page(store, made).row.version, "Others do it better.")
    assert made not in [one.id for one in store.ask(queries.offerings)]
    assert made in [one.id for one in store.ask(queries.offerings, aside=True)]
    with pytest.raises(UserError, match="set aside"):
        move(store, made, "define")
    store.do(actions.take_up, made)
    move(store, made, "define")
    assert page(store, made).steps[-2].words == "Others do it better."


def test_what_ships_has_its_values_and_no_price(store: Store, shop: Sample) -> None:
    assert store.do(actions.bring_starter) == len(STARTERS)
    assert store.do(actions.bring_starter) == 0
    rows = store.ask(queries.offerings)
    assert all(one.values >= 3 and one.price == queries.NO_PRICE for one in rows)
    assert {one.stage for one in rows} == {"define"}
    assert all(page(store, one.id).client_words for one in rows)
    assert all(page(store, one.id).value.keys() == {kind.key for kind in KINDS} for one in rows)
