"""S128: campaigns on a calendar; a month's report shows progress over about five months."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.campaigns import runs
from mspdesk.campaigns.actions import campaigns, leads, optouts, profiles
from mspdesk.campaigns.queries.campaigns import campaign, campaign_page
from mspdesk.campaigns.queries.profiles import profiles_due
from mspdesk.campaigns.reports import MONTHS, month_rows, reports
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.mail.queries import open_mails
from mspdesk.progress import Progress
from tests.bookcase import Furnish, Standing
from tests.campaigns.marketing import Marketing, furnish_marketing

pytestmark = [pytest.mark.system(128), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The shop with a campaign."""
    return furnish_marketing


def test_a_campaign_stores_audience_channel_dates_cost_and_leads_and_a_month_shows_progress(
    store: Store, standing: Standing
) -> None:
    found: Marketing = standing(store)
    number = found.campaign
    row = store.ask(campaign, number)
    assert (row.channel, row.starts_on, row.ends_on) == (
        "email",
        date(2026, 3, 2),
        date(2026, 8, 1),
    )
    made = Marketing(store, found.sample, found.clients, number, found.mail)
    made.gather(industries=("Dental",))
    store.do(optouts.opt_out, "bo@birch.example")
    page = store.ask(campaign_page, number)
    assert page.audience.industries == ("Dental",)
    assert made.reasons() == {"Alder Dental": "", "Birch Dental": "opted_out"}
    mails = runs.prepare_mails(store, Progress(), made.mail)
    assert runs.queue_mails(store, Progress(), made.mail, made.step.version, mails) == 1
    assert [one.to for one in store.ask(open_mails)] == ["lena@alder.example"]
    store.do(campaigns.set_state, number, made.row.version, "running")
    asked = ("Alder Dental", "Birch Dental", "Cedar Law")
    for month, (who, cost) in enumerate(zip(asked, (20_000, 10_000, 5_000), strict=True), 3):
        day = date(2026, month, 20)
        with dates.frozen(datetime(2026, month, 20, 9)):
            facts = {"on": day, "what": "Printing", "amount": cost}
            store.do(campaigns.save_cost, number, facts)
            store.do(leads.note_lead, number, made.clients[who])
            store.do(campaigns.write_month, number, day, f"{who} asked")
    report = next(one for one in reports() if one.key == MONTHS)
    assert report.cadence == "Month"
    with dates.frozen(datetime(2026, 5, 31, 9)):
        (may,) = store.ask(month_rows, Period(date(2026, 5, 1), date(2026, 5, 31)), {})
    assert (may.number, may.of) == (3, 6)
    assert (may.month.cost, may.month.leads, may.month.words) == (5_000, 1, "Cedar Law asked")
    after = store.ask(campaign, number)
    assert (after.cost, after.leads, after.lead_cost) == (35_000, 3, 11_667)


def test_online_profiles_are_checked_and_due_again(store: Store, standing: Standing) -> None:
    standing(store)
    store.do(profiles.begin_profiles)
    first, *others = store.ask(profiles_due, date(2026, 3, 11))
    store.do(profiles.look, first.id, fine=True)
    assert [one.id for one in store.ask(profiles_due, date(2026, 3, 11))] == [
        one.id for one in others
    ]
