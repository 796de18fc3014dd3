"""S018: how many clients it takes to pay somebody, counted from the bottom."""

import pytest

from mspdesk.hiring.rules.maths import Option, clients_needed, cost
from mspdesk.hiring.rules.verdict import lines, payback, recommendation
from tests.hiring.figures import A, B, C, even_clients

pytestmark = pytest.mark.system(18)


@pytest.mark.parametrize(("option", "clients"), [(A, 64), (B, 156), (C, 260)])
def test_the_printed_counts_at_three_hundred_each(option: Option, clients: int) -> None:
    year = cost(option, 620).loaded_year
    assert clients_needed(year, 300_00) == clients
    # The same when so many clients are there, counted one by one from the bottom.
    assert payback(even_clients(300).garden(), year).bottom == clients


def test_twenty_five_of_them_do_not_pay_anybody() -> None:
    garden = even_clients(25).garden()
    assert sum(row.profit for row in garden) == 7_500_00
    found = payback(garden, 19_200_00)
    assert (found.bottom, found.like) == (None, 64)
    assert found.words == "64 clients like them; there are 25"


def test_those_without_a_profit_pay_for_nothing() -> None:
    facts = even_clients(3, -50_00)
    assert payback(facts.garden(), 100_00).words == "no client brings a profit"
    assert clients_needed(100_00, 0) is None


def test_paying_for_somebody_is_no_profit() -> None:
    said = " ".join(lines(even_clients(300), (B,), 0))
    assert "Wage pay-back of First years: 156 clients from the bottom." in said
    assert "adds no profit" in said
    assert "for good" in recommendation(even_clients(300), (B,), (), 0)
