"""The decisions of the board, without books."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mspdesk import dates
from mspdesk.errors import UserError
from mspdesk.shop.rules import DEFAULT_HOURS, Calendar
from mspdesk.tickets import rules
from mspdesk.tickets.rules import Cell, FirstContact, Move, Status
from mspdesk.tickets.rules.flow import weeks_of

DAY = date(2026, 3, 11)


@pytest.mark.parametrize(
    ("impact", "row"),
    [("company", (2, 2, 3)), ("several", (2, 3, 4)), ("one", (3, 3, 4))],
)
def test_the_matrix_suggests_high_to_low(impact: str, row: tuple[int, int, int]) -> None:
    urgencies = ("stopped", "hampered", "can_wait")
    assert tuple(rules.suggested_priority(impact, one) for one in urgencies) == row


def test_only_a_fact_makes_it_critical() -> None:
    assert rules.suggested_priority("one", "can_wait", "server_down") == 1
    assert rules.check_priority(1, "hazard") == "hazard"
    with pytest.raises(UserError) as refused:
        rules.check_priority(1, "because I say so")
    assert refused.value.field == "fact"
    with pytest.raises(UserError):
        rules.check_priority(5, "")
    assert rules.check_priority(2, "server_down") == ""


def facts(**changed: object) -> FirstContact:
    full: dict[str, object] = {
        "title": "Scanner is stuck",
        "description": "Since noon",
        "status": "new",
        "priority_set": True,
        "agreement": True,
        "client": True,
        "device": True,
        "estimate": 30,
    }
    return FirstContact(**(full | changed))  # type: ignore[arg-type]  # names are checked above


def test_first_contact_has_eight_cells_and_says_what_is_left() -> None:
    cells = rules.first_contact(facts())
    assert [cell.words for cell in cells] == [
        "Title",
        "Description",
        "Status",
        "Priority",
        "Agreement",
        "Client",
        "Device",
        "Estimate",
    ]
    assert rules.first_contact_words(cells) == "8 of 8 verified."
    one = rules.first_contact(facts(device=False))
    assert rules.first_contact_words(one) == "7 of 8 verified. Pick the device to finish."
    three = rules.first_contact(facts(device=False, estimate=None, description="  "))
    assert rules.first_contact_words(three) == (
        "5 of 8 verified. Left: description, device and estimate."
    )


def move(start: Status, end: Status, **more: object) -> Move:
    return Move(start, end, DAY, **more)  # type: ignore[arg-type]  # guards read what they need


MISSING = (Cell("device", "Device", verified=False),)
READY: dict[tuple[Status, Status], dict[str, object]] = {
    (Status.NEW, Status.ASSIGNED): {},
    (Status.ASSIGNED, Status.SCHEDULED): {"scheduled_at": datetime(2026, 3, 12, 9)},
    **{
        (start, Status.IN_PROGRESS): {"started": True}
        for start in (Status.ASSIGNED, Status.SCHEDULED, *rules.WAITING, Status.ON_HOLD)
    },
    **{
        (Status.IN_PROGRESS, end): {"reason": "Case 12 is open", "back_on": date(2026, 3, 13)}
        for end in rules.WAITING
    },
    **{
        (start, Status.ON_HOLD): {"reason": "Budget", "back_on": date(2026, 4, 10)}
        for start in rules.OPEN
        if start is not Status.ON_HOLD
    },
    (Status.IN_PROGRESS, Status.COMPLETED): {"resolution": "New cable", "logged": 15},
    (Status.COMPLETED, Status.CLOSED): {"coverage": "billable"},
    (Status.COMPLETED, Status.IN_PROGRESS): {"reason": "It is back"},
    (Status.CLOSED, Status.IN_PROGRESS): {"reason": "It is back", "closed_on": date(2026, 2, 9)},
    **{
        (start, Status.CANCELLED): {"reason": "Called twice"}
        for start in (Status.NEW, Status.ASSIGNED, Status.ON_HOLD)
    },
}


def test_the_table_of_moves_is_exactly_that_of_the_domain() -> None:
    assert set(rules.TRANSITIONS) == set(READY)


def test_each_move_passes_when_its_guards_hold_and_no_other_does() -> None:
    for start in Status:
        for end in Status:
            ready = READY.get((start, end))
            if ready is not None:
                rules.check_move(move(start, end, **ready))
                continue
            with pytest.raises(UserError):
                rules.check_move(move(start, end, started=True, reason="x", resolution="x"))


@pytest.mark.parametrize(
    ("start", "end", "changed", "field"),
    [
        (Status.NEW, Status.ASSIGNED, {"cells": MISSING}, "device"),
        (Status.NEW, Status.ASSIGNED, {"assigned": False}, "assigned"),
        (Status.NEW, Status.ON_HOLD, {"cells": MISSING}, "device"),
        (Status.ASSIGNED, Status.SCHEDULED, {"scheduled_at": None}, "scheduled_at"),
        (Status.ASSIGNED, Status.IN_PROGRESS, {"started": False}, "status"),
        (Status.IN_PROGRESS, Status.WAITING_CLIENT, {"reason": " "}, "reason"),
        (Status.IN_PROGRESS, Status.WAITING_CLIENT, {"back_on": None}, "follow_up_on"),
        (
            Status.IN_PROGRESS,
            Status.WAITING_THIRD_PARTY,
            {"back_on": date(2026, 3, 10)},
            "follow_up_on",
        ),
        (Status.ASSIGNED, Status.ON_HOLD, {"reason": ""}, "reason"),
        (Status.ASSIGNED, Status.ON_HOLD, {"back_on": date(2026, 4, 11)}, "follow_up_on"),
        (Status.IN_PROGRESS, Status.COMPLETED, {"resolution": ""}, "resolution"),
        (Status.IN_PROGRESS, Status.COMPLETED, {"logged": 0}, "no_time"),
        (Status.COMPLETED, Status.CLOSED, {"may_close": False}, "status"),
        (Status.COMPLETED, Status.CLOSED, {"coverage": "ask"}, "coverage"),
        (Status.COMPLETED, Status.IN_PROGRESS, {"reason": ""}, "reason"),
        (Status.CLOSED, Status.IN_PROGRESS, {"closed_on": date(2026, 2, 8)}, "status"),
        (Status.ASSIGNED, Status.CANCELLED, {"billable": 15}, "status"),
        (Status.ASSIGNED, Status.CANCELLED, {"reason": ""}, "reason"),
    ],
)
def test_a_guard_names_the_field_that_is_missing(
    start: Status, end: Status, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(UserError) as refused:
        rules.check_move(move(start, end, **{**READY[start, end], **changed}))
    assert refused.value.field == field


def test_no_time_needed_is_an_answer() -> None:
    rules.check_move(move(Status.IN_PROGRESS, Status.COMPLETED, resolution="Told", no_time=True))


def test_a_refusal_says_where_it_leads() -> None:
    with pytest.raises(UserError, match="It leads to In progress"):
        rules.check_move(move(Status.SCHEDULED, Status.COMPLETED))


OFFICE = Calendar(dict(DEFAULT_HOURS), {date(2026, 5, 25): "Memorial Day"})


@pytest.mark.parametrize(
    ("priority", "opened", "due"),
    [
        (1, datetime(2026, 3, 13, 23, 30), datetime(2026, 3, 14, 0, 30)),
        (2, datetime(2026, 3, 13, 16, 0), datetime(2026, 3, 16, 11, 0)),
        (3, datetime(2026, 3, 13, 16, 0), datetime(2026, 3, 16, 16, 0)),
        (3, datetime(2026, 5, 22, 16, 0), datetime(2026, 5, 26, 16, 0)),
        (3, datetime(2026, 3, 14, 10, 0), datetime(2026, 3, 17, 8, 0)),
        (3, datetime(2026, 3, 13, 19, 0), datetime(2026, 3, 17, 8, 0)),
        (4, datetime(2026, 3, 11, 9, 0), datetime(2026, 3, 16, 9, 0)),
    ],
)
def test_response_is_due_in_business_hours(priority: int, opened: datetime, due: datetime) -> None:
    assert rules.response_due(priority, opened, OFFICE) == due


@given(
    st.sampled_from([1, 2, 3, 4]),
    st.datetimes(datetime(2026, 5, 18), datetime(2026, 5, 29, 23, 59, 59)),
    st.none() | st.integers(1, 3_000),
)
def test_nothing_is_due_sooner_than_the_clock_says(
    priority: int, opened: datetime, agreed: int | None
) -> None:
    due = rules.response_due(priority, opened, OFFICE, agreed)
    assert opened + rules.soonest_due(priority, agreed) <= due


def test_titles_and_estimates_are_checked() -> None:
    assert rules.check_title("  Printer \n on fire ") == "Printer on fire"
    with pytest.raises(UserError):
        rules.check_title("   ")
    with pytest.raises(UserError):
        rules.check_title("x" * 201)
    assert rules.check_estimate(None) is None
    for wrong in (0, -5, 60_001):
        with pytest.raises(UserError):
            rules.check_estimate(wrong)


def test_what_is_left_is_never_below_nothing() -> None:
    assert [rules.remaining(*pair) for pair in ((120, 30), (60, 90), (240, 0), (None, 15))] == [
        90,
        0,
        240,
        0,
    ]


DAYS = st.dates(date(2025, 11, 1), date(2026, 3, 20))


@given(
    st.lists(st.tuples(DAYS, st.none() | DAYS, st.integers(0, 600)), max_size=25),
    st.integers(1, 6),
    st.dates(date(2026, 2, 1), date(2026, 3, 15)),
)
def test_each_week_is_what_a_look_at_every_ticket_says(
    tickets: list[tuple[date, date | None, int]], count: int, last: date
) -> None:
    mondays = [dates.monday(last) - timedelta(days=7 * back) for back in reversed(range(count))]
    some = [(came, went, 1, weighs) for came, went, weighs in tickets]
    together = [*some, (date(2025, 12, 1), None, 3, 90)]
    for alone, also in zip(
        weeks_of(mondays, last, some), weeks_of(mondays, last, together), strict=True
    ):
        assert also == (*alone[:3], alone[3] + 90)
        first, opened, ended, minutes = alone
        until = min(first + timedelta(days=6), last)
        assert opened == sum(first <= came <= until for came, _, _ in tickets)
        assert ended == sum(first <= went <= until for _, went, _ in tickets if went)
        assert minutes == sum(
            weighs
            for came, went, weighs in tickets
            if came <= until and (went is None or went > until)
        )
