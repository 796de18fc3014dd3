"""Who sets up what, and what is left of a price."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mspdesk.catalog import rules
from mspdesk.errors import UserError


@pytest.mark.parametrize("kind", sorted(rules.ADMINS_OWN))
def test_what_comes_from_a_completed_form_falls_to_an_admin_and_to_nobody_else(kind: str) -> None:
    assert rules.setup_default(kind) == "admin"
    rules.check_setup(kind, "admin")
    with pytest.raises(UserError, match="admin") as caught:
        rules.check_setup(kind, "tech")
    assert caught.value.field == "setup_by"


@pytest.mark.parametrize("kind", sorted(rules.TECHNICIANS_OWN))
def test_monitoring_and_backup_fall_to_a_technician_and_to_nobody_else(kind: str) -> None:
    assert rules.setup_default(kind) == "tech"
    rules.check_setup(kind, "tech")
    with pytest.raises(UserError, match="technician"):
        rules.check_setup(kind, "admin")


def test_the_worked_margin() -> None:
    """850 less 14 times 4 is 794; 5 h at 62 % are 8.06 paid hours at $25, $201.61: $592.39 (B5)."""
    found = rules.margin(85_000, 14 * 400, 300, 62, 2_500)
    assert (found.before_labor, found.labor, found.left, found.percent) == (
        79_400,
        20_161,
        59_239,
        70,
    )


def test_nobody_works_at_no_share() -> None:
    for share in (0, 101):
        with pytest.raises(UserError) as caught:
            rules.paid_cost(60, share, 2_500)
        assert caught.value.field == "productive"


_AMOUNTS = st.integers(0, 10**9)


@given(_AMOUNTS, _AMOUNTS, st.integers(0, 100_000), st.integers(1, 100), st.integers(0, 10**6))
def test_what_is_left_and_what_it_costs_are_the_revenue(
    revenue: int, cost: int, minutes: int, share: int, hour: int
) -> None:
    found = rules.margin(revenue, cost, minutes, share, hour)
    assert found.left + found.labor + found.cost == revenue
    assert found.labor * share * 60 - minutes * hour * 100 in range(-30 * share, 30 * share + 1)
    more = rules.margin(revenue, cost, minutes + 60, share, hour)
    assert more.left <= found.left
    assert rules.margin(revenue, cost, minutes, 100, hour).left >= found.left


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("yes", ("yes", "")),
        (" X ", ("yes", "")),
        ("", ("no", "")),
        ("No", ("no", "")),
        ("4 h a month,  then $150", ("words", "4 h a month, then $150")),
    ],
)
def test_a_cell_is_yes_no_or_words(typed: str, said: tuple[str, str]) -> None:
    assert rules.read_cell(typed) == said
    assert rules.read_cell(rules.cell_text(*said)) == said


def test_a_bundle_in_itself_is_found_at_any_depth() -> None:
    assert rules.cycle_among({1: {2}, 2: {3}, 3: {1}}, 1)
    assert rules.cycle_among({1: {1}}, 1)
    assert not rules.cycle_among({1: {2, 3}, 2: {3}, 4: {4}}, 1)
