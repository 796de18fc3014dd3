"""Passing a ticket up: to a higher tier, or to a specialist outside (S047)."""

from ...errors import UserError
from ...rows import dataclass
from .words import ENDED, status_words

TOP_TIER = 3


@dataclass(frozen=True, slots=True)
class PassedUp:
    """What decides whether a ticket may be passed up as asked.

    `taker` is the name of who gets it, `taker_tier` their tier; both empty where nobody is named.
    """

    status: str
    standing: bool
    from_tier: int
    to_tier: int
    outside: bool
    reason: str
    tried: str
    taker: str = ""
    taker_tier: int = 0
    same_owner: bool = False


def check_escalation(asked: PassedUp) -> None:
    """Let it pass up, or raise UserError naming the field that is wrong."""
    if asked.standing:
        raise UserError("Time is logged on this ticket; there is nothing to pass up.")
    if asked.status in ENDED:
        words = status_words(asked.status).lower()
        raise UserError(f"It is {words}. Reopen it first.", field="to_tier")
    if asked.to_tier not in (1, 2, TOP_TIER) or asked.to_tier < asked.from_tier:
        raise UserError("Passing up never lowers the tier.", field="to_tier")
    if asked.to_tier == asked.from_tier and not asked.outside:
        raise UserError(_no_higher(asked.from_tier), field="to_tier")
    if not asked.reason.strip():
        raise UserError("Say why it goes up.", field="reason")
    if not asked.tried.strip():
        raise UserError("Say what was tried, or that nothing was.", field="tried")
    if asked.same_owner and not asked.outside:
        raise UserError(f"{asked.taker} has it already. Choose somebody else.", field="assigned")
    if asked.taker and asked.taker_tier < asked.to_tier:
        raise UserError(
            f"{asked.taker} works in tier {asked.taker_tier}."
            f" Choose somebody of tier {asked.to_tier}.",
            field="assigned",
        )


def _no_higher(tier: int) -> str:
    if tier == TOP_TIER:
        return "Tier 3 is the highest. Choose an outside specialist."
    return f"It is tier {tier} already. Choose a higher one, or an outside specialist."


def escalation_words(
    from_tier: int, to_tier: int, taker: str, outside: str, reason: str, tried: str
) -> str:
    """A passing up as the timeline of its ticket tells it."""
    where = f"Tier {from_tier} to tier {to_tier}" if to_tier != from_tier else f"Tier {to_tier}"
    ends = ", to ".join(filter(None, (where, taker, outside)))
    return f"{ends}\nWhy: {reason}\nTried: {tried}"
