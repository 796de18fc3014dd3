"""Questions about questions whether to hire: the list, one with its worksheet, its paper."""

import tomllib
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...dates import today
from ...errors import UserError
from ...people.models import Person, Role
from ...rows import dataclass
from ...shop.queries import ShopRow, shop
from ..models import HireAlternative, HireCase, HireFacts, HireOption
from ..rules.alternatives import Alternative, every
from ..rules.facts import Facts, read_facts
from ..rules.maths import Option
from ..rules.worksheet import Sheet, worksheet
from .facts import facts
from .listing import ROW, CaseRow, cases


@dataclass(frozen=True, slots=True)
class CasePage:
    """A question with all that is weighed; its facts are live while it is open, frozen after.

    `notes` are by step, "1" to "5", and "why"; `drop` is how many of the lowest clients would be
    given up in this sum.
    """

    row: CaseRow
    drop: int
    notes: dict[str, str]
    options: tuple[Option, ...]
    alternatives: tuple[Alternative, ...]
    facts: Facts
    decision: str
    decided_by: str | None
    shop: ShopRow

    @property
    def sheet(self) -> Sheet:
        """The worksheet in words."""
        return worksheet(self.facts, self.options, self.alternatives, self.drop)


_REST: tuple[Any, ...] = (
    HireCase.drop_clients,
    HireCase.notes,
    HireFacts.body,
    HireCase.decision,
    Person.name,
)


def case_page(session: Session, case_id: int, live: Facts | None = None) -> CasePage | None:
    """One question with its worksheet; None when it is gone.

    An open one shows `live` figures of today where somebody has them already.
    """
    found = session.execute(
        select(*ROW, *_REST)
        .outerjoin(Role, Role.id == HireCase.role_id)
        .outerjoin(Person, Person.id == HireCase.decided_by_id)
        .outerjoin(HireFacts, HireFacts.case_id == HireCase.id)
        .where(HireCase.id == case_id)
    ).first()
    if found is None:
        return None
    drop, notes, kept, decision, decided_by = found[len(ROW) :]
    return CasePage(
        CaseRow(*found[: len(ROW)]),
        drop,
        read_notes(notes),
        options_of(session, case_id),
        alternatives_of(session, case_id),
        read_facts(kept) if kept else live or facts(session, today()),
        decision,
        decided_by,
        shop(session),
    )


def options_of(session: Session, case_id: int) -> tuple[Option, ...]:
    """The options of a question, in their order."""
    columns = [getattr(HireOption, name) for name in Option.__dataclass_fields__]
    found = select(*columns).where(HireOption.case_id == case_id)
    rows = session.execute(found.order_by(HireOption.position, HireOption.id))
    return tuple(Option(*row) for row in rows)


def chosen_options(session: Session) -> dict[int, Option]:
    """The option the sums of each question are about or that was approved, by question."""
    columns = [getattr(HireOption, name) for name in Option.__dataclass_fields__]
    found = select(HireOption.case_id, *columns).where(HireOption.chosen)
    rows = session.execute(found.order_by(HireOption.position.desc(), HireOption.id.desc()))
    return {case_id: Option(*row) for case_id, *row in rows}


def alternatives_of(session: Session, case_id: int) -> tuple[Alternative, ...]:
    """All alternatives, with what was said of them in a question."""
    columns = (HireAlternative.code, HireAlternative.answer, HireAlternative.words)
    rows = session.execute(select(*columns).where(HireAlternative.case_id == case_id))
    return every({row.code: Alternative(*row) for row in rows})


def read_notes(text: str) -> dict[str, str]:
    """What was written beside the steps."""
    return {key: str(words) for key, words in tomllib.loads(text).items()} if text else {}


def case_document(session: Session, case_id: int) -> CasePage:
    """What the paper is printed from; raises UserError when the question is gone."""
    page = case_page(session, case_id)
    if page is None:
        raise UserError("This question is no longer there.")
    return page


def find_case(session: Session, text: str) -> int:
    """The question somebody named by its title, the newest without; raises UserError."""
    wanted = text.strip().casefold()
    rows = [row for row in cases(session) if wanted in row.title.casefold()]
    if not rows:
        raise UserError("No question whether to hire is called that.", "case")
    return rows[0].id
