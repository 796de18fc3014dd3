"""Checklists about one of us are for who leads people, and for whoever they were given to."""

from datetime import date

import pytest

from mspdesk.checklists.actions import closing, marking, photos, runs
from mspdesk.checklists.queries import across, coming
from mspdesk.checklists.queries import runs as queries
from mspdesk.checklists.queries.photos import photo_bytes
from mspdesk.checklists.queries.results import results
from mspdesk.checklists.queries.run_page import run_page
from mspdesk.checklists.queries.status import late_runs
from mspdesk.checklists.rules.run import State
from mspdesk.database.history import recent_steps
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from tests.sample import Sample

DAY = date(2026, 3, 9)
MATRIX = "competency-matrix"


def begun(store: Store, shop: Sample, assigned: int) -> int:
    """Dana begins the matrix of Marcus, late by two days, with one step marked."""
    run_id = store.do(
        runs.plan_run, MATRIX, person_id=shop.marcus, assigned_id=assigned, due_on=DAY
    )
    store.do(runs.start_run, run_id)
    store.do(marking.mark, run_id, "greet", State.OK, value="Learning")
    return run_id


def seen(store: Store, run_id: int) -> list[bool]:
    """Whether each list, and the page, shows a run to who is at work."""
    lists = (
        store.ask(queries.running),
        store.ask(queries.find_runs, "competency", 5),
        [row for row in store.ask(across.lines_across, across.ADMIN) if row.row.id == run_id],
    )
    rows = [bool(one) for one in lists[:2]]
    late = [row.run_id for row in store.ask(late_runs, date(2026, 3, 11))]
    calendar = [row.run_id for row in store.ask(coming.between, DAY, DAY)]
    page = store.ask(run_page, run_id) is not None
    return [*rows, run_id in late, run_id in calendar, page]


def test_who_leads_people_reads_it_and_nobody_else(store: Store, shop: Sample) -> None:
    run_id = begun(store, shop, shop.dana)
    assert all(seen(store, run_id))
    for who in (shop.priya, shop.marcus):
        store.person_id = who
        assert not any(seen(store, run_id))
        with pytest.raises(UserError, match="about a colleague"):
            store.do(marking.mark, run_id, "plain-words", State.OK, value="Alone")


def test_who_works_through_it_reads_it(sqlite_store: Store, desk_shop: Sample) -> None:
    run_id = begun(sqlite_store, desk_shop, desk_shop.marcus)
    sqlite_store.person_id = desk_shop.marcus
    assert all(seen(sqlite_store, run_id))
    sqlite_store.do(marking.mark, run_id, "plain-words", State.OK, value="Alone")


def test_a_step_given_to_somebody_is_all_they_see(sqlite_store: Store, desk_shop: Sample) -> None:
    run_id = begun(sqlite_store, desk_shop, desk_shop.dana)
    sqlite_store.do(marking.give_line, run_id, "plain-words", person_id=desk_shop.priya)
    sqlite_store.person_id = desk_shop.priya
    given = sqlite_store.ask(across.lines_across, across.GIVEN, desk_shop.priya)
    assert [line.line.key for one in given for line in one.lines] == ["plain-words"]
    assert not any(seen(sqlite_store, run_id))
    found = sqlite_store.ask(results, run_id, "plain-words")["plain-words"]
    sqlite_store.do(
        marking.mark, run_id, "plain-words", State.OK, value="Alone", seen=found.version
    )


def test_only_who_leads_people_begins_one_about_a_colleague(
    sqlite_store: Store, desk_shop: Sample
) -> None:
    sqlite_store.person_id = desk_shop.priya
    with pytest.raises(UserError) as refused:
        sqlite_store.do(runs.plan_run, MATRIX, person_id=desk_shop.marcus)
    assert refused.value.field == "person"
    own = sqlite_store.do(
        runs.plan_run, "kit", person_id=desk_shop.priya, assigned_id=desk_shop.priya
    )
    assert sqlite_store.ask(run_page, own) is not None


def test_a_problem_of_somebody_opens_no_ticket(sqlite_store: Store, desk_shop: Sample) -> None:
    run_id = begun(sqlite_store, desk_shop, desk_shop.dana)
    marked = sqlite_store.do(
        marking.report_problem, run_id, "plain-words", value="Not yet", note="Upset a caller"
    )
    assert (marked.state, marked.ticket_id) == (State.ATTENTION, None)


def test_a_picture_in_it_is_not_open_either(sqlite_store: Store, desk_shop: Sample) -> None:
    run_id = begun(sqlite_store, desk_shop, desk_shop.dana)
    photo = sqlite_store.do(photos.add_photo, run_id, "greet", "signed.txt", b"Signed by Marcus")
    assert sqlite_store.ask(photo_bytes, photo) is not None
    sqlite_store.person_id = desk_shop.priya
    assert sqlite_store.ask(photo_bytes, photo) is None


def test_history_does_not_tell_which_checklist_of_a_colleague(
    sqlite_store: Store, desk_shop: Sample
) -> None:
    """Everybody may read History; an exit that was begun is nobody's news."""
    run_id = sqlite_store.do(
        runs.plan_run, "employee-exit", person_id=desk_shop.marcus, assigned_id=desk_shop.dana
    )
    sqlite_store.do(runs.start_run, run_id)
    sqlite_store.do(runs.assign_run, run_id, None)
    sqlite_store.do(runs.drop_run, run_id, "He stays")
    sqlite_store.do(closing.reopen_run, run_id)
    words = [one.words for one in sqlite_store.ask(recent_steps)[:5]]
    assert all(one.startswith("A checklist about a colleague") for one in words), words
