"""The billing run: what is unbilled goes onto one draft per client."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, literal_column, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import acting, action, tell
from ...dates import full_date, month_start, now, short_date, today
from ...errors import UserError
from ...money import QUANTITY, hours_quantity
from ...rows import dataclass
from ...shop.actions import alone
from ...shop.queries import shop as the_shop
from ...tickets.models import Ticket
from ...timekeeping import actions as timekeeping
from ...timekeeping import queries as time_queries
from ...timekeeping.actions.prepaid import redraw
from ...timekeeping.models import TimeEntry
from ...timekeeping.queries import EntryRow, VisitRow
from ..models import BillingRun, Invoice, InvoiceLine, InvoiceTime, Question
from ..queries.drafts import COVERED, FROM_HOURS, entry_facts, facts_of, plan_names
from ..queries.late import Extra, Fee
from ..queries.parties import TaxChoice, active_codes, tax_choice
from ..queries.recurring import Asking, PlanDue, asking
from ..rules.labor import Group, detail_of, grouped, ticket_words, when_words
from ..rules.review import EntryFacts
from ..rules.words import LineKind
from .buckets import close_ended
from .common import (
    changed,
    client_name,
    ensure_draft,
    open_draft,
    place_line,
    refresh,
    the_lines,
)
from .fresh import begin_plans
from .recurring import put_plans
from .settling import free_periods

LISTED = frozenset({"covered", "no_charge", "prepaid"})
"""Kinds of time that bill nothing and are still listed for the client."""


@dataclass(frozen=True, slots=True)
class RunMade:
    """What a billing run did: drafts there are now, drafts that changed, entries put on them.

    `plans` are the bills of agreements that were put on, `held` why others were not.
    """

    run_id: int
    drafts: int
    changed: int
    entries: int
    plans: int = 0
    held: tuple[str, ...] = ()


TOLD_WITHIN = timedelta(days=400)
"""A client without work in this time has nothing to be told of on a draft."""
MOST_IDLE = 366
"""Days after which a run for everybody asks first whether the clock is right."""


@action("Make drafts")
def make_drafts(session: Session, through_on: date, client_id: int | None = None) -> RunMade:
    """Put everything unbilled through a day onto one draft per client, and what is due in advance.

    Plans, setup fees and hours paid ahead of every agreement whose day to be made has come go on
    the same draft; a period that was billed is not billed again. A client's draft that is there
    already is added to, and loses its tick when it changed. With `client_id` only that client is
    looked at. Two computers go one after the other: the second finds nothing new to bill. Raises
    UserError naming through_on.
    """
    if through_on > today():
        raise UserError("Bill work that is done: choose today or an earlier day.", "through_on")
    alone(session)
    if client_id is None:
        _check_clock(session)
    run = BillingRun(through_on=through_on, made_at=now(), made_by_id=acting(session))
    session.add(run)
    session.flush()
    for agreement_id in sorted(close_ended(session, today(), client_id)):
        redraw(session, agreement_id)
    asked = asking(session, today(), client_id)
    work = _work(session, through_on, client_id, asked)
    shop, codes = the_shop(session), active_codes(session)
    fresh = _fresh(session, work, through_on)
    plans = {one: work[one].dues for one in sorted(fresh)}
    begin_plans(session, run.id, through_on, plans, shop, codes)
    rest = sorted(set(work) - fresh)
    clients = _clients(session, rest)
    for one in rest:
        draft = ensure_draft(session, one)
        draft.run_id = run.id
        taxes = tax_choice(session, clients[one], shop, codes)
        _fill_draft(session, draft, work[one], through_on, taxes)
    count = _refresh_others(session, set(work), client_id)
    total = sum(len(one.entries) for one in work.values())
    words = f"{len(work)} draft{'s' if len(work) != 1 else ''} through {full_date(through_on)}"
    held = tuple(one.sentence for one in asked.held)
    said = words if work else f"Nothing new to bill through {full_date(through_on)}"
    tell(session, f"{said}. {held[0]}" if held else said)
    return RunMade(run.id, count, len(work), total, len(asked.dues), held)


def _check_clock(session: Session) -> None:
    """Refuse a run for everybody long after the last one: the computer's clock may be wrong."""
    newest = session.scalar(select(func.max(BillingRun.made_at)))
    if newest is not None and (today() - newest.date()).days > MOST_IDLE:
        raise UserError(
            f"The last billing run was on {full_date(newest.date())}, and this computer says it is "
            f"{full_date(today())}. Set its clock right; if it is right, make the drafts of one "
            "client first.",
            "through_on",
        )


