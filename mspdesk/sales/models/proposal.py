"""Tables of proposals and their lines."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...database.base import Code, Flag, Minor, Name, Record, Words


class Proposal(Record):
    """What we offer to do for whom at what price, until when (B8).

    `number` and `edition` name it; `state` is draft, sent, accepted, declined or replaced (a newer
    edition was sent). From the day it was sent nothing of it changes any more. `tier` is a plan,
    `grid_id` the revision its prices are from. `we_see` says what we found, `we_do` what we will
    do, `you_do` what it needs of the client, `next_step` what comes next. `setup_fee` in minor
    units, `term_months` whole months. `agreement_id` is the draft that accepting it made.
    """

    __tablename__ = "proposal"
    __table_args__ = (UniqueConstraint("number", "edition"),)

    number: Mapped[Code]
    edition: Mapped[int] = mapped_column(default=1)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"), index=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    title: Mapped[Name]
    state: Mapped[Code] = mapped_column(default="draft")
    dated_on: Mapped[date]
    valid_until: Mapped[date]
    intro: Mapped[Words]
    we_see: Mapped[Words]
    we_do: Mapped[Words]
    you_do: Mapped[Words]
    next_step: Mapped[Words]
    tier: Mapped[Code] = mapped_column(default="")
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("pricing_grid.id"))
    start_on: Mapped[date]
    term_months: Mapped[int] = mapped_column(default=12)
    payment_type: Mapped[Code] = mapped_column(default="")
    setup_fee: Mapped[Minor] = mapped_column(default=0)
    sent_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    answered_by: Mapped[Name] = mapped_column(default="")
    answer_words: Mapped[Words]
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"))


class ProposalLine(Record):
    """One line of a proposal: a month of something, or something once (`recurring` no).

    `quantity` ten-thousandths, `price` and `cost` minor units for one; `cost` is ours and printed
    nowhere.
    """

    __tablename__ = "proposal_line"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("catalog_item.id"), index=True)
    kind: Mapped[Code] = mapped_column(default="plan")
    text: Mapped[Words]
    unit: Mapped[Code] = mapped_column(default="")
    counts: Mapped[Code] = mapped_column(default="")
    quantity: Mapped[int] = mapped_column(default=10_000)
    price: Mapped[Minor] = mapped_column(default=0)
    cost: Mapped[Minor] = mapped_column(default=0)
    recurring: Mapped[bool] = mapped_column(default=True)
    taxable: Mapped[Flag]
    tax_code: Mapped[Code] = mapped_column(default="")
