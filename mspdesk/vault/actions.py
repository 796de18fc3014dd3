"""Things done to the vault; nothing here opens a value for somebody to see, runs do that."""

import platform
from collections.abc import Callable
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..database.action import acting, action, tell, touched
from ..dates import utc_now
from ..errors import UserError
from ..rows import dataclass
from . import queries, rules
from .models import Sealed, VaultGrant, VaultKey, VaultLook, VaultWrap
from .opened import OpenVault
from .refused import NotOpened
from .seal import Bound, DataKey, seal_value, unseal
from .secret import Secret
from .wraps import COMPUTER, PERSON, RECOVERY, is_ours, wrap


@dataclass(frozen=True, slots=True)
class NewWrap:
    """A wrap to be kept: for whom, and what lies in it."""

    kind: str
    header: str
    wrapped: bytes
    person_id: int | None = None
    computer: str = ""
    all_clients: bool = True


def this_computer() -> str:
    """The name of this computer, as the list of looks shows it."""
    return platform.node()[:200] or "this computer"


# --- looks ---------------------------------------------------------------------------------------


def note_look(
    session: Session,
    deed: str,
    subject: str = "",
    subject_id: int | None = None,
    field: str = "",
    why: str = "",
    about: queries.Subject | None = None,
) -> None:
    """Write down that somebody is about to see, use or change a secret, or was refused."""
    if deed not in rules.DEEDS:
        raise AssertionError(deed)
    session.add(
        VaultLook(
            at=utc_now(),
            person_id=acting(session),
            computer=this_computer(),
            deed=deed,
            subject=subject,
            subject_id=subject_id,
            field=field,
            why=why,
            label=about.label if about else "",
            client_id=about.client_id if about else None,
        )
    )


# --- sealing -------------------------------------------------------------------------------------


def check_opened(session: Session, opened: OpenVault | None, *, seals: bool = False) -> DataKey:
    """The key in use, when an open vault has it and is the one of the person at work.

    Whoever `seals` keeps others from changing the key until the step ends, or else a value would
    lie under a key that nobody has any more. Raises NotOpened with what to do.
    """
    if opened is None or opened.locked:
        raise NotOpened("The vault is locked. Open it first.")
    if opened.person_id != acting(session):
        raise NotOpened("The vault was opened by somebody else. Lock it and open it yourself.")
    in_use = _held_key(session) if seals else queries.key_in_use(session)
    if in_use is None or in_use.code != opened.key.code:
        raise NotOpened("The vault has a new key. Lock it and open it again.")
    return opened.key


def seal(
    session: Session,
    opened: OpenVault | None,
    subject: str,
    subject_id: int,
    field: str,
    secret: Secret,
) -> None:
    """Seal a value of a row, inside the step that is open; an empty one is taken away.

    Raises NotOpened while the vault is locked, or for a client the key is not for.
    """
    key = check_opened(session, opened, seals=True)
    about = queries.subject_of(session, subject, subject_id)
    _refuse_other_clients(session, about)
    asked = select(Sealed).filter_by(subject=subject, subject_id=subject_id, field=field)
    row = session.scalars(asked).one_or_none()
    if not secret:
        if row is not None:
            session.delete(row)
            note_look(session, "remove", subject, subject_id, field, about=about)
        return
    if row is None:
        row = Sealed(
            uid=uuid4().hex, subject=subject, subject_id=subject_id, field=field, seal_version=0
        )
        session.add(row)
    row.seal_version += 1
    row.key_code = key.code
    row.content = seal_value(key, bound(row), secret)
    note_look(session, "change", subject, subject_id, field, about=about)
    session.flush()


def bound(row: Sealed | queries.SealedRow) -> Bound:
    """The place a sealed value belongs to."""
    return Bound(row.uid, row.subject, row.subject_id, row.field, row.seal_version)


def _refuse_other_clients(session: Session, about: queries.Subject) -> None:
    who = acting(session)
    if who is None or not queries.may_see(session, who, about.client_id):
        raise NotOpened("Your key to the vault is not for this client.")


# --- keys ----------------------------------------------------------------------------------------


@action("Set up the vault", undoable=False)
def keep_vault(session: Session, code: str, wraps: tuple[NewWrap, ...]) -> None:
    """Keep the first wraps of a new vault; raises UserError when there is one already."""
    if queries.is_set_up(session):
        raise UserError("The vault is set up already.")
    key = VaultKey(code=code, made_at=utc_now(), why="Set up")
    session.add(key)
    session.flush()
    for one in wraps:
        _keep(session, key, one)
    note_look(session, "open")
    tell(session, "The vault is set up. Print the recovery key now.")


@action("Give a key to the vault", undoable=False)
def keep_wrap(session: Session, code: str, made: NewWrap) -> None:
    """Keep a wrap in place of the one that the same person, paper or computer had.

    What a person may look into stays as it was; raises NotOpened when the key is not in use.
    """
    key = _key(session, code)
    if made.kind != RECOVERY and not queries.may_hold(session, made.person_id):
        raise UserError("A key to the vault is for owners and technicians.", "person_id")
    for old in session.scalars(
        select(VaultWrap).filter_by(
            vault_key_id=key.id,
            kind=made.kind,
            person_id=made.person_id,
            computer=made.computer,
        )
    ).all():
        session.delete(old)
    session.flush()
    _keep(session, key, made)
    words = {
        PERSON: f"{queries.name_of(session, made.person_id)} can open the vault",
        RECOVERY: "New recovery key. Print it now.",
        COMPUTER: "This computer remembers the vault",
    }
    tell(session, words[made.kind])


