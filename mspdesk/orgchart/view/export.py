"""Roles and their duties as a file: a line for each duty, its role beside it."""

from __future__ import annotations

from ...desk.desk import Desk
from ...exchange.columns import DATE, HOURS, TEXT, WHOLE, OutColumn
from ..queries.duty_list import RoleLine, role_lines

COLUMNS: tuple[OutColumn[RoleLine], ...] = (
    OutColumn("Role", TEXT, lambda line: line.role),
    OutColumn("Department", TEXT, lambda line: line.department),
    OutColumn("Reports to", TEXT, lambda line: line.reports_to),
    OutColumn("And to", TEXT, lambda line: line.second_lead),
    OutColumn("Worn by", TEXT, lambda line: line.worn_by),
    OutColumn("Unfilled", TEXT, lambda line: line.for_now),
    OutColumn("Since", DATE, lambda line: line.since_on),
    OutColumn("Why it exists", TEXT, lambda line: line.purpose),
    OutColumn("Duty", TEXT, lambda line: line.duty),
    OutColumn("Hours a week", HOURS, lambda line: line.minutes_week),
    OutColumn("Difficulty 1 to 3", WHOLE, lambda line: line.difficulty),
    OutColumn("Importance 1 to 3", WHOLE, lambda line: line.importance),
)
"""What stands in the file."""


def export_roles(desk: Desk) -> None:
    """Offer the file of roles and duties."""
    desk.export("Roles and duties", COLUMNS, desk.ask(role_lines))
