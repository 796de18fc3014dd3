"""What clients offer the desk: the search, verbs, and talks that are due."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from ..dates import short_date
from ..desk.area import Finder, Found, Place, TodayList, TodayRow, Verb
from . import queries, rules
from .queries.anniversaries import anniversaries

DAYS_AHEAD = 14


def find_clients(session: Session, text: str, limit: int) -> list[Found]:
    """Clients for the palette, by name, number or phone."""
    return [
        Found(
            row.name,
            ", ".join(filter(None, (row.city, row.region, row.plan, row.phone))),
            Place("clients", row.id),
            icon="building-2",
            client_id=row.id,
            client=row.name,
        )
        for row in queries.choose_client(session, text, limit)
    ]


def find_contacts(session: Session, text: str, limit: int) -> list[Found]:
    """Contacts for the palette, by name, e-mail or phone number."""
    return [
        Found(
            hit.name,
            ", ".join(filter(None, (hit.title, hit.client, hit.phone))),
            Place("clients", hit.client_id, do="contact", about={"contact_id": hit.id}),
            icon="users",
            client_id=hit.client_id,
            client=hit.client,
        )
        for hit in queries.search_contacts(session, text, limit)
    ]


def talks_due(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Clients to talk to today, or for whom that day went by (S145)."""
    return [_talk(row, day) for row in queries.next_talks(session, day)]


def talks_to_come(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Clients to talk to in the two weeks after today (S145)."""
    rows = queries.next_talks(session, day + timedelta(days=DAYS_AHEAD))
    return [_talk(row, day) for row in rows if row.next_on and row.next_on > day]


def _talk(row: queries.TalkRow, day: date) -> TodayRow:
    return TodayRow(
        row.client,
        f"Talk on {short_date(row.next_on, day)}" if row.next_on else "",
        "Open",
        Place("clients", row.client_id, do="talk"),
        icon="phone",
        color="ink2" if row.next_on and row.next_on > day else "amber",
    )


YEARS_AHEAD = 7
"""Days ahead that an anniversary stands on Today, so that a card can be bought."""


def years_full(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Anniversaries of clients and employees, today and in the coming week (S123)."""
    found = []
    for one in anniversaries(session, day, day + timedelta(days=YEARS_AHEAD)):
        years = "1 year" if one.years == 1 else f"{one.years} years"
        what = "with us" if one.client_id is not None else "here"
        when = "today" if one.day == day else f"on {one.day:%A}, {short_date(one.day, day)}"
        place = Place("reports", about={"report": "anniversaries"})
        if one.client_id is not None:
            place = Place("clients", one.client_id)
        row = TodayRow(one.name, f"{years} {what} {when}", "Open", place, "calendar")
        found.append(row)
    return found


FINDERS = (
    Finder("Clients", find_clients, order=10),
    Finder("Contacts", find_contacts, order=30),
)
VERBS = (
    Verb("New client", Place("clients", do="new"), icon="plus", needs="clients", words="prospect"),
    Verb(
        "Note a talk with {client}",
        Place("clients", do="talk"),
        icon="phone",
        needs="clients",
        for_client=True,
    ),
)
TODAY = (
    TodayList("Clients to talk to", talks_due, 60, needs="clients"),
    TodayList("Talks to come", talks_to_come, 61, needs="clients", quiet=True),
    TodayList("Anniversaries", years_full, 88, needs="tickets", quiet=True),
)

STATUS_TONES = {
    rules.Status.ACTIVE: "accent",
    rules.Status.PROSPECT: "grey",
    rules.Status.NOTICE: "hi",
    rules.Status.OFFBOARDING: "hi",
    rules.Status.FORMER: "grey",
    rules.Status.DECLINED: "grey",
    rules.Status.ASSESSED: "grey",
    rules.Status.PROPOSED: "amber",
}
