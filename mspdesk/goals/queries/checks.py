"""What must hold for goals and reviews, whoever wrote them and whatever was undone."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import Review, ReviewGoal
from ..rules.cascade import above_of
from .known import every_goal, hanging


def check_goals(session: Session) -> list[str]:
    """Goals that hang on each other in a circle, and corrective ones shared with everybody.

    Goals are named by number: a check is read by others than those they are shared with.
    """
    goals, links = every_goal(session), hanging(session)
    wrong = []
    for one in goals.values():
        top = above_of(links, one.id)[-1]
        if goals[top].parent_id is not None and goals[top].parent_id == one.id:
            wrong.append(f"Goal {one.id} hangs on itself, over others. Let it hang on another one.")
        if (one.level, one.kind, one.sharing) == ("person", "corrective", "company"):
            wrong.append(f"Goal {one.id} corrects one person and is shared with everybody.")
    return wrong


def check_reviews(session: Session) -> list[str]:
    """Signed reviews that hold no goal."""
    held = select(ReviewGoal.review_id)
    found = (
        select(Review.id)
        .where(Review.signed_on.is_not(None), Review.id.not_in(held))
        .order_by(Review.id)
    )
    return [f"Review {one} is signed and holds no goal." for one in session.scalars(found)]


CHECKS = (check_goals, check_reviews)
