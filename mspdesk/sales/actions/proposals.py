"""Things people do with proposals: draft, change, send, make another edition, accept, decline."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...agreements import actions as agreements
from ...agreements import queries as agreed
from ...billing.actions import add_line as add_invoice_line
from ...billing.actions.common import ensure_draft
from ...catalog import queries as catalog
from ...catalog.rules import TIERS
from ...clients.models import Client
from ...clients.rules import Status
from ...database.action import action, tell
from ...database.stale import as_seen
from ...dates import add_months, full_date, month_start, today
from ...errors import UserError
from ...shop.actions import next_number
from ..models.pipeline import Opportunity, PipelineStage
from ..models.proposal import Proposal, ProposalLine
from ..queries.presentation import seen_in_words
from ..rules import proposal as rules
from ..rules.pipeline import CLOSED, PRESENTED, Kind, checked_title
from .moving import move_stage
from .proposal_lines import LINE, draft_of, lines_of, usual_lines

_WORDS = ("title", "intro", "we_see", "we_do", "you_do", "next_step", "payment_type")
_DAYS = ("dated_on", "valid_until", "start_on")
_LONGEST_NAME = 200
_FIGURES = (
    ("setup_fee", 0, "Type a figure that is not below zero."),
    ("term_months", 1, "Type a term of one month or more."),
)

YOU_DO = "Name one person we may call.\nGive us the papers and passwords there are."
NEXT = "Sign below, and we prepare the agreement. Call us with any question."


@action("Draft proposal")
def draft_proposal(
    session: Session, opportunity_id: int, details: Mapping[str, Any] | None = None
) -> int:
    """Begin a proposal from what is known already; answers its id.

    Lines come from the plan of the opportunity at the counts known, or from its offering, or from
    the value written down; what was found from the assessment. Raises UserError by field.
    """
    held = _going_on(session, opportunity_id)
    client = session.get_one(Client, held.client_id)
    row = Proposal(
        number=next_number(session, "proposal"),
        opportunity_id=held.id,
        client_id=held.client_id,
        title=held.title,
        dated_on=today(),
        valid_until=rules.usual_end(today()),
        start_on=_next_month(),
        we_see=seen_in_words(session, held.client_id),
        you_do=YOU_DO,
        next_step=NEXT,
        payment_type=client.payment_type,
        tier="",
        setup_fee=0,
        term_months=12,
    )
    session.add(row)
    session.flush()
    usual_lines(session, row, held)
    _fill(row, details or {})
    session.flush()
    tell(session, f"Proposal {row.number} drafted")
    return row.id


def _going_on(session: Session, opportunity_id: int) -> Opportunity:
    """An opportunity that has not ended; what was won keeps the value it was won with."""
    row = session.get_one(Opportunity, opportunity_id)
    client = session.get_one(Client, row.client_id)
    if row.closed_on is not None or client.status == Status.DECLINED:
        raise UserError("This opportunity has ended. Take it up again first.")
    return row


def _refuse_accepted(session: Session, number: str) -> None:
    """No edition follows one that was accepted, so that only one of them ever stands."""
    taken = select(Proposal.id).where(Proposal.number == number, Proposal.state == "accepted")
    if session.scalar(taken.limit(1)) is not None:
        raise UserError("It was accepted. Amend the agreement instead.")


def _next_month() -> date:
    return add_months(month_start(today()), 1)


@action("Save proposal")
def edit_proposal(
    session: Session, proposal_id: int, version: int, details: Mapping[str, Any]
) -> None:
    """Change the words and days of a draft. Raises UserError by field."""
    row = draft_of(session, proposal_id, version)
    _fill(row, details)
    tell(session, f"Proposal {row.number} saved")


@action("Drop proposal")
def drop_proposal(session: Session, proposal_id: int, version: int) -> None:
    """Throw away a draft nobody was sent; Undo brings it back."""
    row = draft_of(session, proposal_id, version)
    for line in session.scalars(select(ProposalLine).where(ProposalLine.proposal_id == row.id)):
        session.delete(line)
    session.flush()
    session.delete(row)
    tell(session, f"Draft {rules.named(row.number, row.edition)} dropped")


@action("Send proposal")
def send_proposal(
    session: Session, proposal_id: int, version: int, sent_on: date | None = None
) -> None:
    """Freeze a proposal as it goes to the client; an edition sent before is replaced.

    The opportunity takes its value, and goes on to Presented where it was not as far. Raises
    UserError by field: lines, sent_on, valid_until.
    """
    row = draft_of(session, proposal_id, version)
    _refuse_accepted(session, row.number)
    held = _going_on(session, row.opportunity_id)
    lines = lines_of(session, row.id)
    if not lines and not row.setup_fee:
        raise UserError("Put a line on it first: what it is, and what it costs.", "lines")
    on = sent_on or today()
    if on > today():
        raise UserError("Type the day it went out, today or before.", "sent_on")
    if row.valid_until < on:
        raise UserError("It would be over before it arrives. Choose a later day.", "valid_until")
    for other in session.scalars(
        select(Proposal).where(Proposal.number == row.number, Proposal.state == "sent")
    ):
        other.state = "replaced"
    row.state, row.sent_on = "sent", on
    asked = rules.sums(lines, row.setup_fee)
    held.monthly, held.monthly_cost = asked.monthly, asked.monthly_cost
    held.once, held.once_cost = asked.once, asked.once_cost
    held.tier = row.tier or held.tier
    session.flush()
    stage = session.get_one(PipelineStage, held.stage_id)
    presented = session.scalars(
        select(PipelineStage).where(PipelineStage.key == PRESENTED, PipelineStage.active)
    ).one_or_none()
    if presented and stage.kind == Kind.OPEN and stage.position < presented.position:
        move_stage(session, held.id, None, PRESENTED, f"Proposal {row.number} sent")
    tell(session, f"Proposal {rules.named(row.number, row.edition)} sent")


@action("New edition of proposal")
def new_edition(session: Session, proposal_id: int) -> int:
    """Begin the next edition of a proposal as a draft with the same lines; answers its id.

    One that is a draft already is gone on with. The edition before stands until this one is sent.
    """
    row = session.get_one(Proposal, proposal_id)
    _refuse_accepted(session, row.number)
    _going_on(session, row.opportunity_id)
    same = select(Proposal).where(Proposal.number == row.number)
    begun = session.scalars(same.where(Proposal.state == "draft")).first()
    if begun is not None:
        return begun.id
    last = session.scalar(select(func.max(Proposal.edition)).where(Proposal.number == row.number))
    words = {name: getattr(row, name) for name in (*_WORDS, "tier", "grid_id", "term_months")}
    fresh = Proposal(
        number=row.number,
        edition=(last or 1) + 1,
        opportunity_id=row.opportunity_id,
        client_id=row.client_id,
        dated_on=today(),
        valid_until=rules.usual_end(today()),
        start_on=row.start_on if row.start_on > today() else _next_month(),
        setup_fee=row.setup_fee,
        **words,
    )
    session.add(fresh)
    session.flush()
    for line in lines_of(session, row.id):
        copied = {name: getattr(line, name) for name in LINE}
        session.add(ProposalLine(proposal_id=fresh.id, position=line.position, **copied))
    session.flush()
    tell(session, f"Edition {fresh.edition} of {row.number} begun")
    return fresh.id


@action("Decline proposal")
def decline_proposal(
    session: Session, proposal_id: int, version: int, by: str, words: str, on: date | None = None
) -> None:
    """Write down that the client said no to a proposal, and why; the opportunity stays open.

    Raises UserError by field: words, answered_on.
    """
    row = _sent(session, proposal_id, version)
    if not words.strip():
        raise UserError("Write down what they said; it helps the next time.", "words")
    row.state, row.answered_on, row.answered_by = "declined", _day(row, on), _name(by)
    row.answer_words = words.strip()
    tell(session, f"Proposal {rules.named(row.number, row.edition)} declined")


@action("Accept proposal")
def accept_proposal(
    session: Session, proposal_id: int, version: int, by: str, on: date | None = None
) -> int:
    """Write down that the client said yes: its lines become a draft agreement; answers its id.

    What comes every month stands on the agreement's plan sheet, which is billed ahead once it is
    signed; what is paid once stands on the client's draft invoice. Raises UserError by field:
    answered_by, answered_on, or the state it is in.
    """
    row = _sent(session, proposal_id, version)
    held = session.get_one(Opportunity, row.opportunity_id)
    if held.agreement_id is not None:
        raise UserError("An agreement was drafted for this opportunity already.")
    if not by.strip():
        raise UserError("Write down who said yes.", "answered_by")
    day = _day(row, on)
    if day > row.valid_until:
        raise UserError(
            f"It stood until {full_date(row.valid_until)}. Make a new edition and send that.",
            "answered_on",
        )
    row.state, row.answered_on, row.answered_by = "accepted", day, _name(by)
    lines = lines_of(session, row.id)
    row.agreement_id = held.agreement_id = _agreement(session, row, lines)
    _ask_once(session, row, [one for one in lines if not one.recurring])
    session.flush()
    tell(session, f"Proposal {rules.named(row.number, row.edition)} accepted, agreement drafted")
    return row.agreement_id


def _agreement(session: Session, row: Proposal, lines: list[ProposalLine]) -> int:
    """The draft agreement with its plan sheet; a project where nothing comes every month."""
    monthly = [one for one in lines if one.recurring]
    begins = max(row.start_on, today())
    facts: dict[str, Any] = {
        "title": row.title,
        "setup_fee": row.setup_fee,
        "payment_type": row.payment_type,
        "signer_theirs": row.answered_by,
        "notes": f"From proposal {rules.named(row.number, row.edition)}.",
    }
    if not monthly:
        return agreements.add_agreement(session, row.client_id, "project", begins, facts)
    facts |= {
        "plan": TIERS.get(row.tier, row.title),
        "tier": row.tier,
        "term_months": row.term_months,
        "end_on": add_months(begins, row.term_months) - timedelta(days=1),
        "auto_renew": True,
        "no_hiring": True,
    }
    made = agreements.add_agreement(session, row.client_id, "managed", begins, facts)
    _sheet(session, row, made, begins, monthly)
    return made


def _sheet(
    session: Session, row: Proposal, agreement_id: int, begins: date, lines: list[ProposalLine]
) -> None:
    """The plan sheet with the words of its plan and a line for each line of the proposal."""
    grid = catalog.plan_grid(session, row.grid_id) if row.grid_id is not None else None
    words = catalog.tier_texts(grid, row.tier) if grid is not None and row.tier else {}
    about = {
        **words,
        "tier": row.tier,
        "title": TIERS.get(row.tier, row.title),
        "grid_id": row.grid_id,
        "setup_fee": row.setup_fee,
    }
    sheet = agreements.new_sheet(session, agreement_id, begins, about)
    for line in agreed.sheet_lines(session, sheet):
        agreements.drop_line(session, line.id)
    for one in lines:
        # At the count that was accepted; nothing may be documented yet, which would count as none.
        copied = {name: getattr(one, name) for name in LINE - {"recurring", "counts"}}
        agreements.add_line(session, sheet, copied)


def _ask_once(session: Session, row: Proposal, lines: list[ProposalLine]) -> None:
    """Put what is paid once on the client's draft invoice, so that it is paid before we begin."""
    if not lines:
        return
    draft = ensure_draft(session, row.client_id)
    for one in lines:
        details = {
            "detail": f"Proposal {rules.named(row.number, row.edition)}",
            "unit": one.unit,
            "unit_cost": one.cost,
            "taxable": one.taxable,
            "tax_code": one.tax_code,
        }
        kind = "service" if one.kind == "plan" else one.kind
        add_invoice_line(session, draft.id, kind, one.text, one.quantity, one.price, details)


