"""What the grid offers the desk: a line on Today, and verbs of the palette."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..desk.area import Place, TodayList, TodayRow, Verb
from . import queries
from .models import VendorPurchase


def orphans_today(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """What is bought for nobody any more: one line, with whom it was for (S084)."""
    if session.scalar(select(VendorPurchase.id).limit(1)) is None:
        return []
    found = queries.orphans(session, day)
    if not found:
        return []
    many = "service is" if len(found) == 1 else "services are"
    names = ", ".join(dict.fromkeys(row.client for row in found))
    return [
        TodayRow(
            f"{len(found)} {many} bought and billed to nobody",
            names,
            "Look",
            Place("agreements", do="services", about={"shown": "orphans"}),
            icon="circle-alert",
            color="amber",
        )
    ]


VERBS = (
    Verb(
        "Services grid",
        Place("agreements", do="services"),
        "list",
        needs="clients",
        words="bought sold variance orphan agents licenses",
    ),
    Verb(
        "Enter what we bought this month",
        Place("agreements", do="services", about={"enter": True}),
        "plus",
        needs="clients",
        words="purchases paste vendor licenses seats grid",
    ),
)
TODAY = (TodayList("Orphan services", orphans_today, 57, needs="money", quiet=True),)
