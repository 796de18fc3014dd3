"""One opportunity whole: what its page shows, its eight answers and its way (S129)."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...people.models import Person
from ...rows import dataclass
from ...tickets.models import Ticket
from ..models.pipeline import Opportunity, OpportunityAnswer, OpportunityMove
from ..rules import pipeline as rules
from ..rules.size import asks
from .pipeline import OpportunityRow, asked, rows_of, stages
from .size import Sizes, smallest


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One of the eight answers; empty where nobody has asked, and its version 0.

    `counted` says by what figures a question answers itself; with a version it was answered by
    hand, whatever they say.
    """

    code: str
    name: str
    ask: str
    answer: str
    words: str
    version: int = 0
    counted: str = ""

    @property
    def by_hand(self) -> bool:
        """Whether somebody gave the answer."""
        return bool(self.version)


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One move between stages, by their names; `before` is empty for the first."""

    at: datetime
    person: str
    before: str
    after: str
    words: str


@dataclass(frozen=True, slots=True)
class OpportunityPage:
    """One opportunity with all that its page shows; `own_likelihood` empty means the stage's."""

    row: OpportunityRow
    own_likelihood: int | None
    offering_id: int | None
    usp: str
    tier: str
    servers: int | None
    decision: str
    decided_on: date | None
    decided_why: str
    notes: str
    agreement_id: int | None
    ticket_id: int | None
    ticket: int | None
    onboarding_ticket_id: int | None
    answers: tuple[AnswerRow, ...]
    moves: tuple[MoveRow, ...]

    @property
    def id(self) -> int:
        """Its id."""
        return self.row.id

    @property
    def version(self) -> int:
        """The version that was seen."""
        return self.row.version

    @property
    def workstations(self) -> int | None:
        """How many computers the agreement will be made of."""
        return self.row.workstations

    @property
    def qualified(self) -> rules.Qualified:
        """How the eight were answered."""
        return rules.qualified({one.code: one.answer for one in self.answers if one.answer})


def opportunity_page(session: Session, opportunity_id: int) -> OpportunityPage | None:
    """One opportunity with its answers and its way, or None."""
    rows = rows_of(session, asked().where(Opportunity.id == opportunity_id))
    if not rows:
        return None
    found = (
        select(
            Opportunity.likelihood.label("own_likelihood"),
            Opportunity.offering_id,
            Opportunity.usp,
            Opportunity.tier,
            Opportunity.servers,
            Opportunity.decision,
            Opportunity.decided_on,
            Opportunity.decided_why,
            Opportunity.notes,
            Opportunity.agreement_id,
            Opportunity.ticket_id,
            Ticket.number_int.label("ticket"),
            Opportunity.onboarding_ticket_id,
        )
        .outerjoin(Ticket, Ticket.id == Opportunity.ticket_id)
        .where(Opportunity.id == opportunity_id)
    )
    more = session.execute(found).mappings().one()
    rest: dict[str, Any] = {str(name): value for name, value in more.items()}
    return OpportunityPage(
        row=rows[0],
        answers=_answers(session, rows[0]),
        moves=_moves(session, opportunity_id),
        **rest,
    )


def _answers(session: Session, row: OpportunityRow) -> tuple[AnswerRow, ...]:
    found = select(
        OpportunityAnswer.question,
        OpportunityAnswer.answer,
        OpportunityAnswer.words,
        OpportunityAnswer.version,
    ).where(OpportunityAnswer.opportunity_id == row.id)
    held = {code: (answer, words, at) for code, answer, words, at in session.execute(found)}
    said = {
        one.code: AnswerRow(one.code, one.name, one.ask, *held.get(one.code, ("", "", 0)))
        for one in rules.QUESTIONS
    }
    # What ended is not asked by what counts now.
    least = 0 if row.closed_on else smallest(session).people
    if least:
        said[rules.SIZE] = _sized(session, row, said[rules.SIZE], least)
    return tuple(said.values())


def _sized(session: Session, row: OpportunityRow, said: AnswerRow, least: int) -> AnswerRow:
    """The question about size with what it asks for, answered by what is counted unless by hand."""
    size = Sizes(session, {row.client_id}).of(row.client_id, row.people, row.workstations)
    answer = said.answer if said.by_hand else size.says(least)
    return replace(said, ask=asks(least), answer=answer, counted=size.words)


def _moves(session: Session, opportunity_id: int) -> tuple[MoveRow, ...]:
    """Where it has been, newest first."""
    names = {one.key: one.name for one in stages(session, retired=True)}
    found = (
        select(
            OpportunityMove.at,
            func.coalesce(Person.name, ""),
            OpportunityMove.from_stage,
            OpportunityMove.to_stage,
            OpportunityMove.words,
        )
        .outerjoin(Person, Person.id == OpportunityMove.person_id)
        .where(OpportunityMove.opportunity_id == opportunity_id)
        .order_by(OpportunityMove.at.desc(), OpportunityMove.id.desc())
    )
    return tuple(
        MoveRow(at, who, names.get(before, before), names.get(after, after), words)
        for at, who, before, after, words in session.execute(found)
    )
