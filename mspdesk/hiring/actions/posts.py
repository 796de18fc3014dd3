"""Things done with job posts: write, open, close."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ...checklists.actions.runs import plan_and_start
from ...database.action import action, tell
from ...database.stale import as_seen
from ...dates import today
from ...errors import UserError
from ...people.models import Role
from ..models import HireCase, JobPost
from ..rules import posts as rules

CHECKLIST = "job-post"
"""The code of the checklist behind a job post (S042)."""


@action("Save job post")
def save_post(
    session: Session,
    facts: Mapping[str, Any],
    post_id: int | None = None,
    version: int = 0,
) -> int:
    """Write a job post, a new one without an id; answers the id.

    `facts` are title, role_id, case_id, body, closes_on. Raises UserError by field, Conflict.
    """
    row = (
        as_seen(session, JobPost, post_id, version)
        if post_id
        else JobPost(title="", body=rules.BODY)
    )
    for name in ("role_id", "case_id", "closes_on"):
        if name in facts:
            setattr(row, name, facts[name])
    row.title = " ".join(str(facts.get("title", row.title) or "").split())
    row.body = str(facts.get("body", row.body) or "").strip()
    if not row.title:
        raise UserError("Give the post a title that people search for.", "title")
    if row.role_id is not None and session.get(Role, row.role_id) is None:
        raise UserError("Choose the role again.", "role_id")
    if row.case_id is not None and session.get(HireCase, row.case_id) is None:
        raise UserError("Choose the worksheet again.", "case_id")
    _check_end(row)
    session.add(row)
    session.flush()
    tell(session, f"{row.title} saved")
    return row.id


def _check_end(row: JobPost) -> None:
    if row.closes_on is not None and row.closes_on < (row.posted_on or row.closes_on):
        raise UserError("It cannot close before it was posted.", "closes_on")


@action("Open job post")
def open_post(session: Session, post_id: int, on: date | None = None) -> None:
    """Say that a post is out, from a day on; words name what of a welcome is still missing."""
    row = session.get_one(JobPost, post_id)
    row.state, row.posted_on = "open", on or row.posted_on or today()
    _check_end(row)
    missing = [one.title.lower() for one in rules.welcomes(row.title, row.body) if not one.done]
    words = f" Look again at: {', '.join(missing)}." if missing else ""
    tell(session, f"{row.title} is out.{words}")


@action("Close job post")
def close_post(session: Session, post_id: int) -> None:
    """Say that a post is taken down; its applicants stay."""
    row = session.get_one(JobPost, post_id)
    row.state = "closed"
    tell(session, f"{row.title} closed")


@action("Start job post list")
def walk(session: Session, post_id: int) -> int:
    """Begin the checklist of a job post; answers the id of its run."""
    row = session.get_one(JobPost, post_id)
    return plan_and_start(session, CHECKLIST, None, (), f"Job post: {row.title}")
