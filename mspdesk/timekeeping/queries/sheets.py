"""The weekly time sheet: what stands on its one page."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from ...dates import parse_date, today
from ...errors import UserError
from ...people import queries as people
from ...rows import dataclass
from ...shop.queries import ShopRow, shop
from .entries import EntryRow
from .paid import monday_of
from .weeks import WeekPage, week

MOST_LINES = 26
"""Lines that fit on the page beside head, sums and signatures; more are put together by client."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of the sheet: a ticket or a hat, its client, and minutes from Monday to Sunday."""

    what: str
    client: str
    days: tuple[int, ...]

    @property
    def total(self) -> int:
        """Minutes of the week."""
        return sum(self.days)


@dataclass(frozen=True, slots=True)
class SheetDocument:
    """A person's week as it is signed; the internal notes are not in it (S051)."""

    shop: ShopRow
    week: WeekPage
    on_tickets: tuple[SheetLine, ...]
    overhead: tuple[SheetLine, ...]


def sheet(session: Session, person_id: int, on: date | None = None) -> SheetDocument:
    """A person's time sheet for the week of a day, this week without one."""
    page = week(session, person_id, on or today())
    lines = [one for one in page.entries if not one.overhead]
    on_tickets = _lines(page.monday, lines, by_client=False)
    if len(on_tickets) > MOST_LINES:
        on_tickets = _lines(page.monday, lines, by_client=True)
    overhead = _lines(page.monday, [one for one in page.entries if one.overhead], by_client=False)
    return SheetDocument(shop(session), page, tuple(on_tickets), tuple(overhead))


def _lines(monday: date, entries: list[EntryRow], *, by_client: bool) -> list[SheetLine]:
    """Entries summed by ticket (or by client), in the order they first come."""
    found: dict[int, list[EntryRow]] = {}
    for one in entries:
        found.setdefault(one.client_id if by_client else one.ticket_id, []).append(one)
    lines = []
    for rows in found.values():
        first = rows[0]
        tickets = len({one.ticket_id for one in rows})
        many = f"{tickets} tickets" if tickets > 1 else "1 ticket"
        what = many if by_client else f"#{first.number_int} {first.title}"
        if first.overhead:
            what = first.client_or_hat
        days = [
            sum(one.minutes for one in rows if one.work_on == monday + timedelta(days=n))
            for n in range(7)
        ]
        lines.append(SheetLine(what, "" if first.overhead else first.client, tuple(days)))
    return lines


def find_sheet(session: Session, text: str) -> tuple[int, date]:
    """Read a person and perhaps a day: `Dana`, `Dana 2026-03-11`; raises UserError.

    Without a day it is this week.
    """
    words = text.split()
    day = today()
    if words and words[-1][:4].isdecimal() and "-" in words[-1]:
        day = parse_date(words.pop(), "id")
    wanted = " ".join(words).casefold()
    everybody = people.people(session, all_of_them=True)
    named = [one for one in everybody if wanted and one.name.casefold().startswith(wanted)]
    same = [one for one in named if one.name.casefold() == wanted] or named
    if len(same) != 1:
        raise UserError("Type a person's name, and a day of the week: Dana 2026-03-11.", "id")
    return same[0].id, monday_of(day)
