"""S059: each device has a patch policy and a day it was last patched; gaps are listed."""

from datetime import date, timedelta

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.documentation import actions as documentation
from mspdesk.documentation.queries.facts import facts
from mspdesk.errors import UserError
from mspdesk.practice.actions.patches import mark_patched, set_policy
from mspdesk.practice.queries.patches import patch_rows
from mspdesk.practice.reports import reports
from mspdesk.practice.rules.patches import gap
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(59), pytest.mark.usefixtures("clock")]
DAY = date(2026, 3, 11)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.mark.parametrize(
    ("policy", "ago", "words"),
    [
        ("", None, "No policy"),
        ("auto", None, "Never patched"),
        ("auto", 35, ""),
        ("auto", 36, "36 days ago"),
        ("manual", 10, ""),
        ("hold", 90, ""),
        ("hold", 91, "Held for 91 days"),
        ("Tuesdays", 1, "Policy is in words of its own"),
    ],
)
def test_what_is_a_gap(policy: str, ago: int | None, words: str) -> None:
    patched = None if ago is None else DAY - timedelta(days=ago)
    assert gap(policy, patched, DAY) == words


def test_gaps_are_listed_until_they_are_closed(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    printer = store.do(documentation.add_device, shop.kestrel, {"kind": "printer", "name": "PRN1"})
    every = store.ask(patch_rows, DAY)
    assert printer not in {row.id for row in every}
    assert {row.gap for row in every} == {"No policy"}
    ids = [row.id for row in every]
    store.do(set_policy, ids, "auto")
    store.do(mark_patched, ids)
    assert store.ask(patch_rows, DAY, gaps=True) == []
    with dates.frozen(dates.now() + timedelta(days=40)):
        store.do(set_policy, [shop.server], "hold")
        late = store.ask(patch_rows, dates.today(), gaps=True)
        assert shop.server not in {row.id for row in late}
        assert {row.gap for row in late} <= {"40 days ago"}
    with pytest.raises(UserError):
        store.do(set_policy, [shop.server], "sometimes")
    with pytest.raises(UserError) as ahead:
        store.do(mark_patched, [shop.server], DAY + timedelta(days=1))
    assert ahead.value.field == "on"


def test_they_stand_in_the_documentation_and_in_the_report(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    report = next(one for one in reports() if one.key == "patch-gaps")
    before = store.ask(report.rows, Period(DAY, DAY), {})
    store.do(set_policy, [shop.server], "manual")
    store.do(mark_patched, [shop.server], date(2026, 3, 10))
    row = next(r for r in store.ask(facts, shop.brightwater, "device") if r.id == shop.server)
    assert (row.words["patch_policy"], row.words["patched_on"]) == ("By hand", "Mar 10, 2026")
    after = store.ask(report.rows, Period(DAY, DAY), {})
    assert {r.id for r in before} - {r.id for r in after} == {shop.server}
    assert store.ask(report.rows, Period(DAY, DAY), {"client": shop.oldmill}) == []