@dataclass(slots=True)
class Work:
    """What goes onto the draft of one client."""

    entries: list[EntryRow] = field(default_factory=list)
    visits: list[VisitRow] = field(default_factory=list)
    dues: list[PlanDue] = field(default_factory=list)
    extras: list[Extra] = field(default_factory=list)
    fees: list[Fee] = field(default_factory=list)


def _work(
    session: Session, through_on: date, client_id: int | None, asked: Asking
) -> dict[int, Work]:
    """What there is to bill, by client; our own company is never among them."""
    work: dict[int, Work] = {}
    for row in time_queries.unbilled(session, through_on, client_id):
        if not row.internal:
            work.setdefault(row.client_id, Work()).entries.append(row)
    for visit in time_queries.unbilled_visits(session, through_on, client_id):
        work.setdefault(visit.client_id, Work()).visits.append(visit)
    own = set(session.scalars(select(Client.id).where(Client.internal)))
    for due in asked.dues:
        if due.agreement.client_id not in own:
            work.setdefault(due.agreement.client_id, Work()).dues.append(due)
    for extra in asked.extras:
        if extra.agreement.client_id not in own:
            work.setdefault(extra.agreement.client_id, Work()).extras.append(extra)
    for fee in asked.fees:
        if fee.agreement.client_id not in own:
            work.setdefault(fee.agreement.client_id, Work()).fees.append(fee)
    return work


def _fresh(session: Session, work: Mapping[int, Work], through_on: date) -> set[int]:
    """Clients whose draft is begun with plans and nothing else, so that all are written at once.

    Who has a draft, work to bill or to tell of, or hours to buy goes the longer way.
    """
    plain = {
        one
        for one, what in work.items()
        if what.dues and not (what.entries or what.visits or what.extras or what.fees)
        if not any(due.agreement.bucket for due in what.dues)
    }
    if not plain:
        return set()
    begun = select(Invoice.client_id).where(Invoice.state != literal_column("'issued'"))
    free = select(TimeEntry.client_id).where(
        TimeEntry.kind.in_(LISTED), TimeEntry.work_on > through_on - TOLD_WITHIN
    )
    return plain - set(session.scalars(begun)) - set(session.scalars(free.distinct()))


def _clients(session: Session, ids: Iterable[int]) -> dict[int, Client]:
    """Clients by id, asked for together."""
    wanted = list(ids)
    found: dict[int, Client] = {}
    for start in range(0, len(wanted), 400):
        some = select(Client).where(Client.id.in_(wanted[start : start + 400]))
        found |= {client.id: client for client in session.scalars(some)}
    return found


def _fill_draft(
    session: Session, draft: Invoice, work: Work, through_on: date, taxes: TaxChoice
) -> None:
    """Put what there is for a client onto its draft."""
    _cover_period(draft, through_on, work)
    put_plans(session, draft, work.dues, work.extras, taxes, work.fees)
    put_on(session, draft, work.entries, work.visits)


def _refresh_others(session: Session, billed: set[int], client_id: int | None) -> int:
    """Bring the sums of the other drafts up to date; answers how many drafts there are."""
    found = select(Invoice.id, Invoice.client_id).where(Invoice.state != literal_column("'issued'"))
    drafts = list(session.execute(found))
    for draft_id, whose in drafts:
        if whose in billed or client_id not in (None, whose):
            continue
        draft = session.get_one(Invoice, draft_id)
        before = draft.total
        refresh(session, draft)
        if draft.total != before:
            changed(session, draft)
    return len(drafts)


def _cover_period(draft: Invoice, through_on: date, work: Work) -> None:
    """Stretch a draft's period over the work that is added to it, and say through which day."""
    draft.through_on = max(draft.through_on or through_on, through_on)
    days = [row.work_on for row in work.entries] + [visit.on for visit in work.visits]
    if days:
        first = min(*days, month_start(through_on))
        draft.period_from = min(draft.period_from or first, first)
        draft.period_to = max(draft.period_to or through_on, through_on)


def put_on(
    session: Session, draft: Invoice, entries: Sequence[EntryRow], visits: Sequence[VisitRow] = ()
) -> None:
    """Put entries and visits onto a draft, and make its labor and covered lines anew."""
    for visit in visits:
        _trip_line(session, draft, visit)
    regroup(session, draft, facts_of(session, entries))


