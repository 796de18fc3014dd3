"""Reports of service practice: the day, reviews, nights, patches, alerts, what is watched."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from ..dates import clock_time, hours_h, monday, today
from ..desk.area import Figure, Glance, Period, Report
from ..exchange.columns import DATE, MINUTES, MOMENT, TEXT, WHOLE, OutColumn, money_in
from ..money import USD, Currency
from ..rows import dataclass
from .queries import alerts, days, oncall, patches, reviews, watching
from .queries.alerts import AlertRow
from .queries.days import DayName
from .queries.oncall import DutyRow
from .queries.patches import PatchRow
from .queries.reviews import ReviewRow
from .queries.watching import DoubtfulBackup
from .rules.oncall import KINDS
from .rules.reviews import ORDERS

Filters = Mapping[str, int]
DAYS_AHEAD = 6
"""Calendar days beyond the day asked for that the tech of the day is listed for."""


def day_rows(session: Session, period: Period, _filters: Filters) -> list[DayName]:
    """Who takes the calls of a day and of the working days after it (S052)."""
    return days.tech_days(session, period.last, period.last + timedelta(days=DAYS_AHEAD))


def doubtful_rows(session: Session, period: Period, filters: Filters) -> list[DoubtfulBackup]:
    """Backups that are not known to be good (B10)."""
    client = filters.get("client")
    rows = watching.doubtful_backups(session, period.last)
    return [row for row in rows if client in (None, row.client_id)]


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review, or a Monday on which there was none."""

    on: date
    review: ReviewRow | None

    @property
    def what(self) -> str:
        """How it went, in words."""
        if self.review is None:
            return "Monday without a review"
        return "Reviewed" if self.review.ended_at else "Begun, not ended"

    @property
    def orders(self) -> str:
        """How the backlog was sorted."""
        if self.review is None:
            return ""
        return ", ".join(ORDERS.get(one, one) for one in self.review.orders)


def review_lines(session: Session, first: date, last: date) -> list[ReviewLine]:
    """The reviews of a span and the Mondays without one, by day (S077)."""
    found = [ReviewLine(one.on, one) for one in reviews.reviews(session, first, last)]
    until = min(last, today())
    found += [ReviewLine(on, None) for on in reviews.mondays_without(session, first, until)]
    return sorted(found, key=lambda line: (line.on, line.review.id if line.review else 0))


def review_rows(session: Session, period: Period, _filters: Filters) -> list[ReviewLine]:
    """The reviews of the week asked for (S077)."""
    first = monday(min(period.last, today()))
    return review_lines(session, first, first + timedelta(days=6))


def duty_rows(session: Session, period: Period, _filters: Filters) -> list[DutyRow]:
    """Who was on call in a month, what came in and how long it took (S049)."""
    return oncall.roster(session, period.first, period.last)


def patch_rows(session: Session, period: Period, filters: Filters) -> list[PatchRow]:
    """Devices with a gap in their patching (S059)."""
    return patches.patch_rows(session, period.last, filters.get("client"), gaps=True)


def alert_rows(session: Session, period: Period, filters: Filters) -> list[AlertRow]:
    """What monitoring said in a month, and which tickets came of it (S060)."""
    return alerts.alerts_between(session, period.first, period.last, filters.get("client"))


def _sum(*keys: str) -> Any:
    def totals(rows: Sequence[Any]) -> dict[str, int]:
        return {key: sum(getattr(row, key) or 0 for row in rows) for key in keys}

    return totals


def _review_totals(rows: Sequence[ReviewLine]) -> dict[str, int]:
    held = [row.review for row in rows if row.review]
    return {"tickets": sum(one.tickets for one in held), "keys": sum(one.keys for one in held)}


_PATCHES: tuple[OutColumn[PatchRow], ...] = (
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Device", TEXT, lambda r: r.name),
    OutColumn("Kind", TEXT, lambda r: r.kind_words),
    OutColumn("Policy", TEXT, lambda r: r.policy_words),
    OutColumn("Last patched", DATE, lambda r: r.patched_on),
    OutColumn("Gap", TEXT, lambda r: r.gap),
)


