"""When the shop is open, which days it is closed, and what a country brings along."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, datetime, timedelta

from dateutil.easter import easter

from ...dates import add_months, parse_span
from ...errors import UserError
from ...rows import dataclass
from .national import moved_days

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DEFAULT_HOURS: Mapping[int, tuple[int, int]] = dict.fromkeys(range(5), (8 * 60, 17 * 60))
"""Monday to Friday, 8 to 5 (E10)."""

TEN_HOLIDAYS = (
    ("New Year's Day", "fixed 01-01"),
    ("Martin Luther King Jr. Day", "nth 3 mon 01"),
    ("Presidents' Day", "nth 3 mon 02"),
    ("Memorial Day", "last mon 05"),
    ("Independence Day", "fixed 07-04"),
    ("Labor Day", "nth 1 mon 09"),
    ("Columbus Day", "nth 2 mon 10"),
    ("Veterans Day", "fixed 11-11"),
    ("Thanksgiving Day", "nth 4 thu 11"),
    ("Christmas Day", "fixed 12-25"),
)
"""The ten federal holidays of 2016 (S039, E12)."""

OFFERED_HOLIDAYS = (("Juneteenth", "fixed 06-19"),)
"""One click away, never added by itself (E12)."""

_PLAIN_HOLIDAYS = (
    ("New Year's Day", "fixed 01-01"),
    ("Good Friday", "easter -2"),
    ("Easter Monday", "easter 1"),
    ("Labour Day", "fixed 05-01"),
    ("Ascension Day", "easter 39"),
    ("Whit Monday", "easter 50"),
    ("Assumption", "fixed 08-15"),
    ("All Saints' Day", "fixed 11-01"),
    ("Christmas Day", "fixed 12-25"),
    ("Second Christmas Day", "fixed 12-26"),
)
_BRITISH_HOLIDAYS = (
    ("New Year's Day", "fixed 01-01"),
    ("Good Friday", "easter -2"),
    ("Easter Monday", "easter 1"),
    ("Early May bank holiday", "nth 1 mon 05"),
    ("Spring bank holiday", "last mon 05"),
    ("Summer bank holiday", "last mon 08"),
    ("Christmas Eve", "fixed 12-24"),
    ("Christmas Day", "fixed 12-25"),
    ("Boxing Day", "fixed 12-26"),
    ("New Year's Eve", "fixed 12-31"),
)
_CANADIAN_HOLIDAYS = (
    ("New Year's Day", "fixed 01-01"),
    ("Good Friday", "easter -2"),
    ("Victoria Day", "before mon 05-25"),
    ("Canada Day", "fixed 07-01"),
    ("Civic Holiday", "nth 1 mon 08"),
    ("Labour Day", "nth 1 mon 09"),
    ("Truth and Reconciliation", "fixed 09-30"),
    ("Thanksgiving", "nth 2 mon 10"),
    ("Christmas Day", "fixed 12-25"),
    ("Boxing Day", "fixed 12-26"),
)

_EURO = set("AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK BG".split())
_EU = _EURO | set("CZ DK HU PL RO SE".split())
_OTHER_MONEY = {
    "US": "USD",
    "CA": "CAD",
    "GB": "GBP",
    "AU": "AUD",
    "NZ": "NZD",
    "MX": "MXN",
    "JP": "JPY",
    "CH": "CHF",
    "NO": "NOK",
    "SE": "SEK",
    "DK": "DKK",
    "PL": "PLN",
    "CZ": "CZK",
    "HU": "HUF",
    "RO": "RON",
    "IN": "INR",
    "ZA": "ZAR",
    "SG": "SGD",
    "KW": "KWD",
    "IL": "ILS",
    "BR": "BRL",
}
_LETTER = set("US CA MX PH CL CO CR GT NI PA PR SV VE BZ".split())
"""Countries that print on Letter; all others use A4."""

COUNTRIES = {
    "US": "United States",
    "CA": "Canada",
    "GB": "United Kingdom",
    "AU": "Australia",
    "NZ": "New Zealand",
    "IE": "Ireland",
    "DE": "Germany",
    "AT": "Austria",
    "CH": "Switzerland",
    "FR": "France",
    "BE": "Belgium",
    "NL": "Netherlands",
    "LU": "Luxembourg",
    "ES": "Spain",
    "PT": "Portugal",
    "IT": "Italy",
    "DK": "Denmark",
    "SE": "Sweden",
    "NO": "Norway",
    "FI": "Finland",
    "PL": "Poland",
    "CZ": "Czechia",
    "SK": "Slovakia",
    "HU": "Hungary",
    "RO": "Romania",
    "GR": "Greece",
    "HR": "Croatia",
    "SI": "Slovenia",
    "EE": "Estonia",
    "LV": "Latvia",
    "LT": "Lithuania",
    "BG": "Bulgaria",
    "MT": "Malta",
    "CY": "Cyprus",
    "MX": "Mexico",
    "BR": "Brazil",
    "IN": "India",
    "ZA": "South Africa",
    "SG": "Singapore",
    "JP": "Japan",
    "IL": "Israel",
    "KW": "Kuwait",
    "PH": "Philippines",
}


@dataclass(frozen=True, slots=True)
class CountryDefaults:
    """What a country brings along, all of it changeable: currency, paper, date order, profile."""

    currency: str
    paper: str
    day_first: bool
    profile: str
    holidays: tuple[tuple[str, str], ...]


ACCRUAL, CASH = "accrual", "cash"
ACCOUNTING_BASES = {
    ACCRUAL: "Accrual: when it is invoiced",
    CASH: "Cash: when it is paid",
}
"""When income and costs count (S124)."""

WEEKLY, BIWEEKLY, SEMIMONTHLY, MONTHLY = "weekly", "biweekly", "semimonthly", "monthly"
PAY_SCHEDULES = {
    WEEKLY: "Every week",
    BIWEEKLY: "Every two weeks",
    SEMIMONTHLY: "Twice a month",
    MONTHLY: "Every month",
}
"""How often wages are paid (S124)."""


def country_defaults(country: str) -> CountryDefaults:
    """The defaults of a two-letter country code (E43)."""
    currency = _OTHER_MONEY.get(country) or ("EUR" if country in _EURO else "USD")
    lists = {"US": TEN_HOLIDAYS, "CA": _CANADIAN_HOLIDAYS, "GB": _BRITISH_HOLIDAYS}
    return CountryDefaults(
        currency,
        "Letter" if country in _LETTER else "A4",
        country != "US",
        "EU" if country in _EU or country in {"GB", "NO", "CH"} else "US",
        lists.get(country, _PLAIN_HOLIDAYS),
    )


def national_money(country: str) -> str:
    """The currency in which a country of Europe wants its VAT said; nothing elsewhere."""
    usual = country_defaults(country)
    return usual.currency if usual.profile == "EU" else ""


_RULE_HELP = "Write the day as “fixed 12-25”, “nth 4 thu 11”, “last mon 05”, “easter -2” or a date."


def holiday_date(rule: str, year: int) -> date | None:
    """The day a rule names in a year, not yet moved off a weekend; None when that year has none.

    A year has none when the rule is for another year, for February 29, or for the fifth of a
    weekday that comes four times. Raises UserError naming `rule` when it cannot be read.
    """
    try:
        match rule.lower().split():
            case ["fixed", day]:
                return _in_year(year, day)
            case ["on", day]:
                found = date.fromisoformat(day)
                return found if found.year == year else None
            case ["nth", n, weekday, month] if n in {"1", "2", "3", "4", "5"}:
                return _nth(date(year, int(month), 1), int(n), weekday)
            case ["last", weekday, month]:
                return _before(add_months(date(year, int(month), 1), 1), weekday)
            case ["before", weekday, day]:
                found_day = _in_year(year, day)
                return _before(found_day, weekday) if found_day else None
            case ["easter", offset] if abs(int(offset)) <= EASTER_DAYS:
                return easter(year) + timedelta(days=int(offset))
    except ValueError:
        pass
    raise UserError(_RULE_HELP, "rule")


def holiday_rule(text: str) -> str:
    """A rule as it is kept, from a rule or a plain date; raises UserError naming `rule`."""
    rule = " ".join(text.lower().split())
    if re.fullmatch(r"\d{4}-\d\d-\d\d", rule):
        rule = f"on {rule}"
    holiday_date(rule, 2026)
    return rule


_ORDINALS = {"1": "First", "2": "Second", "3": "Third", "4": "Fourth", "5": "Fifth"}


def rule_words(rule: str) -> str:
    """A holiday's rule as people say it: Fourth Thursday in November; any other as it is kept."""
    match rule.lower().split():
        case ["fixed", day]:
            words = f"Every {_day_words(day)}"
        case ["on", day]:
            words = f"{_day_words(day[5:])}, {day[:4]}"
        case ["nth", n, weekday, month]:
            words = f"{_ORDINALS[n]} {_weekday_words(weekday)} in {_month_words(month)}"
        case ["last", weekday, month]:
            words = f"Last {_weekday_words(weekday)} in {_month_words(month)}"
        case ["before", weekday, day]:
            words = f"{_weekday_words(weekday)} before {_day_words(day)}"
        case ["easter", offset]:
            words = _easter_words(int(offset))
        case _:
            words = rule
    return words


