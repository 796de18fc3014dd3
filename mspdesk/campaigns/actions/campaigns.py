"""Things done with a campaign itself: plan it, its steps, its costs, and what a month brought."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.stale import as_seen, seen
from ...dates import add_months, month_start, today
from ...errors import UserError
from ...mail.actions import cancel
from ...mail.models import OutboxMail
from ...mail.rules.states import MailState
from ...offerings.models import Offering
from ...people.models import Person
from ..models import (
    Campaign,
    CampaignCost,
    CampaignLead,
    CampaignLetter,
    CampaignMail,
    CampaignMember,
    CampaignMonth,
    CampaignStep,
)
from ..queries.steps import was_printed
from ..rules.campaigns import CHANNELS, KINDS, MERGED, STATES, month_name, months, usual_end
from ..rules.merge import refuse_faults

FIELDS = frozenset(
    {
        "title",
        "channel",
        "starts_on",
        "ends_on",
        "budget",
        "leads_hoped",
        "offering_id",
        "owner_id",
        "why",
        "learned",
    }
)
_LONGEST = timedelta(days=3 * 366)


@action("Plan campaign")
def open_campaign(
    session: Session,
    title: str,
    channel: str,
    starts_on: date,
    ends_on: date | None = None,
    details: Mapping[str, Any] | None = None,
) -> int:
    """Plan a campaign from a day on, for five months unless said otherwise; answers its id.

    `details` may hold any of `FIELDS`. Raises UserError by field.
    """
    row = Campaign(title="", channel=channel, starts_on=starts_on, why="", audience="", learned="")
    row.ends_on = ends_on or usual_end(starts_on)
    _fill(session, row, {"owner_id": acting(session), **(details or {}), "title": title})
    session.add(row)
    session.flush()
    tell(session, f"{row.title} planned")
    return row.id


@action("Change campaign")
def edit_campaign(
    session: Session, campaign_id: int, version: int, changes: Mapping[str, Any]
) -> None:
    """Change what a campaign says, as it was seen at `version`; raises UserError by field."""
    row = as_seen(session, Campaign, campaign_id, version)
    _fill(session, row, changes)
    tell(session, f"{row.title} saved")


def _fill(session: Session, row: Campaign, changes: Mapping[str, Any]) -> None:
    if unknown := set(changes) - FIELDS:
        raise AttributeError(", ".join(sorted(unknown)))
    for name, value in changes.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.title = " ".join(row.title.split())
    if not row.title:
        raise UserError("Give the campaign a name, for example Backup for dentists.", "title")
    if row.channel not in CHANNELS:
        raise UserError("Choose how the campaign reaches people.", "channel")
    if row.ends_on < row.starts_on:
        raise UserError("A campaign cannot end before it begins.", "ends_on")
    if row.ends_on - row.starts_on > _LONGEST:
        raise UserError("Plan at most three years at once.", "ends_on")
    for name, words in (("budget", "The budget"), ("leads_hoped", "The number of leads")):
        if (getattr(row, name) or 0) < 0:
            raise UserError(f"{words} is not less than nothing.", name)
        setattr(row, name, getattr(row, name) or 0)
    _check_links(session, row)


def _check_links(session: Session, row: Campaign) -> None:
    if row.offering_id is not None and session.get(Offering, row.offering_id) is None:
        raise UserError("Choose the offering again.", "offering_id")
    if row.owner_id is not None and session.get(Person, row.owner_id) is None:
        raise UserError("Choose who looks after it again.", "owner_id")


@action("Set campaign state")
def set_state(session: Session, campaign_id: int, version: int, state: str) -> None:
    """Say that a campaign is planned, running, done or dropped.

    Dropped, its mails that wait in the outbox are cancelled with it.
    """
    if state not in STATES:
        raise UserError("Choose planned, running, done or dropped.", "state")
    row = as_seen(session, Campaign, campaign_id, version)
    row.state = state
    stopped = _cancel_waiting(session, campaign_id) if state == "dropped" else 0
    mails = f", {stopped} waiting mail{'' if stopped == 1 else 's'} cancelled" if stopped else ""
    tell(session, f"{row.title}: {STATES[state].lower()}{mails}")


def _cancel_waiting(session: Session, campaign_id: int) -> int:
    found = select(OutboxMail.id).where(
        OutboxMail.about == f"campaign:{campaign_id}", OutboxMail.state == MailState.QUEUED
    )
    waiting = session.scalars(found).all()
    for mail_id in waiting:
        cancel(session, mail_id)
    return len(waiting)


@action("Remove campaign")
def remove_campaign(session: Session, campaign_id: int) -> None:
    """Take away a campaign that was planned by mistake; one that did something is dropped instead.

    Raises UserError where it wrote to somebody, cost something or brought a lead.
    """
    row = session.get_one(Campaign, campaign_id)
    steps = select(CampaignStep.id).where(CampaignStep.campaign_id == campaign_id)
    mailed = select(CampaignMail.id).where(CampaignMail.step_id.in_(steps)).limit(1)
    wrote = select(CampaignLetter.id).where(CampaignLetter.step_id.in_(steps)).limit(1)
    paid = select(CampaignCost.id).where(CampaignCost.campaign_id == campaign_id).limit(1)
    asked = select(CampaignLead.id).where(CampaignLead.campaign_id == campaign_id).limit(1)
    if any(session.scalar(one) is not None for one in (mailed, wrote, paid, asked)):
        raise UserError("This campaign did something already. Drop it instead: its figures stay.")
    for kind in (CampaignMember, CampaignStep, CampaignMonth):
        for one in session.scalars(select(kind).where(kind.campaign_id == campaign_id)):
            session.delete(one)
    session.flush()
    session.delete(row)
    tell(session, f"{row.title} removed")


@action("Plan campaign again")
def plan_again(session: Session, campaign_id: int, version: int | None = None) -> int:
    """Plan the same campaign a year later, its steps with it; answers the new one's id.

    Members, costs and leads are not taken along: they are gathered anew.
    """
    row = as_seen(session, Campaign, campaign_id, version)
    again = Campaign(
        title=row.title,
        channel=row.channel,
        starts_on=add_months(row.starts_on, 12),
        ends_on=add_months(row.ends_on, 12),
        budget=row.budget,
        leads_hoped=row.leads_hoped,
        offering_id=row.offering_id,
        owner_id=row.owner_id,
        why=row.why,
        audience=row.audience,
        learned="",
    )
    session.add(again)
    session.flush()
    steps = select(CampaignStep).where(CampaignStep.campaign_id == campaign_id)
    for one in session.scalars(steps.order_by(CampaignStep.on)):
        session.add(
            CampaignStep(
                campaign_id=again.id,
                on=add_months(one.on, 12),
                kind=one.kind,
                title=one.title,
                subject=one.subject,
                body=one.body,
            )
        )
    session.flush()
    tell(session, f"{again.title} planned for {again.starts_on.year}")
    return again.id


# --- steps ----------------------------------------------------------------------------------------

STEP_FIELDS = frozenset({"on", "kind", "title", "subject", "body"})


@action("Save step of campaign")
def save_step(
    session: Session,
    campaign_id: int,
    facts: Mapping[str, Any],
    step_id: int | None = None,
    version: int = 0,
) -> int:
    """Write a step of a campaign, a new one without an id; answers the id.

    A mail or a letter may be kept half written; its fields are checked before it goes out. What was
    queued or printed stays as it went out. Raises UserError by field.
    """
    session.get_one(Campaign, campaign_id)
    if step_id is None:
        row = CampaignStep(campaign_id=campaign_id, kind="task", title="", subject="", body="")
    else:
        row = as_seen(session, CampaignStep, step_id, version)
    if row.queued_at is not None:
        raise UserError("These mails were queued. Write a new mail instead.")
    if step_id is not None and was_printed(session, step_id):
        raise UserError("These letters were printed. Write a new letter instead.")
    for name, value in facts.items():
        if name not in STEP_FIELDS:
            raise AttributeError(name)
        setattr(row, name, value)
    row.title, row.subject = " ".join(row.title.split()), " ".join((row.subject or "").split())
    row.body = (row.body or "").strip("\n")
    if row.kind not in KINDS:
        raise UserError("Choose a mail, a letter, or something to do.", "kind")
    if row.on is None:
        raise UserError("Type the day of this step.", "on")
    if row.kind in MERGED and row.body and row.subject:
        refuse_faults(row.subject, row.body)
    row.title = row.title or row.subject
    if not row.title:
        raise UserError("Say in a few words what happens on this day.", "title")
    session.add(row)
    session.flush()
    tell(session, f"{row.title} saved")
    return row.id


@action("Remove step of campaign")
def remove_step(session: Session, step_id: int) -> None:
    """Take away a step that was neither queued nor printed."""
    row = session.get_one(CampaignStep, step_id)
    if was_printed(session, step_id):
        raise UserError("These letters were printed; the step stays, so that they can be told.")
    if row.queued_at is not None:
        raise UserError("These mails were queued; the step stays, so that they can be told.")
    session.delete(row)
    tell(session, f"{row.title} removed")


@action("Tick step of campaign")
def tick_step(session: Session, step_id: int, version: int | None, *, done: bool) -> None:
    """Say that something was done today, or was not; a mail is done by queueing it.

    A letter may be ticked by hand as well: a printing house may have printed it.
    """
    row = as_seen(session, CampaignStep, step_id, version)
    if row.kind == "mail":
        raise UserError("Look through the mails and queue them; that ticks this step.")
    row.done_on = today() if done else None
    row.person_id = acting(session) if done else None
    tell(session, f"{row.title}: {'done' if done else 'not done'}")


# --- costs and months -----------------------------------------------------------------------------


@action("Note cost of campaign")
def save_cost(
    session: Session,
    campaign_id: int,
    facts: Mapping[str, Any],
    cost_id: int | None = None,
    version: int = 0,
) -> int:
    """Write down what was paid: `facts` are on, what and amount in minor units; answers the id."""
    session.get_one(Campaign, campaign_id)
    row = (
        as_seen(session, CampaignCost, cost_id, version)
        if cost_id
        else CampaignCost(campaign_id=campaign_id)
    )
    row.on, row.what = facts["on"] or today(), " ".join((facts["what"] or "").split())
    if not row.what:
        raise UserError("Say what was paid for, for example printing.", "what")
    if not facts["amount"] or facts["amount"] < 0:
        raise UserError("Type what it cost.", "amount")
    row.amount = facts["amount"]
    session.add(row)
    session.flush()
    tell(session, f"{row.what} noted")
    return row.id


@action("Remove cost of campaign")
def remove_cost(session: Session, cost_id: int) -> None:
    """Take away a cost that was typed by mistake."""
    row = session.get_one(CampaignCost, cost_id)
    session.delete(row)
    tell(session, f"{row.what} removed")


@action("Report month of campaign")
def write_month(
    session: Session, campaign_id: int, month: date, words: str, version: int | None = None
) -> None:
    """Write down what a month of a campaign brought and what to try next; empty takes it away.

    `version` is that of the words that were seen, 0 for none. Raises UserError for a month in which
    the campaign does not go on.
    """
    row = session.get_one(Campaign, campaign_id)
    first = month_start(month)
    if first not in months(row.starts_on, max(row.ends_on, today())):
        raise UserError(f"This campaign does not go on in {month_name(first)}.", "words")
    kept = session.scalar(
        select(CampaignMonth).where(
            CampaignMonth.campaign_id == campaign_id, CampaignMonth.month == first
        )
    )
    if kept is not None:
        seen(kept, version)
    said = words.strip()
    if not said and kept is not None:
        session.delete(kept)
    elif said:
        kept = kept or CampaignMonth(campaign_id=campaign_id, month=first, words="")
        kept.words, kept.person_id = said, acting(session)
        session.add(kept)
    session.flush()
    tell(session, f"{month_name(first)} of {row.title} reported")
