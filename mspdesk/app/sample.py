"""The made-up shop to look around in: a year of work, written through the real actions.

It ends on the day it is made, so that its lists look like a working day's.
"""

import random
from collections.abc import Iterator
from dataclasses import field
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from .. import dates
from ..agreements import actions as agreements
from ..agreements import queries as agreed
from ..billing import actions as billing
from ..billing import queries as bills
from ..clients import actions as clients
from ..clients import queries as client_queries
from ..database.action import action
from ..database.books import new_books
from ..database.store import Store
from ..documentation import actions as documentation
from ..people import actions as people
from ..people import queries as who_is_there
from ..progress import Progress
from ..rows import dataclass
from ..shop import actions as shop
from ..shop.queries import shop as the_shop
from ..shop.rules import TEN_HOLIDAYS, holidays_of
from ..tickets import actions as tickets
from ..timekeeping import actions as timekeeping
from . import sample_audits as audits
from . import sample_binders as binders
from . import sample_calls as calls
from . import sample_campaigns as campaigns
from . import sample_chart as chart
from . import sample_checklists as checklists
from . import sample_documentation as written
from . import sample_facts as facts
from . import sample_garden as garden
from . import sample_goals as goals
from . import sample_hiring as hiring
from . import sample_letters as written_to
from . import sample_masters as masters
from . import sample_money as money_kept
from . import sample_offerings as offered
from . import sample_pipeline as pipeline
from . import sample_plans as plans
from . import sample_practice as practice
from . import sample_prepaid as prepaid
from . import sample_procedures as procedures
from . import sample_proposals as proposals
from . import sample_recovery as recovery
from . import sample_roadmaps as roadmaps
from . import sample_roles as roles
from . import sample_sales as sales
from . import sample_schedules as schedules
from . import sample_staff as staff
from . import sample_vault as vault
from . import sample_vendors as vendors
from . import sample_years as years
from .setup import set_up_shop

MONTHS = 12
LATELY = 10
"""Days before the last one that are logged from end to end."""

RATE = 16500
SHOP = {
    "address": "612 Harbor View Ave",
    "city": "Duluth",
    "region": "MN",
    "postal_code": "55802",
    "phone": "218-555-0100",
    "after_hours_phone": "218-555-0101",
    "email": "billing@quillfeather.example",
    "trip_charge": 7500,
    "terms_days": 15,
    "how_to_pay": "Check to Quillfeather IT, LLC, or card by phone.",
    "invoice_note": "Thank you. Questions about any line: call Priya at 218-555-0100.",
    "owner_name": "Dana Whitlock",
    "owner_email": "dana@quillfeather.example",
    "sample": True,
    "tax": ("Sales tax", 68_750),
}


@dataclass(slots=True)
class _Making:
    """What is known while the shop is made: ids by name, and dice that fall the same way."""

    now: datetime
    people: dict[str, int] = field(default_factory=dict)
    clients: dict[str, int] = field(default_factory=dict)
    contacts: dict[str, int] = field(default_factory=dict)
    devices: dict[str, list[int]] = field(default_factory=dict)
    agreements: dict[str, int] = field(default_factory=dict)
    dice: random.Random = field(
        default_factory=lambda: random.Random(1184)  # noqa: S311 - a made-up shop needs no secrets
    )


def make_sample(
    place: str,
    now: datetime | None = None,
    progress: Progress | None = None,
    *,
    durable: bool = True,
) -> Store:
    """Make the sample shop's books at a place, as if `now` (this moment without one).

    Raises UserError when there are books already.
    """
    store = new_books(place, durable=durable)
    moment = now or datetime.combine(dates.today(), time(10, 6))
    try:
        _fill(store, _Making(moment), progress or Progress())
    except BaseException:
        store.close()
        raise
    return store


