"""What letters around an agreement are drawn from: the welcome, what happens next, the thanks."""

from datetime import date

from sqlalchemy.orm import Session

from ...dates import full_date, today
from ...letters.rules.sources import Source
from ...letters.rules.texts import letter_day
from ...money import shown
from ...shop.queries import shop as the_shop
from .. import rules
from ..rules import State
from .body import target_words, targets_of
from .ending import refunds_due
from .records import AgreementRow, agreements_of

_RUNS = (State.SENT, State.ACTIVE, State.RENEWAL_DUE)


def welcomes(session: Session, client_id: int) -> list[Source]:
    """The agreements a client is welcomed under, newest first."""
    day_first = the_shop(session).day_first
    found = []
    for held in agreements_of(session, client_id):
        if held.kind not in rules.WORKED_UNDER or held.state not in _RUNS:
            continue
        begins = "begins" if held.start_on >= today() else "began"
        start = letter_day(held.start_on, day_first=day_first)
        targets = targets_of(session, held.id)
        soon = [
            f"{words}: within {target_words(targets[priority])}"
            for priority, words in rules.PRIORITIES.items()
            if priority in targets
        ]
        said = f"Your agreement {held.number}, {held.title}, {begins} on {start}."
        fields = {"welcome.agreement": said, "welcome.targets": "\n".join(soon)}
        found.append(Source(f"agreement:{held.id}", _title(held), fields))
    return found


def leaving_fields(session: Session, held: AgreementRow) -> dict[str, str]:
    """What the letter about the end says of an agreement in notice; empty without a notice."""
    if held.notice_on is None or held.end_on is None:
        return {}
    due = sum(one.amount for one in refunds_due(session, held.id))
    return {
        "ending.on": full_date(held.end_on),
        "ending.notice_on": full_date(held.notice_on),
        "ending.refund": shown(due, the_shop(session).money),
    }


def leavings(session: Session, client_id: int) -> list[Source]:
    """The agreements of a client that were given notice, newest first."""
    return [
        Source(f"agreement:{held.id}", _title(held), fields)
        for held in agreements_of(session, client_id)
        if held.state in _RUNS and (fields := leaving_fields(session, held))
    ]


def farewells(session: Session, client_id: int) -> list[Source]:
    """The agreements of a client that are over, newest first."""
    day_first = the_shop(session).day_first
    return [
        Source(
            f"agreement:{held.id}",
            _title(held),
            {"ending.on": letter_day(_last(held), day_first=day_first)},
        )
        for held in agreements_of(session, client_id)
        if held.kind in rules.WORKED_UNDER and held.state in (State.EXPIRED, State.TERMINATED)
    ]


def _last(held: AgreementRow) -> date:
    return held.ended_on or held.end_on or held.start_on


def _title(held: AgreementRow) -> str:
    return f"{held.number}, {held.title}, from {full_date(held.start_on)}"
