"""S081: the sixteen sections of a network binder, each known, missing or said not to be there."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.documentation.actions import facts as actions
from mspdesk.documentation.queries.completeness import completeness
from mspdesk.documentation.queries.facts import facts
from mspdesk.documentation.rules.chapters import COUNTED
from mspdesk.documentation.rules.sections import section
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(81), pytest.mark.usefixtures("clock")]

SIXTEEN = (
    "Network map",
    "Network addresses",
    "Machines",
    "IP allocation",
    "Internet and domains",
    "Data",
    "Printers",
    "Group policies",
    "Mail",
    "Backup",
    "Licenses",
    "Shares",
    "Warranties",
    "Users",
    "Firewall",
    "Key passwords",
)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    made: Sample = standing(store)
    return made


def test_all_sixteen_sections_exist_for_a_client_nobody_looked_at(
    store: Store, shop: Sample
) -> None:
    whole = store.ask(completeness, shop.oldmill)
    assert tuple(one.title for one in COUNTED) == SIXTEEN
    counted = [one for one in whole.sections if one.counted]
    assert tuple(one.title for one in counted) == SIXTEEN
    assert (whole.percent, whole.complete) == (0, 0)
    assert all(one.missing for one in counted)


def test_every_section_is_filled_with_facts_or_said_to_be_empty(store: Store, shop: Sample) -> None:
    client = shop.oldmill
    for done, one in enumerate(COUNTED, 1):
        for need in one.needs:
            if need.must and not store.ask(facts, client, need.section):
                store.do(actions.add_fact, client, need.section, _whole_row(need.section))
        if not one.needs:
            store.do(actions.check_section, client, one.key, none=True)
        state = store.ask(completeness, client).section(one.key)
        assert state.done, (one.key, state.missing)
        assert store.ask(completeness, client).complete >= done
    assert store.ask(completeness, client).percent == 100


def _whole_row(key: str) -> dict[str, object]:
    """A row with a word in every field of a kind of fact."""
    row: dict[str, object] = {}
    for kept in section(key).fields:
        if kept.kind in ("line", "words"):
            row[kept.name] = "Known"
        elif kept.kind == "date":
            row[kept.name] = date(2027, 3, 1)
        elif kept.kind == "count":
            row[kept.name] = 1
        elif kept.kind == "choice":
            row[kept.name] = next(value for value, _ in kept.choices if value)
    usual = {"cidr": "10.1.0.0/24", "gateway": "10.1.0.1", "ip": "10.1.0.4"}
    row |= {name: value for name, value in usual.items() if section(key).has(name)}
    row.pop("lessor", None)
    return row
