"""The insurer's questions about Brightwater: sent a year ago, begun again this week."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from ..audits.actions import answer, begin
from ..audits.queries import audits as queries
from ..database.store import Store
from ..dates import frozen

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


def ask_audits(
    store: Store, people: Mapping[str, int], clients: Mapping[str, int], now: datetime
) -> None:
    """Answer last year's questions by hand and send them; begin this year's from them."""
    store.person_id = people["Marcus Oduya"]
    client = clients[_CLIENT]
    with frozen(now - timedelta(days=358)):
        first = _begin(store, client, now, {"form": "cyber-insurance"}, now.year - 1)
        page = store.ask(queries.audit_page, first, {})
        for one in page.questions if page is not None else ():
            said = _SAID.get(one.topic, ("yes", ""))
            store.do(answer.answer_question, one.id, one.version, *said)
        row = store.ask(queries.audit_row, first)
        if row is not None:
            store.do(begin.mark_sent, first, row.version, "underwriting@harbormutual.example")
    with frozen(now - timedelta(days=2)):
        second = _begin(store, client, now, {"before_id": first}, now.year)
        page = store.ask(queries.audit_page, second, {})
        known = [one for one in page.questions if one.source == "facts"] if page is not None else []
        for one in known[:_LOOKED_AT]:
            store.do(answer.confirm, one.id, one.version)
    store.person_id = people["Dana Whitlock"]


def _begin(store: Store, client: int, now: datetime, source: dict[str, object], year: int) -> int:
    due = (now + timedelta(days=9)).date()
    details: dict[str, object] = {
        "title": f"Cyber insurance {year}",
        "asked_by": "Harbor Mutual",
        "due_on": due if year == now.year else due - timedelta(days=360),
    }
    return store.do(begin.begin_audit, client, details | source)
