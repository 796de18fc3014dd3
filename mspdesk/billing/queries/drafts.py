"""Drafts: what is on them and why, which questions are open, what the run sheet shows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, literal_column, select
from sqlalchemy.orm import Session

from ...agreements.models import Agreement
from ...clients.models import Client, Site
from ...dates import add_months, month_start, today
from ...money import Currency
from ...people.models import Person
from ...rows import dataclass
from ...shop.queries import ShopRow
from ...shop.queries import shop as the_shop
from ...shop.rules import national_money
from ...tickets.models import Ticket
from ...timekeeping import queries as timekeeping
from ..models import Invoice, InvoiceLine, Question
from ..rules.legal import Gap, LegalFacts, Party, gaps
from ..rules.review import (
    Ask,
    EntryFacts,
    Query,
    entry_questions,
    uncovered_questions,
    unusual_question,
)
from ..rules.totals import EXEMPT, TaxSum, Totals, totals
from ..rules.words import GOODS, LineKind, from_words
from .agreed import Moved, moved, paid_ahead, plan_words, tax_codes
from .money import month_sums
from .parties import (
    Codes,
    TaxChoice,
    active_codes,
    buyer_at,
    buyer_of,
    main_sites,
    seller_of,
    tax_choice,
    tax_choice_of,
    taxed_of,
    terms_days,
)

COVERED = "covered"
"""The unit of a line that lists work a plan covers: it bills nothing and raises no question."""


FROM_HOURS = "Drawn from your prepaid hours"
"""What is said on a line that lists work which hours paid ahead pay for."""


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line as the screen and the paper show it; minor units, ten-thousandths, minutes."""

    id: int
    version: int
    position: int
    kind: str
    text: str
    detail: str
    on: date | None
    ticket_id: int | None
    quantity: int
    unit: str
    unit_price: int
    amount: int
    unit_cost: int | None
    minutes: int | None
    taxable: bool
    tax_code: str
    manual: bool
    entries: tuple[EntryFacts, ...] = ()

    @property
    def covered(self) -> bool:
        """Whether the line only lists covered work."""
        return self.unit == COVERED


_LINE_COLUMNS = tuple(
    getattr(InvoiceLine, name) for name in LineRow.__dataclass_fields__ if name != "entries"
)


def lines_of(session: Session, invoice_id: int) -> list[LineRow]:
    """The lines of an invoice in their order, without their entries."""
    found = select(*_LINE_COLUMNS).where(InvoiceLine.invoice_id == invoice_id)
    rows = session.execute(found.order_by(InvoiceLine.position, InvoiceLine.id))
    return [LineRow(*row) for row in rows]


def entry_facts(session: Session, line_ids: Sequence[int]) -> list[EntryFacts]:
    """The entries that stand on these lines, oldest first, as the review looks at them."""
    if not line_ids:
        return []
    rows = timekeeping.on_lines(session, list(line_ids))
    return facts_of(session, rows)


def facts_of(session: Session, rows: Sequence[timekeeping.EntryRow]) -> list[EntryFacts]:
    """Entries of timekeeping as the review and the labor lines look at them."""
    tickets = {row.ticket_id for row in rows}
    found = select(Ticket.id, Ticket.coverage).where(Ticket.id.in_(tickets))
    coverage = dict(session.execute(found).all()) if tickets else {}
    return [
        EntryFacts(
            id=row.id,
            ticket_id=row.ticket_id,
            ticket=f"#{row.number_int}",
            person=row.person,
            work_on=row.work_on,
            started_at=row.started_at,
            timed=row.timed,
            minutes=row.minutes,
            billed_minutes=row.billed_minutes,
            billed_after_minutes=row.billed_after_minutes,
            rate=row.rate,
            factor=row.factor,
            kind=row.kind,
            note=row.client_note,
            approved_by=row.after_hours_approved_by if row.after_hours_approved_on else "",
            coverage=coverage.get(row.ticket_id, ""),
            line_id=row.invoice_line_id,
            why=row.why,
            place=row.place,
            internal_note=row.internal_note,
            prepaid_minutes=row.prepaid_minutes,
        )
        for row in rows
    ]


