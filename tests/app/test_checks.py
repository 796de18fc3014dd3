"""The check of the books finds what is broken in calls, sales, campaigns, roadmaps and audits."""

from contextlib import suppress
from datetime import date, datetime

import pytest
from sqlalchemy import text

from mspdesk.app import keeping
from mspdesk.audits.actions import answer, begin
from mspdesk.audits.queries.audits import audit_page
from mspdesk.calls.actions import calling, scripts
from mspdesk.campaigns.actions import campaigns, leads, members, optouts
from mspdesk.database.store import Store
from mspdesk.mail.actions import queue
from mspdesk.roadmaps.actions import meetings, minutes, places
from mspdesk.sales.actions import (
    advice,
    commission,
    opportunities,
    proposals,
    understanding,
    winning,
)
from mspdesk.sales.models.proposal import Proposal
from tests.bookcase import Furnish
from tests.calls import caller as calls

DAY = date(2026, 3, 11)

NEW = ("sales", "calls", "campaigns", "roadmaps", "audits")
_AGREED = {"we_do": "Look", "you_do": "Help", "money": "$100", "start_on": DAY}

BREAKS = (
    ("UPDATE opportunity SET closed_on = NULL", "has an end its stage does not know"),
    (
        "UPDATE opportunity SET closed_on = NULL; UPDATE opportunity SET stage_id = 3",
        "stands in a stage its history does not lead to",
    ),
    (
        "UPDATE opportunity SET client_id = 1",
        "leads to papers of another client",
        "“A second line” leads to an opportunity of another client",
        "“Look” leads to",
        "its opportunity belong to different clients",
        "A call to Lakeside Insurance leads to",
        "The lead 1 of a campaign has the opportunity of another",
    ),
    ("UPDATE proposal SET agreement_id = NULL", "its agreement says otherwise"),
    ("UPDATE proposal SET state = 'sent'", "stands in 2 editions at once"),
    ("UPDATE commission SET amount = amount + 1", "was settled, its rule gives"),
    ("UPDATE script_version SET published_on = made_on", "without words for voicemail"),
    ("UPDATE call_target SET tries = 9", "was called 1 times and counts 9"),
    ("UPDATE call_target SET state = 'waiting'", "asked never to be called and stands among"),
    ("UPDATE call_target SET phone_digits = ''", "a number that cannot be compared"),
    ("UPDATE campaign SET ends_on = '2020-01-01'", "ends before it begins"),
    ("UPDATE campaign_member SET client_id = 1", "is a contact of another client"),
    ("UPDATE campaign_step SET queued_at = '2026-03-11 10:00'", "went out, but to nobody"),
    ("UPDATE opt_out SET address = 'Ann@alder.example'", "is not in small letters"),
    (
        "UPDATE roadmap_meeting SET client_id = 1",
        "Decision 1 has ticket #",
        "Budget place 1 was said at a meeting of another client",
    ),
    ("UPDATE audit_question SET answer = 'maybe'", "which does not exist"),
    (
        "UPDATE audit_question SET answer = ''; UPDATE audit SET state = 'sent'",
        "was sent, and its question 1 has no answer",
    ),
    ("UPDATE audit SET client_id = 1 WHERE before_id IS NULL", "from an audit of another client"),
)
"""What breaks something behind the back of its verbs, and what is said of it."""


def _version(store: Store, proposal_id: int) -> int:
    return store.ask(lambda session: session.get_one(Proposal, proposal_id).version)


def furnish(store: Store) -> calls.Caller:
    """One of each, all of it sound."""
    made = calls.furnish(store)
    client = made.shop.brightwater
    when = datetime(2026, 3, 20, 10)
    came = store.do(calling.record_call, made.lakeside, "appointment", meeting=when)
    store.do(calling.record_call, made.freight, "stop")
    sale, prospect = came.opportunity_id or 0, came.client_id or 0
    about = {"opportunity_id": sale}
    store.do(advice.give_advice, prospect, "A second line", "Nobody works", about)
    store.do(understanding.begin_understanding, prospect, {**_AGREED, **about})
    store.do(opportunities.open_sales_ticket, sale)
    first = store.do(proposals.draft_proposal, sale, {"setup_fee": 50_000})
    store.do(proposals.send_proposal, first, _version(store, first))
    second = store.do(proposals.new_edition, first)
    store.do(proposals.send_proposal, second, _version(store, second))
    store.do(proposals.accept_proposal, second, _version(store, second), "Ruth")
    store.do(winning.win, sale, None)
    store.do(commission.settle_month, DAY)
    store.do(scripts.add_script, "Another script")
    campaign = store.do(campaigns.open_campaign, "Dentists", "email", DAY)
    store.do(members.add_member, campaign, client, made.shop.ines)
    store.do(campaigns.save_step, campaign, {"on": DAY, "title": "Call them"})
    store.do(
        queue, "ann@alder.example", "A question", "Hello", about=f"campaign:{campaign}", bulk=True
    )
    lead = store.do(leads.note_lead, campaign, client)
    store.do(leads.open_lead_opportunity, lead)
    store.do(optouts.opt_out, "ann@alder.example")
    meeting = store.do(meetings.plan_meeting, client, DAY)
    store.do(minutes.decide, meeting, "A new server")
    store.do(places.record_place, client, {"category": "operations", "meeting_id": meeting})
    audit = store.do(begin.begin_audit, client, {"title": "Cyber", "questions": "A firewall?"})
    page = store.ask(audit_page, audit)
    assert page is not None
    (asked,) = page.questions
    store.do(answer.answer_question, asked.id, asked.version, "no", "None")
    store.do(begin.begin_audit, client, {"before_id": audit})
    return made


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The shop that sells."""
    return furnish


class _Undone(Exception):
    """Takes back what was broken."""


def test_each_check_can_fail(sqlite_store: Store, clock: datetime) -> None:
    ours = [one for one in keeping.checks() if one.__module__.split(".")[1] in NEW]
    assert [said for check in ours for said in sqlite_store.ask(check)] == []
    with suppress(_Undone), sqlite_store.step("Break it", batch=True) as session:
        for statements, *words in BREAKS:
            broken = session.begin_nested()
            for one in statements.split(";"):
                session.execute(text(one))
            found = [said for check in ours for said in check(session)]
            for wanted in words:
                assert any(wanted in said for said in found), (statements, wanted, found)
            broken.rollback()
        raise _Undone
