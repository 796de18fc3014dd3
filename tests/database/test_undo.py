"""Undo puts back exactly what was there, or says why not; redo brings it again."""

import random
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from mspdesk.clients.models import Client, Contact, Site
from mspdesk.database import values
from mspdesk.database.history import recent_steps
from mspdesk.database.store import Store
from mspdesk.errors import UserError

from .shop import (
    FULL,
    add_client,
    add_contact,
    change_client,
    client_row,
    delete_client,
    send_letter,
    versions,
)


def test_a_new_row_goes_and_comes_back(store: Store) -> None:
    client_id = store.do(add_client, "C1", "Acme", **FULL)
    whole = store.ask(client_row, client_id)
    assert store.undo() == "Add client"
    assert store.ask(client_row, client_id) is None
    assert store.redo() == "Add client"
    assert store.ask(client_row, client_id) == whole
    assert store.undo() == "Add client"
    assert store.ask(client_row, client_id) is None


def test_a_change_goes_back_and_forth(store: Store) -> None:
    client_id = store.do(add_client, "C1", "Acme", **FULL)
    before = store.ask(client_row, client_id)
    store.do(change_client, client_id, name="Beta", since_on=None, rate=None, internal=False)
    after = store.ask(client_row, client_id)
    for _ in range(2):
        assert store.undo() == "Change client"
        assert store.ask(client_row, client_id) == before
        assert store.redo() == "Change client"
        assert store.ask(client_row, client_id) == after


def test_a_deleted_row_comes_back_whole_and_newer_than_any_form_saw(store: Store) -> None:
    client_id = store.do(add_client, "C1", "Acme", **FULL)
    store.do(change_client, client_id, name="Beta")
    before, seen = store.ask(client_row, client_id), versions(store, client_id)
    store.do(delete_client, client_id)
    assert store.undo() == "Delete client"
    assert store.ask(client_row, client_id) == before
    now = versions(store, client_id)
    assert seen is not None
    assert now is not None
    assert now > seen


def test_undo_makes_the_version_grow(store: Store) -> None:
    client_id = store.do(add_client)
    store.do(change_client, client_id, name="Beta")
    assert versions(store, client_id) == 2
    store.undo()
    assert versions(store, client_id) == 3


def test_undo_walks_back_and_redo_walks_forward(store: Store) -> None:
    client_id = store.do(add_client, "C1", "Zero")
    names = ["Zero", "One", "Two", "Three"]
    for one in names[1:]:
        store.do(change_client, client_id, name=one)

    def name() -> Any:
        row = store.ask(client_row, client_id)
        return row["name"] if row else None

    for expected in ["Two", "One", "Zero", None]:
        store.undo()
        assert name() == expected
    with pytest.raises(UserError, match="nothing to undo"):
        store.undo()
    for expected in names:
        store.redo()
        assert name() == expected
    with pytest.raises(UserError, match="nothing to redo"):
        store.redo()
    store.undo()
    store.do(change_client, client_id, name="New way")
    with pytest.raises(UserError, match="nothing to redo"):
        store.redo()


def test_undo_and_redo_are_steps_of_their_own(store: Store) -> None:
    client_id = store.do(add_client)
    store.do(change_client, client_id, name="Beta")
    store.undo()
    store.redo()
    steps = store.ask(recent_steps)
    assert [(s.label, s.undone) for s in steps] == [
        ("Redo Change client", False),
        ("Undo Change client", True),
        ("Change client", False),
        ("Add client", False),
    ]
    assert steps[0].undoes == steps[1].id
    assert steps[1].undoes == steps[2].id
    assert steps[0].words == "Redone: Change client"


def test_a_row_changed_since_is_refused_by_name(store: Store) -> None:
    client_id = store.do(add_client)
    store.do(change_client, client_id, name="Beta")
    first = store.ask(recent_steps)[0]
    store.do(change_client, client_id, name="Gamma")
    with pytest.raises(UserError, match="this client has been changed since"):
        store.undo_step(first.id)
    row = store.ask(client_row, client_id)
    assert row
    assert row["name"] == "Gamma"


def test_a_change_of_other_columns_does_not_stand_in_the_way(store: Store) -> None:
    client_id = store.do(add_client, "C1", "Acme", city="Rome")
    store.do(change_client, client_id, name="Beta")
    step = store.ask(recent_steps)[0]
    store.do(change_client, client_id, city="Oslo")
    assert store.undo_step(step.id) == "Change client"
    row = store.ask(client_row, client_id)
    assert row
    assert (row["name"], row["city"]) == ("Acme", "Oslo")


def test_a_row_that_is_gone_cannot_be_put_back(store: Store) -> None:
    client_id = store.do(add_client)
    store.do(change_client, client_id, name="Beta")
    step = store.ask(recent_steps)[0]
    store.do(delete_client, client_id)
    with pytest.raises(UserError, match="no longer there"):
        store.undo_step(step.id)


def test_a_row_others_stand_on_is_refused(store: Store) -> None:
    client_id = store.do(add_client)
    added = store.ask(recent_steps)[0]
    store.do(add_contact, client_id)
    with pytest.raises(UserError, match="something newer depends on this client"):
        store.undo_step(added.id)
    assert store.ask(client_row, client_id)


def test_a_number_taken_since_is_refused(store: Store) -> None:
    client_id = store.do(add_client, "C1", "Acme")
    store.do(delete_client, client_id)
    step = store.ask(recent_steps)[0]
    store.do(add_client, "C1", "Newcomer")
    with pytest.raises(UserError, match="already a client with this number"):
        store.undo_step(step.id)


