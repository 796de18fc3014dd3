"""The sealed page: only with the password once more, looked at before, kept nowhere (E20)."""

from datetime import datetime
from pathlib import Path

import pytest

from mspdesk.binders.runs.printing import Order, print_binder
from mspdesk.binders.runs.sealed import SealedOrder, print_sealed
from mspdesk.documentation.actions.credentials import add_credential
from mspdesk.documentation.actions.editions import Placed, note_sealed
from mspdesk.documentation.queries import editions
from mspdesk.errors import UserError
from mspdesk.printing import fonts, lines
from mspdesk.printing.page import Paper
from mspdesk.progress import Progress
from mspdesk.vault import queries
from mspdesk.vault.refused import NotOpened
from mspdesk.vault.secret import Secret
from tests.printing.pdftext import text_of
from tests.vault.conftest import DANA, Guarded

CANARY = "Kraken-ferry-77"


def test_the_sealed_page_asks_for_the_password_looks_first_and_keeps_nothing(
    file_vault: Guarded, clock: datetime
) -> None:
    store, client = file_vault.store, file_vault.shop.brightwater
    opened = file_vault.opened()
    order = SealedOrder(client, "ndb", Paper.LETTER, 1, "Home safe", "For the envelope")
    with pytest.raises(UserError, match="No key is marked"):
        print_sealed(store, Progress(), order, Secret(DANA))
    told = {"label": "Firewall FW1", "emergency": True}
    store.do(
        add_credential,
        opened,
        client,
        told,
        {"user": Secret("admin"), "secret": Secret(CANARY)},
    )
    store.do(
        add_credential, opened, client, {"label": "Not for paper"}, {"secret": Secret("other")}
    )
    with pytest.raises(NotOpened) as refused:
        print_sealed(store, Progress(), order, Secret("wrong"))
    assert refused.value.field == "password"
    looks = {look.id for look in store.ask(queries.looks)}
    rendered = print_sealed(store, Progress(), order, Secret(DANA))
    words = text_of(rendered.pdf)
    for said in ("Firewall FW1", "admin", CANARY, "Sealed page", "Dana Whitlock", "Copy 1"):
        assert said in words
    assert "Not for paper" not in words
    after = [look for look in store.ask(queries.looks) if look.id not in looks]
    assert sorted((look.deed, look.field) for look in after if look.deed == "print") == [
        ("print", "secret"),
        ("print", "user"),
    ]
    assert CANARY not in str(after)
    assert not lines.break_lines.cache_info().currsize
    assert not fonts._advance.cache_info().currsize


def test_no_binder_holds_a_secret_and_a_copy_knows_of_its_sealed_page(
    file_vault: Guarded, clock: datetime
) -> None:
    store, client = file_vault.store, file_vault.shop.brightwater
    secrets = {"secret": Secret(CANARY), "user": Secret(CANARY)}
    store.do(
        add_credential,
        file_vault.opened(),
        client,
        {"label": "Safe", "emergency": True, "kind": "safe"},
        secrets,
    )
    words = ""
    for kind in ("dr", "ndb"):
        order = Order(client, kind, Paper.LETTER, placed=(Placed("Home safe"),))
        proof = print_binder(store, Progress(), order)
        words = text_of(proof.rendered.pdf)
        assert CANARY not in words
        row = store.ask(editions.newest, client, kind)
        assert row is not None
        assert CANARY.encode() not in store.ask(editions.kept_pages, row)
    assert "Safe" in words
    copy = store.ask(editions.copies, client)[0]
    store.do(note_sealed, copy.id)
    assert store.ask(editions.copies, client)[0].sealed
    folder = Path(str(store.place))
    files = [one for one in folder.parent.rglob("*") if one.is_file()]
    assert files
    assert not [one for one in files if CANARY.encode() in one.read_bytes()]
