"""Many rows at once: in the order given, in the journal, refused and undone like any other."""

import json
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from mspdesk.billing.models import BilledPeriod, BillingRun
from mspdesk.database.many import insert_many
from mspdesk.database.store import Store
from mspdesk.database.tables import Change
from mspdesk.errors import UserError
from mspdesk.shop.models import TaxCode


def taxes(*codes: str, **more: Any) -> list[dict[str, Any]]:
    """The columns of some tax codes."""
    known = {"name": "Tax", "rate": 87_500, "active": True}
    columns = {column.name for column in TaxCode.__table__.c} - {"id", "version"}
    rows = [known | {"code": code} | more for code in codes]
    return [{name: row.get(name) for name in sorted(columns)} for row in rows]


def codes(store: Store) -> list[tuple[int, str, int]]:
    """Id, code and version of every tax code."""
    with store.read() as session:
        found = select(TaxCode.id, TaxCode.code, TaxCode.version).order_by(TaxCode.id)
        return [(id_, code, version) for id_, code, version in session.execute(found)]


def test_ids_come_in_the_order_given_and_are_never_given_twice(store: Store) -> None:
    with store.step("Many") as session:
        first = insert_many(session, TaxCode, taxes("B", "A", "C"))
    assert [(id_, code) for id_, code, _ in codes(store)] == list(
        zip(first, ("B", "A", "C"), strict=True)
    )
    store.undo()
    assert codes(store) == []
    with store.step("Again") as session:
        session.add(TaxCode(code="D", name="Tax", rate=1, active=True))
        session.flush()
        later = insert_many(session, TaxCode, taxes("E"))
        session.add(TaxCode(code="F", name="Tax", rate=1, active=True))
    found = [id_ for id_, _, _ in codes(store)]
    assert found == sorted(found)
    assert not set(found) & set(first)
    assert later[0] in found


def test_a_step_of_many_is_undone_and_done_again(store: Store) -> None:
    with store.step("Many") as session:
        insert_many(session, TaxCode, taxes("A", "B"))
    before = codes(store)
    store.undo()
    assert codes(store) == []
    store.redo()
    assert [(id_, code) for id_, code, _ in codes(store)] == [row[:2] for row in before]


def test_days_are_kept_and_put_back_as_days(store: Store) -> None:
    run = {"through_on": date(2026, 11, 21), "made_at": None, "made_by_id": None}
    with store.step("Many") as session:
        from mspdesk.dates import now

        insert_many(session, BillingRun, [run | {"made_at": now()}])
    store.undo()
    store.redo()
    with store.read() as session:
        row = session.scalars(select(BillingRun)).one()
        assert row.through_on == date(2026, 11, 21)


@pytest.mark.parametrize("code", ["x" * 41, "a\0b"])
def test_what_no_books_can_hold_is_refused_and_nothing_is_written(store: Store, code: str) -> None:
    with pytest.raises(UserError), store.step("Many") as session:
        insert_many(session, TaxCode, taxes("A", code))
    assert codes(store) == []


@pytest.mark.parametrize("rate", [2**31, -(2**31) - 1])
def test_a_figure_too_large_is_found_among_many(store: Store, rate: int) -> None:
    rows = taxes("A", "B", "C", "D", "E")
    for n, row in enumerate(rows):
        row["rate"] = n
    rows[2]["rate"] = rate
    with pytest.raises(UserError) as caught, store.step("Many") as session:
        insert_many(session, TaxCode, rows)
    assert caught.value.field == "rate"
    assert codes(store) == []


def test_nothing_is_nothing(store: Store) -> None:
    with store.step("Many") as session:
        assert insert_many(session, BilledPeriod, []) == []


def test_rows_of_a_part_that_is_taken_back_leave_nothing_in_the_journal(store: Store) -> None:
    with store.step("Many") as session:
        insert_many(session, TaxCode, taxes("A"))
        with pytest.raises(UserError), session.begin_nested():
            insert_many(session, TaxCode, taxes("B", "C"))
            raise UserError("Not these.")
        insert_many(session, TaxCode, taxes("D"))
    with store.read() as session:
        found = session.scalars(select(Change.after).where(Change.table_name == "tax_code"))
        assert [json.loads(after)["code"] for after in found] == ["A", "D"]
    assert [code for _, code, _ in codes(store)] == ["A", "D"]


def test_a_moment_is_put_back_to_the_microsecond(store: Store) -> None:
    moment = datetime(2026, 11, 21, 9, 30, 15, 123_456)
    run = {"through_on": date(2026, 11, 21), "made_at": moment, "made_by_id": None}
    with store.step("Many") as session:
        insert_many(session, BillingRun, [run])
    store.undo()
    store.redo()
    with store.read() as session:
        assert session.scalars(select(BillingRun.made_at)).one() == moment
