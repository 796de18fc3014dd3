"""Writing down a prospect and what we may sell: the record, the eight answers, the ticket."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...catalog.rules import TIERS
from ...clients.actions import add_client, add_contact, change_status
from ...clients.models import Client
from ...clients.rules import Status
from ...database.action import acting, action, tell
from ...database.stale import as_seen, seen, touch
from ...dates import full_date, now, today
from ...errors import UserError
from ...people.queries import works_here
from ...shop.actions import next_number
from ...tickets.actions import open_ticket
from ...tickets.rules import Kind as TicketKind
from ..models.pipeline import Opportunity, OpportunityAnswer, OpportunityMove
from ..rules import pipeline as rules
from .stages import first_stage

FIELDS = frozenset(
    {"title", "once", "monthly", "once_cost", "monthly_cost", "likelihood", "expected_on"}
    | {"owner_id", "next_on", "next_step", "source", "offering_id", "usp", "tier"}
    | {"workstations", "servers", "notes"}
)
"""What may be said of an opportunity in a form."""

_MONEY = ("once", "monthly", "once_cost", "monthly_cost")
_CONTACT = ("first_name", "last_name", "contact_title", "contact_phone", "email")
_CLIENT = ("phone", "city", "region", "industry", "people_count", "website", "notes")
_LONGEST = 200
_GONE = (Status.DECLINED, Status.FORMER)


@action("Add prospect")
def add_prospect(session: Session, name: str, details: Mapping[str, Any] | None = None) -> int:
    """Write down a business we may win: client row, contact and opportunity; answers its id.

    `details` may hold phone, city, region, industry, people_count, website; of the contact
    first_name, last_name, contact_title, contact_phone, email; `title` of the opportunity and
    whatever `open_opportunity` takes, with `stage` by key. Raises UserError by field.
    """
    given = dict(details or {})
    source = str(given.get("source", "")).strip()
    facts = {key: value for key in _CLIENT if (value := given.pop(key, None)) is not None}
    facts["referred_by"] = source[:_LONGEST]
    who = {key: str(given.pop(key, "") or "").strip() for key in _CONTACT}
    if not (who["first_name"] or who["last_name"]):
        # A number nobody's name is known for yet is the company's.
        facts["phone"] = facts.get("phone") or who.pop("contact_phone")
    client_id = add_client(session, name, facts)
    if any(who.values()):
        _add_contact(session, client_id, who)
    title = str(given.pop("title", "") or "").strip() or "Managed services"
    opened = open_opportunity(session, client_id, title, given)
    tell(session, f"{name.strip()} added as a prospect")
    return opened


def _add_contact(session: Session, client_id: int, who: Mapping[str, str]) -> None:
    add_contact(
        session,
        client_id,
        {
            "first_name": who["first_name"],
            "last_name": who["last_name"],
            "title": who["contact_title"],
            "phone": who.get("contact_phone", ""),
            "email": who["email"],
        },
    )


@action("Open opportunity")
def open_opportunity(
    session: Session, client_id: int, title: str, details: Mapping[str, Any] | None = None
) -> int:
    """Write down something we may sell to a prospect or a client; answers its id.

    `details` may hold any of `FIELDS`, `stage` by key (the first open one without) and `words` of
    how it began. One that was a client once is a prospect again. Raises UserError by field.
    """
    given = dict(details or {})
    client = session.get(Client, client_id)
    if client is None:
        raise UserError("Choose a client or a prospect first.", "client")
    if client.internal:
        raise UserError("This is your own company. Choose whom you sell to.", "client")
    if client.status == Status.DECLINED:
        raise UserError(f"You declined {client.name}. Take that back first.", "client")
    if client.status == Status.FORMER:
        change_status(session, client_id, Status.PROSPECT)
    stage = first_stage(session, str(given.pop("stage", rules.FIRST)))
    words = str(given.pop("words", "")).strip()
    row = Opportunity(
        number="", client_id=client_id, title="", stage_id=stage.id, opened_on=today()
    )
    row.owner_id = acting(session) or client.primary_person_id
    row.source = client.referred_by
    fill(session, row, {"title": title, **given})
    row.number = next_number(session, "opportunity")
    session.add(row)
    session.flush()
    session.add(
        OpportunityMove(
            opportunity_id=row.id,
            at=now(),
            person_id=acting(session),
            to_stage=stage.key,
            words=words,
        )
    )
    carry_status(session, client, stage.client_status)
    session.flush()
    tell(session, f"{row.number} {row.title} for {client.name} opened")
    return row.id


def carry_status(session: Session, client: Client, wanted: str) -> None:
    """Move a prospect on to the status of its stage; never back."""
    status = rules.carried(client.status, wanted)
    if status:
        change_status(session, client.id, status)


@action("Change opportunity")
def edit_opportunity(
    session: Session, opportunity_id: int, version: int, changes: Mapping[str, Any]
) -> None:
    """Change what an opportunity says; its stage has verbs of its own. Raises UserError by field.

    `changes` may hold any of `FIELDS`; `version` is the one that was seen.
    """
    row = as_seen(session, Opportunity, opportunity_id, version)
    fill(session, row, changes)
    tell(session, f"{row.number} {row.title} saved")


def fill(session: Session, row: Opportunity, changes: Mapping[str, Any]) -> None:
    """Set known columns and check them."""
    unknown = set(changes) - FIELDS
    if unknown:
        raise AttributeError(", ".join(sorted(unknown)))
    before = row.owner_id
    for name, value in changes.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.title = rules.checked_title(row.title)
    _check_figures(row)
    for name in ("next_step", "source"):
        if len(getattr(row, name) or "") > _LONGEST:
            raise UserError(f"Keep it within {_LONGEST} signs.", name)
    if row.tier and row.tier not in TIERS:
        raise UserError("Choose a plan from the list.", "tier")
    # Whoever made a sale and left keeps it, and what it earned.
    owner = row.owner_id
    if owner is not None and owner != before and not works_here(session, owner):
        raise UserError("Choose somebody who works here.", "owner_id")


def _check_figures(row: Opportunity) -> None:
    for name in _MONEY:
        amount = getattr(row, name) or 0
        if amount < 0:
            raise UserError("Type a figure that is not below zero.", name)
        setattr(row, name, amount)
    for name in ("workstations", "servers"):
        if (getattr(row, name) or 0) < 0:
            raise UserError("Type a count that is not below zero.", name)
    rules.checked_percent(row.likelihood)


@action("Answer qualification")
def answer_question(
    session: Session,
    opportunity_id: int,
    question: str,
    answer: str,
    words: str = "",
    version: int | None = None,
) -> None:
    """Write down one of the eight answers, or with an empty one that it was not asked yet.

    Words without an answer are kept as not known. `version` is that of the answer that was seen, 0
    for none. Raises UserError naming `answer`.
    """
    if question not in rules.CODES:
        raise UserError("Choose one of the eight questions.", "question")
    words = " ".join(words.split())
    if len(words) > _LONGEST:
        raise UserError(f"Keep it within {_LONGEST} signs.", "words")
    answer = answer or (rules.Said.UNKNOWN if words else "")
    if answer and answer not in list(rules.Said):
        raise UserError("Answer with yes, no, or that you do not know.", "answer")
    row = session.get_one(Opportunity, opportunity_id)
    held = session.scalars(
        select(OpportunityAnswer).where(
            OpportunityAnswer.opportunity_id == row.id, OpportunityAnswer.question == question
        )
    ).one_or_none()
    if held is not None:
        seen(held, version)
    if not answer:
        if held is not None:
            session.delete(held)
    elif held is None:
        session.add(
            OpportunityAnswer(opportunity_id=row.id, question=question, answer=answer, words=words)
        )
    else:
        held.answer, held.words = answer, words
    session.flush()
    name = next(one.name for one in rules.QUESTIONS if one.code == question)
    said = rules.SAID_WORDS[rules.Said(answer)].lower() if answer else "not asked"
    tell(session, f"{name}: {said}")


@action("Open sales ticket")
def open_sales_ticket(session: Session, opportunity_id: int) -> int:
    """Open the ticket that time on a sale is written to, in the queue of its own (S134).

    One that is there already is answered; nothing on it is ever billed or counts as productive.
    """
    row = session.get_one(Opportunity, opportunity_id)
    if row.ticket_id is not None:
        return row.ticket_id
    client = session.get_one(Client, row.client_id)
    if client.status in _GONE:
        raise UserError(f"{client.name} is no prospect any more.", "client")
    step = f"Next: {row.next_step}" if row.next_step else ""
    if step and row.next_on:
        step += f", {full_date(row.next_on)}"
    lines = (f"Opportunity {row.number}: {row.title}.", step, row.notes)
    owner = row.owner_id if row.owner_id and works_here(session, row.owner_id) else None
    row.ticket_id = open_ticket(
        session,
        row.client_id,
        row.title,
        {
            "type": TicketKind.SALES,
            "description": "\n".join(filter(None, lines)),
            "no_device": True,
            "no_agreement": True,
            "assigned_id": owner,
        },
    )
    touch(row)
    session.flush()
    tell(session, f"Sales ticket for {row.title} opened")
    return row.ticket_id
