"""Two people work on the same thing: the second is always told, and nothing is written over.

python -m tests.torture.conflict [--small|--full] [--seed N]
"""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Integer, String, select, update
from sqlalchemy.orm import Session

from mspdesk import dates
from mspdesk.billing import actions
from mspdesk.billing.models import Invoice, InvoiceLine
from mspdesk.clients.models import Client
from mspdesk.database.base import Record
from mspdesk.database.journal import table_of
from mspdesk.database.stale import as_seen
from mspdesk.database.store import Store
from mspdesk.documentation.actions.facts import add_fact
from mspdesk.documentation.rules.sections import SECTIONS
from mspdesk.errors import Conflict, Trouble, UserError
from mspdesk.tickets.actions import open_ticket
from mspdesk.timekeeping import actions as timekeeping

from .deeds import furnish_books, issue, ready_draft
from .rig import Rig, joined, main, wrong_with


def fill(store: Store, client: int, person: int) -> None:
    """Something of everything: a ticket with time, a draft, an invoice, a payment, facts."""
    ticket = store.do(open_ticket, client, "Printer", {"coverage": "billable"})
    # Yesterday: in the first hour after midnight nothing was worked today yet.
    day = dates.today() - timedelta(days=1)
    store.do(timekeeping.log_time, ticket, day, "0:45", "Cleaned the rollers", person_id=person)
    issue(store, ready_draft(store, client))
    store.do(actions.add_payment, client, 1_000)
    ready_draft(store, client)
    for kept in SECTIONS:
        known = {"ip": "10.20.4.9", "cidr": "10.20.4.0/24"}
        row = {name: value for name, value in known.items() if kept.has(name)}
        store.do(add_fact, client, kept.key, {kept.name: "Known"} | row)


def another(column: Column[Any], value: Any) -> Any:
    """A value that differs from one; None for keys, marks and what is empty and has no plain type.

    Whether it may stand there is found out by trying.
    """
    marks = column.primary_key, column.foreign_keys, column.name in {"version", "batch_id"}
    if any(marks) or column.info.get("derived") or column.info.get("private"):
        return None
    if isinstance(value, bool) or isinstance(column.type, Boolean):
        return not value
    if isinstance(column.type, (Date, DateTime)):
        return value + timedelta(days=1) if value else None
    if isinstance(column.type, Integer):
        return (value or 0) + 1
    return f"{value}x"[-9:] if isinstance(column.type, String) else None


# --- every kind of record -------------------------------------------------------------------------


def every_record(rig: Rig, kind: str, first: Store, second: Store) -> None:
    """Edit and edit, edit and delete, for one row of every table that has any."""
    for mapper in sorted(Record.registry.mappers, key=lambda one: one.class_.__name__):
        model = mapper.class_
        if not issubclass(model, Record):
            continue
        row_id = first.ask(_newest, model)
        if row_id is None:
            continue
        one = f"{kind}: {model.__tablename__}"
        change = _change_of(first, model, row_id)
        if change is None:
            rig.report.count(f"{kind} tables without an easy column")
            continue
        _edit_edit(rig, one, (first, second), model, row_id, *change)
        _edit_delete(rig, one, (first, second), model, row_id, *change)
        rig.report.count(f"{kind} tables")


def _newest(session: Session, model: type[Record]) -> int | None:
    return session.scalar(select(model.id).order_by(model.id.desc()).limit(1))


def _change_of(store: Store, model: type[Record], row_id: int) -> tuple[str, Any] | None:
    """A column of a row with a new value for it, found by trying; frozen rows have none."""
    with store.read() as session:
        row = session.get_one(model, row_id)
        found = [(c.name, another(c, getattr(row, c.key))) for c in table_of(row).c]
    for name, value in found:
        if value is not None and _may_stand(store, model, row_id, name, value):
            return name, value
    return None


def _may_stand(store: Store, model: type[Record], row_id: int, name: str, value: Any) -> bool:
    """Whether the books would take a value, without giving it to them."""
    try:
        with store.step("Try") as session:
            setattr(session.get_one(model, row_id), name, value)
            session.flush()
            session.rollback()
    except UserError:
        return False
    return True


def _version(store: Store, model: type[Record], row_id: int) -> int:
    return store.ask(lambda session: session.get_one(model, row_id).version)


