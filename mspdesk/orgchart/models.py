"""Tables of the org chart; roles and who wore them live with people."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Code, Name, Record, Words


class Duty(Record):
    """Something a role must do (S009).

    `minutes_week` is how long it takes in a week, `difficulty` 1 easy to 3 hard, `importance` 1 to
    3; `hand_off` is the owner's own order of handing it off, empty for the usual one.
    """

    __tablename__ = "duty"
    __table_args__ = (Index("ix_duty_role", "role_id", "position"),)

    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"))
    name: Mapped[Name]
    minutes_week: Mapped[int] = mapped_column(default=0)
    difficulty: Mapped[int] = mapped_column(default=2)
    importance: Mapped[int] = mapped_column(default=2)
    hand_off: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)


class OwnPurpose(Record):
    """Why a role exists in the words of somebody who wears it, and when they said so (S029)."""

    __tablename__ = "own_purpose"

    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    on: Mapped[date]
    words: Mapped[Words]


class Shift(Record):
    """Hours of the day that a role covers (S008); minutes since midnight.

    `weekdays` has a 1 for each day from Monday to Sunday: 1111100.
    """

    __tablename__ = "shift"

    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), index=True)
    from_minute: Mapped[int]
    to_minute: Mapped[int]
    weekdays: Mapped[Code] = mapped_column(default="1111100")


class ChartRevision(Record):
    """The chart as it stood when it was changed on purpose (S010); `body` is TOML of its roles."""

    __tablename__ = "chart_revision"

    number: Mapped[int] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    why: Mapped[Name] = mapped_column(default="")
    body: Mapped[Words]


class ChartReview(Record):
    """That somebody looked the chart over, and when it is looked over next (S010)."""

    __tablename__ = "chart_review"

    on: Mapped[date]
    next_on: Mapped[date | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[Words]
