"""Leaves of the DR binder that are not the plan's own: first hour, contacts, scope, forms (B7)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients import queries as clients
from ...clients.models import Site
from ...clients.rules import address_line
from ...dates import full_date
from ...documentation.queries.backups import jobs
from ...money import Currency, shown
from ...recovery import rules as plans
from ...recovery.queries import leaves as plan_leaves
from ...recovery.queries.plan import PlanRow, calls, plan
from ...rows import dataclass
from ...shop.queries import shop
from ..rules.content import Col, Page, Pairs, Prose, Steps, Table
from .network import PHONE, applications_page, licenses_page, vendors_table
from .sections import facts


@dataclass(frozen=True, slots=True)
class CallNumber:
    """A number to call in the first hour, and what to say there."""

    name: str
    part: str
    phone: str
    say: str


@dataclass(frozen=True, slots=True)
class BackupLine:
    """Where a backup lies, for whoever looks for the newest good one."""

    name: str
    goes_to: str
    offline_place: str


@dataclass(frozen=True, slots=True)
class FirstHourDocument:
    """What somebody who has never seen a disaster needs in its first hour, on one page."""

    client: str
    calls: tuple[CallNumber, ...]
    backups: tuple[BackupLine, ...]
    declares: str
    meeting_place: str
    day_phone: str
    night_phone: str


def first_hour(session: Session, client_id: int) -> FirstHourDocument:
    """The first-hour card: the top five numbers, and where the newest backup would be."""
    one, us = plan(session, client_id), shop(session)
    client = clients.client(session, client_id)
    backups = [
        BackupLine(job.name, job.goes_to, job.offline_place) for job in jobs(session, client_id)
    ]
    return FirstHourDocument(
        client.name if client else "",
        _numbers(session, client_id),
        tuple(backups[:3]),
        one.who_declares,
        one.meeting_place,
        us.phone,
        us.after_hours_phone,
    )


def _numbers(session: Session, client_id: int) -> tuple[CallNumber, ...]:
    """The first five of the plan's calls; without any, the client's own people in need, and us."""
    found = [
        CallNumber(row.name, row.role, row.phone or row.other_phone, row.say)
        for row in plan_leaves.calls_document(session, client_id).calls
    ]
    if not found:
        people = clients.contacts(session, client_id, all_of_them=False)
        ranked = sorted(people, key=lambda one: (one.emergency or 9, not one.main, one.name))
        found = [CallNumber(one.name, one.title, one.phone or one.mobile, "") for one in ranked[:4]]
        us = shop(session)
        found.append(CallNumber(us.name, "IT provider", us.after_hours_phone or us.phone, ""))
    return tuple(found[:5])


def contacts_page(session: Session, client_id: int) -> Page:
    """Everybody to reach: the client, its staff, us, and who stands behind the walls (B7)."""
    one = plan(session, client_id)
    columns = (
        Col("Name", 110),
        Col("Part", wrap=True),
        Col("May decide", wrap=True),
        Col("Phone", PHONE, phone=True),
        Col("Mobile", PHONE, phone=True),
    )
    money = shop(session).money
    people = clients.contacts(session, client_id, all_of_them=False)
    decide = tuple(
        (row.name, row.part, _decides(row, money), row.phone, row.mobile)
        for row in sorted(people, key=lambda row: (row.emergency or 9, not row.decides))
        if row.decides or row.emergency or row.may_spend or row.main
    )
    staff = tuple((line, "", "") for line in plans.listed(one.staff_calls))
    return Page(
        "Contacts",
        (
            Table("Who decides at the client", columns, decide, blank=3),
            Table(
                "Staff to call",
                (Col("Name and phone", wrap=True), Col("Reached at", 90), Col("Comes", 90)),
                staff,
                "One calls the others",
                6,
            ),
            _provider(session),
            _outside(session, client_id, one),
            vendors_table(session, client_id),
        ),
    )


def _provider(session: Session) -> Table:
    us = shop(session)
    columns = (
        Col("Company", wrap=True),
        Col("By day", PHONE, phone=True),
        Col("After hours", PHONE, phone=True),
    )
    row = (us.name, us.phone, us.after_hours_phone)
    return Table("Your IT provider", columns, (row,))


def _decides(row: clients.ContactRow, money: Currency) -> str:
    words = ["decides"] if row.decides else []
    if row.may_spend is not None:
        words.append(f"up to {shown(row.may_spend, money)}")
    if row.may_approve_after_hours:
        words.append("after hours")
    return ", ".join(words)


def _outside(session: Session, client_id: int, one: PlanRow) -> Table:
    """Internet, insurer, power, landlord: what is known, and a row to write on for what is not."""
    rows = [
        (
            f"Internet, {row.words['name']}",
            row.words["provider"],
            ", ".join(filter(None, (row.words["account_number"], row.words["circuit_number"]))),
            row.words["support_phone"],
        )
        for row in facts(session, client_id, "circuit")
    ] or [("Internet", "", "", "")]
    rows.append(("Insurer", one.insurer, one.insurer_policy, one.insurer_phone))
    rows += [("Electric power", "", "", ""), ("Water, gas, heat", "", "", "")]
    for site in session.execute(
        select(Site.name, Site.landlord, Site.landlord_phone)
        .where(Site.client_id == client_id)
        .order_by(Site.main.desc(), Site.name)
    ):
        rows.append((f"Landlord, {site.name}", site.landlord, "", site.landlord_phone))
    rows += [("Alarm company", "", "", ""), ("Fire, police, ambulance", "", "", "911")]
    columns = (
        Col("What", 150, wrap=True),
        Col("Who", wrap=True),
        Col("Account, policy", 90, wrap=True),
        Col("Phone", PHONE, phone=True),
    )
    return Table("Insurer, utilities, landlord", columns, tuple(_calls(session, client_id, rows)))


_KINDS = {"utility": "Electric power", "landlord": "Landlord", "emergency": "Fire, police"}


def _calls(
    session: Session, client_id: int, rows: list[tuple[str, str, str, str]]
) -> list[tuple[str, str, str, str]]:
    """Rows filled in from the plan's calls of that kind, where nothing is known otherwise."""
    known: dict[str, list[tuple[str, str, str]]] = {}
    for one in calls(session, client_id):
        if one.kind in _KINDS:
            known.setdefault(_KINDS[one.kind], []).append((one.name, one.say, one.phone))
    found = []
    for what, who, account, phone in rows:
        of = next((kind for kind in known if what.startswith(kind) and known[kind]), None)
        if who or (phone and phone != "911") or of is None:
            found.append((what, who, account, phone))
        else:
            name, say, number = known[of].pop(0)
            found.append((what, name, say, number))
    return found


