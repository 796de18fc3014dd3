"""S129: the stages of a sale are the shop's own, and each opportunity shows how it qualifies."""

from datetime import date, datetime

import pytest

from mspdesk.database.store import Store
from mspdesk.dates import frozen
from mspdesk.sales.actions import moving, opportunities, stages
from mspdesk.sales.actions.winning import win
from mspdesk.sales.queries import funnel, pipeline
from mspdesk.sales.queries.checks import CHECKS
from mspdesk.sales.queries.opportunity import opportunity_page
from mspdesk.sales.rules.pipeline import QUESTIONS, STAGES, Value, a_month
from tests.tickets.board import set_up

pytestmark = pytest.mark.system(129)

DEFAULTS = [
    "Target",
    "Contacted",
    "Talking",
    "Worksheet",
    "Assessment booked",
    "Assessed",
    "Presented",
    "Agreement sent",
    "Won",
    "Lost",
    "Declined by us",
    "Not now",
]


def test_stages_begin_as_b8_has_them_and_are_changed(store: Store, clock: datetime) -> None:
    set_up(store)
    assert [one.name for one in store.ask(pipeline.stages)] == DEFAULTS
    store.do(stages.edit_stage, "agreement", None, {"name": "Letter of understanding"})
    key = store.do(stages.add_stage, "Reference call", 75, "presented")
    names = [one.name for one in store.ask(pipeline.stages)]
    assert names[6:9] == ["Presented", "Reference call", "Letter of understanding"]
    assert key not in {one.key for one in STAGES}
    assert all(check_of == [] for check_of in (store.ask(check) for check in CHECKS))


def test_each_opportunity_shows_its_eight_answers(store: Store, clock: datetime) -> None:
    small = set_up(store)
    made = store.do(opportunities.open_opportunity, small.kestrel, "Second site", {})
    for nth, one in enumerate(QUESTIONS):
        store.do(opportunities.answer_question, made, one.code, "yes" if nth < 5 else "no", "Said")
    page = store.ask(opportunity_page, made)
    assert page is not None
    assert [one.code for one in page.answers] == [one.code for one in QUESTIONS]
    assert page.qualified.words == "5 of 8 yes, 3 no"
    assert {one.words for one in page.answers} == {"Said"}


def test_the_funnel_counts_what_came_how_far(store: Store, clock: datetime) -> None:
    small = set_up(store)
    # Ten opened: all contacted, four talk, two are assessed, one of those is won.
    for nth in range(10):
        details = {"monthly": 100_000, "expected_on": date(2026, 5, 1)}
        one = store.do(opportunities.open_opportunity, small.kestrel, f"Sale {nth}", details)
        store.do(moving.move_stage, one, None, "contacted")
        if nth < 4:
            store.do(moving.move_stage, one, None, "talking")
        if nth < 2:
            store.do(moving.move_stage, one, None, "assessed")
        if nth == 9:
            store.do(moving.lose, one, None, "Stayed with their nephew")
    found = {
        one.stage: one for one in store.ask(funnel.funnel, date(2026, 1, 1), date(2026, 12, 31))
    }
    assert [found[name].reached for name in DEFAULTS[:7]] == [10, 10, 4, 2, 2, 2, 0]
    assert (found["Talking"].of_first, found["Assessed"].of_first) == (40, 20)
    assert (found["Worksheet"].of_before, found["Lost"].reached) == (50, 1)
    assert store.ask(funnel.funnel, date(2025, 1, 1), date(2025, 12, 31))[0].of_first is None
    months = store.ask(funnel.expected)
    # Five contacted at 10 %, two talking at 20 %, two assessed at 55 % of $1,000 a month.
    assert [(one.month, one.count, one.weighted_monthly) for one in months] == [
        (date(2026, 5, 1), 9, 5 * 10_000 + 2 * 20_000 + 2 * 55_000)
    ]


def test_new_business_of_a_year_is_what_is_delivered_each_month() -> None:
    assert a_month(75_000_000) == 6_250_000
    value = Value(once=120_000, monthly=85_000, once_cost=60_000, monthly_cost=29_000)
    assert (value.first_year, value.margin, value.percent) == (1_140_000, 732_000, 64)
    assert value.weighted(45) == 513_000


def test_what_was_won_in_the_last_year_is_counted(store: Store, clock: datetime) -> None:
    small = set_up(store)
    for day, monthly in ((datetime(2025, 2, 1, 9), 999_900), (datetime(2026, 3, 1, 9), 100_000)):
        with frozen(day):
            details = {"monthly": monthly}
            one = store.do(opportunities.open_opportunity, small.kestrel, "Sale", details)
            store.do(win, one, None, {"make": "none"})
    won = store.ask(funnel.won_in_year, date(2026, 3, 11))
    assert (won.count, won.first_year, won.a_month) == (1, 1_200_000, 100_000)
    # A year that ends with February begins with March, whatever the years are.
    assert store.ask(funnel.won_in_year, date(2027, 2, 28)).count == 1
    assert store.ask(funnel.won_in_year, date(2026, 2, 28)).count == 0
    with frozen(datetime(2028, 2, 29, 9)):
        one = store.do(opportunities.open_opportunity, small.kestrel, "Sale", {"monthly": 1})
        store.do(win, one, None, {"make": "none"})
    ends = (date(2028, 2, 29), date(2029, 2, 27), date(2029, 2, 28))
    assert [store.ask(funnel.won_in_year, day).count for day in ends] == [1, 1, 0]
