"""Where a client's paper stands: its editions, its copies, how far behind what is known it is."""

from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ...agreements.models import Agreement
from ...agreements.rules import RUNNING
from ...clients.models import Client
from ...clients.rules import WORKED_FOR
from ...dates import add_months, full_date, today, wall_of
from ...desk.area import Note
from ...documentation.queries.editions import (
    KINDS,
    CopyRow,
    EditionRow,
    copies,
    kept_pages,
    newest,
    newest_of_all,
)
from ...documentation.queries.facts import fact_count
from ...documentation.queries.staleness import Watched, clients_changed
from ...errors import Trouble
from ...rows import dataclass
from ..rules.kept import Kept, told, unpack

YEARLY = 12
"""Months after which a binder is printed again even where nothing changed (S081, E37)."""

MOST_COMPARED = 24
"""Binders a list compares with what is known; each takes a twentieth of a second."""

LARGE = 3_000
"""Devices and addresses of a client from which on comparing a binder would be felt."""

NOT_COMPARED = "something changed since"
"""What is said of a binder that was not compared."""


def kept_of(session: Session, row: EditionRow) -> Kept | None:
    """What stood on an edition's pages, None where that was lost."""
    try:
        return unpack(kept_pages(session, row)) if row.pages_kept else None
    except Trouble:
        return None


@dataclass(frozen=True, slots=True)
class Behind:
    """How far a binder on paper is behind what is known: the changes, told in words.

    `edition` is None where it was never printed; `lost` says that what stood on its pages cannot
    be read any more, so that nobody knows. `left` are the numbers of copies out there that were
    not brought to this edition.
    """

    edition: EditionRow | None
    changes: tuple[str, ...] = ()
    lost: bool = False
    left: tuple[int, ...] = ()

    @property
    def old(self) -> bool:
        """Whether it is a year old (S081)."""
        return self.edition is not None and due_on(self.edition.printed_on) <= today()

    @property
    def due(self) -> bool:
        """Whether to print it again: something changed, a copy was left, a year went by (E37)."""
        wanted = bool(self.changes or self.left) or self.old or self.lost
        return self.edition is not None and wanted

    @property
    def left_words(self) -> str:
        """Copy 2 has an older edition; empty where no copy was left behind."""
        if not self.left:
            return ""
        one = len(self.left) == 1
        whose = f"cop{'y' if one else 'ies'} {', '.join(map(str, self.left))}"
        return f"{whose} {'has' if one else 'have'} an older edition"

    @property
    def words(self) -> str:
        """Edition 7 is 3 changes behind."""
        if self.edition is None:
            return "Never printed"
        count = len(self.changes)
        if self.lost:
            return f"Edition {self.edition.number}: what stood on it is lost; print all pages again"
        if not count:
            said = f"Edition {self.edition.number} is up to date"
            said += "; reprint due, it is a year old" if self.old else ""
        else:
            said = f"Edition {self.edition.number} is {count} change{'s' * (count != 1)} behind"
        return f"{said}; {self.left_words}" if self.left else said


def due_on(printed: date) -> date:
    """The day a binder printed then is to be printed again."""
    return add_months(printed, YEARLY)


def behind(session: Session, client_id: int, kind: str) -> Behind:
    """What changed since a binder was last printed; asks for all of the binder."""
    # Brings every question of a binder along, which a client's first page can do without.
    from .gather import binder

    row = newest(session, client_id, kind)
    if row is None:
        return Behind(None)
    kept = kept_of(session, row)
    if kept is None:
        return Behind(row, lost=True)
    held = copies(session, client_id, kind)
    left = tuple(copy.number for copy in held if copy.edition < row.number)
    return Behind(row, tuple(told(kept, binder(session, client_id, kind).said())), left=left)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """Where a client's DR plan lies on paper (S085).

    `place` is empty where no copy is out there; `edition` and `printed_on` are of the oldest copy,
    because that is the one somebody may hold in a disaster.
    """

    client_id: int
    client: str
    managed: bool
    copies: int
    place: str
    edition: int | None
    printed_on: date | None
    checked_on: date | None

    @property
    def words(self) -> str:
        """Location, edition and day, or that there is none."""
        if not self.copies or self.printed_on is None:
            return "No paper copy"
        return f"{self.place}, edition {self.edition}, {full_date(self.printed_on)}"

    @property
    def missing(self) -> bool:
        """Whether a managed client has no copy (S085)."""
        return self.managed and not self.copies

    @property
    def due(self) -> bool:
        """Whether its oldest copy is a year old."""
        return self.printed_on is not None and due_on(self.printed_on) <= today()