def regroup(session: Session, draft: Invoice, new: Sequence[EntryFacts] = ()) -> None:
    """Make a draft's labor lines anew from the entries on them and new ones; its tick goes."""
    session.flush()
    lines = {
        (line.ticket_id or 0, line.unit_price): line
        for line in the_lines(session, draft.id)
        if _labor(line)
    }
    held = entry_facts(session, [line.id for line in lines.values()])
    entries = [*held, *new]
    groups = grouped(one for one in entries if one.kind == "billable")
    titles = _titles(session, {group.ticket_id for group in groups})
    client = session.get_one(Client, draft.client_id)
    taxes = tax_choice(session, client, the_shop(session))
    home: dict[int, int] = {}
    for group in groups:
        line = lines.pop((group.ticket_id, group.price), None)
        if line is None:
            line = InvoiceLine(
                invoice_id=draft.id,
                position=0,
                kind=LineKind.TIME,
                ticket_id=group.ticket_id,
                unit="h",
                taxable=taxes.taxable(LineKind.TIME),
            )
            _write_labor(line, group, titles)
            place_line(session, line)
        _write_labor(line, group, titles)
        for part in group.parts:
            home.setdefault(part.entry.id, line.id)
    _move_entries(session, held, new, home)
    for line in lines.values():
        session.delete(line)
    session.flush()
    _list_covered(session, draft, client)
    changed(session, draft)


def regroup_drafts(session: Session, entry_ids: Iterable[int]) -> None:
    """Write the drafts anew on which some of these entries stand."""
    lines = [row.invoice_line_id for row in time_queries.entries_of(session, list(entry_ids))]
    found = (
        select(Invoice)
        .join(InvoiceLine, InvoiceLine.invoice_id == Invoice.id)
        .where(InvoiceLine.id.in_([one for one in lines if one]), Invoice.state != "issued")
        .distinct()
    )
    for draft in session.scalars(found):
        regroup(session, draft)


def _labor(line: InvoiceLine) -> bool:
    """Whether the run keeps this line in step with time entries."""
    return line.kind == LineKind.TIME and not line.manual and line.unit != COVERED


def _titles(session: Session, ticket_ids: Iterable[int]) -> dict[int, str]:
    """The words of tickets on a line, by ticket."""
    columns = (Ticket.id, Ticket.number_int, Ticket.title)
    found = session.execute(select(*columns).where(Ticket.id.in_(set(ticket_ids))))
    return {id_: ticket_words(number, title) for id_, number, title in found}


def _write_labor(line: InvoiceLine, group: Group, titles: Mapping[int, str]) -> None:
    """Write minutes, price and words of a labor line."""
    line.minutes = group.minutes
    line.quantity = hours_quantity(group.minutes)
    line.unit_price = group.price
    line.amount = group.amount
    line.on = group.first_on
    if not line.reworded:
        line.text = titles.get(group.ticket_id, "Work")
        line.detail = detail_of(group.parts)


def _move_entries(
    session: Session,
    held: Sequence[EntryFacts],
    new: Sequence[EntryFacts],
    home: Mapping[int, int],
) -> None:
    """Let each entry name the line it stands on now; what no longer bills goes off."""
    moved = [one.id for one in held if home.get(one.id) != one.line_id]
    if moved:
        timekeeping.take_off_draft(session, moved)
    wanted: dict[int, list[int]] = {}
    for entry_id in [*moved, *(one.id for one in new)]:
        if entry_id in home:
            wanted.setdefault(home[entry_id], []).append(entry_id)
    for line_id, entry_ids in wanted.items():
        timekeeping.put_on_draft(session, entry_ids, line_id)


def _trip_line(session: Session, draft: Invoice, visit: VisitRow) -> None:
    """One line for a visit, however many tickets it served (S112)."""
    client = session.get_one(Client, draft.client_id)
    taxes = tax_choice(session, client, the_shop(session))
    tickets = ", ".join(f"#{number}" for number in visit.tickets)
    line = InvoiceLine(
        invoice_id=draft.id,
        position=0,
        kind=LineKind.TRIP,
        text=f"Trip charge, {short_date(visit.on)}",
        detail=f"On site for {tickets}" if tickets else "",
        on=visit.on,
        ticket_id=visit.ticket_ids[0] if visit.ticket_ids else None,
        quantity=QUANTITY,
        unit_price=visit.charge,
        amount=visit.charge,
        taxable=taxes.taxable(LineKind.TRIP),
    )
    place_line(session, line)
    timekeeping.put_visits_on_draft(session, [visit.id], line.id)


