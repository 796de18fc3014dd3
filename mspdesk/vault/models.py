"""Tables of the vault: its keys, who may open them, what is sealed, and who looked when."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import PRIVATE, Base, Code, Flag, Name, Record, Words


class VaultKey(Record):
    """A key of the vault, which lies nowhere: only wraps of it do.

    `code` is its number, eight hex digits; `retired_at` when a newer one took over, `why` what for.
    `seals_copies` says that copies of the books are sealed whole for whoever holds it.
    """

    __tablename__ = "vault_key"

    code: Mapped[Code] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    why: Mapped[Name] = mapped_column(default="")
    seals_copies: Mapped[Flag]


class VaultWrap(Record):
    """A key of the vault, wrapped so that one person or one piece of paper can open it.

    `kind` is person, recovery or computer; `header` says how in plain JSON and is bound to the
    wrap, so that a weaker one is refused. `all_clients` is off for who may only reveal what the
    grants name.
    """

    __tablename__ = "vault_wrap"
    __table_args__ = (Index("ix_vault_wrap_key", "vault_key_id", "kind"),)

    vault_key_id: Mapped[int] = mapped_column(ForeignKey("vault_key.id"))
    kind: Mapped[Code]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    computer: Mapped[Name] = mapped_column(default="")
    header: Mapped[Words]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary, info=PRIVATE)
    made_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    all_clients: Mapped[bool] = mapped_column(default=True)


class VaultGrant(Record):
    """That a person may reveal what is kept of one client."""

    __tablename__ = "vault_grant"
    __table_args__ = (UniqueConstraint("person_id", "client_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)


class Sealed(Record):
    """One sealed value: which field of what it is, and its bytes.

    `subject` and `subject_id` name the row it belongs to, `field` which of its values; `uid` is a
    random number of its own. All of them, `seal_version` and the key's code are bound into the
    bytes, so that none can be put in another's place.
    """

    __tablename__ = "sealed"
    __table_args__ = (UniqueConstraint("subject", "subject_id", "field"),)

    uid: Mapped[str] = mapped_column(String(32), unique=True)
    subject: Mapped[Code]
    subject_id: Mapped[int]
    field: Mapped[Code]
    seal_version: Mapped[int] = mapped_column(default=1)
    key_code: Mapped[Code] = mapped_column(index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary, info=PRIVATE)


class VaultLook(Base):
    """That somebody was about to see, copy, print or give out a secret; written before it shows.

    `deed` is open, refused, reveal, copy, print, export, use, change or remove. Never changed,
    never deleted.
    """

    __tablename__ = "vault_look"
    __table_args__ = (
        Index("ix_vault_look_subject", "subject", "subject_id", "at"),
        Index("ix_vault_look_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    computer: Mapped[Name] = mapped_column(default="")
    deed: Mapped[Code]
    subject: Mapped[Code] = mapped_column(default="")
    subject_id: Mapped[int | None]
    field: Mapped[Code] = mapped_column(default="")
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"))
    label: Mapped[Name] = mapped_column(default="")
    why: Mapped[Words]
