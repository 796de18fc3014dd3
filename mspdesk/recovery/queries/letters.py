"""What a letter after a disaster is drawn from: what happened, what was done, what was learned."""

from datetime import datetime

from sqlalchemy.orm import Session

from ...dates import clock_time, stretch
from ...letters.rules.sources import Source
from ...letters.rules.texts import letter_day
from ...shop.queries import shop as the_shop
from ..rules.event import KINDS
from .event import EventPage, event_page, events, plan_changes

MOST = 10
"""Disasters that are offered."""


def after_actions(session: Session, client_id: int) -> list[Source]:
    """The disasters of a client that are over, newest first, as what a letter tells of them."""
    day_first = the_shop(session).day_first
    over = [row for row in events(session, client_id, MOST) if row.restored_at is not None]
    over.sort(key=lambda row: row.declared_at, reverse=True)
    found = []
    for row in over:
        title = f"{row.number}, {row.kind_words}, {letter_day(row.declared_at.date())}"
        told = _told(session, event_page(session, row.id), day_first=day_first)
        # What nobody wrote down is asked for, unless the letter can do without.
        fields = {name: words for name, words in told.items() if words or name in _OPTIONAL}
        found.append(Source(f"dr_event:{row.id}", title, fields))
    return found


_OPTIONAL = ("event.copy", "event.well")


def _told(session: Session, page: EventPage, *, day_first: bool) -> dict[str, str]:
    """What is known of a disaster, as the letter says it; empty where nobody wrote it down."""
    ended = page.restored_at or page.declared_at
    learned = [one.what for one in plan_changes(session, page.client_id, done=True)
               if one.event == page.number and not one.dropped_why]  # fmt: skip
    lessons = dict.fromkeys([*_lines(page.improve), *_lines(page.prevention), *learned])
    copy = _sentence(page.good_backup)
    return {
        "event.what": _sentence(page.what) or f"{KINDS.get(page.kind, page.kind)}.",
        "event.began": _moment(page.declared_at, day_first=day_first),
        "event.ended": _moment(ended, day_first=day_first),
        "event.lasted": stretch(int((ended - page.declared_at).total_seconds()) // 60),
        "event.copy": f"The copy we went back to: {copy}" if copy else "",
        "event.done": "\n".join(step.action for step in page.steps if step.done_at is not None),
        "event.well": "\n".join(_lines(page.went_well)),
        "event.lessons": "\n".join(lessons),
    }


def _lines(words: str) -> list[str]:
    return [line for one in words.splitlines() if (line := one.strip().lstrip("-• "))]


def _sentence(words: str) -> str:
    """Words on one line that end as a sentence does; empty for none."""
    said = " ".join(words.split())
    return said if not said or said[-1] in ".!?…" else f"{said}."


def _moment(at: datetime, *, day_first: bool) -> str:
    return f"{letter_day(at.date(), day_first=day_first)}, {clock_time(at)}"
