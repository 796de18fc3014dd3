"""What a sale earns whoever made it, under either rule (S133).

Ten percent of what was sold, or thirty of the profit: of $20,000 with $6,000 profit $2,000 or
$1,800.
"""

from ...errors import UserError
from ...money import half_up
from ...rows import dataclass
from .pipeline import Value

RULES = {
    "gross": "A share of what was sold",
    "profit": "A share of the profit",
    "none": "No commission",
}
"""The ways a sale is paid, and the words for them."""

USUAL = {"gross": 100_000, "profit": 300_000, "none": 0}
"""The usual share of each rule in millionths: 10 % and 30 % (S133)."""

MILLION = 1_000_000
MOST_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Terms:
    """How sales are paid: the rule, millionths of it, months of a monthly price that count."""

    rule: str = "none"
    share: int = 0
    months: int = 12

    @property
    def words(self) -> str:
        """In words: 10% of what was sold."""
        if self.rule == "none":
            return RULES["none"]
        of = "what was sold" if self.rule == "gross" else "the profit"
        return f"{percent_words(self.share)} of {of}"


@dataclass(frozen=True, slots=True)
class Sold:
    """What counts of a sale, in minor units."""

    gross: int
    profit: int


def sold(value: Value, months: int) -> Sold:
    """What counts of a sale: what is paid once, and a monthly price for some months."""
    gross = value.once + months * value.monthly
    return Sold(gross, gross - value.once_cost - months * value.monthly_cost)


def amount(terms: Terms, of: Sold) -> int:
    """The commission in minor units, half up; a sale at a loss earns nothing and costs nothing."""
    base = {"gross": of.gross, "profit": of.profit}.get(terms.rule, 0)
    return half_up(max(base, 0) * terms.share, MILLION)


def check_terms(rule: str, share: int | None, months: int | None) -> Terms:
    """Terms as typed; raises UserError: rule, share, months."""
    if rule not in RULES:
        raise UserError("Choose how sales are paid.", "rule")
    held = USUAL[rule] if share is None else share
    if not 0 <= held <= MILLION:
        raise UserError("Type a share from 0 to 100 %.", "share")
    if months is None or not 1 <= months <= MOST_MONTHS:
        raise UserError(f"Type how many months count, 1 to {MOST_MONTHS}.", "months")
    return Terms(rule, 0 if rule == "none" else held, months)


def percent_words(share: int) -> str:
    """Millionths as people read them: 10%, 12.5%."""
    whole, rest = divmod(share, 10_000)
    return f"{whole}%" if not rest else f"{whole}.{rest:04d}".rstrip("0") + "%"
