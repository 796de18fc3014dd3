"""Questions about campaigns: those of a year, and one with all that was planned and came of it."""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, ScalarSelect, cast, func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...errors import UserError
from ...mail.models import OutboxMail
from ...mail.rules.states import MailState
from ...money import Currency
from ...offerings.models import Offering
from ...people.models import Person
from ...rows import dataclass
from ...sales.models.pipeline import Opportunity, PipelineStage
from ...shop.queries import shop as the_shop
from ..models import (
    Campaign,
    CampaignCost,
    CampaignLead,
    CampaignLetter,
    CampaignMail,
    CampaignStep,
)
from ..rules.audience import Audience, read_audience
from ..rules.campaigns import CHANNELS, OPEN, STATES, for_each
from .steps import StepRow, steps


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A campaign as lists and the calendar show it; money in minor units.

    `mails` are those the server took, `letters` those that were printed; `next_on` is the day of
    the first step not done.
    """

    id: int
    version: int
    title: str
    channel: str
    state: str
    starts_on: date
    ends_on: date
    budget: int
    leads_hoped: int
    offering_id: int | None
    offering: str
    owner_id: int | None
    owner: str
    cost: int
    leads: int
    mails: int
    letters: int
    next_on: date | None

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in OPEN

    @property
    def by_post(self) -> bool:
        """Whether it reaches people by letters, so that their postal address counts."""
        return self.channel == "letter"

    @property
    def channel_words(self) -> str:
        """How it reaches people."""
        return CHANNELS.get(self.channel, self.channel)

    @property
    def state_words(self) -> str:
        """How far it is."""
        return STATES.get(self.state, self.state)

    @property
    def lead_cost(self) -> int | None:
        """What one lead cost; none where nobody asked."""
        return for_each(self.cost, self.leads)


def _cost() -> ScalarSelect[Any]:
    # On a server the sum of large whole numbers is a decimal one.
    found = select(cast(func.coalesce(func.sum(CampaignCost.amount), 0), BigInteger))
    return found.where(CampaignCost.campaign_id == Campaign.id).scalar_subquery()


def _leads() -> ScalarSelect[Any]:
    found = select(func.count()).where(CampaignLead.campaign_id == Campaign.id)
    return found.scalar_subquery()


def _mails() -> ScalarSelect[Any]:
    found = (
        select(func.count())
        .select_from(CampaignStep)
        .join(CampaignMail, CampaignMail.step_id == CampaignStep.id)
        .join(OutboxMail, OutboxMail.id == CampaignMail.mail_id)
    )
    mine = CampaignStep.campaign_id == Campaign.id
    return found.where(mine, OutboxMail.state == MailState.SENT).scalar_subquery()


def _letters() -> ScalarSelect[Any]:
    found = (
        select(func.count())
        .select_from(CampaignStep)
        .join(CampaignLetter, CampaignLetter.step_id == CampaignStep.id)
    )
    return found.where(CampaignStep.campaign_id == Campaign.id).scalar_subquery()


def _next() -> ScalarSelect[Any]:
    found = select(func.min(CampaignStep.on))
    mine = CampaignStep.campaign_id == Campaign.id
    return found.where(mine, CampaignStep.done_on.is_(None)).scalar_subquery()


def _rows(session: Session, *where: ColumnElement[bool]) -> list[CampaignRow]:
    columns: tuple[Any, ...] = (
        Campaign.id,
        Campaign.version,
        Campaign.title,
        Campaign.channel,
        Campaign.state,
        Campaign.starts_on,
        Campaign.ends_on,
        Campaign.budget,
        Campaign.leads_hoped,
        Campaign.offering_id,
        func.coalesce(Offering.name, ""),
        Campaign.owner_id,
        func.coalesce(Person.name, ""),
        _cost(),
        _leads(),
        _mails(),
        _letters(),
        _next(),
    )
    found = (
        select(*columns)
        .outerjoin(Offering, Offering.id == Campaign.offering_id)
        .outerjoin(Person, Person.id == Campaign.owner_id)
        .where(*where)
        .order_by(Campaign.starts_on, Campaign.title, Campaign.id)
    )
    return [CampaignRow(*row) for row in session.execute(found)]


def campaigns(session: Session, year: int | None = None) -> list[CampaignRow]:
    """Campaigns by their first day: all of them, or those that touch a year."""
    if year is None:
        return _rows(session)
    first, last = date(year, 1, 1), date(year, 12, 31)
    return _rows(session, Campaign.starts_on <= last, Campaign.ends_on >= first)


def running(session: Session, first: date, last: date) -> list[CampaignRow]:
    """Campaigns that touch some days and were not dropped."""
    touches = (Campaign.starts_on <= last, Campaign.ends_on >= first)
    return _rows(session, *touches, Campaign.state != "dropped")


def campaign(session: Session, campaign_id: int) -> CampaignRow:
    """One campaign; raises UserError where it is gone."""
    found = _rows(session, Campaign.id == campaign_id)
    if not found:
        raise UserError("This campaign is no longer there.")
    return found[0]


@dataclass(frozen=True, slots=True)
class CostRow:
    """What was paid on a day, in minor units."""

    id: int
    version: int
    on: date
    what: str
    amount: int


@dataclass(frozen=True, slots=True)
class LeadRow:
    """A company that asked, and how far its opportunity is; values in minor units."""

    id: int
    version: int
    campaign_id: int
    client_id: int
    client: str
    on: date
    words: str
    opportunity_id: int | None
    number: str
    stage: str
    kind: str
    once: int
    monthly: int


def leads(session: Session, campaign_id: int | None = None) -> list[LeadRow]:
    """Who asked because of a campaign, or of any, the newest first."""
    columns: tuple[Any, ...] = (
        CampaignLead.id,
        CampaignLead.version,
        CampaignLead.campaign_id,
        CampaignLead.client_id,
        Client.name,
        CampaignLead.on,
        CampaignLead.words,
        CampaignLead.opportunity_id,
        func.coalesce(Opportunity.number, ""),
        func.coalesce(PipelineStage.name, ""),
        func.coalesce(PipelineStage.kind, ""),
        func.coalesce(Opportunity.once, 0),
        func.coalesce(Opportunity.monthly, 0),
    )
    found = (
        select(*columns)
        .join(Client, Client.id == CampaignLead.client_id)
        .outerjoin(Opportunity, Opportunity.id == CampaignLead.opportunity_id)
        .outerjoin(PipelineStage, PipelineStage.id == Opportunity.stage_id)
        .order_by(CampaignLead.on.desc(), CampaignLead.id.desc())
    )
    if campaign_id is not None:
        found = found.where(CampaignLead.campaign_id == campaign_id)
    return [LeadRow(*row) for row in session.execute(found)]


def costs(session: Session, campaign_id: int) -> list[CostRow]:
    """What a campaign cost, by day."""
    columns = [getattr(CampaignCost, name) for name in CostRow.__dataclass_fields__]
    found = select(*columns).where(CampaignCost.campaign_id == campaign_id)
    rows = session.execute(found.order_by(CampaignCost.on, CampaignCost.id))
    return [CostRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """A campaign with all that is on its page but its members and months."""

    row: CampaignRow
    why: str
    learned: str
    audience: Audience
    steps: tuple[StepRow, ...]
    costs: tuple[CostRow, ...]
    leads: tuple[LeadRow, ...]
    money: Currency


def campaign_page(session: Session, campaign_id: int) -> CampaignPage:
    """Everything about one campaign; raises UserError where it is gone."""
    row = campaign(session, campaign_id)
    found = session.get_one(Campaign, campaign_id)
    return CampaignPage(
        row,
        found.why,
        found.learned,
        read_audience(found.audience),
        tuple(steps(session, campaign_id)),
        tuple(costs(session, campaign_id)),
        tuple(leads(session, campaign_id)),
        the_shop(session).money,
    )
