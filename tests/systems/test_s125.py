"""S125: no script is published without words for voicemail; 300 calls show counts and rates."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from mspdesk.calls.actions import calling, lists, scripts
from mspdesk.calls.queries.counts import by_version, funnel
from mspdesk.calls.queries.scripts import script_row, version_page
from mspdesk.database.action import action
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.sales.models.pipeline import Opportunity
from tests.bookcase import Furnish, Standing
from tests.calls.caller import Caller, furnish

pytestmark = [pytest.mark.system(125), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The shop that calls."""
    return furnish


def test_no_script_is_published_with_an_empty_voicemail(store: Store, standing: Standing) -> None:
    caller: Caller = standing(store)
    draft = store.do(scripts.new_version, caller.script)
    page = store.ask(version_page, draft)
    assert page is not None
    store.do(scripts.save_version, draft, page.version, {}, {"voicemail": "  "})
    page = store.ask(version_page, draft)
    assert page is not None
    with pytest.raises(UserError, match="voicemail") as refused:
        store.do(scripts.publish, draft, page.version)
    assert refused.value.field == "voicemail"
    # Calls go on with the version that has them.
    row = store.ask(script_row, caller.script)
    assert row is not None
    assert (row.published, row.draft) == (1, 2)


@action("Log three hundred calls", undoable=False)
def three_hundred(session: Session, list_id: int) -> None:
    """240 voicemails, 45 gatekeepers, 15 talks of which 3 come to an appointment (B8)."""
    came = ["voicemail"] * 240 + ["gatekeeper"] * 45 + ["no"] * 8 + ["not_now"] * 4
    came += ["appointment"] * 3
    meeting = datetime(2026, 3, 13, 10)
    for at, outcome in enumerate(came):
        details = {"company": f"Company {at}", "phone": f"218-556-{at:04}"}
        target = lists.add_target(session, list_id, details)
        when = meeting if outcome == "appointment" else None
        calling.record_call(session, target, outcome, "", 1, None, "", when)


def test_three_hundred_calls_show_their_counts_and_rates(
    sqlite_store: Store, standing: Standing
) -> None:
    store = sqlite_store
    caller: Caller = standing(store)
    made = store.do(lists.add_list, "Three hundred", {"script_id": caller.script})
    store.do(three_hundred, made)
    found = store.ask(funnel, None, None, made)
    assert [(one.title, one.calls, one.of_all) for one in found.stages] == [
        ("Calls", 300, "100.0 %"),
        ("Voicemail left", 240, "80.0 %"),
        ("Gatekeeper", 45, "15.0 %"),
        ("Talks", 15, "5.0 %"),
        ("Appointments", 3, "1.0 %"),
    ]
    assert [(one.title, one.calls) for one in found.points] == [
        ("Gatekeeper", 45),
        ("Voicemail", 240),
        ("Opening", 12),
        ("Two times", 3),
    ]
    assert [(one.title, one.calls, one.of_all) for one in found.outcomes][-1] == (
        "Appointment",
        3,
        "1.0 %",
    )
    (version,) = store.ask(by_version)
    assert (version.title, version.funnel.said) == (
        "First call: an assessment, version 1",
        "300 calls, 15 talks, 3 appointments, 1.0 %",
    )
    assert store.ask(lambda session: session.query(Opportunity).count()) == 3
