"""Masters in the books: files, drafts, revisions, what ships beside what the shop made."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mspdesk.checklists.actions import masters as actions
from mspdesk.checklists.actions.masters import ensure
from mspdesk.checklists.actions.runs import plan_and_start
from mspdesk.checklists.queries import masters as queries
from mspdesk.checklists.queries.results import run_lines
from mspdesk.checklists.queries.shipped import mistakes, shipped
from mspdesk.checklists.rules import arrange
from mspdesk.checklists.rules.master import Line, Master
from mspdesk.checklists.rules.master_text import read, write
from mspdesk.database.action import action
from mspdesk.database.store import Store
from mspdesk.database.tables import Step
from mspdesk.errors import Conflict, UserError
from tests.sample import Sample

from .masters import VISIT, begun, edit, older_books, rewrite, version

CODE = "restore-test"


def _files(folder: Path) -> None:
    folder.joinpath("visit.toml").write_text(write(VISIT), encoding="utf-8")
    wrong = write(replace(VISIT, code="wrong", title="Wrong")).replace('doer = "t2"', 'doer = "t7"')
    folder.joinpath("wrong.toml").write_text(wrong, encoding="utf-8")
    folder.joinpath("twice.toml").write_text(write(VISIT), encoding="utf-8")
    folder.joinpath("bytes.toml").write_bytes(b'code = "\xff"')


def test_a_file_with_a_mistake_is_named_and_the_rest_stand(tmp_path: Path) -> None:
    _files(tmp_path)
    assert list(shipped(tmp_path)) == ["yard-visit"]
    said = mistakes(tmp_path)
    assert len(said) == 3
    assert said[0] == "bytes.toml: save this file as UTF-8."
    assert said[1] == "visit.toml, line 1: twice.toml has this code already; write another."
    assert "wrong.toml, line 2" in said[2]
    assert "doer is one of admin, t1, t2, t3, outside, not “t7”." in said[2]
    tmp_path.joinpath("wrong.toml").unlink()
    tmp_path.joinpath("twice.toml").unlink()
    assert mistakes(tmp_path) == ["bytes.toml: save this file as UTF-8."]
    assert shipped(tmp_path)["yard-visit"].name == "visit.toml"


def test_what_ships_is_listed_without_a_row_and_gets_one_when_used(
    store: Store, shop: Sample
) -> None:
    (row,) = [row for row in store.ask(queries.masters) if row.code == CODE]
    assert (row.id, row.revision, row.own, row.update) == (None, 1, False, False)
    assert store.ask(queries.master_page, CODE).version == 0
    assert store.ask(queries.revisions, CODE) == []
    first = store.do(_used, CODE)
    assert store.do(_used, CODE) == first
    assert store.ask(queries.body_of, first) == shipped()[CODE].master
    assert [one.note for one in store.ask(queries.revisions, CODE)] == ["As it ships"]
    with pytest.raises(UserError, match="no longer there"):
        store.do(_used, "nothing-of-that-name")


@action("Use")
def _used(session: object, code: str) -> int:
    return ensure(session, code)  # type: ignore[arg-type] # a session


def test_nothing_typed_is_lost_and_publishing_makes_the_next_revision(
    store: Store, shop: Sample
) -> None:
    code = store.do(actions.new_master, "Yard visit")
    assert code == "yard-visit"
    page = store.ask(queries.master_page, code)
    assert (page.revision, page.master, page.title) == (0, None, "Yard visit")
    with pytest.raises(UserError, match="Publish it first"):
        store.ask(queries.body_of, page.id or 0)
    half = 'code = "yard-visit"\ntitle = "Yard vi'
    store.do(actions.save_draft, code, page.version, half)
    assert store.ask(queries.master_page, code).draft == half
    with pytest.raises(UserError, match="Line 2"):
        store.do(actions.publish, code, version(store, code))
    assert store.ask(queries.master_page, code).draft == half
    assert rewrite(store, code, VISIT) == 1
    reworded = arrange.with_line(VISIT, Line("binder", "Look at the binder on its shelf"))
    edit(store, code, reworded)
    kept = store.ask(queries.master_page, code)
    assert (kept.draft_of, kept.draft_by, kept.revision) == (1, "Dana Whitlock", 1)
    assert store.ask(queries.body_of, kept.id or 0) == VISIT
    assert store.do(actions.publish, code, kept.version, "As the shop says it") == 2
    after = store.ask(queries.master_page, code)
    assert (after.master, after.draft, after.note) == (reworded, "", "As the shop says it")
    assert store.ask(queries.body_of, after.id or 0, 1) == VISIT
    store.undo()
    before = store.ask(queries.master_page, code)
    assert (before.master, read(before.draft), before.revision) == (VISIT, reworded, 1)


def test_a_draft_that_says_the_same_is_none_and_can_be_put_away(
    sqlite_store: Store, desk_shop: Sample
) -> None:
    code = begun(sqlite_store)
    edit(sqlite_store, code, arrange.crossed_off(VISIT, "space", off=True))
    edit(sqlite_store, code, VISIT)
    assert sqlite_store.ask(queries.master_page, code).draft == ""
    edit(sqlite_store, code, arrange.without_line(VISIT, "space"))
    sqlite_store.do(actions.drop_draft, code, version(sqlite_store, code))
    assert sqlite_store.ask(queries.master_page, code).draft == ""
    with pytest.raises(UserError, match="Nobody is editing"):
        sqlite_store.do(actions.publish, code, version(sqlite_store, code))
    new = sqlite_store.do(actions.new_master, "Never mind")
    sqlite_store.do(actions.drop_draft, new, version(sqlite_store, new))
    assert new not in [row.code for row in sqlite_store.ask(queries.masters)]
    sqlite_store.undo()
    assert new in [row.code for row in sqlite_store.ask(queries.masters)]


def test_the_second_of_two_writers_is_told(store: Store, shop: Sample) -> None:
    code = begun(store)
    seen = version(store, code)
    edit(store, code, arrange.without_line(VISIT, "space"))
    with pytest.raises(Conflict):
        store.do(actions.save_draft, code, seen, write(arrange.without_line(VISIT, "time")))
    edit(store, CODE, replace(store.ask(queries.body_by_code, CODE), purpose="Ours."))
    with pytest.raises(Conflict):
        store.do(actions.save_draft, CODE, 0, 'code = "restore-test"')


def test_new_lines_get_a_key_of_their_words_once(sqlite_store: Store, desk_shop: Sample) -> None:
    code = begun(sqlite_store)
    more = arrange.with_new_line(VISIT, 1, 2)
    edit(
        sqlite_store, code, arrange.with_line(more, replace(more.sections[1].lines[2], text="Wave"))
    )
    sqlite_store.do(actions.publish, code, version(sqlite_store, code))
    master = sqlite_store.ask(queries.body_by_code, code)
    assert [line.key for line in master.sections[1].lines] == ["binder", "time", "wave"]
    assert sqlite_store.ask(queries.masters)[-1].lines == 6
    empty = arrange.with_new_line(master, 0, 0)
    edit(sqlite_store, code, empty)
    with pytest.raises(UserError, match="Say what is to be done in step 1") as refused:
        sqlite_store.do(actions.publish, code, version(sqlite_store, code))
    assert refused.value.field == "text"


def test_names_are_asked_for_and_not_given_twice(sqlite_store: Store, desk_shop: Sample) -> None:
    for title, words in (
        ("  ", "Say what"),
        ("Backup restore test", "There is a"),
        ("x" * 201, "at most"),
    ):
        with pytest.raises(UserError, match=words) as refused:
            sqlite_store.do(actions.new_master, title)
        assert refused.value.field == "title"
    code = sqlite_store.do(actions.duplicate_master, CODE, "Restore test of the yard")
    page = sqlite_store.ask(queries.master_page, code)
    like = shipped()[CODE].master
    assert read(page.draft) == replace(like, code=code, title="Restore test of the yard")
    assert (code, page.own, page.revision) == ("restore-test-of-the-yard", True, 0)


def test_a_retired_one_is_not_offered_until_it_is_brought_back(
    sqlite_store: Store, desk_shop: Sample
) -> None:
    code = begun(sqlite_store)
    sqlite_store.do(actions.retire, code, version(sqlite_store, code))
    assert code not in [row.code for row in sqlite_store.ask(queries.masters)]
    assert code in [row.code for row in sqlite_store.ask(queries.masters, retired=True)]
    sqlite_store.do(actions.bring_back, code, version(sqlite_store, code))
    assert code in [row.code for row in sqlite_store.ask(queries.masters)]


def test_an_earlier_revision_is_edited_on(sqlite_store: Store, desk_shop: Sample) -> None:
    code = begun(sqlite_store)
    rewrite(sqlite_store, code, arrange.without_line(VISIT, "space"))
    sqlite_store.do(actions.draft_from, code, version(sqlite_store, code), 1)
    assert sqlite_store.do(actions.publish, code, version(sqlite_store, code)) == 3
    assert sqlite_store.ask(queries.body_by_code, code) == VISIT


# --- what ships ----------------------------------------------------------------------------------


@pytest.fixture
def old(store: Store, shop: Sample) -> Master:
    """Books that took over what an older release said."""
    return older_books(store, CODE)


@pytest.fixture
def file_old(sqlite_store: Store, desk_shop: Sample) -> Master:
    """The same in a file."""
    return older_books(sqlite_store, CODE)


def test_what_ships_anew_is_offered_and_never_forced(store: Store, old: Master) -> None:
    (row,) = [row for row in store.ask(queries.masters) if row.code == CODE]
    assert row.update
    assert store.ask(queries.body_by_code, CODE) == old
    update = store.ask(queries.update_of, CODE)
    assert update is not None
    keys = [line.key for line in shipped()[CODE].master.lines()][:3]
    assert [one.id for one in update.changes] == [f"line:{key}" for key in keys]
    store.do(actions.take_update, CODE, version(store, CODE), [f"line:{keys[0]}"])
    page = store.ask(queries.master_page, CODE)
    assert (page.revision, page.update, page.left_out) == (2, False, True)
    assert page.master is not None
    assert [line.key for line in page.master.lines()][:2] == keys[:2]
    assert [line.text for line in page.master.lines()][1] == "Put it somewhere"
    # What was left out is shown again when somebody asks for it, and not before.
    assert store.ask(queries.update_of, CODE) is None
    again = store.ask(queries.update_of, CODE, whole=True)
    assert again is not None
    assert [one.id for one in again.changes] == [f"line:{key}" for key in keys[1:]]
    ids = [one.id for one in again.changes]
    store.do(actions.take_update, CODE, version(store, CODE), ids, whole=True)
    page = store.ask(queries.master_page, CODE)
    assert (page.master, page.left_out) == (shipped()[CODE].master, False)


def test_a_no_to_what_ships_stays_a_no(sqlite_store: Store, file_old: Master) -> None:
    assert sqlite_store.do(actions.take_update, CODE, version(sqlite_store, CODE), []) == 1
    page = sqlite_store.ask(queries.master_page, CODE)
    assert (page.master, page.update, page.left_out) == (file_old, False, True)
    with pytest.raises(UserError, match="has not changed"):
        sqlite_store.do(actions.take_update, CODE, page.version, [])
    sqlite_store.undo()
    assert sqlite_store.ask(queries.master_page, CODE).update


def test_what_is_being_written_gets_the_update_and_keeps_its_words(
    sqlite_store: Store, file_old: Master
) -> None:
    first, second = list(file_old.lines())[:2]
    mine = arrange.with_line(file_old, replace(second, text="Put it on the desk of the owner"))
    edit(sqlite_store, CODE, mine)
    update = sqlite_store.ask(queries.update_of, CODE)
    assert update is not None
    ids = [one.id for one in update.changes]
    sqlite_store.do(actions.take_update, CODE, version(sqlite_store, CODE), ids)
    page = sqlite_store.ask(queries.master_page, CODE)
    draft = read(page.draft)
    ours = shipped()[CODE].master
    assert page.draft_of == page.revision == 2
    assert [line.text for line in draft.lines()][:2] == [
        next(ours.lines()).text,
        "Put it on the desk of the owner",
    ]
    assert first.key == next(draft.lines()).key
    assert len(list(draft.lines())) == len(list(ours.lines()))


def test_publishing_is_not_undone_under_a_run_that_began(store: Store, shop: Sample) -> None:
    code = begun(store)
    rewrite(store, code, arrange.without_line(VISIT, "space"))
    run_id = store.do(plan_and_start, code, client_id=shop.kestrel)
    last = store.ask(lambda session: session.scalar(select(func.max(Step.id))))
    assert last is not None
    with pytest.raises(UserError, match="depends on this checklist revision"):
        store.undo_step(last - 1)
    assert len(list(store.ask(run_lines, run_id).lines())) == 4
    store.undo()
    store.undo()
    assert store.ask(queries.master_page, code).revision == 1
