"""What search finds of hiring: questions whether to hire, and job posts; never who applied."""

from sqlalchemy import String, literal_column, select, union_all
from sqlalchemy.orm import Session

from ...desk.area import Found, Place
from ...people.models import Role
from ..models import HireCase, JobPost
from ..rules import posts as rules
from .listing import STATES

_CASE, _POST = "question hire hiring worksheet", "post hire hiring job vacancy"
_MOST = 200
"""Rows looked through; a small shop never has so many."""

# Put together once: search asks at every key.
_HIRE, _JOB, _ROLE = HireCase.__table__.c, JobPost.__table__.c, Role.__table__.c
_EVERY = union_all(
    select(
        literal_column("'hiring'", String).label("what"),
        _HIRE.id.label("id"),
        _HIRE.title.label("title"),
        _HIRE.state.label("state"),
        _ROLE.title.label("role"),
    ).outerjoin_from(HireCase.__table__, Role.__table__, _ROLE.id == _HIRE.role_id),
    select(
        literal_column("'post'", String), _JOB.id, _JOB.title, _JOB.state, _ROLE.title
    ).outerjoin_from(JobPost.__table__, Role.__table__, _ROLE.id == _JOB.role_id),
).limit(_MOST)


def find_hiring(session: Session, text: str, limit: int) -> list[Found]:
    """Questions and posts that hold every word, by title, role or what they are; open ones first.

    Names of applicants are not looked through: whoever did not come can be forgotten.
    """
    wanted = text.casefold().split()
    found: list[tuple[bool, Found]] = []
    for what, id_, title, state, role in session.execute(_EVERY).all():
        kinds = _CASE if what == "hiring" else _POST
        words = f"{title} {role or ''} {kinds}".casefold()
        if all(one in words for one in wanted):
            found.append((state != "open", _found(what, id_, title, state, role)))
    found.sort(key=lambda one: one[0])
    return [one for _, one in found[:limit]]


def _found(what: str, id_: int, title: str, state: str, role: str | None) -> Found:
    """A hit, and where it leads."""
    if what == "hiring":
        words = ["Hire worksheet", STATES[state].lower()]
        place = Place("orgchart", id_, "hiring")
    else:
        words = ["Job post", rules.STATES[state].lower()]
        place = Place("orgchart", do="applicants", about={"post": id_})
    return Found(title, ", ".join([*words, *([role] if role else [])]), place, "users")
