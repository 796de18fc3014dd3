"""What people as employees offer the desk: the search, verbs, what a day asks for."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from ...dates import short_date
from ...desk.area import Dated, Finder, Found, Place, TodayList, TodayRow, Verb
from ...people.queries import people
from ..actions.leaving import end_with_last_day
from ..queries import benefits, growth
from ..queries.who import leads
from ..rules.benefits import COUNTED, first_day

_ROWS = 5
SOON = 14
"""Days ahead that the first day of a benefit is spoken of."""
LATE = 30
"""Days for which one that began and was not answered is spoken of."""


def _place(person_id: int | None = None, **about: object) -> Place:
    return Place("orgchart", person_id, "people", about)


def find_people(session: Session, text: str, limit: int) -> list[Found]:
    """Colleagues for the palette, by name, title or number; nothing private is looked at."""
    words = text.casefold().split()
    found = [
        one
        for one in people(session)
        if words and all(word in f"{one.name} {one.title} {one.phone}".casefold() for word in words)
    ]
    return [
        Found(
            one.name,
            ", ".join(filter(None, (one.title, one.phone))),
            _place(one.id),
            icon="user",
        )
        for one in found[:limit]
    ]


STAFF_VERBS = (
    Verb("People", _place(), "users", words="staff colleagues employees team"),
    Verb("New person", _place(new=True), "user-plus", needs="people", words="hire employee add"),
    Verb(
        "Benefits", _place(list="benefits"), "shield-check", needs="people", words="plans eligible"
    ),
    Verb(
        "Who may be stuck",
        _place(list="growth"),
        "users",
        needs="people",
        words="tier promotion growth certificates",
    ),
    Verb(
        "Temps we would hire", _place(list="hire"), "users", needs="people", words="rating intern"
    ),
)

STAFF_FINDERS = (Finder("People", find_people, order=32),)


def stuck_today(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """With whom to talk about the next tier, on Mondays (S041)."""
    if day.weekday() != 0:
        return []
    return [
        TodayRow(
            one.person,
            f"At tier 1 for {one.service}, no talk about the next",
            "Open",
            _place(one.person_id, part="growth"),
            "users",
        )
        for one in growth.may_be_stuck(session, day)[:_ROWS]
    ]


def running_out_today(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Certificates that run out in the next weeks, or have."""
    return [
        TodayRow(
            f"{one.name} of {one.person}",
            f"{'Ran' if one.expires_on < day else 'Runs'} out {short_date(one.expires_on, day)}",
            "Open",
            _place(one.person_id, part="growth"),
            "file-check-2",
            "amber" if one.expires_on < day else "ink2",
        )
        for one in growth.running_out(session, day + timedelta(days=LATE))[:_ROWS]
    ]


def benefits_today(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Whose benefits begin, or began and nobody asked them (S036)."""
    if not leads(session):
        return []
    new = [who for who in people(session) if who.kind in COUNTED and who.hired_on is not None]
    first, last = day - timedelta(days=LATE), day + timedelta(days=SOON)
    rules = benefits.all_plans(session)
    near = {
        who.id
        for who in new
        for plan in rules
        if who.hired_on and first <= first_day(who.hired_on, plan.min_days) <= last
    }
    rows = []
    for who_id in sorted(near):
        for one in benefits.benefits_of(session, who_id, day):
            begins = one.standing.on
            if begins is None or one.answer is not None or not first <= begins <= last:
                continue
            words = (
                f"{one.plan.name} {'from' if begins > day else 'since'} {short_date(begins, day)}"
            )
            place = _place(who_id, part="benefits")
            rows.append(TodayRow(one.person, words, "Ask them", place, "shield-check"))
    return rows[:_ROWS]


def benefits_go_on(session: Session, day: date) -> bool:
    """Whether somebody who left is still in a benefit plan."""
    return bool(benefits.past_the_end(session, day))


STAFF_DATED = (Dated(benefits_go_on, end_with_last_day, tables=frozenset({"person"}), quiet=True),)
"""A last day that came in from a file ends the benefits as well, the day after."""

STAFF_TODAY = (
    TodayList("Benefits", benefits_today, 85, needs="people", quiet=True),
    TodayList("Certificates", running_out_today, 86, needs="people", quiet=True),
    TodayList("May be stuck", stuck_today, 87, needs="people", quiet=True),
)
