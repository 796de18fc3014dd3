"""Reports on hiring: the figures of the worksheet, what was asked and decided, the room left."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from ..dates import today
from ..desk.area import Figure, Glance, Period, Report
from ..exchange.columns import DATE, TEXT, OutColumn, money_in
from ..money import USD, Currency
from ..rows import dataclass
from ..shop.queries import shop
from .queries.cases import chosen_options
from .queries.facts import facts
from .queries.listing import CaseRow, cases
from .queries.room import room
from .rules.maths import Option, cost, step_of
from .rules.worksheet import worksheet

Filters = Mapping[str, int]
MATH, QUESTIONS = "hire-math", "hire-questions"
"""The keys of the two reports."""

ABOVE = ("garden", "backlog", MATH)
"""Reports above which the room before the next hire stands."""

OF_A_QUESTION = frozenset({"Given up here", "Frees", "Loses", "Weighed", "Would do"})
"""Figures that belong to one question and not to the shop."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of the worksheet's five steps."""

    step: str
    label: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question whether to hire: what was decided, and what the option costs in a year."""

    case: CaseRow
    option: str
    year: int | None


def figures(session: Session, period: Period, _filters: Filters) -> list[FigureRow]:
    """The inputs of a hire worksheet as they stand, without any option (S024)."""
    sheet = worksheet(facts(session, min(period.last, today())), (), (), 0)
    return [
        FigureRow(f"{step.number}  {step.title}", line.label, line.value, line.words)
        for step in sheet.steps
        for line in step.lines
        if line.label not in OF_A_QUESTION
    ]


def questions(session: Session, period: Period, _filters: Filters) -> list[QuestionRow]:
    """What was asked in a time, or decided in it."""
    chosen, currency = chosen_options(session), shop(session).money
    return [
        _question(row, chosen.get(row.id), currency)
        for row in cases(session)
        if period.first <= row.opened_on <= period.last
        or (row.decided_on is not None and period.first <= row.decided_on <= period.last)
    ]


def _question(row: CaseRow, option: Option | None, currency: Currency) -> QuestionRow:
    if option is None:
        return QuestionRow(row, "", None)
    year = cost(option, 0, step_of(currency)).loaded_year
    return QuestionRow(row, option.title, year if option.kind != "salesperson" else None)


def reports(currency: Currency = USD) -> tuple[Report, ...]:
    """The reports of hiring, sums in the shop's currency."""
    return (
        Report(
            MATH,
            "Hire math",
            "Quarter",
            "What the shop's own numbers say before anybody is hired, step by step.",
            "as_of",
            (
                OutColumn[FigureRow]("Figure", TEXT, lambda row: row.label),
                OutColumn[FigureRow]("Now", TEXT, lambda row: row.value),
                OutColumn[FigureRow]("What it is", TEXT, lambda row: row.words),
            ),
            figures,
            needs="people",
            group=lambda row: row.step,
        ),
        Report(
            QUESTIONS,
            "Hire questions",
            "Year",
            "Whether somebody should be hired: what was asked, what was decided, what it costs.",
            "year",
            (
                OutColumn[QuestionRow]("Question", TEXT, lambda row: row.case.title),
                OutColumn[QuestionRow]("Asked", DATE, lambda row: row.case.opened_on),
                OutColumn[QuestionRow]("State", TEXT, lambda row: row.case.state_words),
                OutColumn[QuestionRow]("Decided", DATE, lambda row: row.case.decided_on),
                OutColumn[QuestionRow]("Option", TEXT, lambda row: row.option),
                OutColumn[QuestionRow]("A year", money_in(currency), lambda row: row.year, "year"),
                OutColumn[QuestionRow]("Look again", DATE, lambda row: row.case.review_on),
            ),
            questions,
            needs="people",
        ),
    )


def room_glance(
    session: Session, period: Period, _filters: Filters, _rows: Sequence[Any]
) -> list[Figure]:
    """How much more work may wait before somebody has to be hired, and about until when."""
    found = room(session, min(period.last, today()))
    return [Figure("Room before the next hire", found.value, found.words)]


def math_glance(
    _session: Session, _period: Period, _filters: Filters, rows: Sequence[FigureRow]
) -> list[Figure]:
    """The three figures that are asked for first."""
    said = {row.label: row for row in rows}
    wanted = (("Backlog", "At this pace"), ("Productive share", ""), ("Net a week", "Net"))
    return [
        Figure(label, said[key or label].value, said[key or label].words) for label, key in wanted
    ]


GLANCES = (
    *(Glance(key, room_glance, order=20, needs="people") for key in ABOVE),
    Glance(MATH, math_glance, order=10, needs="people"),
)
