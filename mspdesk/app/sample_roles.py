"""What the roles of the sample shop say: hours of duties, parts of the week, shifts, answers."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..database.action import action
from ..orgchart.actions.cards import edit_role, say_purpose, set_shifts
from ..orgchart.actions.duties import edit_duty
from ..orgchart.models import Duty
from ..people.models import Role

HOURS = (
    ("sales", "Call prospects", 180),
    ("sales", "Meet prospects", 120),
    ("quotes", "Write proposals", 120),
    ("purchasing", "Order for clients", 90),
    ("purchasing", "Order supplies", 30),
    ("documentation", "Keep the binders current", 60),
    ("documentation", "Redraw network maps", 60),
    ("documentation", "Ask for what is missing", 30),
    ("dispatch", "Give out new tickets", 150),
    ("dispatch", "Tell clients when we come", 60),
    ("tech_3", "Server design", 240),
    ("service_manager", "Review the backlog", 60),
    ("checklists", "Look over late checklists", 120),
    ("checklists", "Keep the masters", 60),
    ("finance", "Bookkeeping", 360),
    ("finance", "Send the invoices", 180),
)
"""Role, duty, minutes a week."""

TARGETS = (("sales", 25), ("documentation", 10), ("service_manager", 15), ("checklists", 10))
"""Role and the part of its wearer's week it should get, in percent."""

SHIFTS = (("service_manager", 360, 900), ("technician", 600, 1_140), ("dispatch", 480, 720))
"""Role, minutes of the day from and to, Monday to Friday."""

ANSWERS = (
    ("checklists", "Marcus Oduya", 44, "So that a busy month forgets nothing."),
    (
        "technician",
        "Marcus Oduya",
        44,
        "Work has stopped, somebody calls, I start it again.",
    ),
    ("finance", "Priya Raman", 37, "So that Dana never has to ask whether payday is safe."),
    ("receivables", "Priya Raman", 37, "We did the work. I make sure it counts."),
)
"""Role, who was asked, how many days ago, and what they said (S029)."""


@action("Write what the sample shop's roles say", undoable=False)
def say_roles(session: Session, people: Mapping[str, int], today: date) -> None:
    """Say how long duties take, what part of the week hats should get, and who covers when."""
    roles = {role.code: role for role in session.scalars(select(Role))}
    for code, name, minutes in HOURS:
        mine = select(Duty).where(Duty.role_id == roles[code].id, Duty.name == name)
        duty = session.scalars(mine).one()
        edit_duty(session, duty.id, duty.version, {"minutes_week": minutes})
    for code, percent in TARGETS:
        role = roles[code]
        edit_role(session, role.id, role.version, {"target_percent": percent})
        session.flush()
    for code, first, last in SHIFTS:
        set_shifts(session, roles[code].id, [(first, last, "1111100")])
    for code, name, days, words in ANSWERS:
        on = today - timedelta(days=days)
        say_purpose(session, roles[code].id, people[name], words, on)
