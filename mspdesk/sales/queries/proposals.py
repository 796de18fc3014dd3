"""Questions about proposals: lists, one with its lines, what its paper shows."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import today
from ...errors import UserError
from ...money import times
from ...rows import dataclass
from ..models.pipeline import Opportunity
from ..models.proposal import Proposal, ProposalLine
from ..rules import proposal as rules
from ..rules.proposal import Sums

MOST = 2_000
"""Proposals a list shows at most; no small shop writes more in ten years."""

CHUNK = 400


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of a proposal; quantity ten-thousandths, money minor units."""

    id: int
    version: int
    proposal_id: int
    position: int
    item_id: int | None
    kind: str
    text: str
    unit: str
    counts: str
    quantity: int
    price: int
    cost: int
    recurring: bool
    taxable: bool
    tax_code: str

    @property
    def amount(self) -> int:
        """What the line asks."""
        return times(self.price, self.quantity)


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal as lists show it."""

    id: int
    version: int
    number: str
    edition: int
    opportunity_id: int
    client_id: int
    client: str
    title: str
    state: str
    dated_on: date
    valid_until: date
    start_on: date
    tier: str
    setup_fee: int
    agreement_id: int | None
    sums: Sums

    @property
    def name(self) -> str:
        """How it is called: PR0003-2."""
        return rules.named(self.number, self.edition)

    @property
    def run_out(self) -> bool:
        """Whether it was sent, and the day until which it stands is over."""
        return self.state == "sent" and self.valid_until < today()

    @property
    def state_words(self) -> str:
        """How far it is, in words."""
        return "Run out" if self.run_out else rules.STATES[self.state]

    @property
    def draft(self) -> bool:
        """Whether it may still change."""
        return self.state == "draft"


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """A proposal with its words and lines."""

    row: ProposalRow
    opportunity: str
    grid_id: int | None
    intro: str
    we_see: str
    we_do: str
    you_do: str
    next_step: str
    term_months: int
    payment_type: str
    sent_on: date | None
    answered_on: date | None
    answered_by: str
    answer_words: str
    usp: str
    offering_id: int | None
    lines: tuple[LineRow, ...]


_LINE = tuple(getattr(ProposalLine, name) for name in LineRow.__dataclass_fields__)
_ROW: tuple[Any, ...] = (
    Proposal.id,
    Proposal.version,
    Proposal.number,
    Proposal.edition,
    Proposal.opportunity_id,
    Proposal.client_id,
    Client.name,
    Proposal.title,
    Proposal.state,
    Proposal.dated_on,
    Proposal.valid_until,
    Proposal.start_on,
    Proposal.tier,
    Proposal.setup_fee,
    Proposal.agreement_id,
)


def proposals_of(
    session: Session,
    opportunity_id: int | None = None,
    client_id: int | None = None,
    state: str = "",
    limit: int = MOST,
) -> list[ProposalRow]:
    """Proposals of an opportunity, of a client, or all of them: the newest edition first."""
    found: Select[*tuple[Any, ...]] = select(*_ROW).join(Client, Client.id == Proposal.client_id)
    if opportunity_id is not None:
        found = found.where(Proposal.opportunity_id == opportunity_id)
    if client_id is not None:
        found = found.where(Proposal.client_id == client_id)
    if state:
        found = found.where(Proposal.state == state)
    rows = session.execute(found.order_by(Proposal.id.desc()).limit(limit)).all()
    lines = _lines(session, [row.id for row in rows])
    made: list[tuple[Any, ...]] = [
        (*row, rules.sums(lines.get(row.id, ()), row.setup_fee)) for row in rows
    ]
    return [ProposalRow(*one) for one in made]


def _lines(session: Session, ids: list[int]) -> dict[int, list[LineRow]]:
    found: dict[int, list[LineRow]] = {}
    order = (ProposalLine.recurring.desc(), ProposalLine.position, ProposalLine.id)
    for start in range(0, len(ids), CHUNK):
        asked = select(*_LINE).where(ProposalLine.proposal_id.in_(ids[start : start + CHUNK]))
        for row in session.execute(asked.order_by(*order)):
            one = LineRow(*row)
            found.setdefault(one.proposal_id, []).append(one)
    return found


def proposal_page(session: Session, proposal_id: int) -> ProposalPage | None:
    """One proposal, or None."""
    held = session.get(Proposal, proposal_id)
    if held is None:
        return None
    row = next(one for one in proposals_of(session, held.opportunity_id) if one.id == proposal_id)
    about = session.get_one(Opportunity, held.opportunity_id)
    return ProposalPage(
        row,
        about.title,
        held.grid_id,
        held.intro,
        held.we_see,
        held.we_do,
        held.you_do,
        held.next_step,
        held.term_months,
        held.payment_type,
        held.sent_on,
        held.answered_on,
        held.answered_by,
        held.answer_words,
        about.usp,
        about.offering_id,
        tuple(_lines(session, [proposal_id]).get(proposal_id, ())),
    )


def count_of(session: Session, client_id: int) -> int | None:
    """How many proposals of a client wait for an answer, beside the title of their tab."""
    found = select(func.count()).where(
        Proposal.client_id == client_id, Proposal.state.in_(("draft", "sent"))
    )
    return session.scalar(found) or None


def any_of(session: Session, client_id: int) -> bool:
    """Whether a client was ever offered something, or may be offered something now."""
    held = select(Proposal.id).where(Proposal.client_id == client_id).limit(1)
    begun = select(Opportunity.id).where(
        Opportunity.client_id == client_id, Opportunity.closed_on.is_(None)
    )
    return (session.scalar(held) or session.scalar(begun.limit(1))) is not None


def waiting(session: Session, until: date | None = None) -> list[ProposalRow]:
    """Proposals that were sent and have no answer, the first to run out first.

    With `until` those alone that stand no longer than to that day.
    """
    rows = proposals_of(session, state="sent")
    if until is not None:
        rows = [one for one in rows if one.valid_until <= until]
    return sorted(rows, key=lambda one: (one.valid_until, one.client))


def search(session: Session, text: str, limit: int) -> list[ProposalRow]:
    """Proposals that hold every word by number, title or client, the newest first."""
    wanted = text.casefold().split()
    asked = (
        select(Proposal.id, Proposal.number, Proposal.title, Client.name)
        .join(Client, Client.id == Proposal.client_id)
        .order_by(Proposal.id.desc())
        .limit(MOST)
    )
    ids = [
        id_
        for id_, number, title, client in session.execute(asked)
        if all(word in f"{number} {title} {client} proposal".casefold() for word in wanted)
    ][:limit]
    found: Select[*tuple[Any, ...]] = select(*_ROW).join(Client, Client.id == Proposal.client_id)
    rows = session.execute(found.where(Proposal.id.in_(ids)).order_by(Proposal.id.desc())).all()
    return [ProposalRow(*row) for row in ((*one, rules.sums((), 0)) for one in rows)]


def find_proposal(session: Session, text: str) -> int:
    """The proposal somebody named by number: PR0003, PR0003-2; raises UserError: proposal."""
    wanted = text.strip().casefold()
    rows = proposals_of(session)
    found = [one for one in rows if wanted in (one.name.casefold(), one.number.casefold())]
    if not found:
        raise UserError("Type the number of a proposal, such as PR0003.", "proposal")
    return found[0].id


def check_proposals(session: Session) -> list[str]:
    """Proposals whose state, client or agreement contradict each other."""
    found = []
    standing: dict[str, int] = {}
    asked = select(Proposal, Opportunity.client_id).join(
        Opportunity, Opportunity.id == Proposal.opportunity_id
    )
    for row, client_id in session.execute(asked):
        name = rules.named(row.number, row.edition)
        if row.client_id != client_id:
            found.append(f"Proposal {name} and its opportunity belong to different clients.")
        if (row.state == "accepted") != (row.agreement_id is not None):
            found.append(f"Proposal {name} is {row.state}, its agreement says otherwise.")
        if row.state in ("sent", "accepted"):
            standing[row.number] = standing.get(row.number, 0) + 1
    found += [
        f"Proposal {number} stands in {count} editions at once."
        for number, count in standing.items()
        if count > 1
    ]
    return found
