"""What takes a while with the vault, and every way in which a value is opened for somebody.

A look is written down and committed before the value is opened; where that cannot be done, nothing
is shown.
"""

from collections.abc import Mapping, Sequence
from secrets import token_hex

from sqlalchemy.orm import Session

from ..database import passwords as keyring
from ..database.store import Store
from ..errors import Trouble, UserError
from ..progress import Progress
from ..rows import dataclass
from . import actions, queries, rules
from .actions import NewWrap
from .opened import HERE, PAPER, PASSWORD, OpenVault
from .passwords import refuse_weak
from .recovery import fresh_key, read_key
from .refused import NotOpened
from .seal import DataKey, unseal
from .secret import Secret
from .wraps import (
    COMPUTER,
    PERSON,
    RECOVERY,
    computer_header,
    person_header,
    recovery_header,
    unwrap,
    wrap,
)

NO_KEY = (
    "You have no key to the vault, so its secrets stay shut for you. An owner can give you one,"
    " unless your work is an admin assistant's."
)


@dataclass(frozen=True, slots=True)
class SetUp:
    """A new vault, open, and the recovery key that is to be printed now; it is kept nowhere."""

    opened: OpenVault
    recovery: Secret


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What taking a key away left: how many values have a new seal, and what that person knows."""

    resealed: int
    knows: tuple[queries.Seen, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """One line of the sealed page: what it opens, whose it is, and its values by field."""

    subject_id: int
    label: str
    client_id: int | None
    values: Mapping[str, Secret]


# --- setting up, opening -------------------------------------------------------------------------


def set_up(store: Store, progress: Progress, password: Secret) -> SetUp:
    """Make the vault of these books, open for the person at work.

    Raises UserError by field: a weak password, a role without a key, a vault that is there already.
    """
    person_id = _at_work(store)
    if store.ask(queries.is_set_up):
        raise UserError("The vault is set up already.")
    refuse_weak(password)
    progress.step(0, 2, "Making the key")
    key, recovery = DataKey.fresh(), fresh_key()
    own = person_header(password, person_id)
    progress.step(1, 2, "Making the recovery key")
    paper = recovery_header(read_key(recovery))
    made = (
        NewWrap(PERSON, own, wrap(own, key), person_id),
        NewWrap(RECOVERY, paper, wrap(paper, key)),
    )
    store.do(actions.keep_vault, key.code, made)
    return SetUp(OpenVault(key, person_id), recovery)


def open_with_password(store: Store, progress: Progress, password: Secret) -> OpenVault:
    """Open the vault for the person at work; raises NotOpened in a sentence, and notes either."""
    person_id = _at_work(store)
    row = store.ask(queries.wrap_of, PERSON, person_id)
    if row is None:
        raise _refused(store, NO_KEY)
    progress.step(0, 1, "Opening the vault")
    try:
        key = unwrap(row.header, row.wrapped, row.key_code, password)
    except NotOpened:
        raise _refused(store, "This password does not open the vault.", "password") from None
    return _opened(store, key, person_id, PASSWORD)


def open_with_recovery(store: Store, progress: Progress, typed: Secret) -> OpenVault:
    """Open the vault for an owner with the recovery key from paper; raises NotOpened."""
    person_id = _at_work(store)
    if not store.ask(queries.is_owner, person_id):
        raise _refused(store, "Only an owner opens the vault with the recovery key.")
    row = store.ask(queries.wrap_of, RECOVERY)
    if row is None:
        raise _refused(store, "The vault has no recovery key.", "recovery")
    progress.step(0, 1, "Opening the vault")
    key = _with_paper(store, row, typed)
    return _opened(store, key, person_id, PAPER)


def open_here(store: Store, progress: Progress) -> OpenVault:
    """Open the vault with what this computer's keyring remembers; raises NotOpened."""
    person_id = _at_work(store)
    computer = actions.this_computer()
    row = store.ask(queries.wrap_of, COMPUTER, person_id, computer)
    token = keyring.kept(_name_here(store, person_id)) if row is not None else None
    if row is None or token is None:
        raise _refused(store, "This computer does not remember the vault. Type the password.")
    progress.step(0, 1, "Opening the vault")
    try:
        key = unwrap(row.header, row.wrapped, row.key_code, Secret(token))
    except NotOpened:
        words = "What this computer remembers is of an older key. Type the password."
        raise _refused(store, words) from None
    return _opened(store, key, person_id, HERE)


def _with_paper(store: Store, row: queries.WrapRow, typed: Secret) -> DataKey:
    try:
        return unwrap(row.header, row.wrapped, row.key_code, read_key(typed))
    except NotOpened as error:
        words = (
            error.text if error.field == "recovery" else "This recovery key is of another vault."
        )
        raise _refused(store, words, "recovery") from None