def _fill(store: Store, making: _Making, progress: Progress) -> None:
    first = dates.add_months(dates.month_start(making.now.date()), -MONTHS)
    with dates.frozen(datetime.combine(first, time(8))):
        store.person_id = store.do(set_up_shop, "Quillfeather IT, LLC", RATE, "US", SHOP)
        store.do(_pay_days, first)
        store.do(_price_plans, first)
        store.do(_people_and_clients, making)
        store.do(chart.lay_chart, making.people)
    for month in range(MONTHS + 1):
        progress.step(month, MONTHS + 1, "making a year of work")
        day = dates.add_months(first, month)
        if month == MONTHS:
            store.do(_agree_on_hours, making, day)
        store.do(_month_of_work, making, day)
        if month < MONTHS:
            _bill(store, making, dates.add_months(day, 1))
    with dates.frozen(making.now):
        store.person_id = making.people["Dana Whitlock"]
        vault.lay_vault(store, (making.people["Marcus Oduya"],))
        store.do(_paid_hours, making)
        store.do(_open_work, making)
        store.do(_buy, making)
        store.do(_vendors, making)
        store.do(_keep_money, making)
        store.do(_write_down, making)
        store.do(_plan_recovery, making)
        binders.print_binders(store, making.clients, making.people, making.now)
        sales.add_prospect(store, making.now.date())
        offered.lay_offerings(store, making.people, making.now.date())
        pipeline.lay_pipeline(store, making.people, making.now)
        proposals.lay_proposals(store, making.people, making.now.date())
        checklists.work_checklists(store, making.people, making.clients, making.now)
        masters.change_masters(store, making.people, making.clients, making.now)
        schedules.plan_work(store, making.people, making.clients, making.now)
        procedures.write_procedures(store, making.people, making.clients, making.now)
        practice.write_practice(store, making.people, making.clients, making.now)
        chart.work_under_hats(store, making.people, making.now)
        store.do(roles.say_roles, making.people, making.now.date())
        garden.tend_garden(store, making.people, making.clients, making.now)
        staff.write_staff(store, making.people, making.now)
        goals.write_goals(store, making.people, making.now)
        store.do(years.remember_years, making.clients, making.people, making.now)
        hiring.ask_whether_to_hire(store, making.now)
        calls.make_calls(store, making.people, making.now)
        campaigns.run_campaigns(store, making.people, making.now)
        written_to.write_letters(store, making.clients, making.now.date())
        roadmaps.hold_meetings(store, making.people, making.clients, making.now)
        audits.ask_audits(store, making.people, making.clients, making.now)


@action("Agree on prepaid hours", undoable=False)
def _agree_on_hours(session: Session, making: _Making, first: date) -> None:
    signers = {one.name: one.people[-1].name for one in facts.BUSINESSES}
    begins = min(first, _last_workday(making))
    with dates.frozen(datetime.combine(first, time(8))):
        for name in prepaid.LEFT:
            client = making.clients[name]
            making.agreements[name] = prepaid.agree(session, client, signers[name], begins)


def _last_workday(making: _Making) -> date:
    """The newest working day that is over."""
    today = making.now.date()
    return list(_workdays(today - timedelta(days=14), today - timedelta(days=1)))[-1]


def _sell_hours(session: Session, making: _Making, today: date) -> None:
    """Sell the hours that were worked this month, so that what is to be left today is left."""
    first, day = dates.month_start(today), _last_workday(making)
    # Two people, for nobody works more than sixteen hours on a day.
    for (name, left), who in zip(
        prepaid.LEFT.items(), ("Dana Whitlock", "Marcus Oduya"), strict=True
    ):
        client, held = making.clients[name], making.agreements[name]
        session.info["person_id"] = making.people["Priya Raman"]
        more = prepaid.sell(session, client, held, first, left, today)
        session.info["person_id"] = making.people[who]
        told = _details(making, name, 3) | {"assigned_id": making.people[who]}
        prepaid.use(session, client, told, day, more)
    session.info["person_id"] = making.people["Dana Whitlock"]


@action("Say when the sample shop pays wages", undoable=False)
def _pay_days(session: Session, first: date) -> None:
    """Every other Friday, for the two weeks up to the Sunday before."""
    friday = first + timedelta(days=(4 - first.weekday()) % 7)
    version = the_shop(session).version
    terms = {"pay_schedule": "biweekly", "pay_from_on": friday, "pay_lag_days": 5}
    shop.edit_shop(session, version, terms)


