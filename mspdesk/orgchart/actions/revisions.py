"""Keeping the chart as it stands, and saying that it was looked over (S010)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...dates import full_date, now, today
from ...errors import UserError
from ...exchange.toml_text import write_toml
from ...shop.models import Shop
from ..models import ChartReview, ChartRevision
from ..queries.chart import last_revision, lines_of, revision_lines, tables_of
from ..queries.roles import role_boxes

MOST_LED = 50
"""People under one person that the note on spans can be set to."""


def keep(session: Session, why: str) -> int:
    """Keep the chart as it stands unless the last revision says the same; answers its number."""
    session.flush()
    lines = lines_of(role_boxes(session))
    last = last_revision(session)
    if last and revision_lines(session, last) == lines:
        return last
    session.add(
        ChartRevision(
            number=last + 1,
            made_at=now(),
            person_id=acting(session),
            why=why,
            body=write_toml(tables_of(lines)),
        )
    )
    session.flush()
    return last + 1


@action("Keep revision")
def keep_revision(session: Session, why: str) -> int:
    """Keep the chart as it stands with the reason for its last change; answers its number.

    Raises UserError naming why.
    """
    words = " ".join(why.split())
    if not words:
        raise UserError("Say in a few words why the chart changed.", "why")
    last = last_revision(session)
    number = keep(session, words)
    if number == last:
        raise UserError(f"Nothing changed since revision {last}.", "why")
    tell(session, f"Revision {number} kept")
    return number


@action("Review chart")
def review_chart(session: Session, next_on: date | None, words: str = "") -> int:
    """Say that the chart was looked over today, and when it is to be looked over next.

    Raises UserError naming next_on.
    """
    day = today()
    if next_on is not None and next_on <= day:
        raise UserError("Look it over again on a day to come.", "next_on")
    row = session.scalars(select(ChartReview).where(ChartReview.on == day)).one_or_none()
    if row is None:
        row = ChartReview(on=day, words="")
        session.add(row)
    row.next_on, row.words, row.person_id = next_on, words.strip(), acting(session)
    session.flush()
    tell(session, f"Next review {full_date(next_on)}" if next_on else "Review saved")
    return row.id


@action("Set span")
def set_span(session: Session, comfortable: int, many: int) -> None:
    """Say how many people one person leads well, and from how many on an assistant would help.

    Raises UserError naming comfortable or many.
    """
    if not 1 <= comfortable <= MOST_LED:
        raise UserError(f"Type a number of people from 1 to {MOST_LED}.", "comfortable")
    if not comfortable <= many <= MOST_LED:
        raise UserError("This is not below what is comfortable.", "many")
    row = session.scalars(select(Shop)).one()
    row.span_comfortable, row.span_many = comfortable, many
    tell(session, f"Up to {comfortable} people are comfortable to lead")
