"""What proposals, objections and commission offer the desk: verbs, search, what runs out."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from ...dates import short_date
from ...desk.area import Finder, Found, Place, TodayList, TodayRow, Verb
from ..queries.proposals import ProposalRow, search, waiting

SOON = 7
"""Days before a proposal runs out that Today says so."""

VERBS = (
    Verb(
        "New proposal for {client}",
        Place("clients", do="proposals", about={"draft": True}),
        "file-pen-line",
        needs="clients",
        for_client=True,
        words="offer quote estimate price",
    ),
    Verb(
        "Objections",
        Place("clients", do="offerings", about={"list": "objections"}),
        "list",
        words="what people say answer price no",
    ),
    Verb(
        "Commission",
        Place("clients", do="offerings", about={"list": "commission"}),
        "hand-coins",
        words="pay for sales compensation plan share profit",
    ),
)


def _place(one: ProposalRow) -> Place:
    return Place("clients", one.client_id, "proposals", {"proposal": one.id})


def find_proposals(session: Session, text: str, limit: int) -> list[Found]:
    """Proposals by number, title or client, the newest first."""
    return [
        Found(
            f"{one.name} {one.title}",
            f"{one.client}, {one.state_words.lower()}",
            _place(one),
            "file-pen-line",
            client_id=one.client_id,
            client=one.client,
        )
        for one in search(session, text, limit)
    ]


FINDERS = (Finder("Proposals", find_proposals, 46, words="offer quote", needs="clients"),)


def ending_today(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Proposals without an answer that stand no longer than a week more, or run out already."""
    return [
        TodayRow(
            f"{one.client}: {one.title}",
            f"{'Stood' if one.valid_until < day else 'Stands'} until {short_date(one.valid_until)}",
            "Open",
            _place(one),
            "file-pen-line",
            "amber" if one.valid_until < day else "ink2",
        )
        for one in waiting(session, day + timedelta(days=SOON))
    ]


TODAY = (
    TodayList("Proposals without an answer", ending_today, 46, needs="clients", of="proposal"),
)
