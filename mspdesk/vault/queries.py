"""Questions about the vault: who may open it, what is sealed, who looked when."""

from dataclasses import field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, column, func, select, table
from sqlalchemy.orm import Session

from ..database.catalogue import whole
from ..database.check import kept_columns
from ..database.faults import said
from ..rows import dataclass
from . import rules
from .models import Sealed, VaultGrant, VaultKey, VaultLook, VaultWrap
from .refused import NotOpened
from .seal import code_of
from .wraps import COMPUTER, PERSON, RECOVERY

# The people and the clients lie above the vault; it knows no more of them than this.
_PERSON = table("person", column("id"), column("name"), column("left_on"))
_ACCESS = table("access", column("person_id"), column("role"))
_CLIENT = table("client", column("id"), column("name"))


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who has a key, since when (UTC), and the clients it is for unless for all."""

    person_id: int
    name: str
    made_at: datetime
    all_clients: bool
    clients: tuple[int, ...] = ()
    may_hold: bool = True


@dataclass(frozen=True, slots=True)
class VaultState:
    """How the vault stands, seen by one person.

    `mine` says that the person has a key, `may_hold` that the role allows one; `computers` are
    those that remember a key of this person.
    """

    set_up: bool = False
    key_code: str = ""
    mine: bool = False
    may_hold: bool = False
    all_clients: bool = False
    recovery_confirmed: bool = False
    seals_copies: bool = False
    sealed: int = 0
    computers: tuple[str, ...] = ()
    holders: tuple[Holder, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class WrapRow:
    """One wrap of the key in use."""

    id: int
    kind: str
    person_id: int | None
    computer: str
    header: str
    wrapped: bytes
    all_clients: bool
    key_code: str


@dataclass(frozen=True, slots=True)
class SealedRow:
    """One sealed value and the place it is bound to."""

    id: int
    uid: str
    subject: str
    subject_id: int
    field: str
    seal_version: int
    key_code: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Subject:
    """What a secret belongs to: its name in clear, and whose it is; None is the shop's own."""

    label: str
    client_id: int | None


@dataclass(frozen=True, slots=True)
class LookRow:
    """One line of the list of looks; `at` is UTC."""

    id: int
    at: datetime
    person: str
    computer: str
    deed: str
    client: str
    label: str
    field: str
    why: str
    client_id: int | None

    @property
    def words(self) -> str:
        """What was done."""
        return rules.DEEDS.get(self.deed, self.deed)


@dataclass(frozen=True, slots=True)
class Seen:
    """A secret that a person knows: what it is, when last seen, whether it was changed since."""

    subject: str
    subject_id: int
    field: str
    label: str
    client: str
    client_id: int | None
    last_at: datetime
    changed_since: bool


_WRAP = (
    VaultWrap.id,
    VaultWrap.kind,
    VaultWrap.person_id,
    VaultWrap.computer,
    VaultWrap.header,
    VaultWrap.wrapped,
    VaultWrap.all_clients,
    VaultKey.code,
)
_SEALED = tuple(getattr(Sealed, name) for name in SealedRow.__dataclass_fields__)


# --- keys and who has them -----------------------------------------------------------------------


def key_in_use(session: Session) -> VaultKey | None:
    """The key that is in use; None before the vault was set up."""
    found = select(VaultKey).where(VaultKey.retired_at.is_(None)).order_by(VaultKey.id.desc())
    return session.scalars(found.limit(1)).one_or_none()


def wraps(session: Session) -> list[WrapRow]:
    """Every wrap of the key in use."""
    found = (
        select(*_WRAP)
        .join(VaultKey, VaultKey.id == VaultWrap.vault_key_id)
        .where(VaultKey.retired_at.is_(None))
        .order_by(VaultWrap.id)
    )
    return [WrapRow(*row) for row in session.execute(found)]


def wrap_of(
    session: Session, kind: str, person_id: int | None = None, computer: str = ""
) -> WrapRow | None:
    """The wrap of a person, of the paper, or of a person on a computer."""
    for one in wraps(session):
        same = one.kind == kind and (person_id is None or one.person_id == person_id)
        if same and one.computer == computer:
            return one
    return None


def roles_of(session: Session, person_id: int) -> frozenset[str]:
    """The access roles of a person."""
    found = select(_ACCESS.c.role).where(_ACCESS.c.person_id == person_id)
    return frozenset(session.scalars(found))


