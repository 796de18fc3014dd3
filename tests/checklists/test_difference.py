"""What one client has different, and whom a change of the master reaches (part 2 of checklists)."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mspdesk.checklists.actions import differences as actions
from mspdesk.checklists.actions import masters
from mspdesk.checklists.actions.runs import plan_run, start_run
from mspdesk.checklists.models import Checklist, ChecklistDifference
from mspdesk.checklists.queries.clientwise import checklists_of, client_checklist, has_checklists
from mspdesk.checklists.queries.master_checks import check_masters
from mspdesk.checklists.queries.masters import body_by_code, for_run, id_of, master_page, update_of
from mspdesk.checklists.queries.reach import Reach, reach, users
from mspdesk.checklists.queries.results import run_lines
from mspdesk.checklists.queries.run_page import run_page
from mspdesk.checklists.rules import arrange
from mspdesk.checklists.rules.master import Line, Master
from mspdesk.checklists.rules.master_text import read
from mspdesk.clients import actions as clients
from mspdesk.database.action import action
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from tests.sample import Sample

from .masters import VISIT, begun, edit, older_books, rewrite, version


def _line(master: Master, key: str) -> Line:
    found = master.line(key)
    assert found is not None
    return found


def _theirs(store: Store, code: str, client_id: int) -> list[str]:
    row_id = store.ask(id_of, code)
    assert row_id is not None
    master = store.ask(for_run, row_id, client_id)
    return [f"{line.number} {line.text}" for line in master.lines()]


def test_a_client_has_a_line_more_one_less_and_one_in_its_own_words(
    store: Store, shop: Sample
) -> None:
    code = begun(store)
    add, kestrel = Line("", "Walk over to the barn", minutes=10), shop.kestrel
    assert store.do(actions.add_line, code, kestrel, add, "logs") == "walk-over-to-the-barn"
    second = Line("", "Look at its fan")
    store.do(actions.add_line, code, kestrel, second, "walk-over-to-the-barn")
    store.do(actions.leave_out, code, kestrel, "updates", "Another firm does it")
    words = replace(_line(VISIT, "binder"), text="Look into the safe")
    store.do(actions.reword_line, code, kestrel, "binder", words, "It stands there")
    assert _theirs(store, code, kestrel) == [
        "1 Read the logs since the last visit",
        "1a Walk over to the barn",
        "1b Look at its fan",
        "2 Read the free space",
        "4 Look into the safe",
        "5 Enter time",
    ]
    assert len(_theirs(store, code, shop.brightwater)) == 5
    page = store.ask(client_checklist, code, kestrel)
    assert (page.own, page.title, page.client) == (4, "Yard visit", "Kestrel Machine & Tool")
    safe = next(one for one in page.lines if one.line.key == "binder")
    assert safe.own is not None
    assert safe.master is not None
    assert (safe.master.text, safe.own.reason) == ("Look at the binder", "It stands there")
    assert store.ask(checklists_of, kestrel) == [(code, "Yard visit", 4)]
    assert store.ask(has_checklists, kestrel)
    assert not store.ask(has_checklists, shop.oldmill)
    for _ in range(4):
        store.undo()
    assert _theirs(store, code, kestrel) == _theirs(store, code, shop.brightwater)


def test_only_the_words_that_differ_are_the_clients_own(
    sqlite_store: Store, desk_shop: Sample
) -> None:
    code = begun(sqlite_store)
    own = replace(_line(VISIT, "space"), low=None, unit="GB", mandatory=True)
    sqlite_store.do(actions.reword_line, code, desk_shop.kestrel, "space", own)
    rewrite(
        sqlite_store, code, arrange.with_line(VISIT, replace(_line(VISIT, "space"), text="Read it"))
    )
    row_id = sqlite_store.ask(id_of, code) or 0
    line = _line(sqlite_store.ask(for_run, row_id, desk_shop.kestrel), "space")
    assert (line.text, line.unit, line.low, line.mandatory) == ("Read it", "GB", None, True)
    sqlite_store.do(actions.reword_line, code, desk_shop.kestrel, "space", replace(line, unit="TB"))
    line = _line(sqlite_store.ask(for_run, row_id, desk_shop.kestrel), "space")
    assert (line.text, line.unit) == ("Read it", "TB")
    same = _line(sqlite_store.ask(body_by_code, code), "space")
    sqlite_store.do(actions.reword_line, code, desk_shop.kestrel, "space", same)
    assert sqlite_store.ask(checklists_of, desk_shop.kestrel) == []
    with pytest.raises(UserError, match="says already"):
        sqlite_store.do(actions.reword_line, code, desk_shop.kestrel, "space", same)


def test_what_cannot_be_is_said_by_its_field(sqlite_store: Store, desk_shop: Sample) -> None:
    code = begun(sqlite_store)
    for line, name in (
        (Line("", ""), "text"),
        (Line("", "Choose", kind="choice"), "choices"),
        (Line("", "Read", kind="number", low=9_000, high=1_000), "high"),
    ):
        with pytest.raises(UserError) as refused:
            sqlite_store.do(actions.add_line, code, desk_shop.kestrel, line, "logs")
        assert refused.value.field == name
    with pytest.raises(UserError, match="no such step"):
        sqlite_store.do(actions.leave_out, code, desk_shop.kestrel, "nothing")
    with pytest.raises(UserError, match="already"):
        sqlite_store.do(actions.follow, code, desk_shop.kestrel, "logs")
    with pytest.raises(UserError, match="Choose a client"):
        sqlite_store.do(actions.leave_out, code, 9_999, "logs")


def test_a_planned_run_counts_anew_and_one_that_began_does_not(store: Store, shop: Sample) -> None:
    code = begun(store)
    first = store.do(plan_run, code, client_id=shop.kestrel)
    second = store.do(plan_run, code, client_id=shop.kestrel)
    store.do(start_run, second)
    store.do(actions.leave_out, code, shop.kestrel, "logs")
    assert _counts(store, first) == (4, 0)
    assert _counts(store, second) == (5, 1)
    rewrite(store, code, arrange.without_line(VISIT, "time"))
    assert _counts(store, first) == (3, 0)
    assert _counts(store, second) == (5, 1)
    assert len(list(store.ask(run_lines, second).lines())) == 5


def _counts(store: Store, run_id: int) -> tuple[int, int]:
    page = store.ask(run_page, run_id)
    assert page is not None
    return page.row.total, page.row.needed


# --- the twelve ----------------------------------------------------------------------------------


@pytest.fixture
def twelve(store: Store, shop: Sample) -> tuple[str, list[int]]:
    """A master that twelve clients work by: two of them have line 3 otherwise."""
    return _twelve(store)


@pytest.fixture
def file_twelve(sqlite_store: Store, desk_shop: Sample) -> tuple[str, list[int]]:
    """The same in a file."""
    return _twelve(sqlite_store)


def _twelve(store: Store) -> tuple[str, list[int]]:
    code = begun(store)
    ids = []
    for nth in range(12):
        ids.append(store.do(clients.add_client, f"Client {nth:02}", {"status": "active"}))
        store.do(plan_run, code, client_id=ids[-1])
    other = replace(_line(VISIT, "updates"), text="Ask their own admin for the updates")
    store.do(actions.reword_line, code, ids[10], "updates", other)
    store.do(actions.leave_out, code, ids[11], "updates", "No server")
    return code, ids


def _reached(store: Store, code: str) -> Reach:
    return store.ask(reach, code, read(store.ask(master_page, code).draft))


def test_ten_of_twelve_follow_and_two_are_shown(
    store: Store, twelve: tuple[str, list[int]]
) -> None:
    code, ids = twelve
    assert len(store.ask(users, code)) == 12
    new = arrange.with_line(
        VISIT, replace(_line(VISIT, "updates"), text="Install the updates of the month")
    )
    edit(store, code, new)
    (one,) = _reached(store, code).changes
    assert one.follow == tuple(f"Client {nth:02}" for nth in range(10))
    assert [(own.client, own.kind, own.why) for own in one.own] == [
        ("Client 10", "reword", "changed"),
        ("Client 11", "hide", ""),
    ]
    assert (one.own[0].ours, one.own[0].now) == (
        "Ask their own admin for the updates",
        "Install the updates of the month",
    )
    with pytest.raises(UserError, match="Decide") as refused:
        store.do(masters.publish, code, version(store, code))
    assert refused.value.field == "reach"
    store.do(masters.publish, code, version(store, code), "", {one.own[0].id: "keep"})
    wanted = "3 Install the updates of the month"
    assert all(wanted in _theirs(store, code, client_id) for client_id in ids[:10])
    assert "3 Ask their own admin for the updates" in _theirs(store, code, ids[10])
    assert not [words for words in _theirs(store, code, ids[11]) if words.startswith("3 ")]
    # What was decided once is not asked again.
    edit(store, code, arrange.without_line(new, "time"))
    assert _reached(store, code).open == ()


def test_a_client_follows_the_master_where_that_was_decided(
    sqlite_store: Store, file_twelve: tuple[str, list[int]]
) -> None:
    code, ids = file_twelve
    new = arrange.with_line(VISIT, replace(_line(VISIT, "updates"), text="Install all updates"))
    edit(sqlite_store, code, new)
    (open_one,) = _reached(sqlite_store, code).open
    sqlite_store.do(masters.publish, code, version(sqlite_store, code), "", {open_one: "follow"})
    assert "3 Install all updates" in _theirs(sqlite_store, code, ids[10])
    sqlite_store.undo()
    assert "3 Ask their own admin for the updates" in _theirs(sqlite_store, code, ids[10])
    assert _reached(sqlite_store, code).open == (open_one,)


def test_words_stay_when_their_line_goes_and_a_left_out_line_goes_with_it(
    sqlite_store: Store, file_twelve: tuple[str, list[int]]
) -> None:
    code, ids = file_twelve
    sqlite_store.do(actions.add_line, code, ids[0], Line("", "Feed the cat"), "updates")
    edit(sqlite_store, code, arrange.without_line(VISIT, "updates"))
    (open_one,) = _reached(sqlite_store, code).open
    sqlite_store.do(masters.publish, code, version(sqlite_store, code), "", {open_one: "keep"})
    assert _theirs(sqlite_store, code, ids[10])[1:3] == [
        "2 Read the free space",
        "2a Ask their own admin for the updates",
    ]
    assert _theirs(sqlite_store, code, ids[0])[2] == "2a Feed the cat"
    assert [row.own for row in sqlite_store.ask(users, code)] == [1, *[0] * 9, 1, 0]


def test_a_key_the_client_has_already_is_given_another(
    sqlite_store: Store, desk_shop: Sample
) -> None:
    code = begun(sqlite_store)
    sqlite_store.do(actions.add_line, code, desk_shop.kestrel, Line("", "Feed the cat"), "logs")
    new = arrange.with_new_line(VISIT, 1, 0, Line("feed-the-cat", "Feed every cat"))
    edit(sqlite_store, code, new)
    (open_one,) = _reached(sqlite_store, code).open
    sqlite_store.do(masters.publish, code, version(sqlite_store, code), "", {open_one: "keep"})
    assert [
        words for words in _theirs(sqlite_store, code, desk_shop.kestrel) if "Feed" in words
    ] == [
        "1a Feed the cat",
        "4 Feed every cat",
    ]


def test_what_ships_meets_a_clients_words_no_less(sqlite_store: Store, desk_shop: Sample) -> None:
    code = "restore-test"
    first = next(older_books(sqlite_store, code).lines())
    theirs = replace(first, text="Choose one of the drawings")
    sqlite_store.do(actions.reword_line, code, desk_shop.kestrel, first.key, theirs)
    update = sqlite_store.ask(update_of, code)
    assert update is not None
    ids = [one.id for one in update.changes]
    seen = version(sqlite_store, code)
    with pytest.raises(UserError, match="Decide") as refused:
        sqlite_store.do(masters.take_update, code, seen, ids)
    assert refused.value.field == "reach"
    (open_one,) = sqlite_store.ask(reach, code, update.now).open
    sqlite_store.do(masters.take_update, code, seen, ids, {open_one: "keep"})
    assert _theirs(sqlite_store, code, desk_shop.kestrel)[0] == "1 Choose one of the drawings"
    assert not sqlite_store.ask(master_page, code).update


def test_clients_that_left_are_not_reached(
    sqlite_store: Store, file_twelve: tuple[str, list[int]]
) -> None:
    code, ids = file_twelve
    for status in ("notice", "offboarding", "former"):
        sqlite_store.do(clients.change_status, ids[0], status, "Moved away")
    assert len(sqlite_store.ask(users, code)) == 11


@action("Spoil")
def _spoil(session: Session, code: str) -> None:
    row = session.scalars(select(ChecklistDifference)).one()
    row.body = "text = 5\n"
    session.scalars(select(Checklist).where(Checklist.code == code)).one().revision = 4


def test_books_that_do_not_hold_are_told(sqlite_store: Store, desk_shop: Sample) -> None:
    code = begun(sqlite_store)
    own = replace(_line(VISIT, "binder"), text="Look into the safe")
    sqlite_store.do(actions.reword_line, code, desk_shop.kestrel, "binder", own)
    assert sqlite_store.ask(check_masters) == []
    sqlite_store.do(_spoil, code)
    assert sqlite_store.ask(check_masters) == [
        "Checklist yard-visit has no revision 4, which is in force."
    ]
    rewritten = "What Kestrel Machine & Tool has different in checklist yard-visit cannot be read."
    sqlite_store.do(_put_back, code)
    assert sqlite_store.ask(check_masters) == [rewritten]


@action("Put back")
def _put_back(session: Session, code: str) -> None:
    session.scalars(select(Checklist).where(Checklist.code == code)).one().revision = 1
