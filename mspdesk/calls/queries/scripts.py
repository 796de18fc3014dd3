"""Questions about scripts and their versions (S125)."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...dates import short_date
from ...people.models import Person
from ...people.rules import first_name
from ...rows import dataclass
from ...shop.queries import ShopRow, calendar, shop
from ..models import Script, ScriptSlot, ScriptVersion
from ..rules.calling import two_days
from ..rules.scripts import BEFORE, FIELDS, SLOTS

_Version = tuple[int, int, date | None]


@dataclass(frozen=True, slots=True)
class ScriptRow:
    """A script with its newest published version and the draft that is being written."""

    id: int
    version: int
    name: str
    notes: str
    retired_on: date | None
    published_id: int | None
    published: int | None
    published_on: date | None
    draft_id: int | None
    draft: int | None

    @property
    def words(self) -> str:
        """Where it is: version 2 published Mar 4, version 3 being written."""
        said = []
        if self.retired_on is not None:
            return f"Put away {short_date(self.retired_on)}"
        if self.published is not None and self.published_on is not None:
            said.append(f"Version {self.published}, {short_date(self.published_on)}")
        if self.draft is not None:
            said.append("a draft" if said else "Draft, not published yet")
        return ", ".join(said)


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One version with all its words; `before` by name, `words` by point of the script."""

    id: int
    version: int
    script_id: int
    script: str
    number: int
    made_on: date
    published_on: date | None
    published_by: str
    before: Mapping[str, str]
    words: Mapping[str, str]

    @property
    def published(self) -> bool:
        """Whether it is in use and frozen."""
        return self.published_on is not None

    @property
    def offer(self) -> str:
        """What is offered, as it stands inside a sentence."""
        return self.before["offer"].strip().rstrip(".")

    @property
    def title(self) -> str:
        """Its number and state: Version 2, published Mar 4."""
        if self.published_on is None:
            return f"Version {self.number}, a draft"
        return f"Version {self.number}, published {short_date(self.published_on)}"


def scripts(session: Session, *, retired: bool = False) -> list[ScriptRow]:
    """Scripts by name; with `retired` those that were put away, too."""
    rows = select(Script).order_by(func.lower(Script.name), Script.id)
    if not retired:
        rows = rows.where(Script.retired_on.is_(None))
    versions: dict[int, list[_Version]] = {}
    for one in session.execute(
        select(
            ScriptVersion.script_id,
            ScriptVersion.id,
            ScriptVersion.number,
            ScriptVersion.published_on,
        ).order_by(ScriptVersion.number)
    ):
        versions.setdefault(one.script_id, []).append((one.id, one.number, one.published_on))
    return [_row(script, versions.get(script.id, [])) for script in session.scalars(rows)]


def _row(script: Script, versions: list[_Version]) -> ScriptRow:
    out = next((one for one in reversed(versions) if one[2] is not None), None)
    draft = next((one for one in reversed(versions) if one[2] is None), None)
    return ScriptRow(
        script.id,
        script.version,
        script.name,
        script.notes,
        script.retired_on,
        out[0] if out else None,
        out[1] if out else None,
        out[2] if out else None,
        draft[0] if draft else None,
        draft[1] if draft else None,
    )


def script_row(session: Session, script_id: int) -> ScriptRow | None:
    """One script, or None."""
    return next((one for one in scripts(session, retired=True) if one.id == script_id), None)


def current_version(session: Session, script_id: int | None) -> int | None:
    """The newest published version of a script by id; None without one."""
    if script_id is None:
        return None
    return session.scalar(
        select(ScriptVersion.id)
        .where(ScriptVersion.script_id == script_id, ScriptVersion.published_on.is_not(None))
        .order_by(ScriptVersion.number.desc())
        .limit(1)
    )


def versions_of(session: Session, script_id: int) -> list[_Version]:
    """Id, number and publishing day of each version of a script, the newest first."""
    found = session.execute(
        select(ScriptVersion.id, ScriptVersion.number, ScriptVersion.published_on)
        .where(ScriptVersion.script_id == script_id)
        .order_by(ScriptVersion.number.desc())
    )
    return [(row.id, row.number, row.published_on) for row in found]


def version_page(session: Session, version_id: int | None) -> VersionPage | None:
    """A version with all its words, or None."""
    found = session.execute(
        select(ScriptVersion, Script.name, Person.name)
        .join(Script, Script.id == ScriptVersion.script_id)
        .outerjoin(Person, Person.id == ScriptVersion.published_by_id)
        .where(ScriptVersion.id == version_id)
    ).first()
    if found is None:
        return None
    row, name, person = found
    slots = session.execute(
        select(ScriptSlot.code, ScriptSlot.words).where(ScriptSlot.version_id == row.id)
    )
    words = dict.fromkeys((one.code for one in SLOTS), "") | {row.code: row.words for row in slots}
    return VersionPage(
        row.id,
        row.version,
        row.script_id,
        name,
        row.number,
        row.made_on,
        row.published_on,
        person or "",
        {one.name: getattr(row, one.name) for one in BEFORE},
        words,
    )


def known_values(
    session: Session, page: VersionPage | None, person: str, day: date
) -> dict[str, str]:
    """What fills the fields of a script before anybody is called: us, our offer, two days."""
    own: ShopRow = shop(session)
    first, second = two_days(day, closed_days(session, day))
    return dict.fromkeys(FIELDS, "") | {
        "me": first_name(person) if person else "",
        "shop": own.name,
        "phone": own.phone,
        "offer": page.offer if page is not None else "",
        "day1": f"{first:%A}, {first:%B} {first.day}",
        "day2": f"{second:%A}, {second:%B} {second.day}",
    }


def closed_days(session: Session, day: date) -> frozenset[date]:
    """The shop's closed days from a day to the end of the next year, for calls and meetings."""
    closed = calendar(session, day.year, day.year + 1).closed
    return frozenset(one for one in closed if one >= day)
