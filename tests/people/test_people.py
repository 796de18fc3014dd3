"""People, what they may do, their wages and hats, on both kinds of books."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import Conflict, UserError
from mspdesk.people import actions, queries, reports, rules
from mspdesk.people.rules import AccessRole, permits_for
from tests.sample import Sample

pytestmark = pytest.mark.usefixtures("clock")


# Permits.


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        (AccessRole.OFFICE_MANAGER, {"bill", "money", "people", "time_all"}, {"settings"}),
        (AccessRole.ADMIN, {"clients", "bill", "money"}, {"settings", "people", "time_all"}),
        (AccessRole.SERVICE_MANAGER, {"board", "time_all", "clients"}, {"bill", "settings"}),
        (AccessRole.TECHNICIAN, {"tickets", "time"}, {"bill", "clients", "people", "settings"}),
        (AccessRole.OFFICE_MANAGER, {"bill", "money", "people", "import"}, {"settings"}),
        (AccessRole.ADMIN, {"bill", "money", "clients"}, {"people", "import", "time_all"}),
        (AccessRole.VIEWER, set(), {"tickets", "time", "bill", "settings"}),
    ],
)
def test_a_role_may_what_its_work_asks_for(
    role: AccessRole, may: set[str], may_not: set[str]
) -> None:
    permits = permits_for([role])
    assert may <= permits
    assert not may_not & permits


def test_the_owner_may_everything_and_roles_add_up() -> None:
    assert permits_for(["owner"]) == {"*"}
    assert permits_for(["technician", "admin"]) == (
        permits_for(["technician"]) | permits_for(["admin"])
    )
    assert permits_for([]) == frozenset()


def test_every_role_has_words_and_permits() -> None:
    assert set(rules.ACCESS_WORDS) == set(rules.MAY) == set(AccessRole)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Dana Whitlock", "DW"),
        ("Ana-Maria Silva de Souza", "AS"),
        ("Cher", "CH"),
        ("Dr. Tom (Tommy) Kessel", "DK"),
        ("?", "?"),
        ("", "?"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert rules.initials(name) == letters


# Actions and queries.


def test_the_sample_shop_has_its_people(store: Store, shop: Sample) -> None:
    assert [row.name for row in store.ask(queries.people)] == [
        "Dana Whitlock",
        "Marcus Oduya",
        "Priya Raman",
    ]
    assert store.ask(queries.owner_id) == shop.dana
    assert "*" in store.ask(queries.permits, shop.dana)
    assert store.ask(queries.permits, shop.marcus) == permits_for(["technician"])


def test_somebody_who_left_is_not_offered_any_more(store: Store, shop: Sample) -> None:
    marcus = store.ask(queries.person, shop.marcus)
    assert marcus is not None
    store.do(actions.edit_person, shop.marcus, marcus.version, {"left_on": date(2026, 3, 10)})
    assert "Marcus Oduya" not in [row.name for row in store.ask(queries.people)]
    everybody = store.ask(queries.people, all_of_them=True)
    assert "Marcus Oduya" in [row.name for row in everybody]


def test_the_last_day_still_counts(store: Store, shop: Sample) -> None:
    marcus = store.ask(queries.person, shop.marcus)
    assert marcus is not None
    store.do(actions.edit_person, shop.marcus, marcus.version, {"left_on": date(2026, 3, 11)})
    assert "Marcus Oduya" in [row.name for row in store.ask(queries.people)]


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "  "), ("tier", 4), ("kind", "robot"), ("left_on", date(2020, 1, 1))],
)
def test_what_is_wrong_with_a_person_is_named(
    store: Store, shop: Sample, field: str, value: object
) -> None:
    before = store.ask(queries.person, shop.marcus)
    assert before is not None
    with pytest.raises(UserError) as refused:
        store.do(actions.edit_person, shop.marcus, before.version, {field: value})
    assert refused.value.field == field
    assert store.ask(queries.person, shop.marcus) == before


def test_a_person_and_access_change_in_one_step(store: Store, shop: Sample) -> None:
    marcus = store.ask(queries.person, shop.marcus)
    assert marcus is not None
    changes = {"title": "Lead technician"}
    access = ("technician", "service_manager")
    store.do(actions.edit_person, shop.marcus, marcus.version, changes, access)
    assert set(store.ask(queries.access_of, shop.marcus)) == set(access)
    store.undo()
    again = store.ask(queries.person, shop.marcus)
    assert again is not None
    assert again.title == "Technician"
    assert set(store.ask(queries.access_of, shop.marcus)) == {"technician"}


def test_the_last_owner_stays_owner(store: Store, shop: Sample) -> None:
    with pytest.raises(UserError) as refused:
        store.do(actions.give_access, shop.dana, ("technician",))
    assert refused.value.field == "access"
    store.do(actions.give_access, shop.marcus, ("owner",))
    store.do(actions.give_access, shop.dana, ("technician",))
    assert store.ask(queries.owner_id) == shop.marcus


def test_an_owner_who_left_owns_nothing_and_the_last_one_cannot_leave(
    store: Store, shop: Sample
) -> None:
    """With two owners the hats of the one who left are the other's; with one nobody leaves."""

    def leave(person_id: int) -> None:
        who = store.ask(queries.person, person_id)
        assert who is not None
        days = {"hired_on": date(2020, 1, 6), "left_on": date(2026, 3, 10)}
        store.do(actions.edit_person, person_id, who.version, days)

    with pytest.raises(UserError) as refused:
        leave(shop.dana)
    assert refused.value.field == "left_on"
    store.do(actions.give_access, shop.marcus, ("owner",))
    leave(shop.dana)
    assert store.ask(queries.owner_id) == shop.marcus
    assert "sales" in [one.code for one in store.ask(queries.hats, shop.marcus)]
    assert store.ask(queries.hats, shop.dana) == []
    with pytest.raises(UserError) as refused:
        store.do(actions.give_access, shop.marcus, ("technician",))
    assert refused.value.field == "access"


