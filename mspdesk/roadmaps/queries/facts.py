"""The eight sections of a roadmap packet, each from facts of the books; empty ones say nothing."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from ...agreements import queries as agreements
from ...billing.queries.renewals import YearOfWork, answered_of, years_of_work
from ...dates import add_months, full_date, hours, hours_h
from ...documentation.models.device import Device
from ...documentation.queries.backups import restore_tests
from ...documentation.queries.completeness import completeness
from ...documentation.queries.editions import KINDS as EDITIONS
from ...documentation.queries.editions import newest
from ...documentation.rules.devices import DEVICE_KINDS
from ...money import Currency, shown, shown_whole
from ...recovery.queries.states import PlanState, plan_states
from ...rows import dataclass
from ...sales.models.advice import Advice
from ...sales.models.pipeline import Opportunity, PipelineStage
from ...sales.queries.worksheet import worksheet_of
from ...sales.rules.worksheet import QUESTIONS as WORKSHEET
from ...tickets.models import Ticket
from ...tickets.queries.board import IS_OPEN, TicketRow, ticket_rows
from ...tickets.queries.measures import response_met
from ...tickets.rules import STATUS_WORDS, Queue, Status
from ..rules.questions import QUESTIONS
from ..rules.replacing import LEASE_MONTHS, OLD_YEARS, why_replace
from .decisions import DecisionRow, decisions
from .meetings import answers_before
from .places import PlaceRow, budget_words, place

MOST = {"devices": 12, "advice": 5, "tickets": 8, "missing": 8, "decided": 4}
"""Rows a section shows at most, so that a packet never has more than four pages."""

LONGEST = 110
"""Letters of somebody's words a packet shows."""

QUARTER = 90
"""Days of the last quarter."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a packet: facts as pairs, a table, lines, and what is to be known besides.

    `more` says how many rows were left out, and where they are.
    """

    key: str
    title: str
    facts: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()
    more: str = ""
    note: str = ""

    @property
    def empty(self) -> bool:
        """Whether it has nothing to say."""
        return not (self.facts or self.rows or self.lines)


