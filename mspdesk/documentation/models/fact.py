"""What every written fact about a client has in common."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from ...database.base import Imported, Record, Words


class Fact(Imported, Record):
    """One line of a client's documentation.

    It is taken away by `gone_on`, never deleted. `checked_on` is the day somebody last looked that
    it is true; `site_id` says where, and nowhere means all of the client.
    """

    __abstract__ = True

    @declared_attr
    def client_id(cls) -> Mapped[int]:  # noqa: N805 -- SQLAlchemy passes the class
        """Whose it is."""
        return mapped_column(ForeignKey("client.id"), index=True)

    @declared_attr
    def site_id(cls) -> Mapped[int | None]:  # noqa: N805 -- SQLAlchemy passes the class
        """At which of the client's places."""
        return mapped_column(ForeignKey("site.id"), index=True)

    notes: Mapped[Words] = mapped_column(sort_order=90)
    checked_on: Mapped[date | None] = mapped_column(sort_order=91)
    gone_on: Mapped[date | None] = mapped_column(sort_order=92)
