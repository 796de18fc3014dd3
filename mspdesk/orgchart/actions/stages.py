"""Letting a stage change the chart, as far as somebody wants that (S002, S008)."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...errors import UserError
from ...people.models import Role
from ..queries.chart import as_stage, held, stage, stage_changes
from ..rules.shipped import shipped_roles
from ..rules.stages import Change, with_needs
from .chart import (
    add_role,
    give_up_role,
    move_role,
    put_in_order,
    role_on_chart,
    set_second_lead,
)
from .revisions import keep


@action("Change stage")
def apply_stage(session: Session, number: int, chosen: Collection[str]) -> int:
    """Do the chosen changes of a stage, by key, and answer how many were done (S002).

    Nobody loses a hat by it; a revision of the chart is kept before. Raises UserError when nothing
    is chosen.
    """
    changes = with_needs(stage_changes(session, number), chosen)
    if not changes:
        raise UserError("Choose at least one change.")
    keep(session, f"Before stage {number}")
    made: dict[str, int] = {}
    for change in changes:
        _apply(session, change, made)
    put_in_order(session, [role.id for role in as_stage(number, held(session))])
    done = stage(number)
    keep(session, f"Stage {number}: {done.title}")
    count = len(changes)
    said = "1 change" if count == 1 else f"{count} changes"
    tell(session, f"Stage {number}, {done.title.lower()}: {said}")
    return count


def _apply(session: Session, change: Change, made: dict[str, int]) -> None:
    """Do one change; `made` are the roles added so far by code."""
    lead = made[change.lead] if isinstance(change.lead, str) else change.lead
    if change.kind == "add":
        facts = {"title": change.title, "reports_to_id": lead}
        made[change.code] = add_role(session, facts, change.code)
        return
    role = role_on_chart(session, made[change.code] if change.role is None else change.role)
    if change.kind == "rename":
        _rename(role, change.title)
    elif change.kind == "move":
        move_role(session, role.id, lead)
    elif change.kind == "second":
        set_second_lead(session, role.id, lead)
    else:
        owner = role_on_chart(session, lead)
        promise = f"{role.title}: {role.purpose}" if role.purpose else role.title
        owner.answers_for = "\n".join(filter(None, (owner.answers_for, promise)))
        give_up_role(session, role.id)


def _rename(role: Role, title: str) -> None:
    """Give a role the title of its stage, and the purpose of it where it has a shipped one."""
    shipped = shipped_roles()
    usual = shipped[role.code].purpose if role.code in shipped else ""
    fresh = next((one for one in shipped.values() if one.title == title), None)
    role.title = title
    if fresh is not None and role.purpose in ("", usual):
        role.purpose = fresh.purpose
