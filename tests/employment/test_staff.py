"""What is written down about somebody: who may see it, what can be undone, what is refused."""

from datetime import date

import pytest

from mspdesk.app import steps
from mspdesk.app.areas import AREAS
from mspdesk.app.reporting import reports
from mspdesk.checklists.actions import planning, schedules
from mspdesk.checklists.queries.runs import running
from mspdesk.database.store import Store
from mspdesk.database.tables import Change
from mspdesk.desk.area import Period
from mspdesk.employment.actions import benefits
from mspdesk.employment.actions import staff as actions
from mspdesk.employment.queries import staff as queries
from mspdesk.employment.queries.growth import running_out
from mspdesk.employment.rules import wages
from mspdesk.errors import Conflict, UserError
from mspdesk.people import actions as people
from mspdesk.people import queries as people_queries
from tests.sample import Sample

TODAY = date(2026, 3, 11)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def page(store: Store, person_id: int, reader: int | None = None) -> queries.StaffPage:
    store.person_id = reader
    found = store.ask(queries.staff_page, person_id)
    assert found is not None
    return found


def kept(store: Store, person_id: int) -> queries.EmploymentRow:
    found = store.ask(queries.employment, person_id)
    assert found is not None
    return found


def test_checks_are_dated_undone_and_never_ahead(store: Store, shop: Sample) -> None:
    store.person_id = shop.dana
    store.do(actions.set_checks, shop.marcus, 0, {"references_on": date(2023, 4, 3)})
    store.do(actions.set_checks, shop.marcus, 1, {"contract_on": date(2023, 4, 28)})
    assert kept(store, shop.marcus).contract_on == date(2023, 4, 28)
    store.undo()
    found = kept(store, shop.marcus)
    assert (found.references_on, found.contract_on) == (date(2023, 4, 3), None)
    store.undo()
    assert kept(store, shop.marcus).references_on is None
    with pytest.raises(UserError, match="not ahead") as refused:
        store.do(actions.set_checks, shop.marcus, 0, {"skills_test_on": date(2026, 3, 12)})
    assert refused.value.field == "skills_test_on"
    with pytest.raises(AttributeError):
        store.do(actions.set_checks, shop.marcus, 0, {"private_note": "no"})


def test_private_facts_are_for_few_and_not_in_the_journal(
    sqlite_store: Store, desk_shop: Sample
) -> None:
    store, shop = sqlite_store, desk_shop
    store.person_id = shop.dana
    secret = {"emergency_name": "Zelda Quux", "emergency_phone": "555-0909"}
    note = {"private_note": "Talk about Ulmstein"}
    store.do(actions.set_private, shop.marcus, 0, secret | note)
    with pytest.raises(UserError, match="cannot be undone"):
        store.undo()
    mine = page(store, shop.marcus, shop.marcus)
    assert mine.own
    assert mine.employment is not None
    assert (mine.employment.emergency_name, mine.employment.private_note) == ("Zelda Quux", "")
    others = page(store, shop.marcus, shop.priya)
    assert not others.whole
    assert (others.employment, others.welcome, others.access) == (None, None, ())
    assert store.ask(queries.skills, shop.marcus) == []
    assert store.ask(queries.things, shop.marcus) == []
    lead = page(store, shop.marcus, shop.dana)
    assert lead.employment is not None
    assert lead.employment.private_note == "Talk about Ulmstein"
    with store.read() as session:
        moved = " ".join(f"{one.before} {one.after}" for one in session.query(Change))
    said = [moved]
    for report in reports(AREAS):
        rows = store.ask(report.rows, YEAR, {})
        said += [str(column.value(row)) for row in rows for column in report.written]
    for area in AREAS:
        for finder in area.finders():
            for word in ("Zelda", "Ulmstein"):
                said += [f"{hit.title} {hit.detail}" for hit in store.ask(finder.find, word, 20)]
    words = " ".join(said)
    for secret_word in ("Zelda", "Ulmstein", "0909"):
        assert secret_word not in words, secret_word
    assert "Marcus" in words


