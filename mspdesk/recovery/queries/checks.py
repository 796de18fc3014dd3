"""What must always be true of plans, for the check of the books."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import rules
from ..models import Dependency, System


def check_order(session: Session) -> list[str]:
    """No circle among needs, and no system before one it needs."""
    systems: dict[int, list[tuple[int, str]]] = {}
    found = (
        select(System.client_id, System.id, System.name)
        .where(System.gone_on.is_(None))
        .order_by(System.client_id, System.position, System.id)
    )
    for client_id, id_, name in session.execute(found):
        systems.setdefault(client_id, []).append((id_, name))
    needs: dict[int, list[int]] = {}
    for one, other in session.execute(select(Dependency.system_id, Dependency.needs_id)):
        needs.setdefault(one, []).append(other)
    wrong = []
    for held in systems.values():
        names = dict(held)
        own = {id_: [n for n in needs.get(id_, ()) if n in names] for id_ in names}
        around = rules.circle(own)
        early = rules.too_early(list(names), own)
        if around:
            wrong.append(rules.circle_words([names[one] for one in around]))
        elif early:
            wrong.append(f"{names[early[0]]} stands before {names[early[1]]}, which it needs.")
    return wrong


CHECKS = (check_order,)
"""The checks of recovery."""