@action("Say what the sample shop's people are paid for", undoable=False)
def _paid_hours(session: Session, making: _Making) -> None:
    """Priya works mornings; Dana lived on what was left until the shop could pay her hours too."""
    mornings = dict.fromkeys(range(5), 4 * 60)
    people.set_paid_hours(session, making.people["Priya Raman"], mornings)
    dana, since = making.people["Dana Whitlock"], _monday(making.now.date() - timedelta(LATELY))
    people.set_paid_hours(session, dana, {})
    people.set_paid_hours(session, dana, dict.fromkeys(range(5), 8 * 60), since)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@action("Price sample plans", undoable=False)
def _price_plans(session: Session, first: date) -> None:
    plans.price_plans(session, first)


@action("Buy what the sample shop sells", undoable=False)
def _buy(session: Session, making: _Making) -> None:
    plans.buy(session, making.clients, making.now.date())


@action("Write down sample vendors", undoable=False)
def _vendors(session: Session, making: _Making) -> None:
    vendors.add_vendors(session, making.clients, making.people, making.now.date())


@action("Keep the sample shop's money", undoable=False)
def _keep_money(session: Session, making: _Making) -> None:
    money_kept.keep_money(session, making.now.date())


@action("Write down what is installed at sample clients", undoable=False)
def _write_down(session: Session, making: _Making) -> None:
    written.write_down(session, making.clients, making.now.date())


@action("Plan for disasters of sample clients", undoable=False)
def _plan_recovery(session: Session, making: _Making) -> None:
    recovery.plan_recovery(session, making.clients, making.people, making.now)


@action("Make sample people and clients", undoable=False)
def _people_and_clients(session: Session, making: _Making) -> None:
    owner = who_is_there.owner_id(session)
    if owner is not None:
        making.people["Dana Whitlock"] = owner
    for name, access, title, tier, wage in facts.PEOPLE:
        if name not in making.people:
            details = {"title": title, "tier": tier, "takes_tickets": "technician" in access}
            making.people[name] = people.add_person(session, name, access, details)
        else:
            row = who_is_there.person(session, making.people[name])
            version = row.version if row else 1
            people.edit_person(session, making.people[name], version, {"tier": tier})
            people.give_access(session, making.people[name], access)
        people.set_wage(session, making.people[name], dates.today(), wage, 12_500)
    for business in facts.BUSINESSES:
        _client(session, making, business)
    shop.set_series(session, "ticket", 0, "T{n:06d}", 900)


def _client(session: Session, making: _Making, business: facts.Business) -> None:
    domain = facts.domain_of(business.name)
    client = clients.add_client(
        session,
        business.name,
        {
            "status": "active",
            "address": business.street,
            "city": business.city,
            "region": business.region,
            "postal_code": business.postal,
            "phone": business.phone,
            "plan": business.plan,
            "terms_days": business.terms,
            "people_count": business.size,
            "billing_email": f"ap@{domain}",
            "email_domain": domain,
            "since_on": dates.today() - timedelta(days=400 + 90 * len(making.clients)),
        },
    )
    making.clients[business.name] = client
    site = clients.add_site(
        session,
        client,
        {
            "name": "Main office",
            "address": business.street,
            "city": business.city,
            "region": business.region,
            "postal_code": business.postal,
        },
    )
    owners = [who for who in business.people if who.title.startswith("Owner")]
    owner = owners[0] if owners else business.people[-1]
    for n, who in enumerate(business.people):
        title, _, last = who.name.rpartition(" ")
        contact = clients.add_contact(
            session,
            client,
            {
                "first_name": title,
                "last_name": last,
                "title": who.title,
                "phone": who.phone,
                "email": f"{last.lower()}@{domain}",
                "site_id": site,
                "billing": n == 0,
                "decides": who is owner,
                "may_approve_after_hours": n == 1,
            },
        )
        making.contacts[who.name] = contact
        making.contacts.setdefault(business.name, contact)
    _devices(session, making, business, client)
    if business.monthly:
        making.agreements[business.name] = _agree(session, making, business, client)


TERM = 12
SPREAD = 5
"""Months between the ends of two clients' terms, so that they fall all over the year."""


