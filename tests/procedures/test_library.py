"""The library: search and filters over all pieces, own ones with files, starter sets."""

from pathlib import Path

import pytest

from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.errors import Conflict, Trouble, UserError
from mspdesk.procedures import runs
from mspdesk.procedures.actions import library as actions
from mspdesk.procedures.queries import library as queries
from mspdesk.procedures.queries import roadmaps
from mspdesk.procedures.queries.library import PieceRow, Wanted
from mspdesk.procedures.queries.shipped import mistakes
from mspdesk.procedures.rules.screens import SCREENS
from mspdesk.progress import Progress
from tests.procedures.conftest import Written

MEMO = {
    "title": "Who lets us in",
    "kind": "memo",
    "department": "office",
    "words": "Alarm companies and building managers.",
    "place": "Blue folder by the door",
}


def find(store: Store, **wanted: str) -> list[PieceRow]:
    return store.ask(queries.library, Wanted(**wanted))


def test_words_are_looked_for_in_titles_and_in_what_pieces_say(store: Store, made: Written) -> None:
    store.do(actions.add_piece, MEMO)
    found = find(store, text="ALARM companies")
    assert [row.title for row in found if row.source == "piece"] == ["Who lets us in"]
    assert find(store, text="alarm zebra") == []
    titles = [row.title for row in find(store, text="backup")]
    assert "backup" in titles[0].lower()
    assert "backup" not in titles[-1].lower()
    assert "sop:handing-a-call-on" in {row.key for row in find(store, text="handing call")}
    inside = {row.key for row in find(store, text="free space volume")}
    assert "checklist:monthly-maintenance" in inside
    assert find(store, text="100%_ ") == []


def test_every_filter_narrows(store: Store, made: Written) -> None:
    store.do(actions.add_piece, MEMO)
    everything = find(store)
    assert {"checklist", "form", "calculator", "sop", "memo", "screen", "class"} == {
        row.kind for row in everything
    }
    for name in ("kind", "department", "role", "format"):
        for value in {getattr(row, name) for row in everything} - {""}:
            found = find(store, **{name: value})
            wanted = [row for row in everything if getattr(row, name) == value]
            assert found == wanted, (name, value)
    assert [row.title for row in everything] == sorted(
        (row.title for row in everything), key=str.casefold
    )


def test_own_pieces_need_a_title_and_something_to_find(store: Store, made: Written) -> None:
    for field, changes in (
        ("title", {"title": " "}),
        ("kind", {"kind": "song"}),
        ("department", {"department": "garden"}),
        ("place", {"words": "", "place": " "}),
    ):
        with pytest.raises(UserError) as refused:
            store.do(actions.add_piece, {**MEMO, **changes})
        assert refused.value.field == field
    id_ = store.do(actions.add_piece, {**MEMO, "place": "https://alarm.example"})
    held = store.ask(queries.own_piece, id_)
    assert held is not None
    assert held.format == "link"
    with pytest.raises(Conflict):
        store.do(actions.edit_piece, id_, held.version + 1, {"title": "Other"})
    store.do(actions.edit_piece, id_, held.version, {"title": "Keys and alarms"})
    assert [row.title for row in find(store, kind="memo")] == ["Keys and alarms"]
    store.do(actions.retire_piece, id_)
    assert find(store, kind="memo") == []


def test_a_file_is_kept_and_a_copy_comes_back(
    sqlite_store: Store, held: Written, tmp_path: Path
) -> None:
    paper = tmp_path / "White paper.pdf"
    paper.write_bytes(b"%PDF-1.4 words")
    values = {"title": "Why DMARC", "kind": "white_paper", "department": "sales"}
    id_ = runs.keep_piece(sqlite_store, Progress(), values, paper, None)
    piece = sqlite_store.ask(queries.own_piece, id_)
    assert piece is not None
    assert (piece.format, piece.file_name) == ("pdf", "White paper.pdf")
    assert piece.blob is not None
    copy = runs.save_copy(sqlite_store, Progress(), piece.blob, tmp_path / "copy.pdf")
    assert copy.read_bytes() == paper.read_bytes()
    changed = {"title": "Why DMARC now"}
    assert runs.keep_piece(sqlite_store, Progress(), changed, None, (id_, piece.version)) == id_
    again = sqlite_store.ask(queries.own_piece, id_)
    assert again is not None
    assert (again.title, again.blob) == ("Why DMARC now", piece.blob)
    with pytest.raises(Trouble, match="cannot be read"):
        runs.keep_piece(sqlite_store, Progress(), values, tmp_path / "gone.pdf", None)
    with pytest.raises(Trouble, match="cannot be written"):
        runs.save_copy(sqlite_store, Progress(), piece.blob, tmp_path / "no" / "copy.pdf")


def test_every_form_has_its_paper_and_every_screen_its_tab() -> None:
    papers = {paper.key for area in AREAS for paper in area.papers()}
    tabs = {area.key for area in AREAS if area.tab}
    for code, screen in SCREENS.items():
        if screen.paper:
            assert screen.paper in papers, code
        else:
            assert screen.area in tabs, code


def test_every_report_among_the_screens_is_there() -> None:
    found = set()
    for area in AREAS:
        reports = area.reports()
        found |= {one.key for one in (reports() if callable(reports) else reports)}
    wanted = {one.about["report"] for one in SCREENS.values() if one.area == "reports"}
    assert wanted <= found


def test_starter_sets_open_what_is_there(store: Store, made: Written) -> None:
    assert mistakes() == []
    for page in store.ask(roadmaps.roadmap_pages, made.shop.dana):
        assert 6 <= len(page.pieces) <= 12, page.code
        assert [one.open for one in page.pieces if not one.there] == [], page.code
    page = store.ask(roadmaps.roadmap_pages, made.shop.dana)[0]
    piece = page.pieces[1].open
    store.do(actions.mark_piece, page.code, piece, made.shop.dana)
    store.do(actions.mark_piece, page.code, piece, made.shop.dana)
    done = store.ask(roadmaps.roadmap_pages, made.shop.dana)[0]
    assert (done.done, done.words) == (1, f"1 of {len(page.pieces)} done")
    # The mark is this person's own.
    assert store.ask(roadmaps.roadmap_pages, made.oskar)[0].done == 0
    store.do(actions.mark_piece, page.code, piece, made.shop.dana, done=False)
    assert store.ask(roadmaps.roadmap_pages, made.shop.dana)[0].done == 0
    with pytest.raises(UserError, match="no longer in the set"):
        store.do(actions.mark_piece, page.code, "sop:gone", made.shop.dana)
