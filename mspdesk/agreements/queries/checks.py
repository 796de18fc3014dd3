"""What must hold for every agreement, told in sentences where it does not."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ..models import Agreement, AgreementLine, PlanSheet
from ..rules import KINDS, STATES

SHOWN = 20
"""As many agreements as one check names."""


def check_agreements(session: Session) -> list[str]:
    """Known states and kinds, renewals of the same client, lines on their own sheets and once."""
    return [*_unknown(session), *_strangers(session), *_strayed(session), *_twice(session)]


def _unknown(session: Session) -> list[str]:
    found = (
        select(Agreement.number)
        .where(Agreement.state.not_in(list(STATES)) | Agreement.kind.not_in(list(KINDS)))
        .order_by(Agreement.id)
        .limit(SHOWN)
    )
    said = "is of a kind or in a state nobody knows"
    return [f"Agreement {number} {said}." for number in session.scalars(found)]


def _strangers(session: Session) -> list[str]:
    """Agreements that renew one of another client."""
    before = aliased(Agreement)
    found = (
        select(Agreement.number)
        .join(before, before.id == Agreement.renews_id)
        .where(before.client_id != Agreement.client_id)
        .limit(SHOWN)
    )
    return [f"Agreement {one} renews one of another client." for one in session.scalars(found)]


def _strayed(session: Session) -> list[str]:
    """Lines on a sheet of another agreement."""
    found = (
        select(Agreement.number)
        .join(AgreementLine, AgreementLine.agreement_id == Agreement.id)
        .join(PlanSheet, PlanSheet.id == AgreementLine.sheet_id)
        .where(PlanSheet.agreement_id != AgreementLine.agreement_id)
        .distinct()
        .limit(SHOWN)
    )
    said = "has a line on a sheet of another agreement"
    return [f"Agreement {number} {said}." for number in session.scalars(found)]


def _twice(session: Session) -> list[str]:
    """Lines that are paid for beside the line that replaced them."""
    old = aliased(AgreementLine)
    found = (
        select(Agreement.number)
        .join(AgreementLine, AgreementLine.agreement_id == Agreement.id)
        .join(old, old.id == AgreementLine.replaces_id)
        .outerjoin(PlanSheet, PlanSheet.id == AgreementLine.sheet_id)
        .where(
            old.agreement_id == AgreementLine.agreement_id,
            PlanSheet.id.is_(None) | (PlanSheet.state != "draft"),
            old.to_on.is_(None) | (old.to_on >= AgreementLine.from_on),
        )
        .distinct()
        .limit(SHOWN)
    )
    said = "pays for a line and for the one that replaced it"
    return [f"Agreement {number} {said}." for number in session.scalars(found)]


CHECKS = (check_agreements,)
