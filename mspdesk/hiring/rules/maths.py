"""The sums of hiring: what an option costs, whom it takes to pay it, how far the team reaches."""

from ...errors import UserError
from ...money import MILLION, Currency, half_up, multiplied
from ...people.rules import (
    BURDEN,
    WEEKS_A_YEAR,
    WEEKS_TENTHS,
    loaded_month,
    loaded_year,
    per_productive_hour,
)
from ...rows import dataclass

KINDS = {
    "employee": "Employee",
    "contractor": "Contractor",
    "salesperson": "Salesperson",
}
"""What an option may be."""

SALES_SHARE, PROFIT_SHARE = 100_000, 300_000
"""Millionths: a salesperson gets about 10 % of what is sold or 30 % of its profit (S012)."""

MOST_MINUTES = 60 * 60
MOST_AN_HOUR, MOST_A_YEAR = 100_000_000, 10_000_000_000_000
"""Minor units beyond which somebody typed something else."""
"""Minutes a week of one person; more than that is two people."""

FEWEST_DESKTOPS, MOST_DESKTOPS = 500, 1_000
"""Desktops one technician looks after with remote monitoring (S021, E29)."""

ATTAINABLE = 700
"""Tenths of a percent: the productive share that is reached over time (S021)."""

NO_BURDEN = 10_000
"""Ten-thousandths: a contractor's price is all there is."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to fill a gap; units as in HireOption."""

    title: str
    kind: str = "employee"
    wage: int = 0
    minutes_week: int = 0
    weeks_tenths: int = WEEKS_TENTHS
    burden: int = BURDEN
    income: int = 0
    sales_share: int = SALES_SHARE
    profit_share: int = PROFIT_SHARE
    chosen: bool = False
    id: int = 0
    version: int = 0


def check_option(option: Option) -> None:
    """Raises UserError naming the field of a figure that makes no sum."""
    if not option.title:
        raise UserError("Say what it is: Technician, full time.", "title")
    if option.kind not in KINDS:
        raise UserError("Choose employee, contractor or salesperson.", "kind")
    if option.kind == "salesperson":
        _check_sales(option)
        return
    if option.wage <= 0:
        what = "price" if option.kind == "contractor" else "wage"
        raise UserError(f"Type the {what} of an hour; nobody works for nothing.", "wage")
    if option.wage > MOST_AN_HOUR:
        raise UserError("That is more than an hour is paid with. Type one hour.", "wage")
    if option.minutes_week <= 0:
        raise UserError("Type the hours a week. With none there is nothing to pay.", "minutes_week")
    if option.minutes_week > MOST_MINUTES:
        raise UserError(
            "More than 60 hours a week are two people's; add two options.", "minutes_week"
        )
    if not 1 <= option.weeks_tenths <= 50:
        raise UserError("A month has between 0.1 and 5 weeks; 4.3 is usual.", "weeks_tenths")
    if not NO_BURDEN <= option.burden <= 3 * NO_BURDEN:
        raise UserError("Type what a wage costs with all that comes with it: 1 to 3.", "burden")


def _check_sales(option: Option) -> None:
    if option.income <= 0:
        raise UserError("Type what they are to take home in a year.", "income")
    if option.income > MOST_A_YEAR:
        raise UserError("That is more than anybody takes home. Type one year.", "income")
    for share, field in (
        (option.sales_share, "sales_share"),
        (option.profit_share, "profit_share"),
    ):
        if not 0 < share <= MILLION:
            raise UserError("Type a share above 0 and up to 100%.", field)


# --- what an option costs (S013, S025) -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cost:
    """What an option costs, minor units: a week, a month, with everything, a productive hour.

    `minutes_year` are the productive ones of a year.
    """

    week: int
    month: int
    loaded_month: int
    loaded_year: int
    minutes_year: int
    per_hour: int


def step_of(currency: Currency) -> int:
    """What loaded months are rounded to: a hundred whole units, in minor ones (S013)."""
    return 100 * int(10**currency.digits)


def cost(option: Option, tenths: int, step: int = 10_000) -> Cost:
    """What an employee or a contractor costs at a productive share in tenths of a percent.

    A contractor is paid for the hours that are worked on what was agreed, so the price of an hour
    is what a productive hour costs; an employee is paid for all hours (S025).
    """
    pay, minutes = option.wage, option.minutes_week
    terms = (pay, minutes, option.weeks_tenths, option.burden, step)
    year = loaded_year(*terms)
    outside = option.kind == "contractor"
    return Cost(
        half_up(pay * minutes, 60),
        half_up(pay * minutes * option.weeks_tenths, 60 * 10),
        loaded_month(*terms),
        year,
        half_up(minutes * WEEKS_A_YEAR * (1_000 if outside else tenths), 1_000),
        multiplied(pay, option.burden) if outside else per_productive_hour(year, minutes, tenths),
    )


def wage_of_year(option: Option) -> int:
    """The wages of 52 weeks without anything else, minor units (E03)."""
    return half_up(option.wage * option.minutes_week * WEEKS_A_YEAR, 60)


def even_minutes(year: int, contractor: Option) -> int:
    """Minutes a week at which a contractor costs as much in a year as an employee does (S025)."""
    price = multiplied(contractor.wage, contractor.burden) * WEEKS_A_YEAR
    return half_up(year * 60, price) if price else 0


# --- who pays for it (S018) ----------------------------------------------------------------------


def clients_needed(year: int, each: int) -> int | None:
    """How many clients of the same yearly profit pay for a year; None where they bring none."""
    return -(-year // each) if each > 0 else None


# --- a salesperson (S012) ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Selling:
    """What a salesperson must bring in a year for what they take home, minor units.

    `sales` at a share of sales, `profit` at a share of profit; `month` is what the team would have
    to deliver anew each month. At a margin of `even_margin` millionths both are the same.
    """

    sales: int
    profit: int
    month: int
    even_margin: int


def selling(income: int, sales_share: int, profit_share: int) -> Selling:
    """The new business that pays a salesperson; shares in millionths, minor units half up."""
    sales = half_up(income * MILLION, sales_share)
    return Selling(
        sales,
        half_up(income * MILLION, profit_share),
        half_up(sales, 12),
        half_up(sales_share * MILLION, profit_share),
    )


# --- how far the team reaches (S021) -------------------------------------------------------------


def gained(paid_week: int, from_tenths: int, to_tenths: int) -> int:
    """Productive minutes a week that a better share of the same paid minutes gives (S021)."""
    return half_up(paid_week * (to_tenths - from_tenths), 1_000)


@dataclass(frozen=True, slots=True)
class Reach:
    """Desktops for each technician, and where that lies: under, in or over the usual range."""

    desktops: int
    technicians: int
    each: int
    where: str


def reach(desktops: int, technicians: int) -> Reach:
    """How many desktops a technician looks after (S021); without one there is no telling."""
    each = half_up(desktops, technicians) if technicians else 0
    if not technicians:
        where = "unknown"
    elif desktops > MOST_DESKTOPS * technicians:
        where = "over"
    else:
        where = "under" if desktops < FEWEST_DESKTOPS * technicians else "in"
    return Reach(desktops, technicians, each, where)
