"""Why the company exists and what it holds dear, from the checklist that asks for it (S029)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...checklists.models import Checklist, ChecklistRun, RunResult
from ...rows import dataclass

CODE = "define-your-company"
SAID = {"purpose": "Mission", "one-year": "Vision for the year", "values": "Values"}
"""Lines of that checklist, and what they are called beside a role."""


@dataclass(frozen=True, slots=True)
class CompanySays:
    """What the newest answers say, each with what it is called; `run_id` is where they stand."""

    run_id: int | None
    lines: tuple[tuple[str, str], ...]


def company_says(session: Session) -> CompanySays:
    """Mission, vision and values as last written down; none where nobody did yet."""
    found = session.execute(
        select(ChecklistRun.id, RunResult.key, RunResult.value)
        .join(RunResult, RunResult.run_id == ChecklistRun.id)
        .join(Checklist, Checklist.id == ChecklistRun.checklist_id)
        .where(Checklist.code == CODE, RunResult.key.in_(SAID), RunResult.value != "")
        .order_by(ChecklistRun.id.desc())
    ).all()
    newest: dict[str, str] = {}
    for _, key, value in found:
        newest.setdefault(key, " ".join(value.split()))
    lines = tuple((title, newest[key]) for key, title in SAID.items() if key in newest)
    return CompanySays(found[0][0] if found else None, lines)
