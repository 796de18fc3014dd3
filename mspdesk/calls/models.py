"""Tables of scripts, lists and calls (S125)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import DERIVED, Code, Name, Record, Words


class Script(Record):
    """What is said to people who do not know us yet, in versions; `retired_on` takes it away."""

    __tablename__ = "script"

    name: Mapped[Name]
    notes: Mapped[Words]
    retired_on: Mapped[date | None]


class ScriptVersion(Record):
    """One wording of a script, with what is settled before the first call (B8).

    `market` is whom it is for, `offer` what is offered today, `why` why they should meet us,
    `dates` when we are free, `used` where the script is used. Published it is frozen, by trigger.
    """

    __tablename__ = "script_version"
    __table_args__ = (UniqueConstraint("script_id", "number"),)

    script_id: Mapped[int] = mapped_column(ForeignKey("script.id"))
    number: Mapped[int]
    market: Mapped[Words]
    offer: Mapped[Words]
    why: Mapped[Words]
    dates: Mapped[Words]
    used: Mapped[Words]
    made_on: Mapped[date]
    published_on: Mapped[date | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ScriptSlot(Record):
    """What is said at one point of a version, in one or two sentences; `code` is in rules.SLOTS."""

    __tablename__ = "script_slot"
    __table_args__ = (UniqueConstraint("version_id", "code"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("script_version.id"))
    code: Mapped[Code]
    words: Mapped[Words]


class CallList(Record):
    """Companies to call, with the script that is used; `person_id` is who calls."""

    __tablename__ = "call_list"

    name: Mapped[Name]
    script_id: Mapped[int | None] = mapped_column(ForeignKey("script.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    notes: Mapped[Words]


class CallTarget(Record):
    """A company to call: no client before it talks to us; then `client_id` says which.

    `state` is waiting, again, talking, appointment, no, wrong or stopped. `phone_digits` is the
    number as it is compared. `tries`, `last_on` and `last_outcome` say what the calls came to and
    are kept by whatever writes a call; `next_on` is the day from which it is called next.
    `dialing_by` has it in front until `dialing_until` (UTC), `dialing_id` says who that is; it is
    no change of the books, so that no step and no version tells of it.
    """

    __tablename__ = "call_target"
    __table_args__ = (
        Index("ix_call_target_turn", "list_id", "state", "next_on"),
        Index("ix_call_target_due", "next_on", "state"),
    )

    list_id: Mapped[int] = mapped_column(ForeignKey("call_list.id"))
    position: Mapped[int] = mapped_column(default=0)
    company: Mapped[Name]
    contact: Mapped[Name] = mapped_column(default="")
    title: Mapped[Name] = mapped_column(default="")
    phone: Mapped[Code]
    phone_digits: Mapped[Code] = mapped_column(index=True)
    email: Mapped[Name] = mapped_column(default="")
    city: Mapped[Name] = mapped_column(default="")
    industry: Mapped[Name] = mapped_column(default="")
    website: Mapped[Name] = mapped_column(default="")
    notes: Mapped[Words]
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    state: Mapped[Code] = mapped_column(default="waiting")
    next_on: Mapped[date | None]
    tries: Mapped[int] = mapped_column(default=0)
    last_on: Mapped[date | None]
    last_outcome: Mapped[Code] = mapped_column(default="")
    dialing_by: Mapped[str | None] = mapped_column(String(60), info=DERIVED)
    dialing_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), info=DERIVED)
    dialing_until: Mapped[datetime | None] = mapped_column(info=DERIVED)


class CallRecord(Record):
    """One call: how far the script came, what came of it, and how long it took in minutes.

    `slot` is the point of the script that was reached, `outcome` a word of rules.OUTCOMES; a
    begun minute counts as one.
    """

    __tablename__ = "call_record"
    __table_args__ = (Index("ix_call_record_version", "version_id", "at"),)

    target_id: Mapped[int] = mapped_column(ForeignKey("call_target.id"), index=True)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("script_version.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    slot: Mapped[Code] = mapped_column(default="")
    outcome: Mapped[Code]
    minutes: Mapped[int] = mapped_column(default=1)
    next_on: Mapped[date | None]
    words: Mapped[Words]
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunity.id"))


class DoNotCall(Record):
    """A number nobody here calls again, in whichever list it stands or comes."""

    __tablename__ = "do_not_call"

    phone_digits: Mapped[Code] = mapped_column(unique=True)
    phone: Mapped[Code]
    company: Mapped[Name] = mapped_column(default="")
    on: Mapped[date]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[Words]
