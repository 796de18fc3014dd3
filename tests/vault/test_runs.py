"""Who opens the vault, what is written down before a value shows, and what a new key changes."""

import threading
from collections.abc import Callable, Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from sqlalchemy import text

from mspdesk.database.check import check_books
from mspdesk.database.store import Store
from mspdesk.documentation.models.software import Credential
from mspdesk.errors import Cancelled, Trouble, UserError
from mspdesk.people import actions as people
from mspdesk.people import rules as people_rules
from mspdesk.progress import Progress
from mspdesk.vault import actions, queries, rules, runs
from mspdesk.vault.opened import OpenVault
from mspdesk.vault.refused import NotOpened
from mspdesk.vault.seal import DataKey
from mspdesk.vault.secret import Secret
from tests.bookcase import on_a_server

from .conftest import DANA, MARCUS, Guarded


def credential(guarded: Guarded, opened: OpenVault, client_id: int, words: str) -> int:
    """A credential of a client with one sealed secret."""
    with guarded.store.step("Add credential") as session:
        row = Credential(client_id=client_id, label="Firewall admin", sealed="secret")
        session.add(row)
        session.flush()
        actions.seal(session, opened, "credential", row.id, "secret", Secret(words))
        return row.id


def deeds(guarded: Guarded) -> list[str]:
    """What the list of looks says, oldest first."""
    return [row.deed for row in reversed(guarded.store.ask(queries.looks))]


def test_the_password_opens_and_a_wrong_one_is_written_down(file_vault: Guarded) -> None:
    opened = runs.open_with_password(file_vault.store, Progress(), Secret(DANA))
    assert (opened.person_id, opened.by) == (file_vault.shop.dana, "password")
    with pytest.raises(NotOpened) as refused:
        runs.open_with_password(file_vault.store, Progress(), Secret(DANA + " "))
    assert refused.value.field == "password"
    assert deeds(file_vault)[-2:] == ["open", "refused"]
    opened.lock()
    with pytest.raises(NotOpened):
        _ = opened.key


def test_an_admin_has_no_key_and_can_be_given_none(vault: Guarded) -> None:
    opened = vault.opened()
    one = credential(vault, opened, vault.shop.kestrel, "hunter2")
    with pytest.raises(UserError) as refused:
        runs.add_person(
            vault.store, Progress(), opened, vault.shop.priya, Secret("the moon over Superior")
        )
    assert refused.value.field == "person_id"
    vault.store.person_id = vault.shop.priya
    with pytest.raises(NotOpened) as told:
        runs.open_with_password(vault.store, Progress(), Secret(DANA))
    assert "no key to the vault" in told.value.text
    with pytest.raises(NotOpened):
        runs.open_with_recovery(vault.store, Progress(), Secret(vault.recovery))
    # Not even with a vault that somebody else left open.
    with pytest.raises(NotOpened):
        runs.reveal(vault.store, opened, "credential", one, "secret")
    assert "reveal" not in deeds(vault)


def test_roles_that_may_hold_a_key_are_those_that_are_offered_to_look() -> None:
    offered = {
        role.value
        for role, permits in people_rules.MAY.items()
        if "reveal" in permits or "*" in permits
    }
    assert offered == rules.MAY_HOLD


def test_a_look_is_written_before_the_value_is_opened(vault: Guarded) -> None:
    opened = vault.opened()
    one = credential(vault, opened, vault.shop.kestrel, "hunter2")
    found = runs.reveal(vault.store, opened, "credential", one, "secret", "Ticket 1184")
    assert found.in_clear() == "hunter2"
    look = vault.store.ask(queries.looks, limit=1)[0]
    assert (look.deed, look.label, look.why) == ("reveal", "Firewall admin", "Ticket 1184")
    assert (look.client, look.person) == ("Kestrel Machine & Tool", "Dana Whitlock")
    with (
        pytest.raises(UserError, match="never changed"),
        vault.store.step("Cover up", batch=True) as session,
    ):
        session.execute(text("DELETE FROM vault_look"))


