"""S029: each role says why it exists, and what those who wear it say stands beside it."""

from datetime import date, datetime

import pytest

from mspdesk.checklists.actions.marking import mark, write_beside
from mspdesk.checklists.actions.runs import plan_and_start
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.orgchart.actions.cards import edit_role, say_purpose, set_pay
from mspdesk.orgchart.actions.duties import bring_usual
from mspdesk.orgchart.actions.roles import assign_role
from mspdesk.orgchart.printables.card import CARD, PURPOSES
from mspdesk.orgchart.queries.cards import own_answers
from mspdesk.orgchart.queries.company import CODE, company_says
from mspdesk.orgchart.queries.papers import (
    card_document,
    find_role,
    purposes,
    purposes_document,
)
from mspdesk.orgchart.queries.roles import role_boxes
from mspdesk.printing.document import render
from mspdesk.printing.page import Paper
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import text_of
from tests.sample import Sample, furnish

pytestmark = pytest.mark.system(29)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop."""
    made: Sample = standing(store)
    return made


def test_a_role_on_paper_says_its_purpose_first_and_own_words_with_their_day(
    store: Store, shop: Sample, clock: datetime
) -> None:
    finance = next(one for one in store.ask(role_boxes) if one.code == "finance")
    store.do(bring_usual, finance.id)
    store.do(set_pay, finance.id, 1_887, 2_411)
    store.do(assign_role, finance.id, shop.priya, date(2026, 1, 5))
    version = next(one.version for one in store.ask(role_boxes) if one.code == "finance")
    store.do(edit_role, finance.id, version, {"requirements": "Likes numbers."})
    said = "So that Dana can pay us <b>on time</b>."
    store.do(say_purpose, finance.id, shop.priya, said, date(2026, 2, 3))
    found = store.ask(own_answers, finance.id)
    assert [(one.person, one.on, one.words) for one in found] == [
        ("Priya Raman", date(2026, 2, 3), said)
    ]
    store.do(say_purpose, finance.id, shop.priya, "Better words.", date(2026, 2, 3))
    assert [one.words for one in store.ask(own_answers, finance.id)] == ["Better words."]
    store.undo()
    for wrong, field in (
        ((shop.priya, " ", None), "words"),
        ((999, "Why?", None), "person"),
        ((shop.priya, "Why?", date(2027, 1, 1)), "on"),
    ):
        with pytest.raises(UserError) as refused:
            store.do(say_purpose, finance.id, *wrong)
        assert refused.value.field == field
    text = text_of(render(CARD, store.ask(card_document, finance.id), Paper.LETTER))
    order = [
        "Finance",
        "Why this role exists",
        "Make sure that work done becomes money",
        "In the words of Priya Raman, Feb 3, 2026",
        "<b>on time</b>",
        "It answers for",
        "What it takes to get the job",
        "What it does",
        "Bookkeeping",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "18.87" not in text
    assert "24.11" not in text


def test_the_purposes_of_all_roles_stand_on_one_sheet(
    store: Store, shop: Sample, clock: datetime
) -> None:
    admin = next(one for one in store.ask(role_boxes) if one.code == "admin")
    for on, words in ((date(2026, 1, 9), "Paper."), (date(2026, 3, 2), "No promise is lost.")):
        store.do(say_purpose, admin.id, shop.priya, words, on)
    row = next(one for one in store.ask(purposes) if one.title == "Admin")
    assert [one.words for one in row.answers] == ["No promise is lost."]
    assert store.ask(company_says).lines == ()
    run = store.do(plan_and_start, CODE)
    store.do(mark, run, "purpose", "ok", value="We keep small offices able to work.")
    store.do(write_beside, run, "values", value="We say no in time.")
    assert store.ask(company_says).run_id == run
    text = text_of(render(PURPOSES, store.ask(purposes_document), Paper.LETTER))
    for one in store.ask(purposes):
        assert one.title in text
        assert one.purpose
    assert "No promise is lost." in text.replace("\n", " ")
    order = ["Mission", "We keep small offices able to work.", "Values", "We say no in time."]
    places = [text.index(words) for words in (*order, "Owner")]
    assert places == sorted(places)
    assert store.ask(find_role, "admin") == admin.id
    assert store.ask(find_role, "techn") == row.role_id + 2
    with pytest.raises(UserError) as refused:
        store.ask(find_role, "nobody")
    assert refused.value.field == "role"
