"""Letters of the made-up shop: advice given, a no that came back signed, what both sides do."""

from collections.abc import Mapping
from datetime import date, timedelta

from ..database.store import Store
from ..letters import actions as letters
from ..sales.actions import advice
from ..sales.actions import understanding as agreed

LINE, FILTER, SERVER = (
    (
        "a second internet line for the clinic",
        "When the line is down nobody can open a chart, and last year it was down for seven hours.",
        {"price": 40_000, "monthly": 6_500},
    ),
    (
        "mail filtering with a sandbox",
        "One wrong attachment can lock every file you have, and nobody notices it in time.",
        {"monthly": 9_000},
    ),
    (
        "a spare disk for the plant's server",
        "If a second disk fails before the new one arrives, the plant stands still for two days.",
        {"price": 38_000},
    ),
)


def write_letters(store: Store, clients: Mapping[str, int], today: date) -> None:
    """Advice with each answer, one letter back signed, one understanding out to be signed."""
    before = today - timedelta(days=33)
    brightwater = clients["Brightwater Veterinary"]
    kestrel = clients["Kestrel Machine & Tool"]
    what, risk, money = LINE
    said = store.do(advice.give_advice, brightwater, what, risk, money | {"advised_on": before})
    wait = "to wait until the lease is up in the fall"
    letter = store.do(advice.decline_advice, said, wait, today, "Ines Varga")
    if letter is not None:
        store.do(letters.finish_letter, letter, printed=True)
        store.do(letters.sign_letter, letter, today, "Ines Varga", "folder Brightwater, office")
    what, risk, money = FILTER
    store.do(advice.give_advice, brightwater, what, risk, money | {"advised_on": today})
    what, risk, money = SERVER
    said = store.do(advice.give_advice, kestrel, what, risk, money | {"advised_on": before})
    store.do(advice.take_advice, said, today - timedelta(days=12), "Tess Brandt")
    made = store.do(
        agreed.begin_understanding,
        kestrel,
        {
            "title": "New switch in the plant",
            "we_do": "Replace the switch by the line\nLabel every cable\nTest each machine",
            "you_do": "Choose a Saturday\nHave somebody there who can start the machines",
            "money": "$1,180.00, half before we begin and half when it is done.",
            "start_on": today + timedelta(days=10),
        },
    )
    store.do(letters.finish_letter, store.do(agreed.write_understanding, made), printed=True)
