"""Calls of the sample shop: the usual script in use, offices to call, six weeks of Tuesdays."""

import random
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import dates
from ..calls.actions import calling, lists, scripts
from ..calls.models import ScriptVersion
from ..calls.queries.lists import next_target
from ..database.action import action
from ..database.store import Store

LIST, LATER = "Offices in Duluth", "Clinics along the shore"

OFFICES = (
    ("Bayfront Title Company", "Carla Nyman", "Office manager", "Title insurance"),
    ("Lakeside Insurance Agency", "Ruth Halvorsen", "Owner", "Insurance"),
    ("Hawk Ridge Optical", "Lena Moe", "Owner", "Optician"),
    ("Canal Park Architects", "Per Lindahl", "Partner", "Architecture"),
    ("Superior Street Law", "", "", "Law"),
    ("Enger Hill Dental", "Dr. Amy Sato", "Dentist", "Dental"),
    ("Glensheen Travel", "", "", "Travel"),
    ("Lester River Veterinary", "Jon Aho", "Practice manager", "Veterinary"),
    ("Portland Square Accounting", "Ella Brandt", "Partner", "Accounting"),
    ("Chester Creek Physical Therapy", "", "", "Therapy"),
    ("Fond du Lac Supply", "Ray Martineau", "General manager", "Wholesale"),
    ("Skyline Surveyors", "Gus Pelto", "Owner", "Surveying"),
    ("Aerial Lift Printing", "", "", "Printing"),
    ("Minnesota Point Realty", "Joan Field", "Broker", "Real estate"),
    ("Twin Ports Staffing", "Nora Quist", "Branch manager", "Staffing"),
    ("Park Point Marine", "Ole Hagen", "Owner", "Boats"),
)
CLINICS = (
    ("North Shore Family Clinic", "Two Harbors", "218-555-0161"),
    ("Silver Bay Eye Care", "Silver Bay", "218-555-0162"),
    ("Gooseberry Chiropractic", "Two Harbors", "218-555-0163"),
)
_CAME = ("voicemail",) * 7 + ("gatekeeper",) * 3 + ("no_answer", "not_now", "no", "mail")
_SAID = {
    "not_now": "Their contract runs until fall.",
    "no": "A cousin does it.",
    "mail": "Send something she can pass on to her partner.",
}
_REACHED = {"not_now": "interest", "no": "opening", "mail": "offer"}


def make_calls(store: Store, people: Mapping[str, int], now: datetime) -> None:
    """Publish a script, call an hour on Tuesdays, and leave some promised for this week."""
    store.do(_call, now, people["Dana Whitlock"])


@action("Call offices", undoable=False)
def _call(session: Session, now: datetime, dana: int) -> None:
    held = session.info.get("person_id")
    session.info["person_id"] = dana
    begun = now.date() - timedelta(days=44)
    with dates.frozen(datetime.combine(begun, time(8, 30))):
        script = scripts.bring_script(session)
        first = session.scalars(
            select(ScriptVersion).where(ScriptVersion.script_id == script)
        ).one()
        scripts.publish(session, first.id, first.version)
        details = {"script_id": script, "person_id": dana}
        called = lists.add_list(session, LIST, details)
        for at, (company, contact, title, industry) in enumerate(OFFICES):
            told = {"company": company, "contact": contact, "title": title}
            phone = f"218-555-02{at + 10}"
            more = {"phone": phone, "city": "Duluth", "industry": industry}
            lists.add_target(session, called, told | more)
    _tuesdays(session, called, begun, now.date())
    with dates.frozen(now - timedelta(days=1)):
        # The interest question asked for yes or no; people said no. The next wording asks how long.
        draft = session.get_one(ScriptVersion, scripts.new_version(session, script))
        words = {"interest": "When did somebody last bring a file back from your backup?"}
        scripts.save_version(session, draft.id, draft.version, {}, words)
        clinics = lists.add_list(session, LATER, {"script_id": script, "person_id": None})
        for company, city, phone in CLINICS:
            lists.add_target(session, clinics, {"company": company, "city": city, "phone": phone})
    session.info["person_id"] = held


def _tuesdays(session: Session, called: int, begun: date, today: date) -> None:
    """An hour of calls each Tuesday, up to nine of them, the companies in their turn."""
    dice = random.Random(300)  # noqa: S311 - made-up calls need no secrets
    day = begun + timedelta(days=(1 - begun.weekday()) % 7)
    while day < today:
        for at in range(9):
            found = next_target(session, called, day)
            if found is None:
                break
            came = dice.choice(_CAME)
            minutes = dice.randint(1, 2) if came not in _SAID else dice.randint(3, 7)
            with dates.frozen(datetime.combine(day, time(9, 5)) + timedelta(minutes=7 * at)):
                calling.record_call(
                    session,
                    found.id,
                    came,
                    _REACHED.get(came, ""),
                    minutes,
                    None,
                    _SAID.get(came, ""),
                )
        day += timedelta(days=7)