def _easter_words(days: int) -> str:
    how = "day" if abs(days) == 1 else "days"
    side = "after" if days > 0 else "before"
    return f"{abs(days)} {how} {side} Easter" if days else "Easter Sunday"


def _day_words(day: str) -> str:
    month, number = day.split("-")
    return f"{_month_words(month)} {int(number)}"


def _month_words(month: str) -> str:
    return f"{date(2000, int(month), 1):%B}"


def _weekday_words(weekday: str) -> str:
    return f"{date(2001, 1, 1 + WEEKDAYS.index(weekday)):%A}"


EASTER_DAYS = 80
"""How far from Easter a holiday may lie and still be in the same year."""


def _in_year(year: int, day: str) -> date | None:
    """A month and day such as 12-25 in a year; raises ValueError when it is never a day."""
    month, number = map(int, day.split("-"))
    leap = date(2000, month, number)
    try:
        return leap.replace(year=year)
    except ValueError:
        return None


def _nth(first: date, n: int, weekday: str) -> date | None:
    """The n-th such weekday of a month by its first day; None when the month has fewer."""
    ahead = (WEEKDAYS.index(weekday) - first.weekday()) % 7
    found = first + timedelta(days=ahead + 7 * (n - 1))
    return found if found.month == first.month else None


def _before(day: date, weekday: str) -> date:
    """The last such weekday before a day."""
    back = (day.weekday() - WEEKDAYS.index(weekday) - 1) % 7 + 1
    return day - timedelta(days=back)


