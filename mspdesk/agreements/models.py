"""Tables of what was promised to whom for how much."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, UniqueConstraint, and_, or_, text
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Code, Flag, Imported, Minor, Name, Record, Words, part_index
from . import rules

_OPEN = text("minutes_left > 0")


class Agreement(Imported, Record):
    """What was promised to a client for how much.

    `kind` is managed, hourly, block, project, contractor or nda; `state` draft, legal_review, sent,
    active, renewal_due, renewed, expired or terminated. Money in minor units, `factor` after hours
    in ten-thousandths, time in whole minutes. Empty rules mean the shop's. `after_hours_bills` says
    whether covered work after hours bills at the factor (E11). `monthly_fee` is what an agreement
    without lines of its own asks for a month.

    Billing: an invoice every `every` `every_unit` (day, week, month, year), the first period
    beginning at `bill_from`; without one MSPDesk does not bill it (brought from another program,
    and nobody has said from when). Prices stand for a month where periods are months or years, and
    a period of n months asks for n of them; for days and weeks they stand for the period.
    `day_rule` moves the beginning of a period: empty, day:15, last or nth:2:mon. `periods_ahead`
    are paid at once (3 for who pays by check), drafts are made `days_before` days before.
    `proration` is next or prorate.

    Prepaid: `bucket` is empty, block or month; `rollover` none, all or cap (`rollover_minutes`),
    kept for `rollover_months`; `overage_rate` is what an hour past the block costs.

    `person_id` is the contractor (S026). `body` is the text as it was sent, frozen then.
    `renews_id` names the agreement this one renews.
    """

    __tablename__ = "agreement"
    __table_args__ = (Index("ix_agreement_client", "client_id", "start_on"),)

    number: Mapped[Code] = mapped_column(unique=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    kind: Mapped[Code] = mapped_column(default="managed")
    plan: Mapped[Name] = mapped_column(default="")
    state: Mapped[Code] = mapped_column(default="active")
    signed_on: Mapped[date | None]
    start_on: Mapped[date]
    end_on: Mapped[date | None]
    monthly_fee: Mapped[Minor] = mapped_column(default=0)
    included_minutes: Mapped[int] = mapped_column(default=0)
    rate: Mapped[Minor | None] = mapped_column(default=None)
    factor: Mapped[int | None]
    increment_minutes: Mapped[int | None]
    minimum_minutes: Mapped[int | None]
    after_hours_bills: Mapped[Flag]
    notes: Mapped[Words]

    tier: Mapped[Code] = mapped_column(default="")
    title: Mapped[Name] = mapped_column(default="")
    trip_charge: Mapped[Minor | None] = mapped_column(default=None)
    setup_fee: Mapped[Minor] = mapped_column(default=0)
    payment_type: Mapped[Code] = mapped_column(default="")
    terms_days: Mapped[int | None]
    no_hiring: Mapped[Flag]
    person_id: Mapped[int | None]

    body_form: Mapped[Name] = mapped_column(default="")
    body_edition: Mapped[int] = mapped_column(default=0)
    body: Mapped[Words]
    signer_ours: Mapped[Name] = mapped_column(default="")
    signer_theirs: Mapped[Name] = mapped_column(default="")
    signer_theirs_title: Mapped[Name] = mapped_column(default="")
    drafted_on: Mapped[date | None]
    reviewed_on: Mapped[date | None]
    review_waiver: Mapped[Words]
    sent_on: Mapped[date | None]

    auto_renew: Mapped[Flag]
    term_months: Mapped[int] = mapped_column(default=12)
    notice_days: Mapped[int] = mapped_column(default=30)
    notice_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    ended_why: Mapped[Words]
    renews_id: Mapped[int | None]

    every: Mapped[int] = mapped_column(default=1)
    every_unit: Mapped[Code] = mapped_column(default="month")
    day_rule: Mapped[Code] = mapped_column(default="")
    bill_from: Mapped[date | None]
    periods_ahead: Mapped[int] = mapped_column(default=1)
    days_before: Mapped[int] = mapped_column(default=10)
    proration: Mapped[Code] = mapped_column(default="next")

    bucket: Mapped[Code] = mapped_column(default="")
    rollover: Mapped[Code] = mapped_column(default="none")
    rollover_minutes: Mapped[int] = mapped_column(default=0)
    rollover_months: Mapped[int] = mapped_column(default=0)
    overage_rate: Mapped[Minor | None] = mapped_column(default=None)


def in_force_where(on: Any) -> ColumnElement[bool]:
    """What an agreement must be to be in force on a day, which may be a bound parameter.

    Active or due for renewal, from its first day to its last; one that goes on by itself runs past
    that until notice is given. One that has ended was in force until the day it ended.
    """
    return and_(
        Agreement.start_on <= on,
        or_(
            and_(
                Agreement.state.in_(rules.RUNNING),
                or_(
                    Agreement.end_on.is_(None),
                    Agreement.end_on >= on,
                    and_(Agreement.auto_renew, Agreement.notice_on.is_(None)),
                ),
            ),
            and_(Agreement.state.in_(rules.OVER), Agreement.ended_on >= on),
        ),
    )


class AgreementFile(Record):
    """A paper that belongs to an agreement: the signed copy, a scan; bytes lie with the blobs."""

    __tablename__ = "agreement_file"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    blob: Mapped[str] = mapped_column(ForeignKey("blob.sha256"))
    name: Mapped[Name]
    kind: Mapped[Code] = mapped_column(default="signed")
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ResponseTarget(Record):
    """How soon a ticket of a priority is answered under an agreement, in minutes (S057)."""

    __tablename__ = "response_target"
    __table_args__ = (UniqueConstraint("agreement_id", "priority"),)

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    priority: Mapped[int]
    minutes: Mapped[int]


class PlanSheet(Record):
    """The details of an agreement from a day on: a plan sheet or an amendment stapled to it (S100).

    The body is not signed again. `number` counts within the agreement; `state` is draft, accepted
    or past; `accepted_on` and `accepted_by` say who agreed. Texts are one item a line.
    """

    __tablename__ = "plan_sheet"
    __table_args__ = (UniqueConstraint("agreement_id", "number"),)

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    number: Mapped[int]
    kind: Mapped[Code] = mapped_column(default="plan_sheet")
    state: Mapped[Code] = mapped_column(default="draft")
    title: Mapped[Name] = mapped_column(default="")
    tier: Mapped[Code] = mapped_column(default="")
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("pricing_grid.id"))
    dated_on: Mapped[date]
    effective_on: Mapped[date]
    accepted_on: Mapped[date | None]
    accepted_by: Mapped[Name] = mapped_column(default="")
    included: Mapped[Words]
    excluded: Mapped[Words]
    minimums: Mapped[Words]
    words: Mapped[Words]
    setup_fee: Mapped[Minor] = mapped_column(default=0)


class AgreementLine(Record):
    """What is paid for under an agreement each month, from a day to a day.

    A price or a count is never changed in place once billed: the line ends and another begins, and
    `replaces_id` tells which. `quantity` is ten-thousandths, `price` and `cost` minor units a month
    for one. `counts` fills the quantity in at each billing from what is documented; `bundled` is
    sold inside another line at no price of its own.
    """

    __tablename__ = "agreement_line"
    __table_args__ = (Index("ix_agreement_line_agreement", "agreement_id", "position"),)

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("plan_sheet.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("catalog_item.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[Code] = mapped_column(default="plan")
    text: Mapped[Words]
    unit: Mapped[Code] = mapped_column(default="")
    counts: Mapped[Code] = mapped_column(default="")
    quantity: Mapped[int] = mapped_column(default=10_000)
    price: Mapped[Minor] = mapped_column(default=0)
    cost: Mapped[Minor] = mapped_column(default=0)
    taxable: Mapped[Flag]
    tax_code: Mapped[Code] = mapped_column(default="")
    bundled: Mapped[Flag]
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    replaces_id: Mapped[int | None]


class PriceRaise(Record):
    """New prices that were announced for a day: the letter, and what comes into force then (S120).

    `percent` in ten-thousandths of the old (500 is 5 %) where all lines rise alike; `state` is
    planned, announced, applied or dropped. `new_rate` is the hourly rate from that day.
    """

    __tablename__ = "price_raise"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    planned_on: Mapped[date]
    announced_on: Mapped[date | None]
    effective_on: Mapped[date]
    percent: Mapped[int] = mapped_column(default=0)
    old_rate: Mapped[Minor | None] = mapped_column(default=None)
    new_rate: Mapped[Minor | None] = mapped_column(default=None)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    state: Mapped[Code] = mapped_column(default="planned")


class PrepaidBlock(Record):
    """Hours paid ahead: a block that was bought, or the bucket of one month.

    `kind` is block, month or carried; of a carried one all `minutes` were brought over (`carried`)
    from `carried_from_id`. `minutes_left` is kept with the draws. `price` in minor units for all
    of it; a refund gives back what is left at the price paid (S121: 3.75 h of 10 h for $1,500.00
    are $562.50). `invoice_id` and `line_id` are where it was asked for; hours are drawn once that
    is issued (`opened_on`), for work from `starts_on` through `expires_on`. Of a block that was
    closed (`closed_on`) nothing is drawn any more. Minutes are always drawn + left + carried over +
    expired + refunded.
    """

    __tablename__ = "prepaid_block"
    __table_args__ = (
        Index("ix_prepaid_block_agreement", "agreement_id", "starts_on"),
        part_index("ix_prepaid_block_open", "client_id", where=_OPEN),
    )

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    kind: Mapped[Code] = mapped_column(default="block")
    starts_on: Mapped[date]
    expires_on: Mapped[date | None]
    minutes: Mapped[int]
    carried: Mapped[int] = mapped_column(default=0)
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("prepaid_block.id"))
    minutes_left: Mapped[int]
    price: Mapped[Minor] = mapped_column(default=0)
    invoice_id: Mapped[int | None] = mapped_column(index=True)
    line_id: Mapped[int | None]
    opened_on: Mapped[date | None]
    expired_minutes: Mapped[int] = mapped_column(default=0)
    refunded_minutes: Mapped[int] = mapped_column(default=0)
    refunded: Mapped[Minor] = mapped_column(default=0)
    closed_on: Mapped[date | None]
