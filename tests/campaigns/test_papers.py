"""The papers of campaigns, word for word."""

from datetime import date

import pytest

from mspdesk.campaigns.actions import campaigns, leads, profiles
from mspdesk.campaigns.printables.papers import PAPERS
from mspdesk.campaigns.printables.plan import PLAN
from mspdesk.campaigns.printables.profiles import PROFILES
from mspdesk.campaigns.printables.sheet import SHEET
from mspdesk.errors import UserError
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from tests.printing.pdftext import text_of
from tests.snapshots.compare import compare_snapshot

from .marketing import Marketing

HOSTILE = "AT&T <b>bold</b> =1+1 {{7*7}} Łódź"


@pytest.fixture
def furnished(desk_made: Marketing) -> Marketing:
    """The shop with a second campaign, costs, a lead and words with signs."""
    store = desk_made.store
    store.do(
        campaigns.open_campaign,
        HOSTILE,
        "event",
        date(2026, 9, 3),
        date(2026, 9, 3),
        {"budget": 45_000, "leads_hoped": 6, "why": HOSTILE},
    )
    facts = {"on": date(2026, 3, 9), "what": "Printing", "amount": 14_250}
    store.do(campaigns.save_cost, desk_made.campaign, facts)
    store.do(leads.note_lead, desk_made.campaign, desk_made.clients["Alder Dental"], HOSTILE)
    store.do(campaigns.write_month, desk_made.campaign, date(2026, 3, 1), HOSTILE)
    return desk_made


def test_the_marketing_plan_of_a_year(furnished: Marketing) -> None:
    printed = prepare(PLAN, furnished.store.ask(PLAN.gather, 2026), Paper.LETTER)
    assert printed.pages == 1
    compare_snapshot(text_of(printed.pdf), "campaigns/plan")
    empty = prepare(PLAN, furnished.store.ask(PLAN.gather, 2031), Paper.A4)
    assert "No campaign is planned for this year yet." in text_of(empty.pdf)


def test_one_campaign(furnished: Marketing) -> None:
    furnished.gather()
    printed = prepare(SHEET, furnished.store.ask(SHEET.gather, furnished.campaign), Paper.LETTER)
    assert printed.pages == 1
    compare_snapshot(text_of(printed.pdf), "campaigns/campaign")
    papers = {paper.key: paper for paper in PAPERS}
    find = papers["campaign"].find
    assert furnished.store.ask(find, "does YOUR") == furnished.campaign
    for paper, typed in (("campaign", "no such"), ("campaign", ""), ("marketing-plan", "soon")):
        with pytest.raises(UserError):
            furnished.store.ask(papers[paper].find, typed)


def test_the_list_of_profiles(furnished: Marketing) -> None:
    furnished.store.do(profiles.begin_profiles)
    printed = prepare(PROFILES, furnished.store.ask(PROFILES.gather, 0), Paper.LETTER)
    assert printed.pages == 1
    text = text_of(printed.pdf)
    assert "Chamber of commerce Never" in text
    assert "Name, address and phone as on the letterhead" in text
