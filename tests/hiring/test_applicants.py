"""Applicants and job posts, in the books and in their room."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.database.tables import Change, Step
from mspdesk.dates import frozen
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.errors import Conflict, UserError
from mspdesk.hiring.actions import applicants as actions
from mspdesk.hiring.actions import posts as post_actions
from mspdesk.hiring.offers import applicants_today
from mspdesk.hiring.printables.posts import APPLICANT_CHECKS, POST
from mspdesk.hiring.queries import applicants as queries
from mspdesk.hiring.queries import posts as post_queries
from mspdesk.hiring.view.applicants import ApplicantsRoom
from mspdesk.people import queries as people
from mspdesk.people.rules import permits_for
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.widgets import dialogs
from mspdesk.widgets.buttons import Button
from mspdesk.widgets.form import Form
from tests.bookcase import NOON, Furnish, Standing
from tests.printing.pdftext import text_of
from tests.sample import Sample, furnish

TODAY = date(2026, 3, 11)
CHECKS = ("references_on", "training_proof_on", "skills_test_on", "contract_on")


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing, clock: object) -> Sample:
    found: Sample = standing(store)
    store.person_id = found.dana
    return found


@pytest.fixture
def desk(sqlite_store: Store, standing: Standing, clock: object) -> Iterator[Desk]:
    shop: Sample = standing(sqlite_store)
    made = Desk(sqlite_store, AREAS)
    made.work_as(shop.dana, "Dana Whitlock", frozenset({"*"}))
    yield made
    made.leave()


@pytest.fixture
def room(desk: Desk, qtbot: QtBot) -> Iterator[ApplicantsRoom]:
    made = ApplicantsRoom(desk)
    qtbot.addWidget(made)
    made.resize(1150, 760)
    made.show()
    yield made
    made.hide()


def form(room: ApplicantsRoom) -> Form:
    assert room.laid.form is not None
    return room.laid.form


def fill(room: ApplicantsRoom, **values: object) -> None:
    for name, value in values.items():
        form(room).entry(name).set_value(value)


def held(store: Store, made: int) -> queries.ApplicantRow:
    row = store.ask(queries.applicant, made)
    assert row is not None
    return row


def ready(store: Store, made: int) -> None:
    """Date all checks and go up to acceptance."""
    store.do(actions.set_checks, made, held(store, made).version, dict.fromkeys(CHECKS, TODAY))
    for stage in ("checking", "offer", "accepted"):
        store.do(actions.move, made, stage)


def test_who_starts_gets_the_hat_nobody_wears(store: Store, shop: Sample) -> None:
    tech = next(one for one in store.ask(people.roles) if one.code == "technician")
    post = store.do(post_actions.save_post, {"title": "First line", "role_id": tech.id})
    made = store.do(actions.add_applicant, {"name": "Noor Haddad", "post_id": post})
    assert held(store, made).role == tech.title
    ready(store, made)
    who = store.do(actions.start, made, TODAY, begin=False)
    assert tech.title in [one.title for one in store.ask(people.hats, who)]
    assert next(one for one in store.ask(people.people) if one.id == who).title == tech.title
    # The next one may start as well, and the hat stays where it is; a first day ahead is no day.
    later = store.do(actions.add_applicant, {"name": "Sam Okafor", "role_id": tech.id})
    ready(store, later)
    second = store.do(actions.start, later, TODAY + timedelta(days=14), begin=False)
    assert store.ask(people.hats, second) == []
    with pytest.raises(UserError, match="work here already"):
        store.do(actions.move, later, "declined")


def test_bad_input_names_its_field(store: Store, shop: Sample) -> None:
    for facts, field in (
        ({"name": " "}, "name"),
        ({"name": "A", "kind": "owner"}, "kind"),
        ({"name": "A", "wage": -1}, "wage"),
        ({"name": "A", "minutes_week": 4_000}, "minutes_week"),
        ({"name": "A", "post_id": 99}, "post_id"),
        ({"name": "A", "role_id": 99}, "role_id"),
    ):
        with pytest.raises(UserError) as refused:
            store.do(actions.add_applicant, facts)
        assert refused.value.field == field
    made = store.do(post_actions.save_post, {"title": "First line"})
    store.do(post_actions.open_post, made)
    for changes, field in (
        ({"title": ""}, "title"),
        ({"closes_on": date(2026, 3, 1)}, "closes_on"),
    ):
        row = store.ask(post_queries.post, made)
        assert row is not None
        with pytest.raises(UserError) as refused:
            store.do(post_actions.save_post, changes, made, row.version)
        assert refused.value.field == field


def test_nobody_is_moved_from_a_screen_that_is_behind(store: Store, shop: Sample) -> None:
    made = store.do(actions.add_applicant, {"name": "Sam Okafor"})
    seen = held(store, made).version
    store.do(actions.move, made, "declined", seen)
    with pytest.raises(Conflict):
        store.do(actions.move, made, "talking", seen)
    assert held(store, made).stage == "declined"


def test_a_stage_is_undone_and_an_applicant_forgotten(store: Store, shop: Sample) -> None:
    made = store.do(actions.add_applicant, {"name": "Sam Okafor", "notes": "Calm on the phone"})
    store.do(actions.move, made, "talking")
    store.undo()
    assert held(store, made).stage == "applied"
    with pytest.raises(UserError, match="Say no first"):
        store.do(actions.forget, made)
    store.do(actions.move, made, "withdrew")
    store.do(actions.move, made, "talking")
    store.do(actions.move, made, "declined")
    version = held(store, made).version
    store.do(actions.edit_applicant, made, version, {"name": "Sam B. Okafor"})
    store.do(actions.forget, made)
    assert store.ask(queries.applicants) == []
    with store.read() as session:
        kept = [f"{one.before} {one.after}" for one in session.query(Change)]
        kept += [one.words for one in session.query(Step)]
    assert not [words for words in kept if "Okafor" in words or "Calm" in words]


def test_they_are_seen_by_who_leads_people(store: Store, shop: Sample) -> None:
    made = store.do(actions.add_applicant, {"name": "Sam Okafor"})
    with frozen(NOON + timedelta(days=4)):
        (row,) = store.ask(applicants_today, shop.dana, TODAY + timedelta(days=4))
        assert row.title == "Sam Okafor"
        assert row.place == Place("orgchart", made, "applicants")
    assert store.ask(applicants_today, shop.dana, TODAY) == []
    store.person_id = shop.marcus
    assert store.ask(queries.applicants) == []
    assert store.ask(queries.applicant, made) is None
    with pytest.raises(UserError, match="there is none"):
        store.ask(queries.find_applicant, "Sam")


def test_the_papers(store: Store, shop: Sample) -> None:
    made = store.do(actions.add_applicant, {"name": "Noor Haddad"})
    days = {"references_on": date(2026, 3, 5)}
    store.do(actions.set_checks, made, held(store, made).version, days)
    checks = prepare(APPLICANT_CHECKS, store.ask(APPLICANT_CHECKS.gather, made), Paper.LETTER)
    words = " ".join(text_of(checks.pdf).split())
    assert checks.pages == 1
    for said in ("Noor Haddad", "Mar 5, 2026", "No offer before checks 1 to 3 are dated"):
        assert said in words
    post = store.do(post_actions.save_post, {"title": "First-line technician"})
    page = prepare(
        POST, store.ask(POST.gather, store.ask(post_queries.find_post, "first")), Paper.A4
    )
    words = " ".join(text_of(page.pdf).split())
    assert page.pages == 1
    assert "You are welcome" in words
    assert "An ordinary day" not in words, "what nobody has written is not on paper"
    assert post


def test_from_a_post_to_a_colleague_by_keys(room: ApplicantsRoom, desk: Desk) -> None:
    assert room.empty.isVisible()
    went: list[Place] = []
    desk.asked_to_go.connect(went.append)
    tech = next(one for one in desk.ask(people.roles) if one.code == "technician")
    room.show_place(
        Place("orgchart", do="applicants", about={"new_post": True, "role_id": tech.id})
    )
    assert form(room).entry("title").text() == tech.title
    assert form(room).submit(), form(room).error()
    assert room.post.welcome.column("what") == ["An invitation", "Neutral wording", "A safe visit"]
    room.post.turn.click()
    assert room.note == "0 open, 1 post out"
    room.post.walk.click()
    assert went[-1].area == "checklists"
    assert room.new_here()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "Noor Haddad")
    fill(room, minutes_week=2_400, wage=2_400)
    room.picker.select_first()
    assert form(room).dirty(), "what was typed is still there"
    QTest.keyClick(form(room), Qt.Key.Key_Return)
    assert room.picker.headings() == ["Applied", "Job posts"]
    _walk_to_the_first_day(room)
    room.applicant.colleague.click()
    noor = next(one for one in desk.ask(people.people) if one.name == "Noor Haddad")
    assert went[-1] == Place("orgchart", noor.id, "people")
    asked: list[str] = []
    desk.asked_to_print.connect(lambda _what, _key, title: asked.append(title))
    room.print_shown()
    room.open_post(1)
    room.print_shown()
    assert asked == ["Checks of Noor Haddad", tech.title]


def test_an_applicant_is_forgotten_once_that_was_said_twice(
    room: ApplicantsRoom, desk: Desk
) -> None:
    made = desk.do(actions.add_applicant, {"name": "Sam Okafor"})
    room.open_applicant(made)
    words = [entry[0] for entry in room.applicant._more() if entry]
    assert words == ["Print checks list", "We say no", "They said no"]
    desk.do(actions.move, made, "declined")
    with dialogs.answer_deletions(lambda _title, _text: False):
        room.applicant.forget()
    assert desk.ask(queries.applicants)
    with dialogs.answer_deletions(lambda _title, _text: True):
        room.applicant.forget()
    assert desk.ask(queries.applicants) == []
    assert room.empty.isVisible()
    write = room.empty.findChild(Button)
    assert write is not None
    write.click()
    assert "title" in form(room).names()
    technician = permits_for(("technician",))
    assert "applicants" not in _rooms(desk, technician)


def _rooms(desk: Desk, permits: frozenset[str]) -> list[str]:
    desk.work_as(desk.person_id, desk.person_name, permits)
    return [panel.key for panel in desk.panels("orgchart.room")]


def _walk_to_the_first_day(room: ApplicantsRoom) -> None:
    """Take the applicant in front from the first talk to the first day."""
    page = room.applicant
    assert page.step.words() == "Talk with them"
    page.step.click()
    page.step.click()
    page.step.click()
    fill(room, references_on=date(2026, 3, 5), training_proof_on=date(2026, 3, 6))
    assert form(room).submit(), form(room).error()
    assert page.waits.text() == "An offer waits for: skills test."
    page.step.click()
    fill(room, skills_test_on=TODAY)
    assert form(room).submit()
    page.step.click()
    page.step.click()
    assert page.step.words() == "First day"
    page.step.click()
    assert form(room).save_button.words() == "Save checks", "the contract comes first"
    fill(room, contract_on=TODAY, starts_on=TODAY)
    assert form(room).submit(), form(room).error()
    page.step.click()
    assert form(room).save_button.words() == "Welcome them"
    assert form(room).submit(), form(room).error()
    assert page.step.isHidden()