def test_two_who_write_first_about_somebody_are_told(store: Store, shop: Sample) -> None:
    """Both had the empty form open; what the first wrote cannot be undone, so it is not lost."""
    store.person_id = shop.dana
    first = {"emergency_name": "Zelda Quux", "emergency_phone": "555-0909", "private_note": ""}
    store.do(actions.set_private, shop.marcus, 0, first)
    empty = {"emergency_name": "", "emergency_phone": "", "private_note": "Likes trains"}
    with pytest.raises(Conflict):
        store.do(actions.set_private, shop.marcus, 0, empty)
    assert kept(store, shop.marcus).emergency_name == "Zelda Quux"
    talked = {"tier_reviewed_on": TODAY}
    store.do(actions.set_growth, shop.marcus, None, talked)
    assert kept(store, shop.marcus).tier_reviewed_on == TODAY


def test_history_does_not_say_who_answered_a_benefit_how(store: Store, shop: Sample) -> None:
    store.person_id = shop.dana
    facts = {"name": "Ulmstein Medical", "kind": "medical", "min_days": 0, "min_minutes": 0}
    plan = store.do(benefits.save_plan, facts)
    store.do(benefits.answer, plan, shop.marcus, TODAY, joins=False)
    store.do(benefits.answer, plan, shop.dana, TODAY, joins=True)
    store.do(benefits.end, plan, shop.dana, TODAY)
    found = [one.words for one in store.ask(steps.history, None, 10)]
    assert "Ulmstein Medical saved" in found
    told = " ".join(words for words in found if words != "Ulmstein Medical saved")
    assert "Ulmstein" not in told
    assert "declined" not in told


def test_skills_and_certificates(store: Store, shop: Sample) -> None:
    facts = {"name": "First aid", "kind": "certificate", "got_on": date(2024, 4, 10)}
    made = store.do(actions.save_skill, shop.marcus, facts | {"expires_on": date(2026, 4, 10)})
    store.do(actions.save_skill, shop.priya, {"name": "Bookkeeping"})
    (row,) = store.ask(queries.skills, shop.marcus)
    assert (row.id, row.name) == (made, "First aid")
    found = store.ask(running_out, date(2026, 5, 1))
    assert [(one.person, one.name) for one in found] == [("Marcus Oduya", "First aid")]
    assert store.ask(running_out, date(2026, 4, 9)) == []
    again = {"name": " first  AID", "kind": "certificate", "expires_on": date(2028, 4, 9)}
    newer = store.do(actions.save_skill, shop.marcus, again)
    assert store.ask(running_out, date(2026, 5, 1)) == []
    assert [one.renewed for one in store.ask(queries.skills, shop.marcus)] == [False, True]
    assert [one.expires_on for one in store.ask(running_out, date(2028, 5, 1))] == [
        date(2028, 4, 9)
    ]
    store.do(actions.remove_skill, newer)
    assert len(store.ask(running_out, date(2026, 5, 1))) == 1
    later = {"got_on": date(2026, 4, 11)}
    with pytest.raises(UserError, match="not one to come") as refused:
        store.do(actions.save_skill, shop.marcus, facts | later)
    assert refused.value.field == "got_on"
    with pytest.raises(UserError, match="run out") as refused:
        store.do(actions.save_skill, shop.marcus, facts | {"expires_on": date(2024, 4, 10)})
    assert refused.value.field == "expires_on"
    with pytest.raises(UserError, match="Name the skill"):
        store.do(actions.save_skill, shop.marcus, {"name": " "})
    store.do(actions.remove_skill, made)
    assert store.ask(queries.skills, shop.marcus) == []