def short(words: str, most: int = LONGEST) -> str:
    """Somebody's words on one line, cut where they are longer than `most` letters."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _kept(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, words) for label, words in pairs if words)


def _left_out(shown_rows: int, all_of_them: int, where: str) -> str:
    left = all_of_them - shown_rows
    return f"And {left:,} more; {where}." if left > 0 else ""


# --- 1 and 2: what was done ----------------------------------------------------------------------


def work_section(session: Session, client_id: int, day: date, money: Currency) -> Section:
    """Hours and what an hour brought in, beside the year before."""
    before_day = add_months(day, -12)
    year = years_of_work(session, [client_id], day)[client_id]
    before = years_of_work(session, [client_id], before_day)[client_id]
    if not year.minutes and not year.revenue:
        return Section("work", "Hours and effective rate")

    def line(title: str, words: Callable[[YearOfWork], str]) -> tuple[str, str, str]:
        return (title, words(year), words(before) if before.minutes or before.revenue else "")

    def rate(one: YearOfWork) -> str:
        return shown_whole(one.hourly, money) if one.hourly is not None else ""

    rows = (
        line("Hours worked", lambda one: hours(one.minutes)),
        line("Of them under the plan", lambda one: hours(one.covered)),
        line(
            "What these would cost by the hour", lambda one: shown_whole(one.covered_worth, money)
        ),
        line("Billed without goods and tax", lambda one: shown_whole(one.revenue, money)),
        line("An hour brought in", rate),
    )
    columns = ("", "Last 12 months", "The 12 months before")
    return Section("work", "Hours and effective rate", columns=columns, rows=rows)


def response_section(session: Session, client_id: int, day: date) -> Section:
    """How many tickets were answered in time: last quarter and last twelve months (S057)."""
    title = "Answered in time"
    year = answered_of(session, day, [client_id]).get(client_id)
    first = day - timedelta(days=QUARTER - 1)
    last = {one.client_id: one for one in response_met(session, first, day, [client_id])}
    quarter = last.get(client_id)
    waiting = session.scalar(
        select(func.count()).where(
            Ticket.client_id == client_id, IS_OPEN, Ticket.standing.is_(False)
        )
    )
    if year is None:
        return Section("response", title)

    def words(met: int, tickets: int, share: int) -> str:
        return f"{met} of {tickets}, {(share + 5_000) // 10_000}%"

    facts = _kept(
        ("Last 12 months", words(year.met, year.tickets, year.share)),
        (
            "Last 90 days",
            words(quarter.met, quarter.tickets, quarter.share) if quarter else "no tickets",
        ),
        ("Open now", str(waiting or 0)),
    )
    return Section("response", title, facts)


# --- 3: machines ---------------------------------------------------------------------------------


def _due(day: date) -> ColumnElement[bool]:
    """Machines that are due by their lease, their age, or a warranty where no age is known."""
    return or_(
        Device.lease_until <= add_months(day, LEASE_MONTHS),
        Device.purchased_on < add_months(day, -12 * OLD_YEARS),
        and_(Device.purchased_on.is_(None), Device.warranty_until < day),
    )


def devices_section(session: Session, client_id: int, day: date) -> Section:
    """Machines that are due for replacement, the oldest first, and of how many nothing is known."""
    title = "Machines due for replacement"
    here = (Device.client_id == client_id, Device.retired_on.is_(None))
    known = func.count(func.coalesce(Device.purchased_on, Device.warranty_until))
    every, dated = session.execute(select(func.count(), known).where(*here)).one()
    if not every:
        return Section("devices", title)
    due = session.scalar(select(func.count()).where(*here, _due(day))) or 0
    kinds = session.execute(
        select(Device.kind, func.count()).where(*here, _due(day)).group_by(Device.kind)
    )
    by_kind = sorted(((int(many), str(kind)) for kind, many in kinds), reverse=True)
    oldest = func.coalesce(Device.purchased_on, Device.lease_until, Device.warranty_until)
    found = session.execute(
        select(
            Device.name,
            Device.kind,
            Device.used_by,
            Device.place,
            Device.purchased_on,
            Device.warranty_until,
            Device.lease_until,
        )
        .where(*here, _due(day))
        .order_by(oldest, Device.id)
        .limit(MOST["devices"])
    )
    rows = tuple(
        (
            name,
            DEVICE_KINDS.get(kind, kind),
            used_by or place_,
            full_date(bought) if bought else "not known",
            why_replace(bought, warranty, lease, day),
        )
        for name, kind, used_by, place_, bought, warranty, lease in found
    )
    counted = ", ".join(f"{DEVICE_KINDS.get(kind, kind)} {many:,}" for many, kind in by_kind)
    unknown = int(every) - int(dated)
    facts = _kept(
        ("Due", f"{due:,} of {every:,}"),
        ("Of them", counted),
        ("Age not known", f"{unknown:,}" if unknown else ""),
    )
    if not due and not unknown:
        return Section("devices", title)
    return Section(
        "devices",
        title,
        facts,
        ("Machine", "Kind", "Where or whose", "Bought", "Why") if rows else (),
        rows,
        more=_left_out(len(rows), due, "the device list has them all"),
    )


# --- 4: documentation ----------------------------------------------------------------------------


def documentation_section(session: Session, client_id: int, day: date) -> Section:
    """How much is written down, how the recovery plan stands, what was restored."""
    known = completeness(session, client_id)
    missing = [one.title for one in known.sections if one.counted and not one.done]
    copies = []
    for kind, name in EDITIONS.items():
        held = newest(session, client_id, kind)
        if held is not None:
            copies.append(f"{name} edition {held.number}, {full_date(held.printed_on)}")
    first = add_months(day, -12)
    tests = [
        one.on
        for one in restore_tests(session, client_id, limit=1_000)
        if one.counts and first < one.on <= day
    ]
    plan = next(iter(plan_states(session, client_id)), None)
    asked = worksheet_of(session, client_id)
    worksheet = f"{asked.count.known} of {len(WORKSHEET)} known" if asked else ""
    if known.percent == 0 and not tests and (plan is None or not plan.systems):
        # Of whoever is no client yet nothing else can be written down, and nothing is missing.
        return Section(
            "documentation", "Documentation and recovery", _kept(("Worksheet", worksheet))
        )
    facts = _kept(
        ("Worksheet", worksheet),
        ("Written down", f"{known.percent}%, {known.complete} of {known.counted} sections"),
        ("On paper", "; ".join(copies)),
        ("Recovery plan", plan.words if plan and (plan.state != "none" or plan.managed) else ""),
        ("Last gone through", _plan_day(plan)),
        ("Restored in 12 months", _restored(tests, plan)),
        ("Offline full copy", plan.offline if plan else ""),
    )
    note = ""
    if missing:
        few = missing[: MOST["missing"]]
        rest = len(missing) - len(few)
        note = f"Still missing: {', '.join(few)}{f' and {rest} more' if rest else ''}."
    return Section("documentation", "Documentation and recovery", facts, note=note)


def _plan_day(plan: PlanState | None) -> str:
    return full_date(plan.exercised_on) if plan and plan.exercised_on else ""


def _restored(tests: Sequence[date], plan: PlanState | None) -> str:
    if tests:
        times = "once" if len(tests) == 1 else f"{len(tests)} times"
        return f"{times}, last {full_date(max(tests))}"
    return "never" if plan is not None and plan.jobs else ""


# --- 5: advice -----------------------------------------------------------------------------------


def advice_section(session: Session, client_id: int, money: Currency) -> Section:
    """What they said no to with its risk, and what still waits for an answer (S130)."""
    here = (Advice.client_id == client_id, Advice.state.in_(("declined", "open")))
    every = session.scalar(select(func.count()).where(*here)) or 0
    found = session.scalars(
        select(Advice)
        .where(*here)
        .order_by(Advice.state, Advice.advised_on.desc(), Advice.id.desc())
        .limit(MOST["advice"])
    )
    rows = []
    for one in found:
        said = "Waits for an answer"
        if one.state == "declined":
            no = f"No, {full_date(one.answered_on)}" if one.answered_on else "No"
            said = short(f"{no}: {one.choice}" if one.choice else no)
        cost = [shown(one.price, money)] if one.price is not None else []
        cost += [f"{shown(one.monthly, money)} a month"] if one.monthly is not None else []
        what = f"{one.what[:1].upper()}{one.what[1:]}"
        rows.append((what, short(one.risk), " and ".join(cost), said))
    return Section(
        "advice",
        "Advice declined or open",
        columns=("We said", "What may happen", "Price", "They said") if rows else (),
        rows=tuple(rows),
        more=_left_out(len(rows), every, "the client's page has them all"),
    )


def declined(session: Session, client_id: int, day: date) -> list[tuple[int, str, date | None]]:
    """Advice they had said no to by a day, newest first: id, what, when."""
    found = session.execute(
        select(Advice.id, Advice.what, Advice.answered_on)
        .where(
            Advice.client_id == client_id,
            Advice.state == "declined",
            or_(Advice.answered_on.is_(None), Advice.answered_on <= day),
        )
        .order_by(Advice.answered_on.desc(), Advice.id.desc())
    )
    return [(int(id_), what, on) for id_, what, on in found]


# --- 6: budget -----------------------------------------------------------------------------------


def budget_section(session: Session, client_id: int, day: date, money: Currency) -> Section:
    """Where they keep us, next year's money, and the agreement that is to be renewed (S118)."""
    row = place(session, client_id)
    held = agreements.in_force(session, client_id, day)
    term = held.term_on(day) if held else None
    monthly = agreements.monthly_on(session, held.id, day) if held else 0
    agreed = ""
    if held is not None:
        agreed = f"{held.title}, {shown(monthly, money)} a month" if monthly else held.title
    facts = _kept(
        ("In their budget", row.category_words if row else "Never asked"),
        ("What it means to them", short(row.meaning) if row else ""),
        ("Money for next year", _next_year(row, money)),
        ("They renew", row.renew_words if row else ""),
        ("Agreement", agreed),
        ("Its term ends", full_date(term.last) if term else ""),
        ("Told of new rates", _told(row)),
        ("Last asked", row.asked_words if row else ""),
    )
    return Section("budget", "Budget and renewal", facts, note=_ask(row, day))


