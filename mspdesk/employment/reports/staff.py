"""Reports on people as employees, by name: benefits, tiers to talk about, certificates."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from ...dates import today
from ...desk.area import Period, Report
from ...exchange.columns import DATE, TEXT, OutColumn
from ..queries import benefits, growth
from ..queries.benefits import BenefitRow
from ..queries.growth import ExpiringRow, StuckRow

Filters = Mapping[str, int]


def benefit_rows(session: Session, period: Period, _filters: Filters) -> list[BenefitRow]:
    """Everybody on our payroll with each plan on a day, by name (S036)."""
    rows = benefits.benefits(session, period.last)
    return sorted(rows, key=lambda one: (one.person.casefold(), one.plan.name.casefold()))


def stuck_rows(session: Session, period: Period, _filters: Filters) -> list[StuckRow]:
    """Who may be stuck at tier 1 on a day, by name (S041)."""
    return growth.may_be_stuck(session, period.last)


def certificate_rows(session: Session, period: Period, _filters: Filters) -> list[ExpiringRow]:
    """Certificates that run out within two months of a day, by name."""
    rows = growth.running_out(session, growth.soon(period.last))
    return sorted(rows, key=lambda one: (one.person.casefold(), one.expires_on))


STAFF_REPORTS = (
    Report(
        "benefits",
        "Benefits",
        "Year",
        "Who is eligible for which plan by its one rule, and what they answered.",
        "as_of",
        (
            OutColumn[BenefitRow]("Person", TEXT, lambda row: row.person),
            OutColumn[BenefitRow]("Plan", TEXT, lambda row: row.plan.name),
            OutColumn[BenefitRow]("Eligible from", DATE, lambda row: row.standing.on, "eligible"),
            OutColumn[BenefitRow]("By the rule", TEXT, lambda row: row.standing.words, "rule"),
            OutColumn[BenefitRow]("Answer", TEXT, lambda row: row.said(today()), "answer"),
        ),
        benefit_rows,
        needs="people",
    ),
    Report(
        "tier-talks",
        "Tiers to talk about",
        "Quarter",
        "Technicians two years at tier 1 with whom nobody has talked about the next.",
        "as_of",
        (
            OutColumn[StuckRow]("Person", TEXT, lambda row: row.person),
            OutColumn[StuckRow]("At tier 1 since", DATE, lambda row: row.since, "since"),
            OutColumn[StuckRow]("That is", TEXT, lambda row: row.service, "service"),
            OutColumn[StuckRow]("Last talk", DATE, lambda row: row.reviewed_on, "talk"),
            OutColumn[StuckRow]("Wants next", TEXT, lambda row: row.wants_next, "wants"),
        ),
        stuck_rows,
        needs="people",
    ),
    Report(
        "certificates",
        "Certificates that run out",
        "Quarter",
        "Certificates of people who work here that run out within two months, or have.",
        "as_of",
        (
            OutColumn[ExpiringRow]("Person", TEXT, lambda row: row.person),
            OutColumn[ExpiringRow]("Certificate", TEXT, lambda row: row.name),
            OutColumn[ExpiringRow]("Until", DATE, lambda row: row.expires_on, "until"),
        ),
        certificate_rows,
        needs="people",
    ),
)
