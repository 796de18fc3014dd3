"""Asking whether to hire, weighing it, and writing down what was decided (S024).

History is read by everybody, so no step says what is asked or about whom.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import full_date, today
from ...errors import UserError
from ...exchange.toml_text import write_toml
from ...people.models import Role
from ...shop.queries import shop
from ..models import HireAlternative, HireCase, HireFacts, HireOption, JobPost
from ..queries.cases import alternatives_of, options_of, read_notes
from ..queries.facts import facts
from ..queries.listing import STATES
from ..rules.alternatives import ALTERNATIVES, check_answer, to_weigh
from ..rules.facts import write_facts
from ..rules.maths import NO_BURDEN, Option, check_option

LONGEST_TITLE = 200
NOTES = ("why", "1", "2", "3", "4", "5")
"""Where something may be written: why it is asked, and beside each step."""

_OPTION = frozenset(
    {"title", "kind", "wage", "minutes_week", "weeks_tenths", "burden"}
    | {"income", "sales_share", "profit_share"}
)

EXAMPLES = (
    ("Admin assistant, half time (example)", 15, 20),
    ("Technician, first years (example)", 18, 40),
    ("Technician, senior (example)", 30, 40),
)
"""The three options of S013: title, whole units an hour, hours a week. They are to be changed."""


@action("Ask whether to hire")
def open_case(session: Session, title: str, why: str = "", role_id: int | None = None) -> int:
    """Begin a question whether to hire; answers its id. Raises UserError on title or role_id."""
    row = HireCase(title="", opened_on=today(), role_id=None, notes="", decision="")
    _name(session, row, title, role_id)
    if why.strip():
        row.notes = write_toml({"why": why.strip()})
    session.add(row)
    session.flush()
    tell(session, "Hire question asked")
    return row.id


@action("Change the question")
def edit_case(
    session: Session, case_id: int, version: int, title: str, why: str, role_id: int | None
) -> None:
    """Give a question another title, reason or role."""
    row = as_seen(session, HireCase, case_id, version)
    _still_open(row)
    _name(session, row, title, role_id)
    _note(row, "why", why)
    tell(session, "Hire question saved")


def _name(session: Session, row: HireCase, title: str, role_id: int | None) -> None:
    words = " ".join(title.split())
    if not words:
        raise UserError("Say in a few words what is asked: a second technician?", "title")
    if len(words) > LONGEST_TITLE:
        raise UserError("Shorten the title to 200 letters.", "title")
    if role_id is not None and session.get(Role, role_id) is None:
        raise UserError("This role is no longer there.", "role_id")
    row.title, row.role_id = words, role_id


@action("Write beside a step")
def write_note(session: Session, case_id: int, step: str, words: str) -> None:
    """Write something beside a step of the worksheet; empty words take it away."""
    if step not in NOTES:
        raise UserError("Choose one of the five steps.", "step")
    row = _open(session, case_id)
    _note(row, step, words)
    tell(session, "Note saved")


def _note(row: HireCase, step: str, words: str) -> None:
    held = read_notes(row.notes) | {step: words.strip()}
    kept = {key: held[key] for key in NOTES if held.get(key)}
    row.notes = write_toml(kept) if kept else ""


@action("Give up clients in the sum")
def set_drop(session: Session, case_id: int, count: int) -> None:
    """How many of the least profitable clients would be given up in this sum; nobody is told."""
    if count < 0:
        raise UserError("Type how many clients, 0 for none.", "drop")
    row = _open(session, case_id)
    row.drop_clients = count
    tell(session, f"{count} clients given up in this sum")


# --- options ------------------------------------------------------------------------------------


@action("Add option")
def add_option(session: Session, case_id: int, details: Mapping[str, Any]) -> int:
    """Add a way to fill the gap; answers its id. Raises UserError naming the field."""
    _open(session, case_id)
    last = session.scalar(
        select(func.max(HireOption.position)).where(HireOption.case_id == case_id)
    )
    row = HireOption(case_id=case_id, position=(last or 0) + 1)
    given = dict(details)
    if given.get("kind") == "contractor":
        given.setdefault("burden", NO_BURDEN)
    _fill(row, Option(""), given)
    session.add(row)
    session.flush()
    tell(session, "Option added")
    return row.id


@action("Change option")
def edit_option(session: Session, option_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change the figures of an option. Raises UserError naming the field."""
    row = as_seen(session, HireOption, option_id, version)
    _open(session, row.case_id)
    _fill(row, _option(row), changes)
    tell(session, "Option saved")


@action("Remove option")
def remove_option(session: Session, option_id: int) -> None:
    """Take an option away."""
    row = session.get_one(HireOption, option_id)
    _open(session, row.case_id)
    session.delete(row)
    tell(session, "Option removed")


@action("Choose option")
def choose_option(session: Session, option_id: int) -> None:
    """Let the sums be about this option; it is no decision."""
    row = session.get_one(HireOption, option_id)
    _open(session, row.case_id)
    _choose(session, row.case_id, option_id)
    tell(session, "The sums are about this option")


