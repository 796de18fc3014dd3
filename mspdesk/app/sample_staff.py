"""The sample shop's people as employees: checks, skills, benefits, a temp, two applicants."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from .. import dates
from ..database.action import action
from ..database.store import Store
from ..employment.actions import benefits, staff
from ..hiring.actions import applicants, posts
from ..hiring.models import Applicant
from ..people import actions as people
from ..people.queries import person
from ..people.queries import roles as role_rows

FIRST_DAYS = {
    "Dana Whitlock": date(2022, 2, 1),
    "Marcus Oduya": date(2023, 6, 5),
    "Priya Raman": date(2024, 9, 3),
}
"""When each of them began."""

_SKILLS = """
Dana Whitlock|Fire warden|certificate|400|700|City course
Marcus Oduya|Network+|certificate|500|600|Exam center, no. 4471
Marcus Oduya|Fiber splicing|skill|200||Vendor class
Marcus Oduya|First aid|certificate|700|30|Two days at the fire house
Priya Raman|Bookkeeping|certificate|900||Community college
"""
"""Whose, name, kind, days ago it was earned, days ahead it runs out, from whom."""

_THINGS = """
Marcus Oduya|Laptop|QF-LT-014
Marcus Oduya|Office key|No. 3
Marcus Oduya|Kit bag|Bag 2
Priya Raman|Office key|No. 2
Priya Raman|Desk phone|QF-PH-002
"""

_PLANS = """
Retirement plan|retirement|payroll|both|90|1200||The shop adds half of what you put in.
Medical plan|medical|broker|both|90|1800|3+|Ask Priya for the sheet with the three levels.
Dental and vision|dental|broker|payroll|90|1800||
Solo medical plan|medical|insurer|employer|0|0|1|What Dana had before there was anybody else.
"""
"""Name, kind, source, who pays, days, minutes a week, sizes of group, words."""


def write_staff(store: Store, who: Mapping[str, int], now: datetime) -> None:
    """Write down what is known about the people of the sample shop as of now."""
    before = store.person_id
    store.person_id = who["Dana Whitlock"]
    with dates.frozen(now):
        store.do(_write, who, now.date())
    store.person_id = before


@action("Write down the sample shop's people", undoable=False)
def _write(session: Session, who: Mapping[str, int], day: date) -> None:
    for name, first in FIRST_DAYS.items():
        row = person(session, who[name])
        if row is not None:
            people.edit_person(session, row.id, row.version, {"hired_on": first})
        if name != "Dana Whitlock":
            checks = ("references_on", "training_proof_on", "skills_test_on", "contract_on")
            staff.set_checks(
                session,
                who[name],
                0,
                {check: first - timedelta(days=30 - 6 * n) for n, check in enumerate(checks)}
                | {
                    "expectations": "Weekdays 8 to 5, an hour for lunch; on call one week in three."
                },
            )
    staff.set_growth(
        session,
        who["Marcus Oduya"],
        None,
        {"tier_since": date(2024, 8, 1), "wants_next": "Networks: design, not only repair."},
    )
    for line in _SKILLS.strip().splitlines():
        name, skill, kind, ago, ahead, words = line.split("|")
        staff.save_skill(
            session,
            who[name],
            {
                "name": skill,
                "kind": kind,
                "got_on": day - timedelta(days=int(ago)),
                "expires_on": day + timedelta(days=int(ahead)) if ahead else None,
                "words": words,
            },
        )
    for line in _THINGS.strip().splitlines():
        name, thing, serial = line.split("|")
        staff.issue_thing(session, who[name], thing, serial, day - timedelta(days=300))
    for line in _PLANS.strip().splitlines():
        name, kind, source, paid_by, days, minutes, sizes, words = line.split("|")
        facts = {"name": name, "kind": kind, "source": source, "paid_by": paid_by, "words": words}
        facts |= {"min_days": days, "min_minutes": minutes, "group_sizes": sizes}
        plan = benefits.save_plan(session, facts)
        if name == "Retirement plan":
            for joiner in ("Marcus Oduya", "Priya Raman"):
                benefits.answer(session, plan, who[joiner], date(2025, 1, 2), joins=True)
    _applicants(session, day)
    theo = people.add_person(
        session,
        "Theo Brandt",
        (),
        {
            "kind": "temp",
            "title": "Cabling, by the day",
            "hired_on": date(2025, 7, 7),
            "left_on": date(2025, 8, 15),
            "takes_tickets": False,
        },
    )
    staff.save_stint(
        session,
        theo,
        {
            "from_on": date(2025, 7, 7),
            "until_on": date(2025, 8, 15),
            "work": "Cabled the second floor of Kestrel Manufacturing",
            "rating": 5,
            "words": "Neat, on time, asked when something was odd.",
        },
    )


_POST = """# Why this job exists

So that clients reach somebody who can help within the hour, also while we are at other sites.

# An ordinary day

Six to eight tickets by phone and remote control, one visit, notes as you go, a question to Marcus
before lunch.

# What is a must, five lines at most

- You like to find out why something does not work.
- You write so that others can read it.
- You can get to clients within 30 miles.

# Pay, hours and place

$22 to $27 an hour, 32 to 40 hours from Monday to Friday, Duluth. On call one week in three.

# What you learn in the first year

DNS, TCP/IP and mail in paid hours, and the way to tier 2.

# You are welcome

If half of the list is you, write to us. Women, career changers and people coming back to work are
welcome here, and we teach.

# A visit is safe

You are invited in the daytime, to an office with at least two of us there. If you would rather
talk by video first, say so.

# How to write to us

Half a page or a call is enough: Priya, 218-555-0100.
"""


def _applicants(session: Session, day: date) -> None:
    """A post that is out, one applicant an offer waits for, one who was just written down."""
    roles = {role.code: role.id for role in role_rows(session)}
    post = posts.save_post(
        session,
        {"title": "First-line technician", "role_id": roles.get("technician"), "body": _POST},
    )
    posts.open_post(session, post, day - timedelta(days=16))
    with dates.frozen(datetime.combine(day - timedelta(days=9), time(11, 20))):
        checking = _noor(session, post)
    with dates.frozen(datetime.combine(day - timedelta(days=6), time(16, 10))):
        applicants.move(session, checking, "talking")
        applicants.move(session, checking, "checking")
    applicants.set_checks(
        session,
        checking,
        session.get_one(Applicant, checking).version,
        {
            "references_on": day - timedelta(days=5),
            "training_proof_on": day - timedelta(days=2),
        },
    )
    applicants.add_applicant(
        session,
        {
            "name": "Sam Okafor",
            "phone": "218-555-0188",
            "post_id": post,
            "heard_from": "Asked by Marcus",
            "kind": "part_time",
            "minutes_week": 1_440,
        },
    )


def _noor(session: Session, post: int) -> int:
    """Somebody who applied last week."""
    return applicants.add_applicant(
        session,
        {
            "name": "Noor Haddad",
            "email": "noor.haddad@mail.example",
            "phone": "218-555-0164",
            "post_id": post,
            "heard_from": "College job board",
            "minutes_week": 2_400,
            "wage": 2_400,
            "notes": "Two years at a school district help desk. Explains well.",
        },
    )
