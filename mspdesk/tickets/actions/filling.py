"""Setting what a ticket says: its columns, priority and client."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from ...agreements.models import Agreement
from ...clients.models import Contact, Site
from ...database.leaning import leaning
from ...documentation.models.device import Device
from ...errors import UserError
from .. import rules
from ..models import Ticket
from .saving import client_for_work

_DETAILS = frozenset(
    {
        "site_id",
        "contact_id",
        "device_id",
        "agreement_id",
        "no_device",
        "no_agreement",
        "type",
        "source_kind",
        "queue",
        "tier",
        "category",
        "coverage",
        "estimate_minutes",
        "due_at",
        "project",
        "admin_capable",
        "standing",
    }
)
"""Columns that may be set when a ticket is opened, and later one by one."""

_LISTS: Mapping[str, tuple[type[StrEnum], str]] = {
    "type": (rules.Kind, "Choose the kind of work from the list."),
    "source_kind": (rules.Source, "Choose how it came in from the list."),
    "queue": (rules.Queue, "Choose a queue from the list."),
    "coverage": (rules.Coverage, "Choose covered or billable."),
}

_BELONGINGS: Mapping[str, tuple[Any, str]] = {
    "site_id": (Site, "This site belongs to another client."),
    "contact_id": (Contact, "This contact belongs to another client."),
    "device_id": (Device, "This device belongs to another client."),
    "agreement_id": (Agreement, "This agreement belongs to another client."),
}


_PAID_BY = frozenset({"managed", "block"})
"""Kinds of agreement that pay for work on their tickets: by the plan, or from hours paid ahead."""

PRIORITY_KEYS = ("priority", "critical_fact", "impact", "urgency")


def fill(session: Session, ticket: Ticket, given: Mapping[str, Any]) -> None:
    """Set editable columns and check them against the fixed lists and the client."""
    for name, value in given.items():
        if name not in _DETAILS:
            raise AttributeError(name)
        if name in _LISTS and value not in list(_LISTS[name][0]):
            raise UserError(_LISTS[name][1], field=name)
        if name == "tier" and value not in (1, 2, 3):
            raise UserError("Choose tier 1, 2 or 3.", field="tier")
        if name == "estimate_minutes":
            rules.check_estimate(value)
        if name in _BELONGINGS and value is not None:
            _check_belongs(session, ticket, name, value)
        setattr(ticket, name, value.strip() if isinstance(value, str) else value)
    if "type" in given and "queue" not in given:
        ticket.queue = rules.queue_for(ticket.type)
    _answer(session, ticket, given)


def _check_belongs(session: Session, ticket: Ticket, name: str, value: int) -> None:
    kind, refusal = _BELONGINGS[name]
    row = session.get(kind, value)
    if row is None or row.client_id != ticket.client_id:
        raise UserError(refusal, field=name.removesuffix("_id"))


def _answer(session: Session, ticket: Ticket, given: Mapping[str, Any]) -> None:
    """Keep "no device" and "no agreement" apart from a device and an agreement; guess coverage."""
    if given.get("device_id") is not None:
        ticket.no_device = False
    elif given.get("no_device"):
        ticket.device_id = None
    agreement = given.get("agreement_id")
    if agreement is not None:
        ticket.no_agreement = False
        pays = session.get_one(Agreement, agreement).kind in _PAID_BY
        guess = rules.Coverage.COVERED if pays else rules.Coverage.BILLABLE
        ticket.coverage = given.get("coverage", guess)
    elif given.get("no_agreement"):
        ticket.agreement_id = None
        ticket.coverage = given.get("coverage", rules.Coverage.BILLABLE)


def give_to(session: Session, ticket: Ticket, client_id: int | None) -> None:
    """Move a ticket to another client unless there is time on it; what belonged there is let go."""
    client = client_for_work(session, client_id)
    if client.id == ticket.client_id:
        return
    if ticket.logged_minutes:
        raise UserError("There is time on it, so the client stays.", field="client")
    if ticket.open_steps or ticket.open_logs:
        raise UserError(
            "A checklist or a log on it is this client's. End or drop that first.", field="client"
        )
    if holding := leaning(session, Ticket, ticket.id, mark="holds"):
        raise UserError(f"This client's {holding} leads to it, so the client stays.", "client")
    ticket.client_id = client.id
    ticket.site_id = ticket.contact_id = ticket.device_id = ticket.agreement_id = None
    ticket.no_device = ticket.no_agreement = False
    ticket.coverage = rules.Coverage.ASK


def prioritise(ticket: Ticket, asked: Mapping[str, Any]) -> None:
    """Set the priority that was chosen, or the one that impact and urgency suggest."""
    fact, impact, urgency = (asked.get(key) or "" for key in PRIORITY_KEYS[1:])
    priority = asked.get("priority")
    if priority is None and (fact or (impact and urgency)):
        priority = rules.suggested_priority(impact, urgency, fact)
    ticket.impact, ticket.urgency = impact, urgency
    if priority is None:
        ticket.priority, ticket.priority_set, ticket.critical_fact = 3, False, ""
        return
    ticket.critical_fact = rules.check_priority(priority, fact)
    ticket.priority, ticket.priority_set = priority, True