def observed(day: date) -> date:
    """Saturday is kept on Friday, Sunday on Monday (5 USC 6103)."""
    return day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))


def kept(day: date, country: str = "US") -> date:
    """The day on which a country keeps a holiday that may fall on a weekend.

    Abroad a day that the law does not name stays where it is.
    """
    if country == "US":
        return observed(day)
    return moved_days(country, day.year).get(day, day) if day.weekday() > 4 else day


def holidays_of(
    rules: Iterable[tuple[str, str]], year: int, country: str = "US", *, move: bool = True
) -> dict[date, str]:
    """The closed days of a calendar year: the next New Year's may be kept on December 31."""
    found: dict[date, str] = {}
    for name, rule in rules:
        for named in (year, year + 1):
            day = holiday_date(rule, named)
            if day is None:
                continue
            on = kept(day, country) if move and not rule.startswith("on ") else day
            if on.year == year:
                found[on] = name
    return dict(sorted(found.items()))


def holiday_words(count: int) -> str:
    """What is said of the number of holidays: gently, from the eleventh on (S039)."""
    if count <= 10:
        return f"{count} company holidays"
    return f"{count} company holidays. Ten is the usual choice."


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the shop is open: minutes from-to by weekday (Monday 0), and the closed days by name."""

    hours: Mapping[int, tuple[int, int]] = field(default_factory=lambda: dict(DEFAULT_HOURS))
    closed: Mapping[date, str] = field(default_factory=dict)

    def open_minutes(self, day: date) -> tuple[int, int] | None:
        """From and to in minutes since midnight on a day; None when the shop is closed."""
        return None if day in self.closed else self.hours.get(day.weekday())

    def is_open(self, moment: datetime) -> bool:
        """Whether a moment lies in business hours."""
        span = self.open_minutes(moment.date())
        minute = moment.hour * 60 + moment.minute
        return span is not None and span[0] <= minute < span[1]

    def segments(self, start: datetime, minutes: int) -> list[tuple[bool, int]]:
        """Cut time from a start into (after hours?, minutes) pieces in the order worked."""
        found: list[tuple[bool, int]] = []
        while minutes > 0:
            at = start.hour * 60 + start.minute
            span = self.open_minutes(start.date())
            edges = [1440] if span is None else [edge for edge in (*span, 1440) if edge > at]
            piece = min(minutes, edges[0] - at)
            after = not self.is_open(start)
            if found and found[-1][0] == after:
                found[-1] = (after, found[-1][1] + piece)
            else:
                found.append((after, piece))
            start += timedelta(minutes=piece)
            minutes -= piece
        return found

    def add_minutes(self, start: datetime, minutes: int) -> datetime:
        """The moment when so many business minutes have passed since a start."""
        moment = start
        for _ in range(4000):
            span = self.open_minutes(moment.date())
            at = moment.hour * 60 + moment.minute
            if span and at < span[1]:
                begin = max(at, span[0])
                if minutes <= span[1] - begin:
                    return _at(moment.date(), begin + minutes)
                minutes -= span[1] - begin
            moment = _at(moment.date() + timedelta(days=1), 0)
        return moment

    def add_days(self, start: datetime, days: int) -> datetime:
        """The same clock time some open days later; from a closed day, the next opening counts."""
        moment = start
        if self.open_minutes(moment.date()) is None:
            opening = self.add_minutes(moment, 0)
            moment = opening
        while days > 0:
            moment += timedelta(days=1)
            days -= self.open_minutes(moment.date()) is not None
        return moment


def _at(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day) + timedelta(minutes=minute)


SERIES = {
    "client": "C{n:04d}",
    "ticket": "T{n:06d}",
    "agreement": "A{n:04d}",
    "payment": "P{n:05d}",
    "invoice": "{year}-{n:04d}",
    "credit": "CR-{year}-{n:04d}",
    "write_off": "WO-{year}-{n:04d}",
    "letter": "L{n:05d}",
    "deposit": "D{n:04d}",
    "vendor": "V{n:04d}",
    "tsr": "R{n:04d}",
    "event": "E{n:04d}",
    "run": "K{n:05d}",
    "opportunity": "O{n:04d}",
    "proposal": "PR{n:04d}",
}
"""How the numbers of each series are written (B0); a year in the pattern starts the series anew."""


def check_pattern(pattern: str) -> str:
    """A series pattern that can be written; raises UserError naming `pattern`."""
    if not re.fullmatch(r"[A-Za-z0-9/ -]*(\{year\}[A-Za-z0-9/ -]*)?\{n(:0\d+d)?\}", pattern):
        raise UserError(
            "Write the pattern with {n:04d} at its end, and {year} if you like.", "pattern"
        )
    return pattern


_WEEK = re.compile(
    r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\s*(?:-|to)\s*(mon|tue|wed|thu|fri|sat|sun)[a-z]*\s+(.+)"
)
_ONE_DAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\s+(.+)")


def parse_hours(text: str, field: str = "hours") -> dict[int, tuple[int, int]]:
    """Read business hours as people write them: Mon-Fri 8:00-17:00, Sat 9:00-12:00.

    Minutes from-to by weekday; raises UserError naming the field.
    """
    found: dict[int, tuple[int, int]] = {}
    for part in text.lower().replace("–", "-").replace(";", ",").split(","):
        if not part.strip():
            continue
        if week := _WEEK.fullmatch(part.strip()):
            first, last, times = WEEKDAYS.index(week[1]), WEEKDAYS.index(week[2]), week[3]
        elif day := _ONE_DAY.fullmatch(part.strip()):
            first = last = WEEKDAYS.index(day[1])
            times = day[2]
        else:
            raise UserError("Write the hours as Mon-Fri 8:00-17:00, Sat 9:00-12:00.", field)
        span = parse_span(times, field)
        if span.start is None or last < first:
            raise UserError("Write the hours as Mon-Fri 8:00-17:00, Sat 9:00-12:00.", field)
        found |= dict.fromkeys(range(first, last + 1), (span.start, span.start + span.minutes))
    return found


def hours_words(hours: Mapping[int, tuple[int, int]]) -> str:
    """Business hours in one line, as `parse_hours` reads them."""
    runs: list[tuple[int, int, tuple[int, int]]] = []
    for weekday, span in sorted(hours.items()):
        if runs and runs[-1][1] == weekday - 1 and runs[-1][2] == span:
            runs[-1] = (runs[-1][0], weekday, span)
        else:
            runs.append((weekday, weekday, span))
    return ", ".join(
        f"{WEEKDAYS[first].title()}{'-' + WEEKDAYS[last].title() if last > first else ''} "
        f"{start // 60}:{start % 60:02d}-{end // 60}:{end % 60:02d}"
        for first, last, (start, end) in runs
    )


def parse_holidays(
    text: str, usual: Iterable[tuple[str, str]], field: str = "holidays"
) -> list[tuple[str, str]]:
    """Read holidays one a line: a usual name, or a name and its day: Town fair: 2026-08-03."""
    known = {name.lower(): (name, rule) for name, rule in [*usual, *OFFERED_HOLIDAYS]}
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, day = line.partition(":")
        if line.lower() in known:
            found.append(known[line.lower()])
        elif day.strip():
            if not name.strip():
                raise UserError(f"Give the holiday on {day.strip()} a name.", field)
            try:
                found.append((name.strip(), holiday_rule(day)))
            except UserError as error:
                raise UserError(error.text, field) from None
        else:
            raise UserError(f"Say when “{line}” is: {line}: 2026-12-24.", field)
    return found