def _opened(store: Store, key: DataKey, person_id: int, by: str) -> OpenVault:
    """An open vault, once it is written down that it was opened."""
    with store.step("Open the vault", undoable=False) as session:
        actions.note_look(session, "open", why=f"With the {by}" if by != HERE else "On its own")
    return OpenVault(key, person_id, by)


def _at_work(store: Store) -> int:
    """The person at work, whose role allows a key; raises NotOpened."""
    if store.person_id is None or not store.ask(queries.may_hold, store.person_id):
        raise _refused(store, NO_KEY)
    return store.person_id


def _refused(store: Store, words: str, field: str | None = None) -> NotOpened:
    """The sentence of a refusal, written down where the books can be written."""
    if not store.read_only:
        with store.step("Refused by the vault", undoable=False) as session:
            actions.note_look(session, "refused", why=words)
    return NotOpened(words, field)


# --- keys of people, of paper, of this computer --------------------------------------------------


def add_person(
    store: Store,
    progress: Progress,
    opened: OpenVault,
    person_id: int,
    password: Secret,
    all_clients: bool = True,
    clients: tuple[int, ...] = (),
) -> None:
    """Give somebody a key of their own, for all clients or the ones named.

    Only an owner does. Raises UserError by field, NotOpened while the vault is locked.
    """
    _owner_only(store)
    if not store.ask(queries.may_hold, person_id):
        raise UserError("A key to the vault is for owners and technicians.", "person_id")
    refuse_weak(password)
    progress.step(0, 1, "Making the key")
    header = person_header(password, person_id)
    made = NewWrap(PERSON, header, wrap(header, opened.key), person_id, all_clients=all_clients)
    store.do(actions.keep_wrap, opened.key.code, made)
    store.do(actions.give_clients, person_id, all_clients, clients)


def change_password(
    store: Store, progress: Progress, opened: OpenVault, old: Secret | None, new: Secret
) -> None:
    """Change the password of the person at work; nothing else has to be sealed anew.

    `old` may only be missing after the recovery key opened the vault. Raises UserError by field.
    """
    person_id = _at_work(store)
    row = store.ask(queries.wrap_of, PERSON, person_id)
    refuse_weak(new)
    progress.step(0, 2, "Checking the old password")
    if old is None and opened.by != PAPER:
        raise UserError("Type the old password.", "old")
    if old is not None and row is not None:
        try:
            unwrap(row.header, row.wrapped, row.key_code, old)
        except NotOpened:
            raise _refused(store, "The old password is not right.", "old") from None
    progress.step(1, 2, "Making the key")
    header = person_header(new, person_id)
    everyone = row.all_clients if row is not None else True
    made = NewWrap(PERSON, header, wrap(header, opened.key), person_id, all_clients=everyone)
    store.do(actions.keep_wrap, opened.key.code, made)


def new_recovery(store: Store, progress: Progress, opened: OpenVault) -> Secret:
    """Make another recovery key in place of the old one, to be printed now; for owners."""
    _owner_only(store)
    progress.step(0, 1, "Making the recovery key")
    recovery = fresh_key()
    header = recovery_header(read_key(recovery))
    made = NewWrap(RECOVERY, header, wrap(header, opened.key))
    store.do(actions.keep_wrap, opened.key.code, made)
    return recovery


def confirm_recovery(store: Store, progress: Progress, typed: Secret) -> None:
    """Note that the recovery key was typed back from its paper; raises NotOpened by field."""
    row = store.ask(queries.wrap_of, RECOVERY)
    if row is None:
        raise NotOpened("The vault has no recovery key. Make a new one.", "recovery")
    progress.step(0, 1, "Checking the recovery key")
    key = _with_paper(store, row, typed)
    store.do(actions.confirm_recovery, key.code)


def remember_here(store: Store, progress: Progress, opened: OpenVault) -> bool:
    """Let this computer's keyring open the vault from now on; False where it has no keyring."""
    person_id = _at_work(store)
    token = Secret(token_hex(32))
    progress.step(0, 1, "Asking the keyring")
    if not keyring.remember(_name_here(store, person_id), token.in_clear()):
        return False
    if keyring.kept(_name_here(store, person_id)) != token.in_clear():
        return False
    header = computer_header(token, person_id)
    made = NewWrap(COMPUTER, header, wrap(header, opened.key), person_id, actions.this_computer())
    store.do(actions.keep_wrap, opened.key.code, made)
    return True


def forget_here(store: Store, progress: Progress) -> None:
    """Let this computer ask for the password again."""
    progress.step(0, 1, "Asking the keyring")
    if store.person_id is not None:
        keyring.forget(_name_here(store, store.person_id))
        store.do(actions.drop_computer, store.person_id, actions.this_computer())


def _name_here(store: Store, person_id: int) -> str:
    """The name the token lies under in the keyring."""
    return f"vault of person {person_id} for {store.place}"


def rotate(store: Store, progress: Progress, opened: OpenVault, why: str) -> int:
    """Give the vault a new key for everybody who has one; answers how many values were resealed.

    Stopping it leaves everything as it was.
    """
    _owner_only(store)
    return _turn(store, progress, opened, why, None)


