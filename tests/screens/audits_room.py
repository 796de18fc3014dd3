"""The walk past the audits of a client: the list, an open one, a sent one, its forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from mspdesk.audits.actions.answer import answer_question
from mspdesk.audits.actions.begin import begin_audit, mark_sent
from mspdesk.audits.queries.audits import audit_page, audits
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]
LONG = "31. Is each administrator account used for administration alone, and by whom is that seen?"


def audits_of(walker: Walker, client_id: int) -> Iterator[Stop]:
    """Every screen of the tab; ask for the next one only when the last was looked at."""
    desk = walker.window.desk
    assert desk is not None
    if not desk.ask(audits, client_id):  # a second walk finds what the first one wrote
        _write(desk, client_id)

    def show(**about: Any) -> Any:
        walker.go(Place("clients", client_id, "audits", about))
        return walker.part("page")._made["audits"]

    held = {row.state: row.id for row in desk.ask(audits, client_id)}
    part = show(audit_id=held["open"])
    sheet = part.audit
    yield "audit", partial(show, audit_id=held["open"])
    known = next(one for one in sheet.table.rows() if one.answer)
    yield "audit-known", lambda: sheet.table.select(known.id)
    for name, lay in (("add", sheet.add_questions), ("sent", sheet.ask_sent)):
        yield f"audit-{name}", lay
        sheet.laid.back()
    yield "audit-question", partial(sheet._do, "edit")
    sheet.laid.back()
    yield "audit-frozen", partial(show, audit_id=held["sent"])
    yield "audits", part.back
    yield "audit-new", partial(show, new=True)
    part.list.back()
    walker.go(Place("clients", client_id, do="overview"))


def _write(desk: Desk, client_id: int) -> None:
    """One that was sent, and the next that began from it with a long question."""
    first = desk.do(begin_audit, client_id, {"title": "Audit", "questions": "Is there a firewall?"})
    page = desk.ask(audit_page, first)
    assert page is not None
    one = page.questions[0]
    desk.do(answer_question, one.id, one.version, "yes", "Two of them")
    desk.do(mark_sent, first, page.audit.version, "underwriting@harbormutual.example")
    details = {"title": "Cyber insurance", "asked_by": "Harbor Mutual of the Upper Midwest"}
    more = {"before_id": first, "form": "cyber-insurance", "questions": LONG}
    desk.do(begin_audit, client_id, details | more)
