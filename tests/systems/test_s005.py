"""S005: an admin sets up what comes from a completed form, a technician RMM and BDR."""

import pytest

from mspdesk.catalog import actions, queries
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from tests.bookcase import Furnish
from tests.sample import furnish

pytestmark = [pytest.mark.system(5), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


def test_every_offering_that_is_set_up_says_by_whom(store: Store) -> None:
    found = store.ask(queries.items)
    admins = {"hosted_mail", "spam_filter", "antivirus", "office", "hosted_storage", "cloud"}
    by_kind: dict[str, set[str]] = {}
    for one in found:
        by_kind.setdefault(one.setup_kind, set()).add(one.setup_by)
    assert {kind: by_kind[kind] for kind in admins} == {kind: {"admin"} for kind in admins}
    assert by_kind["rmm"] == by_kind["bdr"] == {"tech"}


def test_hosted_mail_cannot_default_to_a_technician_nor_bdr_to_an_admin(store: Store) -> None:
    for kind, wrong in (("hosted_mail", "tech"), ("bdr", "admin")):
        with pytest.raises(UserError) as caught:
            details = {"setup_kind": kind, "setup_by": wrong}
            store.do(actions.add_item, f"NEW-{kind}", "Something new", details)
        assert caught.value.field == "setup_by"
        right = store.do(actions.add_item, f"NEW-{kind}", "Something new", {"setup_kind": kind})
        one = store.ask(queries.item, right)
        assert one is not None
        assert one.setup_by == ("admin" if wrong == "tech" else "tech")
        with pytest.raises(UserError):
            store.do(actions.edit_item, one.id, one.version, {"setup_by": wrong})
