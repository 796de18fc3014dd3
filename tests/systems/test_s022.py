"""S022: four alternatives have a yes or a no, and why, before a hire is approved."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.hiring.actions import cases as actions
from mspdesk.hiring.queries.cases import case_page
from tests.bookcase import Furnish
from tests.sample import furnish

pytestmark = pytest.mark.system(22)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


def test_an_approval_waits_for_four(store: Store, clock: object) -> None:
    case = store.do(actions.open_case, "A second technician?")
    option = store.do(
        actions.add_option, case, {"title": "Technician", "wage": 1_800, "minutes_week": 2_400}
    )

    def approve() -> None:
        page = store.ask(case_page, case)
        assert page is not None
        store.do(actions.decide, case, page.row.version, "approved", "We are sure.", option)

    for code in ("rmm", "intern", "outsource"):
        store.do(actions.weigh, case, code, "no", "Not here")
    with pytest.raises(UserError, match="1 more alternative") as refused:
        approve()
    assert refused.value.field == "state"
    store.do(actions.weigh, case, "crew", "no", "")
    with pytest.raises(UserError, match="each with a note"):
        approve()
    store.do(actions.weigh, case, "crew", "no", "Seven temps would take Marcus all week")
    approve()
    page = store.ask(case_page, case)
    assert page is not None
    assert (page.row.state, page.row.decided_on) == ("approved", date(2026, 3, 11))


def test_a_no_needs_no_alternatives(store: Store, clock: object) -> None:
    case = store.do(actions.open_case, "A second technician?")
    store.do(actions.decide, case, 1, "declined", "Too early.")
    page = store.ask(case_page, case)
    assert page is not None
    assert page.row.state == "declined"
