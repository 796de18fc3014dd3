"""What the garden offers the palette, and the day."""

from datetime import date

from sqlalchemy.orm import Session

from ..dates import short_date
from ..desk.area import Place, TodayList, TodayRow, Verb
from .queries.page import look_again
from .rules import CHOICE_WORDS, Choice

VERBS = (
    Verb(
        "Client garden",
        Place("reports", about={"report": "garden"}),
        "hand-coins",
        needs="people",
        words="profit by client weed drop release unprofitable hourly",
    ),
    Verb(
        "Profit by client",
        Place("reports", about={"report": "profit-by-client"}),
        "receipt",
        needs="people",
        words="month margin revenue cost",
    ),
)


def again(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Clients the owner wanted to look at again by now (S019)."""
    return [
        TodayRow(
            one.client,
            f"{CHOICE_WORDS[Choice(one.choice)]}, {short_date(one.on)}: {one.why}",
            "Look again",
            Place("reports", about={"report": "garden", "client": one.client_id}),
            "hand-coins",
        )
        for one in look_again(session, day)
    ]


TODAY = (TodayList("Look at clients again", again, 85, needs="*", quiet=True),)