def test_nothing_is_shown_when_the_look_cannot_be_written(
    file_vault: Guarded, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = file_vault.opened()
    one = credential(file_vault, opened, file_vault.shop.kestrel, "hunter2")
    place, engine = file_vault.store.place, file_vault.store.write_engine
    assert engine is not None
    with engine.begin() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER disk_full BEFORE INSERT ON vault_look"
                " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
            )
        )
    with pytest.raises((Trouble, UserError)):
        runs.reveal(file_vault.store, opened, "credential", one, "secret")
    reading = Store.connect(place, read_only=True)
    reading.person_id = file_vault.shop.dana
    try:
        with pytest.raises(Trouble, match="no look can be written"):
            runs.reveal(reading, opened, "credential", one, "secret")
    finally:
        reading.close()


def test_a_technician_sees_the_clients_the_key_is_for(vault: Guarded) -> None:
    opened = vault.opened()
    theirs = credential(vault, opened, vault.shop.brightwater, "open sesame")
    other = credential(vault, opened, vault.shop.kestrel, "hunter2")
    own = vault.marcus()
    assert runs.reveal(vault.store, own, "credential", theirs, "secret").in_clear()
    with pytest.raises(NotOpened, match="not for this client"):
        runs.reveal(vault.store, own, "credential", other, "secret")
    with pytest.raises(NotOpened, match="not for this client"):
        credential(vault, own, vault.shop.kestrel, "changed")
    vault.store.person_id = vault.shop.dana
    vault.store.do(actions.give_clients, vault.shop.marcus, True)
    vault.store.person_id = vault.shop.marcus
    assert runs.reveal(vault.store, own, "credential", other, "secret").in_clear() == "hunter2"
    # Dana's open vault is not his.
    with pytest.raises(NotOpened, match="somebody else"):
        runs.reveal(vault.store, opened, "credential", other, "secret")


def test_the_journal_and_undo_know_nothing_of_values(vault: Guarded) -> None:
    opened = vault.opened()
    one = credential(vault, opened, vault.shop.kestrel, "hunter2")
    with vault.store.read() as session:
        rows = session.execute(text("SELECT before, after FROM change")).all()
    assert not any("hunter2" in part or "4d53505631" in part for row in rows for part in row)
    with pytest.raises(UserError, match="cannot be undone"):
        vault.store.undo()
    assert runs.reveal(vault.store, opened, "credential", one, "secret").in_clear() == "hunter2"


def test_changing_the_password_leaves_every_seal(file_vault: Guarded) -> None:
    opened = file_vault.opened()
    one = credential(file_vault, opened, file_vault.shop.kestrel, "hunter2")
    new = Secret("the ferry leaves at nine")
    with pytest.raises(UserError) as wrong:
        runs.change_password(
            file_vault.store, Progress(), opened, Secret("not this one at all"), new
        )
    assert wrong.value.field == "old"
    with pytest.raises(UserError) as weak:
        runs.change_password(file_vault.store, Progress(), opened, Secret(DANA), Secret("abc"))
    assert weak.value.field == "password"
    runs.change_password(file_vault.store, Progress(), opened, Secret(DANA), new)
    with pytest.raises(NotOpened):
        runs.open_with_password(file_vault.store, Progress(), Secret(DANA))
    again = runs.open_with_password(file_vault.store, Progress(), new)
    assert runs.reveal(file_vault.store, again, "credential", one, "secret").in_clear() == "hunter2"


def test_the_recovery_key_lets_an_owner_choose_a_new_password(vault: Guarded) -> None:
    opened = vault.opened()
    assert opened.by == "recovery"
    state = vault.store.ask(queries.state, vault.shop.dana)
    assert not state.recovery_confirmed
    with pytest.raises(NotOpened):
        slip = "2" if vault.recovery[-1] != "2" else "3"
        runs.confirm_recovery(vault.store, Progress(), Secret(vault.recovery[:-1] + slip))
    runs.confirm_recovery(vault.store, Progress(), Secret(vault.recovery.lower()))
    assert vault.store.ask(queries.state, vault.shop.dana).recovery_confirmed
    runs.change_password(vault.store, Progress(), opened, None, Secret("the ferry leaves at nine"))
    paper = runs.new_recovery(vault.store, Progress(), opened)
    with pytest.raises(NotOpened, match="another vault"):
        runs.open_with_recovery(vault.store, Progress(), Secret(vault.recovery))
    assert runs.open_with_recovery(vault.store, Progress(), paper).key.code == opened.key.code


