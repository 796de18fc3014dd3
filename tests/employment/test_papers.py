"""The checks list and the index of the onboarding pack, each on one page."""

from datetime import date
from typing import Any

import pytest

from mspdesk.checklists.actions import marking
from mspdesk.checklists.queries.results import run_lines
from mspdesk.database.store import Store
from mspdesk.employment.actions import benefits as plans
from mspdesk.employment.actions import staff as actions
from mspdesk.employment.printables.checks import CHECKS
from mspdesk.employment.printables.handouts import BENEFITS, SIGN_OUT
from mspdesk.employment.printables.pack import PACK
from mspdesk.employment.queries.papers import find_person
from mspdesk.errors import UserError
from mspdesk.printing.document import Printable, prepare
from mspdesk.printing.page import Paper
from tests.checklists import pieces
from tests.printing.pdftext import text_of
from tests.sample import Sample


def printed(store: Store, printable: Printable[Any], key: int, paper: Paper) -> str:
    made = prepare(printable, store.ask(printable.gather, key), paper)
    assert made.pages == 1
    return " ".join(text_of(made.pdf).split())


@pytest.mark.parametrize("paper", [Paper.LETTER, Paper.A4])
def test_checks_with_their_days_and_an_empty_list(
    sqlite_store: Store, desk_shop: Sample, paper: Paper
) -> None:
    store = sqlite_store
    days = {"references_on": date(2023, 4, 3), "training_proof_on": date(2023, 4, 5)}
    words = {"expectations": "Weekdays 8 to 5, on call one week in three"}
    store.do(actions.set_checks, desk_shop.marcus, 0, days | words)
    text = printed(store, CHECKS, desk_shop.marcus, paper)
    for said in (
        "Marcus Oduya",
        "Apr 3, 2023",
        "Apr 5, 2023",
        "Skills test",
        "Reference 2",
        "on call",
    ):
        assert said in text, said
    empty = printed(store, CHECKS, 0, paper)
    assert "For the job of" in empty
    assert "2023" not in empty


@pytest.mark.parametrize("paper", [Paper.LETTER, Paper.A4])
def test_the_pack_is_indexed_and_dated(
    sqlite_store: Store, desk_shop: Sample, paper: Paper
) -> None:
    store = sqlite_store
    assert "36 steps" in printed(store, PACK, desk_shop.marcus, paper)
    store.person_id = desk_shop.dana
    run = store.do(actions.welcome, desk_shop.marcus)
    lines = list(store.ask(run_lines, run).lines())
    offer = lines[0]
    store.do(marking.mark, run, offer.key, "ok", value="2026-03-02", note="", sure=True)
    for line in lines[1:4]:
        value, note = pieces.answer(line)
        store.do(marking.mark, run, line.key, "ok", value=value, note=note, sure=True)
    text = printed(store, PACK, desk_shop.marcus, paper)
    for said in (
        "14 Training plan",
        "4 of 36 steps",
        "Before day one",
        "Offer and contract",
        "Mar 2, 2026",
    ):
        assert said in text, said
    empty = printed(store, PACK, 0, paper)
    assert "Mar 2, 2026" not in empty


@pytest.mark.parametrize("paper", [Paper.LETTER, Paper.A4])
def test_what_a_new_colleague_is_handed(
    sqlite_store: Store, desk_shop: Sample, paper: Paper
) -> None:
    store = sqlite_store
    store.do(plans.save_plan, {"name": "Dental plan", "kind": "dental", "words": "Ask Priya"})
    made = store.do(plans.save_plan, {"name": "Retirement plan", "kind": "retirement"})
    store.do(plans.answer, made, desk_shop.marcus, date(2026, 1, 2), joins=True)
    text = printed(store, BENEFITS, desk_shop.marcus, paper)
    for said in ("owners as well", "Since Aug 6, 2023", "Joined Jan 2, 2026", "40.00 h a week"):
        assert said in text, said
    store.do(actions.issue_thing, desk_shop.marcus, "Laptop", "QF-14", date(2025, 5, 1))
    text = printed(store, SIGN_OUT, desk_shop.marcus, paper)
    for said in ("Laptop", "QF-14", "May 1, 2025", "Seen by"):
        assert said in text, said
    assert "First day" in printed(store, SIGN_OUT, 0, paper)


def test_they_are_for_who_leads_people(sqlite_store: Store, desk_shop: Sample) -> None:
    store = sqlite_store
    assert store.ask(find_person, "marc") == desk_shop.marcus
    assert store.ask(find_person, "") == 0
    with pytest.raises(UserError, match="Name one person"):
        store.ask(find_person, "a")
    store.person_id = desk_shop.priya
    for printable in (CHECKS, PACK, BENEFITS, SIGN_OUT):
        with pytest.raises(UserError, match="leads people"):
            store.ask(printable.gather, desk_shop.marcus)
    with pytest.raises(UserError, match="Name one person"):
        store.ask(BENEFITS.gather, 0)
    store.person_id = desk_shop.marcus
    assert store.ask(BENEFITS.gather, desk_shop.marcus).name == "Marcus Oduya"
