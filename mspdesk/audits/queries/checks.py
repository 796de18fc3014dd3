"""What must always hold of audits."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ..models import Audit, AuditQuestion
from ..rules.answers import ANSWERS, SENT


def check_audits(session: Session) -> list[str]:
    """Answers are known ones, sent audits are whole, last year's is of the same client."""
    found = [
        f"Audit {title}: question {position} has the answer “{answer}”, which does not exist."
        for title, position, answer in session.execute(
            select(Audit.title, AuditQuestion.position, AuditQuestion.answer)
            .join(Audit, Audit.id == AuditQuestion.audit_id)
            .where(AuditQuestion.answer.not_in(("", *ANSWERS)))
        )
    ]
    found += [
        f"Audit {title} was sent, and its question {position} has no answer."
        for title, position in session.execute(
            select(Audit.title, AuditQuestion.position)
            .join(Audit, Audit.id == AuditQuestion.audit_id)
            .where(Audit.state == SENT, AuditQuestion.answer == "")
        )
    ]
    last = aliased(Audit)
    found += [
        f"Audit {title} began from an audit of another client."
        for title in session.scalars(
            select(Audit.title)
            .join(last, last.id == Audit.before_id)
            .where(last.client_id != Audit.client_id)
        )
    ]
    return found


CHECKS = (check_audits,)
