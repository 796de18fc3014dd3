"""How an agreement is written, sent and signed by keys; more than one journey does it."""

import re
from collections.abc import Mapping
from functools import partial

from .hands import Hands

GOLD = (("Gold, server", "1", "250"), ("Gold, workstations", "10", "60"))
"""One server at $250 and ten workstations at $60: $850 a month (B5)."""


def write_agreement(hands: Hands, find: str, client: str, typed: Mapping[str, str]) -> str:
    """From the palette to the draft, whose number this answers; `typed` are fields in order."""
    hands.press("Ctrl+K")
    hands.type(find)
    hands.choose(f"New agreement with {client}")
    hands.until(lambda: hands.focus().accessibleName() == "Client", "the form")
    for name, text in typed.items():
        hands.fill(name, text)
    hands.press("Ctrl+Return")
    hands.until(lambda: " added" in hands.status(), "the draft")
    found = re.fullmatch(r"Agreement (A\d+) added", hands.status())
    assert found is not None, hands.status()
    return found[1]


def say_what_is_paid(hands: Hands, offering: str = "") -> None:
    """Gold on a plan sheet, perhaps with an offering inside each line."""
    hands.tab_to("New plan sheet or amendment")
    hands.press("Space")
    for text, count, price in GOLD:
        hands.tab_to("Add line")
        hands.press("Space")
        hands.until(lambda: hands.focus().accessibleName() == "What is paid for", "the line")
        hands.type(text)
        if offering:
            hands.fill("Offering", offering)
        hands.fill("Count", count)
        hands.fill("Each, a month", price)
        hands.press("Ctrl+Return")
        hands.until(partial(hands.seen_in, "Lines of this sheet", text), text)
    hands.press("Escape")
    hands.until(lambda: "$850.00 a month" in hands.words(), "the page again")


def begin_to_send(hands: Hands) -> None:
    """The form of the step that sends it."""
    hands.tab_to("Send")
    hands.press("Space")
    hands.until(lambda: hands.focus().accessibleName() == "Sent on", "the form")


def send(hands: Hands, number: str, reviewed: str) -> None:
    """Sent, once the day of the review is written into the open form."""
    hands.fill("A lawyer reviewed it on", reviewed)
    hands.press("Ctrl+Return")
    hands.until(lambda: f"Agreement {number} sent" in hands.status(), "sent")


def sign(hands: Hands, number: str, signer: str = "") -> None:
    """The signature is noted, of who is known to sign unless somebody is named; it is active."""
    hands.tab_to("Note the signature")
    hands.press("Space")
    hands.until(lambda: hands.focus().accessibleName() == "Signed on", "the form")
    if signer:
        hands.fill("Who signed for the client", signer)
    hands.press("Ctrl+Return")
    hands.until(lambda: f"Agreement {number} is active" in hands.status(), "active")
