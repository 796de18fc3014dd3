"""The insurer's questions about Brightwater: sent a year ago, begun again this week."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from ..audits.actions import answer, begin
from ..audits.queries import audits as queries
from ..audits.queries.audits import QuestionRow
from ..database.action import acting, action
from ..database.store import Store
from ..dates import frozen
from ..tickets.actions import assign, begin_work, close, complete, edit_ticket, set_estimate

_CLIENT = "Brightwater Veterinary"
_SAID = {
    "offline": ("no", "Being set up this summer"),
    "exercise": ("no", ""),
    "mfa": ("partly", "For mail, not for the practice program yet"),
    "training": ("yes", "Half an hour in January, all eleven of them"),
    "payments": ("yes", "Ines calls the number on the old bill"),
    "past": ("no", ""),
    "segments": ("no", ""),
    "encryption": ("yes", "All three laptops"),
}
"""What was said a year ago to some topics; to the others it was a plain yes."""

_LOOKED_AT = 12
"""So many of this year's answers somebody looked over already."""


_NEW = """31. Is a second factor asked for at the practice program, too?
32. Who may approve a payment above $5,000?"""
"""What the insurer asks for the first time this year."""


def ask_audits(
    store: Store, people: Mapping[str, int], clients: Mapping[str, int], now: datetime
) -> None:
    """Answer last year's questions by hand and send them; begin this year's from them."""
    store.person_id = people["Marcus Oduya"]
    client = clients[_CLIENT]
    with frozen(now - timedelta(days=358)):
        first, ticket = store.do(_last_year, client, now)
        store.person_id = people["Dana Whitlock"]
        store.do(close, ticket, None)
    store.person_id = people["Marcus Oduya"]
    with frozen(now - timedelta(days=2)):
        store.do(_this_year, client, first, now)
    store.person_id = people["Dana Whitlock"]


@action("Answer sample audit", undoable=False)
def _last_year(session: Session, client: int, now: datetime) -> tuple[int, int]:
    due = (now - timedelta(days=351)).date()
    made = _begin(session, client, now.year - 1, due, {"form": "cyber-insurance"})
    for one in _questions(session, made):
        answer.answer_question(session, one.id, one.version, *_SAID.get(one.topic, ("yes", "")))
    row = queries.audit_row(session, made)
    if row is None:
        raise LookupError(made)
    begin.mark_sent(session, made, row.version, "underwriting@harbormutual.example")
    _take(session, row.ticket_id)
    begin_work(session, row.ticket_id)
    complete(session, row.ticket_id, None, "Sent to Harbor Mutual", no_time=True)
    return made, row.ticket_id


def _take(session: Session, ticket_id: int) -> None:
    """Let whoever is at work have the ticket; such work is billed by the hour."""
    edit_ticket(session, ticket_id, None, {"no_agreement": True})
    set_estimate(session, ticket_id, None, 90)
    assign(session, ticket_id, None, acting(session))


@action("Begin sample audit", undoable=False)
def _this_year(session: Session, client: int, before_id: int, now: datetime) -> None:
    source = {"before_id": before_id, "questions": _NEW}
    made = _begin(session, client, now.year, (now + timedelta(days=9)).date(), source)
    known = [one for one in _questions(session, made) if one.source == "facts"]
    for one in known[:_LOOKED_AT]:
        answer.confirm(session, one.id, one.version)
    row = queries.audit_row(session, made)
    if row is not None:
        _take(session, row.ticket_id)


def _questions(session: Session, audit_id: int) -> tuple[QuestionRow, ...]:
    page = queries.audit_page(session, audit_id, {})
    return page.questions if page is not None else ()


def _begin(session: Session, client: int, year: int, due: date, source: dict[str, object]) -> int:
    details: dict[str, object] = {
        "title": f"Cyber insurance {year}",
        "asked_by": "Harbor Mutual",
        "due_on": due,
    }
    return begin.begin_audit(session, client, details | source)