def may_hold(session: Session, person_id: int | None) -> bool:
    """Whether the role of a person allows a key."""
    return person_id is not None and bool(roles_of(session, person_id) & rules.MAY_HOLD)


def is_owner(session: Session, person_id: int | None) -> bool:
    """Whether a person holds owner access."""
    return person_id is not None and rules.OWNER in roles_of(session, person_id)


def name_of(session: Session, person_id: int | None) -> str:
    """A person's name; words for nobody."""
    found = session.scalar(select(_PERSON.c.name).where(_PERSON.c.id == person_id))
    return str(found) if found else "Nobody named"


def grants(session: Session, person_id: int) -> tuple[int, ...]:
    """The clients a person may look into where the key is not for all."""
    found = select(VaultGrant.client_id).where(VaultGrant.person_id == person_id)
    return tuple(session.scalars(found.order_by(VaultGrant.client_id)))


def may_see(session: Session, person_id: int, client_id: int | None) -> bool:
    """Whether the key of a person is for a client; for the shop's own only one for all is.

    Without a key of their own only owners see anything, who came in with the recovery key.
    """
    own = wrap_of(session, PERSON, person_id)
    if own is None:
        return is_owner(session, person_id)
    return own.all_clients or (client_id is not None and client_id in grants(session, person_id))


def holders(session: Session) -> tuple[Holder, ...]:
    """Everybody who has a key, by name."""
    found = (
        select(VaultWrap.person_id, _PERSON.c.name, VaultWrap.made_at, VaultWrap.all_clients)
        .join(VaultKey, VaultKey.id == VaultWrap.vault_key_id)
        .join(_PERSON, _PERSON.c.id == VaultWrap.person_id)
        .where(VaultKey.retired_at.is_(None), VaultWrap.kind == PERSON)
        .order_by(_PERSON.c.name, VaultWrap.id)
    )
    return tuple(
        Holder(who, name, at, everyone, grants(session, who), may_hold(session, who))
        for who, name, at, everyone in session.execute(found).all()
    )


def could_hold(session: Session) -> list[tuple[int, str]]:
    """People at work whose role allows a key and who have none yet, by name."""
    having = {one.person_id for one in holders(session)}
    found = (
        select(_PERSON.c.id, _PERSON.c.name)
        .where(_PERSON.c.left_on.is_(None), _PERSON.c.id.in_(_allowed()))
        .order_by(_PERSON.c.name)
    )
    return [(who, name) for who, name in session.execute(found).all() if who not in having]


def _allowed() -> Any:
    return select(_ACCESS.c.person_id).where(_ACCESS.c.role.in_(sorted(rules.MAY_HOLD)))


def state(session: Session, person_id: int | None) -> VaultState:
    """How the vault stands for a person."""
    allowed = may_hold(session, person_id)
    key = key_in_use(session)
    if key is None:
        return VaultState(may_hold=allowed)
    held = holders(session)
    own = next((one for one in held if one.person_id == person_id), None)
    confirmed = select(VaultWrap.confirmed_at).where(
        VaultWrap.vault_key_id == key.id, VaultWrap.kind == RECOVERY
    )
    return VaultState(
        set_up=True,
        key_code=key.code,
        mine=own is not None,
        may_hold=allowed,
        all_clients=own is not None and own.all_clients,
        recovery_confirmed=session.scalar(confirmed.limit(1)) is not None,
        seals_copies=key.seals_copies,
        sealed=session.scalar(select(func.count()).select_from(Sealed)) or 0,
        computers=tuple(
            one.computer
            for one in wraps(session)
            if one.kind == COMPUTER and one.person_id == person_id
        ),
        holders=held,
    )


def is_set_up(session: Session) -> bool:
    """Whether there is a vault."""
    return session.scalar(select(func.count()).select_from(VaultKey)) != 0


# --- what is sealed ------------------------------------------------------------------------------


def sealed_rows(
    session: Session, subject: str, subject_id: int, field_name: str | None = None
) -> list[SealedRow]:
    """The sealed values of a row, or the one of a field, by field."""
    asked = select(*_SEALED).where(Sealed.subject == subject, Sealed.subject_id == subject_id)
    if field_name is not None:
        asked = asked.where(Sealed.field == field_name)
    return [SealedRow(*row) for row in session.execute(asked.order_by(Sealed.field))]


