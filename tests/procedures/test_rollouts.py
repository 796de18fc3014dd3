"""Roll-outs to employees and to clients: who was told, who said yes, how many of how many."""

from datetime import date

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.mail import queries as outbox
from mspdesk.mail.rules.compose import Typed
from mspdesk.procedures import runs
from mspdesk.procedures.actions import rollouts, sops
from mspdesk.procedures.queries import rollouts as queries
from mspdesk.procedures.queries import sops as sop_queries
from mspdesk.procedures.queries.mailing import rollout_mail
from mspdesk.procedures.queries.rollouts import RolloutRow
from mspdesk.progress import Progress
from tests.procedures.conftest import Written, written


def begun(store: Store, made: Written, audience: str, reach: list[int]) -> RolloutRow:
    store.do(sops.start_training, made.code)
    id_ = store.do(rollouts.roll_out, made.code, audience, reach, live_on=date(2026, 3, 16))
    found = store.ask(queries.rollout, id_)
    assert found is not None
    return found


def test_what_cannot_be_rolled_out_is_refused_at_its_field(store: Store, made: Written) -> None:
    with pytest.raises(UserError, match="Begin the training first"):
        store.do(rollouts.roll_out, made.code, "employees", [made.oskar])
    store.do(sops.start_training, made.code)
    early = date(2026, 3, 20)
    for field, audience, reach, training in (
        ("audience", "neighbors", [made.oskar], None),
        ("reach", "employees", [], None),
        ("live_on", "employees", [made.oskar], early),
    ):
        day = date(2026, 3, 16)
        with pytest.raises(UserError) as refused:
            store.do(
                rollouts.roll_out, made.code, audience, reach, training_on=training, live_on=day
            )
        assert refused.value.field == field


def test_clients_agree_by_name_and_day(store: Store, made: Written) -> None:
    shop = made.shop
    row = begun(store, made, "clients", [shop.kestrel, shop.brightwater])
    assert (row.words, row.state_words) == ("0 of 2 acknowledged", "Running")
    first, second = row.reach
    assert (first.name, second.name) == ("Brightwater Veterinary", "Kestrel Machine & Tool")
    store.do(rollouts.told, second.id)
    with pytest.raises(UserError) as refused:
        store.do(rollouts.agreed, first.id, " ")
    assert refused.value.field == "by"
    store.do(rollouts.agreed, first.id, "Ines Varga")
    now = store.ask(queries.rollout, row.id)
    assert now is not None
    assert [(one.by, one.on, one.told_on) for one in now.reach] == [
        ("Ines Varga", dates.today(), dates.today()),
        ("", None, dates.today()),
    ]
    # Clients are not waited for when our own work begins.
    assert store.ask(queries.waited_for, row.sop_id, row.revision) == []
    store.do(rollouts.end_rollout, row.id)
    assert store.ask(queries.rollouts, row.sop_id, all_of_them=False) == []


def test_employees_acknowledge_the_revision_that_was_rolled_out(
    store: Store, made: Written
) -> None:
    row = begun(store, made, "employees", [made.oskar, made.shop.marcus, made.oskar])
    assert len(row.reach) == 2
    with pytest.raises(UserError, match="acknowledge the procedure themselves"):
        store.do(rollouts.agreed, row.reach[0].id, "Marcus")
    store.do(sops.acknowledge, made.code, made.oskar)
    assert store.ask(queries.waited_for, row.sop_id, 1) == ["Marcus Oduya"]
    store.do(sops.acknowledge, made.code, made.shop.marcus)
    found = store.ask(queries.rollouts)[0]
    assert (found.words, found.state_words) == ("2 of 2 acknowledged", "Everybody acknowledged")
    with dates.frozen(dates.now().replace(month=5)):
        later = begun_again(store, made)
        assert later.state_words == "Past its day"
    assert (later.revision, later.words) == (2, "0 of 1 acknowledged")


def begun_again(store: Store, made: Written) -> RolloutRow:
    """The next revision, rolled out to one of us for a day that has passed."""
    store.do(sops.go_live, made.code)
    words = store.ask(sop_queries.sop_page, made.code).words
    longer = written(words, body=f"{words.body}\n\n4. Smile.")
    store.do(sops.save_draft, made.code, longer)
    store.do(sops.start_training, made.code)
    day = date(2026, 5, 1)
    id_ = store.do(rollouts.roll_out, made.code, "employees", [made.oskar], live_on=day)
    store.do(rollouts.edit_rollout, id_, None, date(2026, 4, 30))
    found = store.ask(queries.rollout, id_)
    assert found is not None
    return found


def test_a_client_page_says_what_was_agreed(store: Store, made: Written) -> None:
    kestrel = made.shop.kestrel
    before = store.ask(sop_queries.etiquette, kestrel)
    assert [one.code for one in before] == list(sop_queries.ETIQUETTE)
    assert {one.words for one in before} == {"Draft"}
    store.do(sops.start_training, "phone-etiquette")
    id_ = store.do(rollouts.roll_out, "phone-etiquette", "clients", [kestrel])
    row = store.ask(queries.rollout, id_)
    assert row is not None
    store.do(rollouts.agreed, row.reach[0].id, "Tess Brandt")
    assert store.ask(sop_queries.etiquette, kestrel)[0].words == "Agreed Mar 11"
    assert store.ask(sop_queries.etiquette, made.shop.brightwater)[0].words == "In training"


def test_a_client_is_mailed_the_procedure_once(store: Store, made: Written) -> None:
    shop = made.shop
    row = begun(store, made, "clients", [shop.brightwater])
    compose = store.ask(rollout_mail, row.id, shop.brightwater)
    assert (compose.to, compose.subject) == ("ines@brightwater.example", "Handing a call on")
    assert compose.body.startswith("Dear Ines,")
    assert "It holds from Mar 16, 2026 on." in compose.body
    typed = Typed(compose.to, compose.cc, compose.subject, compose.body, compose.key)
    reach = row.reach[0].id
    (mail,) = runs.queue_sheet(store, Progress(), row.id, reach, typed)
    assert runs.queue_sheet(store, Progress(), row.id, reach, typed) == [mail]
    (file,) = store.ask(outbox.attached, mail)
    assert (file.name, file.content[:4]) == (
        "Handing a call on Brightwater Veterinary.pdf",
        b"%PDF",
    )
    told = store.ask(queries.rollout, row.id)
    assert told is not None
    assert told.reach[0].told_on == dates.today()
    ours = begun_for_us(store, made)
    with pytest.raises(UserError, match="mail goes to clients"):
        runs.queue_sheet(store, Progress(), ours.id, ours.reach[0].id, typed)


def begun_for_us(store: Store, made: Written) -> RolloutRow:
    """A roll-out of the same revision to one of us."""
    id_ = store.do(rollouts.roll_out, made.code, "employees", [made.oskar])
    found = store.ask(queries.rollout, id_)
    assert found is not None
    return found
