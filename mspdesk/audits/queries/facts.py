"""What the books say to a topic: written facts first, else what a checklist found."""

from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...checklists.models import ChecklistRun, RunResult
from ...checklists.queries.results import run_lines
from ...checklists.rules.run import State
from ...people.models import Person
from ..rules.topics import BY_KEY
from . import keeping, protecting
from .books import Books, Known

_WRITTEN: Mapping[str, Callable[[Books], Known | None]] = {
    "mfa": protecting.second_factor,
    "remote_desktop": protecting.remote_desktop,
    "restore": keeping.restore,
    "offline": keeping.offline,
    "retention": keeping.retention,
    "backup_key": keeping.backup_key,
    "offsite": keeping.offsite,
    "backup": keeping.backup,
    "exercise": keeping.exercise,
    "past": keeping.past,
    "plan": keeping.plan,
    "mail_records": protecting.mail_records,
    "mail_filter": protecting.mail_filter,
    "admins": protecting.admins,
    "users": protecting.users,
    "passwords": protecting.passwords,
    "patches": protecting.patches,
    "unsupported": protecting.unsupported,
    "legacy": keeping.legacy,
    "antivirus": protecting.antivirus,
    "firewall": protecting.firewall,
    "remote_access": protecting.remote_access,
    "wireless": protecting.wireless,
    "segments": protecting.segments,
    "monitoring": protecting.monitoring,
    "vendors": keeping.vendors,
    "inventory": keeping.inventory,
    "private_data": keeping.private_data,
    "provider": keeping.provider,
}
"""What facts say to each topic; the others are known from checklists alone."""


def known_of(session: Session, client_id: int, topics: Iterable[str]) -> dict[str, Known]:
    """What the books say to these topics; one they say nothing to is left out."""
    books = Books(session, client_id)
    wanted = {key for key in topics if key in BY_KEY}
    found: dict[str, Known] = {}
    for key in wanted:
        ask = _WRITTEN.get(key)
        said = ask(books) if ask is not None else None
        if said is not None:
            found[key] = said
    missing = wanted - found.keys()
    return found | _checked(session, client_id, missing)


_SAYS = {State.OK: "yes", State.ATTENTION: "no"}


def _checked(session: Session, client_id: int, topics: set[str]) -> dict[str, Known]:
    """What checklists found, the newest mark of a line that looks at a topic.

    A note that somebody wrote beside a mark is not handed on: it was not written for others.
    """
    by_line = {line: key for key in topics for line in BY_KEY[key].lines}
    if not by_line:
        return {}
    rows = session.execute(
        select(RunResult.key, RunResult.state, RunResult.at, Person.name, ChecklistRun)
        .join(ChecklistRun, ChecklistRun.id == RunResult.run_id)
        .outerjoin(Person, Person.id == RunResult.person_id)
        .where(
            ChecklistRun.client_id == client_id,
            ChecklistRun.state != "dropped",
            RunResult.key.in_(by_line),
            RunResult.state.in_(_SAYS),
            RunResult.at.is_not(None),
        )
        .order_by(RunResult.at.desc(), RunResult.id.desc())
    )
    found: dict[str, Known] = {}
    asked: dict[int, dict[str, str]] = {}
    for line, state, at, name, run in rows:
        key = by_line[line]
        if key in found or at is None:
            continue
        if run.id not in asked:
            asked[run.id] = _line_words(session, run.id)
        words = asked[run.id].get(line, "")
        if not words:
            continue
        done = "Done" if state == State.OK else "A problem was found"
        by = f" by {name}" if name else ""
        found[key] = Known(
            _SAYS[State(state)],
            f"{done}{by}: {words}",
            f"Checklist: {run.title}"[:200],
            f"run-{run.id}",
            at.date(),
        )
    return found


def _line_words(session: Session, run_id: int) -> dict[str, str]:
    """What the lines of a run ask, by their key; of equal keys the first counts."""
    lines = [line for part in run_lines(session, run_id).sections for line in part.lines]
    return {line.key: line.text for line in reversed(lines)}
