"""What tests about mail ask for: a server, a keyring, a shop that sends."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import keyring
import pytest

from mspdesk.database.store import Store
from mspdesk.mail import actions, queries
from mspdesk.mail.runs import passwords
from tests.billing.moneyshop import MoneyShop, furnish
from tests.bookcase import Furnish, Standing
from tests.database.test_passwords import Ring

from .postoffice import (
    HOST,
    PASSWORD,
    USER,
    Certificates,
    PostOffice,
    make_certificates,
    post_office,
)


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """An authority and a server's certificate, made once."""
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def trusted(certificates: Certificates, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let this computer trust the authority of these tests, as its own settings would."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
    return certificates.authority


@pytest.fixture
def office(certificates: Certificates, trusted: Path) -> Iterator[PostOffice]:
    """A mail server that speaks TLS from the first byte and is trusted."""
    with post_office(certificates) as found:
        yield found


@pytest.fixture(autouse=True)
def ring() -> Iterator[Ring]:
    """A keyring of this test's own; nothing typed in another test is known."""
    before = keyring.get_keyring()
    mine = Ring({})
    keyring.set_keyring(mine)
    passwords._typed.clear()
    yield mine
    keyring.set_keyring(before)
    passwords._typed.clear()


@dataclass(frozen=True, slots=True)
class MailShop:
    """A shop whose mail goes through a server."""

    store: Store
    office: PostOffice
    money: MoneyShop

    def queue(self, to: str = "ann@kestrel.example", **more: Any) -> int:
        """Put a mail into the outbox."""
        subject, body = more.pop("subject", "Invoice 2026-0001"), more.pop("body", "Dear Ann,\n")
        return self.store.do(actions.queue, to, subject, body, **more)

    def state(self, mail_id: int) -> str:
        """How far a mail is."""
        return self.row(mail_id).state

    def row(self, mail_id: int) -> queries.MailRow:
        """A mail as lists show it."""
        return self.store.ask(queries.mails_by_id, [mail_id])[0]

    @property
    def account(self) -> queries.AccountRow:
        """The account as it is saved."""
        return self.store.ask(queries.account)

    def set_up(self, **changes: object) -> None:
        """Change the account."""
        self.store.do(actions.edit_account, self.account.version, changes)

    def knows(self, words: str = PASSWORD, *, in_keyring: bool = False) -> bool:
        """Give the password, as the inline field does."""
        return passwords.keep(self.store, self.account, words, in_keyring=in_keyring)


def set_up(store: Store) -> MoneyShop:
    """A shop whose mail goes through a server of this computer."""
    made = furnish(store)
    store.do(
        actions.edit_account,
        0,
        {
            "way": "smtp",
            "host": HOST,
            "security": "tls",
            "user": USER,
            "from_name": "Quillfeather IT",
            "from_address": "billing@quillfeather.example",
        },
    )
    return made


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of this folder's tests."""
    return set_up


def mail_shop(store: Store, office: PostOffice, standing: Standing) -> MailShop:
    """The shop, with the server of this test and its password."""
    shop = MailShop(store, office, replace(standing(store), store=store))
    shop.set_up(port=office.port)
    shop.knows()
    return shop


@pytest.fixture
def shop(store: Store, standing: Standing, clock: datetime, office: PostOffice) -> MailShop:
    """A shop that sends through a real server, on both kinds of books."""
    return mail_shop(store, office, standing)


@pytest.fixture
def desk_shop(
    sqlite_store: Store, standing: Standing, clock: datetime, office: PostOffice
) -> MailShop:
    """The same in a file, for windows."""
    return mail_shop(sqlite_store, office, standing)