def forget_person(store: Store, progress: Progress, opened: OpenVault, person_id: int) -> Forgotten:
    """Take somebody's key away: a new key, everything sealed anew, and the list of what they know.

    Whoever saw a secret still knows it, so each of the list is to be changed at its place. Raises
    UserError for the own key, and for a person who has none.
    """
    _owner_only(store)
    if person_id == store.person_id:
        raise UserError("Another owner has to take your own key away.", "person_id")
    if store.ask(queries.wrap_of, PERSON, person_id) is None:
        raise UserError("This person has no key.", "person_id")
    name = store.ask(queries.name_of, person_id)
    resealed = _turn(store, progress, opened, f"{name} was taken out", person_id)
    return Forgotten(resealed, tuple(store.ask(queries.seen_by, person_id)))


def _turn(
    store: Store, progress: Progress, opened: OpenVault, why: str, leave_out: int | None
) -> int:
    new = DataKey.fresh()

    def moved(done: int, total: int) -> None:
        progress.step(done, total, f"{done} of {total} sealed anew")

    progress.step(0, 1, "Making a new key")
    resealed = store.do(actions.turn_key, opened.key, new, why, leave_out, moved)
    opened.turn(new)
    return resealed


def _owner_only(store: Store) -> None:
    if not store.ask(queries.is_owner, store.person_id):
        raise NotOpened("Only an owner gives keys to the vault, or takes them away.")


# --- looking -------------------------------------------------------------------------------------


def reveal(
    store: Store,
    opened: OpenVault | None,
    subject: str,
    subject_id: int,
    field: str,
    why: str = "",
    deed: str = "reveal",
) -> Secret:
    """Open one value for the person at work, after it was written down that it is looked at.

    `deed` is reveal, copy, export or use. Raises NotOpened in a sentence: no key, a locked vault, a
    client the key is not for, a value that was tampered with; Trouble when the look cannot be
    written.
    """
    if deed not in rules.DEEDS or deed == "print":
        raise AssertionError("the sealed page asks for the password again")
    found = _look(store, opened, subject, [subject_id], field, deed, why)
    if not found:
        raise NotOpened("Nothing is sealed here.")
    key, row = found[0]
    return unseal(key, actions.bound(row), row.content)


def reveal_for_print(
    store: Store,
    progress: Progress,
    password: Secret,
    ids: Sequence[int],
    why: str,
    subject: str = "credential",
) -> list[Printed]:
    """Open all that is sealed of some rows for the sealed page, with the password typed again.

    Every value has its look, all written before the first one is opened. Raises NotOpened as
    `reveal` does, naming password for a wrong one.
    """
    proof = open_with_password(store, progress, password)
    try:
        found = _look(store, proof, subject, ids, None, "print", why)
        lines: dict[int, dict[str, Secret]] = {one: {} for one in ids}
        for done, (key, row) in enumerate(found):
            progress.step(done, len(found), "Opening the secrets")
            value = unseal(key, actions.bound(row), row.content)
            lines[row.subject_id][row.field] = value
        with store.read() as session:
            named = {one: queries.subject_of(session, subject, one) for one in ids}
        return [Printed(one, named[one].label, named[one].client_id, lines[one]) for one in ids]
    finally:
        proof.lock()


def _key_for(session: Session, opened: OpenVault | None) -> DataKey:
    """The key, for a person whose role allows it and who opened the vault."""
    if not queries.may_hold(session, session.info.get("person_id")):
        raise NotOpened(NO_KEY)
    return actions.check_opened(session, opened)


def _look(
    store: Store,
    opened: OpenVault | None,
    subject: str,
    ids: Sequence[int],
    field: str | None,
    deed: str,
    why: str,
) -> list[tuple[DataKey, queries.SealedRow]]:
    """Check the right to look at values, write each look and commit; answers them still shut."""
    if store.read_only:
        raise Trouble(
            "These books can only be read here, so no look can be written down.",
            "Open the vault where the books are written.",
        )
    try:
        with store.step("Look into the vault", undoable=False) as session:
            key = _key_for(session, opened)
            return [
                (key, row) for one in ids for row in _noted(session, deed, why, subject, one, field)
            ]
    except NotOpened as error:
        raise _refused(store, error.text, error.field) from None


def _noted(
    session: Session, deed: str, why: str, subject: str, one: int, field: str | None
) -> list[queries.SealedRow]:
    """The sealed values of a row, each after its look was put down."""
    about = queries.subject_of(session, subject, one)
    person_id = session.info.get("person_id")
    if person_id is None or not queries.may_see(session, person_id, about.client_id):
        raise NotOpened("Your key to the vault is not for this client.")
    found = queries.sealed_rows(session, subject, one, field)
    for row in found:
        actions.note_look(session, deed, subject, one, row.field, why, about)
    return found
