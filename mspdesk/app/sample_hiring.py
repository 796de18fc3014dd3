"""Hire questions of the sample shop: a salesperson it declined, a technician it wonders about."""

from datetime import datetime, time, timedelta

from .. import dates
from ..database.store import Store
from ..hiring.actions import cases

_TECHNICIAN = (
    {"title": "Technician, first years", "wage": 2_400, "minutes_week": 2_400},
    {"title": "Technician, half time", "wage": 2_600, "minutes_week": 1_200},
    {"title": "Contractor", "kind": "contractor", "wage": 6_500, "minutes_week": 600},
)
_WEIGHED = (
    ("rmm", "no", "Every computer has it; patches and alerts are done before anybody calls."),
    ("outsource", "no", "The night watch is outside already, the rest is at clients' offices."),
    ("peer", "yes", "Tomas took two moves last fall and would again."),
)


def ask_whether_to_hire(store: Store, now: datetime) -> None:
    """Decline a salesperson this morning, and leave the question of a technician open."""
    with dates.frozen(datetime.combine(now.date() - timedelta(days=2), time(18, 5))):
        case = store.do(
            cases.open_case,
            "A second technician?",
            "Tickets wait for days, and Dana works at night.",
        )
        for option in _TECHNICIAN:
            store.do(cases.add_option, case, option)
        for code, answer, why in _WEIGHED:
            store.do(cases.weigh, case, code, answer, why)
        store.do(cases.set_drop, case, 3)
        store.do(cases.write_note, case, "2", "The clinic's move is over; it was no bump since.")
    with dates.frozen(now - timedelta(hours=2)):
        case = store.do(
            cases.open_case, "A salesperson?", "Referrals alone will not bring us to twenty."
        )
        seller = {"title": "Salesperson", "kind": "salesperson", "income": 7_500_000}
        store.do(cases.add_option, case, seller)
        words = "We could not deliver that much new work each month. First the second technician."
        store.do(cases.decide, case, 1, "declined", words)
