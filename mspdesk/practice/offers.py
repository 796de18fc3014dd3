"""What service practice offers the desk: verbs, and what a day asks for."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from ..dates import clock_time, now, short_date
from ..desk.area import Place, TodayList, TodayRow, Verb
from ..people.rules import first_name
from .queries import days, oncall, patches, reviews
from .rules.oncall import KINDS


def _place(part: str, **about: object) -> Place:
    return Place("checklists", do="practice", about={"part": part, **about})


VERBS = (
    Verb("Tech of the day", _place("days"), "users", words="who takes the calls today turn"),
    Verb("My day", _place("days", mine=True), "calendar", words="scheduled next tickets", key=""),
    Verb("On-call roster", _place("oncall"), "clock", words="night weekend after hours duty"),
    Verb(
        "Put somebody on call",
        _place("oncall", new=True),
        "clock",
        needs="board",
        words="night weekend roster",
    ),
    Verb(
        "Take an alert",
        _place("alerts", new=True),
        "circle-alert",
        needs="tickets",
        words="monitoring rmm type in",
    ),
    Verb(
        "Bring in alerts from a file",
        _place("alerts", file=True),
        "folder",
        needs="tickets",
        words="monitoring rmm csv import",
    ),
    Verb("Kinds of alert", _place("alerts", kinds=True), "circle-alert", words="priority mapping"),
    Verb("Patch gaps", _place("patches"), "shield-check", words="updates policy devices"),
    Verb("Approved tools", _place("tools"), "check", words="software supplies list"),
    Verb("Technician's kit", _place("tools", kit=True), "check", words="bag supplies count"),
    Verb(
        "Review the backlog",
        _place("review", begin=True),
        "list",
        needs="board",
        words="monday board sort keys",
    ),
    Verb("Response met", _place("response"), "clock", words="targets sla answered in time"),
    Verb("Usual technician or turns", _place("who"), "users", words="rotate assign primary client"),
)


def tech_today(session: Session, person_id: int | None, day: date) -> list[TodayRow]:
    """Who takes the calls today (S052)."""
    found = days.tech_of_day(session, day)
    if found is None:
        return []
    if found.person_id is None:
        return [TodayRow("Nobody", found.said, "Name somebody", _place("days"), "users")]
    mine = found.person_id == person_id
    title = "You take the calls" if mine else f"{first_name(found.person)} takes the calls"
    detail = ", ".join(filter(None, (found.said, found.words)))
    link, place = ("My day", _place("days", mine=True)) if mine else ("Days", _place("days"))
    return [TodayRow(title, detail, link, place, "users")]


def on_call_today(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Who is on call from now on into the night (S049)."""
    moment = now()
    rows = [one for one in oncall.roster(session, day, day) if one.ends_at > moment]
    return [
        TodayRow(
            one.person,
            f"{KINDS.get(one.kind, one.kind)}, {clock_time(one.begins_at)} to "
            f"{short_date(one.ends_at.date())}, {clock_time(one.ends_at)}",
            "Roster",
            _place("oncall", id=one.id),
            "clock",
        )
        for one in rows
    ]


def review_today(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """That the week began without a walk through the backlog (S077)."""
    first = day - timedelta(days=day.weekday())
    without = reviews.mondays_without(session, first, min(first, day))
    lately = reviews.reviews(session, first, day)
    if not without or lately:
        return []
    words = "Sort it several ways, put the keys right"
    place = _place("review", begin=True)
    return [TodayRow("Backlog not reviewed this week", words, "Review", place, "list")]


def patches_today(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """How many devices have a gap in their patching, once a week (S059)."""
    if day.weekday() != 0:
        return []
    rows = patches.patch_rows(session, day, gaps=True)
    if not rows:
        return []
    clients = len({row.client_id for row in rows})
    devices = "1 device" if len(rows) == 1 else f"{len(rows)} devices"
    at = "1 client" if clients == 1 else f"{clients} clients"
    return [TodayRow(f"{devices} to patch", f"At {at}", "List", _place("patches"), "shield-check")]


TODAY = (
    TodayList("Tech of the day", tech_today, 5, needs="tickets", quiet=True),
    TodayList("On call tonight", on_call_today, 7, needs="tickets", quiet=True),
    TodayList("Backlog", review_today, 12, needs="board", of="ticket"),
    TodayList("Patches", patches_today, 82, needs="tickets", quiet=True),
)
