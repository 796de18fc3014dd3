"""S137: a procedure past its review date is listed; exceptions have a reason and an approver."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.errors import UserError
from mspdesk.procedures.actions import sops as actions
from mspdesk.procedures.queries.kept import exceptions
from mspdesk.procedures.queries.sops import review_due, sop_page
from mspdesk.procedures.reports import REPORTS
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = pytest.mark.system(137)

CODE = "backups"


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_build_train_deploy_and_keep_up(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    reports = {one.key: one for one in REPORTS}
    with dates.frozen(datetime(2026, 3, 11, 9, 0)):
        states = [store.ask(sop_page, CODE).row.state_words]
        store.do(actions.start_training, CODE)
        states.append(store.ask(sop_page, CODE).row.state_words)
        store.do(actions.go_live, CODE)
        row = store.ask(sop_page, CODE).row
        states.append(row.state_words)
        assert row.review_by == date(2027, 3, 11)
    with dates.frozen(datetime(2027, 3, 11, 9, 0)):
        assert store.ask(review_due) == []
    with dates.frozen(datetime(2027, 3, 12, 9, 0)):
        assert [one.code for one in store.ask(review_due)] == [CODE]
        today = Period(dates.today(), dates.today())
        rows = store.ask(reports["procedures-to-review"].rows, today, {})
        assert [one.code for one in rows] == [CODE]
        with pytest.raises(UserError):
            store.do(actions.log_exception, CODE, "", shop.dana)
        with pytest.raises(UserError):
            store.do(actions.log_exception, CODE, "The tape drive is broken.", None)
        store.do(actions.log_exception, CODE, "The tape drive is broken.", shop.dana)
        (one,) = store.ask(exceptions)
        assert (one.reason, one.approved_by, one.on) == (
            "The tape drive is broken.",
            "Dana Whitlock",
            date(2027, 3, 12),
        )
        month = Period(date(2027, 3, 1), date(2027, 3, 31))
        assert store.ask(reports["procedure-exceptions"].rows, month, {}) == [one]
        store.do(actions.retire, CODE)
        states.append(store.ask(sop_page, CODE).row.state_words)
        assert store.ask(review_due) == []
    assert states == ["Draft", "In training", "Live", "Retired"]
