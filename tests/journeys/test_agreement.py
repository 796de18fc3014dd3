"""An agreement from the first word to the signature, with keys only (domain.md G1)."""

from collections.abc import Callable
from datetime import datetime

from .hands import Hands
from .promising import begin_to_send, say_what_is_paid, send, sign, write_agreement
from .test_owner import add_client, set_up

WEDNESDAY = datetime(2026, 3, 11, 9, 0)
NUMBER = "A0001"


def test_an_agreement_is_written_sent_and_signed_with_keys(
    sit_down: Callable[[datetime], Hands],
) -> None:
    hands = sit_down(WEDNESDAY)
    hands.begin()
    set_up(hands)
    add_client(hands)
    typed = {"Plan or name": "Gold", "From": "2026-04-01", "To": "2027-03-31"}
    write_agreement(hands, "brightw", "Brightwater Veterinary", NUMBER, typed)
    assert "Have a lawyer read this" in hands.words()
    say_what_is_paid(hands)
    send_it(hands)
    sign(hands, NUMBER, "Tom Kessel")
    print_it(hands)
    assert hands.dialogs() == []


def send_it(hands: Hands) -> None:
    """Not before a lawyer has read it: the refusal stands beside the field."""
    begin_to_send(hands)
    hands.press("Ctrl+Return")
    hands.until(lambda: "Note the day a lawyer reviewed it" in hands.words(), "the refusal")
    send(hands, NUMBER, "2026-03-10")


def print_it(hands: Hands) -> None:
    """The page says who signed; Ctrl+P shows the paper."""
    assert "signed by Tom Kessel on Mar 11, 2026" in hands.words()
    hands.press("Ctrl+P")
    hands.until(lambda: f"Agreement {NUMBER}" in hands.words_everywhere(), "the preview")
