"""What the papers about a person are printed from."""

from datetime import date

from sqlalchemy.orm import Session

from ...checklists.queries.masters import body_by_code
from ...checklists.queries.results import Result, results, run_lines
from ...checklists.rules.master import Line, Master
from ...dates import today
from ...errors import UserError
from ...people import queries as people
from ...rows import dataclass
from ...shop.queries import ShopRow, shop
from ..rules.checks import ALL
from .benefits import BenefitRow, average, benefits_of
from .staff import WELCOME, ThingRow, employment, things, welcome_run
from .who import leads, may_read


@dataclass(frozen=True, slots=True)
class ChecksDocument:
    """The checks of somebody before they work here; days in the order of `checks.ALL`."""

    shop: ShopRow
    name: str
    job: str
    days: tuple[date | None, ...]
    expectations: str


def checks_document(session: Session, person_id: int) -> ChecksDocument:
    """The checks of somebody who works here, with person 0 an empty list to fill in by hand.

    Raises UserError for whom it is not.
    """
    who = people.person(session, person_id)
    if who is None:
        return ChecksDocument(shop(session), "", "", (None,) * len(ALL), "")
    kept = employment(session, person_id)
    if kept is None:
        raise UserError("The checks are printed by who leads people.")
    days = tuple(kept.days[check.name] for check in ALL)
    return ChecksDocument(shop(session), who.name, who.title, days, kept.expectations)


BOTH, THEM, US = "both", "them", "us"

PAPERS: dict[str, tuple[str, str]] = {
    "offer": ("Offer and contract, with hours and requirements", BOTH),
    "checks": ("Employment checks list, the three checks dated", US),
    "role-card": ("Role card, the purpose first", ""),
    "two-weeks": ("Plan for the first two weeks", ""),
    "handbook": ("Handbook with its page to sign", THEM),
    "tax-forms": ("Tax and eligibility forms (US: W-4, I-9)", BOTH),
    "emergency-form": ("Emergency contact form", THEM),
    "confidentiality": ("Confidentiality agreement, and what it means in plain words", BOTH),
    "property": ("Sign-out sheet for keys and equipment", THEM),
    "local-policy": ("Policies to sign, with “What we do not do”", THEM),
    "pay-calendar": ("Pay and holiday calendar", ""),
    "benefits-sheet": ("Benefits sheet with the day they begin", THEM),
    "goals": ("Goals for the first quarter", BOTH),
    "training-plan": ("Training plan for the year", ""),
}
"""The papers of the pack by the line of the welcome list that files them, and who signs (C7)."""


@dataclass(frozen=True, slots=True)
class PackRow:
    """One paper of the pack: its number, when it was filed, who signs it."""

    number: int
    paper: str
    signs: str
    filed_on: date | None
    done: bool


@dataclass(frozen=True, slots=True)
class PackPart:
    """One part of the welcome list and how far it is."""

    title: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class PackDocument:
    """The index of somebody's onboarding pack, and how far their welcome list is."""

    shop: ShopRow
    name: str
    title: str
    hired_on: date | None
    run: str
    rows: tuple[PackRow, ...]
    parts: tuple[PackPart, ...]


def pack_document(session: Session, person_id: int) -> PackDocument:
    """The index of somebody's pack, with person 0 that of the next one.

    Raises UserError for whom it is not.
    """
    who = people.person(session, person_id)
    if who is not None and not leads(session):
        raise UserError("The pack is printed by who leads people.")
    run = welcome_run(session, person_id) if who else None
    master: Master = run_lines(session, run.id) if run else body_by_code(session, WELCOME)
    found = results(session, run.id) if run else {}
    lines = [line for line in master.lines() if line.key in PAPERS]
    lines.sort(key=lambda line: list(PAPERS).index(line.key))
    return PackDocument(
        shop(session),
        who.name if who else "",
        who.title if who else "",
        who.hired_on if who else None,
        run.number if run else "",
        tuple(_row(number, line, found.get(line.key)) for number, line in enumerate(lines, 1)),
        tuple(
            PackPart(
                section.title,
                sum(bool(found.get(one.key, Result(one.key)).state) for one in section.lines),
                sum(not one.off for one in section.lines),
            )
            for section in master.sections
        ),
    )


def _row(number: int, line: Line, found: Result | None) -> PackRow:
    paper, signs = PAPERS[line.key]
    done = found is not None and found.state == "ok"
    return PackRow(number, paper, signs, _filed(found) if done else None, done)


def _filed(found: Result | None) -> date | None:
    """The day that was written beside a line, else the day it was marked."""
    if found is None:
        return None
    try:
        return date.fromisoformat(found.value)
    except ValueError:
        return found.at.date() if found.at else None


def find_person(session: Session, text: str) -> int:
    """Whom somebody named, nobody for an empty form; raises UserError naming `person`."""
    wanted = text.strip().casefold()
    if not wanted:
        return 0
    staff = people.people(session, all_of_them=True)
    found = [one for one in staff if wanted in one.name.casefold()]
    if len(found) == 1:
        return found[0].id
    names = ", ".join(one.name for one in staff)
    raise UserError(f"Name one person, or nobody for an empty form: {names}.", "person")


@dataclass(frozen=True, slots=True)
class BenefitsDocument:
    """The benefits of somebody as they are handed out: each plan with the day it begins."""

    shop: ShopRow
    name: str
    hired_on: date | None
    average: int
    rows: tuple[BenefitRow, ...]


def benefits_document(session: Session, person_id: int) -> BenefitsDocument:
    """The benefits sheet of somebody (C7); raises UserError for whom it is not."""
    who = people.person(session, person_id)
    if who is None:
        raise UserError("Name one person.", "person")
    if not may_read(session, person_id):
        raise UserError("The benefits sheet is printed by who leads people.")
    day = today()
    rows = tuple(benefits_of(session, person_id, day))
    mean = average(session, person_id, day)
    return BenefitsDocument(shop(session), who.name, who.hired_on, mean, rows)


@dataclass(frozen=True, slots=True)
class ThingsDocument:
    """What somebody was given, to be signed for out and in."""

    shop: ShopRow
    name: str
    rows: tuple[ThingRow, ...]


def things_document(session: Session, person_id: int) -> ThingsDocument:
    """The sign-out sheet of somebody, with person 0 an empty one (C7).

    Raises UserError for whom it is not.
    """
    who = people.person(session, person_id)
    if who is not None and not may_read(session, person_id):
        raise UserError("The sign-out sheet is printed by who leads people.")
    rows = tuple(things(session, person_id)) if who else ()
    return ThingsDocument(shop(session), who.name if who else "", rows)
