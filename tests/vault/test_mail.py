"""The mail server's password in the vault, where the computer has no keyring."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backends import fail

from mspdesk.mail import actions, queries
from mspdesk.mail.runs import passwords
from mspdesk.vault.queries import looks

from .conftest import Guarded

WORDS = "carrier pigeon nine"


@pytest.fixture
def _no_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call] # keyring has no types for it
    yield
    keyring.set_keyring(before)
    passwords._typed.clear()


@pytest.mark.usefixtures("_no_keyring")
def test_an_open_vault_keeps_the_mail_password(vault: Guarded) -> None:
    store = vault.store
    opened = vault.opened()
    sent = {"way": "smtp", "host": "mail.example", "user": "office", "security": "tls"}
    sent |= {"from_name": "Q", "from_address": "office@quillfeather.example"}
    store.do(actions.edit_account, 0, sent)
    account = store.ask(queries.account)
    assert not passwords.keep(store, account, WORDS, in_keyring=True)
    passwords._typed.clear()
    assert passwords.keep(store, account, WORDS, in_keyring=True, opened=opened)
    # Another start of the program.
    passwords._typed.clear()
    assert passwords.known(store, account) is None
    found = passwords.known(store, account, opened)
    assert found is not None
    assert found.open() == WORDS
    use = store.ask(looks, limit=1)[0]
    assert (use.deed, use.why, use.label) == ("use", "To send mail", "Mail account")
    # No other server is told it.
    store.do(actions.edit_account, account.version, sent | {"host": "elsewhere.example"})
    assert passwords.known(store, store.ask(queries.account), opened) is None
    # A key for some clients only is not for the shop's own.
    assert passwords.known(store, account, vault.marcus()) is None
    opened.lock()
    assert passwords.known(store, account, opened) is None
