"""Tables of programs, licenses, people's accounts and where things lie."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ...database.base import Code, Flag, Name, Words
from .fact import Fact


class Application(Fact):
    """A program; `business` marks one the business cannot do without (LOB).

    `legacy` ones need an older platform, which `platform` and `media_place` say (S087).
    """

    __tablename__ = "application"

    name: Mapped[Name]
    maker: Mapped[Name] = mapped_column(default="")
    edition: Mapped[Name] = mapped_column(default="")
    business: Mapped[Flag]
    used_for: Mapped[Name] = mapped_column(default="")
    runs_on: Mapped[Name] = mapped_column(default="")
    legacy: Mapped[Flag]
    platform: Mapped[Name] = mapped_column(default="")
    media_place: Mapped[Name] = mapped_column(default="")
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"))
    support_phone: Mapped[Code] = mapped_column(default="")
    contract_number: Mapped[Name] = mapped_column(default="")
    expires_on: Mapped[date | None]


class License(Fact):
    """The right to use a product; the key itself is sealed or lies where `key_place` says."""

    __tablename__ = "license"

    product: Mapped[Name]
    maker: Mapped[Name] = mapped_column(default="")
    seats: Mapped[int | None]
    key_place: Mapped[Name] = mapped_column(default="")
    credential_id: Mapped[int | None] = mapped_column(ForeignKey("credential.id"))
    proof_place: Mapped[Name] = mapped_column(default="")
    bought_on: Mapped[date | None]
    expires_on: Mapped[date | None]


class Share(Fact):
    """A shared folder, what for, and which groups may."""

    __tablename__ = "share"

    path: Mapped[Name]
    purpose: Mapped[Name] = mapped_column(default="")
    groups: Mapped[Name] = mapped_column(default="")
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"), index=True)


class DataPlace(Fact):
    """Where a client's data lie; `gigabytes` how many."""

    __tablename__ = "data_place"

    what: Mapped[Name]
    place: Mapped[Name] = mapped_column(default="")
    manager: Mapped[Name] = mapped_column(default="")
    gigabytes: Mapped[int | None]
    backed_up_by: Mapped[Name] = mapped_column(default="")


class Printer(Fact):
    """A printer as users see it: address, driver, queue."""

    __tablename__ = "printer"

    name: Mapped[Name]
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"), index=True)
    ip: Mapped[Code] = mapped_column(default="")
    driver: Mapped[Name] = mapped_column(default="")
    queue: Mapped[Name] = mapped_column(default="")
    place: Mapped[Name] = mapped_column(default="")
    supplies: Mapped[Name] = mapped_column(default="")


class Policy(Fact):
    """A group policy: what it does and to whom."""

    __tablename__ = "policy"

    name: Mapped[Name]
    applies_to: Mapped[Name] = mapped_column(default="")
    does: Mapped[Name] = mapped_column(default="")
    why: Mapped[Name] = mapped_column(default="")


class DirectoryUser(Fact):
    """An account of a person in the client's directory; never with a password."""

    __tablename__ = "directory_user"

    name: Mapped[Name]
    login: Mapped[Name] = mapped_column(default="")
    kind: Mapped[Code] = mapped_column(default="user")
    groups: Mapped[Words]
    mailbox: Mapped[Name] = mapped_column(default="")
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    enabled: Mapped[bool] = mapped_column(default=True)


class Credential(Fact):
    """The name of a key; the key itself lies in the vault.

    `label` is clear so that it can be found. `sealed` says which of the vault's fields are filled
    (user, secret, totp, address, notes; words apart by blanks). `changed_on` is when the secret
    last changed. `emergency` ones go onto the sealed page of binders.
    """

    __tablename__ = "credential"

    label: Mapped[Name]
    kind: Mapped[Code] = mapped_column(default="login")
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"), index=True)
    sealed: Mapped[Name] = mapped_column(default="")
    changed_on: Mapped[date | None]
    emergency: Mapped[Flag]
