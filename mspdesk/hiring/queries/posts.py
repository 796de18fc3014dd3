"""Questions about job posts."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ...errors import UserError
from ...people.models import Role
from ...rows import dataclass
from ...shop.queries import ShopRow, shop
from ..models import Applicant, HireCase, JobPost
from ..rules import applicants as stages
from ..rules import posts as rules
from ..rules.posts import Welcome


@dataclass(frozen=True, slots=True)
class PostRow:
    """A job that is offered, and how many open applicants it has."""

    id: int
    version: int
    title: str
    role_id: int | None
    role: str
    case_id: int | None
    case: str
    body: str
    state: str
    posted_on: date | None
    closes_on: date | None
    applicants: int

    @property
    def state_words(self) -> str:
        """How far it is, in a word."""
        return rules.STATES[self.state]

    @property
    def welcomes(self) -> list[Welcome]:
        """The three things a post that welcomes has (S042)."""
        return rules.welcomes(self.title, self.body)


def posts(session: Session, post_id: int | None = None) -> list[PostRow]:
    """Job posts, open ones first, then drafts, by title."""
    count = (
        select(func.count(Applicant.id))
        .where(Applicant.post_id == JobPost.id, Applicant.stage.in_(stages.OPEN))
        .scalar_subquery()
    )
    found: Select[*tuple[Any, ...]] = (
        select(
            JobPost.id,
            JobPost.version,
            JobPost.title,
            JobPost.role_id,
            func.coalesce(Role.title, ""),
            JobPost.case_id,
            func.coalesce(HireCase.title, ""),
            JobPost.body,
            JobPost.state,
            JobPost.posted_on,
            JobPost.closes_on,
            count,
        )
        .outerjoin(Role, Role.id == JobPost.role_id)
        .outerjoin(HireCase, HireCase.id == JobPost.case_id)
        .order_by(func.lower(JobPost.title), JobPost.id)
    )
    if post_id is not None:
        found = found.where(JobPost.id == post_id)
    order = ("open", "draft", "closed")
    rows = [PostRow(*row) for row in session.execute(found)]
    return sorted(rows, key=lambda row: order.index(row.state))


def post(session: Session, post_id: int) -> PostRow | None:
    """One job post, or None."""
    return next(iter(posts(session, post_id)), None)


@dataclass(frozen=True, slots=True)
class PostDocument:
    """A job post as it is pinned to a board."""

    shop: ShopRow
    post: PostRow


def post_document(session: Session, post_id: int) -> PostDocument:
    """A job post with the letterhead; raises UserError where there is none."""
    row = post(session, post_id)
    if row is None:
        raise UserError("Choose a job post first.", "post")
    return PostDocument(shop(session), row)


def find_post(session: Session, text: str) -> int:
    """The job post somebody named; raises UserError naming `post`."""
    wanted = text.strip().casefold()
    rows = posts(session)
    found = [one for one in rows if wanted in one.title.casefold()]
    if len(found) == 1:
        return found[0].id
    names = ", ".join(one.title for one in rows) or "there is none"
    raise UserError(f"Name one job post: {names}.", "post")
