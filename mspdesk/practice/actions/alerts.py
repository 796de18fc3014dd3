"""Kinds of alert, and what an alert does: it makes a ticket or joins the open one (S060)."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import action, tell
from ...database.stale import as_seen
from ...dates import clock_time, now, short_date
from ...documentation.models.device import Device
from ...errors import UserError
from ...rows import dataclass
from ...tickets import actions as tickets
from ...tickets import queries as board
from ...tickets import rules as ticket_rules
from ...tickets.models import Ticket
from ...tickets.queries import IS_OPEN
from ..models import Alert, AlertType
from ..queries.alerts import meanings
from ..rules.alerts import SHIPPED, Means, check_words, first_line, recognise, sameness

LONGEST = 4_000
"""Characters of an alert that are kept; monitoring may send a page of them."""

_KIND = frozenset(
    {
        "title",
        "matches",
        "priority",
        "critical_fact",
        "estimate_minutes",
        "ticket_title",
        "checklist",
        "makes_ticket",
    }
)


@action("Add kind of alert")
def add_kind(session: Session, details: Mapping[str, Any]) -> int:
    """Say what a kind of alert is known by and which ticket it makes; answers its id.

    Raises UserError naming title, matches, priority, fact or estimate_minutes.
    """
    last = session.scalar(select(func.max(AlertType.position)))
    row = AlertType(title="", matches="", position=(last or 0) + 1)
    _fill_kind(row, {"title": "", "matches": ""} | dict(details))
    session.add(row)
    session.flush()
    tell(session, f"{row.title} added")
    return row.id


@action("Change kind of alert")
def edit_kind(session: Session, kind_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change a kind of alert; tickets that are there stay as they are."""
    row = as_seen(session, AlertType, kind_id, version)
    _fill_kind(row, changes)
    tell(session, f"{row.title} saved")


@action("Order kinds of alert")
def order_kinds(session: Session, ids: Sequence[int]) -> None:
    """Say in which order kinds are tried; the first whose words stand in an alert is taken."""
    rows = {row.id: row for row in session.scalars(select(AlertType))}
    for place, kind_id in enumerate(ids, 1):
        if kind_id in rows:
            rows[kind_id].position = place
    tell(session, "Order saved")


@action("Remove kind of alert")
def remove_kind(session: Session, kind_id: int) -> None:
    """Take a kind away; alerts that were of it are of none."""
    row = session.get_one(AlertType, kind_id)
    for one in session.scalars(select(Alert).where(Alert.alert_type_id == kind_id)):
        one.alert_type_id = None
    session.flush()
    session.delete(row)
    tell(session, f"{row.title} removed")


@action("Begin with the usual kinds of alert")
def usual_kinds(session: Session) -> int:
    """Put down the usual kinds, as far as their titles are not there; answers how many."""
    held = {title.casefold() for title in session.scalars(select(AlertType.title))}
    added = 0
    for title, words, priority, fact, checklist in SHIPPED:
        if title.casefold() not in held:
            details = {"title": title, "matches": words, "priority": priority}
            add_kind(session, details | {"critical_fact": fact, "checklist": checklist})
            added += 1
    tell(session, f"{added} kinds of alert added")
    return added


def _fill_kind(row: AlertType, details: Mapping[str, Any]) -> None:
    given = dict(details)
    if unknown := set(given) - _KIND:
        raise AttributeError(min(unknown))
    if "matches" in given:
        given["matches"] = check_words(str(given["matches"] or ""))
    for name, value in given.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if not row.title:
        raise UserError("Say what kind of alert it is.", "title")
    row.critical_fact = ticket_rules.check_priority(row.priority or 3, row.critical_fact or "")
    ticket_rules.check_estimate(row.estimate_minutes)


# --- alerts --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an alert: its ticket if any; `joined` an open one, `known` from before."""

    alert_id: int
    ticket_id: int | None
    joined: bool = False
    known: bool = False


@action("Take alert")
def take_alert(
    session: Session,
    client_id: int | None,
    text: str,
    *,
    device_id: int | None = None,
    at: datetime | None = None,
    mark: str = "",
    kind_id: int | None = None,
) -> Taken:
    """Take an alert: a ticket with source RMM, or a note on the open one of the same trouble.

    `mark` is its number in the monitoring, by which it is known again; `kind_id` a kind that was
    chosen, else its words tell. Raises UserError naming client, text or device.
    """
    taken = take(session, client_id, text, device_id, at or now(), mark, kind_id)
    if taken.ticket_id is None:
        tell(session, "Alert kept; its kind makes no ticket")
    else:
        number = session.get_one(Ticket, taken.ticket_id).number_int
        tell(session, f"Alert {'joined' if taken.joined else 'opened'} #{number}")
    return taken