def _edit_edit(
    rig: Rig,
    one: str,
    two: tuple[Store, Store],
    model: type[Record],
    row_id: int,
    name: str,
    value: Any,
) -> None:
    """Both open the form; the first saves; the second must be told and change nothing."""
    seen = _version(two[0], model, row_id)
    with two[0].step("First") as session:
        setattr(as_seen(session, model, row_id, seen), name, value)
    column = table_of(model()).c[name]
    try:
        with two[1].step("Second") as session:
            setattr(as_seen(session, model, row_id, seen), name, another(column, value))
        rig.report.faults.append(f"{one}: the second writer was not told")
    except Conflict as error:
        told = error.table == model.__tablename__ and error.row_id == row_id
        rig.report.expect(told and error.at, f"{one}: told without what and when")
        rig.report.count("told")
    now = two[1].ask(lambda session: getattr(session.get_one(model, row_id), name))
    rig.report.expect(now == value, f"{one}: was written over")


def _edit_delete(
    rig: Rig,
    one: str,
    two: tuple[Store, Store],
    model: type[Record],
    row_id: int,
    name: str,
    value: Any,
) -> None:
    """One deletes what the other has open. What others lean on cannot be deleted at all."""
    seen = _version(two[0], model, row_id)
    try:
        with two[0].step("Delete") as session:
            table = table_of(session.get_one(model, row_id))
            session.connection().execute(table.delete().where(table.c.id == row_id))
            session.info.setdefault("touched", set()).add(table.name)
    except UserError:
        rig.report.count("rows that others lean on")
        return
    try:
        with two[1].step("Edit") as session:
            setattr(as_seen(session, model, row_id, seen), name, value)
        rig.report.faults.append(f"{one}: an edit of a deleted row was not told")
    except Conflict:
        rig.report.count("told")


# --- at the same moment ---------------------------------------------------------------------------


def counting(rig: Rig, kind: str, two: tuple[Store, Store], client: int, rounds: int) -> None:
    """Both count the same figure up, read and write apart: no count may be lost."""
    saved = [0, 0]
    faults: list[str] = []

    def count(which: int) -> None:
        store = two[which]
        for _ in range(rounds):
            try:
                found = store.ask(lambda s: s.get_one(Client, client))
                time.sleep(pauses[which].pop())
                with store.step("Count") as session:
                    row = as_seen(session, Client, client, found.version)
                    row.people_count = (found.people_count or 0) + 1
                saved[which] += 1
            except Conflict:
                rig.report.count(f"{kind} counts refused")
            except (UserError, Trouble) as error:
                faults.append(f"{kind}: counting ended with {error}")

    pauses = [[rig.luck.random() / 200 for _ in range(rounds)] for _ in range(2)]
    before = two[0].ask(lambda s: s.get_one(Client, client).people_count) or 0
    together(lambda: count(0), lambda: count(1))
    after = two[0].ask(lambda s: s.get_one(Client, client).people_count) or 0
    rig.report.count(f"{kind} counts", sum(saved))
    rig.report.faults += faults
    rig.report.expect(
        after - before == sum(saved),
        f"{kind}: {sum(saved)} counts were saved, {after - before} are there",
    )
    rig.report.expect(all(saved), f"{kind}: one of two never got through")


def together(*works: Callable[[], None]) -> None:
    """Run several works at once and wait for all of them."""
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def outcome(work: Callable[[], object]) -> str:
    """How a work ended: done, or the kind of sentence it ended with."""
    try:
        work()
    except Conflict:
        return "conflict"
    except UserError:
        return "refused"
    except Trouble:
        return "trouble"
    return "done"


def _lines(session: Session, draft: int) -> list[InvoiceLine]:
    found = select(InvoiceLine).where(InvoiceLine.invoice_id == draft).order_by(InvoiceLine.id)
    return list(session.scalars(found))


def _money(session: Session, draft: int) -> tuple[int, int]:
    """What a draft says its sum is, and what its lines come to."""
    return session.get_one(Invoice, draft).subtotal, sum(
        line.amount for line in _lines(session, draft)
    )


