"""How the sample shop works, in writing: procedures in force, taught and left aside; training."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from .. import dates
from ..database.store import Store
from ..procedures.actions import library, rollouts, sops, training
from ..procedures.queries import rollouts as rollout_queries
from ..procedures.queries.shipped import roadmaps, shipped

_YEAR_OLD = "backups"
_LIVE = ("every-job-is-a-ticket", "priorities-and-order", "real-time-time")
_TAUGHT = "ticket-statuses"
_POLICY = "phone-etiquette"
_AGREED = {
    "Kestrel Machine & Tool": "Lou Kestrel",
    "Juniper Law Group": "Iris Montoya",
    "Brightwater Veterinary": "Ines Varga",
}
"""Clients who agreed to how we handle phone calls, and who said so for them."""

_WAITS = "Alder Street Dental"


def write_procedures(
    store: Store, people: Mapping[str, int], clients: Mapping[str, int], now: datetime
) -> None:
    """Put some procedures in force, teach one, bring a policy to four clients, record training.

    Where the texts that ship are missing, what needs them is left out.
    """
    there = shipped()
    dana, marcus, priya = (
        people[name] for name in ("Dana Whitlock", "Marcus Oduya", "Priya Raman")
    )
    if {_YEAR_OLD, *_LIVE, _TAUGHT, _POLICY} <= set(there):
        with dates.frozen(datetime.combine(now.date() - timedelta(days=374), time(9))):
            _put_in_force(store, _YEAR_OLD, (dana, marcus, priya))
        for weeks, code in zip((30, 26, 17), _LIVE, strict=True):
            day = now.date() - timedelta(weeks=weeks)
            with dates.frozen(datetime.combine(day, time(9))):
                readers = (dana, marcus) if code == _LIVE[2] else (dana, marcus, priya)
                _put_in_force(store, code, readers)
        _teach(store, (dana, marcus, priya), now.date())
        _bring_to_clients(store, clients, now.date())
        store.do(
            sops.log_exception,
            _LIVE[1],
            "Payroll day: their check printer went before two tickets of higher priority.",
            dana,
            on=now.date() - timedelta(days=12),
            client_id=clients["Kestrel Machine & Tool"],
        )
    _train(store, dana, marcus, now.date())
    _keep_pieces(store, dana)


def _put_in_force(store: Store, code: str, readers: tuple[int, ...]) -> None:
    store.do(sops.start_training, code)
    for one in readers:
        store.do(sops.acknowledge, code, one)
    store.do(sops.go_live, code)


def _teach(store: Store, staff: tuple[int, int, int], today: date) -> None:
    """One of the ten is being taught: two of three have read it."""
    store.do(sops.start_training, _TAUGHT)
    store.do(
        rollouts.roll_out,
        _TAUGHT,
        "employees",
        staff,
        training_on=today - timedelta(days=5),
        live_on=today + timedelta(days=5),
        message="We read it together on Friday. From Monday on every ticket says where it is.",
    )
    for one in staff[:2]:
        store.do(sops.acknowledge, _TAUGHT, one)


def _bring_to_clients(store: Store, clients: Mapping[str, int], today: date) -> None:
    """A policy is brought to four clients; three agreed (S078)."""
    with dates.frozen(datetime.combine(today - timedelta(days=40), time(9))):
        store.do(sops.start_training, _POLICY)
        store.do(sops.go_live, _POLICY)
    wanted = [name for name in (*_AGREED, _WAITS) if name in clients]
    made = store.do(
        rollouts.roll_out,
        _POLICY,
        "clients",
        [clients[name] for name in wanted],
        live_on=today - timedelta(days=10),
        message="So that nobody waits on the wrong line, this is how we take calls.",
    )
    found = store.ask(rollout_queries.rollout, made)
    for at, one in enumerate(found.reach if found else ()):
        if one.name in _AGREED:
            store.do(rollouts.agreed, one.id, _AGREED[one.name], today - timedelta(days=20 - at))
        else:
            store.do(rollouts.told, one.id, today - timedelta(days=21))


def _train(store: Store, dana: int, marcus: int, today: date) -> None:
    """What two of them learned; the third had nothing for long."""
    store.do(
        training.record_training,
        [dana, marcus],
        "DMARC",
        on=today - timedelta(days=12),
        source="Lesson in the library",
        result="Record of one client read aloud",
        minutes=60,
    )
    store.do(
        training.record_training,
        [marcus],
        "DNS",
        on=today - timedelta(days=40),
        source="Lesson in the library",
        result="Moved a test zone alone",
        minutes=90,
    )


def _keep_pieces(store: Store, dana: int) -> None:
    store.do(
        library.add_piece,
        {
            "title": "Who lets us in after hours",
            "kind": "memo",
            "department": "office",
            "format": "paper",
            "words": "Alarm companies, building managers, what to say at the door.",
            "place": "Blue folder on the shelf by the door",
        },
    )
    for one in roadmaps()[:1]:
        for piece in one.pieces[:3]:
            store.do(library.mark_piece, one.code, piece.open, dana)
