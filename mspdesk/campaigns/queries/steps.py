"""Questions about the days of campaigns: what is done when, and how far it went out."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...errors import UserError
from ...mail.models import OutboxMail
from ...mail.rules.states import MailState
from ...rows import dataclass
from ..models import Campaign, CampaignLetter, CampaignMail, CampaignStep
from ..rules.campaigns import MERGED, OPEN


@dataclass(frozen=True, slots=True)
class StepRow:
    """A day of a campaign; `sent`, `waiting` and `failed` count the mails of a step.

    `printed` counts its letters.
    """

    id: int
    version: int
    on: date
    kind: str
    title: str
    subject: str
    body: str
    done_on: date | None
    queued_at: datetime | None
    sent: int = 0
    waiting: int = 0
    failed: int = 0
    printed: int = 0

    @property
    def is_mail(self) -> bool:
        """Whether it is a mail to the audience."""
        return self.kind == "mail"

    @property
    def is_letter(self) -> bool:
        """Whether it is a letter to the audience."""
        return self.kind == "letter"

    @property
    def merged(self) -> bool:
        """Whether its words are filled for each of the audience, and looked through before."""
        return self.kind in MERGED

    @property
    def settled(self) -> bool:
        """Whether it went out, so that its words stay."""
        return self.queued_at is not None or self.printed > 0


_STEP: tuple[Any, ...] = tuple(
    getattr(CampaignStep, name) for name in tuple(StepRow.__dataclass_fields__)[:9]
)


def steps(session: Session, campaign_id: int) -> list[StepRow]:
    """The steps of a campaign by their day, with how far the mails of each are."""
    counts = (
        select(CampaignMail.step_id, OutboxMail.state, func.count())
        .join(CampaignStep, CampaignStep.id == CampaignMail.step_id)
        .join(OutboxMail, OutboxMail.id == CampaignMail.mail_id)
        .where(CampaignStep.campaign_id == campaign_id)
        .group_by(CampaignMail.step_id, OutboxMail.state)
    )
    told: dict[int, dict[str, int]] = {}
    for step_id, state, many in session.execute(counts):
        told.setdefault(step_id, {})[state] = many
    printed = _printed(session, campaign_id)
    asked = select(*_STEP).where(CampaignStep.campaign_id == campaign_id)
    rows = session.execute(asked.order_by(CampaignStep.on, CampaignStep.id))
    found = []
    for row in rows:
        sent, waiting, failed = _far(told.get(row[0], {}))
        many = printed.get(row[0], 0)
        one = StepRow(*row)
        found.append(replace(one, sent=sent, waiting=waiting, failed=failed, printed=many))
    return found


def _printed(session: Session, campaign_id: int) -> dict[int, int]:
    found = (
        select(CampaignLetter.step_id, func.count())
        .join(CampaignStep, CampaignStep.id == CampaignLetter.step_id)
        .where(CampaignStep.campaign_id == campaign_id)
        .group_by(CampaignLetter.step_id)
    )
    return dict(session.execute(found).all())


def was_printed(session: Session, step_id: int) -> bool:
    """Whether a letter of a step was printed, so that its words stay."""
    found = select(CampaignLetter.id).where(CampaignLetter.step_id == step_id).limit(1)
    return session.scalar(found) is not None


def _far(counts: dict[str, int]) -> tuple[int, int, int]:
    sent = counts.get(MailState.SENT, 0)
    failed = counts.get(MailState.FAILED, 0) + counts.get(MailState.UNKNOWN, 0)
    return sent, sum(counts.values()) - sent - failed - counts.get(MailState.CANCELLED, 0), failed


def step(session: Session, step_id: int) -> StepRow:
    """One step; raises UserError where it is gone."""
    row = session.get(CampaignStep, step_id)
    found = steps(session, row.campaign_id) if row is not None else []
    for one in found:
        if one.id == step_id:
            return one
    raise UserError("This step is no longer there.")


@dataclass(frozen=True, slots=True)
class StepDay:
    """A step with the campaign it belongs to, for the calendar and for Today."""

    id: int
    campaign_id: int
    campaign: str
    on: date
    kind: str
    title: str
    done_on: date | None


def step_days(session: Session, first: date, last: date, *, due: bool = False) -> list[StepDay]:
    """The steps of some days; with `due` those not done of campaigns that go on."""
    found = (
        select(
            CampaignStep.id,
            CampaignStep.campaign_id,
            Campaign.title,
            CampaignStep.on,
            CampaignStep.kind,
            CampaignStep.title,
            CampaignStep.done_on,
        )
        .join(Campaign, Campaign.id == CampaignStep.campaign_id)
        .where(CampaignStep.on.between(first, last), Campaign.state != "dropped")
        .order_by(CampaignStep.on, CampaignStep.id)
    )
    if due:
        found = found.where(CampaignStep.done_on.is_(None), Campaign.state.in_(OPEN))
    return [StepDay(*row) for row in session.execute(found)]
