"""Questions about the days on which wages are paid."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...rows import dataclass
from ..models import PayDate
from ..rules import OFFERED_HOLIDAYS
from ..rules import pay as rules
from ..rules.national import NationalDay, national_days, rule_of
from ..rules.pay import Moved, PayDay, PayTerms
from . import calendar, find_shop, holidays, shop


def pay_terms(session: Session) -> PayTerms:
    """How the shop pays."""
    company = shop(session)
    return PayTerms(
        company.pay_schedule,
        company.pay_from_on,
        company.pay_lag_days,
        rules.weekend(company.country),
    )


def moved_dates(session: Session) -> dict[date, Moved]:
    """The pay dates that were moved by hand, by the date the schedule names."""
    found = session.execute(select(PayDate.nominal_on, PayDate.pay_on, PayDate.words))
    return {nominal_on: Moved(pay_on, words) for nominal_on, pay_on, words in found}


def _closed(session: Session, first: date, last: date) -> Mapping[date, str]:
    return calendar(session, *range(first.year - 1, last.year + 2)).closed


def pay_days(session: Session, first: date, last: date) -> list[PayDay]:
    """The pay dates that the schedule names between two days, where they fall, what they pay."""
    closed = _closed(session, first, last)
    return rules.pay_days(pay_terms(session), first, last, closed, moved_dates(session))


def paid_between(session: Session, first: date, last: date) -> list[date]:
    """The days between two days on which wages really leave."""
    closed = _closed(session, first, last)
    return rules.paid_between(pay_terms(session), first, last, closed, moved_dates(session))


@dataclass(frozen=True, slots=True)
class PayYear:
    """A year's pay dates and closed days: what the handout shows (S038).

    `closed` are the days kept in the year with their names; `listed` counts the company's
    holidays, of which one may be kept in the year before or after.
    """

    year: int
    terms: PayTerms
    days: tuple[PayDay, ...]
    closed: tuple[tuple[date, str], ...]
    listed: int


def pay_year(session: Session, year: int) -> PayYear:
    """The pay calendar of a year."""
    days = pay_days(session, date(year, 1, 1), date(year, 12, 31))
    closed = calendar(session, year).closed
    return PayYear(
        year,
        pay_terms(session),
        tuple(days),
        tuple(sorted(closed.items())),
        len(holidays(session, year)),
    )


@dataclass(frozen=True, slots=True)
class OfferedDay:
    """A day the law names that the shop does not keep, and the rule it would be kept by."""

    name: str
    kept_on: date
    rule: str


def offered_days(session: Session, year: int) -> list[OfferedDay]:
    """The country's own holidays of a year that the shop does not keep; never added by itself."""
    company = find_shop(session)
    if company is None:
        return []
    closed = calendar(session, year).closed
    short = {rule: name for name, rule in OFFERED_HOLIDAYS}
    found = []
    for day in national_days(company.country, year):
        if not _is_kept(day, closed):
            rule = rule_of(company.country, day)
            found.append(OfferedDay(short.get(rule, day.name), day.kept_on, rule))
    return found


def _is_kept(day: NationalDay, closed: Mapping[date, str]) -> bool:
    return day.kept_on in closed or day.on in closed
