"""What a client is looked at with before its agreement is renewed: service, and money (B10)."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ...agreements import queries as agreements
from ...agreements.queries import AgreementRow
from ...billing.queries import receivables
from ...billing.queries.money import pays_in_days
from ...billing.queries.renewals import answered_of, renewals, renewals_for, years_of_work
from ...clients.models import Client
from ...database.action import reading_as
from ...dates import add_months, full_date, today
from ...documentation.models.device import Device
from ...documentation.queries.backups import restore_tests
from ...documentation.queries.completeness import completeness_of_all
from ...documentation.queries.editions import newest_of_all
from ...garden.queries import garden
from ...letters.models import Letter
from ...money import half_up
from ...people.queries import permits
from ...rows import dataclass
from ...sales.models.advice import Advice
from ...tickets.models import Ticket
from .places import budget_words, newest_places

DECLINED = "letters/denial-of-services"
"""The letter in which a client says no to advice."""

RENEWING = ("letters/rate-rise", "letters/whats-next", "letters/understanding")
"""The letters that go out around a renewal."""


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """A client's last twelve months of service; minutes whole, `hourly` in minor units.

    `answered` is the share of tickets that were answered in time, whole percent as millionths.
    """

    client_id: int
    client: str
    renews_on: date | None
    tickets: int
    minutes: int
    hourly: int | None
    answered: int | None
    devices: int
    documented: int
    dr_copy: str
    restores: int
    restored_on: date | None


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """A client's last twelve months of money, in minor units, and what a renewal would ask.

    `declined` counts advice they said no to and that still stands (S130), `budget` says where they
    keep us, `renews` what they answered when they were asked whether they go on (S118).
    `profit` is what was left of all that was billed after goods and paid hours; it tells what hours
    cost, so only those who may know wages see it (S110).
    """

    client_id: int
    client: str
    renews_on: date | None
    revenue: int
    pays_in: int | None
    overdue: int
    declined: int
    plan: str
    monthly: int
    proposed: int
    letter: str
    profit: int | None
    budget: str = ""
    renews: str = ""
    revenue_before: int = 0


def _clients(session: Session, client_id: int | None) -> dict[int, str]:
    found = select(Client.id, Client.name).where(Client.internal.is_(False))
    if client_id is None:
        found = found.where(Client.status == "active")
    else:
        found = found.where(Client.id == client_id)
    return dict(session.execute(found.order_by(func.lower(Client.name))).all())


def _renews(session: Session, day: date) -> dict[int, tuple[date | None, AgreementRow]]:
    """The running agreement of each client that ends first, and its last day."""
    found: dict[int, tuple[date | None, AgreementRow]] = {}
    for one in agreements.overview(session, day).running:
        before = found.get(one.held.client_id)
        if before is None or (one.last or date.max) < (before[0] or date.max):
            found[one.held.client_id] = (one.last, one.held)
    return found


def _last(ends: Mapping[int, tuple[date | None, AgreementRow]], client_id: int) -> date | None:
    return ends[client_id][0] if client_id in ends else None


def service_facts(
    session: Session, day: date | None = None, client_id: int | None = None
) -> list[ServiceFacts]:
    """Tickets, hours, answers, devices, documentation, DR copy and restores of each client."""
    on = day or today()
    first = add_months(on, -12) + timedelta(days=1)
    names = _clients(session, client_id)
    ends = _renews(session, on)
    years = years_of_work(session, list(names), on)
    answered = answered_of(session, on, list(names))
    opened = _counted(
        session,
        select(Ticket.client_id, func.count())
        .where(
            Ticket.opened_at >= datetime.combine(first, time()),
            Ticket.opened_at < datetime.combine(on + timedelta(days=1), time()),
            Ticket.standing.is_(False),
        )
        .group_by(Ticket.client_id),
    )
    devices = _counted(
        session,
        select(Device.client_id, func.count())
        .where(Device.retired_on.is_(None))
        .group_by(Device.client_id),
    )
    known = completeness_of_all(session)
    copies = {one.client_id: one for one in newest_of_all(session) if one.kind == "dr"}
    tests: dict[int, list[date]] = {}
    for test in restore_tests(session, client_id, limit=10_000):
        if test.counts and first <= test.on <= on:
            tests.setdefault(test.client_id, []).append(test.on)
    found = []
    for id_, name in names.items():
        copy, met = copies.get(id_), answered.get(id_)
        found.append(
            ServiceFacts(
                id_,
                name,
                _last(ends, id_),
                opened.get(id_, 0),
                years[id_].minutes,
                years[id_].hourly,
                half_up(met.share, 10_000) * 10_000 if met else None,
                devices.get(id_, 0),
                known.get(id_, 0),
                f"Edition {copy.number}, {full_date(copy.printed_on)}" if copy else "",
                len(tests.get(id_, ())),
                max(tests.get(id_, ()), default=None),
            )
        )
    return found


def _counted(session: Session, found: Select[int, int]) -> dict[int, int]:
    return dict(session.execute(found).all())


def money_facts(
    session: Session, day: date | None = None, client_id: int | None = None
) -> list[MoneyFacts]:
    """Revenue, how a client pays, what it declined, its budget, price proposed, the letter."""
    on = day or today()
    first = add_months(on, -12) + timedelta(days=1)
    names = _clients(session, client_id)
    ends = _renews(session, on)
    years = years_of_work(session, list(names), on)
    late = {
        row.id: row.open_total - row.amounts["current"]
        for row in receivables(session, client_id).clients
    }
    letters: dict[int, list[tuple[str, date, str]]] = {}
    written = select(Letter.client_id, Letter.form, Letter.on, Letter.subject).where(
        Letter.on.between(first, on), Letter.form.in_(RENEWING)
    )
    for who, form, at, subject in session.execute(written.order_by(Letter.on, Letter.id)):
        letters.setdefault(who, []).append((form, at, subject))
    declined = _declined(session, first, on)
    said = newest_places(session)
    before = years_of_work(session, list(names), add_months(on, -12))
    due = [(held, names[id_]) for id_, (_, held) in ends.items() if id_ in names]
    asked = {one.held.client_id: one for one in renewals_for(session, due, on)}
    profits = _profits(session, first, on)
    found = []
    for id_, name in names.items():
        renewal = asked.get(id_)
        own = letters.get(id_, [])
        sent = [(at, subject) for _, at, subject in own]
        place = said.get(id_)
        found.append(
            MoneyFacts(
                id_,
                name,
                _last(ends, id_),
                years[id_].revenue,
                pays_in_days(session, id_),
                late.get(id_, 0),
                declined.get(id_, 0),
                renewal.held.title if renewal else "",
                renewal.monthly if renewal else 0,
                renewal.proposed if renewal else 0,
                f"{sent[-1][1]}, {full_date(sent[-1][0])}" if sent else "",
                profits.get(id_, 0) if profits is not None else None,
                budget_words(place, on),
                place.renew_words if place else "Never asked",
                before[id_].revenue,
            )
        )
    return found


def _declined(session: Session, first: date, last: date) -> dict[int, int]:
    """Advice that is declined, by client, and letters of it from before advice was kept."""
    found = _counted(
        session,
        select(Advice.client_id, func.count())
        .where(Advice.state == "declined")
        .group_by(Advice.client_id),
    )
    alone = _counted(
        session,
        select(Letter.client_id, func.count())
        .where(
            Letter.form == DECLINED,
            Letter.on.between(first, last),
            Letter.about.not_like("advice:%"),
        )
        .group_by(Letter.client_id),
    )
    return {who: found.get(who, 0) + alone.get(who, 0) for who in found.keys() | alone.keys()}


def _profits(session: Session, first: date, last: date) -> dict[int, int] | None:
    """What was left of each client; None for a reader who may not know what hours cost."""
    who = reading_as(session)
    if who is not None and not {"*", "people"} & permits(session, who):
        return None
    return {row.client_id: row.profit for row in garden(session, first, last)}


# --- what is ahead -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RenewalRow:
    """One agreement that ends within ninety days, with all B5 names for its renewal.

    Money in minor units, minutes whole, `answered` in millionths; `group` is 30, 60 or 90 days,
    `notice_by` the last day either side can say no.
    """

    agreement_id: int
    client_id: int
    client: str
    title: str
    last: date
    notice_by: date | None
    days: int
    group: int
    revenue: int
    minutes: int
    hourly: int | None
    profit: int | None
    answered: int | None
    declined: int
    budget: str
    renews: str
    monthly: int
    proposed: int


def renewal_rows(session: Session, day: date | None = None) -> list[RenewalRow]:
    """Agreements whose term ends within ninety days, the nearest first."""
    on = day or today()
    due = [one for one in renewals(session, on) if one.last is not None]
    if not due:
        return []
    first = add_months(on, -12) + timedelta(days=1)
    declined, said = _declined(session, first, on), newest_places(session)
    profits = _profits(session, first, on)
    found = []
    for one in due:
        who = one.held.client_id
        term = one.held.term_on(on)
        place = said.get(who)
        answered = one.answered
        found.append(
            RenewalRow(
                one.id,
                who,
                one.client,
                one.held.title,
                one.last or on,
                term.notice_by if term else None,
                one.days,
                one.group,
                one.year.revenue,
                one.year.minutes,
                one.year.hourly,
                profits.get(who, 0) if profits is not None else None,
                half_up(answered.share, 10_000) * 10_000 if answered else None,
                declined.get(who, 0),
                budget_words(place, on),
                place.renew_words if place else "Never asked",
                one.monthly,
                one.proposed,
            )
        )
    return found