def scope_page(session: Session, client_id: int) -> Page:
    """What the plan is for, what counts as a disaster, who may declare one, which places (B7)."""
    one = plan(session, client_id)
    rows = session.execute(
        select(
            Site.name,
            Site.address,
            Site.city,
            Site.region,
            Site.postal_code,
            Site.equipment_room,
            Site.alarm,
            Site.access,
        )
        .where(Site.client_id == client_id)
        .order_by(Site.main.desc(), Site.name)
    ).all()
    sites = tuple(
        (
            row.name,
            address_line(row.address, row.city, row.region, row.postal_code),
            row.equipment_room,
            row.alarm,
            row.access,
        )
        for row in rows
    )
    columns = (
        Col("Site", 80, wrap=True),
        Col("Address", wrap=True),
        Col("Equipment room", share=70, wrap=True),
        Col("Alarm", 88, wrap=True),
        Col("How to get in", share=90, wrap=True),
    )
    return Page(
        "What this plan is for",
        (
            Prose("What counts as a disaster", one.what_counts, 3),
            Prose("Who may declare one", one.who_declares, 2),
            Pairs("", (("If the building is unsafe, meet at", one.meeting_place),), 1),
            Prose("What it covers", one.scope, 2),
            Prose("What it aims at", one.objectives, 2),
            Prose("What it takes for granted", one.assumptions, 3),
            Table("Sites", columns, sites, blank=2),
        ),
    )


_RETURN = (
    "Two people open and change real work in each system, and sign that it is right.",
    "Compare what was written by hand meanwhile with what is in the system; enter what is missing.",
    "Choose a quiet hour to go back from the stand-in, and tell everybody beforehand.",
    "Copy back what changed on the stand-in, then stop it. Never let both run.",
    "Take a new full backup, and restore one thing from it.",
    "Change every password that was read from the sealed page, and seal a new one.",
    "Put rented and borrowed equipment aside; list what was bought.",
    "Tell clients, staff and insurer that it is over, and write down when.",
)


def return_page(session: Session, client_id: int) -> Page:
    """Back to normal: prove it, fail back, tidy, close (B7, n+6)."""
    own = plans.listed(plan(session, client_id).return_steps)
    return Page(
        "Back to normal",
        (
            Steps("", tuple(own) or _RETURN, 2),
            Pairs("", (("Back to normal on", ""), ("Signed by the client", "")), 2),
        ),
        "Not before everything works and two people said so.",
    )


def programs_page(session: Session, client_id: int) -> Page:
    """Applications, licenses and where media lie, on one leaf (B7, n+4)."""
    programs = applications_page(session, client_id)
    owned = licenses_page(session, client_id)
    return Page("Applications, licenses, media", (programs.parts[0], *owned.parts), owned.beside)


@dataclass(frozen=True, slots=True)
class ApprovalDocument:
    """Who wrote the plan, who approved it and when, when it is looked at again."""

    written_by: str
    approved_by: str
    approved_by_client: str
    approved: str
    review: str


def approval(session: Session, client_id: int) -> ApprovalDocument:
    """The plan's approval as it stands."""
    one = plan(session, client_id)
    done = one.approved and one.approved_on is not None
    return ApprovalDocument(
        one.author,
        one.approved_by if done else "",
        one.approved_by_client if done else "",
        full_date(one.approved_on) if done and one.approved_on else "",
        full_date(one.review_on) if one.review_on else "",
    )
