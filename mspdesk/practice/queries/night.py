"""What somebody needs at night on paper: who is on call, whom to call, who may say yes (S049)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact
from ...clients.rules import full_name
from ...dates import now, today
from ...errors import UserError
from ...exchange.dates_in import read_date
from ...money import multiplied, shown
from ...people import queries as people
from ...rows import dataclass
from ...shop.queries import ShopRow, shop
from .oncall import CallRow, DutyRow, calls_between, duty, on_call_at, roster


@dataclass(frozen=True, slots=True)
class NightClient:
    """A client at night: its phone, whom to call there, and who may say yes to double time."""

    name: str
    plan: str
    phone: str
    emergency: tuple[str, ...]
    approve: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NightDocument:
    """The night sheet: who is on call from when to when, the rates, the clients, calls so far."""

    shop: ShopRow
    begins_at: datetime | None
    ends_at: datetime | None
    duties: tuple[DutyRow, ...]
    owner: str
    owner_phone: str
    rate: str
    night_rate: str
    clients: tuple[NightClient, ...]
    calls: tuple[CallRow, ...]

    @property
    def on(self) -> date | None:
        """The date it is for."""
        return self.begins_at.date() if self.begins_at else None


def night_sheet(session: Session, duty_id: int = 0) -> NightDocument:
    """The sheet of a time on call; with 0 of whoever is on call now or next."""
    chosen = duty(session, duty_id) if duty_id else _next(session)
    company = shop(session)
    owner_id = people.owner_id(session)
    owner = people.person(session, owner_id) if owner_id else None
    begins = chosen.begins_at if chosen else None
    ends = chosen.ends_at if chosen else None
    duties: tuple[DutyRow, ...] = ()
    calls: tuple[CallRow, ...] = ()
    if begins is not None and ends is not None:
        near = roster(session, begins.date(), ends.date())
        duties = tuple(one for one in near if one.begins_at < ends and one.ends_at > begins)
        ids = {one.id for one in duties}
        found = calls_between(session, begins.date(), ends.date())
        calls = tuple(one for one in found if one.duty_id in ids)
    double = multiplied(company.rate, company.after_hours_factor)
    return NightDocument(
        company,
        begins,
        ends,
        duties,
        owner.name if owner else "",
        owner.phone if owner else "",
        shown(company.rate, company.money),
        shown(double, company.money),
        tuple(night_clients(session)),
        calls,
    )


def _next(session: Session) -> DutyRow | None:
    moment = now()
    here = on_call_at(session, moment)
    if here:
        return here[0]
    coming = roster(session, moment.date(), moment.date() + timedelta(days=31))
    return next((one for one in coming if one.begins_at >= moment), None)


def night_clients(session: Session) -> list[NightClient]:
    """Active clients by name with whom to call there and who may approve work after hours."""
    rows = session.execute(
        select(Client.id, Client.name, Client.plan, Client.phone)
        .where(Client.status == "active", Client.internal.is_(False))
        .order_by(func.lower(Client.name))
    ).all()
    found = {id_: NightClient(name, plan, phone, (), ()) for id_, name, plan, phone in rows}
    contacts = session.execute(
        select(
            Contact.client_id,
            Contact.first_name,
            Contact.last_name,
            Contact.mobile,
            Contact.phone,
            Contact.emergency,
            Contact.may_approve_after_hours,
        )
        .where(Contact.client_id.in_(found), Contact.active)
        .order_by(Contact.emergency.is_(None), Contact.emergency, Contact.last_name, Contact.id)
    )
    for client_id, first, last, mobile, phone, emergency, approves in contacts:
        one = found[client_id]
        words = ", ".join(filter(None, (full_name(first, last), mobile or phone)))
        if emergency is not None:
            one = replace(one, emergency=(*one.emergency, f"{emergency}. {words}"))
        if approves:
            one = replace(one, approve=(*one.approve, words))
        found[client_id] = one
    return list(found.values())


def find_night(session: Session, text: str) -> int:
    """The time on call that begins on a date somebody typed; without words the next one."""
    if not text.strip():
        return 0
    day = read_date(text, None, "date") or today()
    begin = datetime.combine(day, time())
    for one in roster(session, day, day):
        if one.begins_at >= begin:
            return one.id
    raise UserError("Nobody is on call from that date on. Look into the roster.", "date")
