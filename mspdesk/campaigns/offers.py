"""What campaigns offer the desk: verbs, hits of the search, what a day asks for."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from ..dates import month_start, short_date
from ..desk.area import Finder, Place, TodayList, TodayRow, Verb
from .queries import campaigns, optouts, profiles, progress, steps
from .queries.finding import find_campaigns
from .rules.campaigns import MERGED, month_name

_BACK = timedelta(days=366)


def _place(part: str, record: int | None = None, **about: object) -> Place:
    return Place("clients", record, "campaigns", {"part": part, **about})


FINDERS = (Finder("Campaigns", find_campaigns, 74, words="campaigns marketing", needs="clients"),)

VERBS = (
    Verb(
        "Campaigns of the year",
        _place("year"),
        "calendar",
        needs="clients",
        words="marketing calendar plan mailing",
    ),
    Verb(
        "New campaign",
        _place("year", new=True),
        "plus",
        needs="clients",
        words="marketing mailing plan leads",
    ),
    Verb(
        "Opt out of campaigns",
        _place("optouts", new=True),
        "x",
        needs="clients",
        words="unsubscribe stop mail address list",
    ),
    Verb(
        "A mail came back",
        _place("optouts", bounce=True),
        "mail",
        needs="clients",
        words="bounce undeliverable returned address",
    ),
    Verb(
        "Online profiles",
        _place("profiles"),
        "globe",
        needs="clients",
        words="google linkedin facebook website look check",
    ),
)


def steps_today(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """The steps of campaigns whose day has come, the oldest first."""
    return [
        TodayRow(
            one.title,
            one.campaign if one.on == day else f"{one.campaign}, since {short_date(one.on, day)}",
            "Look through" if one.kind in MERGED else "Open",
            _place("campaign", one.campaign_id, step=one.id),
            {"mail": "mail", "letter": "printer"}.get(one.kind, "calendar"),
        )
        for one in steps.step_days(session, day - _BACK, day, due=True)
    ]


def months_today(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Campaigns that go on and whose last month was not reported, one row each (S128)."""
    before = month_start(day) - timedelta(days=1)
    going = [
        row
        for row in campaigns.running(session, before - timedelta(days=92), before)
        if row.state == "running" and row.starts_on <= before
    ]
    named = {row.id: row for row in going}
    found: dict[int, list[date]] = {}
    for campaign_id, month in progress.unsaid(session, going, day):
        found.setdefault(campaign_id, []).append(month)
    return [
        TodayRow(
            named[campaign_id].title,
            f"What did {_months(some)} bring?",
            "Report",
            _place("campaign", campaign_id, month=some[-1].isoformat()),
            "calendar",
        )
        for campaign_id, some in found.items()
    ]


def _months(some: list[date]) -> str:
    return month_name(some[0]) if len(some) == 1 else f"{len(some)} months"


def bounces_today(session: Session, _person_id: int | None, _day: date) -> list[TodayRow]:
    """Mails that came back and wait for somebody; many of them as one row."""
    found = optouts.bounces(session, open_only=True)
    if len(found) > 3:
        words = f"{len(found)} mails came back"
        return [
            TodayRow(words, "Correct the addresses, or leave them out", "Look", _place("optouts"))
        ]
    return [
        TodayRow(
            one.client or one.address,
            f"{one.address}: {one.kind_words.lower()}",
            "Look",
            _place("optouts", bounce=one.id),
            "mail",
            "amber",
        )
        for one in found
    ]


def profiles_today(session: Session, person_id: int | None, day: date) -> list[TodayRow]:
    """Places online to look at, those of whoever asks and those of nobody."""
    return [
        TodayRow(
            one.place,
            one.words
            if one.state == "wrong"
            else f"Looked at {short_date(one.looked_on, day)}"
            if one.looked_on
            else "Nobody has looked yet",
            "Look",
            _place("profiles", profile=one.id),
            "globe",
        )
        for one in profiles.profiles_due(session, day)
        if one.owner_id in (None, person_id)
    ]


TODAY = (
    TodayList(
        "Campaigns", steps_today, 70, needs="clients", of="campaign_step", whole=_place("year")
    ),
    TodayList(
        "Months to report",
        months_today,
        71,
        needs="clients",
        of="campaign",
        whole=_place("year"),
        quiet=True,
    ),
    TodayList(
        "Mails that came back", bounces_today, 56, needs="clients", of="mail_bounce", quiet=True
    ),
    TodayList(
        "Online profiles",
        profiles_today,
        87,
        needs="clients",
        of="online_profile",
        whole=_place("profiles"),
        quiet=True,
    ),
)
