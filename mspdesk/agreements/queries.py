"""Questions about what was promised."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ..dates import full_date, today
from . import rules
from .models import Agreement


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement as lists and its form show it; money in minor units, time in minutes."""

    id: int
    version: int
    number: str
    client_id: int
    kind: str
    plan: str
    state: str
    signed_on: date | None
    start_on: date
    end_on: date | None
    monthly_fee: int
    included_minutes: int
    rate: int | None
    factor: int | None
    increment_minutes: int | None
    minimum_minutes: int | None
    after_hours_bills: bool
    notes: str

    @property
    def title(self) -> str:
        """The plan's name, or the kind where it has none."""
        return self.plan or rules.KINDS.get(self.kind, self.kind)

    @property
    def words(self) -> str:
        """Title and last day in one line: Gold, to Sep 30, 2026."""
        return f"{self.title}, to {full_date(self.end_on)}" if self.end_on else self.title


_COLUMNS = tuple(getattr(Agreement, name) for name in AgreementRow.__dataclass_fields__)


def agreements_of(session: Session, client_id: int) -> list[AgreementRow]:
    """A client's agreements, newest first."""
    found = select(*_COLUMNS).where(Agreement.client_id == client_id)
    rows = session.execute(found.order_by(Agreement.start_on.desc(), Agreement.id.desc()))
    return [AgreementRow(*row) for row in rows]


def agreement(session: Session, agreement_id: int) -> AgreementRow | None:
    """One agreement, or None."""
    row = session.execute(select(*_COLUMNS).where(Agreement.id == agreement_id)).first()
    return AgreementRow(*row) if row else None


def in_force(session: Session, client_id: int, day: date | None = None) -> AgreementRow | None:
    """The agreement a client's work falls under on a day (today without one), or None."""
    on = day or today()
    found = (
        select(*_COLUMNS)
        .where(
            Agreement.client_id == client_id,
            Agreement.state == "active",
            Agreement.kind.in_(rules.WORKED_UNDER),
            Agreement.start_on <= on,
            or_(Agreement.end_on.is_(None), Agreement.end_on >= on),
        )
        .order_by(Agreement.start_on.desc(), Agreement.id.desc())
        .limit(1)
    )
    row = session.execute(found).first()
    return AgreementRow(*row) if row else None


def active_by_client(session: Session, day: date | None = None) -> dict[int, AgreementRow]:
    """The agreement in force of every client that has one, by client id."""
    on = day or today()
    found = (
        select(*_COLUMNS)
        .where(
            Agreement.state == "active",
            Agreement.kind.in_(rules.WORKED_UNDER),
            Agreement.start_on <= on,
            or_(Agreement.end_on.is_(None), Agreement.end_on >= on),
        )
        .order_by(Agreement.start_on, Agreement.id)
    )
    rows = [AgreementRow(*row) for row in session.execute(found)]
    return {row.client_id: row for row in rows}