def take(
    session: Session,
    client_id: int | None,
    text: str,
    device_id: int | None,
    at: datetime,
    mark: str = "",
    kind_id: int | None = None,
    known: Sequence[Means] | None = None,
) -> Taken:
    """As `take_alert`, inside an action that has a name of its own; `known` saves asking again."""
    words = text.strip()[:LONGEST]
    if not words:
        raise UserError("Write down what the alert says.", "text")
    if mark:
        before = session.scalars(select(Alert).where(Alert.mark == mark)).one_or_none()
        if before is not None:
            return Taken(before.id, before.ticket_id, known=True)
    client = session.get(Client, client_id) if client_id is not None else None
    if client is None:
        raise UserError("Choose the client it is about.", "client")
    device = session.get(Device, device_id) if device_id is not None else None
    if device is not None and device.client_id != client.id:
        raise UserError("This device belongs to another client.", "device")
    found = kind_id or recognise(words, meanings(session) if known is None else known)
    kind = session.get(AlertType, found) if found is not None else None
    row = Alert(
        alert_type_id=kind.id if kind else None,
        client_id=client.id,
        device_id=device.id if device else None,
        at=at,
        text=words,
        mark=mark or None,
    )
    joined = False
    if kind is None or kind.makes_ticket:
        row.ticket_id = _open_one(session, row)
        joined = row.ticket_id is not None
        if row.ticket_id is not None:
            _say_again(session, row.ticket_id, row)
        else:
            row.ticket_id = _make(session, client, device, kind, row)
    session.add(row)
    session.flush()
    return Taken(row.id, row.ticket_id, joined)


def _open_one(session: Session, row: Alert) -> int | None:
    """The open ticket of the same trouble: same client, device and kind, or the same words."""
    found = (
        select(Alert.ticket_id, Alert.text)
        .join(Ticket, Ticket.id == Alert.ticket_id)
        .where(Alert.client_id == row.client_id, IS_OPEN)
        .order_by(Alert.id.desc())
    )
    found = found.where(
        Alert.device_id.is_(None) if row.device_id is None else Alert.device_id == row.device_id,
        Alert.alert_type_id.is_(None)
        if row.alert_type_id is None
        else Alert.alert_type_id == row.alert_type_id,
    )
    said = sameness(row.text)
    for ticket_id, text in session.execute(found):
        if row.alert_type_id is not None or sameness(text) == said:
            found_id: int | None = ticket_id
            return found_id
    return None


def _say_again(session: Session, ticket_id: int, row: Alert) -> None:
    when = f"{short_date(row.at.date())}, {clock_time(row.at)}"
    tickets.add_note(session, ticket_id, f"The alert came again, {when}:\n{row.text}")


def _make(
    session: Session, client: Client, device: Device | None, kind: AlertType | None, row: Alert
) -> int:
    """Open the ticket of an alert, with everything the first contact asks that is known."""
    title = (kind.ticket_title or kind.title) if kind else first_line(row.text)
    if device is not None and device.name.casefold() not in title.casefold():
        title = f"{title}, {device.name}"
    details: dict[str, Any] = {
        "description": row.text,
        "source_kind": ticket_rules.Source.RMM.value,
        "priority": kind.priority if kind else 3,
        "critical_fact": kind.critical_fact if kind else "",
        "estimate_minutes": kind.estimate_minutes if kind else None,
        **({"device_id": device.id} if device else {}),
        **_agreed(session, client.id),
    }
    ticket_id = tickets.open_ticket(session, client.id, title[:200], details)
    if kind is not None and kind.checklist:
        _attach(session, kind.checklist, client.id, device, ticket_id)
    return ticket_id


def _agreed(session: Session, client_id: int) -> dict[str, Any]:
    """The agreement a client's ticket usually falls under, as the form of a new ticket has it."""
    found = board.client_choices(session, client_id)
    if found.only_agreement is not None:
        return {"agreement_id": found.only_agreement}
    return {"no_agreement": True} if found.hourly and not found.agreements else {}


def _attach(
    session: Session, code: str, client_id: int, device: Device | None, ticket_id: int
) -> None:
    """Put the checklist of a kind onto its ticket, unless the ticket has it already.

    One that is out of use by now is left out: an alert is taken whatever became of its checklist.
    """
    # Here, as checklists bring their texts along and the board does without.
    from ...checklists.actions.runs import plan_run
    from ...checklists.models.master import Checklist
    from ...checklists.models.run import ChecklistRun

    held = (
        select(ChecklistRun.id)
        .join(Checklist, Checklist.id == ChecklistRun.checklist_id)
        .where(ChecklistRun.ticket_id == ticket_id, Checklist.code == code)
    )
    if session.scalar(held.limit(1)) is None:
        device_id = device.id if device else None
        with suppress(UserError):
            plan_run(session, code, client_id=client_id, device_id=device_id, ticket_id=ticket_id)