def subject_of(session: Session, subject: str, subject_id: int) -> Subject:
    """The name of what a secret belongs to, and whose it is; raises NotOpened for nothing."""
    known = whole().tables.get(subject)
    row = None
    if known is not None:
        row = session.execute(select(known).where(known.c.id == subject_id)).mappings().first()
    if row is None:
        raise NotOpened("What this secret belonged to is no longer there.")
    label = row.get("label") or row.get("name") or said(subject).capitalize()
    return Subject(str(label), row.get("client_id"))


# --- looks ---------------------------------------------------------------------------------------


def looks(
    session: Session,
    *,
    before_id: int | None = None,
    person_id: int | None = None,
    client_id: int | None = None,
    limit: int = 200,
) -> list[LookRow]:
    """The list of looks, newest first, narrowed to a person or a client; `before_id` goes on."""
    asked = (
        select(
            VaultLook.id,
            VaultLook.at,
            func.coalesce(_PERSON.c.name, "Nobody named"),
            VaultLook.computer,
            VaultLook.deed,
            func.coalesce(_CLIENT.c.name, ""),
            VaultLook.label,
            VaultLook.field,
            VaultLook.why,
            VaultLook.client_id,
        )
        .outerjoin(_PERSON, _PERSON.c.id == VaultLook.person_id)
        .outerjoin(_CLIENT, _CLIENT.c.id == VaultLook.client_id)
        .order_by(VaultLook.id.desc())
        .limit(limit)
    )
    narrowed: list[ColumnElement[bool]] = []
    if before_id is not None:
        narrowed.append(VaultLook.id < before_id)
    if person_id is not None:
        narrowed.append(VaultLook.person_id == person_id)
    if client_id is not None:
        narrowed.append(VaultLook.client_id == client_id)
    return [LookRow(*row) for row in session.execute(asked.where(*narrowed))]


def seen_by(session: Session, person_id: int) -> list[Seen]:
    """Every secret that a person revealed, copied, printed or gave out, those to change first.

    A secret counts as changed once a value was sealed for the same place after the last look.
    """
    shown = (
        select(
            VaultLook.subject,
            VaultLook.subject_id,
            VaultLook.field,
            func.max(VaultLook.id).label("last_id"),
        )
        .where(VaultLook.person_id == person_id, VaultLook.deed.in_(rules.SHOWN))
        .group_by(VaultLook.subject, VaultLook.subject_id, VaultLook.field)
        .subquery()
    )
    asked = (
        select(
            VaultLook.id,
            VaultLook.subject,
            VaultLook.subject_id,
            VaultLook.field,
            VaultLook.label,
            func.coalesce(_CLIENT.c.name, "").label("client"),
            VaultLook.client_id,
            VaultLook.at,
        )
        .join(shown, shown.c.last_id == VaultLook.id)
        .outerjoin(_CLIENT, _CLIENT.c.id == VaultLook.client_id)
    )
    found = [
        Seen(
            row.subject,
            row.subject_id,
            row.field,
            row.label,
            row.client,
            row.client_id,
            row.at,
            _changed_after(session, row),
        )
        for row in session.execute(asked).all()
    ]
    return sorted(found, key=lambda one: (one.changed_since, one.client, one.label, one.field))


def _changed_after(session: Session, look: Any) -> bool:
    later = select(func.count()).where(
        VaultLook.subject == look.subject,
        VaultLook.subject_id == look.subject_id,
        VaultLook.field == look.field,
        VaultLook.deed.in_(("change", "remove")),
        VaultLook.id > look.id,
    )
    return bool(session.scalar(later))


# --- checks --------------------------------------------------------------------------------------


def check_vault(session: Session) -> list[str]:
    """What is wrong with the vault: values that are none, keys nobody has."""
    if "vault_key" not in kept_columns(session):
        return []
    known = set(session.scalars(select(VaultKey.code)))
    found: list[str] = []
    wrong = 0
    for content, code in session.execute(select(Sealed.content, Sealed.key_code)):
        try:
            wrong += code_of(content) != code or code not in known
        except NotOpened:
            wrong += 1
    if wrong:
        found.append(f"{wrong} secrets of the vault are damaged.")
    if known and not wraps(session):
        found.append("Nobody has a key to the vault any more.")
    return found


CHECKS = (check_vault,)
