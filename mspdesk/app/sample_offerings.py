"""What the sample shop offers: some of it sold for long, some still being tried, one set aside."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from ..database.store import Store
from ..dates import frozen
from ..offerings.actions import offerings as actions
from ..offerings.queries import offerings as queries

_LOOP = ("build", "test", "refine", "promote", "again")
_LEARNED = {
    "build": "Asked Maud at Pinecrest and Ines at Brightwater what they would pay not to worry.",
    "test": "Brightwater and Kestrel have it for a month, free.",
    "refine": "Two pages were too many; nobody read the second.",
    "promote": "One page now, and the price stands on it.",
    "again": "Three of five who read it asked for a visit. Those two had an offer already.",
}
_SOLD = {"Managed network": "again", "Backup and recovery plan": "promote"}
_TRIED = {"Network assessment": "test"}


def lay_offerings(store: Store, people: Mapping[str, int], today: date) -> dict[str, int]:
    """Write offerings down and take some of them through the loop; answers ids by name."""
    with frozen(_at(today, 150)):
        store.do(actions.bring_starter)
    made = {row.name: row.id for row in store.ask(queries.offerings)}
    for name, until in (_SOLD | _TRIED).items():
        for nth, stage in enumerate(_LOOP[: _LOOP.index(until) + 1]):
            with frozen(_at(today, 140 - 22 * nth)):
                _move(store, made[name], stage, _LEARNED[stage])
    owners = {"Managed network": "Dana Whitlock", "Network assessment": "Marcus Oduya"}
    for name, who in owners.items():
        _edit(store, made[name], {"owner_id": people[who]})
    _edit(store, made["Network assessment"], {"next_step": "Ask Pinecrest what they made of it"})
    words = "From $249 a month for one server, with the test each month"
    _edit(store, made["Backup and recovery plan"], {"price_words": words})
    _ideas(store, people, today)
    return {row.name: row.id for row in store.ask(queries.offerings, aside=True)}


def _ideas(store: Store, people: Mapping[str, int], today: date) -> None:
    """An idea with one kind of value, and one that was set aside."""
    with frozen(_at(today, 8)):
        store.do(
            actions.add_offering,
            {
                "name": "Evening help line",
                "summary": "Somebody who answers until nine, for clinics that close late.",
                "functional": "A number that is answered from 5 pm to 9 pm on work days.",
                "owner_id": people["Marcus Oduya"],
                "next_step": "Count the calls after 5 pm of the last three months",
            },
        )
    with frozen(_at(today, 60)):
        gone = store.do(
            actions.add_offering,
            {
                "name": "Web site care",
                "summary": "We keep small web sites current.",
                "functional": "Changes within two days.",
                "monetary": "Cheaper than a designer for every comma.",
            },
        )
    with frozen(_at(today, 31)):
        page = store.ask(queries.offering_page, gone)
        if page is not None:
            words = "Loon Creek does it better, and sends us clients. We send ours there."
            store.do(actions.set_aside, gone, page.row.version, words)


def _at(today: date, days: int) -> datetime:
    return datetime.combine(today - timedelta(days=days), time(10, 30))


def _move(store: Store, offering_id: int, stage: str, words: str) -> None:
    page = store.ask(queries.offering_page, offering_id)
    if page is not None:
        store.do(actions.move_offering, offering_id, page.row.version, stage, words)


def _edit(store: Store, offering_id: int, details: Mapping[str, object]) -> None:
    page = store.ask(queries.offering_page, offering_id)
    if page is not None:
        store.do(actions.edit_offering, offering_id, page.row.version, details)
