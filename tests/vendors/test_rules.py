"""The rules of vendors and stock by themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mspdesk.errors import UserError
from mspdesk.vendors import rules
from mspdesk.vendors.rules import Commitment


def test_the_share_of_a_stack_counts_those_nobody_looked_at() -> None:
    stack = rules.stack_of(["channel_only", "channel_only", "mixed", "direct", "", "", "mixed"])
    assert stack.vendors == 7
    assert stack.count(Commitment.CHANNEL_ONLY) == 2
    assert stack.share(Commitment.CHANNEL_ONLY) == 285_714
    assert rules.percent_words(stack.share(Commitment.CHANNEL_ONLY)) == "28.6%"


@given(st.lists(st.sampled_from(list(Commitment)), min_size=1))
def test_the_shares_of_a_stack_make_the_whole_but_for_rounding(held: list[Commitment]) -> None:
    stack = rules.stack_of(held)
    shares = sum(stack.share(one) for one in Commitment)
    assert abs(shares - rules.WHOLE) <= len(Commitment)


def test_an_empty_stack_has_no_share() -> None:
    stack = rules.stack_of([])
    assert stack.share(Commitment.CHANNEL_ONLY) == 0
    assert rules.percent_words(0) == "0%"


@pytest.mark.parametrize(
    "text",
    [
        "https://dana:secret@portal.example",
        "portal.example, Password: hunter2",
        "portal.example PIN=1184",
    ],
)
def test_a_portal_holds_no_secret(text: str) -> None:
    with pytest.raises(UserError) as refused:
        rules.plain_address(text, "portal")
    assert refused.value.field == "portal"


def test_a_plain_portal_is_taken() -> None:
    assert rules.plain_address(" https://portal.example/pin-board ", "portal").startswith("https")


def test_serials_come_one_a_line_or_with_commas_and_each_once() -> None:
    assert rules.serials_in("SN-1, SN-2\n\n SN-3 ;") == ("SN-1", "SN-2", "SN-3")
    with pytest.raises(UserError, match="SN-1 stands there twice"):
        rules.serials_in("SN-1\nsn-1")
    with pytest.raises(UserError, match="too long for a serial"):
        rules.serials_in("9" * 201)


@pytest.mark.parametrize(
    ("quantity", "serials", "words"),
    [
        (2, ("A",), "1 serial of 2 missing"),
        (3, (), "3 serials of 3 missing"),
        (1, ("A", "B"), "2 serials for 1 piece"),
    ],
)
def test_each_piece_has_one_serial(quantity: int, serials: tuple[str, ...], words: str) -> None:
    with pytest.raises(UserError, match=words) as refused:
        rules.one_serial_each(quantity, serials)
    assert refused.value.field == "serials"


@given(st.integers(-50, 50), st.integers(-50, 50), st.sampled_from(["", " ", "Found in the van"]))
def test_nothing_falls_below_zero_without_a_reason(on_hand: int, change: int, reason: str) -> None:
    refused = False
    try:
        rules.not_below_zero(on_hand, change, reason)
    except UserError as error:
        refused = error.field == "reason"
    assert refused == (change < 0 and on_hand + change < 0 and not reason.strip())
