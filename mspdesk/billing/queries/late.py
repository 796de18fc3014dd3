"""What is asked for besides the bills of periods: lines that came or went late, later setup fees.

A line that came after its period was billed is billed with the next run, by the agreement's choice
for parts of a period; one that went is taken off. Lines that replace each other in an amendment are
one difference. What was asked for is written down with the periods, so that it is asked once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from ...agreements import rules as agreed
from ...agreements.models import AgreementLine, PlanSheet
from ...agreements.queries import AgreementRow, LineOn, lines_of_all
from ...dates import full_date
from ...rows import dataclass
from ..models import BilledPeriod, Invoice, InvoiceLine
from ..rules.recurring import HELD_AFTER, Period, days_in, due_of, made_on, period_words, periods
from .kept import PLAN, SETUP, last_day, rhythm_of

CHUNK = 400
_ONE_DAY = timedelta(days=1)
_ISSUED = Invoice.state == literal_column("'issued'")


def key_of(line_id: int, main_id: int | None = None) -> str:
    """How the books name what a line was billed late; of a part also the line it stands on."""
    return f"line:{line_id}" if main_id in (None, line_id) else f"line:{line_id}:{main_id}"


def fee_key(sheet_id: int) -> str:
    """How the books name the setup fee of an amendment."""
    return f"setup:{sheet_id}"


@dataclass(frozen=True, slots=True)
class Extra:
    """What is still asked for, or given back, of periods that were billed before.

    `parts` are the lines of the agreement it settles with the minor units of each, `line` the one
    whose words it is billed in; together they come to `amount`.
    """

    agreement: AgreementRow
    line: LineOn
    first: date
    last: date
    amount: int
    detail: str
    parts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Fee:
    """The one-time fee of an amendment, in minor units, from the day it holds."""

    agreement: AgreementRow
    sheet_id: int
    sheet: str
    title: str
    on: date
    amount: int

    @property
    def detail(self) -> str:
        """What it belongs to: Amendment 2, from Mar 1, 2026."""
        return f"{self.sheet}, from {full_date(self.on)}"


# --- lines ----------------------------------------------------------------------------------------


def extras(session: Session, rows: Sequence[AgreementRow], on: date) -> list[Extra]:
    """What lines still ask for, or give back, in periods that stand on issued invoices.

    Under a draft an agreement may change: there a person is asked. What the last day of an
    agreement leaves unused is refunded by its own verb.
    """
    since = on - timedelta(days=HELD_AFTER)
    wanted = set(session.scalars(_candidates(), {"since": since}))
    by_id = {row.id: row for row in rows if row.id in wanted}
    if not by_id:
        return []
    billed = _billed(session, list(by_id), since)
    lines = lines_of_all(session, by_id.values(), since, date.max)
    marks = _marks(session, list(by_id))
    told = _told(session, {invoice_id for _, invoice_id in billed})
    answer = []
    for (agreement_id, invoice_id), firsts in sorted(billed.items()):
        row = by_id[agreement_id]
        some = [one for one in periods(rhythm_of(row), max(firsts)) if one.first in firsts]
        if some:
            standing = _Standing(
                row, some, told.get((invoice_id, agreement_id), {}), marks.get(agreement_id, [])
            )
            answer += standing.extras(lines[agreement_id])
    return answer


def _lately(since: date | ColumnElement[date]) -> list[ColumnElement[bool]]:
    """Conditions: billed for a time that is not long over, on an invoice that stands."""
    void = aliased(Invoice)
    gone = select(void.id).where(void.applies_to_id == Invoice.id, void.void)
    plan = BilledPeriod.what == PLAN
    return [plan, BilledPeriod.period_to >= since, _ISSUED, ~gone.exists()]


@cache
def _candidates() -> Select[int]:
    """Agreements with a line that its period's invoice does not name, or names for too long.

    Put together once, as every run asks it. The day it goes back to is `since`.
    """
    line, own = AgreementLine, InvoiceLine
    named = select(own.id).where(
        own.invoice_id == BilledPeriod.invoice_id, own.agreement_line_id == line.id
    )
    late = and_(or_(line.to_on.is_(None), line.to_on >= BilledPeriod.period_from), ~named.exists())
    gone = and_(line.to_on < BilledPeriod.period_to, named.exists())
    since = bindparam("since", type_=Date)
    return (
        select(BilledPeriod.agreement_id)
        .join(Invoice, Invoice.id == BilledPeriod.invoice_id)
        .join(line, line.agreement_id == BilledPeriod.agreement_id)
        .where(*_lately(since), line.from_on <= BilledPeriod.period_to, line.bundled.is_(False))
        .where(or_(late, gone))
        .distinct()
    )


def _billed(
    session: Session, ids: Sequence[int], since: date
) -> dict[tuple[int, int], frozenset[date]]:
    """First days of the periods billed together, by agreement and invoice."""
    found: dict[tuple[int, int], set[date]] = {}
    columns = (BilledPeriod.agreement_id, BilledPeriod.invoice_id, BilledPeriod.period_from)
    for start in range(0, len(ids), CHUNK):
        some = BilledPeriod.agreement_id.in_(ids[start : start + CHUNK])
        rows = select(*columns).join(Invoice, Invoice.id == BilledPeriod.invoice_id)
        for agreement_id, invoice_id, first in session.execute(rows.where(some, *_lately(since))):
            found.setdefault((agreement_id, invoice_id), set()).add(first)
    return {key: frozenset(firsts) for key, firsts in found.items()}


def _marks(session: Session, ids: Sequence[int]) -> dict[int, list[tuple[int, date, int]]]:
    """What was settled late already, on drafts too: line, day and amount, by agreement."""
    marks: dict[int, list[tuple[int, date, int]]] = {}
    columns = (
        BilledPeriod.agreement_id,
        BilledPeriod.what,
        BilledPeriod.period_from,
        BilledPeriod.amount,
    )
    for start in range(0, len(ids), CHUNK):
        found = select(*columns).where(
            BilledPeriod.agreement_id.in_(ids[start : start + CHUNK]),
            BilledPeriod.what.startswith("line:"),
        )
        for agreement_id, what, on, amount in session.execute(found):
            line_id = int(what.split(":")[1])
            marks.setdefault(agreement_id, []).append((line_id, on, amount))
    return marks


def _told(session: Session, invoice_ids: Iterable[int]) -> dict[tuple[int, int], dict[int, int]]:
    """What each line was billed with its periods: amount by line, by invoice and agreement."""
    ids = sorted(invoice_ids)
    told: dict[tuple[int, int], dict[int, int]] = {}
    columns = (
        InvoiceLine.invoice_id,
        InvoiceLine.agreement_id,
        InvoiceLine.agreement_line_id,
        InvoiceLine.amount,
    )
    late = select(BilledPeriod.id).where(
        BilledPeriod.invoice_id == InvoiceLine.invoice_id,
        BilledPeriod.agreement_id == InvoiceLine.agreement_id,
        BilledPeriod.period_from == InvoiceLine.on,
        BilledPeriod.what
        == literal_column("'line:'").concat(func.coalesce(InvoiceLine.agreement_line_id, 0)),
    )
    for start in range(0, len(ids), CHUNK):
        found = select(*columns).where(
            InvoiceLine.invoice_id.in_(ids[start : start + CHUNK]),
            InvoiceLine.agreement_id.is_not(None),
            InvoiceLine.manual.is_(False),
            InvoiceLine.kind.not_in(("setup", "prepaid")),
            ~late.exists(),
        )
        for invoice_id, agreement_id, line_id, amount in session.execute(found):
            here = told.setdefault((invoice_id, agreement_id or 0), {})
            here[line_id or 0] = here.get(line_id or 0, 0) + amount
    return told


@dataclass(frozen=True, slots=True)
class _Change:
    """What one line asks for more or less than it was billed, and in which days."""

    line: LineOn
    amount: int
    first: date
    last: date
    whole: bool


@dataclass(slots=True)
class _Standing:
    """Periods of an agreement that stand on one invoice, and what their lines were billed."""

    row: AgreementRow
    some: Sequence[Period]
    told: Mapping[int, int]
    marks: Sequence[tuple[int, date, int]]
    settled: dict[int, int] = field(default_factory=dict)

    def extras(self, lines: Sequence[LineOn]) -> list[Extra]:
        """The differences, one for lines that are the same thing."""
        for line_id, on, amount in self.marks:
            if any(one.first <= on <= one.last for one in self.some):
                self.settled[line_id] = self.settled.get(line_id, 0) + amount
        groups: dict[tuple[object, ...], list[_Change]] = {}
        for line in lines:
            change = None if line.bundled else self._change(line)
            if change is not None:
                same = (line.item_id, line.text, line.kind, line.taxable, line.tax_code)
                groups.setdefault(same, []).append(change)
        found = (self._extra(changes) for changes in groups.values())
        return [one for one in found if one is not None]

    def _change(self, line: LineOn) -> _Change | None:
        rhythm = rhythm_of(self.row)
        dues = due_of(line, self.some, rhythm)
        asked = sum(one.amount for one in dues)
        if line.id not in self.told and line.id not in self.settled:
            if not asked:
                return None
            days = ((one, days_in(line, one, prorate=rhythm.prorate)) for one in self.some)
            whole = all(many in (0, one.of_days) for one, many in days)
            return _Change(line, asked, dues[0].first, dues[-1].last, whole)
        ends = line.to_on
        if ends is None or ends == last_day(self.row):
            return None
        billed = self.told.get(line.id, 0) + self.settled.get(line.id, 0)
        endless = due_of(replace(line, to_on=last_day(self.row)), self.some, rhythm)
        # Anything else than the full price was settled before, or changed by a person.
        if billed == asked or billed != sum(one.amount for one in endless):
            return None
        return _Change(line, asked - billed, self._after(ends), self.some[-1].last, True)

    def _after(self, ends: date) -> date:
        """The first day that was billed and is not asked for any more."""
        if rhythm_of(self.row).prorate:
            return max(ends + _ONE_DAY, self.some[0].first)
        return next((one.first for one in self.some if one.first > ends), self.some[-1].first)

    def _extra(self, changes: Sequence[_Change]) -> Extra | None:
        """One difference in the words of the newest line; None where nothing is left of it."""
        amount = sum(one.amount for one in changes)
        if not amount:
            return None
        main = max(changes, key=lambda one: (one.amount > 0, one.line.from_on, one.line.id))
        first, last = min(one.first for one in changes), max(one.last for one in changes)
        parts = tuple((one.line.id, one.amount) for one in changes)
        first = self._free_day(first, {one.line.id for one in changes})
        return Extra(self.row, main.line, first, last, amount, _detail(changes, first, last), parts)

    def _free_day(self, first: date, ids: set[int]) -> date:
        """The first day from one on for which nothing was settled of these lines."""
        taken = {on for line_id, on, _ in self.marks if line_id in ids}
        while first in taken and first < self.some[-1].last:
            first += _ONE_DAY
        return first


def _detail(changes: Sequence[_Change], first: date, last: date) -> str:
    when = period_words(first, last)
    if all(one.amount < 0 for one in changes):
        return f"{when}, not used, taken off"
    if any(one.amount < 0 for one in changes):
        return f"{when}, difference to what was billed"
    whole = all(one.whole for one in changes)
    return f"{when}, added since it was billed" if whole else f"{when}, by the day"


# --- setup fees -----------------------------------------------------------------------------------


def _sheet_fees(session: Session, rows: Iterable[AgreementRow]) -> list[PlanSheet]:
    ids = {row.id for row in rows}
    found = select(PlanSheet).where(
        PlanSheet.setup_fee > 0, PlanSheet.state.in_(("accepted", "past"))
    )
    return [one for one in session.scalars(found) if one.agreement_id in ids]


def _first_asked(session: Session) -> dict[int, date]:
    """The day on which the first setup fee was issued, by agreement."""
    found = select(BilledPeriod.agreement_id, func.min(Invoice.issued_on)).join(
        Invoice, Invoice.id == BilledPeriod.invoice_id
    )
    found = found.where(BilledPeriod.what == SETUP, _ISSUED).group_by(BilledPeriod.agreement_id)
    return {id_: on for id_, on in session.execute(found) if on is not None}


def _later(sheet: PlanSheet, asked: date | None) -> bool:
    """Whether a sheet's fee comes besides the first: an amendment's, or one agreed to after it."""
    if sheet.kind == "amendment":
        return True
    return asked is not None and sheet.accepted_on is not None and sheet.accepted_on > asked


def open_fees(session: Session, rows: Sequence[AgreementRow]) -> list[Fee]:
    """The fees agreed to later that stand on no invoice or draft yet, the oldest first."""
    by_id = {row.id: row for row in rows}
    every = _sheet_fees(session, rows)
    asked = _first_asked(session) if every else {}
    sheets = [one for one in every if _later(one, asked.get(one.agreement_id))]
    if not sheets:
        return []
    billed = set(
        session.scalars(select(BilledPeriod.what).where(BilledPeriod.what.startswith("setup:")))
    )
    found = []
    for sheet in sorted(sheets, key=lambda one: (one.effective_on, one.id)):
        row = by_id[sheet.agreement_id]
        end = last_day(row)
        if fee_key(sheet.id) in billed or (end is not None and sheet.effective_on > end):
            continue
        name = f"{agreed.SHEETS.get(sheet.kind, sheet.kind)} {sheet.number}"
        title, on = sheet.title or row.title, sheet.effective_on
        found.append(Fee(row, sheet.id, name, title, on, sheet.setup_fee))
    return found


def fees(session: Session, rows: Sequence[AgreementRow], on: date) -> list[Fee]:
    """The fees of amendments whose day to be billed has come."""
    return [
        one for one in open_fees(session, rows) if made_on(one.on, one.agreement.days_before) <= on
    ]
