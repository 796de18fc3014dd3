"""Beginning an audit, answering it, sending it, and beginning the next from it."""

from datetime import date

import pytest
from sqlalchemy import update

from mspdesk.audits.actions import answer, begin
from mspdesk.audits.models import Audit, AuditQuestion
from mspdesk.audits.queries import audits as queries
from mspdesk.audits.queries.audits import AuditPage, QuestionRow
from mspdesk.audits.queries.checks import check_audits
from mspdesk.database.store import Store
from mspdesk.documentation import actions as documentation
from mspdesk.documentation.queries.devices import devices_of
from mspdesk.errors import Conflict, UserError
from mspdesk.tickets.actions import edit_ticket, open_ticket
from mspdesk.tickets.actions.merging import merge
from mspdesk.tickets.queries.page import ticket_page
from tests.sample import Sample

from .conftest import CANARY

TYPED = "Is there a firewall?\nWhat color is the building?"


def _begin(store: Store, shop: Sample, **details: object) -> AuditPage:
    given = {"title": "Cyber 2026", "asked_by": "Harbor Mutual", "due_on": date(2026, 3, 20)}
    audit_id = store.do(begin.begin_audit, shop.kestrel, given | details)
    return _page(store, audit_id)


def _page(store: Store, audit_id: int) -> AuditPage:
    page = store.ask(queries.audit_page, audit_id)
    assert page is not None
    return page


def _about(page: AuditPage, topic: str) -> QuestionRow:
    return next(one for one in page.questions if one.topic == topic)


def test_a_request_opens_a_ticket_and_is_answered_from_what_is_written(
    store: Store, shop: Sample
) -> None:
    page = _begin(store, shop, form="cyber-insurance")
    ticket = store.ask(ticket_page, page.audit.ticket_id)
    assert ticket is not None
    assert ticket.title == "Answer Cyber 2026 for Harbor Mutual"
    assert page.audit.kind == "insurance"
    assert page.audit.count.all == 30
    wall = _about(page, "firewall")
    assert (wall.answer, wall.text, wall.source, wall.looked_on) == (
        "yes",
        wall.text,
        "facts",
        None,
    )
    assert wall.text == "KMT-FW1. 1 rule documented"
    assert wall.source_words == "Devices: KMT-FW1"
    assert wall.as_of == date(2026, 3, 3)
    proved = _about(page, "restore")
    assert proved.answer == "yes"
    assert proved.text == (
        "Orders 2025.xlsx brought back in 12 min on Feb 12, 2026 by Marcus Oduya,"
        " seen by Lou Brandt"
    )
    assert proved.as_of == date(2026, 2, 12)
    assert _about(page, "mfa").answer == "yes"
    assert _about(page, "remote_desktop").answer == "yes"
    old = _about(page, "unsupported")
    assert (old.answer, old.text) == ("no", "1 of 1 computer: KMT-01 (Windows 10 Pro)")
    assert _about(page, "offline").answer == "no"
    assert _about(page, "training").answer == ""
    assert page.by_need[0][0] == "unanswered"
    assert [key for key, _rows in page.by_need] == ["unanswered", "unseen"]


def test_no_secret_and_no_place_of_one_comes_out(store: Store, shop: Sample) -> None:
    for form in ("cyber-insurance", "security-review"):
        page = _begin(store, shop, form=form)
        assert _about(page, "passwords").text == (
            "1 password kept sealed by Quillfeather IT, LLC, the oldest changed Jun 2, 2025"
        )
        assert CANARY not in repr(page)


def test_typed_and_pasted_questions_are_answered_where_the_books_know(
    store: Store, shop: Sample
) -> None:
    page = _begin(store, shop, questions=TYPED)
    assert [(one.topic, one.answer) for one in page.questions] == [("firewall", "yes"), ("", "")]
    added = store.do(begin.add_questions, page.audit.id, "9. Are the backups tested?")
    assert added == 1
    last = _page(store, page.audit.id).questions[-1]
    assert (last.number, last.mark, last.topic, last.answer) == (3, "9", "restore", "yes")


def test_answers_by_hand_keep_who_and_when(store: Store, shop: Sample) -> None:
    page = _begin(store, shop, questions=TYPED)
    wall, color = page.questions
    store.do(answer.answer_question, color.id, color.version, "na", "Leased")
    store.do(answer.confirm, wall.id, wall.version)
    wall, color = _page(store, page.audit.id).questions
    assert (color.source_words, color.person, color.looked_on) == (
        "By hand",
        "Dana Whitlock",
        date(2026, 3, 11),
    )
    assert (wall.source_words, wall.group) == ("Devices: KMT-FW1", "answered")
    with pytest.raises(Conflict):
        store.do(answer.answer_question, wall.id, wall.version - 1, "no")
    store.do(answer.answer_question, wall.id, wall.version, "no", "It was stolen")
    wall = _page(store, page.audit.id).questions[0]
    assert (wall.answer, wall.source, wall.from_words) == ("no", "hand", "")
    assert wall.differs
    store.do(answer.answer_from_facts, wall.id, wall.version)
    wall = _page(store, page.audit.id).questions[0]
    assert (wall.answer, wall.source, wall.group) == ("yes", "facts", "answered")
    store.do(answer.answer_question, wall.id, wall.version, "")
    assert _page(store, page.audit.id).questions[0].group == "unanswered"


