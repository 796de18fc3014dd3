"""What sales offers the desk: verbs, opportunities found by typing, and next steps on Today."""

from datetime import date

from sqlalchemy.orm import Session

from ...dates import short_date
from ...desk.area import Finder, Found, Place, TodayList, TodayRow, Verb
from ..queries import pipeline
from ..rules.pipeline import Kind

ROOM = "prospects"


def _place(opportunity_id: int | None = None, **about: object) -> Place:
    return Place("clients", opportunity_id, ROOM, dict(about))


VERBS = (
    Verb("Prospects", _place(), "users", needs="clients", words="pipeline opportunities sales"),
    Verb("New prospect", _place(new=True), "plus", needs="clients", words="lead company enter"),
    Verb(
        "New opportunity",
        _place(new="opportunity"),
        "plus",
        needs="clients",
        words="sale deal",
    ),
    Verb(
        "New opportunity for {client}",
        Place("clients", do=ROOM, about={"new": True}),
        "plus",
        needs="clients",
        for_client=True,
        words="sale deal upsell",
    ),
    Verb(
        "Change the stages of the pipeline",
        _place(stages=True),
        "list-checks",
        needs="clients",
        words="funnel rename order",
    ),
    Verb(
        "Prospects we declined",
        _place(list="declined"),
        "users",
        needs="clients",
        words="turned down said no",
    ),
    Verb(
        "Technology worksheet of {client}",
        Place("clients", do="worksheet"),
        "file-pen-line",
        for_client=True,
        words="prospect questions inventory",
    ),
)


def find_opportunities(session: Session, text: str, limit: int) -> list[Found]:
    """Opportunities by number, title or company."""
    return [
        Found(
            f"{one.client}: {one.title}",
            f"{one.number}, {one.stage_words}",
            _place(one.id),
            "users",
            client_id=one.client_id,
            client=one.client,
        )
        for one in pipeline.search(session, text, limit)
    ]


FINDERS = (
    Finder("Opportunities", find_opportunities, 45, words="prospect deal sale", needs="clients"),
)


def steps_today(session: Session, person_id: int | None, day: date) -> list[TodayRow]:
    """Next steps that are due, one's own and nobody's; those put off come back here."""
    found = []
    for one in pipeline.due(session, person_id, day):
        again = one.kind == Kind.LATER
        step = one.next_step or ("Put off until now" if again else "Say what comes next")
        late = one.next_on is not None and one.next_on < day
        words = f"{step}, {short_date(one.next_on, day)}" if late and one.next_on else step
        found.append(
            TodayRow(
                f"{one.client}: {one.title}",
                words,
                "Open",
                _place(one.id),
                "users",
                "amber" if late else "ink2",
            )
        )
    return found


TODAY = (
    TodayList(
        "Next steps with prospects",
        steps_today,
        45,
        needs="clients",
        of="opportunity",
        whole=_place(),
    ),
)
