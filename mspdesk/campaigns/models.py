"""Tables of campaigns, of who gets no mail of them, and of what the shop says of itself online."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Code, Flag, Minor, Name, Record, Words, part_index

_NOT_DONE = text("done_on IS NULL")
_NAMED, _NAMELESS = text("contact_id IS NOT NULL"), text("contact_id IS NULL")
_OPEN = text("settled_on IS NULL")


class Campaign(Record):
    """Something done over some months so that companies ask for us (S128).

    `channel` and `state` (planned, running, done, dropped) are words of `rules.campaigns`.
    `budget` is minor units, `leads_hoped` a count. `audience` is the rule members are built by, in
    TOML; `why` says who is meant and what it does for them, `learned` what to do otherwise.
    """

    __tablename__ = "campaign"
    __table_args__ = (Index("ix_campaign_starts", "starts_on", "ends_on"),)

    title: Mapped[Name]
    channel: Mapped[Code] = mapped_column(default="email")
    state: Mapped[Code] = mapped_column(default="planned")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    budget: Mapped[Minor] = mapped_column(default=0)
    leads_hoped: Mapped[int] = mapped_column(default=0)
    offering_id: Mapped[int | None] = mapped_column(ForeignKey("offering.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    why: Mapped[Words]
    audience: Mapped[Words]
    learned: Mapped[Words]


class CampaignStep(Record):
    """A day of a campaign: a mail or a letter to its audience, or something to be done.

    `kind` is mail, letter or task. `subject` and `body` have merge fields. `done_on` is the day a
    task was done, the last letter was printed, or the mails were put into the outbox, at
    `queued_at` on the wall clock.
    """

    __tablename__ = "campaign_step"
    __table_args__ = (
        Index("ix_campaign_step_campaign", "campaign_id", "on", "id"),
        part_index("ix_campaign_step_due", "on", where=_NOT_DONE),
    )

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    on: Mapped[date]
    kind: Mapped[Code] = mapped_column(default="task")
    title: Mapped[Name]
    subject: Mapped[Name] = mapped_column(default="")
    body: Mapped[Words]
    done_on: Mapped[date | None]
    queued_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class CampaignCost(Record):
    """Money a campaign cost on a day, in minor units."""

    __tablename__ = "campaign_cost"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    on: Mapped[date]
    what: Mapped[Name]
    amount: Mapped[Minor]


class CampaignMember(Record):
    """Somebody a campaign is for: a client or prospect, and the contact who is addressed.

    `by_hand` ones stay whatever the audience's rule says; `left_out` ones stay away, and why.
    """

    __tablename__ = "campaign_member"
    # An empty contact is never the same as another empty one, so each kind has its own index.
    __table_args__ = (
        part_index(
            "uq_campaign_member_named", "campaign_id", "contact_id", where=_NAMED, unique=True
        ),
        part_index(
            "uq_campaign_member_nameless", "campaign_id", "client_id", where=_NAMELESS, unique=True
        ),
    )

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    by_hand: Mapped[Flag]
    left_out: Mapped[Flag]
    why: Mapped[Name] = mapped_column(default="")


class CampaignMail(Record):
    """One mail of a step to one member: where it went, and its row in the outbox."""

    __tablename__ = "campaign_mail"
    __table_args__ = (UniqueConstraint("step_id", "member_id"),)

    step_id: Mapped[int] = mapped_column(ForeignKey("campaign_step.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("campaign_member.id"), index=True)
    mail_id: Mapped[int] = mapped_column(ForeignKey("outbox_mail.id"), unique=True)
    address: Mapped[Name]


class CampaignLetter(Record):
    """One letter of a step to one member: the day it was printed last, and where it went."""

    __tablename__ = "campaign_letter"
    __table_args__ = (UniqueConstraint("step_id", "member_id"),)

    step_id: Mapped[int] = mapped_column(ForeignKey("campaign_step.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("campaign_member.id"), index=True)
    printed_on: Mapped[date]
    addressee: Mapped[Words]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class CampaignLead(Record):
    """A company that asked because of a campaign, and the opportunity that came of it."""

    __tablename__ = "campaign_lead"
    __table_args__ = (UniqueConstraint("campaign_id", "client_id"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    on: Mapped[date]
    words: Mapped[Words]
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunity.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class CampaignMonth(Record):
    """What was said of a campaign at the end of a month; `month` is its first day (S128)."""

    __tablename__ = "campaign_month"
    __table_args__ = (UniqueConstraint("campaign_id", "month"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    month: Mapped[date]
    words: Mapped[Words]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class OptOut(Record):
    """An address that gets no mail of a campaign any more; small letters.

    Invoices, statements and letters are no campaigns. `why` is how it was asked for.
    """

    __tablename__ = "opt_out"

    address: Mapped[Name] = mapped_column(unique=True)
    on: Mapped[date]
    why: Mapped[Name] = mapped_column(default="")
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class MailBounce(Record):
    """A mail that did not reach an address: what the server said, and what was done about it.

    `kind` is hard (there is no such mailbox) or soft (not now). `mail_id` is empty where a bounce
    was written down that belongs to no mail of the outbox. While `settled_on` is empty a hard one
    keeps its address out of campaigns.
    """

    __tablename__ = "mail_bounce"
    __table_args__ = (
        part_index("ix_mail_bounce_open", "address", where=_OPEN),
        Index("ix_mail_bounce_address", "address"),
    )

    address: Mapped[Name]
    kind: Mapped[Code] = mapped_column(default="hard")
    on: Mapped[date]
    said: Mapped[Words]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("outbox_mail.id"), index=True)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"), index=True)
    settled_on: Mapped[date | None]
    outcome: Mapped[Name] = mapped_column(default="")


class OnlineProfile(Record):
    """A place online where people look us up, and how often we look whether it is right (S128).

    `state` is fine, wrong or none; it and `looked_on` are those of the newest look.
    """

    __tablename__ = "online_profile"

    place: Mapped[Name]
    address: Mapped[Name] = mapped_column(default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    every_months: Mapped[int] = mapped_column(default=3)
    position: Mapped[int] = mapped_column(default=0)
    looked_on: Mapped[date | None]
    state: Mapped[Code] = mapped_column(default="none")
    active: Mapped[bool] = mapped_column(default=True)
    notes: Mapped[Words]


class ProfileLook(Record):
    """Somebody looked at an online profile: whether it was right, and what was wrong."""

    __tablename__ = "profile_look"

    profile_id: Mapped[int] = mapped_column(ForeignKey("online_profile.id"), index=True)
    on: Mapped[date]
    fine: Mapped[bool] = mapped_column(default=True)
    words: Mapped[Words]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