def _agree(session: Session, making: _Making, business: facts.Business, client: int) -> int:
    """Sign a client a year and more ago; it goes on by itself, and ends some months from now."""
    ahead = 1 + SPREAD * len(making.clients) % TERM
    until = dates.add_months(dates.month_start(making.now.date()), ahead) - timedelta(days=1)
    first = dates.add_months(until + timedelta(days=1), -2 * TERM)
    signer = business.people[-1]
    held = agreements.add_agreement(
        session,
        client,
        "managed",
        first,
        {
            "state": "active",
            "signer_theirs": signer.name,
            "signer_theirs_title": signer.title,
            "signer_ours": "Dana Whitlock",
            "plan": business.plan,
            "tier": business.plan.lower(),
            "monthly_fee": business.monthly,
            "drafted_on": first - timedelta(days=50),
            "reviewed_on": first - timedelta(days=40),
            "signed_on": first - timedelta(days=7),
            "after_hours_bills": business.plan == "Platinum",
            "end_on": dates.add_months(first, TERM) - timedelta(days=1),
            "auto_renew": True,
            "no_hiring": True,
            "term_months": TERM,
            "payment_type": "card",
            # Next month stands on the drafts already, typed by hand.
            "bill_from": dates.add_months(dates.month_start(making.now.date()), 2),
        },
    )
    agreements.set_targets(session, held, facts.TARGETS[business.plan])
    # The sheet is older than the shop's other papers, and was there before it was agreed to.
    with dates.frozen(datetime.combine(first - timedelta(days=14), time(9))):
        _plan_sheet(session, business, held, first, signer.name)
    return held


def _plan_sheet(
    session: Session, business: facts.Business, held: int, first: date, signer: str
) -> None:
    """Write the plan sheet of the first day: computers and servers, and what is left as a line."""
    said = plans.sheet_details(session, business.plan.lower())
    sheet = agreements.new_sheet(session, held, first, said)
    for line in agreed.sheet_lines(session, sheet):
        agreements.drop_line(session, line.id)
    counts = dict(business.devices)
    left = business.monthly
    for kind, each, words in facts.PRICES[business.plan]:
        count = sum(counts.get(one, 0) for one in kind.split())
        if count and count * each <= left:
            details = {"text": f"{business.plan}, {words}", "quantity": count * 10_000}
            unit = kind.split()[0]
            details |= {"unit": unit, "price": each, "item_id": plans.item_of(session, unit)}
            agreements.add_line(session, sheet, details)
            left -= count * each
    if left:
        details = {"text": "Off-site backup and mailboxes", "unit": "flat", "price": left}
        agreements.add_line(session, sheet, details)
    agreements.accept_sheet(session, sheet, 1, first, signer)


_MAKES = {
    "server": ("Dell", "PowerEdge T350"),
    "workstation": ("Dell", "OptiPlex 7010"),
    "laptop": ("Lenovo", "ThinkPad T14"),
    "printer": ("HP", "LaserJet M404"),
    "firewall": ("SonicWall", "TZ370"),
    "switch": ("Cisco", "CBS250-24"),
    "nas": ("Synology", "DS923+"),
    "ups": ("APC", "SMT1500"),
}


def _devices(session: Session, making: _Making, business: facts.Business, client: int) -> None:
    address = 10
    for kind, count in business.devices:
        for n in range(1, count + 1):
            make, model = _MAKES[kind]
            bought = dates.today() - timedelta(days=making.dice.randrange(30, 1500))
            short = {"workstation": "PC", "server": "SRV"}.get(kind, kind[:3].upper())
            address += 1
            device = documentation.add_device(
                session,
                client,
                {
                    "kind": kind,
                    "name": f"{business.prefix}-{short}{n}",
                    "make": make,
                    "model": model,
                    "serial": f"SN{making.dice.randrange(10**8):08d}",
                    "ip": f"192.168.{len(making.clients)}.{address}",
                    "purchased_on": bought,
                    "warranty_until": dates.add_months(bought, 36),
                    "place": making.dice.choice(("Front desk", "Closet", "Office 2", "Back room")),
                },
            )
            making.devices.setdefault(business.name, []).append(device)


