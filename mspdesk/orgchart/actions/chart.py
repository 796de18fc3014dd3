"""Things done to the chart: add a role, move it, give it up, promote who wears it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...dates import today
from ...errors import UserError
from ...people.models import HatToCome, Role
from ...people.queries import owner_id, works_here
from ..rules.promotion import comes_below, steps_up
from ..rules.shipped import shipped_roles
from ..rules.stages import MOST_LEVELS, OWNER, levels
from ..rules.tree import above_either
from .duties import bring_usual
from .roles import assign_role

LONGEST_TITLE = 40
"""Letters; a longer title does not fit its box on the page."""


def _roles(session: Session) -> list[Role]:
    """The roles of the chart in its order."""
    found = select(Role).where(Role.given_up_on.is_(None)).order_by(Role.position, Role.id)
    return list(session.scalars(found))


def role_on_chart(session: Session, role_id: int | None, field: str = "role") -> Role:
    """A role that is on the chart; raises UserError naming the field."""
    role = session.get(Role, role_id) if role_id is not None else None
    if role is None or role.given_up_on is not None:
        raise UserError("Choose a role of the chart.", field)
    return role


def _title(title: object) -> str:
    words = " ".join(str(title or "").split())
    if not words:
        raise UserError("Say what the role is called.", "title")
    if len(words) > LONGEST_TITLE:
        raise UserError(f"Use at most {LONGEST_TITLE} letters, so that it fits its box.", "title")
    return words


def _new_code(session: Session, title: str) -> str:
    """A code that no role has: the title in small letters, numbered where it is taken."""
    plain = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_") or "role"
    taken = set(session.scalars(select(Role.code)))
    code, number = plain, 2
    while code in taken:
        code, number = f"{plain}_{number}", number + 1
    return code


@action("Add role")
def add_role(session: Session, facts: Mapping[str, Any], code: str = "") -> int:
    """Add a role under another one and answer its id; unfilled unless a person is named.

    `facts` are title, reports_to_id, department, purpose, person_id. With the code of a role that
    ships it says what that one says. Raises UserError naming title, reports_to_id or person_id.
    """
    title = _title(facts.get("title"))
    lead = role_on_chart(session, facts.get("reports_to_id"), "reports_to_id")
    code = code or _code_of(session, title) or _new_code(session, title)
    shipped = shipped_roles().get(code)
    usual = shipped.department if shipped else lead.department
    role = Role(
        code=code,
        title=title,
        department=str(facts.get("department") or usual).strip(),
        purpose=str(facts.get("purpose") or "").strip(),
        reports_to_id=lead.id,
        position=_last_position(session) + 1,
        since_on=today(),
    )
    session.add(role)
    session.flush()
    _check_levels(session)
    if shipped is not None:
        bring_usual(session, role.id)
    person = facts.get("person_id")
    if person is not None:
        if not works_here(session, person):
            raise UserError("Choose somebody who works here.", "person_id")
        assign_role(session, role.id, person)
    tell(session, f"{role.title} added under {lead.title}")
    return role.id


def _code_of(session: Session, title: str) -> str:
    """The code of a role that ships under this title, where no role has it yet."""
    taken = set(session.scalars(select(Role.code)))
    for code, shipped in shipped_roles().items():
        if shipped.title.casefold() == title.casefold() and code not in taken:
            return code
    return ""


def _last_position(session: Session) -> int:
    return max((role.position for role in _roles(session)), default=-1)


@action("Move role")
def move_role(
    session: Session, role_id: int, lead_id: int | None, before_id: int | None = None
) -> None:
    """Let a role report to another one, in front of one of its people or as the last of them.

    Raises UserError naming reports_to_id where it would report to itself, near or far, and where
    the chart would become too deep.
    """
    role = role_on_chart(session, role_id)
    lead = role_on_chart(session, lead_id, "reports_to_id")
    _check_lead(session, role, lead)
    role.reports_to_id = lead.id
    if role.second_lead_id == lead.id:
        role.second_lead_id = None
    session.flush()
    _check_levels(session)
    siblings = [one for one in _roles(session) if one.reports_to_id == lead.id and one is not role]
    at = next((n for n, one in enumerate(siblings) if one.id == before_id), len(siblings))
    _in_order([*siblings[:at], role, *siblings[at:]])
    session.flush()
    tell(session, f"{role.title} reports to {lead.title}")


def _check_lead(session: Session, role: Role, lead: Role) -> None:
    if role.code == OWNER:
        raise UserError("The owner stands at the top and reports to nobody.", "reports_to_id")
    if role.id == lead.id:
        raise UserError(f"{role.title} cannot report to itself.", "reports_to_id")
    if role.id in _above(session, lead):
        raise UserError(
            f"{lead.title} reports to {role.title} already. Move {lead.title} away first, "
            "or the two would lead each other.",
            "reports_to_id",
        )


def _above(session: Session, role: Role) -> set[int]:
    """Every role that leads a role, near and far, second leads as well."""
    leads = {one.id: (one.reports_to_id, one.second_lead_id) for one in _roles(session)}
    return above_either(leads, role.id)


def _check_levels(session: Session) -> None:
    if levels({one.id: one.reports_to_id for one in _roles(session)}) > MOST_LEVELS:
        raise UserError(
            f"A chart has at most {MOST_LEVELS} levels, so that it can be read on a page. "
            "Put the role under somebody further up.",
            "reports_to_id",
        )


def _in_order(roles: Sequence[Role]) -> None:
    """Give these roles positions in this order, out of those they have."""
    places = sorted(role.position for role in roles)
    for n in range(1, len(places)):
        places[n] = max(places[n], places[n - 1] + 1)
    for role, place in zip(roles, places, strict=True):
        if role.position != place:
            role.position = place


def put_in_order(session: Session, ids: Sequence[int]) -> None:
    """Let the roles of each lead stand in this order; those not named keep their places."""
    places = {role_id: n for n, role_id in enumerate(ids)}
    roles = _roles(session)
    for lead in {role.reports_to_id for role in roles}:
        same = [role for role in roles if role.reports_to_id == lead and role.id in places]
        _in_order(sorted(same, key=lambda role: places[role.id]))
    session.flush()


@action("Move role")
def shift_role(session: Session, role_id: int, by: int) -> None:
    """Let a role change places with the one before (-1) or after it (1) under the same lead."""
    role = role_on_chart(session, role_id)
    siblings = [one for one in _roles(session) if one.reports_to_id == role.reports_to_id]
    at = siblings.index(role)
    to = at + by
    if not 0 <= to < len(siblings):
        edge = "first" if by < 0 else "last"
        raise UserError(f"{role.title} is the {edge} one here already.", "role")
    siblings.insert(to, siblings.pop(at))
    _in_order(siblings)
    session.flush()
    tell(session, f"{role.title} moved")


def may_have_two(role: Role) -> bool:
    """Whether a role may report to two others: marketing alone (S011)."""
    return role.code.startswith("marketing") or role.department.casefold() == "marketing"


@action("Set second lead")
def set_second_lead(session: Session, role_id: int, lead_id: int | None) -> None:
    """Let marketing report to a second role as well, or to one again with None (S011).

    Raises UserError naming second_lead_id.
    """
    role = role_on_chart(session, role_id)
    if lead_id is None:
        role.second_lead_id = None
        tell(session, f"{role.title} reports to one lead")
        return
    lead = role_on_chart(session, lead_id, "second_lead_id")
    if not may_have_two(role):
        raise UserError(
            f"Only marketing may report to two. {role.title} reports to one.", "second_lead_id"
        )
    if lead.id in (role.id, role.reports_to_id):
        raise UserError("Choose another role as the second lead.", "second_lead_id")
    if role.id in _above(session, lead):
        raise UserError(f"{lead.title} reports to {role.title} already.", "second_lead_id")
    role.second_lead_id = lead.id
    tell(session, f"{role.title} reports to {lead.title} as well")


@action("Move role")
def set_leads(session: Session, role_id: int, lead_id: int | None, second_id: int | None) -> None:
    """Say to which role one reports, and to which besides; what stays the same is not touched.

    Raises UserError naming reports_to_id or second_lead_id.
    """
    role = role_on_chart(session, role_id)
    if lead_id != role.reports_to_id:
        move_role(session, role_id, lead_id)
    if second_id != role.second_lead_id:
        set_second_lead(session, role_id, second_id)


@action("Give up role")
def give_up_role(session: Session, role_id: int) -> None:
    """Take a role off the chart; those below it report to its lead, its time and history stay.

    Raises UserError naming role where somebody wears it, so that nobody is left without saying so.
    """
    role = role_on_chart(session, role_id)
    if role.code == OWNER:
        raise UserError("The owner's role stays.", "role")
    if role.person_id is not None and role.person_id != owner_id(session):
        raise UserError(
            f"Somebody wears {role.title}. Give it back to the owner first, then give it up.",
            "role",
        )
    below = [one for one in _roles(session) if one.reports_to_id == role.id]
    for one in below:
        one.reports_to_id = role.reports_to_id
    for one in _roles(session):
        if one.second_lead_id == role.id:
            one.second_lead_id = None
    for promise in session.scalars(select(HatToCome).filter_by(role_id=role.id)):
        session.delete(promise)
    role.given_up_on = today()
    session.flush()
    moved = f", {len(below)} below it moved up" if below else ""
    tell(session, f"{role.title} given up{moved}")


@action("Bring back role")
def bring_back_role(session: Session, role_id: int) -> None:
    """Put a role that was given up on the chart again, under its lead of then or the owner."""
    role = session.get(Role, role_id)
    if role is None or role.given_up_on is None:
        raise UserError("This role is on the chart already.", "role")
    role.given_up_on = None
    on_chart = {one.id: one for one in _roles(session)}
    lead = on_chart.get(role.reports_to_id or 0)
    if lead is None:
        top = next((one for one in on_chart.values() if one.code == OWNER), None)
        role.reports_to_id = top.id if top is not None and top is not role else None
    if role.second_lead_id not in on_chart or role.second_lead_id == role.reports_to_id:
        role.second_lead_id = None
    session.flush()
    _check_levels(session)
    tell(session, f"{role.title} is on the chart again")


@action("Promote")
def promote(session: Session, role_id: int, code: str, *, keeps: bool = True) -> int:
    """Promote whoever wears a role to another one, and answer the id of that (S006).

    A manager's role is added above it where there is none, with its usual duties, and takes the
    roles it leads below it. Unless the person `keeps` the old hat, it falls to the owner for now.
    Raises UserError naming role or code.
    """
    role = role_on_chart(session, role_id)
    person = role.person_id
    if person is None:
        raise UserError(f"Nobody wears {role.title} but the owner. Assign it first.", "role")
    found = next((one for one in _roles(session) if one.code == code), None)
    leads_to = steps_up(role.code, role.leads_to, shipped_roles())
    if code not in leads_to or (found is None and code not in shipped_roles()):
        raise UserError("Choose what this role leads to.", "code")
    if found is not None and found.person_id not in (None, person, owner_id(session)):
        raise UserError(f"Somebody wears {found.title} already.", "code")
    if found is None:
        title = shipped_roles()[code].title
        lead = _above_managers(session, role, code)
        found_id = add_role(session, {"title": title, "reports_to_id": lead}, code)
        found = session.get_one(Role, found_id)
    assign_role(session, found.id, person)
    if not keeps:
        assign_role(session, role.id, None)
    _take_below(session, found)
    tell(session, f"Promoted to {found.title}")
    return found.id


def _above_managers(session: Session, role: Role, code: str) -> int | None:
    """Under whom a new role stands: a manager under the first lead who does not come below it."""
    roles = {one.id: one for one in _roles(session)}
    at = roles.get(role.reports_to_id or 0)
    while at is not None and comes_below(code, at.code):
        at = roles.get(at.reports_to_id or 0)
    return at.id if at is not None else None


def _take_below(session: Session, manager: Role) -> None:
    """Let the roles a manager leads report to them, as far as they have the same lead."""
    for one in _roles(session):
        same = one.reports_to_id == manager.reports_to_id
        if same and one is not manager and comes_below(manager.code, one.code):
            one.reports_to_id = manager.id
    session.flush()
    _check_levels(session)