def test_taking_somebody_out_changes_the_key_and_lists_what_they_know(vault: Guarded) -> None:
    opened = vault.opened()
    seen = credential(vault, opened, vault.shop.brightwater, "open sesame")
    changed = credential(vault, opened, vault.shop.brightwater, "old words")
    unseen = credential(vault, opened, vault.shop.kestrel, "hunter2")
    old = vault.marcus()
    for one in (seen, changed):
        runs.reveal(vault.store, old, "credential", one, "secret")
    vault.store.person_id = vault.shop.dana
    with vault.store.step("Change") as session:
        actions.seal(session, opened, "credential", changed, "secret", Secret("new words"))
    before = opened.key.code
    told = runs.forget_person(vault.store, Progress(), opened, vault.shop.marcus)
    assert told.resealed == 3
    assert [(one.subject_id, one.changed_since) for one in told.knows] == [
        (seen, False),
        (changed, True),
    ]
    assert told.knows[0].client == "Brightwater Veterinary"
    assert opened.key.code != before
    # Nobody was asked for a password, and those who stay open the new key with the old one.
    again = runs.open_with_password(vault.store, Progress(), Secret(DANA))
    assert runs.reveal(vault.store, again, "credential", unseen, "secret").in_clear() == "hunter2"
    runs.open_with_recovery(vault.store, Progress(), Secret(vault.recovery))
    vault.store.person_id = vault.shop.marcus
    with pytest.raises(NotOpened, match="no key"):
        runs.open_with_password(vault.store, Progress(), Secret(MARCUS))
    with pytest.raises(NotOpened, match="new key"):
        runs.reveal(vault.store, old, "credential", seen, "secret")
    assert check_books(vault.store, queries.CHECKS) == []


def test_a_new_key_that_is_stopped_changes_nothing(vault: Guarded) -> None:
    opened = vault.opened()
    for n in range(3):
        credential(vault, opened, vault.shop.kestrel, f"hunter{n}")
    before = opened.key.code

    def stop(_done: int, _total: int, words: str) -> None:
        if "sealed" in words:
            progress.stop()

    progress = Progress(stop)
    with pytest.raises(Cancelled):
        runs.rotate(vault.store, progress, opened, "A laptop was stolen")
    assert opened.key.code == before
    assert vault.store.ask(queries.state, vault.shop.dana).key_code == before
    assert runs.rotate(vault.store, Progress(), opened, "A laptop was stolen") == 3


def test_without_a_key_of_their_own_only_owners_see_anything(vault: Guarded) -> None:
    vault.opened()
    engine = vault.store.write_engine
    assert engine is not None
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM vault_wrap WHERE kind = 'person'"))
    shop = vault.shop
    assert vault.store.ask(queries.may_see, shop.dana, shop.kestrel)
    assert not vault.store.ask(queries.may_see, shop.marcus, shop.brightwater)


def test_only_an_owner_gives_and_takes_keys(vault: Guarded) -> None:
    vault.opened()
    own = vault.marcus()
    for deed in (
        lambda: runs.rotate(vault.store, Progress(), own, ""),
        lambda: runs.forget_person(vault.store, Progress(), own, vault.shop.dana),
        lambda: runs.new_recovery(vault.store, Progress(), own),
        lambda: vault.store.do(actions.give_clients, vault.shop.marcus, True),
        lambda: vault.store.do(actions.seal_copies, True),
    ):
        with pytest.raises(NotOpened, match="Only an owner"):
            deed()
    opened = vault.opened()
    with pytest.raises(UserError, match="Another owner"):
        runs.forget_person(vault.store, Progress(), opened, vault.shop.dana)


def test_a_wrap_put_in_from_outside_gets_no_new_key(file_vault: Guarded) -> None:
    opened = file_vault.opened()
    engine = file_vault.store.write_engine
    assert engine is not None
    with engine.begin() as connection:
        changed = "UPDATE vault_wrap SET header = replace(header, '\"who\": 2', '\"who\": 3')"
        connection.execute(text(changed))
    with pytest.raises(NotOpened, match="changed from outside"):
        runs.rotate(file_vault.store, Progress(), opened, "")


def test_somebody_who_leaves_the_roles_opens_nothing(vault: Guarded) -> None:
    opened = vault.opened()
    one = credential(vault, opened, vault.shop.brightwater, "open sesame")
    own = vault.marcus()
    vault.store.person_id = vault.shop.dana
    vault.store.do(people.give_access, vault.shop.marcus, ("admin",))
    vault.store.person_id = vault.shop.marcus
    with pytest.raises(NotOpened, match="no key"):
        runs.reveal(vault.store, own, "credential", one, "secret")


