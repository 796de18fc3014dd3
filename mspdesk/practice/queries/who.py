"""Whose tickets a client's are, and what is open on each desk (S055)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...people import queries as people
from ...rows import dataclass
from ...tickets import queries as tickets


@dataclass(frozen=True, slots=True)
class WhoRow:
    """A client: its usual technician or none, and who gets the next ticket as things stand."""

    id: int
    version: int
    client: str
    person_id: int | None
    person: str
    following_id: int | None
    following: str
    open_tickets: int


def who_rows(session: Session) -> list[WhoRow]:
    """Every active client by name, with who gets its next ticket (S055)."""
    names = {one.id: one.name for one in people.people(session, all_of_them=True)}
    here = {one.id for one in people.people(session)}
    counts: dict[int, int] = {}
    for row in tickets.open_tickets(session):
        counts[row.client_id] = counts.get(row.client_id, 0) + 1
    found = session.execute(
        select(Client.id, Client.version, Client.name, Client.primary_person_id)
        .where(Client.status == "active", Client.internal.is_(False))
        .order_by(Client.name)
    ).all()
    turn = tickets.fewest_open_hours(session)
    rows = []
    for id_, version, name, person_id in found:
        usual = person_id if person_id in here else None
        following = usual or turn
        rows.append(
            WhoRow(
                id_,
                version,
                name,
                usual,
                names.get(usual, "") if usual else "",
                following,
                names.get(following, "") if following else "Nobody is in",
                counts.get(id_, 0),
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class Load:
    """What is left to do on somebody's desk; shown by name, not by size (S030)."""

    person: str
    tickets: int
    minutes: int

    def words(self, left: str) -> str:
        """The same in words."""
        return f"{left}, {self.tickets} ticket{'' if self.tickets == 1 else 's'}"


def open_hours(session: Session) -> list[Load]:
    """The open hours of everybody who takes tickets, by name."""
    left: dict[int, list[int]] = {}
    for row in tickets.open_tickets(session):
        if row.assigned_id is not None:
            left.setdefault(row.assigned_id, []).append(row.remaining_minutes)
    return [
        Load(one.name, len(left.get(one.id, ())), sum(left.get(one.id, ())))
        for one in people.people(session)
        if one.takes_tickets
    ]
