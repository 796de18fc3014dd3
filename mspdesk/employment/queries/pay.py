"""The pay calendar of a year as it is handed out on the first day of work (S038)."""

from sqlalchemy.orm import Session

from ...clients.printables import letterhead_of
from ...dates import today
from ...errors import UserError
from ...printing.page import Letterhead
from ...rows import dataclass
from ...shop.queries.pay import PayYear, pay_year
from ...shop.rules import PAY_SCHEDULES, holiday_words
from ...shop.rules.pay import PayDay

FIRST_YEAR, LAST_YEAR = 2000, 2099
"""The years for which a calendar is made."""


@dataclass(frozen=True, slots=True)
class PayDocument:
    """A year's pay calendar on its way to paper."""

    letterhead: Letterhead
    page: PayYear


def pay_document(session: Session, year: int) -> PayDocument:
    """Gather a year's pay calendar; raises UserError while nobody said when wages are paid."""
    page = pay_year(session, year)
    if not page.terms.known:
        raise UserError("Say on which day wages were paid; the calendar counts from it.", "pay")
    return PayDocument(letterhead_of(session), page)


def find_year(_session: Session, text: str) -> int:
    """The year somebody typed, this one without; raises UserError naming `year`."""
    typed = text.strip()
    if not typed:
        return today().year
    if not (typed.isdecimal() and FIRST_YEAR <= int(typed) <= LAST_YEAR):
        raise UserError("Type the year of the calendar, such as 2027.", "year")
    return int(typed)


def schedule_words(page: PayYear) -> str:
    """How often wages are paid and how many times in the year."""
    count = len(page.days)
    dates = "1 pay date" if count == 1 else f"{count} pay dates"
    return f"{PAY_SCHEDULES.get(page.terms.schedule, '')}, {dates}"


def closed_words(page: PayYear) -> str:
    """How many holidays there are, gently, and why other days may be kept in the year (S039)."""
    words, kept = holiday_words(page.listed), len(page.closed)
    if kept == page.listed:
        return words
    days = "1 day off" if kept == 1 else f"{kept} days off"
    return words.replace("holidays", f"holidays, {days} in {page.year}", 1)


def moved_words(day: PayDay) -> str:
    """Why a pay date is not the day the schedule names; nothing where it is."""
    if day.pay_on == day.nominal_on:
        return ""
    named = f"{day.nominal_on:%a}, {day.nominal_on:%b} {day.nominal_on.day}"
    if day.by_hand:
        return f"moved from {named}" + (f": {day.why}" if day.why else "")
    weekend = day.why == f"{day.nominal_on:%A}"
    return f"for {named}" if weekend else f"{named} is {day.why}"
