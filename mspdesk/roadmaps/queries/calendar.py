"""What goes into a calendar: roadmap meetings, renewals, and maintenance at clients."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...agreements import queries as agreements
from ...checklists.queries.coming import between
from ...clients.models import Client, Site
from ...dates import add_months, full_date, today
from ...exchange.calendar_out import CalendarEvent
from ...rows import dataclass
from ..rules.questions import QUESTIONS
from .meetings import GuestRow, MeetingRow, guests, guests_of, meeting_row, meetings

AHEAD = 12
"""Months of entries a calendar file holds."""

MAINTENANCE_AHEAD = 3
"""Months of planned maintenance it holds; further ahead the days still move."""


@dataclass(frozen=True, slots=True)
class CalendarChoice:
    """What a calendar file holds, and of which client where it is one's."""

    meetings: bool = True
    renewals: bool = True
    maintenance: bool = True
    client_id: int | None = None


def calendar_events(session: Session, choice: CalendarChoice) -> list[CalendarEvent]:
    """The entries of a calendar file, by day."""
    day = today()
    found: list[CalendarEvent] = []
    if choice.meetings:
        rows = [
            row
            for row in meetings(session, choice.client_id)
            if row.on >= day or row.state == "planned"
        ]
        who = guests_of(session, [row.id for row in rows])
        zones = _zones(session, {row.client_id for row in rows})
        found += [_meeting(row, who.get(row.id, []), zones.get(row.client_id, "")) for row in rows]
    if choice.renewals:
        found += _renewals(session, choice.client_id, day)
    if choice.maintenance:
        found += _maintenance(session, choice.client_id, day)
    return sorted(found, key=lambda one: (one.on, one.at or 0, one.mark))


def meeting_event(session: Session, meeting_id: int) -> list[CalendarEvent]:
    """The entry of one meeting, for whoever is invited; empty when it is gone."""
    row = meeting_row(session, meeting_id)
    if row is None:
        return []
    zones = _zones(session, {row.client_id})
    return [_meeting(row, guests(session, meeting_id), zones.get(row.client_id, ""))]


def _zones(session: Session, clients: Collection[int]) -> dict[int, str]:
    """The time zones of clients whose site says one, by client: that of the main site counts."""
    found = (
        select(Site.client_id, Site.time_zone)
        .where(Site.client_id.in_(clients), Site.time_zone != "")
        .order_by(Site.main, Site.id.desc())
    )
    return dict(session.execute(found).all())


def _meeting(row: MeetingRow, who: list[GuestRow], zone: str) -> CalendarEvent:
    """An entry a client may read: who comes and what is asked, nothing of what we know."""
    words = [f"With {', '.join(one.name for one in who)}."] if who else []
    asked = [one.ask for one in QUESTIONS if one.ahead]
    words += ["To think about before:", *(f"- {one}" for one in asked)]
    return CalendarEvent(
        f"roadmap-{row.mark}",
        f"Roadmap meeting, {row.client}",
        row.on,
        row.at,
        row.minutes,
        row.place,
        "\n".join(words),
        row.edition,
        row.state == "canceled",
        zone,
    )


def _renewals(session: Session, client_id: int | None, day: date) -> list[CalendarEvent]:
    """The last day of each term that ends within a year, and the last day for notice."""
    until = add_months(day, AHEAD)
    found = []
    for one in agreements.overview(session, day).running:
        held = one.held
        term = held.term_on(day)
        if term is None or (client_id is not None and held.client_id != client_id):
            continue
        name = f"{held.number}, {held.title}, {one.client}"
        goes_on = "It goes on by itself." if held.goes_on else "It ends if nobody renews it."
        if day <= term.notice_by <= until:
            words = f"Last day for notice. The term ends {full_date(term.last)}. {goes_on}"
            found.append(
                CalendarEvent(
                    f"notice-{held.number}-{term.last.isoformat()}",
                    f"Notice by today: {name}",
                    term.notice_by,
                    words=words,
                )
            )
        if day <= term.last <= until:
            found.append(
                CalendarEvent(
                    f"renewal-{held.number}-{term.last.isoformat()}",
                    f"Renewal: {name}",
                    term.last,
                    words=f"Last day of the term. {goes_on}",
                )
            )
    return found


def _maintenance(session: Session, client_id: int | None, day: date) -> list[CalendarEvent]:
    """Planned work at clients in the next months, what comes every day left out."""
    until = add_months(day, MAINTENANCE_AHEAD)
    ahead = [
        one
        for one in between(session, day, until, client_id=client_id)
        if not one.internal and not one.daily and one.is_open
    ]
    zones = _zones(session, {one.client_id for one in ahead if one.client_id is not None})
    return [
        CalendarEvent(
            f"work-{one.key.replace(':', '-')}",
            f"{one.title}, {one.client}",
            one.on,
            one.at_minute,
            one.minutes or 60,
            words=f"{one.person} comes." if one.person else "",
            zone=zones.get(one.client_id or 0, ""),
        )
        for one in ahead
    ]


def calendar_name(session: Session, client_id: int | None) -> str:
    """What a calendar file is called: the client, or ours."""
    if client_id is None:
        return "Meetings, renewals and maintenance"
    found = session.scalar(select(func.max(Client.name)).where(Client.id == client_id))
    return found or "Calendar"
