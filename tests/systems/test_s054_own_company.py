"""S054, the clients' part: our own company is the built-in client, and stays it."""

from datetime import datetime

import pytest

from mspdesk.app.setup import start_shop
from mspdesk.billing import actions as billing
from mspdesk.clients import actions, queries
from mspdesk.database.store import Store
from mspdesk.errors import UserError

pytestmark = pytest.mark.system(54)


def test_a_new_shop_has_its_own_company_as_its_first_client(store: Store, clock: datetime) -> None:
    start_shop(store, "Quillfeather IT", 15_000, "US", {})
    (own,) = store.ask(queries.clients)
    assert (own.number, own.name, own.internal, own.status) == (
        "C0001",
        "Quillfeather IT",
        True,
        "active",
    )
    assert store.ask(queries.internal_id) == own.id


def test_our_own_company_is_never_billed_nor_let_go(store: Store, clock: datetime) -> None:
    start_shop(store, "Quillfeather IT", 15_000, "US", {})
    own = store.ask(queries.internal_id)
    assert own is not None
    with pytest.raises(UserError):
        store.do(billing.new_draft, own)
    with pytest.raises(UserError):
        store.do(actions.change_status, own, "notice")
    detail = store.ask(queries.client, own)
    assert detail is not None
    with pytest.raises(AttributeError):
        store.do(actions.edit_client, own, detail.version, {"internal": False})
