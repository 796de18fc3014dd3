"""Campaigns of the sample shop: one that has gone on for two months, one to come, profiles."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import dates
from ..campaigns.actions import campaigns, leads, members, optouts, profiles
from ..campaigns.models import Campaign, OnlineProfile
from ..campaigns.rules.audience import Audience
from ..campaigns.rules.bounces import Returned
from ..clients.models import Client
from ..database.action import action
from ..database.store import Store

DANA, PRIYA = "Dana Whitlock", "Priya Raman"

_BACKUP = """Hello {client.first_name},

When did somebody last bring one file back from your backup, to see that it works? At most of \
the companies we meet nobody can say.

We look at yours in half an hour, bring one file back while you watch, and leave you a page that \
says what we found. It costs nothing and you owe us nothing.

Does a morning next week suit you? Answer this mail, or call {shop.phone}.

{person.name}"""
_LETTER = """Dear {client.first_name},

A month ago we asked by mail when somebody last brought one file back from your backup. Perhaps it \
was a busy week.

# Half an hour, at your office

- you name a file, and we bring it back while you watch
- you keep one page that says what we found
- it costs nothing, and you owe us nothing

Call {shop.phone}, and we find a morning for {client.name}.

Sincerely,

{person.name}
{person.title}"""
_TALK = """Hello {client.first_name},

On the second Thursday of next month we tell twelve owners, over breakfast, what an insurer asks \
about computers today and how to answer. Bring your questionnaire.

Shall I keep a chair for {client.name}?

{person.name}"""


def run_campaigns(store: Store, people: Mapping[str, int], now: datetime) -> None:
    """Plan the campaigns of the sample shop and say what came of them, as of a moment."""
    store.do(_run, people, now)


@action("Make sample campaigns", undoable=False)
def _run(session: Session, people: Mapping[str, int], now: datetime) -> None:
    today = now.date()
    first = dates.add_months(dates.month_start(today), -2)
    backup = _backup(session, people, first, today)
    _others(session, people, today)
    optouts.opt_out(session, "office@northgate.example", "Answered “stop”")
    said = "550 5.1.1 The mailbox is not there any more"
    optouts.note_returned(session, [Returned("office@oldmill.example", "hard", said)])
    profiles.begin_profiles(session)
    places = session.scalars(select(OnlineProfile).order_by(OnlineProfile.position)).all()
    for place in places[:5]:
        day = today - timedelta(days=20 * place.position)
        fine = place.position != 2
        words = "" if fine else "Still shows the old phone number"
        profiles.look(session, place.id, fine=fine, words=words, on=day)
    session.info["words"] = f"Campaign {backup} and others planned"


def _backup(session: Session, people: Mapping[str, int], first: date, today: date) -> int:
    """A campaign in its third month, with costs, two leads and what each month brought."""
    made = campaigns.open_campaign(
        session,
        "Does your backup work?",
        "email",
        first,
        details={
            "budget": 60_000,
            "leads_hoped": 8,
            "owner_id": people[DANA],
            "why": "Offices of five to forty people who have a backup and never tried it. They "
            "want to sleep; we show them one file that came back.",
        },
    )
    row = session.get_one(Campaign, made)
    row.state = "running"
    session.flush()
    members.gather(session, made, row.version, Audience(statuses=("prospect", "active")))
    now = (today - first).days
    for after, kind, title in (
        (7, "task", "List of offices, twenty calls to check names"),
        (40, "task", "One page about the half hour, printed"),
        (now, "mail", "First mail"),
        (now + 28, "letter", "A letter to who did not answer"),
        (now + 49, "task", "Call everybody who read it"),
    ):
        facts: dict[str, object] = {
            "on": first + timedelta(days=after),
            "kind": kind,
            "title": title,
        }
        if kind != "task":
            body = _BACKUP if kind == "mail" else _LETTER
            facts |= {"subject": "When did you last try your backup?", "body": body}
        step = campaigns.save_step(session, made, facts)
        if kind == "task" and after < now:
            campaigns.tick_step(session, step, None, done=True)
    campaigns.save_cost(
        session, made, {"on": first + timedelta(days=12), "what": "Addresses", "amount": 9_500}
    )
    campaigns.save_cost(
        session, made, {"on": first + timedelta(days=41), "what": "Printing", "amount": 14_250}
    )
    names = select(Client.id).where(Client.status == "prospect").order_by(Client.id).limit(2)
    for at, client_id in enumerate(session.scalars(names).all()):
        day = first + timedelta(days=33 + 12 * at)
        words = "Their last restore was three years ago." if at == 0 else "Wants the half hour."
        leads.note_lead(session, made, client_id, words, min(day, today))
    campaigns.write_month(
        session, made, first, "The list took longer than planned. Names are right now."
    )
    return made


def _others(session: Session, people: Mapping[str, int], today: date) -> None:
    """A breakfast to come, cards that are done, and help wanted from clients in autumn."""
    year = date(today.year, 1, 1)
    plans = (
        ("Breakfast: what insurers ask", "event", 118, 150, 45_000, 6, "planned", PRIYA),
        ("Winter cards with our phone list", "letter", 4, 45, 12_000, 2, "done", PRIYA),
        ("Ask clients whom they know", "referral", 240, 330, 0, 5, "planned", DANA),
        ("Google and LinkedIn every Tuesday", "social", 0, 364, 0, 4, "running", PRIYA),
    )
    for title, channel, begin, end, budget, hoped, state, who in plans:
        made = campaigns.open_campaign(
            session,
            title,
            channel,
            year + timedelta(days=begin),
            year + timedelta(days=end),
            {"budget": budget, "leads_hoped": hoped, "owner_id": people[who]},
        )
        session.get_one(Campaign, made).state = state
        if channel == "event":
            campaigns.save_step(
                session,
                made,
                {
                    "on": year + timedelta(days=begin),
                    "kind": "mail",
                    "title": "Invitation",
                    "subject": "Breakfast: what an insurer asks about computers",
                    "body": _TALK,
                },
            )
    session.flush()
