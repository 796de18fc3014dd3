"""A server's password comes from its own password file or the keyring, and from nowhere else."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import psycopg
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import NoKeyringError

from mspdesk.database import backup, books, passwords
from mspdesk.errors import Trouble

from ..pgserver import Server
from .shop import add_client

PASSWORD = "correct horse"


class Ring(KeyringBackend):
    """A keyring that holds what a test puts into it; locked away when it has nothing at all."""

    priority = 1

    def __init__(self, kept: dict[tuple[str, str], str] | None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring has no types for it
        self.kept = kept

    def get_password(self, service: str, username: str) -> str | None:
        """What was put in, or nothing."""
        if self.kept is None:
            raise NoKeyringError
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it for the length of the test."""
        if self.kept is None:
            raise NoKeyringError
        self.kept[service, username] = password


@pytest.fixture
def ring() -> Iterator[Ring]:
    """This computer's keyring, for the length of a test."""
    before = keyring.get_keyring()
    mine = Ring({})
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


@pytest.fixture(scope="module")
def guarded(server: Server) -> Iterator[str]:
    """Books of a user who must give a password."""
    server.guard("ann", PASSWORD)
    place = server.fresh()
    yield place.replace("postgres@", "ann@")
    server.drop(place)


def account(place: str) -> str:
    """The name a password is kept under."""
    return passwords.account(psycopg.conninfo.conninfo_to_dict(place))


def test_without_a_password_the_server_does_not_let_us_in(guarded: str, ring: Ring) -> None:
    with pytest.raises(Trouble, match="does not let us in") as caught:
        books.open_books(guarded)
    assert "password" in caught.value.hint
    ring.kept = None
    with pytest.raises(Trouble, match="does not let us in"):
        books.open_books(guarded)


def test_the_keyring_opens_the_door_for_everything(
    guarded: str, ring: Ring, tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert passwords.remember(account(guarded), PASSWORD)
    store = books.open_books(guarded)
    store.do(add_client)
    store.close()
    monkeypatch.setenv("PATH", str(server.programs))
    assert backup.make(guarded, tmp_path / "copies").size > 0
    assert PASSWORD not in store.place


def test_the_password_file_comes_first(
    guarded: str, ring: Ring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "pgpass"
    file.write_text(f"*:*:*:ann:{PASSWORD}\n")
    file.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(file))
    ring.kept = {("mspdesk", account(guarded)): "wrong"}
    books.open_books(guarded).close()


def test_a_computer_without_a_keyring_says_no_instead_of_falling_over(ring: Ring) -> None:
    ring.kept = None
    assert not passwords.remember("ann@db:5432/shop", PASSWORD)
    assert passwords.kept("ann@db:5432/shop") is None
