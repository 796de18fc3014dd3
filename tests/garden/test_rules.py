"""The garden's arithmetic, its advice, and where bubbles and words stand."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mspdesk import dates
from mspdesk.garden.rules import (
    GardenRow,
    Mode,
    Terms,
    a_month,
    clients_to_cover,
    dropped,
    dropped_of,
    garden_row,
    in_order,
    months_and_edges,
    paid_words,
    raise_needed,
    target_rate,
)
from mspdesk.garden.rules.help import Facts, Repeat, helps
from mspdesk.garden.rules.layout import (
    Box,
    Bubble,
    Sizes,
    lay_chart,
    lay_named,
    leader_boxes,
    scale,
    short_label,
)
from mspdesk.money import USD
from tests.bookcase import NOON

TERMS = Terms(620_000, 2_500)


def rows_of(*profits: int, terms: Terms = TERMS) -> list[GardenRow]:
    """Clients with these profits and no hours, lowest first."""
    made = [
        garden_row(n, f"Client {n}", {"labor": one}, 0, 0, terms)
        for n, one in enumerate(profits, 1)
    ]
    return in_order(made)


def test_the_order_is_lowest_first_and_sums_run_along() -> None:
    rows = rows_of(500, -200, 300)
    assert [row.client_id for row in rows] == [2, 3, 1]
    assert [row.running for row in rows] == [-200, 100, 600]
    assert [row.client_id for row in in_order(rows, "revenue")] == [2, 3, 1]


def test_some_chosen_clients_are_summed_as_any_others() -> None:
    rows = rows_of(500, 700, 300)
    assert dropped_of(rows, {1, 2}).profit == 1_200
    assert dropped(rows, 2).profit == 800
    assert dropped(rows, 0) == dropped([], 5)
    assert dropped(rows, 99).k == 3


@pytest.mark.parametrize(("amount", "many"), [(0, 0), (250, 1), (301, 2), (900, 3), (901, None)])
def test_clients_are_counted_from_the_bottom_until_they_cover(
    amount: int, many: int | None
) -> None:
    """A client that brings nothing covers nothing (S018)."""
    assert clients_to_cover(rows_of(-400, 300, 300, 300), amount) == many


def test_a_rounded_sum_is_rounded_once() -> None:
    """14.5 hours at 100 % are ten to the nearest ten; 15 are twenty."""
    seed = Terms(1_000_000, 100, Mode.SEED)
    for minutes, hours in ((870, 1_000), (900, 2_000), (0, 0)):
        row = garden_row(1, "A", {"labor": 9_000}, 0, minutes, seed)
        assert dropped([row], 1).paid == hours
        assert dropped([row], 1).labor_cost == hours


def test_a_target_leaves_its_margin_and_says_what_is_missing() -> None:
    assert target_rate(Terms(500_000, 2_500), 50) == 10_000
    assert target_rate(Terms(500_000, 2_500), 0) == 5_000
    row = garden_row(1, "A", {"labor": 30_000, "hardware": 9_000}, 8_000, 600, TERMS)
    assert row.effective_rate == 3_100
    assert raise_needed(row, 5_000) == 50_000 - 31_000
    assert raise_needed(row, 3_000) == 0
    assert paid_words(20_161) == "201.61 h"


@pytest.mark.parametrize(
    ("first", "last", "months", "edges"),
    [
        ("2026-01-01", "2026-03-31", ("2026-01", "2026-03"), []),
        ("2026-01-02", "2026-03-30", ("2026-02", "2026-02"), [31 - 1, 30]),
        ("2026-01-02", "2026-01-30", None, [29]),
        ("2026-02-28", "2026-03-31", ("2026-03", "2026-03"), [1]),
        ("2026-02-01", "2026-02-28", ("2026-02", "2026-02"), []),
        ("2026-03-02", "2026-03-01", None, []),
    ],
)
def test_a_time_is_whole_months_and_the_days_at_its_ends(
    first: str, last: str, months: tuple[str, str] | None, edges: list[int]
) -> None:
    found, rest = months_and_edges(date.fromisoformat(first), date.fromisoformat(last))
    assert found == months
    assert [(end - begin).days + 1 for begin, end in rest] == edges


def test_a_month_is_a_twelfth_of_a_year() -> None:
    assert a_month(36_525, 36_525) == a_month(100, 100) == 30
    assert a_month(1_200, 365) == 100


# --- advice --------------------------------------------------------------------------------------

_POOR = Facts(missing=33_000, monthly=33_000)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (replace(_POOR, days_owing=104, agreed=True), "104 days owing, talk first"),
        (replace(_POOR, days_owing=60), "Offer an agreement"),
        (
            replace(_POOR, agreed=True, repeats=Repeat("EPT-PRI1", "printer", 4, 12)),
            "Repeat printer calls, replace it",
        ),
        (replace(_POOR, agreed=True, old=(3, 1148)), "Old workstations, plan #1148"),
        (replace(_POOR, agreed=True, old=(2, None)), "Old workstations, plan new ones"),
        (
            Facts(agreed=True, renews_on=date(2026, 4, 1), missing=3_600, monthly=62_250),
            "Renewal Apr 1, raise 6%",
        ),
        (
            replace(_POOR, agreed=True, renews_on=date(2026, 4, 1), better_plan="Gold"),
            "Move to Gold, or raise $330",
        ),
        (
            Facts(agreed=True, renews_on=date(2026, 9, 1), missing=3_600, monthly=62_250),
            "Raise $40 a month",
        ),
        (
            replace(_POOR, agreed=True, repeats=Repeat("EPT-PRI1", "printer", 3, 30)),
            "Raise $330 a month",
        ),
    ],
)
def test_the_first_thing_to_do_comes_from_facts(facts: Facts, words: str) -> None:
    with dates.frozen(NOON):
        assert helps(facts, USD).words == words


# --- the chart -----------------------------------------------------------------------------------

GROUND = Box(50, 14, 1_050, 330)
SIZES = Sizes(8, 18, 16, 5, 100)
bubbles = st.lists(
    st.tuples(
        st.integers(0, 3_000),
        st.integers(-20_000, 90_000),
        st.integers(0, 500_000),
        st.integers(20, 150),
    ),
    max_size=30,
)


@settings(max_examples=80, deadline=None, database=None)
@given(found=bubbles, target=st.integers(0, 40_000))
def test_no_word_lies_on_another_or_on_a_bubble(
    found: list[tuple[int, int, int, int]], target: int
) -> None:
    made = [
        Bubble(n, "x", minutes, rate, income) for n, (minutes, rate, income, _) in enumerate(found)
    ]
    widths = {n: wide for n, (*_, wide) in enumerate(found)}
    fixed = [Box(900, 100, 1_046, 116)]
    chart = lay_chart(made, widths, target, GROUND, SIZES, fixed)
    said = [one for one in chart.placed if one.words is not None]
    for one in said:
        box = one.words
        assert box is not None
        assert box.inside(GROUND)
        assert not any(box.meets(other) for other in fixed)
        for other in chart.placed:
            assert other.bubble.key == one.bubble.key or not box.meets(other.box)
            if other is not one and other.words is not None:
                assert not box.meets(other.words)
                if other.leader:
                    parts = leader_boxes(other, other.words, SIZES)
                    assert not any(part.meets(box) for part in parts)
    assert len(chart.placed) == len(made)


def test_a_few_bubbles_all_have_their_words() -> None:
    made = [Bubble(n, "x", 200 + 60 * n, 6_000 + 700 * n, 40_000) for n in range(14)]
    chart = lay_chart(made, dict.fromkeys(range(14), 110), 10_000, GROUND, SIZES)
    assert all(one.words is not None for one in chart.placed)


def test_a_name_without_room_is_said_by_its_first_word() -> None:
    names = ("Kestrel Machine", "Calloway & Finch")
    made = [Bubble(n, name, 600, 9_000 + n, 90_000) for n, name in enumerate(names)]
    room = Box(0, 0, 200, 120)
    chart = lay_named(made, lambda words: 8 * len(words), 9_000, room, SIZES)
    assert {one.bubble.label for one in chart.placed} == {"Kestrel Machine", "Calloway"}
    assert all(one.words is not None for one in chart.placed)
    wide = lay_named(made, lambda words: 8 * len(words), 9_000, GROUND, SIZES)
    assert {one.bubble.label for one in wide.placed} == set(names)


def test_two_clients_at_the_same_spot_are_told_apart() -> None:
    made = [Bubble(1, "a", 600, 9_000, 1_000), Bubble(2, "b", 600, 9_000, 90_000)]
    chart = lay_chart(made, {1: 60, 2: 60}, 10_000, GROUND, SIZES)
    first, second = chart.placed
    assert (first.bubble.key, second.bubble.key) == (2, 1)  # the small one lies above
    assert first.radius > second.radius


def test_axes_are_round_and_hold_everything() -> None:
    assert list(scale([5_200, 19_200, 11_000], 100, zero=False).ticks()) == [
        4_000,
        8_000,
        12_000,
        16_000,
        20_000,
    ]
    hours = scale([250, 1_140], 60, zero=True)
    assert list(hours.ticks()) == [0, 240, 480, 720, 960, 1_200]
    below = scale([-500, 700], 100, zero=False)
    assert below.low <= -500
    assert below.high >= 700


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Calloway & Finch CPAs", "Calloway & Finch"),
        ("Old Mill Brewing", "Old Mill"),
        ("Kestrel Machine & Tool", "Kestrel Machine"),
        ("Acme", "Acme"),
        ("", ""),
    ],
)
def test_a_label_is_the_first_two_words(name: str, label: str) -> None:
    assert short_label(name) == label