def reports(currency: Currency = USD) -> tuple[Report, ...]:
    """The reports of service practice, stipends in the shop's currency."""
    return (
        Report(
            "tech-of-the-day",
            "Tech of the day",
            "Day",
            "Who takes the calls today and on the working days of the next week.",
            "as_of",
            (
                OutColumn[DayName]("Day", DATE, lambda r: r.on),
                OutColumn[DayName]("Weekday", TEXT, lambda r: f"{r.on:%A}"),
                OutColumn[DayName]("Who", TEXT, lambda r: r.person),
                OutColumn[DayName]("How", TEXT, lambda r: r.said),
                OutColumn[DayName]("Note", TEXT, lambda r: r.words),
            ),
            day_rows,
        ),
        Report(
            "backups-in-doubt",
            "Backups in doubt",
            "Day",
            "Backups of which an alert is open, or of which no good one is known lately.",
            "as_of",
            (
                OutColumn[DoubtfulBackup]("Client", TEXT, lambda r: r.client),
                OutColumn[DoubtfulBackup]("Backup", TEXT, lambda r: r.backup),
                OutColumn[DoubtfulBackup]("Since", DATE, lambda r: r.on, "on"),
                OutColumn[DoubtfulBackup]("Known from", TEXT, lambda r: r.source, "source"),
                OutColumn[DoubtfulBackup]("What", TEXT, lambda r: r.words),
                OutColumn[DoubtfulBackup](
                    "Ticket", TEXT, lambda r: f"#{r.ticket}" if r.ticket else ""
                ),
            ),
            doubtful_rows,
            filters=("client",),
        ),
        Report(
            "backlog-reviews",
            "Backlog reviews",
            "Week",
            "Walks through the backlog: what was looked at and put right. Mondays without stand"
            " here too.",
            "week",
            (
                OutColumn[ReviewLine]("Day", DATE, lambda r: r.on),
                OutColumn[ReviewLine]("What", TEXT, lambda r: r.what),
                OutColumn[ReviewLine]("Sorted by", TEXT, lambda r: r.orders, "orders"),
                OutColumn[ReviewLine](
                    "Tickets", WHOLE, lambda r: r.review.tickets if r.review else None, "tickets"
                ),
                OutColumn[ReviewLine](
                    "Keys put right", WHOLE, lambda r: r.review.keys if r.review else None, "keys"
                ),
                OutColumn[ReviewLine](
                    "Minutes", MINUTES, lambda r: r.review.minutes if r.review else None, "minutes"
                ),
            ),
            review_rows,
            _review_totals,
        ),
        Report(
            "patch-gaps",
            "Patch gaps",
            "Month",
            "Devices without a policy, and devices that were patched too long ago.",
            "as_of",
            _PATCHES,
            patch_rows,
            filters=("client",),
        ),
        Report(
            "alerts",
            "Alerts",
            "Month",
            "What monitoring said, and the tickets that came of it.",
            "month",
            (
                OutColumn[AlertRow]("When", MOMENT, lambda r: r.at, "at"),
                OutColumn[AlertRow]("Client", TEXT, lambda r: r.client),
                OutColumn[AlertRow]("Device", TEXT, lambda r: r.device),
                OutColumn[AlertRow]("Kind", TEXT, lambda r: r.kind),
                OutColumn[AlertRow]("Text", TEXT, lambda r: r.text),
                OutColumn[AlertRow]("Ticket", TEXT, lambda r: f"#{r.ticket}" if r.ticket else ""),
            ),
            alert_rows,
            filters=("client",),
        ),
        Report(
            "on-call",
            "On-call record",
            "Month",
            "Who was on call, how bound, what came in. What is paid for it the law and you decide.",
            "month",
            (
                OutColumn[DutyRow]("Day", DATE, lambda r: r.on),
                OutColumn[DutyRow]("Person", TEXT, lambda r: r.person),
                OutColumn[DutyRow]("From", TEXT, lambda r: clock_time(r.begins_at), "begins"),
                OutColumn[DutyRow]("To", MOMENT, lambda r: r.ends_at, "ends"),
                OutColumn[DutyRow]("Kind", TEXT, lambda r: KINDS.get(r.kind, r.kind)),
                OutColumn[DutyRow]("Calls", WHOLE, lambda r: r.calls, "calls"),
                OutColumn[DutyRow]("Minutes", MINUTES, lambda r: r.minutes, "minutes"),
                OutColumn[DutyRow]("Stipend", money_in(currency), lambda r: r.stipend, "stipend"),
            ),
            duty_rows,
            _sum("calls", "minutes", "stipend"),
            needs="time_all",
        ),
    )


def _patch_glance(
    session: Session, period: Period, filters: Filters, rows: Sequence[PatchRow]
) -> list[Figure]:
    """How many devices there are, how many have a gap, how many no policy."""
    every = patches.patch_rows(session, period.last, filters.get("client"))
    without = sum(not row.policy for row in rows)
    clients = len({row.client_id for row in rows})
    return [
        Figure("Gaps", str(len(rows)), f"of {len(every)} devices"),
        Figure("No policy", str(without), "nobody has said how they are patched"),
        Figure("Clients", str(clients), "with a gap"),
    ]


def _review_glance(
    _session: Session, _period: Period, _filters: Filters, rows: Sequence[ReviewLine]
) -> list[Figure]:
    """How often the backlog was walked through, and what came of it."""
    held = [row.review for row in rows if row.review]
    missing = sum(row.review is None for row in rows)
    return [
        Figure("Reviews", str(len(held)), "two or three a week, Monday early one of them"),
        Figure("Tickets", str(sum(one.tickets for one in held)), "looked at"),
        Figure("Keys", str(sum(one.keys for one in held)), "put right"),
        Figure("Monday", "without" if missing else "reviewed", "the one that counts most"),
    ]


def _duty_glance(
    _session: Session, _period: Period, _filters: Filters, rows: Sequence[DutyRow]
) -> list[Figure]:
    """How often the phone rang at night, for everybody together."""
    minutes = sum(row.minutes for row in rows)
    return [
        Figure("On call", str(len(rows)), "nights and days in this time"),
        Figure("Calls", str(sum(row.calls for row in rows)), "came in"),
        Figure("Worked", hours_h(minutes), "on those calls"),
    ]


GLANCES = (
    Glance("patch-gaps", _patch_glance),
    Glance("backlog-reviews", _review_glance),
    Glance("on-call", _duty_glance, needs="time_all"),
)