def _workdays(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        closed = holidays_of(TEN_HOLIDAYS, day.year)
        if day.weekday() < 5 and day not in closed:
            yield day
        day += timedelta(days=1)


@action("Make a sample month", undoable=False)
def _month_of_work(session: Session, making: _Making, first: date) -> None:
    """Small tickets of a month, opened, worked and closed; none on the last day itself."""
    last = min(
        dates.add_months(first, 1) - timedelta(days=1), making.now.date() - timedelta(days=1)
    )
    lately = making.now.date() - timedelta(days=LATELY)
    for day in _workdays(first, last):
        if day >= lately:
            _full_day(session, making, day)
            continue
        at = {"Dana Whitlock": 8 * 60, "Marcus Oduya": 8 * 60}
        for _ in range(making.dice.choice((0, 1, 1, 2))):
            name = making.dice.choice(("Dana Whitlock", "Marcus Oduya", "Marcus Oduya"))
            at[name] += making.dice.choice((0, 15, 30, 75))
            at[name] = _small_ticket(session, making, name, day, at[name])


def _full_day(session: Session, making: _Making, day: date) -> None:
    """A day that is logged from end to end: overhead, a call, longer work, lunch, longer work."""
    for name, hat, words in facts.MORNINGS:
        minute = _overhead(session, making, name, hat, words, day, 8 * 60)
        if name == "Priya Raman":
            _overhead(session, making, name, "finance", "Invoices and calls due", day, minute, 195)
            continue
        if (day.toordinal() + len(name)) % 2:
            minute = _small_ticket(session, making, name, day, minute)
        minute = _long_ticket(session, making, name, day, minute)
        minute = _long_ticket(session, making, name, day, max(minute, 12 * 60 + 45))
        if minute < 16 * 60:
            rest = facts.AFTERNOONS[name]
            _overhead(session, making, name, *rest, day, minute, 16 * 60 - minute)


def _overhead(
    session: Session,
    making: _Making,
    name: str,
    hat: str,
    words: str,
    day: date,
    minute: int,
    minutes: int = 45,
) -> int:
    """Log time on the standing ticket of a hat; answers when it ended."""
    role = next(role.id for role in who_is_there.roles(session) if role.code == hat)
    session.info["person_id"] = making.people[name]
    begin = datetime.combine(day, time(minute // 60, minute % 60))
    end = begin + timedelta(minutes=minutes)
    with dates.frozen(end):
        ticket = timekeeping.standing_ticket(session, role)
        span = f"{begin:%H:%M}-{end:%H:%M}"
        timekeeping.log_time(session, ticket, day, span, words, "admin", role_id=role)
    session.info["person_id"] = making.people["Dana Whitlock"]
    return minute + minutes


def _long_ticket(session: Session, making: _Making, name: str, day: date, minute: int) -> int:
    """One that takes hours; answers when it ended, like the small ones."""
    title, done, minutes = making.dice.choice(garden.WORK)
    return _ticket(session, making, name, day, minute, (title, done, minutes + 15))


def _small_ticket(session: Session, making: _Making, name: str, day: date, minute: int) -> int:
    """One ordinary ticket from call to closed; answers when it ended, in minutes since midnight."""
    title, done, minutes = making.dice.choice(facts.SMALL_WORK)
    minutes += making.dice.choice((0, 0, 5, 10, 20))
    return _ticket(session, making, name, day, minute, (title, done, minutes))


def _ticket(
    session: Session, making: _Making, name: str, day: date, minute: int, work: tuple[str, str, int]
) -> int:
    """A ticket of some title, its resolution and minutes, worked on by one person in one go."""
    business = making.dice.choice(facts.BUSINESSES)
    title, done, minutes = work
    onsite = making.dice.random() < 0.12
    session.info["person_id"] = making.people[name]
    opened = datetime.combine(day, time(minute // 60, minute % 60))
    end = opened + timedelta(minutes=minutes)
    with dates.frozen(opened):
        ticket = tickets.open_ticket(
            session,
            making.clients[business.name],
            title,
            _details(making, business.name, making.dice.choice((2, 3, 3, 3, 4)))
            | {"assigned_id": making.people[name], "estimate_minutes": 15 * (1 + minutes // 15)},
        )
    with dates.frozen(end):
        timekeeping.log_time(
            session,
            ticket,
            day,
            f"{opened:%H:%M}-{end:%H:%M}",
            done,
            place="on_site" if onsite else "remote",
        )
        # The sums of a ticket are kept by triggers; read them again before it is completed.
        session.flush()
        session.expire_all()
        tickets.complete(session, ticket, None, done)
        session.info["person_id"] = making.people["Dana Whitlock"]
        tickets.close(session, ticket)
    return minute + minutes


def _details(making: _Making, client: str, priority: int) -> dict[str, object]:
    """The answers of a first contact, all given."""
    return {
        "description": "As told on the phone.",
        "priority": priority,
        "contact_id": making.contacts[client],
        "source_kind": "phone",
        "device_id": making.dice.choice(making.devices[client]),
        **_agreed(making, client),
    }


def _agreed(making: _Making, client: str) -> dict[str, object]:
    """The agreement a ticket falls under, or that there is none."""
    held = making.agreements.get(client)
    return {"no_agreement": True} if held is None else {"agreement_id": held}


def _bill(store: Store, making: _Making, first: date) -> None:
    """Bill a month on the first of the next: plan, work, some goods; most of it gets paid."""
    with dates.frozen(datetime.combine(first, time(9))):
        store.person_id = making.people["Priya Raman"]
        store.do(_sample_run, making, first)
        store.person_id = making.people["Dana Whitlock"]


@action("Make a sample billing run", undoable=False)
def _sample_run(session: Session, making: _Making, first: date) -> None:
    for business in facts.BUSINESSES:
        client = making.clients[business.name]
        if business.monthly:
            draft = billing.new_draft(session, client)
            words = f"{business.plan} agreement, {first:%B %Y}"
            billing.add_line(session, draft, "plan", words, 10_000, business.monthly)
    billing.make_drafts(session, first - timedelta(days=1))
    ready = []
    for row in bills.run_sheet(session).rows:
        if making.dice.random() < 0.15:
            kind, words, price, cost = making.dice.choice(facts.GOODS)
            details = {"unit_cost": cost, "taxable": True}
            billing.add_line(session, row.id, kind, words, 10_000, price, details)
        for question in bills.draft_page(session, row.id).questions:
            billing.answer_question(session, row.id, question.kind, question.subject, "right")
        billing.mark_ready(session, row.id)
        ready.append(row.id)
    billing.issue(session, ready, first)
    _pay(session, making, first)


def _pay(session: Session, making: _Making, first: date) -> None:
    """Clients pay what is due, each at its own pace; the brewery falls behind."""
    for business in facts.BUSINESSES:
        if business.name == "Old Mill Brewing" and first > making.now.date() - timedelta(days=140):
            continue
        late = 12 + len(business.name) % 18
        if first + timedelta(days=late) > making.now.date():
            continue
        paid_on = first + timedelta(days=late)
        with dates.frozen(datetime.combine(paid_on, time(9))):
            money = bills.client_money(session, making.clients[business.name])
            if money.owes > 0:
                billing.add_payment(
                    session,
                    making.clients[business.name],
                    money.owes,
                    making.dice.choice(("check", "ach", "card")),
                    paid_on,
                    f"{making.dice.randrange(1000, 9999)}",
                )


@action("Make sample open work", undoable=False)
def _open_work(session: Session, making: _Making) -> None:
    made = {work.title: _open_ticket(session, making, work) for work in facts.OPEN_WORK}
    today, minute = making.now.date(), 8 * 60
    if dates.minute_of_day(making.now) >= minute + 90:
        name, hat, words = facts.MORNINGS[0]
        _overhead(session, making, name, hat, words, today, minute)
        begin = making.now - timedelta(minutes=42, seconds=18)
        with dates.frozen(begin):
            timekeeping.start_timer(session, made[facts.TIMER])
    _night_call(session, making)
    for client, words, ahead in facts.TALKS:
        following = today + timedelta(days=ahead)
        clients.add_talk(
            session, making.clients[client], today - timedelta(days=20), words, following
        )
    _sell_hours(session, making, today)
    drafted = _draft(session, making, today)
    session.info["words"] = f"Sample shop made, {drafted.drafts} drafts"


def _draft(session: Session, making: _Making, today: date) -> billing.RunMade:
    """Begin the run of next month's plans with the work so far; a few drafts are looked at."""
    following = dates.add_months(dates.month_start(today), 1)
    _ask_for_orders(session, making.clients["Dunmore Title & Escrow"])
    for business in facts.BUSINESSES:
        if business.monthly:
            draft = billing.new_draft(session, making.clients[business.name])
            words = f"{business.plan} agreement, {following:%B %Y}"
            billing.add_line(session, draft, "plan", words, 10_000, business.monthly)
    made = billing.make_drafts(session, today - timedelta(days=1))
    session.info["person_id"] = making.people["Priya Raman"]
    for row in bills.run_sheet(session).rows[1::2]:
        if not bills.draft_page(session, row.id).questions:
            billing.mark_ready(session, row.id)
    session.info["person_id"] = making.people["Dana Whitlock"]
    return made


def _ask_for_orders(session: Session, client: int) -> None:
    """From now on a client pays only with a purchase order: a question in the billing run."""
    row = client_queries.client(session, client)
    if row is not None:
        clients.edit_client(session, client, row.version, {"needs_order": True})


def _night_call(session: Session, making: _Making) -> None:
    """A Sunday call nobody has approved yet: the question in the billing run."""
    sunday = making.now.date() - timedelta(days=making.now.weekday() + 1)
    opened = datetime.combine(sunday, time(9, 10))
    client = "Kestrel Machine & Tool"
    session.info["person_id"] = making.people["Marcus Oduya"]
    with dates.frozen(opened):
        details = _details(making, client, 2) | {
            "assigned_id": making.people["Marcus Oduya"],
            "estimate_minutes": 90,
        }
        ticket = tickets.open_ticket(
            session, making.clients[client], "Spindle PC will not boot", details
        )
    with dates.frozen(opened + timedelta(minutes=90)):
        words = "Replaced the power supply, tested two full cycles."
        timekeeping.log_time(session, ticket, sunday, "9:10-10:40", words)
        session.flush()
        session.expire_all()
        tickets.complete(session, ticket, None, words)
    session.info["person_id"] = making.people["Dana Whitlock"]


def _open_ticket(session: Session, making: _Making, work: facts.Work) -> int:
    opened = making.now - timedelta(minutes=work.age)
    with dates.frozen(opened):
        details = _details(making, work.client, max(2, work.priority)) | {
            "description": work.about,
            "tier": work.tier,
            "estimate_minutes": work.estimate,
        }
        if work.priority == 1:
            details |= {"priority": 1, "critical_fact": "application_down"}
        if work.status == "new" or work.priority == 1:
            details.pop("device_id")
        if work.who:
            details["assigned_id"] = making.people[work.who]
        ticket = tickets.open_ticket(session, making.clients[work.client], work.title, details)
        if work.priority == 1:
            _notes(session, making, ticket, opened)
    _settle(session, making, work, ticket)
    return ticket


def _settle(session: Session, making: _Making, work: facts.Work, ticket: int) -> None:
    """Bring a ticket to the status it has today."""
    session.info["person_id"] = making.people.get(work.who, making.people["Dana Whitlock"])
    following = making.now.date() + timedelta(days=2)
    match work.status:
        case "scheduled":
            at = datetime.combine(making.now.date(), time(13 + ticket % 3))
            tickets.schedule(session, ticket, None, at, work.estimate)
        case "waiting_client" | "waiting_third_party":
            tickets.begin_work(session, ticket)
            reason = "Asked, waiting for the answer"
            tickets.wait(session, ticket, None, work.status, reason, following)
        case "in_progress":
            tickets.begin_work(session, ticket)
    session.info["person_id"] = making.people["Dana Whitlock"]


def _notes(session: Session, making: _Making, ticket: int, opened: datetime) -> None:
    for name, after, words, minutes in facts.NOTES:
        at = opened + timedelta(minutes=after)
        with dates.frozen(at):
            if not minutes:
                tickets.add_note(session, ticket, words, author=name)
                continue
            session.info["person_id"] = making.people[name]
            begin = at - timedelta(minutes=minutes)
            span = f"{begin:%H:%M}-{at:%H:%M}"
            timekeeping.log_time(session, ticket, opened.date(), span, words)
            session.info["person_id"] = making.people["Dana Whitlock"]
