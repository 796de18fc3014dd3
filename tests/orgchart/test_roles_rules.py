"""What is true of duties, hours, shifts and hires, without books."""

import pytest

from mspdesk.errors import UserError
from mspdesk.orgchart.rules import advice, balance, coverage, duties, shipped
from mspdesk.orgchart.rules.advice import Team
from mspdesk.orgchart.rules.coverage import ShiftSpan
from mspdesk.people.rules import SIX_HATS
from mspdesk.rows import dataclass


@dataclass(frozen=True, slots=True)
class _Duty:
    name: str
    minutes_week: int
    difficulty: int
    hand_off: int | None = None


def test_the_easiest_and_longest_is_handed_off_first() -> None:
    rows = [
        _Duty("Server design", 360, 3),
        _Duty("Filing", 60, 1),
        _Duty("Bookkeeping", 360, 1),
        _Duty("Backlog", 600, 2),
    ]
    assert [one.name for one in duties.hand_off_order(rows)] == [
        "Bookkeeping",
        "Filing",
        "Backlog",
        "Server design",
    ]


def test_the_owners_own_order_goes_first() -> None:
    rows = [_Duty("Bookkeeping", 360, 1), _Duty("Sales calls", 60, 3, 2), _Duty("Web", 30, 3, 1)]
    names = [one.name for one in duties.hand_off_order(rows)]
    assert names == ["Web", "Sales calls", "Bookkeeping"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ((" ", 0, 1, 1), "name"),
        (("Calls", -1, 1, 1), "minutes_week"),
        (("Calls", 10_081, 1, 1), "minutes_week"),
        (("Calls", 0, 4, 1), "difficulty"),
        (("Calls", 0, 1, 0), "importance"),
    ],
)
def test_what_is_no_duty_is_refused_beside_its_field(
    facts: tuple[str, int, int, int], field: str
) -> None:
    with pytest.raises(UserError) as refused:
        duties.check_duty(*facts)
    assert refused.value.field == field


def test_shares_and_gaps_are_said_in_words() -> None:
    assert balance.share_tenths(240, 2_400) == 100
    assert balance.percent_words(100) == "10%"
    assert balance.percent_words(125) == "12.5%"
    assert balance.share_tenths(60, 0) == 0
    assert balance.gap_tenths(100, None) is None
    assert balance.gap_words(None) == ""
    assert balance.gap_words(-150) == "-15 points"
    assert balance.gap_words(10) == "+1 point"
    assert balance.gap_words(-10) == "-1 point"
    assert balance.gap_words(25) == "+2.5 points"
    assert balance.gap_words(0) == "0 points"
    assert (balance.hours_words(150), balance.hours_words(540)) == ("2.5 h", "9 h")
    with pytest.raises(UserError) as refused:
        balance.check_target(101)
    assert refused.value.field == "target_percent"


def test_shifts_are_joined_and_gaps_found() -> None:
    early, late = ShiftSpan(360, 900), ShiftSpan(600, 1_140)
    assert coverage.covered([late, early], 0) == [(360, 1_140)]
    assert coverage.covered([late, early], 5) == []
    apart = [ShiftSpan(360, 600), ShiftSpan(660, 900)]
    spans = coverage.covered(apart, 2)
    assert spans == [(360, 600), (660, 900)]
    assert coverage.uncovered(spans, [(300, 1_020)]) == [(300, 360), (600, 660), (900, 1_020)]
    assert coverage.uncovered(spans, [(400, 500)]) == []
    assert coverage.spans_words(spans) == "6:00 am to 10:00 am, 11:00 am to 3:00 pm"


def test_a_night_goes_on_into_the_next_morning() -> None:
    night = ShiftSpan(1_140, 360, "1000000")
    assert coverage.covered([night], 0) == [(1_140, 1_440)]
    assert coverage.covered([night], 1) == [(0, 360)]
    assert coverage.covered([ShiftSpan(1_140, 360, "0000001")], 0) == [(0, 360)]
    assert coverage.spans_words([(1_140, 1_440)]) == "7:00 pm to midnight"


def test_days_are_said_in_words() -> None:
    assert coverage.days_words("1111100") == "Mon to Fri"
    assert coverage.days_words("1010000") == "Mon, Wed"
    assert coverage.days_words("1111111") == "every day"
    for first, last, days, field in (
        (480, 480, "1111100", "to_minute"),
        (-1, 480, "1111100", "from_minute"),
        (0, 480, "0000000", "weekdays"),
        (0, 480, "11111", "weekdays"),
    ):
        with pytest.raises(UserError) as refused:
            coverage.check_shift(first, last, days)
        assert refused.value.field == field


def test_an_admin_is_hired_before_a_technician() -> None:
    first = advice.next_hire(Team(0, 0, 0, 0))
    assert first.code == "admin_assistant"
    assert first.words == "Admin assistant, about 20 h a week"
    assert advice.next_hire(Team(1, 0, 1, 540)).code == "technician"
    assert (
        "Easy duties of 9 h a week wait for somebody." in advice.next_hire(Team(1, 0, 1, 540)).why
    )
    assert advice.next_hire(Team(1, 4, 5, 0)).code == "second_admin"
    assert advice.next_hire(Team(3, 4, 8, 0)).code == "office_manager"
    assert advice.next_hire(Team(3, 4, 8, 0, 8)).code == ""
    assert advice.next_hire(Team(1, 2, 3, 0)).words == "No hire stands out."


def test_hiring_for_a_hat_is_said_alone_and_with_others() -> None:
    words = advice.if_hired(150, [("Checklists", 210), ("Dispatch", 180)])
    assert words == (
        "2.5 h a week is not a hire yet. With Checklists and Dispatch it would be 9 h."
    )
    assert advice.if_hired(0, []) == "No time is logged on it yet."
    assert advice.if_hired(1_500, []) == "25 h a week is a part-time hire."
    assert advice.if_hired(900, [("Billing", 600)]) == (
        "15 h a week is not a hire yet. With Billing it would be 25 h, a part-time hire."
    )
    assert advice.if_hired(2_400, [("Billing", 600)]) == "40 h a week is a full-time hire."


def test_every_role_that_ships_says_why_it_exists() -> None:
    roles = shipped.shipped_roles()
    assert [code for code, *_ in SIX_HATS if code not in roles] == []
    for role in roles.values():
        assert role.purpose.endswith("."), role.code
        assert role.answers_for, role.code
        assert role.leads_to in {"", *roles}, role.code
        assert role.leads_to != role.code
        assert len({duty.name.casefold() for duty in role.duties}) == len(role.duties), role.code
        for duty in role.duties:
            duties.check_duty(duty.name, 0, duty.difficulty, duty.importance)
            assert duty.doer in ("", "admin", "tech")
    assert shipped.admin_could("Bookkeeping")
    assert not shipped.admin_could("Configure backup")
