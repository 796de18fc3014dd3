"""What agreements ask for in a stretch of time: their lines, with counts filled in."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ...catalog.queries import Counted, counts_at
from ...dates import today
from ...money import QUANTITY, times
from ...rows import dataclass
from .. import rules
from ..models import AgreementLine, PlanSheet
from .records import AgreementRow, agreement

FEE = 0
"""The id of the line that stands for the monthly fee of an agreement without lines."""


@dataclass(frozen=True, slots=True)
class LineOn:
    """What an agreement asks for in a stretch of time; minor units a month, ten-thousandths.

    `from_on` and `to_on` are the line's own days, within the agreement's: the caller cuts them to
    the period it bills. `to_on` is None for a line that goes on. `id` is 0 for the monthly fee of
    an agreement without lines. A bundled line is sold inside another and asks for nothing.
    """

    id: int
    item_id: int | None
    kind: str
    text: str
    unit: str
    quantity: int
    price: int
    cost: int
    taxable: bool
    tax_code: str
    from_on: date
    to_on: date | None
    bundled: bool
    counts: str = ""
    sheet_id: int | None = None

    @property
    def amount(self) -> int:
        """Price times count in minor units; nothing for what is bundled."""
        return 0 if self.bundled else times(self.price, self.quantity)


def lines_on(session: Session, agreement_id: int, first: date, last: date) -> list[LineOn]:
    """What an agreement asks for from a day to a day, both included, in the order of its lines.

    An agreement without lines asks for its monthly fee in one line; from the day its first line
    begins the lines count instead. Counts are taken from what is documented today.
    """
    held = agreement(session, agreement_id)
    if held is None:
        return []
    return lines_of_all(session, [held], first, last)[agreement_id]


def lines_of_all(
    session: Session, held: Iterable[AgreementRow], first: date, last: date
) -> dict[int, list[LineOn]]:
    """The lines of several agreements at once, by agreement."""
    rows = {row.id: row for row in held}
    counted = Counted(session, {row.client_id for row in rows.values()})
    begun: dict[int, date] = {}
    found: dict[int, list[LineOn]] = {id_: [] for id_ in rows}
    unsigned = {id_ for id_, row in rows.items() if row.state in rules.BEGINNING}
    for of, line in _accepted(session, list(rows), unsigned):
        begun[of] = min(line.from_on, begun.get(of, line.from_on))
        cut = _within(line, rows[of])
        if cut is not None and cut.from_on <= last and (cut.to_on is None or cut.to_on >= first):
            found[of].append(_filled(counted, cut, rows[of].client_id))
    for id_, row in rows.items():
        fee = _fee(row, begun.get(id_))
        if fee and fee.from_on <= last and (fee.to_on is None or fee.to_on >= first):
            found[id_] = [fee, *found[id_]]
    return found


_LINE = (
    AgreementLine.id,
    AgreementLine.item_id,
    AgreementLine.kind,
    AgreementLine.text,
    AgreementLine.unit,
    AgreementLine.quantity,
    AgreementLine.price,
    AgreementLine.cost,
    AgreementLine.taxable,
    AgreementLine.tax_code,
    AgreementLine.from_on,
    AgreementLine.to_on,
    AgreementLine.bundled,
    AgreementLine.counts,
    AgreementLine.sheet_id,
)
CHUNK = 400


def _accepted(
    session: Session, ids: Sequence[int], unsigned: set[int]
) -> Iterable[tuple[int, LineOn]]:
    """Lines that no draft of a plan sheet holds back, in their order, with their agreement.

    Of an agreement that nobody has signed the drafts say what it is to ask for.
    """
    for start in range(0, len(ids), CHUNK):
        found = (
            select(AgreementLine.agreement_id, *_LINE)
            .outerjoin(PlanSheet, PlanSheet.id == AgreementLine.sheet_id)
            .where(
                AgreementLine.agreement_id.in_(ids[start : start + CHUNK]),
                or_(
                    PlanSheet.id.is_(None),
                    PlanSheet.state != "draft",
                    AgreementLine.agreement_id.in_(sorted(unsigned)),
                ),
            )
            .order_by(AgreementLine.agreement_id, AgreementLine.position, AgreementLine.id)
        )
        for of, *row in session.execute(found).all():
            yield of, LineOn(*row)


def _within(line: LineOn, held: AgreementRow) -> LineOn | None:
    """A line cut to the days of its agreement; None where nothing is left of it."""
    last = _last_day(held)
    ends = [day for day in (line.to_on, last) if day is not None]
    until = min(ends) if ends else None
    begins = max(line.from_on, held.start_on)
    if until is not None and until < begins:
        return None
    if (line.from_on, line.to_on) == (begins, until):
        return line
    return replace(line, from_on=begins, to_on=until)


def _last_day(held: AgreementRow) -> date | None:
    """The last day an agreement asks for anything; None while it goes on."""
    if held.ended_on is not None:
        return held.ended_on
    return None if held.goes_on else held.end_on


def _fee(held: AgreementRow, begun: date | None) -> LineOn | None:
    """The monthly fee as a line, until the first line of a sheet begins; a block's is its price."""
    if not held.monthly_fee or held.kind not in rules.WORKED_UNDER or held.bucket == "block":
        return None
    line = LineOn(
        id=FEE,
        item_id=None,
        kind="plan",
        text=f"{held.title} plan, monthly" if held.plan else f"{held.title}, monthly",
        unit="month",
        quantity=QUANTITY,
        price=held.monthly_fee,
        cost=0,
        taxable=False,
        tax_code="",
        from_on=held.start_on,
        to_on=begun - timedelta(days=1) if begun else None,
        bundled=False,
    )
    return _within(line, held)


def monthly_on(session: Session, agreement_id: int, day: date | None = None) -> int:
    """What an agreement asks for in the month of a day, in minor units."""
    on = day or today()
    held = agreement(session, agreement_id)
    if held is None:
        return 0
    found = sum(line.amount for line in lines_on(session, agreement_id, on, on))
    return rules.monthly(found, held.every, held.every_unit)


def monthly_of_all(
    session: Session, held: Sequence[AgreementRow], day: date | None = None
) -> dict[int, int]:
    """What each agreement asks for in the month of a day, in minor units, by agreement."""
    on = day or today()
    every = {row.id: row for row in held}
    return {
        id_: rules.monthly(
            sum(line.amount for line in lines), every[id_].every, every[id_].every_unit
        )
        for id_, lines in lines_of_all(session, held, on, on).items()
    }


def _filled(counted: Counted, line: LineOn, client_id: int) -> LineOn:
    """The line with its count as documented; as typed where nothing is."""
    if not line.counts:
        return line
    count = counted.count(line.counts, client_id)
    return line if count is None else replace(line, quantity=count * QUANTITY)


def counts_of(session: Session, client_id: int) -> dict[str, int]:
    """What is documented at a client, by what lines may count; people only where noted."""
    return counts_at(session, client_id)