def _next_year(row: PlaceRow | None, money: Currency) -> str:
    if row is None:
        return ""
    planned = f", {shown_whole(row.planned, money)} a year" if row.planned is not None else ""
    return f"{row.next_year_words}{planned}"


def _told(row: PlaceRow | None) -> str:
    if row is None or row.rise_on is None:
        return ""
    return ": ".join(filter(None, (full_date(row.rise_on), short(row.rise_words))))


def _ask(row: PlaceRow | None, day: date) -> str:
    if row is None:
        return "They were never asked. Ask before anything else."
    missing = row.missing(day)
    return f"Ask again: {', '.join(missing)}." if missing else ""


# --- 7: what is open -----------------------------------------------------------------------------


def open_sales(session: Session, client_id: int) -> list[TicketRow]:
    """Open tickets of the sales queue, in queue order."""
    found = ticket_rows().where(
        IS_OPEN,
        Ticket.client_id == client_id,
        Ticket.queue == Queue.SALES,
        Ticket.standing.is_(False),
    )
    order = (Ticket.priority, Ticket.opened_at, Ticket.id)
    return [TicketRow(*row) for row in session.execute(found.order_by(*order))]


def sales_section(session: Session, client_id: int, day: date, money: Currency) -> Section:
    """Offers and sales tickets that are open, and what they wanted to do since the last meeting."""
    tickets = open_sales(session, client_id)
    offers = _offers(session, client_id, money)
    theirs = [one for one in _carried(session, client_id, day) if one.kind == "theirs"]
    rows = [
        (
            f"#{one.number}",
            one.title,
            one.assigned or "nobody yet",
            STATUS_WORDS[Status(one.status)],
        )
        for one in tickets[: MOST["tickets"]]
    ]
    rows = [*offers[: MOST["decided"]], *rows]
    rows += [("Theirs", short(one.text), one.who, _by(one)) for one in theirs[: MOST["decided"]]]
    return Section(
        "sales",
        "Open between us",
        columns=("No.", "What", "Who, or price", "How it stands") if rows else (),
        rows=tuple(rows),
        more=_left_out(len(rows), len(tickets) + len(offers) + len(theirs), "see the sales queue"),
    )