def test_the_sealed_page_asks_for_the_password_again(file_vault: Guarded) -> None:
    opened = file_vault.opened()
    ids = [credential(file_vault, opened, file_vault.shop.kestrel, f"hunter{n}") for n in range(3)]
    before = len(deeds(file_vault))
    with pytest.raises(NotOpened) as wrong:
        runs.reveal_for_print(file_vault.store, Progress(), Secret("not this one"), ids, "Binder")
    assert wrong.value.field == "password"
    found = runs.reveal_for_print(file_vault.store, Progress(), Secret(DANA), ids, "Binder")
    assert [one.values["secret"].in_clear() for one in found] == ["hunter0", "hunter1", "hunter2"]
    assert {one.label for one in found} == {"Firewall admin"}
    assert deeds(file_vault)[before:] == ["refused", "open", "print", "print", "print"]


class Drawer(KeyringBackend):
    """A keyring of this test's own."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # keyring has no types for it
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """What lies under a name."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Lay something in."""
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Take it out."""
        self.kept.pop((service, username), None)


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    """A keyring that works."""
    before, made = keyring.get_keyring(), Drawer()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_a_computer_may_remember_the_key(vault: Guarded, drawer: Drawer) -> None:
    opened = vault.opened()
    with pytest.raises(NotOpened, match="does not remember"):
        runs.open_here(vault.store, Progress())
    assert runs.remember_here(vault.store, Progress(), opened)
    assert not any(opened.key.in_bytes().hex() in token for token in drawer.kept.values())
    assert runs.open_here(vault.store, Progress()).key.code == opened.key.code
    runs.rotate(vault.store, Progress(), opened, "")
    assert runs.open_here(vault.store, Progress()).key.code == opened.key.code
    runs.forget_here(vault.store, Progress())
    assert not drawer.kept
    with pytest.raises(NotOpened):
        runs.open_here(vault.store, Progress())


def test_without_a_keyring_nothing_is_remembered(vault: Guarded) -> None:
    opened = vault.opened()
    assert runs.remember_here(vault.store, Progress(), opened) is False
    assert not vault.store.ask(queries.state, vault.shop.dana).computers


def test_the_vault_is_set_up_once_and_by_those_who_may(
    empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.sample import furnish

    shop = furnish(empty_store)
    assert empty_store.ask(queries.state, shop.dana) == queries.VaultState(may_hold=True)
    with pytest.raises(UserError) as weak:
        runs.set_up(empty_store, Progress(), Secret("tooshort"))
    assert weak.value.field == "password"
    empty_store.person_id = shop.priya
    with pytest.raises(NotOpened):
        runs.set_up(empty_store, Progress(), Secret(DANA))


def test_damage_is_found_by_the_check(file_vault: Guarded) -> None:
    opened = file_vault.opened()
    credential(file_vault, opened, file_vault.shop.kestrel, "hunter2")
    assert check_books(file_vault.store, queries.CHECKS) == []
    engine = file_vault.store.write_engine
    assert engine is not None
    with engine.begin() as connection:
        connection.execute(text("UPDATE sealed SET content = substr(content, 1, 40)"))
    assert check_books(file_vault.store, queries.CHECKS) == ["1 secrets of the vault are damaged."]


@on_a_server
def test_nothing_is_sealed_under_a_key_that_is_being_put_away(
    vault: Guarded, again: Callable[[], Store]
) -> None:
    opened = vault.opened()
    one = credential(vault, opened, vault.shop.kestrel, "hunter2")
    other = again()
    other.person_id = vault.shop.dana
    told: list[str] = []

    def seal_elsewhere() -> None:
        try:
            with other.step("Elsewhere") as session:
                actions.seal(session, opened, "credential", one, "user", Secret("admin"))
            told.append("sealed")
        except NotOpened as error:
            told.append(error.text)

    elsewhere = threading.Thread(target=seal_elsewhere)
    new = DataKey.fresh()
    with vault.store.step("New key") as session:
        actions.turn_key(session, opened.key, new, "", None, lambda *_: None)
        elsewhere.start()
        elsewhere.join(0.5)
        assert told == []
    elsewhere.join()
    assert told == ["The vault has a new key. Lock it and open it again."]
    opened.turn(new)
    assert runs.reveal(vault.store, opened, "credential", one, "secret").in_clear() == "hunter2"
    assert check_books(vault.store, queries.CHECKS) == []
