"""Things people do with offerings: write them down, take them through the loop, set them aside."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...catalog.models import CatalogItem
from ...catalog.rules import TIERS
from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import now, today
from ...errors import UserError
from ...people.models import Person
from ..models import Offering, OfferingStep
from ..rules import stages
from ..rules.starter import STARTERS
from ..rules.values import KINDS, LONGEST, MOST_LINES, NAMES, SHORTER

_LINES = ("name", "price_words", "next_step")
_WORDS = ("summary", "client_words", "leaves_out", *(one.key for one in KINDS))
_KEYS = ("item_id", "tier", "owner_id")
_MOST = {"name": 80, "price_words": 120, "next_step": 200}


@action("Add offering")
def add_offering(session: Session, details: Mapping[str, Any]) -> int:
    """Write down an idea for something to offer; answers its id.

    `details` are name, summary, client_words, the four kinds of value, leaves_out, item_id, tier,
    price_words, next_step, owner_id. Raises UserError by field.
    """
    row = Offering(name="", stage="idea", stage_on=today())
    _fill(session, row, details)
    session.add(row)
    session.flush()
    _note(session, row, "", row.summary)
    tell(session, f"{row.name} written down")
    return row.id


@action("Save offering")
def edit_offering(
    session: Session, offering_id: int, version: int, details: Mapping[str, Any]
) -> None:
    """Change the words of an offering; what is not named stays. Raises UserError by field."""
    row = as_seen(session, Offering, offering_id, version)
    _fill(session, row, details)
    tell(session, f"{row.name} saved")


@action("Move offering")
def move_offering(
    session: Session, offering_id: int, version: int, to_stage: str, words: str
) -> None:
    """Take an offering to another stage, with a note of what was learned (S127).

    Raises UserError by field: to_stage where stages would be skipped, words without a note.
    """
    row = as_seen(session, Offering, offering_id, version)
    if row.aside_on is not None:
        raise UserError("It was set aside. Take it up again first.", "to_stage")
    stages.check_move(row.stage, to_stage, words, row.client_words)
    before, row.stage, row.stage_on = row.stage, to_stage, today()
    _note(session, row, before, words)
    tell(session, f"{row.name}: {stages.NAMES[to_stage].lower()}")


@action("Set offering aside")
def set_aside(session: Session, offering_id: int, version: int, words: str) -> None:
    """Stop working on an offering, with the reason; it stays to be read and taken up again."""
    row = as_seen(session, Offering, offering_id, version)
    if not words.strip():
        raise UserError("Say in a few words why; somebody will ask.", "words")
    row.aside_on = today()
    _note(session, row, row.stage, words)
    tell(session, f"{row.name} set aside")


@action("Take offering up again")
def take_up(session: Session, offering_id: int, words: str = "") -> None:
    """Go on with an offering that was set aside, where it stood."""
    row = session.get_one(Offering, offering_id)
    row.aside_on = None
    _note(session, row, row.stage, words.strip() or "Taken up again.")
    tell(session, f"{row.name} taken up again")


@action("Bring in starter offerings")
def bring_starter(session: Session) -> int:
    """Write down offerings to begin with, each defined and none with a price; answers how many.

    Those whose name is there already stay as they are.
    """
    held = {name.casefold() for name in session.scalars(select(Offering.name))}
    made = [
        Offering(
            name=one.name,
            summary=one.summary,
            client_words=one.client_words,
            functional=one.functional,
            emotional=one.emotional,
            monetary=one.monetary,
            social=one.social,
            leaves_out=one.leaves_out,
            tier=one.tier,
            stage="define",
            stage_on=today(),
        )
        for one in STARTERS
        if one.name.casefold() not in held
    ]
    session.add_all(made)
    session.flush()
    for row in made:
        _note(session, row, "", "Words to begin with. Make them yours.")
    tell(session, f"{len(made)} offerings brought in; make their words yours")
    return len(made)


def _fill(session: Session, row: Offering, details: Mapping[str, Any]) -> None:
    for name in _LINES:
        if name in details:
            setattr(row, name, " ".join(str(details[name] or "").split()))
            if len(getattr(row, name)) > _MOST[name]:
                raise UserError(f"Keep it within {_MOST[name]} signs.", name)
    for name in _WORDS:
        if name in details:
            words = str(details[name] or "").strip()
            most = LONGEST if name in NAMES else SHORTER
            if len(words) > most or words.count("\n") >= MOST_LINES:
                raise UserError(
                    f"Keep it within {most} signs and {MOST_LINES} lines; the sheet is one page.",
                    name,
                )
            setattr(row, name, words)
    for name in _KEYS:
        if name in details:
            setattr(row, name, details[name] or ("" if name == "tier" else None))
    if not row.name:
        raise UserError("Give it a name that clients understand.", "name")
    _check(session, row)


def _check(session: Session, row: Offering) -> None:
    same = select(Offering.id).where(func.lower(Offering.name) == row.name.lower())
    with session.no_autoflush:
        if row.id is not None:
            same = same.where(Offering.id != row.id)
        if session.scalar(same.limit(1)) is not None:
            raise UserError(f"There is an offering called {row.name} already.", "name")
        if row.item_id is not None and session.get(CatalogItem, row.item_id) is None:
            raise UserError("Choose the catalog item again.", "item_id")
        if row.owner_id is not None and session.get(Person, row.owner_id) is None:
            raise UserError("Choose who looks after it.", "owner_id")
    if row.tier and row.tier not in TIERS:
        raise UserError("Choose the plan again.", "tier")
    if row.tier and row.item_id is not None:
        raise UserError("Its price is that of a plan or of an item, not of both.", "item_id")


def _note(session: Session, row: Offering, before: str, words: str) -> None:
    session.add(
        OfferingStep(
            offering_id=row.id,
            at=now(),
            person_id=acting(session),
            from_stage=before,
            to_stage=row.stage,
            words=words.strip(),
        )
    )
    session.flush()
