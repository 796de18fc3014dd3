"""What is open between a client and us before a talk: advice, money, offers, questions."""

from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ...agreements import queries as agreements
from ...dates import add_months, full_date
from ...money import Currency, shown, shown_whole
from ...sales.models.advice import Advice
from ...sales.models.pipeline import Opportunity, PipelineStage
from ...tickets.models import Ticket
from ...tickets.queries.board import IS_OPEN, TicketRow, ticket_rows
from ...tickets.rules import STATUS_WORDS, Queue, Status
from ..rules.questions import QUESTIONS
from .decisions import DecisionRow, decisions
from .meetings import answers_before
from .places import PlaceRow, budget_words, place
from .section import MOST, Section, kept, left_out, short


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
        more=left_out(len(rows), every, "the client's page has them all"),
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


def budget_section(session: Session, client_id: int, day: date, money: Currency) -> Section:
    """Where they keep us, next year's money, and the agreement that is to be renewed (S118)."""
    row = place(session, client_id)
    held = agreements.in_force(session, client_id, day)
    term = held.term_on(day) if held else None
    monthly = agreements.monthly_on(session, held.id, day) if held else 0
    agreed = ""
    if held is not None:
        agreed = f"{held.title}, {shown(monthly, money)} a month" if monthly else held.title
    facts = kept(
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
        more=left_out(len(rows), len(tickets) + len(offers) + len(theirs), "see the sales queue"),
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