def _sent(session: Session, proposal_id: int, version: int) -> Proposal:
    row = as_seen(session, Proposal, proposal_id, version)
    if row.state != "sent":
        raise UserError("Only a proposal that was sent can be answered.")
    stage = session.get_one(
        PipelineStage, session.get_one(Opportunity, row.opportunity_id).stage_id
    )
    if stage.kind in CLOSED and stage.kind != Kind.WON:
        raise UserError("The opportunity has ended. Take it up again first.")
    return row


def _day(row: Proposal, on: date | None) -> date:
    """The day of an answer: today without one; raises UserError naming `answered_on`."""
    day = on or today()
    if day > today():
        raise UserError("Type the day they answered, today or before.", "answered_on")
    if row.sent_on is not None and day < row.sent_on:
        raise UserError("They answered after it was sent, not before.", "answered_on")
    return day


def _name(by: str) -> str:
    """Who answered, in one line that the books can hold."""
    return " ".join(by.split())[:_LONGEST_NAME]


def _fill(row: Proposal, details: Mapping[str, Any]) -> None:
    for name in _WORDS:
        if name in details:
            setattr(row, name, str(details[name] or "").strip())
    for name in _DAYS:
        if name in details:
            if details[name] is None:
                raise UserError("Choose a day.", name)
            setattr(row, name, details[name])
    row.title = checked_title(row.title)
    for name, least, words in _FIGURES:
        if name in details:
            setattr(row, name, details[name] or 0)
        if getattr(row, name) < least:
            raise UserError(words, name)
    rules.check_days(row.dated_on, row.valid_until, row.start_on)