def paper_copies(
    session: Session, kind: str = "dr", client_id: int | None = None
) -> list[PaperRow]:
    """Every client we work for, with where its binder lies; those without a copy, too (S085).

    With a client, that one alone.
    """
    managed = {id_ for (id_,) in session.execute(_managed())}
    held: dict[int, list[CopyRow]] = {}
    for copy in copies(session, client_id, kind):
        held.setdefault(copy.client_id, []).append(copy)
    found = (
        select(Client.id, Client.name)
        .where(Client.status.in_(WORKED_FOR), Client.internal.is_(False))
        .order_by(Client.name, Client.id)
    )
    if client_id is not None:
        found = found.where(Client.id == client_id)
    return [
        _paper(id_, name, held.get(id_, []), managed=id_ in managed)
        for id_, name in session.execute(found)
    ]


def _managed() -> Select[int]:
    """Clients with an agreement on managed services that runs."""
    running = [state.value for state in RUNNING]
    return select(Agreement.client_id).where(
        Agreement.kind == "managed", Agreement.state.in_(running)
    )


def lacks_paper(session: Session, client_id: int) -> bool:
    """Whether a managed client has no DR plan on paper (S085)."""
    if copies(session, client_id, "dr"):
        return False
    return bool(session.scalar(_managed().where(Agreement.client_id == client_id).limit(1)))


def paper_of_agreement(session: Session, agreement_id: int) -> list[tuple[str, PaperRow]]:
    """Where the paper of an agreement's client lies, binder by binder."""
    client_id = session.scalar(select(Agreement.client_id).where(Agreement.id == agreement_id))
    if client_id is None:
        return []
    name = session.scalar(select(Client.name).where(Client.id == client_id)) or ""
    return [
        (kind, _paper(client_id, name, copies(session, client_id, kind), managed=True))
        for kind in KINDS
    ]


def _paper(client_id: int, name: str, held: list[CopyRow], *, managed: bool) -> PaperRow:
    if not held:
        return PaperRow(client_id, name, managed, 0, "", None, None, None)
    oldest = min(held, key=lambda copy: copy.edition)
    place = "; ".join(copy.place for copy in held)
    checked = [copy.checked_on for copy in held if copy.checked_on]
    return PaperRow(
        client_id,
        name,
        managed,
        len(held),
        place,
        oldest.edition,
        oldest_day(oldest),
        min(checked) if len(checked) == len(held) else None,
    )


def oldest_day(copy: CopyRow) -> date:
    """The day the pages of a copy were printed."""
    return wall_of(copy.printed_at).date()


@dataclass(frozen=True, slots=True)
class DueRow:
    """A binder to be printed again: whose, which, since when, why."""

    client_id: int
    client: str
    kind: str
    edition: int
    printed_on: date
    why: str


def reprint_due(session: Session, most: int = MOST_COMPARED) -> list[DueRow]:
    """Binders to print again, oldest first: a year old, or behind what is known (E37).

    Clients we no longer work for are left out. The oldest `most` are compared page by page; of
    younger ones the journal says whether anything of their client was touched.
    """
    wanted = select(Client.id, Client.name).where(Client.status.in_(WORKED_FOR))
    names = dict(session.execute(wanted).all())
    rows = sorted(
        (row for row in newest_of_all(session) if row.client_id in names),
        key=lambda row: (row.printed_at, row.id),
    )
    found = []
    for row in rows[:most]:
        known = behind(session, row.client_id, row.kind)
        if known.due:
            found.append(_due(row, names[row.client_id], _why(known)))
    rest = rows[most:]
    touched = {
        kind: clients_changed(session, rest[0].printed_at, _of_plan() if kind == "dr" else ())
        for kind in {row.kind for row in rest}
    }
    for row in rest:
        why = ["a year old"] if due_on(row.printed_on) <= today() else []
        last = touched[row.kind].get(row.client_id)
        why += [NOT_COMPARED] if last is not None and last > row.printed_at else []
        if why:
            found.append(_due(row, names[row.client_id], ", ".join(why)))
    return found


@dataclass(frozen=True, slots=True)
class YearRow:
    """A binder and the day on which its newest edition is a year old."""

    client_id: int
    client: str
    kind: str
    edition: int
    printed_on: date
    due_on: date