def draft_totals(
    session: Session, invoice: Invoice, lines: Iterable[InvoiceLine], taxes: TaxChoice | None = None
) -> Totals:
    """The sums of a draft at the taxes of today."""
    if taxes is None:
        client = session.get_one(Client, invoice.client_id)
        taxes = tax_choice(session, client, the_shop(session))
    return totals(taxes.sum_of(line) for line in lines)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A line of the run sheet; `ready` is the reviewer's tick, `questions` those still open."""

    id: int
    version: int
    client_id: int
    client: str
    state: str
    from_words: str
    subtotal: int
    tax: int
    total: int
    questions: tuple[Query, ...]
    reviewed_by: str
    reviewed_at: datetime | None
    through_on: date | None
    reviewed_by_id: int | None = None

    @property
    def ready(self) -> bool:
        """Whether a reviewer has ticked it."""
        return self.state == "ready"

    @property
    def tag(self) -> str:
        """The first open question in few words."""
        return self.questions[0].title if self.questions else ""


@dataclass(frozen=True, slots=True)
class RunSheet:
    """Every draft there is: with a question, to review, ready; and what they sum to."""

    rows: tuple[DraftRow, ...]
    currency: Currency
    month: date

    @property
    def with_question(self) -> tuple[DraftRow, ...]:
        """Drafts that ask something."""
        return tuple(row for row in self.rows if row.questions and not row.ready)

    @property
    def to_review(self) -> tuple[DraftRow, ...]:
        """Drafts without a question that nobody has looked at."""
        return tuple(row for row in self.rows if not row.questions and not row.ready)

    @property
    def ready(self) -> tuple[DraftRow, ...]:
        """Drafts a reviewer has ticked."""
        return tuple(row for row in self.rows if row.ready)

    def sum_of(self, rows: Iterable[DraftRow]) -> int:
        """The total of some drafts."""
        return sum(row.total for row in rows)


def run_sheet(session: Session) -> RunSheet:
    """The drafts by client name, each with what it comes from and what it asks."""
    drafts = _drafts(session)
    asked = questions(session, [draft for draft, _ in drafts])
    reviewers = dict(session.execute(select(Person.id, Person.name)).all())
    kinds = _kinds(session, [draft.id for draft, _ in drafts])
    rows = [
        DraftRow(
            draft.id,
            draft.version,
            draft.client_id,
            name,
            draft.state,
            kinds.get(draft.id, "Nothing yet"),
            draft.subtotal,
            draft.tax,
            draft.total,
            tuple(asked.get(draft.id, ())),
            reviewers.get(draft.reviewed_by_id or 0, ""),
            draft.reviewed_at,
            draft.through_on or draft.period_to,
            draft.reviewed_by_id,
        )
        for draft, name in drafts
    ]
    months = [row.through_on for row in rows if row.through_on]
    return RunSheet(tuple(rows), the_shop(session).money, max(months, default=today()))


def _drafts(session: Session, *ids: int) -> list[tuple[Invoice, str]]:
    found = (
        select(Invoice, Client.name)
        .join(Client, Client.id == Invoice.client_id)
        .where(Invoice.state != literal_column("'issued'"))
        .order_by(func.lower(Client.name), Invoice.id)
    )
    if ids:
        found = found.where(Invoice.id.in_(ids))
    return [(draft, name) for draft, name in session.execute(found)]


