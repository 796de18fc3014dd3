"""Tables of hiring."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import PRIVATE, Code, Flag, Minor, Name, Record, Words


class HireCase(Record):
    """A question whether to hire, its worksheet, and what the owner decided (S024).

    `state` is open, approved, declined or put_off; once it is decided its figures are in HireFacts,
    while it is open they are asked live. `notes` hold what was written beside the steps, in TOML by
    step. `drop_clients` is how many of the lowest clients the owner would give up in this sum.
    """

    __tablename__ = "hire_case"

    title: Mapped[Name]
    opened_on: Mapped[date]
    role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"))
    state: Mapped[Code] = mapped_column(default="open")
    decision: Mapped[Words]
    decided_on: Mapped[date | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    review_on: Mapped[date | None]
    drop_clients: Mapped[int] = mapped_column(default=0)
    notes: Mapped[Words]


class HireFacts(Record):
    """The figures of the five steps as they stood when a question was decided, in TOML (S024).

    They are private: in a small team what an hour costs is what one person earns.
    """

    __tablename__ = "hire_facts"

    case_id: Mapped[int] = mapped_column(ForeignKey("hire_case.id"), unique=True)
    body: Mapped[str] = mapped_column(info=PRIVATE)


class HireOption(Record):
    """One way to fill a gap: an hourly wage and hours a week, or a contractor's price (S013, S025).

    `wage` minor units an hour, `minutes_week` minutes, `weeks_tenths` weeks in a month times ten
    (43 is the 4.3 of S013), `burden` ten-thousandths (12_500 is 1.25). `kind` is employee,
    contractor or salesperson. Of a salesperson counts what they are to take home: `income` of a
    year, of a `sales_share` of what they sell or a `profit_share` of its profit, both in millionths
    (S012).
    """

    __tablename__ = "hire_option"

    case_id: Mapped[int] = mapped_column(ForeignKey("hire_case.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[Name]
    kind: Mapped[Code] = mapped_column(default="employee")
    wage: Mapped[Minor] = mapped_column(default=0)
    minutes_week: Mapped[int] = mapped_column(default=0)
    weeks_tenths: Mapped[int] = mapped_column(default=43)
    burden: Mapped[int] = mapped_column(default=12_500)
    income: Mapped[Minor] = mapped_column(default=0)
    sales_share: Mapped[int] = mapped_column(default=100_000)
    profit_share: Mapped[int] = mapped_column(default=300_000)
    chosen: Mapped[Flag]


class HireAlternative(Record):
    """Whether something other than hiring would do, yes or no, and why (S022); empty until said."""

    __tablename__ = "hire_alternative"
    __table_args__ = (UniqueConstraint("case_id", "code"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("hire_case.id"))
    code: Mapped[Code]
    answer: Mapped[Code] = mapped_column(default="")
    words: Mapped[Words]


class JobPost(Record):
    """A job that is offered, in words that welcome (S042); `state` is draft, open or closed."""

    __tablename__ = "job_post"

    role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("hire_case.id"), index=True)
    title: Mapped[Name]
    body: Mapped[Words]
    state: Mapped[Code] = mapped_column(default="draft")
    posted_on: Mapped[date | None]
    closes_on: Mapped[date | None]


class Applicant(Record):
    """Somebody who would work here, and how far it is (S027).

    `stage` is applied, talking, checking, offer, accepted, started, declined or withdrew. The
    three checks are the days on which they were made; an offer waits for them, a first day for the
    signed contract. `person_id` is who they became. The name is private so that somebody who did
    not come can be forgotten: the journal never knew it.
    """

    __tablename__ = "applicant"

    name: Mapped[Name] = mapped_column(info=PRIVATE)
    email: Mapped[Name] = mapped_column(default="", info=PRIVATE)
    phone: Mapped[Code] = mapped_column(default="", info=PRIVATE)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("job_post.id"), index=True)
    role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"))
    kind: Mapped[Code] = mapped_column(default="employee")
    heard_from: Mapped[Name] = mapped_column(default="")
    stage: Mapped[Code] = mapped_column(default="applied")
    stage_at: Mapped[datetime]
    references_on: Mapped[date | None]
    training_proof_on: Mapped[date | None]
    skills_test_on: Mapped[date | None]
    contract_on: Mapped[date | None]
    starts_on: Mapped[date | None]
    wage: Mapped[Minor | None] = mapped_column(default=None, info=PRIVATE)
    minutes_week: Mapped[int | None]
    expectations: Mapped[Words]
    notes: Mapped[str] = mapped_column(default="", info=PRIVATE)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