def test_things_go_out_and_come_back(store: Store, shop: Sample) -> None:
    made = store.do(actions.issue_thing, shop.marcus, "Laptop", "QF-14", date(2025, 5, 1))
    store.do(actions.issue_thing, shop.marcus, "Office key", "3")
    assert page(store, shop.marcus).out == 2
    with pytest.raises(UserError, match="before it was given"):
        store.do(actions.take_back, made, date(2025, 4, 30))
    store.do(actions.take_back, made)
    assert page(store, shop.marcus).out == 1
    assert [one.name for one in store.ask(queries.things, shop.marcus)] == ["Office key", "Laptop"]
    with pytest.raises(UserError, match="given"):
        store.do(actions.issue_thing, shop.marcus, "  ")


def test_a_leaver_loses_nothing_and_the_roles_stay(store: Store, shop: Sample) -> None:
    store.do(actions.issue_thing, shop.marcus, "Laptop")
    store.do(actions.set_checks, shop.marcus, 0, {"contract_on": date(2023, 4, 28)})
    tech = next(r for r in store.ask(people_queries.roles) if r.code == "technician")
    store.do(people.wear, tech.id, shop.marcus)
    row = page(store, shop.marcus).person
    with pytest.raises(UserError, match="last day first") as refused:
        store.do(actions.part, shop.marcus)
    assert refused.value.field == "left_on"
    store.do(people.edit_person, row.id, row.version, {"left_on": date(2026, 3, 10)})
    after = page(store, shop.marcus)
    assert (after.hats, after.out) == ((), 1)
    assert kept(store, shop.marcus).contract_on == date(2023, 4, 28)
    now = next(r for r in store.ask(people_queries.roles) if r.code == "technician")
    assert now.person_id is None
    assert tech.title in [r.title for r in store.ask(people_queries.hats, shop.dana)]


def test_the_welcome_list_is_begun_once(store: Store, shop: Sample) -> None:
    store.person_id = shop.dana
    facts = {"rule": "after:person_hired", "opens_ticket": False}
    store.do(schedules.add_schedule, "new-employee", facts)
    made = store.do(
        actions.hire,
        "Jo Park",
        {"hired_on": TODAY, "kind": "part_time"},
        ("technician",),
        1_203,
        2_300,
    )
    store.do(planning.keep_up)
    runs = [run for run in store.ask(running) if run.person == "Jo Park"]
    assert len(runs) == 1
    assert store.do(actions.welcome, made) == runs[0].id
    assert sum(store.ask(people_queries.paid_week, made).values()) == 1_203
    assert [one.per_hour for one in store.ask(people_queries.wages, made)] == [2_300]
    assert [one.from_on for one in store.ask(people_queries.wages, made)] == [TODAY]
    # Whoever does not lead people cannot begin one about a colleague.
    store.person_id = shop.marcus
    assert store.ask(queries.welcome_run, shop.priya) is None
    with pytest.raises(UserError, match="leads people"):
        store.do(actions.welcome, shop.priya)


def test_a_contractor_is_guarded(store: Store, shop: Sample) -> None:
    cora = store.do(people.add_person, "Cora Nash", ("technician",), {"kind": "contractor"})
    assert page(store, cora).contractor_ready is False
    assert page(store, shop.marcus).contractor_ready is None


def test_a_wage_to_come_waits_for_its_day(store: Store, shop: Sample) -> None:
    store.do(people.set_wage, shop.marcus, date(2026, 4, 1), 3_600, 12_500)
    days = [one.from_on for one in store.ask(people_queries.wages, shop.marcus)]
    assert wages.states(days, TODAY) == {date(2026, 4, 1): "to_come", date(2025, 1, 1): "now"}
    assert wages.states(days, date(2026, 4, 1)) == {
        date(2026, 4, 1): "now",
        date(2025, 1, 1): "was",
    }
    assert "until Apr 1, 2026" in wages.said(date(2026, 4, 1), TODAY)
    assert wages.said(TODAY, TODAY) == ""
    with pytest.raises(UserError, match="more than a year ahead") as refused:
        store.do(people.set_wage, shop.marcus, date(2062, 4, 1), 3_600, 12_500)
    assert refused.value.field == "from_on"
