"""What the presentation of an assessment shows, and what a proposal takes from it (S132)."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...checklists.printables.report import Assessment, Finding, assessment
from ...clients.models import Client
from ...errors import UserError
from ...money import shown
from ...offerings.queries.offerings import offering_page
from ...offerings.rules.values import KINDS
from ...rows import dataclass
from ...shop.queries import shop
from ..models.pipeline import Opportunity
from .proposals import ProposalRow, proposals_of
from .winning import assessment_of


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """How many points of a group weigh 1, 2 and 3, and how many are in order."""

    title: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PresentationDocument:
    """An assessment as it is talked through: its findings, why us, what was offered."""

    found: Assessment
    usp: str
    offering: str
    worth: tuple[tuple[str, str], ...]
    proposal: str

    @property
    def sections(self) -> list[tuple[str, list[Finding]]]:
        """The findings by group, in the order of the checklist; the heaviest of a group first."""
        groups: dict[str, list[Finding]] = {}
        order = [section.title for section in self.found.page.master.sections]
        for one in self.found.findings:
            groups.setdefault(one.section, []).append(one)
        return sorted(groups.items(), key=lambda group: order.index(group[0]))

    @property
    def table(self) -> list[GroupCounts]:
        """By group how many findings weigh 1, 2 and 3, and how many points are in order."""
        good = Counter(section for section, *_ in self.found.good)
        weights = Counter((one.section, one.severity) for one in self.found.findings)
        named = {one.section for one in self.found.findings} | set(good)
        return [
            GroupCounts(title, (*(weights[title, weight] for weight in (1, 2, 3)), good[title]))
            for title in (section.title for section in self.found.page.master.sections)
            if title in named
        ]


def newest_assessment(session: Session, client_id: int) -> int | None:
    """The newest network assessment of a client that has begun: its run, or None."""
    run = assessment_of(session, client_id, begun=True)
    return run.id if run is not None else None


def presentation_document(session: Session, client_id: int) -> PresentationDocument:
    """Gather a presentation from the newest assessment of a client.

    Raises UserError while nobody has looked at the network.
    """
    run_id = newest_assessment(session, client_id)
    if run_id is None:
        name = session.get_one(Client, client_id).name
        raise UserError(f"Nobody has assessed the network of {name} yet. Begin the assessment.")
    row = _opportunity(session, client_id)
    page = offering_page(session, row.offering_id) if row and row.offering_id else None
    said = page.value if page is not None else {}
    worth = [(kind.paper, said[kind.key]) for kind in KINDS if said.get(kind.key)]
    offered = proposals_of(session, client_id=client_id)
    standing = next((one for one in offered if one.state == "sent" and not one.run_out), None)
    return PresentationDocument(
        assessment(session, run_id),
        row.usp if row is not None else "",
        page.row.name if page is not None else "",
        tuple((words, value.replace("\n", " ")) for words, value in worth),
        _price(session, standing) if standing is not None else "",
    )


def _opportunity(session: Session, client_id: int) -> Opportunity | None:
    """The newest opportunity that is still open."""
    found = (
        select(Opportunity)
        .where(Opportunity.client_id == client_id, Opportunity.closed_on.is_(None))
        .order_by(Opportunity.id.desc())
        .limit(1)
    )
    return session.scalars(found).first()


def _price(session: Session, one: ProposalRow) -> str:
    money = shop(session).money
    asked = [f"{shown(one.sums.monthly, money)} a month"] if one.sums.monthly else []
    asked += [f"{shown(one.sums.once, money)} once"] if one.sums.once else []
    return f"Proposal {one.name}: {' and '.join(asked)}." if asked else ""


def seen_in_words(session: Session, client_id: int, most: int = 5) -> str:
    """What was found, one finding a line, the heaviest first; empty without an assessment."""
    run_id = newest_assessment(session, client_id)
    if run_id is None:
        return ""
    found = assessment(session, run_id).findings[:most]
    return "\n".join(f"{one.section}: {(one.seen or one.point).rstrip('.')}." for one in found)
