"""What the papers of campaigns say: the plan of a year, one campaign, and the list of profiles."""

from datetime import date

from sqlalchemy.orm import Session

from ...dates import today
from ...letters.queries import letterhead
from ...money import Currency
from ...printing.page import Letterhead
from ...rows import dataclass
from ...shop.queries import shop as the_shop
from .campaigns import CampaignPage, CampaignRow, campaign_page, running
from .members import AudienceSum, audience_sum, members, stage_names
from .profiles import ProfileRow, profiles, should_say
from .progress import MonthRow, progress
from .steps import StepDay, step_days


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """The marketing plan of a year: its campaigns and what is to be done on which day."""

    shop: Letterhead
    year: int
    on: date
    rows: tuple[CampaignRow, ...]
    steps: tuple[StepDay, ...]
    money: Currency


def plan_document(session: Session, year: int) -> PlanDocument:
    """The campaigns that touch a year and were not dropped, and their steps in it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return PlanDocument(
        letterhead(session),
        year,
        today(),
        tuple(running(session, first, last)),
        tuple(step_days(session, first, last)),
        the_shop(session).money,
    )


@dataclass(frozen=True, slots=True)
class SheetDocument:
    """One campaign as it is kept beside the phone: for whom, when what, and its months."""

    shop: Letterhead
    on: date
    page: CampaignPage
    months: tuple[MonthRow, ...]
    audience: AudienceSum
    audience_words: str


def sheet_document(session: Session, campaign_id: int) -> SheetDocument:
    """Everything about one campaign; raises UserError where it is gone."""
    page = campaign_page(session, campaign_id)
    return SheetDocument(
        letterhead(session),
        today(),
        page,
        tuple(progress(session, [page.row])[campaign_id]),
        _audience(session, page.row),
        page.audience.words(stage_names(session)),
    )


def _audience(session: Session, row: CampaignRow) -> AudienceSum:
    people = members(session, row.id, post=row.by_post)
    return audience_sum(people, "letter" if row.by_post else "mail")


@dataclass(frozen=True, slots=True)
class ProfilesDocument:
    """The places online to look at, and what each should say."""

    shop: Letterhead
    on: date
    rows: tuple[ProfileRow, ...]
    says: tuple[tuple[str, str], ...]


def profiles_document(session: Session, _key: int = 0) -> ProfilesDocument:
    """The list of places with room to write beside each."""
    return ProfilesDocument(
        letterhead(session), today(), tuple(profiles(session)), should_say(session)
    )


def find_profiles(_session: Session, _text: str) -> int:
    """There is one list of profiles."""
    return 0
