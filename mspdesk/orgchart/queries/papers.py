"""What the papers about roles say: the card of one, the purposes of all (S029)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import reading_as
from ...dates import today
from ...errors import UserError
from ...people.models import Role
from ...people.queries import permits
from ...rows import dataclass
from ...shop.queries import ShopRow, shop
from .balance import minutes_a_week
from .cards import OwnAnswer, RoleCardRow, ShiftRow, own_answers, role_card, shifts
from .company import company_says
from .duties import DutyRow, duties
from .measures import measured
from .roles import role_boxes


@dataclass(frozen=True, slots=True)
class CardDocument:
    """A role on paper, why it exists first; minutes a week from time entries, and no pay.

    Without minutes where they are not for whoever asks. `measured` are the lines of "measured by"
    with their figures of the day `on`, empty where only people know one.
    """

    shop: ShopRow
    card: RoleCardRow
    minutes: int
    answers: tuple[OwnAnswer, ...]
    duties: tuple[DutyRow, ...]
    shifts: tuple[ShiftRow, ...]
    measured: tuple[tuple[str, str], ...]
    on: date


def card_document(
    session: Session, role_id: int, upper: tuple[tuple[str, str], ...] = ()
) -> CardDocument:
    """A role on paper; raises UserError where it is not on the chart any more.

    `upper` are the figures by name that areas above this one know.
    """
    card = role_card(session, role_id)
    if card is None:
        raise UserError("This role is not on the chart any more.", "role")
    return CardDocument(
        shop(session),
        card,
        minutes_a_week(session).get(role_id, 0) if _sees_hours(session, card) else 0,
        tuple(own_answers(session, role_id)),
        tuple(duties(session, role_id)),
        tuple(one for one in shifts(session) if one.role_id == role_id),
        tuple(measured(session, card.measured_by, upper)),
        today(),
    )


def _sees_hours(session: Session, card: RoleCardRow) -> bool:
    """Whether the hours of a hat are for whoever asks: who wears it, or sees everybody's time."""
    reader = reading_as(session)
    if reader is None or reader == card.box.wearer_id:
        return True
    return bool(permits(session, reader) & {"*", "time_all"})


@dataclass(frozen=True, slots=True)
class PurposeRow:
    """Why a role exists: the company's words, and the latest of each who was asked."""

    role_id: int
    title: str
    department: str
    wearer: str
    for_now: bool
    purpose: str
    answers: tuple[OwnAnswer, ...]

    @property
    def asked(self) -> OwnAnswer | None:
        """The latest answer of all."""
        return self.answers[0] if self.answers else None


@dataclass(frozen=True, slots=True)
class PurposesDocument:
    """Why every role exists, on one sheet; `company` is why the company does, and its values."""

    shop: ShopRow
    rows: tuple[PurposeRow, ...]
    company: tuple[tuple[str, str], ...]


def purposes(session: Session) -> list[PurposeRow]:
    """Why every role exists, in the order of the chart, with the latest answer of each person."""
    texts = dict(session.execute(select(Role.id, Role.purpose)).all())
    answers: dict[int, list[OwnAnswer]] = {}
    for one in own_answers(session):
        held = answers.setdefault(one.role_id, [])
        if one.person_id not in [other.person_id for other in held]:
            held.append(one)
    return [
        PurposeRow(
            box.id,
            box.title,
            box.department,
            box.wearer,
            box.for_now,
            texts.get(box.id, ""),
            tuple(answers.get(box.id, ())),
        )
        for box in role_boxes(session)
    ]


def purposes_document(session: Session, _key: None = None) -> PurposesDocument:
    """Why every role exists, on paper."""
    return PurposesDocument(shop(session), tuple(purposes(session)), company_says(session).lines)


def find_role(session: Session, text: str) -> int:
    """The role somebody named by its title or a part of it; raises UserError naming role."""
    wanted = text.strip().casefold()
    boxes = role_boxes(session)
    exact = [box.id for box in boxes if box.title.casefold() == wanted]
    near = [box.id for box in boxes if wanted and wanted in box.title.casefold()]
    found = exact or near
    if len(found) == 1:
        return found[0]
    names = ", ".join(box.title for box in boxes)
    raise UserError(f"Name one role: {names}.", "role")
