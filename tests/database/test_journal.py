"""Every change is in the journal, as it was and as it is, and nothing passes it by."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.orm import Session, selectinload

from mspdesk.clients.models import Client
from mspdesk.database.action import acting
from mspdesk.database.history import (
    ChangeRow,
    StepRow,
    changes_of,
    recent_steps,
    record_history,
)
from mspdesk.database.journal import table_of
from mspdesk.database.store import Store
from mspdesk.database.tables import Change, Step
from mspdesk.errors import UserError
from mspdesk.people.models import PaidHours, Person, Role, Wage
from mspdesk.shop.models import NumberSeries

from .shop import FULL, add_client, add_contact, change_client, delete_client


def last(store: Store) -> tuple[StepRow, list[ChangeRow]]:
    """The newest step and what it changed."""
    with store.read() as session:
        step = recent_steps(session)[0]
        return step, changes_of(session, step.id)


def test_a_new_row_is_written_down_whole(store: Store, clock: datetime) -> None:
    store.person_id = 7
    client_id = store.do(add_client, "C1", "Acme", **FULL)
    step, (change,) = last(store)
    assert (step.label, step.words, step.person_id) == ("Add client", "Client Acme added", 7)
    assert step.at == clock
    assert step.tables == {"client"}
    assert (change.table, change.row_id, change.kind, change.before) == (
        "client",
        client_id,
        "insert",
        {},
    )
    assert change.after["since_on"] == "2020-02-29"
    assert change.after["rate"] == 15_000_000_000
    assert change.after["notes"] == FULL["notes"]
    assert change.after["internal"] is True
    assert change.after["labor_taxable"] is None
    assert "version" not in change.after


def test_a_change_names_only_the_columns_that_moved(store: Store) -> None:
    client_id = store.do(add_client, "C1", "Acme", city="Berlin")
    store.do(change_client, client_id, name="Acme Corp", city="Berlin", people_count=3)
    _, (change,) = last(store)
    assert change.kind == "update"
    assert change.before == {"name": "Acme", "people_count": None}
    assert change.after == {"name": "Acme Corp", "people_count": 3}


def test_a_step_that_changes_nothing_is_not_written(store: Store) -> None:
    client_id = store.do(add_client)
    store.do(change_client, client_id, name="Acme")
    assert last(store)[0].label == "Add client"
    with store.step("There and back") as session:
        client = session.get_one(Client, client_id)
        client.name = "Else"
        session.flush()
        client.name = "Acme"
    assert last(store)[0].label == "Add client"


def test_several_flushes_make_one_line_with_the_first_before(store: Store) -> None:
    client_id = store.do(add_client, "C1", "One")
    with store.step("Twice") as session:
        client = session.get_one(Client, client_id)
        for name in ("Two", "Three"):
            client.name = name
            session.flush()
    _, (change,) = last(store)
    assert (change.before, change.after) == ({"name": "One"}, {"name": "Three"})


def test_a_row_added_and_changed_in_one_step_is_one_new_row(store: Store) -> None:
    with store.step("Add and name") as session:
        client = Client(number="C1", name="First")
        session.add(client)
        session.flush()
        client.name = "Second"
    _, (change,) = last(store)
    assert (change.kind, change.after["name"]) == ("insert", "Second")


def test_a_row_added_and_deleted_in_one_step_leaves_no_line(store: Store) -> None:
    with store.step("Nothing") as session:
        client = Client(number="C1", name="Gone")
        session.add(client)
        session.flush()
        session.delete(client)
        session.add(NumberSeries(kind="ticket", pattern="T-{n}"))
    _, changes = last(store)
    assert [one.table for one in changes] == ["number_series"]


def test_a_deleted_row_is_kept_as_it_was_on_disk(store: Store) -> None:
    client_id = store.do(add_client, "C1", "Acme", city="Rome")
    with store.step("Rename and delete") as session:
        client = session.get_one(Client, client_id)
        client.name = "Never saved"
        session.delete(client)
    _, (change,) = last(store)
    assert change.kind == "delete"
    assert (change.before["name"], change.before["city"]) == ("Acme", "Rome")
    assert change.after == {}


def test_a_column_set_before_it_was_read_still_has_its_before(store: Store) -> None:
    client_id = store.do(add_client, "C1", "Acme", city="Rome")
    with store.step("Blind") as session:
        client = session.get_one(Client, client_id)
        session.expire(client, ["city", "name"])
        client.city = "Oslo"
    _, (change,) = last(store)
    assert (change.before, change.after) == ({"city": "Rome"}, {"city": "Oslo"})


def test_an_expression_is_written_down_as_its_result(store: Store) -> None:
    client_id = store.do(add_client, people_count=4)
    with store.step("Count up") as session:
        client = session.get_one(Client, client_id)
        client.people_count = Client.people_count + 1
    _, (change,) = last(store)
    assert (change.before, change.after) == ({"people_count": 4}, {"people_count": 5})


def test_what_goes_with_its_owner_is_written_down_too(store: Store) -> None:
    with store.step("Hire") as session:
        person = Person(name="Ann", paid_hours=[PaidHours(weekday=0, minutes=480)])
        session.add(person)
    _, changes = last(store)
    assert [(one.table, one.kind) for one in changes] == [
        ("person", "insert"),
        ("paid_hours", "insert"),
    ]
    assert changes[1].after["person_id"] == changes[0].row_id
    with store.step("Empty the week") as session:
        for hours in session.scalars(select(PaidHours)):
            session.delete(hours)
        session.delete(
            session.get_one(
                Person,
                changes[0].row_id,
                options=[selectinload(Person.wages), selectinload(Person.paid_hours)],
            )
        )
    _, gone = last(store)
    assert [(one.table, one.kind) for one in gone] == [
        ("paid_hours", "delete"),
        ("person", "delete"),
    ]


def test_derived_columns_are_left_out(store: Store) -> None:
    from mspdesk.tickets.models import Ticket

    client_id = store.do(add_client)
    with store.step("Open ticket") as session:
        session.add(
            Ticket(
                number="1",
                number_int=1,
                client_id=client_id,
                title="Printer",
                opened_at=datetime(2026, 3, 11, 9, 0),
            )
        )
    _, (change,) = last(store)
    assert change.after["opened_at"] == "2026-03-11T09:00:00"
    assert "logged_minutes" not in change.after


def test_a_new_row_whose_private_columns_say_nothing_can_be_undone(store: Store) -> None:
    with store.step("Add role") as session:
        role = Role(code="bench", title="Bench")
        session.add(role)
        session.flush()
        role.title = "Repair bench"
    step, _ = last(store)
    assert step.undoable
    with store.step("Add role with pay") as session:
        paid = Role(code="desk", title="Desk")
        session.add(paid)
        session.flush()
        paid.pay_from = 2_000
    step, _ = last(store)
    assert not step.undoable


def test_private_values_are_never_written_and_bar_undo(store: Store) -> None:
    with store.step("Set wage") as session:
        person = Person(name="Ann")
        session.add(person)
        session.flush()
        session.add(Wage(person_id=person.id, from_on=datetime(2026, 1, 1).date(), per_hour=4321))
    step, _ = last(store)
    with store.step("Raise wage") as session:
        wage = session.scalars(select(Wage)).one()
        wage.per_hour = 5432
    raised, (change,) = last(store)
    assert (change.before, change.after) == ({"per_hour": "(private)"}, {"per_hour": "(private)"})
    assert (step.undoable, raised.undoable) == (False, False)
    with store.read() as session:
        kept = session.execute(select(Change.before, Change.after)).all()
    assert not any("4321" in part or "5432" in part for line in kept for part in line)


def test_a_bulk_write_needs_a_batch(store: Store) -> None:
    client_id = store.do(add_client)
    writes = (
        update(Client).values(name="All"),
        insert(Client).values(number="C2", name="Two"),
        update(table_of(Client())).values(name="All"),
        text("UPDATE client SET name = 'All'"),
    )
    for statement in writes:
        with pytest.raises(AssertionError, match="batch=True"), store.step("Bulk") as session:
            session.execute(statement)
    assert store.ask(lambda s: s.get_one(Client, client_id).name) == "Acme"
    with store.step("Bulk", batch=True) as session:
        session.execute(update(Client).values(name="All", version=Client.version + 1))
        session.info["touched"] = {"client"}
    step, changes = last(store)
    assert step.tables == {"client"}
    assert not step.undoable
    assert changes == []


def test_a_counter_may_be_drawn_past_the_journal(store: Store) -> None:
    with store.step("Series") as session:
        session.add(NumberSeries(kind="invoice", pattern="{n}"))
    with store.step("Draw") as session:
        drawn = session.connection().execute(
            update(NumberSeries).values(next=NumberSeries.next + 1).returning(NumberSeries.next)
        )
        assert drawn.scalar_one() == 2
        session.add(Client(number="C9", name="Nine"))
    _, changes = last(store)
    assert [one.table for one in changes] == ["client"]


def test_nothing_is_kept_of_a_step_that_fails(store: Store) -> None:
    def fail(session: Session) -> None:
        session.add(Client(number="C1", name="Half"))
        session.flush()
        raise UserError("No.")

    with pytest.raises(UserError, match="No"), store.step("Fails") as session:
        fail(session)
    assert store.ask(lambda s: s.scalar(select(func.count()).select_from(Client))) == 0
    assert store.ask(recent_steps) == []


def test_old_steps_are_never_touched(store: Store) -> None:
    store.do(add_client)
    for statement in (
        "UPDATE step SET label = 'x'",
        "DELETE FROM step",
        "UPDATE change SET before = '{}'",
        "DELETE FROM change",
    ):
        with pytest.raises(UserError, match="journal is never"), store.step("Forge") as session:
            session.connection().exec_driver_sql(statement)
    assert store.ask(recent_steps)[0].label == "Add client"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("number", "x" * 41, "41 characters, 40 fit"),
        ("name", "a\0b", "broken character"),
        ("notes", "a\udcffb", "broken character"),
        ("people_count", 2**31, "too large"),
        ("rate", 2**63, "too large"),
    ],
)
def test_what_one_database_could_not_keep_is_refused_by_both(
    store: Store, field: str, value: object, sentence: str
) -> None:
    client_id = store.do(add_client)
    two: dict[str, Any] = {"number": "C2", "name": "Two"}
    with pytest.raises(UserError, match=sentence) as changed, store.step("Change") as session:
        change_client(session, client_id, **{field: value})
    assert changed.value.field == field
    with pytest.raises(UserError, match=sentence), store.step("Add") as session:
        add_client(session, **(two | {field: value}))


def test_the_person_at_work_signs(store: Store) -> None:
    store.person_id = 3
    with store.step("Who") as session:
        assert acting(session) == 3
    store.person_id = None
    with store.step("Nobody") as session:
        assert acting(session) is None


def test_history_can_be_asked_by_person_table_words_day_and_record(store: Store) -> None:
    store.person_id = 1
    client_id = store.do(add_client, "C1", "100% Acme")
    store.person_id = 2
    contact_id = store.do(add_contact, client_id)
    store.do(change_client, client_id, name="Beta")

    def labels(**asked: Any) -> list[str]:
        return [step.label for step in store.ask(recent_steps, **asked)]

    assert labels() == ["Change client", "Add contact", "Add client"]
    assert labels(person=(1,)) == ["Add client"]
    assert labels(person=(None,)) == []
    assert labels(table="contact") == ["Add contact"]
    assert labels(words="100% acme") == ["Add client"]
    assert labels(words="100_") == []
    assert labels(limit=1) == ["Change client"]
    newest = store.ask(recent_steps)[0].id
    assert labels(before=newest) == ["Add contact", "Add client"]
    story = store.ask(record_history, "client", client_id)
    assert [(s.label, c.kind) for s, c in story] == [
        ("Change client", "update"),
        ("Add client", "insert"),
    ]
    assert len(store.ask(record_history, "contact", contact_id)) == 1


def test_history_by_day_follows_the_shops_calendar(store: Store, clock: datetime) -> None:
    store.do(add_client)
    day = clock.date()
    assert len(store.ask(recent_steps, from_on=day, to_on=day)) == 1
    assert store.ask(recent_steps, from_on=day.replace(day=12)) == []
    assert store.ask(recent_steps, to_on=day.replace(day=10)) == []


def test_deleting_and_adding_the_same_row_in_a_step_is_a_change(store: Store) -> None:
    client_id = store.do(add_client, "C1", "Acme", city="Rome")
    with store.step("Replace") as session:
        session.delete(session.get_one(Client, client_id))
        session.flush()
        session.add(Client(id=client_id, number="C1", name="Acme", city="Oslo"))
    _, (change,) = last(store)
    assert (change.kind, change.before, change.after) == (
        "update",
        {"city": "Rome"},
        {"city": "Oslo"},
    )


def test_what_a_savepoint_took_back_is_not_written_down(store: Store) -> None:
    client_id = store.do(add_client, "C1", "Acme", city="Rome")
    with store.step("Try") as session:
        client = session.get_one(Client, client_id)
        client.name = "Beta"
        session.flush()
        with pytest.raises(ZeroDivisionError), session.begin_nested():
            client.city = "Oslo"
            session.add(Client(number="C2", name="Never"))
            session.flush()
            with session.begin_nested():
                client.people_count = 5
            _ = 1 / 0
        with session.begin_nested():
            session.add(Client(number="C3", name="Kept"))
    _, changes = last(store)
    assert [(c.kind, c.after.get("name"), c.after.get("city")) for c in changes] == [
        ("update", "Beta", None),
        ("insert", "Kept", ""),
    ]
    assert changes[0].before == {"name": "Acme"}
    store.undo()
    assert store.ask(lambda s: s.get_one(Client, client_id).name) == "Acme"


def test_a_step_that_goes_back_by_itself_writes_nothing(store: Store) -> None:
    with store.step("Try") as session:
        session.add(Client(number="C1", name="Never"))
        session.flush()
        session.rollback()
    assert store.ask(recent_steps) == []
    assert store.ask(lambda s: s.scalar(select(func.count()).select_from(Client))) == 0


def test_every_record_can_be_journalled(store: Store) -> None:
    """The journal finds columns by their name and rows by one whole number."""
    from mspdesk.database.base import Record

    for mapper in Record.registry.mappers:
        if issubclass(mapper.class_, Record):
            assert [c.name for c in mapper.primary_key] == ["id"]
            for column in mapper.local_table.c:
                assert mapper.get_property_by_column(column).key == column.name == column.key
            assert mapper.version_id_col is not None


def test_deleting_leaves_its_lines_even_when_it_was_the_last(store: Store) -> None:
    first = store.do(add_client)
    store.do(delete_client, first)
    second = store.do(add_client, "C2", "Other")
    assert second > first, "an id given twice would mix up two records in History"
    assert store.ask(lambda s: s.scalar(select(func.count()).select_from(Step))) == 3
    assert not store.ask(record_history, "client", second)[1:]
