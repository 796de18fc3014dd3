"""Winning an opportunity: the draft agreement and the onboarding, from what is known already."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...agreements import actions as agreements
from ...billing.actions.accepting import accept_prices
from ...catalog import queries as catalog
from ...checklists.actions.runs import plan_run
from ...checklists.models import Checklist, ChecklistRun
from ...clients.models import Client
from ...clients.rules import WORKED_FOR, Status
from ...database.action import action, tell
from ...database.stale import as_seen
from ...dates import add_months, month_start, today
from ...errors import UserError
from ...people.queries import works_here
from ...rows import dataclass
from ...tickets.actions import open_ticket
from ...tickets.rules import Kind as TicketKind
from ..models.pipeline import Opportunity, PipelineStage
from ..queries import winning as queries
from ..rules import winning as rules
from ..rules.pipeline import Kind
from .moving import close_won, prospect_again
from .opportunities import carry_status

ONBOARDING = "client-onboarding"
"""The checklist of a new client (C5)."""


@dataclass(frozen=True, slots=True)
class Won:
    """What winning made: the agreement, the onboarding run and its ticket; None for what was not.

    An agreement that was drafted from an accepted proposal before is named as well.
    """

    client_id: int
    agreement_id: int | None
    run_id: int | None
    ticket_id: int | None


@action("Win opportunity")
def win(
    session: Session,
    opportunity_id: int,
    version: int | None,
    details: Mapping[str, Any] | None = None,
) -> Won:
    """Write down that they said yes, and prepare what follows from what is known: one step.

    The client stays the same row. `details` may hold `start_on` (the first of next month without),
    `make` (one of rules.winning.MAKES; suggested without), `payment_type`, `term_months`, `onboard`
    (whether the onboarding is planned; so it is for whoever is no client yet), `assigned_id`,
    `words`. The agreement is a draft: the client is active once it is signed. Raises UserError by
    field.
    """
    row = as_seen(session, Opportunity, opportunity_id, version)
    if session.get_one(PipelineStage, row.stage_id).kind == Kind.WON:
        raise UserError("It was won already.", "stage")
    said = dict(details or {})
    client = session.get_one(Client, row.client_id)
    fresh = client.status not in WORKED_FOR
    if client.status == Status.DECLINED:
        raise UserError(f"You declined {client.name}. Take that back first.", "client")
    prospect_again(session, client)
    start_on = said.get("start_on") or _next_month()
    if row.agreement_id is None:
        make = said.get("make") or queries.suggested(session, row.id)
        row.agreement_id = _agreement(session, row, make, start_on, said)
    run_id = None
    if said.get("onboard", fresh):
        run_id = _onboard(session, row, client, start_on, said.get("assigned_id"))
    close_won(session, row, str(said.get("words", "")).strip())
    carry_status(session, client, Status.PROPOSED)
    session.flush()
    tell(session, _words(client, row, run_id))
    return Won(client.id, row.agreement_id, run_id, row.onboarding_ticket_id)


def _next_month() -> date:
    return add_months(month_start(today()), 1)


def _words(client: Client, row: Opportunity, run_id: int | None) -> str:
    made = ["agreement drafted"] if row.agreement_id else []
    made += ["onboarding planned"] if run_id else []
    return f"{client.name} won" + (f": {', '.join(made)}" if made else "")


def _agreement(
    session: Session, row: Opportunity, make: str, start_on: date, said: Mapping[str, Any]
) -> int | None:
    """The draft: the plan at the counts known, a monthly fee, a project, hours, or none."""
    if make not in rules.MAKES:
        raise UserError("Choose what is drafted.", "make")
    if make == rules.NONE:
        return None
    if make == rules.PLAN:
        grid = catalog.plan_grid(session)
        if grid is None or not row.tier:
            raise UserError("Choose the plan on the opportunity first.", "make")
        counts = queries.counts_of(session, row.id)
        terms = {key: said[key] for key in ("payment_type", "term_months") if said.get(key)}
        accepted = accept_prices(session, row.client_id, grid.id, row.tier, counts, start_on, terms)
        return accepted.agreement_id
    months = int(said.get("term_months") or 12)
    facts: dict[str, Any] = {
        "title": row.title,
        "payment_type": str(said.get("payment_type") or ""),
        "notes": f"From opportunity {row.number}.",
    }
    if make == rules.FEE:
        facts |= {
            "monthly_fee": row.monthly,
            "setup_fee": row.once,
            "term_months": months,
            "end_on": add_months(start_on, months) - timedelta(days=1),
            "auto_renew": True,
            "no_hiring": True,
        }
    kind = {rules.FEE: "managed", rules.PROJECT: "project"}.get(make, "hourly")
    return agreements.add_agreement(session, row.client_id, kind, start_on, facts)


def _onboard(
    session: Session, row: Opportunity, client: Client, due_on: date, assigned_id: int | None
) -> int | None:
    """Plan the onboarding with its ticket; one that runs already is gone on with."""
    held = session.scalar(
        select(ChecklistRun.id)
        .join(Checklist, Checklist.id == ChecklistRun.checklist_id)
        .where(
            Checklist.code == ONBOARDING,
            ChecklistRun.client_id == client.id,
            ChecklistRun.state.in_(("planned", "in_progress")),
        )
        .limit(1)
    )
    if held is not None:
        return held
    if assigned_id is not None and not works_here(session, assigned_id):
        raise UserError("Choose somebody who works here.", "assigned_id")
    row.onboarding_ticket_id = open_ticket(
        session,
        client.id,
        f"Onboard {client.name}"[:120],
        {
            "type": TicketKind.REQUEST,
            "description": queries.hand_over(session, row.id),
            "no_device": True,
            "admin_capable": True,
            "assigned_id": assigned_id,
        },
    )
    return plan_run(
        session,
        ONBOARDING,
        client_id=client.id,
        ticket_id=row.onboarding_ticket_id,
        assigned_id=assigned_id,
        due_on=max(due_on, today()),
    )
