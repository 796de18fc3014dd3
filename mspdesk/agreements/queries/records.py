"""Agreements as rows, and which of them a client's work falls under on a day."""

from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ...dates import full_date, today
from ...rows import dataclass
from .. import rules
from ..models import Agreement, in_force_where
from ..rules import State


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
    tier: str
    title_words: str
    trip_charge: int | None
    setup_fee: int
    payment_type: str
    terms_days: int | None
    no_hiring: bool
    person_id: int | None
    body_form: str
    body_edition: int
    signer_ours: str
    signer_theirs: str
    signer_theirs_title: str
    drafted_on: date | None
    reviewed_on: date | None
    review_waiver: str
    sent_on: date | None
    auto_renew: bool
    term_months: int
    notice_days: int
    notice_on: date | None
    ended_on: date | None
    ended_why: str
    renews_id: int | None
    every: int
    every_unit: str
    day_rule: str
    bill_from: date | None
    periods_ahead: int
    days_before: int
    proration: str
    bucket: str
    rollover: str
    rollover_minutes: int
    rollover_months: int
    overage_rate: int | None

    @property
    def title(self) -> str:
        """The plan's name, or the agreement's own title, or the kind where it has neither."""
        return self.plan or self.title_words or rules.KINDS.get(self.kind, self.kind)

    @property
    def words(self) -> str:
        """Title and last day in one line: Gold, to Sep 30, 2026."""
        return f"{self.title}, to {full_date(self.end_on)}" if self.end_on else self.title

    @property
    def goes_on(self) -> bool:
        """Whether it goes on by itself after its last day: so agreed, and nobody gave notice."""
        return self.auto_renew and self.notice_on is None

    def state_on(self, day: date) -> State:
        """What the state means on a day: due for renewal or expired by its dates."""
        return rules.state_on(
            self.state, self.end_on, self.notice_days, goes_on=self.goes_on, day=day
        )

    def term_on(self, day: date) -> rules.Term | None:
        """The term it is in on a day; None with an open end.

        One that went on by itself until notice was given ends in the middle of a term.
        """
        if self.notice_on is not None and self.auto_renew and self.end_on is not None:
            return rules.last_term(
                self.start_on, self.end_on, self.term_months, self.notice_days, day
            )
        return rules.term_of(
            self.start_on,
            self.end_on,
            self.term_months,
            self.notice_days,
            goes_on=self.goes_on,
            day=day,
        )


_OTHER_NAMES = {"title_words": "title"}
COLUMNS = tuple(
    getattr(Agreement, _OTHER_NAMES.get(one.name, one.name)) for one in fields(AgreementRow)
)
"""The columns of a row, in its order."""


def agreements_of(session: Session, client_id: int) -> list[AgreementRow]:
    """A client's agreements, newest first."""
    found = select(*COLUMNS).where(Agreement.client_id == client_id)
    rows = session.execute(found.order_by(Agreement.start_on.desc(), Agreement.id.desc()))
    return [AgreementRow(*row) for row in rows]


def agreement(session: Session, agreement_id: int) -> AgreementRow | None:
    """One agreement, or None."""
    row = session.execute(select(*COLUMNS).where(Agreement.id == agreement_id)).first()
    return AgreementRow(*row) if row else None


def _worked_under(on: date) -> Select[Any]:
    return select(*COLUMNS).where(
        Agreement.kind.in_(rules.WORKED_UNDER),
        in_force_where(on),
    )


def in_force(session: Session, client_id: int, day: date | None = None) -> AgreementRow | None:
    """The agreement a client's work falls under on a day (today without one), or None."""
    found = _worked_under(day or today()).where(Agreement.client_id == client_id)
    found = found.order_by(Agreement.start_on.desc(), Agreement.id.desc()).limit(1)
    row = session.execute(found).first()
    return AgreementRow(*row) if row else None


def active_by_client(session: Session, day: date | None = None) -> dict[int, AgreementRow]:
    """The agreement in force of every client that has one, by client id."""
    found = _worked_under(day or today()).order_by(Agreement.start_on, Agreement.id)
    rows = [AgreementRow(*row) for row in session.execute(found)]
    return {row.client_id: row for row in rows}


def all_in_force(session: Session, day: date | None = None) -> list[AgreementRow]:
    """Every agreement under which work is done on a day, by client and first day."""
    order = (Agreement.client_id, Agreement.start_on, Agreement.id)
    return [
        AgreementRow(*row)
        for row in session.execute(_worked_under(day or today()).order_by(*order))
    ]


def contractor_signed(session: Session, person_id: int, day: date | None = None) -> bool:
    """Whether a contractor's own agreement is signed and in force on a day (S026)."""
    found = (
        select(Agreement.id)
        .where(
            Agreement.person_id == person_id,
            Agreement.kind == "contractor",
            Agreement.signed_on.is_not(None),
            in_force_where(day or today()),
        )
        .limit(1)
    )
    return session.scalar(found) is not None
