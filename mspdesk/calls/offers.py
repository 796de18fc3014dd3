"""What calls offer the desk: the search, verbs, and the calls that were promised for a day."""

from datetime import date

from sqlalchemy.orm import Session

from ..dates import short_date
from ..desk.area import Finder, Found, Place, TodayList, TodayRow, Verb
from .queries.lists import calls_due
from .queries.lists import find_targets as targets_found
from .queries.scripts import scripts


def find_targets(session: Session, text: str, limit: int) -> list[Found]:
    """Companies on call lists for the palette, by name, contact or number."""
    return [
        Found(
            one.company,
            ", ".join(filter(None, (one.phone, one.state_words.lower(), name))),
            Place("clients", do="calls", about={"target": one.id}),
            icon="phone",
        )
        for one, name in targets_found(session, text, limit)
    ]


def find_scripts(session: Session, text: str, limit: int) -> list[Found]:
    """Scripts for the palette, by name."""
    wanted = text.strip().casefold()
    return [
        Found(one.name, one.words, Place("clients", do="calls", about={"script": one.id}), "phone")
        for one in scripts(session)
        if wanted in one.name.casefold()
    ][:limit]


FINDERS = (
    Finder("Companies to call", find_targets, 74, words="call list prospects", needs="clients"),
    Finder("Sales scripts", find_scripts, 75, words="script phone words", needs="clients"),
)


def _place(**about: object) -> Place:
    return Place("clients", do="calls", about=about)


VERBS = (
    Verb(
        "Start calling",
        _place(dial=True),
        "phone",
        needs="clients",
        words="dial cold calls phone prospects next number",
    ),
    Verb("Call lists and scripts", _place(), "phone", needs="clients", words="calls dial sales"),
    Verb(
        "New call list", _place(new=True), "plus", needs="clients", words="companies numbers dial"
    ),
    Verb(
        "New sales script",
        _place(new_script=True),
        "file-pen-line",
        needs="clients",
        words="what to say voicemail gatekeeper words",
    ),
    Verb(
        "Never call a number again",
        _place(stop=True),
        "phone",
        needs="clients",
        words="do not call opt out stop",
    ),
)


def due_today(session: Session, person_id: int | None, day: date) -> list[TodayRow]:
    """Lists on which somebody is to be called today or was before, one's own first."""
    rows = sorted(calls_due(session, day), key=lambda row: row.person_id not in (person_id, None))
    found = []
    for row in rows:
        late = row.first_on < day
        since = f"since {short_date(row.first_on)}" if late else "today"
        title = f"Call {row.first}" if row.promised == 1 else f"{row.promised} companies to call"
        place = Place("clients", row.list_id, "calls", {"dial": True})
        color = "amber" if late else "ink2"
        found.append(TodayRow(title, f"{row.name}, {since}", "Call", place, "phone", color))
    return found


TODAY = (
    TodayList("Sales calls due", due_today, 46, needs="clients", of="call_target", whole=_place()),
)
