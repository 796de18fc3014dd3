"""Tables of what a client buys from others: names on the internet, mail, subscriptions."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ...database.base import Code, Flag, Minor, Name
from .fact import Fact


class Domain(Fact):
    """A name on the internet and who holds it."""

    __tablename__ = "domain"

    name: Mapped[Name]
    registrar: Mapped[Name] = mapped_column(default="")
    account_number: Mapped[Name] = mapped_column(default="")
    credential_id: Mapped[int | None] = mapped_column(ForeignKey("credential.id"))
    holder: Mapped[Name] = mapped_column(default="")
    technical_contact: Mapped[Name] = mapped_column(default="")
    expires_on: Mapped[date | None]
    renews_itself: Mapped[Flag]
    dns_host: Mapped[Name] = mapped_column(default="")
    managed_by: Mapped[Code] = mapped_column(default="")


class Certificate(Fact):
    """A certificate that runs out."""

    __tablename__ = "certificate"

    name: Mapped[Name]
    issuer: Mapped[Name] = mapped_column(default="")
    used_on: Mapped[Name] = mapped_column(default="")
    expires_on: Mapped[date | None]
    renews_itself: Mapped[Flag]


class WebSite(Fact):
    """A web site, where it lies and who looks after it."""

    __tablename__ = "web_site"

    name: Mapped[Name]
    host: Mapped[Name] = mapped_column(default="")
    account_number: Mapped[Name] = mapped_column(default="")
    manager: Mapped[Name] = mapped_column(default="")
    phone: Mapped[Code] = mapped_column(default="")
    built_with: Mapped[Name] = mapped_column(default="")
    credential_id: Mapped[int | None] = mapped_column(ForeignKey("credential.id"))
    expires_on: Mapped[date | None]
    managed_by: Mapped[Code] = mapped_column(default="")


class MailSystem(Fact):
    """Where a client's mail lives, who manages it, and what filters it."""

    __tablename__ = "mail_system"

    name: Mapped[Name]
    place: Mapped[Name] = mapped_column(default="")
    account_number: Mapped[Name] = mapped_column(default="")
    mailboxes: Mapped[int | None]
    managed_by: Mapped[Code] = mapped_column(default="")
    manager: Mapped[Name] = mapped_column(default="")
    filter: Mapped[Name] = mapped_column(default="")
    filter_manager: Mapped[Name] = mapped_column(default="")
    dns_records: Mapped[Name] = mapped_column(default="")
    credential_id: Mapped[int | None] = mapped_column(ForeignKey("credential.id"))
    expires_on: Mapped[date | None]


class Subscription(Fact):
    """A service that is paid for again and again; `unit_cost` is minor units.

    `kind` is backup, antivirus, monitoring, filter, cloud, phones, security or other;
    `paid_by` and `managed_by` are us, client, vendor, or empty while nobody knows (S084).
    """

    __tablename__ = "subscription"

    kind: Mapped[Code] = mapped_column(default="other")
    name: Mapped[Name]
    provider: Mapped[Name] = mapped_column(default="")
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"))
    account_number: Mapped[Name] = mapped_column(default="")
    quantity: Mapped[int | None]
    paid_by: Mapped[Code] = mapped_column(default="")
    managed_by: Mapped[Code] = mapped_column(default="")
    unit_cost: Mapped[Minor | None] = mapped_column(default=None)
    per: Mapped[Code] = mapped_column(default="month")
    start_on: Mapped[date | None]
    expires_on: Mapped[date | None]
