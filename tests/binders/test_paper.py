"""Where paper stands: how far it is behind, on both kinds of books; lists of many clients."""

from datetime import datetime

import pytest

from mspdesk import dates
from mspdesk.binders.queries.paper import (
    NOT_COMPARED,
    behind,
    lacks_paper,
    paper_of_agreement,
    reprint_due,
)
from mspdesk.binders.runs.printing import record
from mspdesk.database.store import Store
from mspdesk.documentation.actions import facts
from mspdesk.documentation.queries import editions
from mspdesk.documentation.queries.facts import fact_rows
from mspdesk.errors import UserError
from mspdesk.recovery.actions import calls

from .binding import CLOSET, HOME, Documented, printed, proof_of


def change(store: Store, known: Documented) -> None:
    row = store.ask(fact_rows, "circuit", [known.circuit])[0]
    edit = (known.circuit, row.version, {"speed_down": "500 Mb/s"})
    store.do(facts.edit_facts, "circuit", [edit])


def test_a_binder_falls_behind_and_catches_up(store: Store, known: Documented) -> None:
    assert store.ask(behind, known.client, "ndb").words == "Never printed"
    printed(store, known.client, "ndb", placed=(CLOSET, HOME))
    assert store.ask(behind, known.client, "ndb").words == "Edition 1 is up to date"
    change(store, known)
    late = store.ask(behind, known.client, "ndb")
    assert late.changes == ("Internet (ISP), Fiber: speed 500 Mb/s",)
    store.undo()
    assert not store.ask(behind, known.client, "ndb").due
    store.redo()
    assert store.ask(behind, known.client, "ndb").due
    printed(store, known.client, "ndb", placed=(CLOSET,))
    late = store.ask(behind, known.client, "ndb")
    assert late.words == "Edition 2 is up to date; copies 1, 2 have an older edition"


def test_an_old_proof_brings_no_copy_back(store: Store, known: Documented) -> None:
    printed(store, known.client, "ndb")
    (copy,) = store.ask(editions.copies, known.client, "ndb")
    old = proof_of(store, known.client, "ndb", bring=(copy.id,))
    change(store, known)
    printed(store, known.client, "ndb", bring=(copy.id,))
    with pytest.raises(UserError, match="newer edition"):
        record(store, old)
    assert store.ask(editions.copies, known.client, "ndb")[0].edition == 2


def test_lists_compare_the_oldest_and_ask_the_journal_of_the_others(
    store: Store, known: Documented
) -> None:
    with dates.frozen(datetime(2026, 3, 12, 9, 0)):
        printed(store, known.client)
        printed(store, known.shop.kestrel, placed=(HOME,))
    assert not store.ask(reprint_due)
    with dates.frozen(datetime(2026, 3, 20, 9, 0)):
        change(store, known)
    (due,) = store.ask(reprint_due)
    assert (due.client_id, due.kind, due.why) == (known.client, "DR plan", "1 change")
    (due,) = store.ask(reprint_due, 0)
    assert (due.client_id, due.why) == (known.client, NOT_COMPARED)
    with dates.frozen(datetime(2027, 3, 12, 9, 0)):
        rows = store.ask(reprint_due, 0)
    assert [row.why for row in rows] == [f"a year old, {NOT_COMPARED}", "a year old"]


def test_the_journal_is_asked_about_each_binder_since_its_own_day(
    store: Store, known: Documented
) -> None:
    with dates.frozen(datetime(2026, 3, 12, 9, 0)):
        printed(store, known.shop.kestrel, placed=(HOME,))
    with dates.frozen(datetime(2026, 3, 14, 9, 0)):
        change(store, known)
    with dates.frozen(datetime(2026, 3, 20, 9, 0)):
        printed(store, known.client)
        printed(store, known.client, "ndb")
        assert not store.ask(reprint_due, 0)
    with dates.frozen(datetime(2026, 3, 21, 9, 0)):
        who = store.do(calls.add_call, known.client, {"name": "Joe", "phone": "1", "kind": "other"})
        (due,) = store.ask(reprint_due, 0)
        assert (due.client_id, due.kind) == (known.client, "DR plan")
        printed(store, known.client)
        assert not store.ask(reprint_due, 0)
    with dates.frozen(datetime(2026, 3, 22, 9, 0)):
        store.do(calls.remove_call, who)
        (due,) = store.ask(reprint_due, 0)
        assert (due.kind, due.why) == ("DR plan", NOT_COMPARED)


def test_a_renewal_says_where_the_paper_lies(store: Store, known: Documented) -> None:
    assert store.ask(lacks_paper, known.client)
    assert not store.ask(lacks_paper, known.shop.kestrel)
    printed(store, known.client, placed=(HOME,))
    assert not store.ask(lacks_paper, known.client)
    said = {kind: row.words for kind, row in store.ask(paper_of_agreement, known.shop.gold)}
    assert said == {"dr": "Home safe, edition 1, Mar 11, 2026", "ndb": "No paper copy"}
    assert store.ask(paper_of_agreement, 999) == []


def test_no_binder_of_nobody(store: Store, known: Documented) -> None:
    with pytest.raises(UserError, match="Choose the client"):
        proof_of(store, 99_999)
    with pytest.raises(UserError, match="Choose the client"):
        proof_of(store, known.client, "xx")
