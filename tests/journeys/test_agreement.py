"""An agreement from the first word to the signature, with keys only (domain.md G1)."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from .hands import Hands
from .test_owner import add_client, set_up

WEDNESDAY = datetime(2026, 3, 11, 9, 0)


def test_an_agreement_is_written_sent_and_signed_with_keys(
    sit_down: Callable[[datetime], Hands],
) -> None:
    hands = sit_down(WEDNESDAY)
    hands.begin()
    set_up(hands)
    add_client(hands)
    write_it(hands)
    say_what_is_paid(hands)
    send_it(hands)
    sign_it(hands)
    assert hands.dialogs() == []


def write_it(hands: Hands) -> None:
    """From the palette; a client, a plan and a first day are enough."""
    hands.press("Ctrl+K")
    hands.type("brightw")
    hands.choose("New agreement with Brightwater Veterinary")
    hands.until(lambda: hands.focus().accessibleName() == "Client", "the form")
    hands.fill("Plan or name", "Gold")
    hands.fill("From", "2026-04-01")
    hands.fill("To", "2027-03-31")
    hands.press("Ctrl+Return")
    hands.until(lambda: "Agreement A0001 added" in hands.status(), "the draft")
    assert "Have a lawyer read this" in hands.words()


def say_what_is_paid(hands: Hands) -> None:
    """One server at $250 and ten workstations at $60 are $850 a month (B5)."""
    hands.tab_to("New plan sheet or amendment")
    hands.press("Space")
    for text, count, price in (("Gold, server", "1", "250"), ("Gold, workstations", "10", "60")):
        hands.tab_to("Add line")
        hands.press("Space")
        hands.until(lambda: hands.focus().accessibleName() == "What is paid for", "the line")
        hands.type(text)
        hands.fill("Count", count)
        hands.fill("Each, a month", price)
        hands.press("Ctrl+Return")
        hands.until(partial(hands.seen_in, "Lines of this sheet", text), text)
    hands.press("Escape")
    hands.until(lambda: "$850.00 a month" in hands.words(), "the page again")


def send_it(hands: Hands) -> None:
    """Not before a lawyer has read it: the refusal stands beside the field."""
    hands.tab_to("Send")
    hands.press("Space")
    hands.until(lambda: hands.focus().accessibleName() == "Sent on", "the form")
    hands.press("Ctrl+Return")
    hands.until(lambda: "Note the day a lawyer reviewed it" in hands.words(), "the refusal")
    hands.fill("A lawyer reviewed it on", "2026-03-10")
    hands.press("Ctrl+Return")
    hands.until(lambda: "Agreement A0001 sent" in hands.status(), "sent")


def sign_it(hands: Hands) -> None:
    """The signature makes it active, and the client with it."""
    hands.tab_to("Note the signature")
    hands.press("Space")
    hands.until(lambda: hands.focus().accessibleName() == "Signed on", "the form")
    hands.fill("Who signed for the client", "Tom Kessel")
    hands.press("Ctrl+Return")
    hands.until(lambda: "Agreement A0001 is active" in hands.status(), "active")
    assert "signed by Tom Kessel on Mar 11, 2026" in hands.words()
    hands.press("Ctrl+P")
    hands.until(lambda: "Agreement A0001" in hands.words_everywhere(), "the preview")
