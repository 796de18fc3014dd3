"""The five technicians of the seed: 40 paid hours each, 40 to 75 percent of them productive."""

from dataclasses import dataclass
from datetime import date, timedelta

from mspdesk.app.setup import start_shop
from mspdesk.clients.actions import add_client
from mspdesk.database.store import Store
from mspdesk.people.actions import add_person, edit_person
from mspdesk.people.queries import person
from mspdesk.tickets.actions import open_ticket
from mspdesk.timekeeping.actions import log_time

NAMES = ("Dana Whitlock", "Marcus Oduya", "Ines Varga", "Sam Ortiz", "Tess Kaur")
A_DAY = (192, 288, 312, 336, 360)
"""Productive minutes a day: 16, 24, 26, 28 and 30 hours a week (B3)."""

OVERHEAD = ("drive", "meeting", "training", "spinning", "admin")
"""What the rest of the days goes into; none of it counts (S015)."""

NOTE = "Worked on what was asked"


@dataclass(frozen=True, slots=True)
class Team:
    """The ids of five people, a client and a ticket of theirs."""

    people: tuple[int, ...]
    client: int
    ticket: int


def furnish(store: Store) -> Team:
    """A shop of five who work on tickets, and a client who pays by the hour."""
    hired = {"hired_on": date(2024, 1, 1)}
    dana = start_shop(store, "Quillfeather IT", 15_000, "US", {"owner_name": NAMES[0]})
    with store.step("Furnish") as session:
        owner = person(session, dana)
        assert owner is not None
        edit_person(session, dana, owner.version, {"hired_on": date(2020, 1, 1)})
        rest = [add_person(session, name, ("technician",), hired) for name in NAMES[1:]]
        terms = {"status": "active", "hourly_terms_on": date(2025, 1, 1)}
        client = add_client(session, "Dunmore Title & Escrow", terms)
        ticket = open_ticket(session, client, "Look after everything", {})
    return Team((dana, *rest), client, ticket)


def work(store: Store, team: Team, monday: date, *, overhead: bool = True) -> None:
    """A week of all five: 124 productive hours, the rest of 200 in what never counts."""
    with store.step("Work") as session:
        for at, (who, minutes) in enumerate(zip(team.people, A_DAY, strict=True)):
            for day in range(5):
                on = monday + timedelta(days=day)
                span = f"8:00-{8 + minutes // 60}:{minutes % 60:02}"
                log_time(session, team.ticket, on, span, NOTE, person_id=who)
                if overhead:
                    kind = OVERHEAD[(at + day) % len(OVERHEAD)]
                    span = f"{8 + minutes // 60}:{minutes % 60:02}-16:00"
                    log_time(session, team.ticket, on, span, NOTE, kind, person_id=who)
