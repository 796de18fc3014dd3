"""What was printed, and where its copies lie."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.documentation.actions import editions as actions
from mspdesk.documentation.actions.editions import Placed, Print
from mspdesk.documentation.queries import editions as queries
from mspdesk.errors import UserError
from tests.sample import Sample

CLOSET = Placed("Server closet, second shelf", "Ines Varga")
HOME = Placed("Home safe", "Dr. Kessel")


def printed(number: int, what: str = "", fingerprint: str = "f") -> Print:
    return Print(number, "letter", 18, False, fingerprint, b"pages of " + what.encode(), what)


def test_an_edition_keeps_its_pages_and_numbers_its_copies(store: Store, shop: Sample) -> None:
    with dates.frozen(datetime(2026, 2, 3, 9, 0)):
        first = store.do(
            actions.record_edition, shop.kestrel, "dr", printed(1, "New"), [CLOSET, HOME]
        )
        again = store.do(actions.record_edition, shop.kestrel, "dr", printed(1), [Placed("Car")])
    assert first == again
    newest = store.ask(queries.newest, shop.kestrel, "dr")
    assert newest is not None
    assert (newest.number, newest.pages, newest.printed_on) == (1, 18, date(2026, 2, 3))
    assert store.ask(queries.kept_pages, newest) == b"pages of New"
    copies = store.ask(queries.copies, shop.kestrel, "dr")
    assert [(copy.number, copy.where) for copy in copies] == [
        (1, "Ines Varga, Server closet, second shelf"),
        (2, "Dr. Kessel, Home safe"),
        (3, "Car"),
    ]
    assert store.ask(queries.newest, shop.kestrel, "ndb") is None


def test_copies_are_brought_along_moved_looked_after_and_ended(store: Store, shop: Sample) -> None:
    store.do(actions.record_edition, shop.kestrel, "dr", printed(1), [CLOSET, HOME])
    one, two = store.ask(queries.copies, shop.kestrel)
    store.do(actions.record_edition, shop.kestrel, "dr", printed(2, "x", "g"), [], [one.id])
    store.do(actions.move_copy, two.id, two.version, "Bank", "Dr. Kessel", "box 4")
    store.do(actions.check_copy, two.id)
    copies = store.ask(queries.copies, shop.kestrel)
    assert [(copy.edition, copy.place, copy.checked_on) for copy in copies] == [
        (2, CLOSET.place, None),
        (1, "Bank", dates.today()),
    ]
    store.do(actions.end_copy, one.id)
    assert [copy.number for copy in store.ask(queries.copies, shop.kestrel)] == [2]
    assert len(store.ask(queries.copies, shop.kestrel, out=False)) == 2
    with pytest.raises(UserError, match="no more"):
        store.do(actions.check_copy, one.id)
    store.do(actions.record_edition, shop.kestrel, "dr", printed(2, "x", "g"), [Placed("Car")])
    assert [copy.number for copy in store.ask(queries.copies, shop.kestrel)] == [2, 3]
    assert [row.number for row in store.ask(queries.editions, shop.kestrel, "dr")] == [2, 1]
    assert [row.number for row in store.ask(queries.newest_of_all)] == [2]


def test_what_cannot_be_is_refused(store: Store, shop: Sample) -> None:
    store.do(actions.record_edition, shop.kestrel, "dr", printed(3), [CLOSET])
    for number, fingerprint in ((3, "other"), (2, "f")):
        with pytest.raises(UserError, match="again"):
            store.do(
                actions.record_edition, shop.kestrel, "dr", printed(number, "", fingerprint), []
            )
    with pytest.raises(UserError, match="where each copy"):
        store.do(actions.record_edition, shop.kestrel, "dr", printed(4), [Placed(" ")])
    assert len(store.ask(queries.editions, shop.kestrel)) == 1
    with pytest.raises(UserError, match="Choose"):
        store.do(actions.record_edition, 99_999, "dr", printed(1), [])
    copy = store.ask(queries.copies, shop.kestrel)[0]
    with pytest.raises(UserError, match="future"):
        store.do(actions.check_copy, copy.id, date(2100, 1, 1))
    with pytest.raises(UserError, match="where the copy"):
        store.do(actions.move_copy, copy.id, copy.version, "", "")
