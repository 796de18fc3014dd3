"""Questions about the company itself."""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Integer,
    Select,
    String,
    cast,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from ...database.reading import once
from ...dates import today
from ...errors import Trouble
from ...money import Currency
from ...rows import dataclass
from .. import rules
from ..models import Holiday, NumberSeries, OpenHours, Shop, TaxCode


@dataclass(frozen=True, slots=True)
class ShopRow:
    """The company as everybody else sees it; rate and trip charge in minor units."""

    id: int
    version: int
    name: str
    legal_name: str
    address: str
    city: str
    region: str
    postal_code: str
    country: str
    phone: str
    after_hours_phone: str
    email: str
    website: str
    tax_number: str
    logo: str
    currency: str
    profile: str
    paper: str
    day_first: bool
    rate: int
    after_hours_factor: int
    increment_minutes: int
    minimum_minutes: int
    onsite_minimum_minutes: int
    trip_charge: int
    terms_days: int
    labor_taxable: bool
    tax_code_id: int | None
    billability_target: int
    fiscal_year_month: int
    holidays_observed: bool
    how_to_pay: str
    invoice_note: str
    sample: bool
    accounting_basis: str
    pay_schedule: str
    pay_from_on: date | None
    pay_lag_days: int

    @property
    def money(self) -> Currency:
        """The shop's currency."""
        return Currency(self.currency)

    @property
    def address_lines(self) -> tuple[str, ...]:
        """The letterhead's address, line by line."""
        return address_lines(
            self.address, self.city, self.region, self.postal_code, self.country, ""
        )


def address_lines(
    address: str, city: str, region: str, postal_code: str, country: str, home: str = ""
) -> tuple[str, ...]:
    """An address as envelopes have it; the country only when it is not `home`."""
    if country in {"US", "CA", "AU", ""}:
        place = f"{city}, {region}".strip(", ") + (f" {postal_code}" if postal_code else "")
    else:
        place = f"{postal_code} {city}".strip() + (f", {region}" if region else "")
    lines = [line.strip() for line in address.splitlines() if line.strip()]
    if place.strip():
        lines.append(place.strip())
    if home and country and country != home:
        lines.append(rules.COUNTRIES.get(country, country))
    return tuple(lines)


_HOLIDAY, _OBSERVED = -1, -2
"""What stands for the weekday in rows of the calendar that are not about one."""

# Written once: to put a statement together takes longer than to ask it, and these are asked at
# every save.
# Columns of the tables, as those of the classes are got ready anew each time they are asked.
_SHOP = select(*(Shop.__table__.c[name] for name in ShopRow.__dataclass_fields__))
_CALENDAR: Select[Any] | CompoundSelect[Any] = union_all(
    select(
        OpenHours.__table__.c.weekday,
        OpenHours.__table__.c.from_minute,
        OpenHours.__table__.c.to_minute,
        literal_column("''", String).label("name"),
        literal_column("''", String).label("rule"),
    ),
    select(
        literal_column(str(_HOLIDAY), Integer),
        literal_column("0", Integer),
        literal_column("0", Integer),
        Holiday.__table__.c.name,
        Holiday.__table__.c.rule,
    ),
    select(
        literal_column(str(_OBSERVED), Integer),
        cast(Shop.__table__.c.holidays_observed, Integer),
        literal_column("0", Integer),
        Shop.__table__.c.country,
        literal_column("''", String),
    ),
)
"""All that a calendar is made of: hours by weekday, holidays, whether and where they move."""


def shop(session: Session) -> ShopRow:
    """The company; raises Trouble when these books have none yet."""
    found = find_shop(session)
    if found is None:
        raise Trouble("These books have no shop yet.", "Start with “Set up my shop”.")
    return found


@once
def find_shop(session: Session) -> ShopRow | None:
    """The company, or None in books that nobody set up."""
    row = session.execute(_SHOP).first()
    return ShopRow(*row) if row else None


@once
def calendar(session: Session, *years: int) -> rules.Calendar:
    """When the shop is open in these years; without any, last, this and next year."""
    wanted = years or tuple(today().year + n for n in (-1, 0, 1))
    hours: dict[int, tuple[int, int]] = {}
    named: list[tuple[str, str]] = []
    move, country = True, "US"
    for what, start, end, name, rule in session.execute(_CALENDAR):
        if what == _HOLIDAY:
            named.append((name, rule))
        elif what == _OBSERVED:
            move, country = bool(start), name
        else:
            hours[what] = (start, end)
    closed: dict[date, str] = {}
    for year in wanted:
        closed |= _closed(tuple(named), year, country, move=move)
    return rules.Calendar(hours, closed)


@lru_cache(maxsize=64)
def _closed(
    named: tuple[tuple[str, str], ...], year: int, country: str, *, move: bool
) -> dict[date, str]:
    """The closed days of a year by what they are called: worked out once, never changed."""
    return rules.holidays_of(named, year, country, move=move)


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """A company holiday, its rule and the day it is kept in the year asked for."""

    id: int
    name: str
    rule: str
    on: date | None


def holidays(session: Session, year: int) -> list[HolidayRow]:
    """The company's holidays of a year in the order they come."""
    company = find_shop(session)
    move, country = (
        (True, "US") if company is None else (company.holidays_observed, company.country)
    )
    rows = []
    for id_, name, rule in session.execute(select(Holiday.id, Holiday.name, Holiday.rule)):
        days = rules.holidays_of([(name, rule)], year, country, move=move)
        rows.append(HolidayRow(id_, name, rule, next(iter(days), None)))
    return sorted(rows, key=lambda row: (row.on or date.max, row.name))


@dataclass(frozen=True, slots=True)
class TaxRow:
    """A tax; `rate` in millionths."""

    id: int
    code: str
    name: str
    rate: int


def tax_codes(session: Session) -> list[TaxRow]:
    """The taxes in use, by code."""
    columns = (TaxCode.id, TaxCode.code, TaxCode.name, TaxCode.rate)
    found = session.execute(select(*columns).where(TaxCode.active).order_by(TaxCode.code))
    return [TaxRow(*row) for row in found]


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A number series: how it is written and the next number."""

    kind: str
    year: int
    pattern: str
    next: int


def series(session: Session) -> list[SeriesRow]:
    """The number series in use; those not yet used stand with their usual pattern and 1."""
    columns = (NumberSeries.kind, NumberSeries.year, NumberSeries.pattern, NumberSeries.next)
    found = [SeriesRow(*row) for row in session.execute(select(*columns).order_by(*columns[:2]))]
    kinds = {row.kind for row in found}
    rest = [SeriesRow(kind, 0, text, 1) for kind, text in rules.SERIES.items() if kind not in kinds]
    return found + rest
