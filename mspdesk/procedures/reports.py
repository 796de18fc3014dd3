"""Reports on procedures and training: what is due, what was left aside, who waits."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from ..checklists.rules.master import DEPARTMENTS
from ..database.action import reading_as
from ..desk.area import Period, Report
from ..exchange.columns import DATE, TEXT, WHOLE, OutColumn
from .queries import kept, rollouts, sops, training
from .queries.kept import ExceptionRow
from .queries.rollouts import RolloutRow
from .queries.sops import HandbookRow, SopRow
from .queries.training import DAYS, UntrainedRow

Filters = Mapping[str, int]

_REVIEW: tuple[OutColumn[SopRow], ...] = (
    OutColumn("Procedure", TEXT, lambda r: r.title),
    OutColumn("Kind", TEXT, lambda r: r.kind_words),
    OutColumn("Department", TEXT, lambda r: DEPARTMENTS[r.department]),
    OutColumn("Revision", WHOLE, lambda r: r.revision, "revision"),
    OutColumn("In force since", DATE, lambda r: r.effective_on),
    OutColumn("Review by", DATE, lambda r: r.review_by),
)
_EXCEPTIONS: tuple[OutColumn[ExceptionRow], ...] = (
    OutColumn("Day", DATE, lambda r: r.on),
    OutColumn("Until", DATE, lambda r: r.until),
    OutColumn("Procedure", TEXT, lambda r: r.sop),
    OutColumn("Why", TEXT, lambda r: r.reason),
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Ticket", TEXT, lambda r: r.ticket),
    OutColumn("Allowed by", TEXT, lambda r: r.approved_by),
)
_ROLLOUTS: tuple[OutColumn[RolloutRow], ...] = (
    OutColumn("Procedure", TEXT, lambda r: r.title),
    OutColumn("To", TEXT, lambda r: r.audience.capitalize()),
    OutColumn("Revision", WHOLE, lambda r: r.revision, "revision"),
    OutColumn("Training", DATE, lambda r: r.training_on),
    OutColumn("Live", DATE, lambda r: r.live_on),
    OutColumn("Acknowledged", WHOLE, lambda r: r.done, "done"),
    OutColumn("Of", WHOLE, lambda r: len(r.reach), "reach"),
    OutColumn("How far", TEXT, lambda r: r.state_words),
)
_HANDBOOK: tuple[OutColumn[HandbookRow], ...] = (
    OutColumn("Procedure", TEXT, lambda r: r.title),
    OutColumn("Kind", TEXT, lambda r: r.kind_words),
    OutColumn("Revision", WHOLE, lambda r: r.revision, "revision"),
    OutColumn("In force since", DATE, lambda r: r.effective_on),
    OutColumn("Acknowledged", WHOLE, lambda r: r.done, "done"),
    OutColumn("Of", WHOLE, lambda r: r.staff, "staff"),
)
_UNTRAINED: tuple[OutColumn[UntrainedRow], ...] = (
    OutColumn("Who", TEXT, lambda r: r.person),
    OutColumn("Last training", DATE, lambda r: r.last),
    OutColumn("In", TEXT, lambda r: r.topic),
    OutColumn("Basics still open", TEXT, lambda r: r.missing),
)


def review_rows(session: Session, _period: Period, _filters: Filters) -> list[SopRow]:
    """Live procedures past their review date (S137)."""
    return sops.review_due(session)


def exception_rows(session: Session, period: Period, _filters: Filters) -> list[ExceptionRow]:
    """When procedures were left aside in a month, and by whose leave (S137)."""
    return [
        row
        for row in kept.exceptions(session)
        if row.on <= period.last and (row.until or row.on) >= period.first
    ]


def handbook_rows(session: Session, _period: Period, _filters: Filters) -> list[HandbookRow]:
    """What the handbook holds for employees, and how many have read it as it is now (B10)."""
    return sops.handbook(session)


def rollout_rows(session: Session, _period: Period, _filters: Filters) -> list[RolloutRow]:
    """Roll-outs that run (S078)."""
    return rollouts.rollouts(session, None, all_of_them=False)


def untrained_rows(session: Session, period: Period, _filters: Filters) -> list[UntrainedRow]:
    """Those without training in 90 days, to whoever answers for them (S148)."""
    return training.untrained(session, reading_as(session), period.last)


REPORTS = (
    Report(
        "roll-outs",
        "Procedures being brought in",
        "Week",
        "Roll-outs that run, and how many acknowledged.",
        "as_of",
        _ROLLOUTS,
        rollout_rows,
    ),
    Report(
        "procedures-to-review",
        "Procedures to review",
        "Quarter",
        "Live procedures past the day by which they are to be reviewed.",
        "as_of",
        _REVIEW,
        review_rows,
    ),
    Report(
        "procedure-exceptions",
        "Exceptions to procedures",
        "Month",
        "When a procedure was left aside: why, and who allowed it.",
        "month",
        _EXCEPTIONS,
        exception_rows,
        needs="board",
    ),
    Report(
        "untrained",
        f"No training in {DAYS} days",
        "Month",
        "Of the people you answer for, who learned nothing new for a quarter.",
        "as_of",
        _UNTRAINED,
        untrained_rows,
        needs="board",
    ),
    Report(
        "handbook",
        "Handbook",
        "Year",
        "What is in force for employees, and how many have read it as it is now.",
        "as_of",
        _HANDBOOK,
        handbook_rows,
    ),
)
