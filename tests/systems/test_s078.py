"""S078: a roll-out has audience, training, go-live and acknowledgements: 3 of 4 acknowledged."""

from datetime import date, timedelta

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.people import actions as people
from mspdesk.procedures.actions import rollouts, sops
from mspdesk.procedures.queries.rollouts import rollout
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(78), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_three_of_four_acknowledged(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    oskar = store.do(people.add_person, "Oskar Lind", ("technician",), {})
    everybody = [shop.dana, shop.marcus, shop.priya, oskar]
    code = "every-job-is-a-ticket"
    store.do(sops.start_training, code)
    training, live = dates.today(), dates.today() + timedelta(days=7)
    id_ = store.do(
        rollouts.roll_out, code, "employees", everybody, training_on=training, live_on=live
    )
    for who in everybody[:3]:
        store.do(sops.acknowledge, code, who)
    row = store.ask(rollout, id_)
    assert row is not None
    assert (row.audience, row.training_on, row.live_on) == ("employees", training, live)
    assert row.words == "3 of 4 acknowledged"
    assert [one.name for one in row.reach if one.on is None] == ["Oskar Lind"]


def test_clients_say_yes_by_name(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    store.do(sops.start_training, "phone-etiquette")
    reach = [shop.kestrel, shop.brightwater]
    day = date(2026, 4, 1)
    id_ = store.do(rollouts.roll_out, "phone-etiquette", "clients", reach, live_on=day)
    row = store.ask(rollout, id_)
    assert row is not None
    store.do(rollouts.agreed, row.reach[0].id, "Ines Varga")
    now = store.ask(rollout, id_)
    assert now is not None
    assert (now.words, now.reach[0].by) == ("1 of 2 acknowledged", "Ines Varga")
