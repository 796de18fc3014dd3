"""How much of a client's documentation is done, by the sections of the network binder (S081).

A section is done when every field it needs is filled, or when somebody said that the client has
nothing of it; the whole is the share of the sixteen that are done (B1: 12 of 16 are 75 %).
"""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Date,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    table,
    union_all,
)
from sqlalchemy import column as column_of
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.rules import Status
from ...money import half_up
from ...rows import dataclass
from ..models.copies import SectionMark
from ..rules.chapters import CHAPTERS, COUNTED, NOUNS, Chapter, Need
from ..rules.section import Section
from ..rules.sections import section
from .tables import column, rows_of, there


@dataclass(frozen=True, slots=True)
class SectionState:
    """One section of the binder: required fields filled of those needed, and what is missing.

    `percent` is of this section; `none` says that the client has nothing of it, `words` what was
    said of it. `checked_on` is when it was last gone through, `rows` how many facts it has.
    """

    key: str
    title: str
    icon: str
    counted: bool
    filled: int
    needed: int
    percent: int
    none: bool
    missing: tuple[str, ...]
    checked_on: date | None
    rows: int
    words: str = ""

    @property
    def done(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Completeness:
    """The whole of a client's documentation: `percent` of the sections that count are complete."""

    percent: int
    complete: int
    counted: int
    sections: tuple[SectionState, ...]

    def section(self, key: str) -> SectionState:
        """One section by its chapter's key; raises KeyError."""
        for one in self.sections:
            if one.key == key:
                return one
        raise KeyError(key)


@dataclass(slots=True)
class _Count:
    """Rows of one need, and of how many each of its fields is filled."""

    rows: int = 0
    filled: Mapping[str, int] = field(default_factory=dict)


_Counts = Mapping[tuple[str, int], Mapping[int, _Count]]


def completeness(session: Session, client_id: int) -> Completeness:
    """How complete the documentation of one client is, section by section."""
    counts = _counts(session, client_id)
    marks = _marks(session, client_id).get(client_id, {})
    walked = _maps(session, client_id).get(client_id)
    return _whole(client_id, counts, marks, walked)


def completeness_of_all(session: Session) -> dict[int, int]:
    """How complete the documentation of each client is, in percent by client."""
    return {id_: found.percent for id_, found in states_of_all(session).items()}


def states_of_all(session: Session) -> dict[int, Completeness]:
    """The documentation of every client that is not gone, prospects too, by client."""
    ours = select(Client.id).where(
        Client.status.not_in((Status.FORMER, Status.DECLINED)), Client.internal.is_(False)
    )
    counts, marks, maps = _counts(session), _marks(session), _maps(session)
    return {
        id_: _whole(id_, counts, marks.get(id_, {}), maps.get(id_)) for id_ in session.scalars(ours)
    }


def _whole(
    client_id: int, counts: _Counts, marks: Mapping[str, SectionMark], walked: date | bool | None
) -> Completeness:
    states = tuple(_state(one, client_id, counts, marks.get(one.key), walked) for one in CHAPTERS)
    complete = sum(one.done for one in states if one.counted)
    return Completeness(percent_of(complete, len(COUNTED)), complete, len(COUNTED), states)


def percent_of(part: int, whole: int) -> int:
    """A share in percent, half up; nothing of nothing is all of it."""
    return half_up(part * 100, whole) if whole else 100


def _state(
    one: Chapter,
    client_id: int,
    counts: _Counts,
    mark: SectionMark | None,
    walked: date | bool | None,
) -> SectionState:
    filled = needed = rows = 0
    missing: list[str] = []
    if one.key == "map":
        filled, needed = int(bool(walked)), 1
        missing += [] if walked else ["nobody has walked it yet"]
    for place, need in enumerate(one.needs):
        count = counts.get((one.key, place), {}).get(client_id, _Count())
        rows += count.rows if need.section not in (n.section for n in one.needs[:place]) else 0
        part, whole, words = _need(need, count, several=len(one.sections) > 1)
        filled, needed, missing = filled + part, needed + whole, missing + words
    none = mark is not None and mark.none and not rows
    if none:
        filled, missing = needed, []
    return SectionState(
        one.key,
        one.title,
        one.icon,
        one.counted,
        filled,
        needed,
        percent_of(filled, needed),
        none,
        tuple(missing),
        _latest(mark.checked_on if mark else None, walked if one.key == "map" else None),
        rows,
        mark.words if mark else "",
    )


def _latest(*days: date | bool | None) -> date | None:
    return max((day for day in days if isinstance(day, date)), default=None)


def _need(need: Need, count: _Count, *, several: bool) -> tuple[int, int, list[str]]:
    """Fields filled and needed of one need, and what is missing in words.

    Where a chapter holds `several` kinds of facts, the words say of which kind it is missing.
    """
    wanted = section(need.section)
    names = need.fields or wanted.needed
    if not count.rows:
        return (0, len(names), [f"no {wanted.one} yet"]) if need.must else (0, 0, [])
    filled = sum(count.filled.get(name, 0) for name in names)
    lacking = [(name, count.rows - count.filled.get(name, 0)) for name in names]
    words = [_lacks(wanted, name, gap, count.rows, several) for name, gap in lacking if gap]
    return filled, count.rows * len(names), words


def _lacks(wanted: Section, name: str, gap: int, rows: int, several: bool) -> str:
    """What rows lack in words: no support phone; 2 of 5 without a serial."""
    said = " or ".join(dict.fromkeys(_label(wanted, part) for part in name.split("|")))
    if rows == 1:
        return f"{wanted.one} without {said}" if several else f"no {said}"
    kind = f" {wanted.title.lower()}" if several else ""
    return f"{gap} of {rows}{kind} without {said}"


def _label(wanted: Section, name: str) -> str:
    noun = NOUNS.get(name)
    label = noun or wanted.field(name).label
    return label if label[:2].isupper() else label[0].lower() + label[1:]


# --- counting -------------------------------------------------------------------------------------


_NEEDS = tuple((one.key, place, need) for one in CHAPTERS for place, need in enumerate(one.needs))


def _counts(session: Session, client_id: int | None = None) -> _Counts:
    """Rows and filled fields of every need, by chapter and place of the need, then by client."""
    found: dict[tuple[str, int], dict[int, _Count]] = {}
    for which, owner, rows, *sums in session.execute(
        _question(client_id is not None), {"client": client_id} if client_id is not None else {}
    ):
        chapter, place, need = _NEEDS[which]
        filled = dict(zip(_names(need), map(int, sums), strict=False))
        found.setdefault((chapter, place), {})[owner] = _Count(rows, filled)
    return found


def _names(need: Need) -> tuple[str, ...]:
    return need.fields or section(need.section).needed


@cache
def _question(of_one: bool) -> CompoundSelect[Any]:
    """All needs in one question, put together once: which need, client, rows, filled fields.

    Asking for each need by itself took most of the time of the page of an agreement.
    """
    width = max(len(_names(need)) for _, _, need in _NEEDS)
    return union_all(*(_part(n, need, width, of_one) for n, (_, _, need) in enumerate(_NEEDS)))


def _part(which: int, need: Need, width: int, of_one: bool) -> Select[Any]:
    wanted = section(need.section)
    owner = column(wanted, "client_id")
    names = _names(need)
    sums = [func.sum(case((_is_filled(wanted, name), 1), else_=0)) for name in names]
    none: list[Any] = [literal_column("0")] * (width - len(names))
    kept = [there(wanted)]
    kept += [column(wanted, name).in_(values) for name, values in need.only.items()]
    if of_one:
        kept.append(owner == bindparam("client", type_=Integer()))
    asked = select(literal_column(str(which)), owner, func.count(), *sums, *none)
    return asked.select_from(rows_of(wanted)).where(*kept).group_by(owner)


def _is_filled(wanted: Section, name: str) -> Any:
    """The condition that a field, or one of several, says something."""
    return or_(*(_says(column(wanted, part)) for part in name.split("|")))


def _says(kept: Any) -> Any:
    if isinstance(kept.type, String):
        return kept != ""
    if isinstance(kept.type, Integer | Date):
        return kept.is_not(None)
    return and_(kept.is_not(None), kept)


def _marks(session: Session, client_id: int | None = None) -> dict[int, dict[str, SectionMark]]:
    asked = select(SectionMark)
    if client_id is not None:
        asked = asked.where(SectionMark.client_id == client_id)
    found: dict[int, dict[str, SectionMark]] = {}
    for mark in session.scalars(asked):
        found.setdefault(mark.client_id, {})[mark.section] = mark
    return found


_MAP = table(
    "map_sheet",
    column_of("client_id", Integer()),
    column_of("walked_on", Date()),
    column_of("picture", String()),
    column_of("picture_on", Date()),
)
"""What is asked of maps, by name alone: their classes come with the screen that draws them."""


def _maps(session: Session, client_id: int | None = None) -> dict[int, date | bool]:
    """When each map was walked, or that a picture stands in its place."""
    asked = select(*_MAP.c)
    if client_id is not None:
        asked = asked.where(_MAP.c.client_id == client_id)
    return {
        id_: walked or drawn or bool(picture)
        for id_, walked, picture, drawn in session.execute(asked)
        if walked or picture
    }


def table_names(chapters: Iterable[Chapter] = CHAPTERS) -> frozenset[str]:
    """The tables whose changes move completeness; for screens that keep themselves fresh."""
    tables = {key for one in chapters for key in one.sections}
    return frozenset({*tables, "section_mark", "map_sheet"})
