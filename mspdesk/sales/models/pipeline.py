"""Tables of the pipeline: its stages, the opportunities in it, what they answered and their way."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ...database.base import HOLDS, Code, Minor, Name, Record, Words, part_index

_OPEN = text("closed_on IS NULL")


class PipelineStage(Record):
    """One stage of the pipeline, in the shop's order and words (S129).

    While a shop has changed none, there are no rows and those of `rules.pipeline.STAGES` count.
    `kind` is open, won, lost, declined or later; `client_status` the status a prospect is moved to
    when it comes here, empty for none; `likelihood` whole percent.
    """

    __tablename__ = "pipeline_stage"

    key: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    position: Mapped[int]
    kind: Mapped[Code] = mapped_column(default="open")
    client_status: Mapped[Code] = mapped_column(default="")
    likelihood: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class Opportunity(Record):
    """Something we may sell to a prospect or a client (S129).

    Money in minor units: `once` and `monthly` are what it brings, the costs what it takes to
    deliver. `likelihood` is whole percent, empty for its stage's. `tier`, `workstations` and
    `servers` are what the agreement will be made of. `decision` is empty, accept, educate or
    decline, as on a worksheet. `closed_on` is set where its stage is won,
    lost or declined; one put off (Not now) stays open and comes back on `next_on`.
    `onboarding_ticket_id` and `agreement_id` are what winning made, `ticket_id` its sales ticket
    (S134).
    """

    __tablename__ = "opportunity"
    __table_args__ = (
        Index("ix_opportunity_client", "client_id", "id"),
        Index("ix_opportunity_closed", "closed_on", "id"),
        part_index("ix_opportunity_open", "next_on", "id", where=_OPEN),
    )

    number: Mapped[Code] = mapped_column(unique=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    title: Mapped[Name]
    stage_id: Mapped[int] = mapped_column(ForeignKey("pipeline_stage.id"), index=True)
    once: Mapped[Minor] = mapped_column(default=0)
    monthly: Mapped[Minor] = mapped_column(default=0)
    once_cost: Mapped[Minor] = mapped_column(default=0)
    monthly_cost: Mapped[Minor] = mapped_column(default=0)
    likelihood: Mapped[int | None]
    expected_on: Mapped[date | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    next_on: Mapped[date | None]
    next_step: Mapped[Name] = mapped_column(default="")
    source: Mapped[Name] = mapped_column(default="")
    offering_id: Mapped[int | None] = mapped_column(ForeignKey("offering.id"))
    usp: Mapped[Words]
    tier: Mapped[Code] = mapped_column(default="")
    workstations: Mapped[int | None]
    servers: Mapped[int | None]
    decision: Mapped[Code] = mapped_column(default="")
    decided_on: Mapped[date | None]
    decided_why: Mapped[Words]
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    closed_why: Mapped[Words]
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True, info=HOLDS)
    onboarding_ticket_id: Mapped[int | None] = mapped_column(
        ForeignKey("ticket.id"), index=True, info=HOLDS
    )
    notes: Mapped[Words]


class OpportunityAnswer(Record):
    """One of the eight qualification answers; `answer` is yes, no or unknown (B8).

    A question nobody has answered has no row.
    """

    __tablename__ = "opportunity_answer"
    __table_args__ = (UniqueConstraint("opportunity_id", "question"),)

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"))
    question: Mapped[Code]
    answer: Mapped[Code] = mapped_column(default="unknown")
    words: Mapped[Words]


class Qualification(Record):
    """What the shop asks of a question before it answers itself (B8).

    Of `size` it is the fewest people of a client we take, 0 for every size; the others have no row.
    """

    __tablename__ = "qualification"

    question: Mapped[Code] = mapped_column(unique=True)
    least: Mapped[int] = mapped_column(default=0)


class OpportunityMove(Record):
    """An opportunity went from one stage to another; `from_stage` is empty for the first.

    Both are keys of stages; `at` is the shop's wall clock.
    """

    __tablename__ = "opportunity_move"
    __table_args__ = (Index("ix_opportunity_move_opportunity", "opportunity_id", "at", "id"),)

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"))
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    from_stage: Mapped[Code] = mapped_column(default="")
    to_stage: Mapped[Code]
    words: Mapped[Words]
