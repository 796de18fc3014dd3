"""S139: the library is searched with and without a word, by role, department, type and format."""

import pytest
from sqlalchemy import text

from mspdesk.checklists.queries.masters import masters
from mspdesk.database.store import Store
from mspdesk.procedures.actions.library import add_piece
from mspdesk.procedures.queries.library import Wanted, library

pytestmark = [pytest.mark.system(139), pytest.mark.usefixtures("clock")]


def test_service_and_checklist_without_a_word_give_all_of_them(empty_store: Store) -> None:
    wanted = {one.code for one in empty_store.ask(masters) if one.department == "service"}
    assert len(wanted) >= 5
    found = empty_store.ask(library, Wanted(department="service", kind="checklist"))
    assert {row.code for row in found} == wanted
    own = {"kind": "checklist", "department": "service", "place": "Shelf 2"}
    for n in range(3):
        empty_store.do(add_piece, {**own, "title": f"Old list {n}"})
    empty_store.do(add_piece, {**own, "title": "Elsewhere", "department": "office"})
    after = empty_store.ask(library, Wanted(department="service", kind="checklist"))
    assert len(after) == len(wanted) + 3
    fewer = empty_store.ask(library, Wanted("old list", "", "service", "checklist"))
    assert [row.title for row in fewer[:3]] == ["Old list 0", "Old list 1", "Old list 2"]


def test_own_pieces_are_found_by_an_index(sqlite_store: Store) -> None:
    with sqlite_store.read() as session:
        plan = session.execute(
            text(
                "EXPLAIN QUERY PLAN SELECT * FROM library_piece "
                "WHERE department = 'service' AND kind = 'checklist'"
            )
        ).all()
    assert any("ix_library_piece_kind" in str(row) for row in plan)