def test_two_who_change_one_person_are_told(store: Store, shop: Sample) -> None:
    marcus = store.ask(queries.person, shop.marcus)
    assert marcus is not None
    store.do(actions.edit_person, shop.marcus, marcus.version, {"phone": "1"})
    with pytest.raises(Conflict):
        store.do(actions.edit_person, shop.marcus, marcus.version, {"phone": "2"})


def test_a_wage_counts_from_its_day(store: Store, shop: Sample) -> None:
    store.do(actions.set_wage, shop.marcus, date(2026, 1, 1), 3_600, 12_500)
    store.do(actions.set_wage, shop.marcus, date(2026, 1, 1), 3_700, 13_000)
    rows = store.ask(queries.wages, shop.marcus)
    assert [(row.from_on, row.per_hour, row.burden) for row in rows] == [
        (date(2026, 1, 1), 3_700, 13_000),
        (date(2025, 1, 1), 3_400, 12_500),
    ]


@pytest.mark.parametrize(
    ("per_hour", "burden", "field"),
    [
        (-1, 12_500, "per_hour"),
        (10**15, 12_500, "per_hour"),
        (1, 9_999, "burden"),
        (1, 10**9, "burden"),
    ],
)
def test_a_wage_out_of_bounds_is_named(
    store: Store, shop: Sample, per_hour: int, burden: int, field: str
) -> None:
    with pytest.raises(UserError) as refused:
        store.do(actions.set_wage, shop.marcus, date(2026, 1, 1), per_hour, burden)
    assert refused.value.field == field


def test_paid_hours_are_replaced_by_weekday(store: Store, shop: Sample) -> None:
    assert store.ask(queries.paid_week, shop.priya) == dict.fromkeys(range(5), 480)
    store.do(actions.set_paid_hours, shop.priya, {0: 240, 2: 240, 5: 60})
    week = store.ask(queries.paid_week, shop.priya)
    assert {day: minutes for day, minutes in week.items() if minutes} == {0: 240, 2: 240, 5: 60}
    with pytest.raises(UserError) as refused:
        store.do(actions.set_paid_hours, shop.priya, {6: 961})
    assert refused.value.field == "day6"


def test_paid_hours_change_from_a_day_and_weeks_before_keep_theirs(
    store: Store, shop: Sample
) -> None:
    monday, april = date(2026, 3, 9), date(2026, 4, 1)
    part = dict.fromkeys(range(5), 240)
    store.do(actions.set_paid_hours, shop.priya, part, monday)
    store.do(actions.set_paid_hours, shop.priya, {0: 300}, april)
    weeks = store.ask(queries.paid_weeks)
    assert weeks.total(shop.priya, date(2026, 3, 2)) == 2_400
    assert weeks.total(shop.priya, monday) == 1_200
    # The week of Monday, March 30 has two days of the old hours and no Monday of the new ones.
    assert weeks.total(shop.priya, date(2026, 3, 30)) == 480
    assert store.ask(queries.paid_week, shop.priya) == part
    assert store.ask(queries.paid_minutes, shop.priya, date(2026, 3, 6)) == 480
    assert store.ask(queries.paid_minutes, shop.priya, date(2026, 4, 6)) == 300
    assert store.ask(queries.paid_minutes, shop.priya, date(2026, 4, 7)) == 0
    assert [row.from_on for row in store.ask(queries.paid_history, shop.priya)] == [
        april,
        monday,
        rules.ALWAYS,
    ]
    spans = list(weeks.spans(shop.priya, date(2026, 3, 1), date(2026, 4, 30)))
    assert [(first, last, sum(week)) for first, last, week in spans] == [
        (date(2026, 3, 1), date(2026, 3, 8), 2_400),
        (monday, date(2026, 3, 31), 1_200),
        (april, date(2026, 4, 30), 300),
    ]
    store.do(actions.drop_paid_hours, shop.priya, april)
    assert store.ask(queries.paid_minutes, shop.priya, date(2026, 4, 7)) == 240
    for day, sentence in ((april, "not there any more"), (rules.ALWAYS, "first paid hours")):
        with pytest.raises(UserError, match=sentence):
            store.do(actions.drop_paid_hours, shop.priya, day)
    with pytest.raises(UserError, match="more than a year ahead") as refused:
        store.do(actions.set_paid_hours, shop.priya, {0: 300}, date(2062, 4, 1))
    assert refused.value.field == "from_on"
    for verb in (
        lambda: store.do(actions.set_paid_hours, shop.priya, {0: 300}, date(202, 4, 1)),
        lambda: store.do(actions.set_wage, shop.priya, date(202, 4, 1), 3_000, 12_500),
        lambda: store.do(actions.add_person, "Jo", (), {"hired_on": date(202, 4, 1)}),
    ):
        with pytest.raises(UserError, match="too long ago"):
            verb()


