"""Questions about how a campaign goes on, month by month (S128)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, extract, func, select
from sqlalchemy.orm import Session

from ...dates import month_start
from ...mail.models import OutboxMail
from ...mail.rules.states import MailState
from ...rows import dataclass
from ...sales.models.pipeline import Opportunity, PipelineStage
from ...sales.rules.pipeline import Kind
from ..models import (
    CampaignCost,
    CampaignLead,
    CampaignLetter,
    CampaignMail,
    CampaignMonth,
    CampaignStep,
    MailBounce,
)
from ..rules.campaigns import for_each, month_name, months
from .campaigns import CampaignRow


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month of a campaign: what was sent, what came back, what it cost and who asked.

    `won` counts leads whose opportunity was won; money in minor units.
    """

    campaign_id: int
    month: date
    mails: int = 0
    letters: int = 0
    bounced: int = 0
    cost: int = 0
    leads: int = 0
    opportunities: int = 0
    won: int = 0
    words: str = ""
    version: int = 0

    @property
    def title(self) -> str:
        """Its name: March 2026."""
        return month_name(self.month)

    @property
    def lead_cost(self) -> int | None:
        """What one lead of this month cost; none where nobody asked."""
        return for_each(self.cost, self.leads)

    @property
    def quiet(self) -> bool:
        """Whether nothing happened and nothing was said."""
        return not any(
            (self.mails, self.letters, self.bounced, self.cost, self.leads, self.words.strip())
        )


_Counts = dict[tuple[int, date], dict[str, int]]


def progress(session: Session, rows: Sequence[CampaignRow]) -> dict[int, list[MonthRow]]:
    """The months of some campaigns, each from its first to its last and those something fell in."""
    ids = [row.id for row in rows]
    counts: _Counts = defaultdict(lambda: defaultdict(int))
    for name, found in (
        ("mails", _mails(ids)),
        ("letters", _letters(ids)),
        ("bounced", _bounces(ids)),
        ("cost", _costs(ids)),
        ("leads", _leads(ids)),
        ("opportunities", _leads(ids).where(CampaignLead.opportunity_id.is_not(None))),
        ("won", _won(ids)),
    ):
        for campaign_id, year, month, many in session.execute(found):
            counts[campaign_id, date(int(year), int(month), 1)][name] += int(many)
    said = {
        (one.campaign_id, one.month): one
        for one in session.scalars(select(CampaignMonth).where(CampaignMonth.campaign_id.in_(ids)))
    }
    return {row.id: _months(row, counts, said) for row in rows}


def _months(
    row: CampaignRow, counts: _Counts, said: dict[tuple[int, date], CampaignMonth]
) -> list[MonthRow]:
    fell = {month for campaign_id, month in (*counts, *said) if campaign_id == row.id}
    found = []
    for month in sorted({*months(row.starts_on, row.ends_on), *fell}):
        note = said.get((row.id, month))
        words, version = (note.words, note.version) if note else ("", 0)
        known = counts.get((row.id, month), {})
        found.append(MonthRow(row.id, month, **known, words=words, version=version))
    return found


def _by_month(campaign_id: Any, when: Any, many: Any) -> Select[Any]:
    year, month = extract("year", when), extract("month", when)
    return select(campaign_id, year, month, many).group_by(campaign_id, year, month)


def _mails(ids: list[int]) -> Select[Any]:
    return (
        _by_month(CampaignStep.campaign_id, OutboxMail.sent_at, func.count())
        .select_from(CampaignStep)
        .join(CampaignMail, CampaignMail.step_id == CampaignStep.id)
        .join(OutboxMail, OutboxMail.id == CampaignMail.mail_id)
        .where(
            CampaignStep.campaign_id.in_(ids),
            OutboxMail.state == MailState.SENT,
            OutboxMail.sent_at.is_not(None),
        )
    )


def _letters(ids: list[int]) -> Select[Any]:
    return (
        _by_month(CampaignStep.campaign_id, CampaignLetter.printed_on, func.count())
        .select_from(CampaignStep)
        .join(CampaignLetter, CampaignLetter.step_id == CampaignStep.id)
        .where(CampaignStep.campaign_id.in_(ids))
    )


def _bounces(ids: list[int]) -> Select[Any]:
    return (
        _by_month(CampaignStep.campaign_id, MailBounce.on, func.count())
        .select_from(CampaignStep)
        .join(CampaignMail, CampaignMail.step_id == CampaignStep.id)
        .join(MailBounce, MailBounce.mail_id == CampaignMail.mail_id)
        .where(CampaignStep.campaign_id.in_(ids))
    )


def _costs(ids: list[int]) -> Select[Any]:
    found = _by_month(
        CampaignCost.campaign_id, CampaignCost.on, func.coalesce(func.sum(CampaignCost.amount), 0)
    )
    return found.where(CampaignCost.campaign_id.in_(ids))


def _leads(ids: list[int]) -> Select[Any]:
    found = _by_month(CampaignLead.campaign_id, CampaignLead.on, func.count())
    return found.where(CampaignLead.campaign_id.in_(ids))


def _won(ids: list[int]) -> Select[Any]:
    return (
        _leads(ids)
        .join(Opportunity, Opportunity.id == CampaignLead.opportunity_id)
        .join(PipelineStage, PipelineStage.id == Opportunity.stage_id)
        .where(PipelineStage.kind == Kind.WON)
    )


def unsaid(session: Session, rows: Sequence[CampaignRow], day: date) -> list[tuple[int, date]]:
    """The months before this one of campaigns that go on, of which nothing was said yet."""
    if not rows:
        return []
    this = month_start(day)
    found = progress(session, rows)
    return [
        (row.id, one.month)
        for row in rows
        for one in found[row.id]
        if one.month < this and not one.words.strip()
    ]
