"""Things people do to a plan itself: write it, approve it, begin it from what is known."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact, Site
from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import full_date, today
from ...documentation.models.device import Device
from ...documentation.models.network import Circuit
from ...documentation.models.software import Application
from ...errors import UserError
from ...shop.queries import shop as the_shop
from ...vendors.actions.filling import fill, there
from ...vendors.models import Vendor, VendorAccount
from .. import rules
from ..models import Dependency, Plan, PlanCall, System
from ..queries.plan import what_stops
from .common import changed, plan_of

_APPROVAL = frozenset(
    {"client_id", "state", "approved_by_id", "approved_by_client", "approved_on", "review_on"}
)


@action("Change plan")
def save_plan(session: Session, client_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Write down what a plan says; `version` is the one that was seen, 0 where none was begun.

    An approved plan becomes a draft again. Raises UserError by field.
    """
    held = plan_of(session, client_id)
    if version:
        held = as_seen(session, Plan, held.id, version)
    was_approved = held.state == "approved"
    fill(held, changes, _APPROVAL)
    if held.continuity not in rules.CONTINUITY:
        raise UserError("Choose how they work on meanwhile.", "continuity")
    if held.continuity != "none" and not held.continuity_start:
        raise UserError("Say how it is started, one step a line.", "continuity_start")
    if (held.budget or 0) < 0:
        raise UserError("This cannot be less than nothing.", "budget")
    _check_no_backup(held)
    held.state = "draft"
    held.changes += 1
    tell(session, "Plan saved. It waits for approval again." if was_approved else "Plan saved")


def _check_no_backup(held: Plan) -> None:
    """Refuse half a signature under having no backup."""
    if held.no_backup_by and held.no_backup_on is None:
        raise UserError("Say on which day it was signed.", "no_backup_on")
    if held.no_backup_on is not None and not held.no_backup_by:
        raise UserError("Say who at the client signed it.", "no_backup_by")
    if held.no_backup_on is not None and held.no_backup_on > today():
        raise UserError("This day is still to come.", "no_backup_on")


@action("Approve plan")
def approve_plan(session: Session, client_id: int, details: Mapping[str, Any]) -> None:
    """Approve a plan as it stands: by whom at the client, and when it is looked at again.

    Without a day it is looked over in twelve months, and never later. Raises UserError with the
    first thing that has to be done before (B7, S087).
    """
    held = plan_of(session, client_id)
    session.flush()
    stops = what_stops(session, client_id)
    if stops:
        raise UserError(stops[0].text)
    review = details.get("review_on") or rules.review_limit(today())
    _check_review(review)
    held.review_on = review
    held.approved_by_client = str(details.get("approved_by_client") or "").strip()
    held.approved_by_id = details.get("approved_by_id") or acting(session)
    held.approved_on = today()
    held.state = "approved"
    held.changes += 1
    tell(session, f"Plan approved, to be looked over by {full_date(review)}")


def _check_review(review: date) -> None:
    if review <= today():
        raise UserError("Choose a day to come.", "review_on")
    if review > rules.review_limit(today()):
        raise UserError(
            f"Look it over within twelve months: by {full_date(rules.review_limit(today()))}.",
            "review_on",
        )


@action("Open plan again")
def reopen_plan(session: Session, client_id: int) -> None:
    """Make an approved plan a draft again."""
    changed(session, client_id)
    tell(session, "The plan is a draft again")


@action("Begin plan")
def begin_plan(session: Session, client_id: int) -> int:
    """Begin a plan from what is known: contacts, lines, vendors, servers, programs; answers its id.

    Refuses a plan that has calls or systems already, so that nothing is written twice.
    """
    held = plan_of(session, client_id)
    calls = select(PlanCall.id).where(PlanCall.client_id == client_id)
    systems = select(System.id).where(System.client_id == client_id)
    if session.scalar(calls.limit(1)) or session.scalar(systems.limit(1)):
        raise UserError("This plan has been begun: add what is missing to its lists.")
    found = _known_calls(session, client_id)
    for position, call in enumerate(found, 1):
        call.position = position
        session.add(call)
    count = _known_systems(session, client_id)
    session.flush()
    tell(session, f"Plan begun with {_counted(len(found), 'call')} and {_counted(count, 'system')}")
    return held.id


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _known_calls(session: Session, client_id: int) -> list[PlanCall]:
    """Calls to who is known: people at the client, us, their providers, landlords and vendors."""
    client = there(session, Client, client_id, "Choose the client.", "client_id")
    first, *others = [*_people(session, client_id), None]
    ours = the_shop(session)
    us = PlanCall(
        client_id=client_id,
        kind="us",
        name=ours.name,
        role="Us, your IT",
        phone=ours.after_hours_phone or ours.phone,
        other_phone="any hour" if ours.after_hours_phone else "",
        say=client.number,
        does="starts recovery",
    )
    known = [*filter(None, [first]), us, *filter(None, others)]
    return known + _providers(session, client_id)


