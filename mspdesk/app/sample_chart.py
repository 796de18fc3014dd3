"""The twenty hats of the sample shop, the time some of them get, and the history of its chart."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import dates
from ..database.action import action
from ..database.store import Store
from ..orgchart.actions.cards import edit_role
from ..orgchart.actions.chart import add_role, give_up_role, move_role
from ..orgchart.actions.duties import bring_usual
from ..orgchart.actions.revisions import keep_revision, review_chart
from ..orgchart.actions.roles import assign_role
from ..people.models import Role
from ..timekeeping import actions as timekeeping
from .sample_staff import FIRST_DAYS

DANA, MARCUS, PRIYA = "Dana Whitlock", "Marcus Oduya", "Priya Raman"

SINCE = date(2022, 2, 1)
"""The day Dana wears her hats from; the others wear theirs from their first day."""

# Title, what it is made of or its code, under whom, who wears it: "" is the owner for now.
CHART = (
    ("Service manager", "service_manager", "Owner", DANA),
    ("Client manager", "client_manager", "Owner", DANA),
    ("Office manager", "admin", "Owner", PRIYA),
    ("Sales", "sales", "Owner", ""),
    ("Operations", "operations", "Owner", ""),
    ("Tech, tier 1", "technician", "Service manager", MARCUS),
    ("Tech, tier 2", "tech_2", "Service manager", MARCUS),
    ("Tech, tier 3", "tech_3", "Service manager", DANA),
    ("Dispatch", "dispatch", "Service manager", ""),
    ("Yearly reviews", "yearly_reviews", "Client manager", DANA),
    ("Renewals", "renewals", "Client manager", PRIYA),
    ("Billing", "finance", "Office manager", PRIYA),
    ("Receivables", "receivables", "Office manager", PRIYA),
    ("Purchasing", "purchasing", "Office manager", ""),
    ("Prospects", "prospects", "Sales", ""),
    ("Quotes", "quotes", "Sales", ""),
    ("Documentation", "documentation", "Operations", ""),
    ("Checklists", "checklists", "Operations", MARCUS),
    ("Hiring", "hiring", "Operations", ""),
)
"""The hats below the owner's, as they hang: title, code, lead, wearer."""

LATELY = (
    (DANA, "documentation", "Drew the network map again", (1, 3), 17, 75),
    (DANA, "dispatch", "Gave out what came in overnight", (0, 1, 2, 3, 4), 7, 42),
    (MARCUS, "checklists", "Brought checklists up to date", (0, 2), 17, 90),
)
"""Who, hat, words, on which weekdays, from which hour, how many minutes."""

WEEKS = 4


@action("Lay the sample shop's chart", undoable=False)
def lay_chart(session: Session, people: Mapping[str, int]) -> None:
    """Hang the twenty hats and give them to whoever has taken them, as the shop began."""
    ids = {role.code: role.id for role in session.scalars(select(Role))}
    leads = {"Owner": ids["owner"]}
    for title, code, lead, who in CHART:
        if code in ids:
            _call(session, ids[code], title)
            move_role(session, ids[code], leads[lead])
        else:
            ids[code] = add_role(session, {"title": title, "reports_to_id": leads[lead]}, code)
        bring_usual(session, ids[code])
        leads[title] = ids[code]
        assign_role(session, ids[code], people[who] if who else None, FIRST_DAYS.get(who, SINCE))
    assign_role(session, ids["owner"], people[DANA], SINCE)
    give_up_role(session, ids["marketing"])
    keep_revision(session, "Hats by name, so that each can be handed on")


def _call(session: Session, role_id: int, title: str) -> None:
    role = session.get_one(Role, role_id)
    if role.title != title:
        edit_role(session, role_id, role.version, {"title": title})


def work_under_hats(store: Store, people: Mapping[str, int], now: datetime) -> None:
    """Log what some hats took in the last weeks, and look the chart over."""
    before = store.person_id
    monday = now.date() - timedelta(days=now.weekday())
    for name, code, words, weekdays, hour, minutes in LATELY:
        store.person_id = people[name]
        for back in range(WEEKS, 0, -1):
            for weekday in weekdays:
                day = monday + timedelta(days=weekday - 7 * back)
                store.do(_log, code, words, datetime(day.year, day.month, day.day, hour), minutes)
    store.person_id = people[DANA]
    with dates.frozen(now - timedelta(days=95)):
        store.do(review_chart, now.date() + timedelta(days=87), "Dispatch is the next to hand on.")
    store.person_id = before


@action("Log sample time of a hat", undoable=False)
def _log(session: Session, code: str, words: str, begin: datetime, minutes: int) -> None:
    role = session.scalars(select(Role).where(Role.code == code)).one()
    end = begin + timedelta(minutes=minutes)
    with dates.frozen(end):
        ticket = timekeeping.standing_ticket(session, role.id)
        span = f"{begin:%H:%M}-{end:%H:%M}"
        timekeeping.log_time(session, ticket, begin.date(), span, words, "admin", role_id=role.id)
