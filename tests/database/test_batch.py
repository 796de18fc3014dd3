"""A file brought in is one step with counts, and one undo takes all of it out again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from sqlalchemy import UniqueConstraint, func, insert, select
from sqlalchemy.orm import Session

from mspdesk.clients.models import Client, Contact, Site
from mspdesk.database.action import action
from mspdesk.database.base import Base
from mspdesk.database.batch import batch_tables, counted, open_batch
from mspdesk.database.history import batches, changes_of, recent_steps
from mspdesk.database.store import Store
from mspdesk.errors import UserError

from .shop import add_client, add_contact, change_client, client_row


@action("Import clients", batch=True)
def bring(session: Session, count: int, old_id: int | None = None) -> int:
    """Bring clients with a site and a contact each, and rename one that is there."""
    batch = open_batch(session, "clients", "clients.csv")
    marked = {"batch_id": batch, "source": "file"}
    session.execute(
        insert(Client),
        [
            {"number": f"I{n}", "name": f"In {n}", "source_id": str(n)} | marked
            for n in range(count)
        ],
    )
    here = select(Client.id).where(Client.batch_id == batch)
    ids = session.connection().execute(here.order_by(Client.id)).scalars().all()
    session.add_all([Site(client_id=one, name="Main", batch_id=batch) for one in ids])
    session.flush()
    session.connection().execute(
        insert(Contact), [{"client_id": one, "batch_id": batch, "phone": "1"} for one in ids]
    )
    counted(session, "contact", len(ids))
    if old_id is not None:
        session.get_one(Client, old_id).name = "Renamed by the file"
    return batch


def count(store: Store, model: type[Client | Site | Contact]) -> int:
    return store.ask(lambda s: s.scalar(select(func.count()).select_from(model)) or 0)


def test_a_batch_is_one_step_with_its_counts(store: Store) -> None:
    batch = store.do(bring, 50)
    (step,) = store.ask(recent_steps)
    assert (step.label, step.batch_id, step.undoable) == ("Import clients", batch, True)
    assert step.tables == {"batch", "client", "contact", "site"}
    assert store.ask(changes_of, step.id) == []
    (row,) = store.ask(batches)
    assert (row.kind, row.source, row.undone_at) == ("clients", "clients.csv", None)
    assert row.counts == {"client": 50, "contact": 50, "site": 50}


def test_what_a_batch_changes_besides_is_written_down(store: Store) -> None:
    old = store.do(add_client, "C1", "Acme")
    store.do(bring, 3, old)
    step = store.ask(recent_steps)[0]
    (change,) = store.ask(changes_of, step.id)
    assert (change.row_id, change.before, change.after) == (
        old,
        {"name": "Acme"},
        {"name": "Renamed by the file"},
    )


def test_undo_takes_a_batch_out_and_puts_the_rest_back(store: Store, clock: datetime) -> None:
    old = store.do(add_client, "C1", "Acme")
    store.do(add_contact, old)
    before = store.ask(client_row, old)
    batch = store.do(bring, 20, old)
    assert store.undo_batch(batch) == {"contact": 20, "site": 20, "client": 20}
    assert (count(store, Client), count(store, Site), count(store, Contact)) == (1, 0, 1)
    assert store.ask(client_row, old) == before
    step = store.ask(recent_steps)[0]
    assert (step.label, step.batch_id, step.undoable) == ("Undo Import clients", batch, False)
    assert store.ask(batches)[0].undone_at == clock
    with pytest.raises(UserError, match="undone already"):
        store.undo_batch(batch)
    with pytest.raises(UserError, match="not in the journal"):
        store.undo_batch(batch + 1)


def test_plain_undo_takes_the_last_import_out(store: Store) -> None:
    store.do(bring, 2)
    assert store.undo() == "Import clients"
    assert count(store, Client) == 0
    with pytest.raises(UserError, match="cannot be undone"):
        store.redo()


def test_two_batches_do_not_touch_each_other(store: Store) -> None:
    first = store.do(bring, 2)
    with store.step("Second", batch=True) as session:
        second = open_batch(session, "clients", "more.csv")
        session.add(Client(number="X", name="X", batch_id=second))
    store.undo_batch(first)
    assert store.ask(lambda s: s.scalars(select(Client.number)).all()) == ["X"]
    store.undo_batch(second)
    assert count(store, Client) == 0


def test_a_row_edited_since_keeps_its_batch(store: Store) -> None:
    batch = store.do(bring, 3)
    one = store.ask(lambda s: s.scalars(select(Client.id)).first())
    assert one is not None
    store.do(change_client, one, city="Rome")
    with pytest.raises(UserError, match="a client of this batch has been changed since"):
        store.undo_batch(batch)
    assert (count(store, Client), count(store, Site)) == (3, 3)
    assert store.ask(batches)[0].undone_at is None


def test_a_row_something_newer_needs_keeps_its_batch(store: Store) -> None:
    batch = store.do(bring, 3)
    one = store.ask(lambda s: s.scalars(select(Client.id)).first())
    assert one is not None
    store.do(add_contact, one)
    with pytest.raises(UserError, match="a newer contact belongs to a client of this batch"):
        store.undo_batch(batch)
    assert count(store, Contact) == 4


def test_rows_a_batch_adds_without_its_mark_are_journalled(store: Store) -> None:
    with store.step("Bring", batch=True) as session:
        batch = open_batch(session, "mixed")
        client = Client(number="C", name="C", batch_id=batch)
        session.add(client)
        session.flush()
        session.add(Contact(client_id=client.id))
    assert [c.table for c in store.ask(changes_of, store.ask(recent_steps)[0].id)] == ["contact"]
    assert store.undo_batch(batch) == {"client": 1}
    assert (count(store, Client), count(store, Contact)) == (0, 0)


def test_a_journalled_row_that_a_batch_row_needs_goes_after_it(store: Store) -> None:
    with store.step("Bring", batch=True) as session:
        batch = open_batch(session, "mixed")
        client = Client(number="C", name="C")
        session.add(client)
        session.flush()
        session.add(Contact(client_id=client.id, batch_id=batch))
    assert store.undo_batch(batch) == {"contact": 1}
    assert (count(store, Client), count(store, Contact)) == (0, 0)


def test_bulk_rows_without_the_mark_bar_undo(store: Store) -> None:
    with store.step("Bring", batch=True) as session:
        batch = open_batch(session, "bad")
        session.execute(insert(Client), [{"number": "C", "name": "C"}])
        session.info["touched"].add("client")
    with pytest.raises(UserError, match="cannot be undone"):
        store.undo_batch(batch)
    assert count(store, Client) == 1


def test_an_import_that_fails_brings_nothing(store: Store) -> None:
    store.do(add_client, "I1", "Was there")
    with pytest.raises(UserError, match="already a client with this number"):
        store.do(bring, 5)
    assert (count(store, Client), count(store, Site)) == (1, 0)
    assert store.ask(batches) == []


MANY = {"ticket", "time_entry", "invoice", "invoice_line", "payment", "contact", "device"}
"""Tables of which an import brings thousands of rows."""

FEW = {"talk", "timer"}
"""Tables that stay so small that looking through them costs nothing."""


def test_what_came_in_by_thousands_can_be_taken_out_quickly() -> None:
    """Without an index each deleted row looks through all that may need it, 38 ms each."""
    for table in Base.metadata.sorted_tables:
        keys = [rule for rule in table.constraints if isinstance(rule, UniqueConstraint)]
        lists = [one.columns for one in table.indexes] + [one.columns for one in keys]
        first = {next(iter(columns)).name for columns in lists if len(columns)}
        first |= {column.name for column in table.c if column.unique}
        for key in table.foreign_keys:
            if key.column.table.name in MANY and table.name not in FEW:
                assert key.parent.name in first, f"{table.name}.{key.parent.name} needs an index"


def test_what_stands_around_a_batch_is_done_around_its_undoing(store: Store) -> None:
    batch = store.do(bring, 2)
    seen = []

    @contextmanager
    def around(session: Session) -> Iterator[None]:
        count_now = select(func.count()).select_from(Client)
        seen.append(session.scalar(count_now))
        yield
        seen.append(session.scalar(count_now))

    store.around_batch = around
    store.undo_batch(batch)
    assert seen == [2, 0]


def test_children_are_taken_out_before_those_they_refer_to() -> None:
    order = [table.name for table in batch_tables()]
    assert order.index("contact") < order.index("site") < order.index("client")
    assert "step" not in order
