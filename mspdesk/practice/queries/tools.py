"""Which tools are approved, and what is in whose kit (S056)."""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from ...people.models import Person
from ...people.queries import person
from ...rows import dataclass
from ...shop.queries import ShopRow, shop
from ..models import KitPiece, Tool
from ..rules.tools import DECISIONS, KINDS


@dataclass(frozen=True, slots=True)
class ToolRow:
    """A tool or supply: what it is for, whether it may be used, who said so and why."""

    id: int
    version: int
    name: str
    kind: str
    purpose: str
    approved: bool | None
    decided_on: date | None
    decided_by: str
    reason: str
    place: str
    in_kit: bool
    kit_quantity: int
    retired: bool

    @property
    def kind_words(self) -> str:
        """What kind of tool it is, in words."""
        return KINDS.get(self.kind, self.kind)

    @property
    def decision(self) -> str:
        """Whether it may be used, in words."""
        return DECISIONS[self.approved]


def tools(session: Session, *, retired: bool = False) -> list[ToolRow]:
    """Every tool by name; with `retired` those nobody uses any more, too."""
    found: Select[*tuple[Any, ...]] = (
        select(
            Tool.id,
            Tool.version,
            Tool.name,
            Tool.kind,
            Tool.purpose,
            Tool.approved,
            Tool.decided_on,
            func.coalesce(Person.name, ""),
            Tool.reason,
            Tool.place,
            Tool.in_kit,
            Tool.kit_quantity,
            Tool.retired,
        )
        .outerjoin(Person, Person.id == Tool.decided_by_id)
        .order_by(func.lower(Tool.name), Tool.id)
    )
    if not retired:
        found = found.where(Tool.retired.is_(False))
    return [ToolRow(*row) for row in session.execute(found)]


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A tool that belongs into a kit: how many should be there, how many were counted, when."""

    tool_id: int
    name: str
    kind: str
    wanted: int
    place: str
    quantity: int | None
    counted_on: date | None

    @property
    def short(self) -> int:
        """How many are missing; all of them while nobody has counted."""
        return max(0, self.wanted - (self.quantity or 0))


def kit(session: Session, person_id: int) -> list[PieceRow]:
    """What belongs into a technician's kit and what is there, by kind and name."""
    found = (
        select(
            Tool.id,
            Tool.name,
            Tool.kind,
            Tool.kit_quantity,
            Tool.place,
            KitPiece.quantity,
            KitPiece.counted_on,
        )
        .outerjoin(KitPiece, and_(KitPiece.tool_id == Tool.id, KitPiece.person_id == person_id))
        .where(Tool.in_kit, Tool.retired.is_(False), Tool.approved.is_not(False))
        .order_by(Tool.kind, func.lower(Tool.name), Tool.id)
    )
    return [PieceRow(*row) for row in session.execute(found)]


@dataclass(frozen=True, slots=True)
class ToolsDocument:
    """The list of tools as it is printed."""

    shop: ShopRow
    rows: tuple[ToolRow, ...]


def tools_document(session: Session, _key: object = None) -> ToolsDocument:
    """What is approved, what is not, and what nobody has decided on."""
    return ToolsDocument(shop(session), tuple(tools(session)))


@dataclass(frozen=True, slots=True)
class KitDocument:
    """A technician's kit as it is printed, to be ticked off in the car."""

    shop: ShopRow
    person: str
    rows: tuple[PieceRow, ...]

    @property
    def counted_on(self) -> date | None:
        """The newest day on which a piece was counted."""
        return max((one.counted_on for one in self.rows if one.counted_on), default=None)


def kit_document(session: Session, person_id: int) -> KitDocument:
    """The kit of a technician; with person 0 one without a name."""
    who = person(session, person_id)
    return KitDocument(shop(session), who.name if who else "", tuple(kit(session, person_id)))
