"""What agreements offer the desk: the search, verbs, what falls due, cards on other pages."""

from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ..clients.models import Client
from ..dates import short_date
from ..desk.area import Finder, Found, Place, TodayList, TodayRow, Verb
from . import queries, rules
from .models import Agreement


def agreement_count(session: Session, client_id: int) -> int:
    """How many agreements there are and were with a client."""
    found = select(func.count()).where(Agreement.client_id == client_id)
    return session.scalar(found) or 0


def find_agreements(session: Session, text: str, limit: int) -> list[Found]:
    """Agreements for the palette, by number, client or plan; those that run first."""
    wanted = text.strip().lower()
    if len(wanted) < 2:
        return []
    columns = (Agreement.id, Agreement.number, Agreement.state, Agreement.client_id)
    found = (
        select(*columns, Agreement.plan, Agreement.kind, Client.name)
        .join(Client, Client.id == Agreement.client_id)
        .where(
            or_(
                func.lower(Agreement.number).startswith(wanted, autoescape=True),
                func.lower(Agreement.plan).startswith(wanted, autoescape=True),
                func.lower(Client.name).contains(wanted, autoescape=True),
            )
        )
        .order_by(
            Agreement.state.in_(rules.RUNNING).desc(), func.lower(Client.name), Agreement.id.desc()
        )
        .limit(limit)
    )
    return [
        Found(
            f"{plan or rules.KINDS.get(kind, kind)}, {name}",
            f"{number}, {rules.STATES.get(state, state).lower()}",
            Place("agreements", id_),
            icon="file-pen-line",
            client_id=client_id,
            client=name,
        )
        for id_, number, state, client_id, plan, kind, name in session.execute(found)
    ]


def renewals_due(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Agreements that end or renew within 30 days and that nobody has renewed yet."""
    last = day + timedelta(days=rules.RENEWAL_DAYS[-1])
    seen = queries.overview(session, day)
    rows = []
    for one in seen.renewing:
        if one.last is None or one.last > last or queries.next_of(session, one.held.id):
            continue
        how = "renews by itself" if one.held.goes_on else "ends"
        rows.append(
            TodayRow(
                one.client,
                f"{one.held.title} {how} {short_date(one.last, day)}",
                "Prepare",
                Place("agreements", one.held.id),
                icon="file-pen-line",
                color="amber",
            )
        )
    return rows


def waiting(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Terms that ran out, and what was sent and never signed."""
    found = [*queries.ran_out(session, day), *queries.agreement_waiting(session)]
    return [
        TodayRow(
            one.client,
            f"{one.number}: {one.what.lower()}, {short_date(one.on, day)}",
            "Open",
            Place("agreements", one.agreement_id),
            icon="file-pen-line",
        )
        for one in found
    ]


FINDERS = (Finder("Agreements", find_agreements, order=40),)
VERBS = (
    Verb(
        "New agreement",
        Place("agreements", do="new"),
        icon="file-pen-line",
        needs="clients",
        words="contract plan sign",
    ),
    Verb(
        "New agreement with {client}",
        Place("agreements", do="new"),
        icon="file-pen-line",
        needs="clients",
        for_client=True,
        words="contract plan sign",
    ),
    Verb(
        "Prepare the renewal of {client}",
        Place("agreements", do="renew"),
        icon="file-pen-line",
        needs="clients",
        for_client=True,
    ),
    Verb(
        "Raise prices of {client}",
        Place("agreements", do="raise"),
        icon="file-pen-line",
        needs="clients",
        for_client=True,
        words="rate rise letter",
    ),
    Verb(
        "Write down notice of {client}",
        Place("agreements", do="notice"),
        icon="file-pen-line",
        needs="clients",
        for_client=True,
        words="leave end terminate",
    ),
)
TODAY = (
    TodayList("Agreements to renew", renewals_due, 50, needs="clients"),
    TodayList("Agreements", waiting, 55, needs="clients"),
)
