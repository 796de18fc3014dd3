"""Questions about technology worksheets."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.rules import Status
from ...people.models import Person
from ...rows import dataclass
from ..models.worksheet import Worksheet, WorksheetAnswer
from ..rules.worksheet import (
    DECISION_WORDS,
    Answer,
    Count,
    Decision,
    State,
    count,
    nobody_in_charge,
)


@dataclass(frozen=True, slots=True)
class WorksheetPage:
    """A worksheet with its answers by question."""

    id: int
    version: int
    client_id: int
    on: date
    answered_by: str
    source: str
    decision: str
    decided_on: date | None
    decided_by: str
    reason: str
    notes: str
    answers: dict[int, Answer]

    @property
    def count(self) -> Count:
        """How many are known, unknown, not asked."""
        return count(self.answers)

    @property
    def nobody_in_charge(self) -> list[str]:
        """What is there without anybody who answers for it."""
        return nobody_in_charge(self.answers)


@dataclass(frozen=True, slots=True)
class WorksheetRow:
    """A worksheet as lists show it."""

    id: int
    client_id: int
    client: str
    on: date
    known: int
    unknown: int
    open: int
    percent: int
    nobody: str
    decision: str
    reason: str


def worksheet_of(session: Session, client_id: int) -> WorksheetPage | None:
    """A client's newest worksheet, or None while there is none."""
    row = session.scalars(
        select(Worksheet)
        .where(Worksheet.client_id == client_id)
        .order_by(Worksheet.on.desc(), Worksheet.id.desc())
        .limit(1)
    ).first()
    return _page(session, row) if row is not None else None


def worksheet(session: Session, worksheet_id: int) -> WorksheetPage:
    """One worksheet."""
    return _page(session, session.get_one(Worksheet, worksheet_id))


def _page(session: Session, row: Worksheet) -> WorksheetPage:
    name = session.scalar(select(Person.name).where(Person.id == row.decided_by_id))
    return WorksheetPage(
        row.id,
        row.version,
        row.client_id,
        row.on,
        row.answered_by,
        row.source,
        row.decision,
        row.decided_on,
        name or "",
        row.reason,
        row.notes,
        _answers(session, row.id),
    )


def _answers(session: Session, worksheet_id: int) -> dict[int, Answer]:
    found = select(WorksheetAnswer.question, WorksheetAnswer.state, WorksheetAnswer.answer)
    rows = session.execute(found.where(WorksheetAnswer.worksheet_id == worksheet_id))
    return {question: Answer(State(state), text) for question, state, text in rows}


def wanted(session: Session, client_id: int) -> bool:
    """Whether a client's page has a worksheet: while they are no client yet, or once there is one.

    Our own company has none.
    """
    status, internal = session.execute(
        select(Client.status, Client.internal).where(Client.id == client_id)
    ).one()
    if internal:
        return False
    if status in {Status.PROSPECT, Status.ASSESSED, Status.PROPOSED, Status.DECLINED}:
        return True
    held = select(Worksheet.id).where(Worksheet.client_id == client_id).limit(1)
    return session.scalar(held) is not None


def worksheets(session: Session) -> list[WorksheetRow]:
    """The newest worksheet of every client that has one, the least known first."""
    rows = session.execute(
        select(Worksheet, Client.name)
        .join(Client, Client.id == Worksheet.client_id)
        .order_by(Worksheet.client_id, Worksheet.on.desc(), Worksheet.id.desc())
    )
    newest: dict[int, tuple[Worksheet, str]] = {}
    for row, name in rows:
        newest.setdefault(row.client_id, (row, name))
    answers = _all_answers(session, [row.id for row, _ in newest.values()])
    found = [_row(row, name, answers.get(row.id, {})) for row, name in newest.values()]
    return sorted(found, key=lambda one: (one.percent, one.client))


def _all_answers(session: Session, ids: list[int]) -> dict[int, dict[int, Answer]]:
    found: dict[int, dict[int, Answer]] = {}
    for one in session.scalars(
        select(WorksheetAnswer).where(WorksheetAnswer.worksheet_id.in_(ids))
    ):
        found.setdefault(one.worksheet_id, {})[one.question] = Answer(State(one.state), one.answer)
    return found


def _row(row: Worksheet, client: str, answers: dict[int, Answer]) -> WorksheetRow:
    counted = count(answers)
    decision = DECISION_WORDS[Decision(row.decision)] if row.decision else ""
    return WorksheetRow(
        row.id,
        row.client_id,
        client,
        row.on,
        counted.known,
        counted.unknown,
        counted.open,
        counted.percent,
        ", ".join(nobody_in_charge(answers)),
        decision,
        row.reason,
    )
