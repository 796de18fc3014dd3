"""The pipeline of the sample shop: who may become a client, how far each is, and how some ended."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from ..clients.queries import clients
from ..database.store import Store
from ..dates import frozen
from ..rows import dataclass
from ..sales.actions import moving, opportunities, winning
from ..sales.queries.opportunity import opportunity_page
from .sample_sales import NAME


@dataclass(frozen=True, slots=True)
class _Case:
    """One company: what was written down `ago` days back, and the stages it went through since."""

    name: str
    ago: int
    details: Mapping[str, Any]
    way: tuple[str, ...] = ()
    step: tuple[str, int] | None = None
    said: Mapping[str, tuple[str, str]] = {}


_CASES = (
    _Case(
        "Sawtooth Veterinary Supply",
        6,
        {
            "city": "Superior",
            "region": "WI",
            "industry": "Wholesale",
            "people_count": 14,
            "source": "Chamber breakfast",
            "monthly": 98_000,
            "monthly_cost": 31_000,
            "workstations": 12,
            "servers": 1,
            "contact_phone": "715-555-0131",
            "first_name": "Greta",
            "last_name": "Moen",
            "contact_title": "Owner",
        },
        ("contacted",),
        ("Call Greta before nine, she is on the road after", 0),
    ),
    _Case(
        "Wren & Hale Architects",
        19,
        {
            "city": "Duluth",
            "region": "MN",
            "industry": "Architecture",
            "people_count": 11,
            "source": "Ines Varga sent them",
            "monthly": 120_000,
            "monthly_cost": 40_000,
            "workstations": 11,
            "servers": 1,
            "contact_phone": "218-555-0164",
            "first_name": "Tobias",
            "last_name": "Hale",
            "contact_title": "Partner",
        },
        ("contacted", "talking"),
        ("Bring the worksheet, and ask about the plotter", 2),
        {"decides": ("yes", "Both partners, on Fridays"), "pain": ("yes", "Drawings open slowly")},
    ),
    _Case(
        "Lakehead Freight",
        2,
        {
            "city": "Two Harbors",
            "region": "MN",
            "industry": "Freight",
            "people_count": 22,
            "source": "Call list, March",
            "contact_phone": "218-555-0118",
        },
    ),
    _Case(
        "Birch Hollow Montessori",
        64,
        {
            "city": "Hermantown",
            "region": "MN",
            "industry": "School",
            "people_count": 16,
            "source": "Fernhill sent them",
            "monthly": 76_000,
            "monthly_cost": 26_000,
            "workstations": 10,
            "contact_phone": "218-555-0147",
            "first_name": "Nadia",
            "last_name": "Brandt",
            "contact_title": "Head of school",
        },
        ("talking", "worksheet", "booked", "assessed", "presented"),
        ("Ask what the board said on Thursday", 1),
        {
            "decides": ("yes", "The board, Nadia proposes"),
            "budget": ("yes", "About what the copier costs"),
            "pain": ("yes", "Enrollment week, every year"),
            "size": ("yes", ""),
            "advice": ("unknown", ""),
            "prepays": ("no", "Wants to pay by the month"),
        },
    ),
)


def lay_pipeline(store: Store, people: Mapping[str, int], now: datetime) -> None:
    """Write prospects down and take them through the stages; one is declined, one put off."""
    today = now.date()
    for one in _CASES:
        _lay(store, one, people["Dana Whitlock"], today)
    names = {one.name: one.id for one in store.ask(clients)}
    _pinecrest(store, names[NAME], people["Dana Whitlock"], today)
    _ended(store, names, people["Dana Whitlock"], today)


def _at(today: date, ago: int) -> datetime:
    return datetime.combine(today - timedelta(days=ago), time(14, 20))


def _lay(store: Store, case: _Case, owner: int, today: date) -> None:
    with frozen(_at(today, case.ago)):
        made = store.do(opportunities.add_prospect, case.name, {**case.details, "owner_id": owner})
    _walk(store, made, case.way, case.ago, today)
    for question, (answer, words) in case.said.items():
        store.do(opportunities.answer_question, made, question, answer, words)
    if case.step is not None:
        step, days = case.step
        _change(store, made, {"next_step": step, "next_on": today + timedelta(days=days)})
    if case.details.get("monthly"):
        _change(store, made, {"expected_on": today + timedelta(days=70 - case.ago // 2)})


def _walk(store: Store, made: int, way: tuple[str, ...], ago: int, today: date) -> None:
    """Move one through stages, evenly over the days since it was opened."""
    for nth, stage in enumerate(way, 1):
        with frozen(_at(today, ago - ago * nth // (len(way) + 1))):
            store.do(moving.move_stage, made, None, stage)


def _change(store: Store, made: int, changes: Mapping[str, Any]) -> None:
    page = store.ask(opportunity_page, made)
    if page is not None:
        store.do(opportunities.edit_opportunity, made, page.version, changes)


def _pinecrest(store: Store, client_id: int, owner: int, today: date) -> None:
    """The one whose worksheet is filled in, on the way to its assessment."""
    with frozen(_at(today, 30)):
        details = {
            "owner_id": owner,
            "source": "Maud heard of us at church",
            "monthly": 85_000,
            "monthly_cost": 29_000,
            "once": 120_000,
            "once_cost": 60_000,
            "tier": "gold",
            "workstations": 8,
            "servers": 0,
        }
        made = store.do(
            opportunities.open_opportunity, client_id, "Managed services, nine people", details
        )
    _walk(store, made, ("talking", "worksheet", "booked"), 30, today)
    for question, answer, words in (
        ("decides", "yes", "Maud, with the board"),
        ("pain", "yes", "Six hours without mail in November"),
        ("documented", "no", "A nephew knows"),
        ("when", "yes", "Before the move in the fall"),
    ):
        store.do(opportunities.answer_question, made, question, answer, words)
    step = {"next_step": "Walk through the house with Marcus", "next_on": today}
    _change(store, made, step | {"expected_on": today + timedelta(days=40)})


def _ended(store: Store, names: Mapping[str, int], owner: int, today: date) -> None:
    """One sold to a client, one lost, one put off, and one we declined."""
    with frozen(_at(today, 50)):
        sold = store.do(
            opportunities.open_opportunity,
            names["Kestrel Machine & Tool"],
            "Second internet line",
            {"owner_id": owner, "once": 165_000, "once_cost": 92_000, "monthly": 4_500},
        )
        lost = store.do(
            opportunities.open_opportunity,
            names["Old Mill Brewing"],
            "From hourly to a plan",
            {"owner_id": owner, "monthly": 62_000},
        )
    with frozen(_at(today, 21)):
        store.do(winning.win, sold, None, {"make": "none", "onboard": False})
        store.do(moving.lose, lost, None, "The brewer's brother does it for nothing")
    with frozen(_at(today, 35)):
        rest = store.do(
            opportunities.add_prospect,
            "Gitchi Canoe Works",
            {"owner_id": owner, "people_count": 7, "city": "Ely", "region": "MN"},
        )
        never = store.do(
            opportunities.add_prospect,
            "Northgate Liquidators",
            {"owner_id": owner, "people_count": 3, "city": "Duluth", "region": "MN"},
        )
    with frozen(_at(today, 12)):
        day = today + timedelta(days=90)
        store.do(moving.later, rest, None, day, "Builds through May, then has time")
        store.do(moving.decline, never, None, "Wants old machines kept, and pays late elsewhere")