def test_the_documentation_can_be_asked_again(store: Store, shop: Sample) -> None:
    page = _begin(store, shop, questions=TYPED)
    wall = page.questions[0]
    store.do(answer.confirm, wall.id, wall.version)
    store.do(
        documentation.add_device,
        shop.kestrel,
        {"kind": "firewall", "name": "KMT-FW2", "make": "Edge", "model": "90"},
    )
    wall = _page(store, page.audit.id).questions[0]
    assert wall.differs
    assert store.do(answer.ask_again, page.audit.id) == 1
    wall = _page(store, page.audit.id).questions[0]
    assert wall.text == "KMT-FW1, Edge 90. 1 rule documented"
    assert wall.group == "unseen", "what changed is looked over again"
    assert wall.as_of is None, "nobody looked at the new one"
    assert store.do(answer.ask_again, page.audit.id) == 0
    for one in store.ask(devices_of, shop.kestrel):
        store.do(documentation.retire_device, one.id)
    assert store.do(answer.ask_again, page.audit.id) >= 1
    wall = _page(store, page.audit.id).questions[0]
    assert (wall.answer, wall.group) == ("", "unanswered"), "nothing says so any more"


def test_sent_answers_are_frozen_in_the_books_too(store: Store, shop: Sample) -> None:
    page = _begin(store, shop, questions=TYPED)
    audit_id = page.audit.id
    with pytest.raises(UserError, match=r"Question 2 has no answer\."):
        store.do(begin.mark_sent, audit_id, page.audit.version)
    color = page.questions[1]
    store.do(answer.answer_question, color.id, color.version, "unknown")
    with pytest.raises(UserError, match="Question 1 was not looked over"):
        store.do(begin.mark_sent, audit_id, page.audit.version)
    store.do(answer.confirm, page.questions[0].id, page.questions[0].version)
    store.do(begin.mark_sent, audit_id, _page(store, audit_id).audit.version, "underwriting@harbor")
    page = _page(store, audit_id)
    assert (page.audit.state, page.audit.sent_by) == ("sent", "Dana Whitlock")
    wall = page.questions[0]
    for refused in (
        lambda: store.do(answer.answer_question, wall.id, wall.version, "no"),
        lambda: store.do(answer.remove_question, wall.id, wall.version),
        lambda: store.do(begin.add_questions, audit_id, "Why?"),
        lambda: store.do(begin.edit_audit, audit_id, page.audit.version, {"title": "Other"}),
        lambda: store.do(begin.drop_audit, audit_id, page.audit.version),
    ):
        with pytest.raises(UserError, match="were sent"):
            refused()
    # The ticket stays this client's; merged into another one, the audit goes along.
    with pytest.raises(UserError, match="audit leads to it"):
        store.do(edit_ticket, page.audit.ticket_id, None, {"client_id": shop.oldmill})
    said = {"no_device": True, "description": "The same again"}
    other = store.do(open_ticket, shop.kestrel, "Insurance", said)
    store.do(merge, page.audit.ticket_id, None, other)
    assert _page(store, audit_id).audit.ticket_id == other
    with (
        pytest.raises(UserError, match="were sent"),
        store.step("Behind its back", batch=True) as session,
    ):
        session.execute(update(AuditQuestion).values(answer="no"))
    store.do(
        documentation.add_device, shop.kestrel, {"kind": "firewall", "name": "Second", "make": "X"}
    )
    assert _page(store, audit_id).questions == page.questions
    assert store.ask(check_audits) == []


def test_the_next_year_begins_from_the_last(store: Store, shop: Sample) -> None:
    page = _begin(store, shop, questions=TYPED)
    color = page.questions[1]
    store.do(answer.answer_question, color.id, color.version, "na", "Brick red")
    again = store.do(
        begin.begin_audit, shop.kestrel, {"before_id": page.audit.id, "title": "Cyber 2027"}
    )
    new = _page(store, again)
    assert (new.audit.title, new.audit.asked_by, new.audit.before_id) == (
        "Cyber 2027",
        "Harbor Mutual",
        page.audit.id,
    )
    wall, color = new.questions
    assert (wall.source, wall.answer) == ("facts", "yes"), "facts are asked anew"
    assert (color.source, color.answer, color.text) == ("before", "na", "Brick red")
    assert color.group == "unseen"
    assert color.before is not None
    assert color.before.words == "Does not apply. Brick red"
    with pytest.raises(UserError, match="Drop that one first"):
        store.do(begin.drop_audit, page.audit.id, page.audit.version)
    with pytest.raises(UserError, match="another client"):
        store.do(begin.begin_audit, shop.brightwater, {"before_id": page.audit.id, "title": "X"})


def test_wrong_details_are_said_beside_their_field(store: Store, shop: Sample) -> None:
    for details, field in (
        ({"title": " "}, "title"),
        ({"title": "A", "kind": "odd"}, "kind"),
        ({"title": "A", "asked_on": date(2026, 3, 1), "due_on": date(2026, 2, 1)}, "due_on"),
        ({"title": "A", "form": "gone"}, "form"),
    ):
        with pytest.raises(UserError) as refused:
            store.do(begin.begin_audit, shop.kestrel, details)
        assert refused.value.field == field
    with store.read() as session:
        assert session.query(Audit).count() == 0