_FREE = {"no_charge": "No charge", "prepaid": FROM_HOURS}
"""What is said of work that bills nothing, where no plan includes it."""


def _list_covered(session: Session, draft: Invoice, client: Client) -> None:
    """List the period's work that bills nothing, by ticket, so that the client sees it."""
    for line in the_lines(session, draft.id):
        if line.unit == COVERED:
            session.delete(line)
    session.flush()
    rows = covered_entries(session, draft)
    plan = plan_names(session, [client.id]).get(client.id, "")
    included = f"Included in your {plan} agreement" if plan and plan != "a plan" else "Included"
    tickets: dict[tuple[int, str], list[EntryFacts]] = {}
    for one in rows:
        tickets.setdefault((one.ticket_id, one.kind), []).append(one)
    titles = _titles(session, {ticket_id for ticket_id, _ in tickets})
    for (ticket_id, kind), some in tickets.items():
        minutes = sum(one.minutes for one in some)
        when = when_words(some[0]) if len(some) == 1 else f"{len(some)} entries"
        line = InvoiceLine(
            invoice_id=draft.id,
            position=0,
            kind=LineKind.TIME,
            text=titles.get(ticket_id, "Work"),
            detail=f"{when}. {_FREE.get(kind, included)}",
            on=min(one.work_on for one in some),
            ticket_id=ticket_id,
            quantity=hours_quantity(minutes),
            unit=COVERED,
            minutes=minutes,
        )
        place_line(session, line)


def covered_entries(session: Session, draft: Invoice) -> list[EntryFacts]:
    """The client's work of the draft's period that bills nothing and stands on no invoice yet."""
    through = draft.through_on or draft.period_to
    if through is None:
        return []
    last = session.scalar(
        select(func.max(func.coalesce(Invoice.through_on, Invoice.period_to))).where(
            Invoice.client_id == draft.client_id,
            Invoice.state == "issued",
            Invoice.kind == "invoice",
            Invoice.batch_id.is_(None),
        )
    )
    first = min(draft.period_from or through, month_start(through))
    if last is not None:
        first = min(first, last + timedelta(days=1))
    rows = time_queries.covered(session, first, through, draft.client_id)
    rows = [row for row in rows if row.kind in LISTED]
    told = set(
        session.scalars(
            select(InvoiceTime.entry_id).where(InvoiceTime.entry_id.in_([row.id for row in rows]))
        )
    )
    return facts_of(session, [row for row in rows if row.id not in told])


@action("Begin draft")
def new_draft(session: Session, client_id: int) -> int:
    """The client's draft, begun when there is none; answers its id.

    Raises UserError for our own company, which never bills (S054).
    """
    if session.scalar(select(Client.internal).where(Client.id == client_id)):
        raise UserError("This is our own company; it is never billed.", "client_id")
    return ensure_draft(session, client_id).id


_HEAD = frozenset({"period_from", "period_to", "due_on", "order_number", "note"})


@action("Change draft")
def edit_draft(session: Session, invoice_id: int, changes: Mapping[str, Any]) -> None:
    """Change a draft's period, due day, order number or note; its tick goes.

    Raises UserError naming the field.
    """
    draft = open_draft(session, invoice_id)
    for name, value in changes.items():
        if name not in _HEAD:
            raise AttributeError(name)
        setattr(draft, name, value.strip() if isinstance(value, str) else value)
    if draft.period_from and draft.period_to and draft.period_from > draft.period_to:
        raise UserError("The period ends before it begins.", "period_to")
    changed(session, draft)
    tell(session, f"Draft for {client_name(session, draft.client_id)} saved")


@action("Throw draft away")
def discard_draft(session: Session, invoice_id: int) -> None:
    """Throw a draft away; its time, visits and periods are unbilled again."""
    draft = open_draft(session, invoice_id)
    lines = the_lines(session, invoice_id)
    timekeeping.take_line_off_draft(session, [line.id for line in lines])
    free_periods(session, invoice_id)
    for question in session.scalars(select(Question).where(Question.invoice_id == invoice_id)):
        session.delete(question)
    for line in lines:
        session.delete(line)
    session.flush()
    session.delete(draft)
    tell(session, f"Draft for {client_name(session, draft.client_id)} thrown away")