def one_draft(rig: Rig, kind: str, two: tuple[Store, Store], client: int) -> None:
    """Line and line, line and issue, issue and issue, at the same moment on one draft."""
    report = rig.report
    draft = ready_draft(two[0], client)
    two[0].do(actions.unready, draft)
    two[0].do(actions.add_line, draft, "hardware", "Switch", 10_000, 5_000)
    ends: dict[str, str] = {}

    def edit(which: int, line: InvoiceLine, price: int) -> None:
        ends[f"line {which}"] = outcome(
            lambda: two[which].do(actions.edit_line, line.id, line.version, {"unit_price": price})
        )

    first, second = two[0].ask(_lines, draft)
    together(lambda: edit(0, first, 7_777), lambda: edit(1, second, 8_888))
    kept, summed = two[0].ask(_money, draft)
    report.expect(kept == summed, f"{kind}: a draft says {kept}, its lines come to {summed}")
    report.expect("done" in ends.values(), f"{kind}: both line writers were refused: {ends}")
    prices = [line.unit_price for line in two[0].ask(_lines, draft)]
    for which, price in ((0, 7_777), (1, 8_888)):
        done = ends[f"line {which}"] == "done"
        report.expect(done == (prices[which] == price), f"{kind}: line {which} {ends} {prices}")
    report.count(f"{kind} lines refused", list(ends.values()).count("conflict"))

    _line_and_issue(rig, kind, two, draft)
    _issue_and_issue(rig, kind, two, draft)


def _line_and_issue(rig: Rig, kind: str, two: tuple[Store, Store], draft: int) -> None:
    """A line that comes while the draft is issued is on the invoice or refused, never lost."""
    from mspdesk.billing.queries import drafts

    for asked in two[0].ask(drafts.draft_page, draft).row.questions:
        two[0].do(actions.answer_question, draft, asked.kind, asked.subject, asked.answers[0])
    two[0].do(actions.mark_ready, draft)
    ends: dict[str, str] = {}

    def add() -> None:
        adding = (draft, "hardware", "Late cable", 10_000, 1_000)
        ends["line"] = outcome(lambda: two[0].do(actions.add_line, *adding))

    def post() -> None:
        ends["issue"] = outcome(lambda: two[1].do(actions.issue, [draft]))

    together(add, post)
    rig.report.count(f"{kind} line {ends['line']}, issue {ends['issue']}")
    late = sum(line.text == "Late cable" for line in two[0].ask(_lines, draft))
    rig.report.expect(late == (ends["line"] == "done"), f"{kind}: {ends}, {late} late lines")
    kept, summed = two[0].ask(_money, draft)
    rig.report.expect(kept == summed, f"{kind}: issued for {kept}, its lines come to {summed}")


def _issue_and_issue(rig: Rig, kind: str, two: tuple[Store, Store], draft: int) -> None:
    """Two issue the same draft: one number, said to both, or one is refused."""
    state = two[0].ask(lambda s: s.get_one(Invoice, draft).state)
    if state == "draft":
        two[0].do(actions.mark_ready, draft)
    told: list[str] = []

    def post(which: int) -> None:
        outcome(lambda: told.append(two[which].do(actions.issue, [draft])[0].number))

    together(lambda: post(0), lambda: post(1))
    number = two[0].ask(lambda s: s.get_one(Invoice, draft).number)
    rig.report.expect(told and set(told) == {number}, f"{kind}: {told} were told of {number}")


def bulk(rig: Rig, kind: str, two: tuple[Store, Store], client: int) -> None:
    """A bulk write that lets versions grow is noticed like any other."""
    seen = _version(two[0], Client, client)
    with two[0].step("All at once", batch=True) as session:
        session.execute(
            update(Client).values(city="Everywhere", version=Client.version + 1),
            execution_options={"synchronize_session": False},
        )
        session.info["touched"] = {"client"}
    ends = outcome(lambda: _rename(two[1], client, seen))
    rig.report.expect(ends == "conflict", f"{kind}: an edit after a bulk write was {ends}")


def _rename(store: Store, client: int, seen: int) -> None:
    with store.step("Rename") as session:
        as_seen(session, Client, client, seen).name = "Renamed"


def torture(rig: Rig, kind: str, rounds: int) -> None:
    """All of it on one kind of books."""
    place = rig.fresh(kind)
    owner, clients = furnish_books(place, 3 + rounds)
    with joined(place) as first, joined(place) as second:
        for store in (first, second):
            store.person_id = owner
        # Only the newest of each kind of record is worked on.
        for client in clients[: 3 if rig.full else 1]:
            fill(first, client, owner)
        for client in clients[3:]:
            one_draft(rig, kind, (first, second), client)
        counting(rig, kind, (first, second), clients[0], 15 * rounds)
        bulk(rig, kind, (first, second), clients[0])
        rig.report.faults += [f"{kind}: {line}" for line in wrong_with(place)]
        # Last, for it changes rows as no action does.
        every_record(rig, kind, first, second)


def work(rig: Rig) -> None:
    """Both kinds of books."""
    for kind in ("sqlite", "postgresql"):
        torture(rig, kind, 60 if rig.full else 4)


if __name__ == "__main__":
    main("conflict", work)
