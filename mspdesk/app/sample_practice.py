"""Service practice at the sample shop: tools, nights, alerts, patching, a backlog review."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import dates
from ..clients import actions as clients
from ..clients.models import Contact
from ..clients.queries import client as client_of
from ..database.action import action
from ..database.store import Store
from ..documentation.models.device import Device
from ..practice.actions import alerts, days, oncall, patches, reviews, tools
from ..shop.queries import calendar
from ..tickets import actions as tickets
from ..tickets.queries import open_tickets

_TOOLS = """
software|Remote control|Helping people at their own screen.|yes|Logs who looked.|0
software|Disk imaging|An image before every larger change.|yes||0
software|Password recovery suite|Unlocks local accounts.|||0
software|Registry cleaner|Claims to make machines faster.|no|Breaks more than it mends.|0
hardware|Cable tester|Finds the pair that is broken.|yes||1
hardware|Toner and probe|Follows a cable through a wall.|yes||1
hardware|Screwdriver set|Opens laptops and racks.|yes||1
supply|USB drive, 64 GB|Installers and drivers, scanned every Friday.|yes||2
supply|Patch cable, 2 m||yes||4
supply|Label tape|Names on both ends of every cable.|yes||1
supply|Document pouch|The papers stay with the machine.|yes||2
spare|USB keyboard and mouse|For a machine that has none.|yes||1
spare|Power supply, 500 W|The part that fails first.|yes||1
"""
"""Kind, name, what for, whether it is approved, why, and how many belong into a kit."""


def write_practice(
    store: Store, people: Mapping[str, int], clients_: Mapping[str, int], now: datetime
) -> None:
    """Write down what the sample shop's practice is, as of the moment it is made."""
    before = store.person_id
    store.person_id = people["Dana Whitlock"]
    with dates.frozen(now - timedelta(days=2, hours=now.hour - 8, minutes=now.minute)):
        _review(store)
    with dates.frozen(now):
        store.do(_write, people, clients_, now)
    store.person_id = before


def _review(store: Store) -> None:
    """Monday's walk through the backlog; each change is a step, as it would be at the desk."""
    rows = [one for one in store.ask(open_tickets) if one.opened_at < dates.now()]
    review = store.do(reviews.begin_review, "missing")
    for row in (*rows[:5], rows[-1]):
        store.do(reviews.look_at, review, row.id)
    store.do(tickets.set_estimate, rows[-1].id, None, (rows[-1].estimate_minutes or 30) + 30)
    store.do(reviews.sort_review, review, "oldest")
    with dates.frozen(dates.now() + timedelta(minutes=25)):
        store.do(reviews.end_review, review, "Ask Priya which of the old ones were called about.")


@action("Make sample practice", undoable=False)
def _write(
    session: Session, people: Mapping[str, int], clients_: Mapping[str, int], now: datetime
) -> None:
    dana, marcus = people["Dana Whitlock"], people["Marcus Oduya"]
    today = now.date()
    _tools(session, marcus)
    _patches(session, today)
    _nights(session, (dana, marcus), clients_, today)
    _alerts(session, clients_, now)
    days.name_tech(
        session, _open_day(session, _workday(today, 3)), dana, "Marcus is at Kestrel until noon"
    )
    kestrel = client_of(session, clients_["Kestrel Machine & Tool"])
    if kestrel is not None:
        clients.edit_client(session, kestrel.id, kestrel.version, {"primary_person_id": marcus})
    for client in ("Kestrel Machine & Tool", "Brightwater Veterinary"):
        here = select(Contact).where(Contact.client_id == clients_[client], Contact.active)
        person = session.scalars(here.order_by(Contact.main.desc(), Contact.id)).first()
        if person is not None:
            person.may_approve_after_hours = True
            person.emergency = person.emergency or 1
    session.info["words"] = "Practice written down"


def _workday(day: date, ahead: int) -> date:
    found = day
    while ahead:
        found += timedelta(days=1)
        ahead -= found.weekday() < 5
    return found


def _open_day(session: Session, day: date) -> date:
    """The day, or the first after it on which the shop is not closed."""
    while calendar(session, day.year).open_minutes(day) is None:
        day += timedelta(days=1)
    return day


def _tools(session: Session, marcus: int) -> None:
    counts: dict[int, int | None] = {}
    for n, line in enumerate(_TOOLS.strip().splitlines()):
        kind, name, purpose, answer, reason, quantity = line.split("|")
        many = int(quantity)
        details = {
            "name": name,
            "kind": kind,
            "purpose": purpose,
            "approved": {"yes": True, "no": False}.get(answer),
            "reason": reason,
            "in_kit": many > 0,
            "kit_quantity": many or 1,
        }
        tool = tools.add_tool(session, details)
        if many:
            counts[tool] = many - 1 if n % 5 == 4 else many
    tools.count_kit(session, marcus, counts)


def _patches(session: Session, today: date) -> None:
    """Most machines patch by themselves and did; a few were forgotten, one is held."""
    found = select(Device.id, Device.kind).where(Device.retired_on.is_(None)).order_by(Device.id)
    groups: dict[tuple[str, int], list[int]] = {}
    for n, (device, kind) in enumerate(session.execute(found)):
        policy = {"server": "manual", "firewall": "manual", "switch": "manual"}.get(kind, "auto")
        if kind in ("printer", "ups", "phone", "other") or n % 17 == 7:
            continue
        if n % 23 == 5:
            policy = "hold"
        ago = 61 if n % 13 == 3 else 3 + n % 20
        groups.setdefault((policy, ago), []).append(device)
    for (policy, ago), ids in groups.items():
        patches.set_policy(session, ids, policy)
        patches.mark_patched(session, ids, today - timedelta(days=ago))


def _nights(
    session: Session, staff: tuple[int, int], clients_: Mapping[str, int], today: date
) -> None:
    """Two weeks of nights in turn; one call came in on Sunday."""
    monday = today - timedelta(days=today.weekday())
    for week, person in ((-1, staff[1]), (0, staff[0]), (1, staff[1])):
        first = monday + timedelta(days=7 * week)
        made = oncall.add_duties(
            session, person, first, first + timedelta(days=6), 17 * 60, 8 * 60, "reachable"
        )
        if week < 0:
            words = "Spindle PC will not boot"
            at = datetime.combine(first + timedelta(days=6), time(19, 10))
            details = {"at": at, "minutes": 90, "words": words}
            details["client_id"] = clients_["Kestrel Machine & Tool"]
            oncall.add_call(session, made[-1], details)


def _alerts(session: Session, clients_: Mapping[str, int], now: datetime) -> None:
    alerts.usual_kinds(session)
    brightwater = clients_["Brightwater Veterinary"]
    here = select(Device.id).where(Device.client_id == brightwater, Device.kind == "server")
    server = session.scalar(here.order_by(Device.id).limit(1))
    for hours in (26, 2):
        words = "Backup failed: Server image, not enough free space on BACKUP1"
        at = now - timedelta(hours=hours)
        alerts.take_alert(session, brightwater, words, device_id=server, at=at)
