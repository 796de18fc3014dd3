"""What a vendor may be, how it stands to the channel, and how pieces come and go in stock."""

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from ..errors import UserError
from ..money import half_up
from ..rows import dataclass

KINDS = {
    "distributor": "Distributor",
    "maker": "Maker",
    "carrier": "Carrier",
    "cloud": "Cloud service",
    "contractor": "Contractor",
    "other": "Other",
}
"""What a vendor is to us (S113)."""


class Commitment(StrEnum):
    """How far a vendor sells through people like us (S114); empty while nobody has looked."""

    CHANNEL_ONLY = "channel_only"
    CHANNEL_FIRST = "channel_first"
    MIXED = "mixed"
    DIRECT = "direct"
    UNKNOWN = ""


COMMITMENT_WORDS = {
    Commitment.CHANNEL_ONLY: "Channel-only",
    Commitment.CHANNEL_FIRST: "Channel-first",
    Commitment.MIXED: "Mixed",
    Commitment.DIRECT: "Direct",
    Commitment.UNKNOWN: "Not looked at yet",
}
"""The words of each commitment, in the order in which vendors are listed (S114)."""

COMMITMENT_MEANS = {
    Commitment.CHANNEL_ONLY: "Sells through providers like you and to nobody else.",
    Commitment.CHANNEL_FIRST: "Sells through providers first; some large accounts are its own.",
    Commitment.MIXED: "Sells through providers and to your clients alike.",
    Commitment.DIRECT: "Sells to your clients itself.",
    Commitment.UNKNOWN: "Decide how much you care, then ask them.",
}
"""What each commitment says, in a sentence."""

COMMITMENT_SHORT = {
    Commitment.CHANNEL_ONLY: "Only",
    Commitment.CHANNEL_FIRST: "First",
    Commitment.MIXED: "Mixed",
    Commitment.DIRECT: "Direct",
    Commitment.UNKNOWN: "Not yet",
}
"""One word for each commitment where a drawing has no room for more."""

ORDER = {commitment: at for at, commitment in enumerate(COMMITMENT_WORDS)}
"""The place of each commitment in a list."""

WHOLE = 1_000_000
"""All of a stack, in millionths."""


@dataclass(frozen=True, slots=True)
class Stack:
    """The vendors in our stack by commitment, and the share of each in millionths (S114)."""

    counts: tuple[tuple[Commitment, int], ...]

    @property
    def vendors(self) -> int:
        """How many vendors are in the stack."""
        return sum(count for _, count in self.counts)

    def count(self, commitment: Commitment) -> int:
        """How many vendors of the stack are committed like this."""
        return dict(self.counts)[commitment]

    def share(self, commitment: Commitment) -> int:
        """The share of a commitment among all vendors of the stack, in millionths."""
        vendors = self.vendors
        return half_up(self.count(commitment) * WHOLE, vendors) if vendors else 0


def stack_of(commitments: Iterable[str]) -> Stack:
    """Count the commitments of the vendors in our stack; those nobody looked at count as well."""
    counts = Counter(commitments)
    return Stack(tuple((one, counts[one]) for one in COMMITMENT_WORDS))


def percent_words(millionths: int) -> str:
    """A share as screens say it, to a tenth of a percent: 42.9 %."""
    tenths = half_up(millionths, 1_000)
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}%"


_SECRET = re.compile(r"(password|passwort|pwd|pin|passcode)\s*[:=]|://[^/\s]*@", re.IGNORECASE)


def plain_address(text: str, field: str) -> str:
    """An address of a portal without anything secret in it; raises UserError naming the field."""
    if _SECRET.search(text):
        raise UserError("Write the address only. Passwords belong into the vault.", field)
    return text.strip()


class Kind(StrEnum):
    """Why pieces moved (S115)."""

    BOUGHT = "bought"
    RETURNED = "returned"
    SOLD = "sold"
    USED = "used"
    SENT_BACK = "sent_back"
    COUNTED = "counted"
    REVERSED = "reversed"


KIND_WORDS = {
    Kind.BOUGHT: "Bought",
    Kind.RETURNED: "Came back",
    Kind.SOLD: "Sold",
    Kind.USED: "Used up",
    Kind.SENT_BACK: "Sent back",
    Kind.COUNTED: "Counted",
    Kind.REVERSED: "Reversed",
}
COMES_IN = {Kind.BOUGHT: "Bought from a vendor", Kind.RETURNED: "Came back from a client"}
GOES_OUT = {
    Kind.SOLD: "Sold to a client",
    Kind.USED: "Used up for a client",
    Kind.SENT_BACK: "Sent back to the vendor",
}
FOR_CLIENT = frozenset({Kind.SOLD, Kind.USED})
"""What names the client it was for."""


LONGEST_SERIAL = 200


def serials_in(text: str, field: str = "serials") -> tuple[str, ...]:
    """Serials typed one a line or with commas; raises UserError where one stands there twice."""
    found = [part.strip() for part in re.split(r"[\n,;]+", text) if part.strip()]
    counts = Counter(one.casefold() for one in found)
    for one in found:
        if counts[one.casefold()] > 1:
            raise UserError(f"{one} stands there twice.", field)
        if len(one) > LONGEST_SERIAL:
            raise UserError(f"{one[:20]}… is too long for a serial. One a line.", field)
    return tuple(found)


def pieces(count: int) -> str:
    """A number of pieces in words."""
    return "1 piece" if count == 1 else f"{count:,} pieces"


def one_serial_each(quantity: int, serials: tuple[str, ...]) -> None:
    """Refuse pieces without a serial and serials without a piece; raises UserError (S115)."""
    if len(serials) < quantity:
        missing = quantity - len(serials)
        noun = "serial" if missing == 1 else "serials"
        raise UserError(
            f"Each piece has a serial: {missing} {noun} of {quantity} missing.", "serials"
        )
    if len(serials) > quantity:
        raise UserError(
            f"There are {len(serials)} serials for {pieces(quantity)}. Change one of them.",
            "serials",
        )


def not_below_zero(on_hand: int, change: int, reason: str) -> None:
    """Refuse to take more than is there, unless a reason says why (S115); raises UserError."""
    after = on_hand + change
    if change < 0 and after < 0 and not reason.strip():
        there = f"only {on_hand}" if on_hand > 0 else "none"
        raise UserError(
            f"The books say {there} on hand. Count the stock, or write here why it is right.",
            "reason",
        )