def _by(one: DecisionRow) -> str:
    return f"by {full_date(one.due_on)}" if one.due_on else f"since {full_date(one.on)}"


def _carried(session: Session, client_id: int, day: date) -> list[DecisionRow]:
    """What was decided in the last twelve months and is not done."""
    found = decisions(session, client_id=client_id, since=add_months(day, -12), until=day)
    return [one for one in found if one.open]


def carried(session: Session, client_id: int, day: date) -> int:
    """How many decisions of the last twelve months are not done."""
    return len(_carried(session, client_id, day))


def _offers(session: Session, client_id: int, money: Currency) -> list[tuple[str, str, str, str]]:
    found = session.execute(
        select(
            Opportunity.number,
            Opportunity.title,
            Opportunity.once,
            Opportunity.monthly,
            PipelineStage.name,
        )
        .join(PipelineStage, PipelineStage.id == Opportunity.stage_id)
        .where(Opportunity.client_id == client_id, Opportunity.closed_on.is_(None))
        .order_by(Opportunity.id)
    )
    rows = []
    for number, title, once, monthly, stage in found:
        worth = [shown_whole(once, money)] if once else []
        worth += [f"{shown_whole(monthly, money)} a month"] if monthly else []
        rows.append((number, title, " and ".join(worth), stage))
    return rows


# --- 8: questions --------------------------------------------------------------------------------


def questions_section(session: Session, client_id: int, day: date) -> Section:
    """What to ask, each with what they said last."""
    before = answers_before(session, client_id, day + timedelta(days=1))
    row = place(session, client_id)
    rows = []
    for one in QUESTIONS:
        said = ""
        if one.key == "budget":
            said = budget_words(row, day) if row is not None else ""
        elif one.key in before:
            when, words = before[one.key]
            said = f"{short(words)} ({full_date(when)})"
        rows.append((one.title, one.ask, said))
    return Section(
        "questions", "To ask", columns=("About", "Question", "Said last"), rows=tuple(rows)
    )


def hours_line(session: Session, client_id: int, day: date) -> str:
    """The hours of the last twelve months in a few words; empty without one."""
    year = years_of_work(session, [client_id], day)[client_id]
    return f"{hours_h(year.minutes)} in twelve months" if year.minutes else ""
