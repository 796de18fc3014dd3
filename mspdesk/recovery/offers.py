"""What recovery offers the desk: systems in the search, verbs, restore tests that are due."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..clients.models import Client
from ..database.holding import holds
from ..dates import full_date
from ..desk.area import Finder, Found, Place, TodayList, TodayRow, Verb
from ..documentation.queries.backups import restores_due
from .models import System

TODAY_ROWS = 5


def find_systems(session: Session, text: str, limit: int) -> list[Found]:
    """Systems of plans by name or use; each leads to its client's plan."""
    wanted = text.strip().lower()
    if len(wanted) < 2:
        return []
    found = (
        select(System.id, System.name, System.client_id, Client.name)
        .join(Client, Client.id == System.client_id)
        .where(System.gone_on.is_(None), holds(System.name, wanted))
        .order_by(System.name, System.id)
        .limit(limit)
    )
    return [
        Found(
            name,
            f"DR plan of {client}",
            Place("clients", client_id, do="plan", about={"part": "systems", "id": id_}),
            icon="shield-check",
            client_id=client_id,
            client=client,
        )
        for id_, name, client_id, client in session.execute(found)
    ]


def tests_due(session: Session, _person_id: int | None, _day: date) -> list[TodayRow]:
    """Backups nobody has restored from for a month, those never tested first (E37)."""
    due = restores_due(session)
    rows = [
        TodayRow(
            f"{job.client}, {job.name}",
            f"Last restored {full_date(job.tested.on)}" if job.tested else "Never restored",
            "Record",
            Place("clients", job.client_id, do="plan", about={"part": "restores", "new": True}),
            icon="hard-drive",
        )
        for job in due[:TODAY_ROWS]
    ]
    if len(due) > TODAY_ROWS:
        more = len(due) - TODAY_ROWS
        place = Place("reports", about={"report": "restore-tests-due"})
        rows.append(TodayRow(f"{more} more", "Restore tests due", "List", place, icon="hard-drive"))
    return rows


FINDERS = (Finder("Systems", find_systems, order=60),)
VERBS = (
    Verb(
        "DR plan of {client}",
        Place("clients", do="plan"),
        "shield-check",
        for_client=True,
        words="disaster recovery backup",
    ),
    Verb(
        "Record a restore test at {client}",
        Place("clients", do="plan", about={"part": "restores", "new": True}),
        "hard-drive",
        for_client=True,
        words="backup test",
    ),
    Verb(
        "Declare a disaster at {client}",
        Place("clients", do="event", about={"new": True}),
        "triangle-alert",
        for_client=True,
        words="emergency flood fire down event",
    ),
    Verb(
        "Whom to call at {client}",
        Place("clients", do="plan", about={"part": "calls"}),
        "shield-check",
        for_client=True,
        words="emergency phone disaster",
    ),
)
TODAY = (TodayList("Restore tests due", tests_due, 80, quiet=True),)
