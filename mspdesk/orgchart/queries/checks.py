"""Whether who wears a role and the history of who wore it say the same."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...people.models import Role, Wearing


def check_wearing(session: Session) -> list[str]:
    """Roles whose history does not end with who wears them, or is open more than once."""
    count = func.count(Wearing.id)
    twice = (
        select(Role.title)
        .join(Wearing, Wearing.role_id == Role.id)
        .where(Wearing.until_on.is_(None))
        .group_by(Role.id, Role.title)
        .having(count > 1)
        .order_by(Role.id)
    )
    astray = (
        select(Role.title)
        .join(Wearing, Wearing.role_id == Role.id)
        .where(
            Wearing.until_on.is_(None),
            Wearing.person_id.is_distinct_from(Role.person_id),
        )
        .group_by(Role.id, Role.title)
        .order_by(Role.id)
    )
    found = [f"Role {title} is worn twice at once." for title in session.scalars(twice)]
    return found + [
        f"Role {title} is worn by somebody else than its history says."
        for title in session.scalars(astray)
    ]


CHECKS = (check_wearing,)