def _kinds(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """What each draft comes from, in few words."""
    columns = (InvoiceLine.invoice_id, InvoiceLine.kind, InvoiceLine.ticket_id, InvoiceLine.unit)
    found = select(*columns).where(InvoiceLine.invoice_id.in_(ids)).order_by(InvoiceLine.position)
    kinds: dict[int, list[str]] = {}
    tickets: dict[int, set[int]] = {}
    for invoice_id, kind, ticket_id, unit in session.execute(found):
        if unit == COVERED:
            continue
        kinds.setdefault(invoice_id, []).append(kind)
        if kind == LineKind.TIME and ticket_id:
            tickets.setdefault(invoice_id, set()).add(ticket_id)
    plans = plan_words(session, ids)
    return {
        id_: from_words(
            found_kinds,
            len(tickets.get(id_, ())),
            sum(kind in GOODS for kind in found_kinds),
            plans.get(id_, ""),
        )
        for id_, found_kinds in kinds.items()
    }


def questions(session: Session, drafts: Sequence[Invoice]) -> dict[int, list[Query]]:
    """The open questions of drafts, by id; what was answered is not asked again."""
    if not drafts:
        return {}
    ids = [draft.id for draft in drafts]
    lines: dict[int, list[InvoiceLine]] = {id_: [] for id_ in ids}
    found = select(InvoiceLine).where(InvoiceLine.invoice_id.in_(ids))
    for line in session.scalars(found.order_by(InvoiceLine.position, InvoiceLine.id)):
        lines[line.invoice_id].append(line)
    home = {line.id: id_ for id_, some in lines.items() for line in some}
    entries: dict[int, list[EntryFacts]] = {}
    for entry in entry_facts(session, list(home)):
        entries.setdefault(home[entry.line_id or 0], []).append(entry)
    client_ids = [draft.client_id for draft in drafts]
    clients = {
        client.id: client
        for client in session.scalars(select(Client).where(Client.id.in_(client_ids)))
    }
    plans = plan_names(session, client_ids)
    shop = the_shop(session)
    answered = _answered(session, ids)
    months = _months_before(session, drafts)
    sites = main_sites(session, client_ids)
    changes = moved(session, ids)
    codes, rates = tax_codes(session), active_codes(session)
    money = _to_compare(session, drafts, months)
    asked = {}
    for draft in drafts:
        client = clients[draft.client_id]
        all_of_them = list(
            _asked_of(
                draft,
                client,
                sites.get(draft.client_id),
                shop,
                rates,
                lines[draft.id],
                entries.get(draft.id, []),
                plans.get(draft.client_id, ""),
                unusual_question(*money[draft.id], shop.money),
            )
        )
        all_of_them[:0] = _of_agreements(changes.get(draft.id, []), lines[draft.id], codes)
        done = answered.get(draft.id, set())
        asked[draft.id] = [one for one in all_of_them if (one.kind, one.subject) not in done]
    return asked


def _months_before(session: Session, drafts: Sequence[Invoice]) -> dict[int, list[int]]:
    """What each draft's client was billed in the three months before, by draft."""
    by_month: dict[date, list[Invoice]] = {}
    for draft in drafts:
        by_month.setdefault(month_start(draft.through_on or draft.period_to or today()), []).append(
            draft
        )
    sums: dict[int, list[int]] = {}
    for month, some in by_month.items():
        found = month_sums(session, [draft.client_id for draft in some], month)
        sums |= {draft.id: found.get(draft.client_id, []) for draft in some}
    return sums


def _asked_of(
    draft: Invoice,
    client: Client,
    site: Site | None,
    shop: ShopRow,
    rates: Codes,
    lines: list[InvoiceLine],
    entries: list[EntryFacts],
    plan: str,
    unusual: Query | None,
) -> Iterable[Query]:
    """Every question a draft raises, the most pressing first."""
    for gap in _gaps(draft, client, site, shop, rates, lines):
        yield Query(Ask.LEGAL, gap.field, gap.sentence, field=gap.field)
    found = [question for entry in entries for question in entry_questions(entry)]
    found += uncovered_questions(entries, plan) if plan else []
    yield from sorted(found, key=lambda one: list(Ask).index(one.kind))
    if client.needs_order and not draft.order_number:
        yield Query(
            Ask.NO_ORDER, "", f"{client.name} pays only with a purchase order, and there is none."
        )
    for line in lines:
        if not line.amount and line.unit != COVERED:
            yield Query(Ask.ZERO_LINE, f"line:{line.id}", f"“{line.text}” bills nothing.", line.id)
    if unusual:
        yield unusual


def changed_subject(one: Moved) -> str:
    """How the answer to a changed agreement is kept; a later change is asked about again."""
    return f"plan:{one.agreement_id}:{one.mark}"[:40]


def _of_agreements(
    changes: Sequence[Moved], lines: Sequence[InvoiceLine], codes: set[str]
) -> list[Query]:
    """Questions about what was agreed: it was changed under the draft, or its tax is gone."""
    found = [Query(Ask.CHANGED, changed_subject(one), one.sentence) for one in changes]
    for line in lines:
        if line.taxable and line.tax_code and line.tax_code not in codes:
            words = (
                f"“{line.text}” is taxed by {line.tax_code}, which is retired. Use the client's "
                "usual tax, or choose another on the line."
            )
            found.append(Query(Ask.TAX_RETIRED, f"line:{line.id}", words, line.id))
    return found


def _to_compare(
    session: Session, drafts: Sequence[Invoice], months: Mapping[int, list[int]]
) -> dict[int, tuple[int, list[int]]]:
    """What a draft bills and its client was billed in three months, by draft.

    What was paid for several months at once is left out on both sides: it would look unusual in
    the month it is paid, and so would the months after.
    """
    firsts = {
        draft.id: month_start(draft.through_on or draft.period_to or today()) for draft in drafts
    }
    since = add_months(min(firsts.values()), -3)
    ahead = paid_ahead(session, [draft.client_id for draft in drafts], since)
    answer = {}
    for draft in drafts:
        subtotal, some = draft.subtotal, list(months.get(draft.id, []))
        for invoice_id, on, amount in ahead.get(draft.client_id, []):
            if invoice_id == draft.id:
                subtotal -= amount
            elif on is not None and some:
                back = (firsts[draft.id].year - on.year) * 12 + firsts[draft.id].month - on.month
                if 1 <= back <= 3:
                    some[3 - back] -= amount
        answer[draft.id] = (subtotal, some)
    return answer


def plan_names(session: Session, client_ids: Sequence[int]) -> dict[int, str]:
    """The plan of each client that has an active managed agreement, by client."""
    found = (
        select(Agreement.client_id, Agreement.plan)
        .where(
            Agreement.client_id.in_(client_ids),
            Agreement.kind == "managed",
            Agreement.state == "active",
        )
        .order_by(Agreement.start_on)
    )
    return {id_: plan or "a plan" for id_, plan in session.execute(found)}


def _answered(session: Session, ids: Sequence[int]) -> dict[int, set[tuple[str, str]]]:
    found = select(Question.invoice_id, Question.kind, Question.subject)
    answered: dict[int, set[tuple[str, str]]] = {}
    for invoice_id, kind, subject in session.execute(found.where(Question.invoice_id.in_(ids))):
        answered.setdefault(invoice_id, set()).add((kind, subject))
    return answered


def _gaps(
    draft: Invoice,
    client: Client,
    site: Site | None,
    shop: ShopRow,
    rates: Codes,
    lines: list[InvoiceLine],
) -> tuple[Gap, ...]:
    facts = LegalFacts(
        seller_of(shop),
        buyer_at(client, site, shop),
        tuple(line.text for line in lines),
        exempt=client.tax_exempt,
        taxed=any(line.taxable for line in lines),
        period=bool(draft.period_from or draft.period_to or any(line.on for line in lines)),
        money=draft.currency,
        national=national_money(shop.country),
        note=draft.note,
        untaxed=_untaxed(draft, client, shop, rates, lines) if shop.profile == "EU" else (),
    )
    return gaps(shop.profile, facts)


def _untaxed(
    draft: Invoice, client: Client, shop: ShopRow, rates: Codes, lines: Iterable[InvoiceLine]
) -> tuple[tuple[str, str], ...]:
    """Lines that bear no tax of any code, with all that may say why; late fees are no supply."""
    taxes = tax_choice_of(taxed_of(client), shop, rates)
    around = f"{draft.note}\n{shop.invoice_note}\n{shop.how_to_pay}\n{client.tax_exempt_reason}"
    return tuple(
        (line.text, f"{line.text}\n{line.detail}\n{around}")
        for line in lines
        if line.amount and line.kind != LineKind.LATE_FEE and not taxes.sum_of(line).taxable
    )


def legal_gaps(session: Session, invoice_id: int) -> tuple[Gap, ...]:
    """What the law wants on this invoice and is not there."""
    draft = session.get_one(Invoice, invoice_id)
    client = session.get_one(Client, draft.client_id)
    found = select(InvoiceLine).where(InvoiceLine.invoice_id == invoice_id)
    site = main_sites(session, [client.id]).get(client.id)
    rates = active_codes(session)
    return _gaps(draft, client, site, the_shop(session), rates, list(session.scalars(found)))


@dataclass(frozen=True, slots=True)
class LeftOff:
    """An entry that was on this draft and was left off it."""

    entry_id: int
    ticket: str
    person: str
    work_on: date
    billed_minutes: int
    why: str


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A draft in full: its row, lines with their entries, tax, what was left off."""

    row: DraftRow
    lines: tuple[LineRow, ...]
    taxes: tuple[TaxSum, ...]
    currency: Currency
    buyer: Party
    bill_to_email: str
    dated: date
    due_on: date
    terms_days: int
    period_from: date | None
    period_to: date | None
    order_number: str
    note: str
    left_off: tuple[LeftOff, ...]
    tax_codes: tuple[str, ...]
    profile: str
    due_typed: date | None
    plans: str

    @property
    def work_days(self) -> tuple[date, date] | None:
        """The first and the last day of the work that stands on it, billed or not."""
        days = [
            line.on
            for line in self.lines
            if line.on and line.kind in (LineKind.TIME, LineKind.TRIP)
        ]
        days += [entry.work_on for line in self.lines for entry in line.entries]
        return (min(days), max(days)) if days else None

    @property
    def questions(self) -> tuple[Query, ...]:
        """The open questions."""
        return self.row.questions

    @property
    def exempt(self) -> bool:
        """Whether the client is not taxed."""
        return any(one.code == EXEMPT for one in self.taxes)


def due_day(draft: Invoice, dated: date, days: int) -> date:
    """The day a draft will be due: as typed, else so many days after its date."""
    return draft.due_on or dated + timedelta(days=days)


def draft_page(session: Session, invoice_id: int) -> DraftPage:
    """Everything on one draft; raises when it is issued or gone."""
    found = _drafts(session, invoice_id)
    if not found:
        raise LookupError(invoice_id)
    draft, client_name = found[0]
    client = session.get_one(Client, draft.client_id)
    shop = the_shop(session)
    taxes = tax_choice(session, client, shop)
    rows = lines_of(session, invoice_id)
    entries = entry_facts(session, [row.id for row in rows])
    by_line: dict[int, list[EntryFacts]] = {}
    for entry in entries:
        by_line.setdefault(entry.line_id or 0, []).append(entry)
    lines = tuple(_with_entries(row, by_line.get(row.id, [])) for row in rows)
    stored = list(session.scalars(select(InvoiceLine).where(InvoiceLine.invoice_id == invoice_id)))
    sums = draft_totals(session, draft, stored, taxes)
    asked = questions(session, [draft]).get(draft.id, [])
    reviewer = session.get(Person, draft.reviewed_by_id) if draft.reviewed_by_id else None
    row = DraftRow(
        draft.id,
        draft.version,
        draft.client_id,
        client_name,
        draft.state,
        _kinds(session, [draft.id]).get(draft.id, "Nothing yet"),
        sums.subtotal,
        sums.tax,
        sums.total,
        tuple(asked),
        reviewer.name if reviewer else "",
        draft.reviewed_at,
        draft.through_on or draft.period_to,
        draft.reviewed_by_id,
    )
    days = terms_days(client, shop)
    return DraftPage(
        row=row,
        lines=lines,
        taxes=sums.taxes,
        currency=Currency(draft.currency),
        buyer=buyer_of(session, client, shop),
        bill_to_email=client.billing_email,
        dated=today(),
        due_on=due_day(draft, today(), days),
        terms_days=days,
        period_from=draft.period_from,
        period_to=draft.period_to,
        order_number=draft.order_number,
        note=draft.note,
        left_off=_left_off(session, invoice_id),
        tax_codes=tuple(sorted(taxes.codes)),
        profile=shop.profile,
        due_typed=draft.due_on,
        plans=plan_words(session, [draft.id]).get(draft.id, ""),
    )


def _with_entries(row: LineRow, entries: list[EntryFacts]) -> LineRow:
    values = {name: getattr(row, name) for name in LineRow.__dataclass_fields__}
    return LineRow(**(values | {"entries": tuple(entries)}))


def _left_off(session: Session, invoice_id: int) -> tuple[LeftOff, ...]:
    found = select(Question.subject).where(
        Question.invoice_id == invoice_id, Question.answer == "leave_off"
    )
    ids = {
        int(subject.partition(":")[2])
        for subject in session.scalars(found)
        if subject.startswith("entry:")
    }
    rows = [timekeeping.entry(session, entry_id) for entry_id in sorted(ids)]
    return tuple(
        LeftOff(row.id, f"#{row.number_int}", row.person, row.work_on, row.billed_minutes, row.why)
        for row in rows
        if row.state == "written_off"
    )


def draft_of(session: Session, client_id: int) -> int | None:
    """The client's draft, if there is one."""
    return session.scalar(
        select(func.min(Invoice.id)).where(
            Invoice.client_id == client_id, Invoice.state != literal_column("'issued'")
        )
    )


def ready_ids(session: Session) -> list[int]:
    """The drafts a reviewer has ticked, by client name."""
    return [draft.id for draft, _ in _drafts(session) if draft.state == "ready"]