def test_what_left_the_building_bars_the_way(store: Store) -> None:
    client_id = store.do(add_client)
    store.do(send_letter, client_id)
    with pytest.raises(UserError, match="“Send letter” cannot be undone"):
        store.undo()
    with pytest.raises(UserError, match="cannot be undone"):
        store.undo_step(store.ask(recent_steps)[0].id)


def test_a_step_is_undone_once(store: Store) -> None:
    store.do(add_client)
    step = store.ask(recent_steps)[0]
    store.undo_step(step.id)
    with pytest.raises(UserError, match="undone already"):
        store.undo_step(step.id)
    with pytest.raises(UserError, match="not in the journal"):
        store.undo_step(step.id + 100)


def test_everybody_undoes_their_own(store: Store) -> None:
    store.person_id = 1
    first = store.do(add_client, "C1", "Mine")
    store.person_id = 2
    second = store.do(add_client, "C2", "Theirs")
    store.person_id = 1
    store.undo()
    assert store.ask(client_row, first) is None
    assert store.ask(client_row, second)
    with pytest.raises(UserError, match="nothing to undo"):
        store.undo()


def test_a_big_step_goes_back_whole(store: Store) -> None:
    gone = store.do(add_client, "C0", "Going")
    stays = store.do(add_client, "C1", "Staying")
    contact = store.do(add_contact, stays)
    with store.step("Move house") as session:
        session.delete(session.get_one(Client, gone))
        session.get_one(Client, stays).city = "Oslo"
        site = Site(client_id=stays, name="New")
        session.add(site)
        session.flush()
        session.get_one(Contact, contact).site_id = site.id
        client = Client(number="C2", name="Came")
        session.add(client)
        session.flush()
        session.get_one(Contact, contact).client_id = client.id
    store.undo()
    with store.read() as session:
        assert session.scalars(select(Client.name).order_by(Client.id)).all() == [
            "Going",
            "Staying",
        ]
        assert session.get_one(Contact, contact).site_id is None
        assert session.get_one(Contact, contact).client_id == stays
        assert session.scalars(select(Site)).all() == []
    store.redo()
    with store.read() as session:
        assert session.get_one(Contact, contact).site_id is not None
        assert session.get(Client, gone) is None


def test_rows_that_came_to_need_each_other_later_go_in_the_right_order(store: Store) -> None:
    client_id = store.do(add_client)
    with store.step("Meet") as session:
        contact = Contact(client_id=client_id)
        session.add(contact)
        session.flush()
        site = Site(client_id=client_id, name="Main")
        session.add(site)
        session.flush()
        contact.site_id = site.id
    store.undo()
    assert store.ask(lambda s: s.scalars(select(Site)).all()) == []
    store.redo()
    assert store.ask(lambda s: s.scalars(select(Contact.site_id)).one()) is not None


def test_a_refused_undo_leaves_nothing_half_done(store: Store) -> None:
    with store.step("Two") as session:
        session.add_all([Client(number="C1", name="One"), Client(number="C2", name="Two")])
    step = store.ask(recent_steps)[0]
    first = store.ask(lambda s: s.scalar(select(Client.id).where(Client.number == "C1")))
    assert first is not None
    store.do(change_client, first, name="Changed")
    with pytest.raises(UserError):
        store.undo_step(step.id)
    assert store.ask(lambda s: s.scalars(select(Client.number).order_by(Client.number)).all()) == [
        "C1",
        "C2",
    ]


class Color(Enum):
    """A made-up column type."""

    RED = "#f00"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (sa.Column("a", sa.Date), date(1900, 2, 28)),
        (sa.Column("a", sa.DateTime), datetime(2026, 3, 11, 15, 0, 1)),
        (sa.Column("a", sa.Time), time(23, 59)),
        (sa.Column("a", sa.LargeBinary), b"\x00\xff"),
        (sa.Column("a", sa.Numeric), Decimal("1.10")),
        (sa.Column("a", sa.Enum(Color)), Color.RED),
        (sa.Column("a", sa.Boolean), False),
        (sa.Column("a", sa.BigInteger), -(2**62)),
        (sa.Column("a", sa.Text), "2026-03-11"),
        (sa.Column("a", sa.Text), ""),
        (sa.Column("a", sa.Date), None),
    ],
)
def test_values_come_back_as_they_were(column: sa.Column[Any], value: object) -> None:
    import json

    kept = json.loads(json.dumps(values.plain(column, value)))
    assert values.typed(column, kept) == value
    assert type(values.typed(column, kept)) is type(value)


def test_any_walk_can_be_undone_to_the_beginning(store: Store) -> None:
    """Random steps, then undo until nothing is left: the books are empty again, redo refills."""
    rng = random.Random(20260311)
    made: list[int] = []

    def grow(n: int) -> None:
        made.append(store.do(add_client, f"C{n}", f"Client {n}", **(FULL if n % 2 else {})))

    def change(n: int) -> None:
        store.do(change_client, rng.choice(made), name=f"Name {n}", people_count=n)

    def shrink(_: int) -> None:
        store.do(delete_client, made.pop(rng.randrange(len(made))))

    for n in range(30):
        choices: list[Callable[[int], None]] = [grow, change, shrink] if made else [grow]
        rng.choice(choices)(n)
    table = Client.__table__
    columns = [c for c in table.c if c.name != "version"]
    full = store.ask(lambda s: s.execute(select(*columns).order_by(table.c.id)).all())
    undone = 0
    with pytest.raises(UserError, match="nothing to undo"):
        while store.undo():
            undone += 1
    assert undone == 30
    assert store.ask(lambda s: s.scalars(select(Client)).all()) == []
    for _ in range(undone):
        store.redo()
    assert store.ask(lambda s: s.execute(select(*columns).order_by(table.c.id)).all()) == full
