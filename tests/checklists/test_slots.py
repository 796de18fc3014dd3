"""Slots: work gives way to what is there, stays within its bounds, and never overlaps."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mspdesk.checklists.rules.slots import Held, Slots, Wanted, arrange, place
from mspdesk.shop.rules import Calendar

DAY = date(2026, 4, 15)
MONTH = (date(2026, 4, 1), date(2026, 4, 30))
SHOP = Calendar()
NINE, FIVE = 9 * 60, 17 * 60


def wanted(key: int = 1, on: date = DAY, at: int | None = NINE, minutes: int = 120) -> Wanted:
    """Two hours of one technician on a Wednesday at nine."""
    return Wanted(key, on, *MONTH, 7, at, minutes, f"Client {key}")


def test_a_free_slot_is_taken_as_it_is() -> None:
    found = place(wanted(), Slots(), SHOP)
    assert (found.on, found.at_minute, found.moved, found.gave_way) == (DAY, NINE, False, "")


def test_it_gives_way_later_then_earlier_then_to_the_day_before() -> None:
    morning = {(7, DAY): [Held(NINE, 11 * 60, "Kestrel")]}
    found = place(wanted(), Slots(morning), SHOP)
    assert (found.on, found.at_minute) == (DAY, 11 * 60)
    assert found.gave_way == "Kestrel, 9:00 to 11:00"
    afternoon = {(7, DAY): [Held(14 * 60, FIVE, "Kestrel")]}
    found = place(wanted(at=15 * 60), Slots(afternoon), SHOP)
    assert (found.on, found.at_minute) == (DAY, 8 * 60)
    whole = {(7, DAY): [Held(8 * 60, FIVE, "A course")]}
    found = place(wanted(), Slots(whole), SHOP)
    assert (found.on, found.at_minute) == (DAY - timedelta(days=1), NINE)
    found = place(wanted(), Slots(whole), SHOP, DAY)
    assert (found.on, found.at_minute) == (DAY + timedelta(days=1), NINE)


def test_somebody_away_is_not_sent() -> None:
    found = place(wanted(), Slots(away={(7, DAY)}), SHOP)
    assert (found.on, found.gave_way) == (DAY - timedelta(days=1), "away that day")


def test_where_there_is_no_room_it_keeps_its_day_and_says_so() -> None:
    one = Wanted(1, DAY, DAY, DAY, 7, NINE, 120)
    found = place(one, Slots({(7, DAY): [Held(0, 1440, "A move")]}), SHOP)
    assert (found.on, found.at_minute, found.full) == (DAY, None, True)


def test_without_a_person_or_a_time_nothing_is_kept() -> None:
    for one in (Wanted(1, DAY, *MONTH, None, NINE, 120), wanted(at=None)):
        assert place(one, Slots(), SHOP).at_minute is None


WISHES = st.lists(
    st.tuples(st.integers(0, 29), st.integers(0, 2), st.integers(8, 16), st.integers(1, 16)),
    max_size=60,
)


@given(WISHES)
def test_nobody_is_ever_in_two_places(wishes: list[tuple[int, int, int, int]]) -> None:
    asked = [
        Wanted(n, MONTH[0] + timedelta(days=day), *MONTH, who, hour * 60, quarters * 15)
        for n, (day, who, hour, quarters) in enumerate(wishes)
    ]
    found = arrange(asked, Slots(), SHOP)
    assert sorted(one.wanted.key for one in found) == list(range(len(asked)))
    taken = sorted(
        (one.wanted.person_id or 0, one.on, one.at_minute, one.wanted.minutes or 0)
        for one in found
        if one.at_minute is not None
    )
    for (who, on, at, minutes), (other, day, start, _) in pairwise(taken):
        assert (who, on) != (other, day) or at + minutes <= start
    assert all(MONTH[0] <= one.on <= MONTH[1] for one in found)
    # A month has room for this much: nothing is left without a time.
    assert not any(one.full for one in found)
