"""What the chart says on paper: its boxes, its revision, how many hats everybody wears (S010)."""

from datetime import date

from sqlalchemy.orm import Session

from ...dates import today
from ...rows import dataclass
from ...shop.queries import ShopRow, shop
from ..rules.tree import Seat
from .chart import Chart, chart, last_revision, since_revision


@dataclass(frozen=True, slots=True)
class ChartDocument:
    """The chart of a day; `open` are the roles nobody has taken, `changed` since the revision."""

    shop: ShopRow
    seats: tuple[Seat, ...]
    open: frozenset[int]
    revision: int
    changed: bool
    on: date
    counts: str


def chart_document(session: Session, _key: object = None) -> ChartDocument:
    """The chart as it stands, for paper."""
    found = chart(session)
    number = last_revision(session)
    return ChartDocument(
        shop(session),
        found.seats,
        frozenset(box.id for box in found.boxes if box.for_now),
        number,
        bool(number and since_revision(session, number)),
        today(),
        _counts(found),
    )


def _counts(found: Chart) -> str:
    """How many hats there are, and how many everybody wears; by name, never by number."""
    said = []
    for one in found.people:
        whole = one.own + one.acting
        if whole:
            unfilled = f" ({one.acting} unfilled)" if one.acting else ""
            said.append(f"{found.names.get(one.id, one.name)} {whole}{unfilled}")
    return f"{found.counts}. {', '.join(said)}" if said else found.counts
