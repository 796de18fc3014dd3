"""What checklists offer the desk: runs and masters in the search, verbs, what is due on Today."""

from datetime import date

from sqlalchemy.orm import Session

from ..dates import short_date, today
from ..desk.area import Finder, Found, Place, TodayList, TodayRow, Verb
from .queries import runs
from .queries.masters import masters
from .queries.schedules import schedules
from .queries.stuck import Stuck, stuck
from .rules.run import RUN_WORDS, RunState

TODAY_ROWS = 6


def find_runs(session: Session, text: str, limit: int) -> list[Found]:
    """Runs for the palette, by number, title or client."""
    if len(text.strip()) < 2:
        return []
    return [
        Found(
            one.title,
            ", ".join(p for p in (one.whose, _how_far(one)) if p),
            Place("checklists", one.id),
            icon="list-checks",
            client_id=one.client_id,
            client=one.client,
        )
        for one in runs.find_runs(session, text, limit)
    ]


def _how_far(one: runs.RunRow) -> str:
    if one.state == RunState.IN_PROGRESS:
        return f"{one.marked} of {one.total}"
    at = one.done_at.date() if one.done_at else one.due_on
    words = RUN_WORDS[RunState(one.state)].lower()
    return f"{words} {short_date(at)}" if at else words


def find_schedules(session: Session, text: str, limit: int) -> list[Found]:
    """Schedules by client or title; each leads to its next dates."""
    wanted = text.strip().casefold()
    if len(wanted) < 2:
        return []
    rows = [
        one
        for one in schedules(session, today())
        if wanted in f"{one.title} {one.client}".casefold()
    ]
    return [
        Found(
            one.title,
            f"{one.whose}, {one.words[0].lower()}{one.words[1:]}",
            Place("checklists", do="schedule", about={"schedule_id": one.id}),
            icon="calendar-clock",
            client_id=one.client_id,
            client=one.client,
        )
        for one in rows[:limit]
    ]


def find_masters(session: Session, text: str, limit: int) -> list[Found]:
    """Checklists that can be begun, by the words of their title."""
    wanted = text.strip().casefold()
    if len(wanted) < 2:
        return []
    found = [one for one in masters(session) if wanted in one.title.casefold()]
    return [
        Found(
            one.title,
            f"{one.lines} steps",
            Place("checklists", do="master", about={"code": one.code}),
            icon="list-checks",
        )
        for one in found[:limit]
    ]


def open_runs(session: Session, person_id: int | None, day: date) -> list[TodayRow]:
    """Checklists of the person at work, or of nobody, that are due today or late."""
    mine = [
        one
        for one in runs.due(session, day)
        if one.due_on is not None and one.assigned_id in (None, person_id)
    ]
    rows = [_today(one, day) for one in mine[:TODAY_ROWS]]
    if len(mine) > TODAY_ROWS:
        words = f"{len(mine) - TODAY_ROWS} more"
        place = Place("checklists")
        rows.append(TodayRow(words, "Checklists due", "List", place, icon="list-checks"))
    return rows


def _today(one: runs.RunRow, day: date) -> TodayRow:
    late = one.due_on is not None and one.due_on < day
    when = f"late since {short_date(one.due_on)}" if late and one.due_on else "due today"
    return TodayRow(
        one.title,
        ", ".join(p for p in (one.whose, when) if p),
        "Open",
        Place("checklists", one.id),
        icon="list-checks",
        color="red" if late else "ink2",
    )


def not_begun(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """What should have begun by itself and could not: why, and where that is mended."""
    return [
        TodayRow(
            one.title,
            " ".join(part for part in (f"{one.whose}." if one.whose else "", one.why) if part),
            "Mend",
            _mended_at(one),
            color="red",
        )
        for one in stuck(session, day)
    ]


def _mended_at(one: Stuck) -> Place:
    """The planned checklist, the schedule that brings it, or the checklist itself."""
    if one.run_id is not None:
        return Place("checklists", one.run_id)
    if one.schedule_id is not None:
        return Place("checklists", do="schedule", about={"schedule_id": one.schedule_id})
    return Place("checklists", do="master", about={"code": one.code})


FINDERS = (
    Finder("Checklists", find_runs, order=55),
    Finder("Checklists to begin", find_masters, order=56),
    Finder("Schedules", find_schedules, order=57),
)
VERBS = (
    Verb("Start a checklist", Place("checklists", do="start"), "list-checks", words="run form"),
    Verb(
        "Start a checklist for {client}",
        Place("checklists", do="start"),
        "list-checks",
        for_client=True,
        words="run maintenance assessment",
    ),
    Verb(
        "Admin items of all checklists",
        Place("checklists", do="list", about={"kind": "admin"}),
        "list-checks",
        words="admin steps view",
    ),
    Verb(
        "Work of outside providers",
        Place("checklists", do="list", about={"kind": "outside"}),
        "list-checks",
        words="vendor outsourcing work list",
    ),
    Verb(
        "Calendar of planned work",
        Place("checklists", do="schedule"),
        "calendar",
        words="schedule maintenance visits slots who is where",
    ),
    Verb(
        "New schedule",
        Place("checklists", do="schedule", about={"new": True}),
        "calendar-clock",
        words="recurring repeat monthly every",
    ),
    Verb(
        "Schedule work at {client}",
        Place("checklists", do="schedule", about={"new": True}),
        "calendar-clock",
        for_client=True,
        words="recurring maintenance monthly",
    ),
    Verb(
        "Plan maintenance for several clients",
        Place("checklists", do="schedule", about={"many": True}),
        "calendar-clock",
        words="spread monthly month",
    ),
    Verb(
        "New monthly single",
        Place("checklists", do="schedule", about={"single": True}),
        "list-checks",
        words="one task every client ticket each",
    ),
    Verb(
        "Begin daily monitoring",
        Place("checklists", do="schedule", about={"monitor": True}),
        "list-checks",
        words="servers backups morning look",
    ),
)
TODAY = (
    TodayList("Could not begin by itself", not_begun, 39),
    TodayList("Checklists due", open_runs, 40, of="checklist_run"),
)
