"""Bought against sold, and reading what was pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mspdesk.errors import UserError
from mspdesk.grid import rules

_MANY = st.integers(0, 10**9)


def test_fourteen_bought_and_eleven_sold_leave_three() -> None:
    left = rules.variance(140_000, 110_000, 0)
    assert left == 30_000
    assert (rules.unbilled_cost(left, 400), rules.missed_revenue(left, 6_000)) == (1_200, 18_000)


@given(_MANY, _MANY, _MANY, st.integers(0, 10**6))
def test_what_is_left_is_never_lost_and_never_costs_below_zero(
    bought: int, sold: int, bundled: int, price: int
) -> None:
    left = rules.variance(bought, sold, bundled)
    assert left + sold + bundled == bought
    assert rules.unbilled_cost(left, price) >= 0
    assert (rules.missed_revenue(left, price) > 0) <= (left > 0)


def test_a_heading_names_the_columns_in_any_order() -> None:
    (line,) = rules.read_pasted("SKU\tCustomer\tDate\tQty\tUnit cost\nRMM\tKestrel\tMar\t14\t4.00")
    assert (line.client, line.service, line.count, line.cost) == ("Kestrel", "RMM", "14", "4.00")
    assert line.line == 2


@pytest.mark.parametrize(
    "text",
    ["Kestrel\tRMM\t14\t4", "Kestrel;RMM;14;4", "Kestrel,RMM,14,4", "Kestrel    RMM    14    4"],
)
def test_without_a_heading_the_order_is_client_service_count_cost(text: str) -> None:
    (line,) = rules.read_pasted(f"\r\n{text}\r\n\r\n")
    assert (line.client, line.service, line.count, line.cost) == ("Kestrel", "RMM", "14", "4")


def test_a_name_in_quotes_keeps_its_comma() -> None:
    (line,) = rules.read_pasted('"Ruiz, Ann",RMM,2')
    assert (line.client, line.cost) == ("Ruiz, Ann", "")


@pytest.mark.parametrize("text", ["", " \n ", "Client\tService\tCount", "a\n" * 5_001])
def test_nothing_to_read_is_said(text: str) -> None:
    with pytest.raises(UserError) as caught:
        rules.read_pasted(text)
    assert caught.value.field == "pasted"


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_refused(text: str) -> None:
    try:
        found = rules.read_pasted(text)
    except UserError:
        return
    assert all(
        one.client or one.service or one.count or one.cost or one.vendor for one in found
    ) or (found)
