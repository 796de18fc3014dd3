"""Things people do to the company's own record."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..database import blobs
from ..database.action import action, tell
from ..database.stale import seen
from ..errors import UserError
from ..exchange.pictures import LOGO, is_clean
from . import rules
from .models import Holiday, NumberSeries, OpenHours, Shop, TaxCode
from .rules.pay import MOST_LAG


@action("Set up shop", undoable=False)
def set_up(
    session: Session, name: str, rate: int, country: str, choices: Mapping[str, Any] | None = None
) -> int:
    """Write the company's row, its hours, ten holidays and number series; answers its id.

    `rate` is minor units an hour. `choices` are further columns of the shop that were changed
    from the country's defaults. Raises UserError naming name, rate or country.
    """
    if session.scalar(select(Shop.id)):
        raise UserError("These books already belong to a shop.")
    if country not in rules.COUNTRIES:
        raise UserError("Choose a country.", "country")
    usual = rules.country_defaults(country)
    shop = Shop(
        name=_named(name),
        rate=_rate(rate),
        country=country,
        currency=usual.currency,
        paper=usual.paper,
        day_first=usual.day_first,
        profile=usual.profile,
    )
    session.add(shop)
    _fill(shop, choices or {})
    for weekday, (start, end) in rules.DEFAULT_HOURS.items():
        session.add(OpenHours(weekday=weekday, from_minute=start, to_minute=end))
    for holiday, rule in usual.holidays:
        session.add(Holiday(name=holiday, rule=rule))
    session.flush()
    return shop.id


@action("Change shop")
def edit_shop(session: Session, version: int, changes: Mapping[str, Any]) -> None:
    """Change columns of the company; `version` is the one the person saw.

    Raises UserError naming a field, Conflict when somebody else was first.
    """
    shop = session.scalars(select(Shop)).one()
    seen(shop, version)
    if "name" in changes:
        _named(changes["name"])
    if "rate" in changes:
        _rate(changes["rate"])
    _fill(shop, changes)
    tell(session, "Shop saved")


def _named(name: str) -> str:
    if not name.strip():
        raise UserError("Give your shop a name; it stands on every invoice.", "name")
    return name.strip()


def _rate(rate: int) -> int:
    if rate <= 0:
        raise UserError("Say what an hour of your work costs, for instance 150.", "rate")
    return rate


def _fill(shop: Shop, changes: Mapping[str, Any]) -> None:
    """Set known columns; a figure outside its bounds is refused by name."""
    for name, value in changes.items():
        if name not in Shop.__table__.columns or name in {"id", "version"}:
            raise AttributeError(name)
        if isinstance(value, int) and not isinstance(value, bool):
            _bounded(name, value)
        setattr(shop, name, value.strip() if isinstance(value, str) else value)
    if shop.country not in rules.COUNTRIES:
        raise UserError("Choose a country.", "country")
    # A new row has its defaults only once it is written.
    if shop.accounting_basis not in (None, *rules.ACCOUNTING_BASES):
        raise UserError("Choose cash or accrual.", "accounting_basis")
    if shop.pay_schedule not in (None, *rules.PAY_SCHEDULES):
        raise UserError("Choose how often wages are paid.", "pay_schedule")


_BOUNDS = {
    "after_hours_factor": (10_000, "After hours costs at least as much as in hours: 1 or more."),
    "increment_minutes": (1, "Bill in steps of a minute or more."),
    "billability_target": (1, "Type a share from 1 to 100."),
    "fiscal_year_month": (1, "A month is a number from 1 to 12."),
    "margin_target": (0, "Type a share from 0 to 95."),
    "pay_lag_days": (0, "Say how many days a period ends before its pay date, from 0 to 31."),
}
"""The least a figure may be, and what is said below it; all others may be zero."""
_MOST = {
    "billability_target": 100,
    "fiscal_year_month": 12,
    "margin_target": 95,
    "pay_lag_days": MOST_LAG,
}


def _bounded(name: str, value: int) -> None:
    """Refuse a figure outside its bounds; raises UserError naming it."""
    least, words = _BOUNDS.get(name, (0, "Type a figure that is not below zero."))
    most = _MOST.get(name, value)
    if not least <= value <= most:
        raise UserError(words, name)


@action("Change business hours")
def set_hours(session: Session, hours: dict[int, tuple[int, int]]) -> None:
    """Replace the open hours: minutes from-to by weekday, Monday is 0; absent days are closed."""
    for row in session.scalars(select(OpenHours)):
        session.delete(row)
    session.flush()
    for weekday, (start, end) in sorted(hours.items()):
        if not 0 <= start < end <= 1440:
            raise UserError("Closing time must be after opening time.", rules.WEEKDAYS[weekday])
        session.add(OpenHours(weekday=weekday, from_minute=start, to_minute=end))
    tell(session, "Business hours saved")


@action("Add holiday")
def add_holiday(session: Session, name: str, rule: str) -> int:
    """Add a company holiday; raises UserError naming name or rule."""
    if not name.strip():
        raise UserError("Give the holiday a name.", "name")
    kept = rules.holiday_rule(rule)
    same = select(Holiday.id).where(func.lower(Holiday.name) == name.strip().lower())
    if session.scalar(same.limit(1)) is not None:
        raise UserError("There is already a holiday with this name.", "name")
    holiday = Holiday(name=name.strip(), rule=kept)
    session.add(holiday)
    session.flush()
    tell(session, f"{holiday.name} added")
    return holiday.id


@action("Remove holiday")
def remove_holiday(session: Session, holiday_id: int) -> None:
    """Take a holiday off the list."""
    holiday = session.get_one(Holiday, holiday_id)
    session.delete(holiday)
    tell(session, f"{holiday.name} removed")


@action("Replace holidays")
def replace_holidays(session: Session, holidays: Sequence[tuple[str, str]]) -> None:
    """Keep exactly these holidays, as (name, rule); raises UserError naming rule."""
    for row in session.scalars(select(Holiday)):
        session.delete(row)
    session.flush()
    for name, rule in holidays:
        session.add(Holiday(name=name, rule=rules.holiday_rule(rule)))
    tell(session, rules.holiday_words(len(holidays)))


@action("Set usual tax")
def set_usual_tax(session: Session, name: str, rate: int) -> int:
    """Add the tax that clients pay unless said otherwise; `rate` in millionths."""
    tax_id = save_tax_code(session, "TAX", name or "Sales tax", rate)
    session.scalars(select(Shop)).one().tax_code_id = tax_id
    return tax_id


@action("Set logo")
def set_logo(session: Session, picture: bytes | None) -> None:
    """Put a picture on the letterhead, as `clean_picture` made it; None takes it off.

    Raises UserError naming logo for anything else.
    """
    shop = session.scalars(select(Shop)).one()
    if picture and not is_clean(picture, LOGO):
        raise UserError("Choose a PNG or JPEG.", LOGO.field)
    shop.logo = blobs.put(session, picture) if picture else ""
    tell(session, "Logo saved" if picture else "Logo taken off")


@action("Save tax")
def save_tax_code(
    session: Session, code: str, name: str, rate: int, tax_code_id: int | None = None
) -> int:
    """Add a tax, or change one by id; `rate` in millionths. Raises UserError by field."""
    code = code.strip()
    if not code:
        raise UserError("Give the tax a short code, like CA.", "code")
    if not 0 <= rate < 1_000_000:
        raise UserError("Type the tax as a percentage from 0 to 99.", "rate")
    taken = session.scalar(select(TaxCode.id).where(TaxCode.code == code))
    if taken not in (None, tax_code_id):
        raise UserError("There is already a tax with this code.", "code")
    row = (
        session.get_one(TaxCode, tax_code_id)
        if tax_code_id
        else TaxCode(code=code, name="", rate=0)
    )
    row.code, row.name, row.rate = code, name.strip() or code, rate
    session.add(row)
    session.flush()
    tell(session, f"Tax {code} saved")
    return row.id


# Stated once: a list that comes in takes a number for every row.
_PATTERN = (
    select(NumberSeries.pattern)
    .where(NumberSeries.kind == bindparam("of_kind"))
    .order_by(NumberSeries.year.desc())
)
_COUNT_UP = (
    update(NumberSeries)
    .where(NumberSeries.kind == bindparam("of_kind"), NumberSeries.year == bindparam("of_year"))
    .values(next=NumberSeries.next + 1)
    .returning(NumberSeries.next)
)


def series(session: Session, kind: str, year: int = 0) -> tuple[str, int]:
    """How a series is written, and the year its numbers are kept under: 0 without {year}."""
    pattern = session.scalar(_PATTERN, {"of_kind": kind})
    pattern = pattern or rules.SERIES[kind]
    return pattern, year if "{year}" in pattern else 0


def next_in_series(session: Session, kind: str, year: int = 0) -> tuple[int, str]:
    """Take the next number of a series inside the running step: the number and how it is written.

    No gap and no duplicate with any number of writers: the row is counted up in place and held
    until commit. `year` counts only where the pattern has one.
    """
    pattern, series_year = series(session, kind, year)
    connection = session.connection()
    here = {"of_kind": kind, "of_year": series_year}
    taken = connection.execute(_COUNT_UP, here).scalar_one_or_none()
    if taken is None:
        row = {"kind": kind, "year": series_year, "pattern": pattern, "next": 2}
        try:
            with connection.begin_nested():
                connection.execute(insert(NumberSeries).values(row))
            taken = 2
        except IntegrityError:
            taken = connection.execute(_COUNT_UP, here).scalar_one()
    number = int(taken) - 1
    return number, pattern.format(n=number, year=year)


def alone(session: Session) -> None:
    """Wait until no other computer does what is to be done once; what is asked next sees it.

    In a file the step has waited already. The row of the company is held until the step ends.
    """
    session.execute(select(Shop.id).with_for_update())


def next_number(session: Session, kind: str, year: int = 0) -> str:
    """Take the next number of a series as it is written: C0001, T000123, 2026-0001 (B0)."""
    return next_in_series(session, kind, year)[1]


def reserve(session: Session, kind: str, count: int, year: int = 0) -> list[str]:
    """Take many numbers of a series at once, as they are written, in rising order."""
    if count < 1:
        return []
    first, _ = next_in_series(session, kind, year)
    move_past(session, kind, first + count - 1, year)
    pattern, _ = series(session, kind, year)
    return [pattern.format(n=first + n, year=year) for n in range(count)]


def move_past(session: Session, kind: str, highest: int, year: int = 0) -> None:
    """Let a series go on after a number that came in from elsewhere; it never goes back."""
    pattern, series_year = series(session, kind, year)
    table = NumberSeries.__table__
    here = (table.c.kind == kind) & (table.c.year == series_year)
    connection = session.connection()
    if connection.scalar(select(table.c.next).where(here)) is None:
        row = {"kind": kind, "year": series_year, "pattern": pattern, "next": highest + 1}
        connection.execute(insert(NumberSeries).values(row))
        return
    behind = here & (table.c.next <= highest)
    connection.execute(update(NumberSeries).where(behind).values(next=highest + 1))


@action("Set number series", undoable=False)
def set_series(session: Session, kind: str, year: int, pattern: str, next_one: int) -> None:
    """Say how a series is written and with which number it goes on.

    A number that may have been given out cannot be given again: raises UserError naming next_one.
    """
    rules.check_pattern(pattern)
    if next_one < 1:
        raise UserError("Start the series at 1 or higher.", "next_one")
    year = year if "{year}" in pattern else 0
    row = session.scalars(
        select(NumberSeries).where(NumberSeries.kind == kind, NumberSeries.year == year)
    ).one_or_none()
    if row is None:
        session.add(NumberSeries(kind=kind, year=year, pattern=pattern, next=next_one))
        return
    if next_one < row.next:
        raise UserError(
            f"Numbers below {row.next} may be in use. Choose {row.next} or higher.", "next_one"
        )
    row.pattern, row.next = pattern, next_one