@action("Begin with three examples")
def add_examples(session: Session, case_id: int) -> None:
    """Add the three options of the seed, to be changed to what is paid here (S013)."""
    _open(session, case_id)
    unit = 10 ** shop(session).money.digits
    for at, (title, wage, hours) in enumerate(EXAMPLES, 1):
        session.add(
            HireOption(
                case_id=case_id,
                position=at,
                title=title,
                wage=wage * unit,
                minutes_week=hours * 60,
            )
        )
    tell(session, "Three examples added; change them to what is paid here")


def _fill(row: HireOption, before: Option, changes: Mapping[str, Any]) -> None:
    if unknown := set(changes) - _OPTION:
        raise AttributeError(min(unknown))
    given: dict[str, Any] = {name: changes[name] or 0 for name in changes}
    given["title"] = " ".join(str(changes.get("title", before.title) or "").split())
    after = replace(before, **given)
    check_option(after)
    for name in _OPTION:
        setattr(row, name, getattr(after, name))


def _option(row: HireOption) -> Option:
    return Option(*(getattr(row, name) for name in Option.__dataclass_fields__))


def _choose(session: Session, case_id: int, option_id: int | None) -> None:
    for one in session.scalars(select(HireOption).where(HireOption.case_id == case_id)):
        one.chosen = one.id == option_id


# --- alternatives (S022) ------------------------------------------------------------------------


@action("Weigh alternative")
def weigh(session: Session, case_id: int, code: str, answer: str, words: str) -> None:
    """Say yes or no to an alternative, and why; either may be said before the other."""
    check_answer(code, answer)
    _open(session, case_id)
    row = session.scalars(
        select(HireAlternative).where(
            HireAlternative.case_id == case_id, HireAlternative.code == code
        )
    ).one_or_none()
    if row is None:
        row = HireAlternative(case_id=case_id, code=code, words="")
        session.add(row)
    row.answer, row.words = answer, words.strip()
    tell(session, f"{ALTERNATIVES[code][0]}: {answer or 'not said'}")


# --- the decision -------------------------------------------------------------------------------


@action("Decide on a hire")
def decide(
    session: Session,
    case_id: int,
    version: int,
    state: str,
    words: str = "",
    option_id: int | None = None,
    review_on: date | None = None,
) -> None:
    """Write down what the owner decided, with all figures as they stand now.

    An approval names its option and waits until four alternatives have an answer and a note
    (S022). It cannot be taken back, only asked again. Raises UserError naming state, option_id,
    words or review_on.
    """
    row = as_seen(session, HireCase, case_id, version)
    _still_open(row)
    if state not in STATES or state == "open":
        raise UserError("Choose approved, declined or put off.", "state")
    if state == "approved":
        _may_approve(session, case_id, option_id)
    if not words.strip():
        raise UserError("Say in a sentence why; you will want to read it in a year.", "words")
    if state == "put_off" and review_on is None:
        raise UserError("Say when it is looked at again.", "review_on")
    if review_on is not None and review_on <= today():
        raise UserError("Choose a day to come for looking at it again.", "review_on")
    if state == "approved":
        _choose(session, case_id, option_id)
    row.state, row.decision, row.review_on = state, words.strip(), review_on
    row.decided_on, row.decided_by_id = today(), acting(session)
    session.add(HireFacts(case_id=case_id, body=write_facts(facts(session, today()))))
    tell(session, f"Decision written down: {STATES[state].lower()}")


def _may_approve(session: Session, case_id: int, option_id: int | None) -> None:
    missing = to_weigh(alternatives_of(session, case_id))
    if missing:
        raise UserError(missing, "state")
    if option_id not in {one.id for one in options_of(session, case_id)}:
        raise UserError("Choose the option that is approved.", "option_id")


@action("Ask again")
def ask_again(session: Session, case_id: int) -> int:
    """Begin the same question anew with today's figures; the old decision stays as it is."""
    old = session.get_one(HireCase, case_id)
    if old.state == "open":
        raise UserError("This question is still open.")
    new = HireCase(
        title=old.title,
        opened_on=today(),
        role_id=old.role_id,
        drop_clients=old.drop_clients,
        notes="",
        decision="",
    )
    session.add(new)
    session.flush()
    for at, one in enumerate(options_of(session, case_id), 1):
        held = {name: getattr(one, name) for name in _OPTION}
        session.add(HireOption(case_id=new.id, position=at, chosen=one.chosen, **held))
    old.review_on = None
    tell(session, "Hire question asked again")
    return new.id


@action("Remove question")
def remove_case(session: Session, case_id: int) -> None:
    """Take away a question that was asked by mistake; a decision stays."""
    row = _open(session, case_id)
    if session.scalar(select(JobPost.id).where(JobPost.case_id == case_id).limit(1)) is not None:
        raise UserError("A job post belongs to this question; decide on it instead.")
    for kind in (HireOption, HireAlternative):
        for one in session.scalars(select(kind).where(kind.case_id == case_id)):
            session.delete(one)
    session.flush()
    session.delete(row)
    tell(session, "Hire question removed")


def _open(session: Session, case_id: int) -> HireCase:
    row = session.get(HireCase, case_id)
    if row is None:
        raise UserError("This question is no longer there.")
    _still_open(row)
    return row


def _still_open(row: HireCase) -> None:
    if row.state != "open":
        on = f" on {full_date(row.decided_on)}" if row.decided_on else ""
        raise UserError(f"This was decided{on}. Ask again to weigh it anew.")
