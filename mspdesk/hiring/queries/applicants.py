"""Questions about applicants, for those who lead people."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...employment.queries.papers import ChecksDocument
from ...employment.queries.who import leads
from ...employment.rules.checks import ALL
from ...errors import UserError
from ...people.models import Role
from ...rows import dataclass
from ...shop.queries import shop
from ..models import Applicant, JobPost
from ..rules import applicants as rules


@dataclass(frozen=True, slots=True)
class ApplicantRow:
    """Somebody who would work here; wage is minor units an hour."""

    id: int
    version: int
    name: str
    email: str
    phone: str
    post_id: int | None
    post: str
    role_id: int | None
    role: str
    kind: str
    heard_from: str
    stage: str
    stage_at: datetime
    references_on: date | None
    training_proof_on: date | None
    skills_test_on: date | None
    contract_on: date | None
    starts_on: date | None
    wage: int | None
    minutes_week: int | None
    expectations: str
    notes: str
    person_id: int | None

    @property
    def days(self) -> dict[str, date | None]:
        """The days of the checks by column."""
        return {check.name: getattr(self, check.name) for check in ALL}

    @property
    def job(self) -> str:
        """What they applied for."""
        return self.post or self.role or "No post named"

    @property
    def waits(self) -> str:
        """What the next step waits for, in words."""
        return rules.waits_for(self.stage, self.days)


def _all() -> Any:
    columns: list[Any] = []
    for name in ApplicantRow.__dataclass_fields__:
        if name == "post":
            columns.append(func.coalesce(JobPost.title, ""))
        elif name == "role":
            columns.append(func.coalesce(Role.title, ""))
        else:
            columns.append(getattr(Applicant, name))
    return (
        select(*columns)
        .outerjoin(JobPost, JobPost.id == Applicant.post_id)
        .outerjoin(Role, Role.id == func.coalesce(Applicant.role_id, JobPost.role_id))
    )


def applicants(session: Session, post_id: int | None = None) -> list[ApplicantRow]:
    """Applicants by name, those of one post with an id; nobody for whom it is not."""
    if not leads(session):
        return []
    found = _all().order_by(func.lower(Applicant.name), Applicant.id)
    if post_id is not None:
        found = found.where(Applicant.post_id == post_id)
    return [ApplicantRow(*row) for row in session.execute(found)]


def applicant(session: Session, applicant_id: int) -> ApplicantRow | None:
    """One applicant, or None."""
    if not leads(session):
        return None
    row = session.execute(_all().where(Applicant.id == applicant_id)).first()
    return ApplicantRow(*row) if row else None


def waiting(session: Session, before: datetime) -> list[ApplicantRow]:
    """Applicants who have stood at an open stage since before a moment, by name."""
    return [one for one in applicants(session) if one.stage in rules.OPEN and one.stage_at < before]


def checks_document(session: Session, applicant_id: int) -> ChecksDocument:
    """The checks list of an applicant; raises UserError where there is none to see."""
    row = applicant(session, applicant_id)
    if row is None:
        raise UserError("Choose an applicant first.", "applicant")
    days = tuple(row.days[check.name] for check in ALL)
    return ChecksDocument(shop(session), row.name, row.job, days, row.expectations)


def find_applicant(session: Session, text: str) -> int:
    """The applicant somebody named; raises UserError naming `applicant`."""
    wanted = text.strip().casefold()
    rows = applicants(session)
    found = [one for one in rows if wanted and wanted in one.name.casefold()]
    if len(found) == 1:
        return found[0].id
    names = ", ".join(one.name for one in rows) or "there is none"
    raise UserError(f"Name one applicant: {names}.", "applicant")