def _people(session: Session, client_id: int) -> list[PlanCall]:
    """People at the client: those marked for emergencies, else who is main or decides."""
    found = session.scalars(
        select(Contact)
        .where(Contact.client_id == client_id, Contact.active.is_(True))
        .order_by(Contact.emergency.is_(None), Contact.emergency, Contact.main.desc(), Contact.id)
    ).all()
    marked = [one for one in found if one.emergency] or [
        one for one in found if one.main or one.decides
    ]
    return [
        PlanCall(
            client_id=client_id,
            kind="client",
            name=f"{one.first_name} {one.last_name}".strip(),
            role=one.title,
            phone=one.phone or one.mobile,
            other_phone=f"cell {one.mobile}" if one.phone and one.mobile else "",
            does="approves spending" if one.decides else "",
            contact_id=one.id,
        )
        for one in marked[:3]
    ]


def _providers(session: Session, client_id: int) -> list[PlanCall]:
    """Who else is known: internet lines, landlords, vendors they have an account at."""
    lines = session.scalars(
        select(Circuit).where(Circuit.client_id == client_id, Circuit.gone_on.is_(None))
    )
    known = [
        PlanCall(
            client_id=client_id,
            kind="internet",
            name=line.provider or line.name,
            role="Internet",
            phone=line.support_phone,
            say=line.account_number,
            does="internet is out",
        )
        for line in lines
    ]
    sites = session.scalars(select(Site).where(Site.client_id == client_id, Site.landlord != ""))
    known += [
        PlanCall(
            client_id=client_id,
            kind="landlord",
            name=site.landlord,
            role=f"Landlord, {site.name}"[:200],
            phone=site.landlord_phone,
        )
        for site in sites
    ]
    accounts = session.execute(
        select(VendorAccount, Vendor)
        .join(Vendor, Vendor.id == VendorAccount.vendor_id)
        .where(VendorAccount.client_id == client_id, VendorAccount.active.is_(True))
        .order_by(VendorAccount.id)
    )
    names = {call.name.casefold() for call in known}
    known += [
        PlanCall(
            client_id=client_id,
            kind="vendor",
            name=vendor.name,
            role=account.what,
            phone=account.support_phone or vendor.support_phone or vendor.phone,
            say=account.account_number,
            vendor_account_id=account.id,
        )
        for account, vendor in accounts
        if vendor.name.casefold() not in names
    ]
    return known


def _known_systems(session: Session, client_id: int) -> int:
    """Systems for lines, servers and programs of the business; answers how many."""
    lines = session.scalars(
        select(Circuit).where(Circuit.client_id == client_id, Circuit.gone_on.is_(None))
    ).all()
    servers = session.scalars(
        select(Device)
        .where(Device.client_id == client_id, Device.kind == "server", Device.retired_on.is_(None))
        .order_by(Device.name)
    ).all()
    programs = session.scalars(
        select(Application)
        .where(
            Application.client_id == client_id,
            Application.business.is_(True),
            Application.gone_on.is_(None),
        )
        .order_by(Application.name)
    ).all()
    made = [
        System(client_id=client_id, name="Internet", does="Mail, cloud, phones", today=line.name)
        for line in lines[:1]
    ]
    made += [
        System(
            client_id=client_id,
            name=f"Server {device.name}"[:200],
            does=device.job,
            device_id=device.id,
            today=" ".join(filter(None, (device.make, device.model, device.os))),
        )
        for device in servers
    ]
    before = len(made)
    made += [
        System(client_id=client_id, name=one.name, does=one.used_for, application_id=one.id)
        for one in programs
    ]
    for position, system in enumerate(made, 1):
        system.position = position
        session.add(system)
    session.flush()
    _lean_on_server(session, made, before, len(servers))
    return len(made)


def _lean_on_server(session: Session, made: list[System], programs: int, servers: int) -> None:
    """Let programs need the server where there is only one."""
    if servers == 1:
        server = made[programs - 1]
        for one in made[programs:]:
            session.add(Dependency(system_id=one.id, needs_id=server.id))
