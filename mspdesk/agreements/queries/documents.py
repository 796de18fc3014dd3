"""What the papers of an agreement show, gathered once: amounts already in words."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from ...dates import full_date, hours, today
from ...errors import UserError
from ...letters.queries import addressee, letterhead
from ...money import multiplied, percent, quantity, shown, times
from ...people.models import Person
from ...printing.page import Letterhead
from ...rows import dataclass
from ...shop.queries import shop
from ..rules import State, once_words
from .body import Signers, body_text, frozen_body, law_of, rhythm_words, signers, usual_terms
from .lines import LineOn, lines_on, monthly_on
from .records import AgreementRow, agreement
from .sheets import price_change, raises_of, sheet, sheet_lines, sheets_of


def _held(session: Session, agreement_id: int) -> AgreementRow:
    held = agreement(session, agreement_id)
    if held is None:
        raise UserError("There is no such agreement any more.")
    return held


@dataclass(frozen=True, slots=True)
class AgreementDocument:
    """An agreement as it prints; `draft` says that nobody was sent it yet."""

    letterhead: Letterhead
    number: str
    name: str
    client: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    sheets: tuple[tuple[str, str], ...]
    body: str
    signers: Signers
    signed_on: str
    draft: bool
    reviewed: bool


KIND_NAMES = {
    "managed": "Managed services agreement",
    "hourly": "Hourly service agreement",
    "block": "Prepaid hours agreement",
    "project": "Project agreement",
    "contractor": "Independent contractor agreement",
    "nda": "Confidentiality agreement",
}
"""What a paper of each kind is called."""


def agreement_document(session: Session, agreement_id: int) -> AgreementDocument:
    """Gather an agreement: the words as they were sent, or as they would be today."""
    held = _held(session, agreement_id)
    body = frozen_body(session, agreement_id) or body_text(session, agreement_id).body
    return AgreementDocument(
        letterhead(session),
        held.number,
        KIND_NAMES.get(held.kind, "Agreement"),
        _other_side(session, held),
        _cover_facts(session, held),
        tuple(
            (one.name, f"holds from {full_date(one.effective_on)}")
            for one in reversed(sheets_of(session, agreement_id))
        ),
        body,
        signers(session, agreement_id),
        full_date(held.signed_on) if held.signed_on else "",
        held.state in (State.DRAFT, State.LEGAL_REVIEW),
        held.reviewed_on is not None,
    )


def _other_side(session: Session, held: AgreementRow) -> tuple[str, ...]:
    """Who signs with us: the client, or the contractor."""
    if held.kind == "contractor" and held.person_id:
        person = session.get(Person, held.person_id)
        if person is not None:
            return tuple(filter(None, (person.name, person.email, person.phone)))
    return addressee(session, held.client_id)


def _cover_facts(session: Session, held: AgreementRow) -> tuple[tuple[str, str], ...]:
    house = shop(session)
    usual = usual_terms(session, held.id)
    law = ("Law", law_of(house.country, house.region))
    begins = ("Begins", full_date(held.start_on))
    if held.kind == "nda":
        return (begins, law)
    ends = full_date(held.end_on) if held.end_on else "An open end"
    project = held.kind == "project"
    facts = [
        *([("Plan", held.plan)] if held.kind == "managed" and held.plan else []),
        begins,
        ("Planned to end" if project else "Runs to", ends),
        *([] if project else [("Notice", f"{held.notice_days} days")]),
        (
            "Pay" if held.kind == "contractor" else "Labor rate",
            f"{shown(usual.rate, house.money)} an hour",
        ),
        law,
    ]
    return tuple(facts)


@dataclass(frozen=True, slots=True)
class SheetDocument:
    """A plan sheet or an amendment as it prints; texts already in items."""

    letterhead: Letterhead
    number: str
    name: str
    kind: str
    plan: str
    client: tuple[str, ...]
    client_name: str
    effective_on: str
    dated_on: str
    signed_on: str
    included: tuple[str, ...]
    excluded: tuple[str, ...]
    minimums: tuple[str, ...]
    words: str
    lines: tuple[tuple[str, str, str, str], ...]
    monthly: str
    setup_words: str
    setup_fee: str
    rhythm: str
    accepted_on: str
    accepted_by: str
    draft: bool


def sheet_document(session: Session, sheet_id: int) -> SheetDocument:
    """Gather one plan sheet or amendment of an agreement."""
    found = sheet(session, sheet_id)
    if found is None:
        raise UserError("There is no such plan sheet any more.")
    held = _held(session, found.agreement_id)
    money = shop(session).money
    side = _other_side(session, held)
    lines = sheet_lines(session, sheet_id)
    on = found.effective_on
    counted = {line.id: line for line in lines_on(session, held.id, on, on)}
    total = sum(line.amount for line in lines)
    return SheetDocument(
        letterhead(session),
        held.number,
        found.name,
        found.kind,
        found.title or held.title,
        side,
        side[0] if side else "",
        full_date(on),
        full_date(found.dated_on),
        full_date(held.signed_on) if held.signed_on else "",
        _items(found.included),
        _items(found.excluded),
        _items(found.minimums),
        found.words.strip(),
        tuple(
            (
                line.text,
                quantity(counted[line.id].quantity if line.id in counted else line.quantity),
                "included" if line.bundled else shown(line.price, money),
                "" if line.bundled else shown(_amount(line.id, counted, line.amount), money),
            )
            for line in lines
        ),
        shown(sum(one.amount for one in counted.values()) or total, money)
        if found.state != "draft"
        else shown(total, money),
        once_words(held.kind),
        shown(found.setup_fee, money) if found.setup_fee else "",
        rhythm_words(held),
        full_date(found.accepted_on) if found.accepted_on else "",
        found.accepted_by,
        found.state == "draft",
    )


def _amount(line_id: int, counted: dict[int, LineOn], usual: int) -> int:
    return counted[line_id].amount if line_id in counted else usual


def _items(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class PriceDocument:
    """The prices of an agreement as they hold, beside those that were announced, if any."""

    letterhead: Letterhead
    number: str
    client: tuple[str, ...]
    client_name: str
    plan: str
    dated_on: str
    from_on: str
    rows: tuple[tuple[str, str, str, str, str, str], ...]
    monthly: tuple[str, str]
    labor: tuple[tuple[str, str], ...]


def price_document(session: Session, agreement_id: int) -> PriceDocument:
    """Gather the price sheet: what is paid now, and from the next raise on where one waits."""
    held = _held(session, agreement_id)
    money = shop(session).money
    waiting = [
        one for one in raises_of(session, agreement_id) if one.state in ("planned", "announced")
    ]
    after = waiting[-1] if waiting else None
    day = max(today(), held.start_on)
    before = min(day, after.effective_on - timedelta(days=1)) if after else day
    lines = lines_on(session, agreement_id, before, before)
    new = _prices_after(session, agreement_id, lines, after.effective_on if after else None)
    side = _other_side(session, held)
    total = sum(line.amount for line in lines)
    later = monthly_on(session, agreement_id, after.effective_on) if after else 0
    if after is not None and after.state == "planned":
        change = price_change(
            session, agreement_id, after.effective_on, after.percent, after.new_rate
        )
        new = {one.text: one.new for one in change.lines}
        later = change.monthly.new
    return PriceDocument(
        letterhead(session),
        held.number,
        side,
        side[0] if side else "",
        held.title,
        full_date(today()),
        full_date(after.effective_on) if after else "",
        tuple(
            (
                line.text,
                quantity(line.quantity),
                "included" if line.bundled else shown(line.price, money),
                shown(new.get(line.text, line.price), money) if after and not line.bundled else "",
                shown(line.amount, money) if not line.bundled else "",
                shown(times(new.get(line.text, line.price), line.quantity), money)
                if after and not line.bundled
                else "",
            )
            for line in lines
        ),
        (shown(total, money), shown(later, money) if after else ""),
        _labor(session, held, after.new_rate if after else None, after.percent if after else 0),
    )


def _prices_after(
    session: Session, agreement_id: int, lines: list[LineOn], on: date | None
) -> dict[str, int]:
    """The price of each line by its text from a day on."""
    if on is None:
        return {line.text: line.price for line in lines}
    return {line.text: line.price for line in lines_on(session, agreement_id, on, on)}


def _labor(
    session: Session, held: AgreementRow, new_rate: int | None, raised: int
) -> tuple[tuple[str, str], ...]:
    """What work outside the plan costs."""
    money, usual = shop(session).money, usual_terms(session, held.id)
    factor = held.factor or usual.factor
    step = held.increment_minutes or usual.increment_minutes
    least = max(step, _first(held.minimum_minutes, usual.minimum_minutes))
    trip = _first(held.trip_charge, usual.trip_charge)
    then = [("Labor, an hour, from then on", shown(new_rate, money))] if new_rate else []
    rows = [
        ("Labor, an hour", shown(usual.rate, money)),
        *then,
        (
            f"After hours and holidays, {quantity(factor)} times",
            shown(multiplied(usual.rate, factor), money),
        ),
        ("Visit, each", shown(trip, money) if trip else "none"),
        ("Shortest time billed", f"{least} minutes"),
    ]
    if raised:
        rows.append(("All lines rise by", percent(raised * 100)))
    if held.included_minutes:
        rows.append(("Hours paid ahead", f"{hours(held.included_minutes)} h"))
    return tuple(rows)


def _first(agreed: int | None, usual: int) -> int:
    return usual if agreed is None else agreed


def find_agreement(session: Session, text: str) -> int:
    """The agreement somebody named by its number; raises UserError when there is none."""
    from sqlalchemy import func, select

    from ..models import Agreement

    found = select(Agreement.id).where(func.lower(Agreement.number) == text.strip().lower())
    id_ = session.scalar(found)
    if id_ is None:
        raise UserError(f"There is no agreement {text.strip()}.")
    return id_


def find_sheet(session: Session, text: str) -> int:
    """The newest sheet of the agreement somebody named, or A0001/2 for its second."""
    number, _, nth = text.partition("/")
    sheets = sheets_of(session, find_agreement(session, number))
    if nth.strip().isdecimal():
        sheets = [one for one in sheets if one.number == int(nth)]
    if not sheets:
        raise UserError(f"Agreement {number.strip()} has no such plan sheet.")
    return sheets[0].id
