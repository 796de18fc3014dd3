"""How answers are read and counted; no books needed."""

import pytest

from mspdesk.errors import UserError
from mspdesk.sales.rules import worksheet as rules
from mspdesk.sales.rules.worksheet import Answer, State

SIX = {number: Answer(State.KNOWN, "known") for number in range(1, 7)}


def test_there_are_fifteen_questions_in_order() -> None:
    assert [one.number for one in rules.QUESTIONS] == list(range(1, 16))
    assert len({one.name for one in rules.QUESTIONS}) == 15
    assert all(one.ask.endswith("?") for one in rules.QUESTIONS)


def test_what_does_not_apply_is_known_and_what_nobody_asked_is_open() -> None:
    held = SIX | {7: Answer(State.NONE), 8: Answer(State.UNKNOWN)}
    found = rules.count(held)
    assert (found.known, found.unknown, found.open, found.percent) == (7, 1, 7, 47)


def test_a_service_without_a_name_for_who_manages_it_has_nobody_in_charge() -> None:
    held = {
        2: Answer(State.KNOWN, "harborview.example"),
        4: Answer(State.UNKNOWN),
        5: Answer(State.KNOWN, "Loon Creek"),
        6: Answer(State.KNOWN, "Rosa"),
        7: Answer(State.KNOWN, "With a provider"),
        9: Answer(State.NONE),
    }
    assert rules.nobody_in_charge(held) == ["the domain name", "the mail"]


def test_nothing_typed_is_no_answer() -> None:
    assert rules.answer_of("", "  \n ") is None
    assert rules.answer_of("", " Prairie  \n Fiber ") == Answer(State.KNOWN, "Prairie\nFiber")
    assert rules.answer_of("unknown", "") == Answer(State.UNKNOWN)


@pytest.mark.parametrize(
    ("state", "text", "says"),
    [
        ("unknown", "Prairie", "Take away the words"),
        ("", "x" * 161, "within 160 signs"),
        ("", "a\nb\nc\nd", "within 3 lines"),
    ],
)
def test_what_cannot_be_is_said_beside_the_question(state: str, text: str, says: str) -> None:
    with pytest.raises(UserError, match=says) as refused:
        rules.answer_of(state, text, "q4")
    assert refused.value.field == "q4"
