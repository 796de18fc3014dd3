"""S012: what a salesperson must bring in to take home what they are promised."""

import pytest

from mspdesk.hiring.rules import verdict, worksheet
from mspdesk.hiring.rules.facts import ClientFact, Facts
from mspdesk.hiring.rules.maths import Option, selling
from mspdesk.money import half_up
from tests.hiring.figures import DAY

pytestmark = pytest.mark.system(12)


def test_the_printed_figures() -> None:
    found = selling(75_000_00, 100_000, 300_000)
    assert found.sales == 750_000_00
    assert found.profit == 250_000_00
    assert found.month == 62_500_00
    # 33.3 %, to the millionth
    assert found.even_margin == 333_333


def test_both_shares_are_the_same_only_at_that_margin() -> None:
    found = selling(75_000_00, 100_000, 300_000)
    even = half_up(found.profit * 1_000_000, found.sales)
    assert even == found.even_margin
    for margin in (200_000, 500_000):
        profit = found.sales * margin // 1_000_000
        assert (profit < found.profit) == (margin < found.even_margin)


def test_the_worksheet_says_so_and_sets_it_against_what_there_is() -> None:
    one = Option("Salesperson", "salesperson", income=75_000_00)
    facts = Facts(DAY, clients=(ClientFact(1, "Acme", 300_000_00, 0, 600),))
    sheet = worksheet.worksheet(facts, (one,), (), 0)
    (said,) = sheet.selling
    for words in ("$75,000", "$750,000 of new business", "$62,500 a month", "$250,000 of profit"):
        assert words in said
    assert "margin of 33.3%" in said
    assert any("$300,000" in note and "replaces clients" in note for note in sheet.notes)
    # A salesperson is no answer to a backlog: the other sums leave them out.
    assert sheet.sides == ()
    assert verdict.judged(facts, (one,)) is None
    # Two and a half times what the shop brings in: to be put off.
    assert "2.5 times what all clients brought" in sheet.bottom
    assert "Put it off" in sheet.bottom
