"""Tables of client businesses."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Code, Flag, Imported, Minor, Name, Record, Words


class Client(Imported, Record):
    """A business we work for, hope to, or used to; and our own company as the internal one (S054).

    Empty `rate`, `trip_charge` and `terms_days` mean the shop's; rates are minor units an hour.
    `hourly_terms_on` is the day the client accepted hourly work without an agreement.
    """

    __tablename__ = "client"
    __table_args__ = (
        Index("ix_client_name_lower", text("lower(name)")),
        Index("ix_client_status", "status", "name"),
    )

    number: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    legal_name: Mapped[Name] = mapped_column(default="")
    status: Mapped[Code] = mapped_column(default="prospect")
    internal: Mapped[Flag]
    since_on: Mapped[date | None]
    until_on: Mapped[date | None]
    industry: Mapped[Name] = mapped_column(default="")
    people_count: Mapped[int | None]
    address: Mapped[Words]
    city: Mapped[Name] = mapped_column(default="")
    region: Mapped[Code] = mapped_column(default="")
    postal_code: Mapped[Code] = mapped_column(default="")
    country: Mapped[str] = mapped_column(String(2), default="US")
    phone: Mapped[Code] = mapped_column(default="")
    phone_digits: Mapped[Code] = mapped_column(default="")
    website: Mapped[Name] = mapped_column(default="")
    email_domain: Mapped[Name] = mapped_column(default="")
    billing_name: Mapped[Name] = mapped_column(default="")
    billing_email: Mapped[Name] = mapped_column(default="")
    billing_address: Mapped[Words]
    tax_number: Mapped[Code] = mapped_column(default="")
    tax_exempt: Mapped[Flag]
    tax_exempt_reason: Mapped[Name] = mapped_column(default="")
    tax_code_id: Mapped[int | None] = mapped_column(ForeignKey("tax_code.id"))
    labor_taxable: Mapped[bool | None]
    tax_rate: Mapped[int | None]
    payment_type: Mapped[Code] = mapped_column(default="check")
    terms_days: Mapped[int | None]
    rate: Mapped[Minor | None] = mapped_column(default=None)
    trip_charge: Mapped[Minor | None] = mapped_column(default=None)
    hourly_terms_on: Mapped[date | None]
    needs_order: Mapped[Flag]
    order_number: Mapped[Code] = mapped_column(default="")
    primary_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    rmm_level: Mapped[Code] = mapped_column(default="")
    plan: Mapped[Code] = mapped_column(default="")
    referred_by: Mapped[Name] = mapped_column(default="")
    notes: Mapped[Words]


class Site(Imported, Record):
    """A place where a client works; `alarm` tells how it is, never its code."""

    __tablename__ = "site"

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    name: Mapped[Name]
    address: Mapped[Words]
    city: Mapped[Name] = mapped_column(default="")
    region: Mapped[Code] = mapped_column(default="")
    postal_code: Mapped[Code] = mapped_column(default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    phone: Mapped[Code] = mapped_column(default="")
    phone_digits: Mapped[Code] = mapped_column(default="")
    hours: Mapped[Name] = mapped_column(default="")
    access: Mapped[Words]
    notes: Mapped[Words]
    main: Mapped[Flag]
    time_zone: Mapped[Code] = mapped_column(default="")
    landlord: Mapped[Name] = mapped_column(default="")
    landlord_phone: Mapped[Code] = mapped_column(default="")
    alarm: Mapped[Name] = mapped_column(default="")
    parking: Mapped[Name] = mapped_column(default="")
    equipment_room: Mapped[Name] = mapped_column(default="")
    binder_place: Mapped[Name] = mapped_column(default="")


class Contact(Imported, Record):
    """A person at a client.

    `emergency` is 1 to 3 or empty; `may_spend` is the most this person may approve, in minor units.
    The digits columns hold phone numbers without spacing, for search.
    """

    __tablename__ = "contact"
    __table_args__ = (Index("ix_contact_client", "client_id", "active"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    first_name: Mapped[Name] = mapped_column(default="")
    last_name: Mapped[Name] = mapped_column(default="")
    title: Mapped[Name] = mapped_column(default="")
    role: Mapped[Name] = mapped_column(default="")
    phone: Mapped[Code] = mapped_column(default="")
    phone_digits: Mapped[Code] = mapped_column(default="")
    mobile: Mapped[Code] = mapped_column(default="")
    mobile_digits: Mapped[Code] = mapped_column(default="")
    email: Mapped[Name] = mapped_column(default="")
    main: Mapped[Flag]
    billing: Mapped[Flag]
    decides: Mapped[Flag]
    technical: Mapped[Flag]
    emergency: Mapped[int | None]
    may_approve_after_hours: Mapped[Flag]
    may_spend: Mapped[Minor | None] = mapped_column(default=None)
    active: Mapped[bool] = mapped_column(default=True)
    notes: Mapped[Words]


class Talk(Record):
    """What we talked about with a client, and when to talk next (S145)."""

    __tablename__ = "talk"
    __table_args__ = (Index("ix_talk_client", "client_id", "on"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    on: Mapped[date]
    text: Mapped[Words]
    next_on: Mapped[date | None]