def reprints_of_year(session: Session, last: date) -> list[YearRow]:
    """Binders of clients we work for whose newest edition is a year old by a day, oldest first."""
    wanted = select(Client.id, Client.name).where(Client.status.in_(WORKED_FOR))
    names = dict(session.execute(wanted).all())
    rows = [
        YearRow(
            row.client_id,
            names[row.client_id],
            KINDS[row.kind],
            row.number,
            row.printed_on,
            due_on(row.printed_on),
        )
        for row in newest_of_all(session)
        if row.client_id in names and due_on(row.printed_on) <= last
    ]
    return sorted(rows, key=lambda row: (row.due_on, row.client.lower(), row.kind))


REPRINT = "reprint due"
NO_PAPER = "no paper"


def due_note(session: Session, client_id: int) -> Note | None:
    """What the list says of one client's DR plan on paper (S085); None where it is not ours."""
    return _notes(session, client_id).get(client_id)


def due_notes(session: Session) -> dict[int, Note]:
    """What the list says of the DR plans of clients on paper, by client (S085).

    A sign where a copy lies, with its place, edition and day; words where it wants printing again,
    and where a managed client has none. Quick enough for a list: a binder is a year old, or
    something of its client was touched since, which the journal tells.
    """
    return _notes(session, None)


def _notes(session: Session, client_id: int | None) -> dict[int, Note]:
    rows = {row.client_id: row for row in paper_copies(session, client_id=client_id)}
    if client_id is None:
        printed = [one for one in newest_of_all(session) if one.kind == "dr"]
    else:
        printed = [one for one in (newest(session, client_id, "dr"),) if one is not None]
    editions = {one.client_id: one for one in printed if one.client_id in rows}
    # Of one a year old nobody need know what was touched since.
    young = [one.printed_at for one in editions.values() if due_on(one.printed_on) > today()]
    touched = clients_changed(session, min(young), _of_plan()) if young else {}
    found = {id_: _note(row, editions.get(id_), touched.get(id_)) for id_, row in rows.items()}
    return {id_: note for id_, note in found.items() if note is not None}


def _note(row: PaperRow, newest_one: EditionRow | None, touched: datetime | None) -> Note | None:
    where = f"Paper copy: {row.words}" if row.copies else ""
    if newest_one is not None:
        old = due_on(newest_one.printed_on) <= today()
        if old or (touched is not None and touched > newest_one.printed_at):
            return Note(REPRINT, "; ".join(filter(None, (where, REPRINT))), _BOOK * bool(where))
    if row.copies:
        return Note("", where, _BOOK)
    return Note(NO_PAPER, "No paper copy of the DR plan") if row.missing else None


_BOOK = "book-open"


def _of_plan() -> tuple[Watched, ...]:
    """The tables of a plan, which the DR binder prints beside the documentation."""
    # Only a list of many binders asks for them.
    from ...recovery.queries.stale import of_plan

    return of_plan()


def stale_words(session: Session, client_id: int) -> str:
    """How far a plan's paper is behind: Edition 7 is 2 changes behind; empty where it is not.

    Of a plan never printed, and of a client too large to be compared at once, that something
    changed since.
    """
    row = newest(session, client_id, "dr")
    if row is None:
        return "Something it rests on changed since, and it was never printed"
    if sum(fact_count(session, client_id, key) for key in ("device", "address")) > LARGE:
        return f"Something changed since edition {row.number}"
    known = behind(session, client_id, "dr")
    return known.words if known.changes or known.lost else ""


def _due(row: EditionRow, client: str, why: str) -> DueRow:
    kind = KINDS[row.kind]
    return DueRow(row.client_id, client, kind, row.number, row.printed_on, why)


def _why(known: Behind) -> str:
    why = [f"{len(known.changes)} change{'s' * (len(known.changes) != 1)}"] if known.changes else []
    if known.old:
        why.append("a year old")
    if known.left:
        why.append(known.left_words)
    if known.lost:
        why.append("what stood on it is lost")
    return ", ".join(why)


def binders_current(session: Session, _role_id: int) -> str:
    """How many managed clients have a DR plan on paper that is no year old: "12 of 14"."""
    rows = [row for row in paper_copies(session) if row.managed]
    held = sum(bool(row.copies) and not row.due for row in rows)
    return f"{held} of {len(rows)}" if rows else "Nobody is managed yet"