def test_paid_hours_to_come_are_said_so(store: Store, shop: Sample) -> None:
    said: list[str] = []
    store.listen(lambda done: said.append(done.words))
    store.do(actions.set_paid_hours, shop.priya, {0: 300}, date(2026, 4, 1))
    store.do(actions.set_paid_hours, shop.priya, {0: 240}, date(2026, 3, 11))
    assert said == [
        "Paid hours saved, to come on Apr 1, 2026",
        "Paid hours saved. They change again on Apr 1, 2026",
    ]


def test_leave_is_entered_and_taken_back(store: Store, shop: Sample) -> None:
    day = date(2026, 3, 12)
    store.do(actions.enter_leave, shop.marcus, day, 480, " Dentist ")
    assert store.ask(queries.paid_minutes, shop.marcus, day) == 0
    store.do(actions.enter_leave, shop.marcus, day, 0)
    assert store.ask(queries.paid_minutes, shop.marcus, day) == 480
    for minutes in (-30, 961):
        with pytest.raises(UserError, match="at most 16 hours") as refused:
            store.do(actions.enter_leave, shop.marcus, day, minutes)
        assert refused.value.field == "minutes"


def test_a_hat_goes_to_a_person_and_back_to_the_owner(store: Store, shop: Sample) -> None:
    tech = next(r for r in store.ask(queries.roles) if r.code == "technician")
    store.do(actions.wear, tech.id, shop.marcus)
    assert tech.id in [r.id for r in store.ask(queries.hats, shop.marcus)]
    assert tech.id not in [r.id for r in store.ask(queries.hats, shop.dana)]
    store.do(actions.wear, tech.id, None)
    assert tech.id in [r.id for r in store.ask(queries.hats, shop.dana)]


def test_leave_of_a_span_is_taken_off_paid_days_only(store: Store, shop: Sample) -> None:
    friday, monday = date(2026, 3, 13), date(2026, 3, 16)
    store.do(actions.enter_leave_days, shop.marcus, friday, monday, None, "Fishing")
    found = store.ask(queries.leave_of, shop.marcus, 0)
    assert [(row.on, row.minutes, row.reason) for row in found] == [
        (monday, 480, "Fishing"),
        (friday, 480, "Fishing"),
    ]
    assert store.ask(queries.paid_minutes, shop.marcus, friday) == 0
    store.do(actions.enter_leave_days, shop.marcus, friday, friday, 120, "Dentist")
    assert store.ask(queries.paid_minutes, shop.marcus, friday) == 360
    store.do(actions.enter_leave, shop.marcus, friday, 0)
    assert [row.on for row in store.ask(queries.leave_of, shop.marcus, 0)] == [monday]


@pytest.mark.parametrize(
    ("first", "last", "minutes", "field"),
    [
        (date(2026, 3, 16), date(2026, 3, 13), None, "last"),
        (date(2026, 3, 16), date(2028, 3, 16), None, "last"),
        (date(2026, 3, 16), date(2026, 3, 16), 0, "minutes"),
        (date(2026, 3, 14), date(2026, 3, 15), None, "first"),
    ],
)
def test_leave_that_cannot_be_is_named(
    store: Store, shop: Sample, first: date, last: date, minutes: int | None, field: str
) -> None:
    with pytest.raises(UserError) as told:
        store.do(actions.enter_leave_days, shop.marcus, first, last, minutes, "")
    assert told.value.field == field
    assert store.ask(queries.leave_of, shop.marcus, 0) == []


def test_who_is_in_on_a_day_are_those_who_worked_here_then(store: Store, shop: Sample) -> None:
    """Somebody to come is not in yet, and who left since was in; nobody is away after leaving."""
    day = date(2026, 3, 10)
    to_come = {"hired_on": date(2026, 3, 23)}
    store.do(actions.add_person, "Noor Haddad", ("technician",), to_come)
    store.do(actions.enter_leave, shop.marcus, date(2026, 3, 17), 480)
    marcus = store.ask(queries.person, shop.marcus)
    assert marcus is not None
    store.do(actions.edit_person, shop.marcus, marcus.version, {"left_on": day})

    def names(on: date) -> list[str]:
        return [row.person for row in store.ask(reports.who_is_in, on)]

    assert "Marcus Oduya" in names(day)
    assert "Marcus Oduya" not in names(date(2026, 3, 11))
    assert "Noor Haddad" not in names(date(2026, 3, 20))
    assert "Noor Haddad" in names(date(2026, 3, 23))
    assert store.ask(reports.leave_ahead, date(2026, 3, 16), date(2026, 3, 20)) == []
