"""The rules of plans: order, needs, circles, loss limits."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mspdesk.recovery import rules


def test_a_circle_is_named_in_the_order_of_its_needs() -> None:
    assert rules.circle({1: [2], 2: [3], 3: []}) == []
    assert sorted(rules.circle({1: [2], 2: [3], 3: [1]})) == [1, 2, 3]
    assert rules.circle({4: [4]}) == [4]
    assert rules.circle({1: [2], 2: [3, 4], 4: [2]}) in ([2, 4], [4, 2])


def test_a_circle_in_words_says_what_to_do() -> None:
    assert rules.circle_words(["Internet", "Server", "Phones"]) == (
        "Internet needs Server, Server needs Phones, Phones needs Internet: take one of these "
        "needs away, so that one can come first."
    )
    assert rules.circle_words(["Server"]) == "Server cannot need itself."


def test_a_long_chain_is_followed() -> None:
    needs = {n: [n + 1] for n in range(20_000)}
    assert rules.circle(needs) == []
    assert len(rules.circle(needs | {20_000: [0]})) == 20_001


def test_what_is_needed_moves_up_and_the_rest_stays() -> None:
    assert rules.ordered([1, 2, 3, 4], {1: [4]}) == [4, 1, 2, 3]
    assert rules.ordered([1, 2, 3, 4], {2: [1], 4: [3]}) == [1, 2, 3, 4]
    assert rules.too_early([1, 2, 3], {1: [3]}) == (1, 3)
    assert rules.too_early([3, 1, 2], {1: [3]}) is None


@given(
    st.permutations(list(range(8))),
    st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=12),
)
def test_an_order_keeps_every_need_and_every_system(
    ids: list[int], pairs: set[tuple[int, int]]
) -> None:
    needs: dict[int, list[int]] = {}
    for one, other in sorted(pairs):
        needs.setdefault(max(one, other), []).append(min(one, other))
    needs = {one: [n for n in others if n != one] for one, others in needs.items()}
    found = rules.ordered(ids, needs)
    assert sorted(found) == sorted(ids)
    assert rules.too_early(found, needs) is None


def test_a_daily_backup_cannot_meet_four_hours() -> None:
    assert not rules.meets_loss_limit(4 * 60, 24 * 60)
    assert rules.meets_loss_limit(24 * 60, 24 * 60)
    assert rules.meets_loss_limit(None, 24 * 60)
    assert rules.meets_loss_limit(60, None)


def test_a_plan_is_looked_over_within_a_year() -> None:
    assert rules.review_limit(date(2026, 3, 11)) == date(2027, 3, 11)


def test_legacy_says_what_it_lacks() -> None:
    assert rules.lacks_for_legacy("", " ") == ["the platform it needs", "where its media lie"]
    assert rules.lacks_for_legacy("Windows 7", "") == ["where its media lie"]
    assert rules.lacks_for_legacy("Windows 7", "Safe") == []