@action("Let this computer forget the vault", undoable=False)
def drop_computer(session: Session, person_id: int, computer: str) -> None:
    """Take away the wrap that lies in a computer's keyring."""
    for old in session.scalars(
        select(VaultWrap).filter_by(kind=COMPUTER, person_id=person_id, computer=computer)
    ).all():
        session.delete(old)
    tell(session, "This computer asks for the password of the vault again")


@action("Confirm the recovery key", undoable=False)
def confirm_recovery(session: Session, code: str) -> None:
    """Note that the recovery key was typed back from paper."""
    asked = select(VaultWrap).filter_by(vault_key_id=_key(session, code).id, kind=RECOVERY)
    for row in session.scalars(asked):
        row.confirmed_at = utc_now()
    tell(session, "The recovery key on paper is right")


@action("Say for whom a key is", undoable=False)
def give_clients(
    session: Session, person_id: int, all_clients: bool, clients: tuple[int, ...] = ()
) -> None:
    """Say which clients' secrets a person may look at: those of all, or of the ones named.

    Only an owner does; raises NotOpened for anybody else.
    """
    _owner_only(session)
    for row in session.scalars(select(VaultWrap).filter_by(person_id=person_id, kind=PERSON)):
        row.all_clients = all_clients
    granted = {one.client_id: one for one in _granted(session, person_id)}
    wanted = set() if all_clients else set(clients)
    for client_id, grant in granted.items():
        if client_id not in wanted:
            session.delete(grant)
    for client_id in wanted - granted.keys():
        session.add(VaultGrant(person_id=person_id, client_id=client_id))
    tell(session, f"Key of {queries.name_of(session, person_id)} saved")


@action("Seal copies of the books", undoable=False)
def seal_copies(session: Session, wanted: bool) -> None:
    """Say whether copies of the books are sealed whole from now on; only an owner does."""
    _owner_only(session)
    key = queries.key_in_use(session)
    if key is None:
        raise UserError("Set up the vault first.")
    key.seals_copies = wanted
    said = "sealed" if wanted else "not sealed any more"
    tell(session, f"Copies of the books are {said} from the next one on")


@action("Give the vault a new key", undoable=False)
def turn_key(
    session: Session,
    old: DataKey,
    new: DataKey,
    why: str,
    leave_out: int | None,
    moved: Callable[[int, int], object],
) -> int:
    """Seal everything anew under a new key, wrapped for everybody but one; answers how many values.

    `moved` is told how far it is and may stop it, then nothing is changed. Raises NotOpened when
    the old key is not in use, or a wrap was not made by somebody who had it.
    """
    before = _key(session, old.code, alone=True)
    after = VaultKey(code=new.code, made_at=utc_now(), why=why, seals_copies=before.seals_copies)
    session.add(after)
    session.flush()
    for row in session.scalars(select(VaultWrap).filter_by(vault_key_id=before.id)).all():
        if leave_out is None or row.person_id != leave_out:
            _rewrap(session, row, after, old, new)
        session.delete(row)
    before.retired_at = utc_now()
    if leave_out is not None:
        for granted in _granted(session, leave_out):
            session.delete(granted)
    resealed = _reseal(session, old, new, moved)
    tell(session, f"The vault has a new key; {resealed} values were sealed anew")
    return resealed


def _reseal(
    session: Session, old: DataKey, new: DataKey, moved: Callable[[int, int], object]
) -> int:
    rows = session.scalars(select(Sealed).order_by(Sealed.id)).all()
    for done, row in enumerate(rows):
        if done % 50 == 0:
            moved(done, len(rows))
            session.flush()
        value = unseal(old, bound(row), row.content)
        row.key_code = new.code
        row.seal_version += 1
        row.content = seal_value(new, bound(row), value)
    # The last moment at which it can still be stopped.
    moved(len(rows), len(rows))
    return len(rows)


def _rewrap(session: Session, row: VaultWrap, after: VaultKey, old: DataKey, new: DataKey) -> None:
    if not is_ours(row.header, row.wrapped, old):
        whose = queries.name_of(session, row.person_id) if row.person_id else "the recovery key"
        raise NotOpened(f"The key of {whose} was changed from outside. Take it away first.")
    session.add(
        VaultWrap(
            vault_key_id=after.id,
            kind=row.kind,
            person_id=row.person_id,
            computer=row.computer,
            header=row.header,
            wrapped=wrap(row.header, new),
            made_at=row.made_at,
            confirmed_at=row.confirmed_at,
            all_clients=row.all_clients,
        )
    )


def _keep(session: Session, key: VaultKey, made: NewWrap) -> None:
    session.add(
        VaultWrap(
            vault_key_id=key.id,
            kind=made.kind,
            person_id=made.person_id,
            computer=made.computer,
            header=made.header,
            wrapped=made.wrapped,
            made_at=utc_now(),
            all_clients=made.all_clients,
        )
    )
    touched(session, "vault_wrap")


def _held_key(session: Session, *, alone: bool = False) -> VaultKey | None:
    """The key in use, held until the step ends: beside others, or alone to put another in place."""
    found = select(VaultKey).where(VaultKey.retired_at.is_(None)).order_by(VaultKey.id.desc())
    held = found.limit(1).with_for_update(read=not alone)
    return session.scalars(held.execution_options(populate_existing=True)).one_or_none()


def _key(session: Session, code: str, *, alone: bool = False) -> VaultKey:
    key = _held_key(session, alone=alone)
    if key is None or key.code != code:
        raise NotOpened("The vault has a new key. Lock it and open it again.")
    return key


def _owner_only(session: Session) -> None:
    if not queries.is_owner(session, acting(session)):
        raise NotOpened("Only an owner says that.")


def _granted(session: Session, person_id: int) -> list[VaultGrant]:
    return list(session.scalars(select(VaultGrant).filter_by(person_id=person_id)))
