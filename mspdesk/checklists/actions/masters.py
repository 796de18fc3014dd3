"""Things people do to masters: take one into the books, edit it, publish, retire."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import now, today
from ...errors import UserError
from ...exchange.toml_text import LARGEST
from ..models import Checklist, ChecklistDifference, ChecklistRevision, Schedule
from ..queries import masters as queries
from ..queries.shipped import shipped
from ..rules import arrange
from ..rules.compare import changes, taken, updates
from ..rules.master import Master, Section
from ..rules.master_text import read, write
from .counting import recount
from .settling import settle

LOST = "Nobody is editing this checklist. Change something first."


def ensure(session: Session, code: str) -> int:
    """The row of a master, made from the file that ships the first time it is used.

    Raises UserError where there is neither.
    """
    found = queries.id_of(session, code)
    if found is not None:
        return found
    ours = shipped().get(code)
    if ours is None:
        raise UserError(queries.GONE, "checklist")
    row = Checklist(code=code, title="", revision=0, shipped=ours.text)
    session.add(row)
    session.flush()
    _add_revision(session, row, ours.master, ours.text, "As it ships")
    return row.id


def _add_revision(session: Session, row: Checklist, master: Master, text: str, note: str) -> None:
    """Put the next revision in force, and what lists show of it on the row."""
    row.revision += 1
    row.title = master.title[:200]
    row.department = master.department
    row.target = master.target
    session.add(
        ChecklistRevision(
            checklist_id=row.id,
            number=row.revision,
            at=now(),
            person_id=acting(session),
            note=" ".join(note.split())[:200],
            body=text,
        )
    )
    session.flush()


def _row(session: Session, code: str, seen: int = 0) -> Checklist:
    """The row of a master as the person saw it; `seen` 0 is for one the books did not hold."""
    row = session.get_one(Checklist, ensure(session, code))
    # A page filled before the books held the row is only behind if somebody writes there now.
    return as_seen(session, Checklist, row.id, seen) if seen or row.draft else row


@action("Edit checklist")
def save_draft(session: Session, code: str, seen: int, text: str, said: str = "") -> None:
    """Keep what somebody is writing, as the text of a file, whole or not.

    `seen` is the version of the page it was typed on, `said` what the status bar tells. What says
    the same as the revision in force is no draft. Raises UserError for far too long a text.
    """
    if len(text) > LARGEST:
        raise UserError("This is far too long for a checklist. Split it in two.", "text")
    row = _row(session, code, seen)
    if text == row.draft:
        return
    same = row.revision and _says(text, queries.text_of(session, row.id))
    if same:
        row.draft, row.draft_of, row.draft_by_id = "", None, None
    else:
        if not row.draft:
            row.draft_of = row.revision or None
        row.draft, row.draft_by_id = text, acting(session)
    if not row.revision and not same:
        row.title = _title(text)
    session.flush()
    if said:
        tell(session, said)


def _says(text: str, other: str) -> bool:
    """Whether two texts are the same checklist; one with remarks of its own is not."""
    if text == other:
        return True
    try:
        return "#" not in text and read(text, draft=True) == read(other)
    except UserError:
        return False


def _title(text: str) -> str:
    try:
        return read(text, draft=True).title[:200] or queries.NAMELESS
    except UserError:
        return queries.NAMELESS


@action("Put changes to a checklist away")
def drop_draft(session: Session, code: str, seen: int) -> None:
    """Put what is being written away; a checklist that was never published goes with it."""
    row = _row(session, code, seen)
    if not row.draft:
        raise UserError(LOST)
    if not row.revision:
        tell(session, f"{row.title} put away")
        session.delete(row)
        return
    row.draft, row.draft_of, row.draft_by_id = "", None, None
    tell(session, f"Changes to {row.title} put away")


@action("New checklist")
def new_master(session: Session, title: str) -> str:
    """Begin a checklist of the shop's own and answer its code; it counts once it is published.

    Raises UserError naming `title`.
    """
    words = _named(title)
    code = _free_code(session, words)
    return _begin(session, Master(code, words, (Section("First", ()),)), f"{words} begun")


@action("Duplicate checklist")
def duplicate_master(session: Session, code: str, title: str) -> str:
    """Begin a checklist with all lines of another and answer its code.

    Raises UserError naming `title`.
    """
    like = queries.body_by_code(session, code)
    words = _named(title)
    free = _free_code(session, words)
    return _begin(session, replace(like, code=free, title=words), f"{words} begun")


def _named(title: str) -> str:
    words = " ".join(title.split())
    if not words:
        raise UserError("Say what the checklist is called.", "title")
    if len(words) > 200:
        raise UserError("Find a name of at most 200 letters.", "title")
    return words


def _free_code(session: Session, title: str) -> str:
    known = {row.title.casefold() for row in queries.masters(session)}
    if title.casefold() in known:
        raise UserError("There is a checklist of this name. Give it another.", "title")
    stem = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:34].strip("-") or "checklist"
    used = set(session.scalars(select(Checklist.code))) | set(shipped())
    return arrange.key_for(stem, used)


def _begin(session: Session, master: Master, said: str) -> str:
    session.add(
        Checklist(
            code=master.code,
            title=master.title,
            department=master.department,
            target=master.target,
            revision=0,
            draft=write(master),
            draft_by_id=acting(session),
        )
    )
    session.flush()
    tell(session, said)
    return master.code


@action("Publish checklist")
def publish(
    session: Session,
    code: str,
    seen: int,
    note: str = "",
    decisions: Mapping[int, str] | None = None,
) -> int:
    """Put what was written in force as the next revision and answer its number.

    `decisions` say by difference what becomes of a client's own words that the new text meets:
    keep or follow. Raises UserError for what is lacking (by field), for a meeting that nobody
    decided (`reach`), and where somebody else was first.
    """
    row = _row(session, code, seen)
    if not row.draft:
        raise UserError(LOST)
    text = row.draft
    master = read(text, draft=True)
    lacking = arrange.faults(master)
    if lacking:
        raise UserError(lacking[0].words, lacking[0].field or "text")
    read(text)
    if master.code != code:
        raise UserError(f'Leave code = "{code}" as it is: runs know the checklist by it.', "text")
    keyed = arrange.keyed(master, _known_keys(session, row))
    text = text if keyed == master else write(keyed)
    before = queries.body_of(session, row.id) if row.revision else None
    if before is not None and before == keyed:
        raise UserError("Nothing was changed. Change something first.")
    settle(session, row.id, before, keyed, decisions or {})
    said = note or (changed_words(before, keyed) if before else "First published")
    _add_revision(session, row, keyed, text, said)
    row.draft, row.draft_of, row.draft_by_id = "", None, None
    session.flush()
    recount(session, row.id)
    tell(session, f"{row.title}, revision {row.revision} published")
    return row.revision


def _known_keys(session: Session, row: Checklist) -> set[str]:
    """Every key that a run or a client may know."""
    ours = select(ChecklistDifference.key).where(ChecklistDifference.checklist_id == row.id)
    known = set(session.scalars(ours))
    if row.revision:
        master = queries.body_of(session, row.id)
        known |= {line.key for section in master.sections for line in section.lines}
    return known


def changed_words(before: Master, after: Master) -> str:
    """What a revision changed in one line: "2 changed, 1 new line"."""
    counted: dict[str, int] = {}
    for one in changes(before, after):
        counted[one.what] = counted.get(one.what, 0) + 1
    words = {"changed": "changed", "added": "new", "gone": "gone", "moved": "moved"}
    said = [f"{counted[what]} {word}" for what, word in words.items() if what in counted]
    return ", ".join(said) or "Order or headings"


@action("Take over what ships")
def take_update(
    session: Session,
    code: str,
    seen: int,
    ids: Collection[str],
    decisions: Mapping[int, str] | None = None,
    *,
    whole: bool = False,
) -> int:
    """Take these changes of what ships as the next revision; the others are left for good.

    Answers the revision then in force: the same where nothing was taken. What is being written
    meanwhile is kept and gets the changes, too. Raises UserError as `publish` does.
    """
    row = _row(session, code, seen)
    update = queries.update_of(session, code, whole=whole)
    if update is None:
        raise UserError("What ships has not changed since you looked.")
    ours = shipped()[code]
    made = taken(update.was, update.now, update.mine, ids)
    row.shipped = ours.text
    left = sum(one.id not in ids for one in update.changes)
    row.declined = str(left) if left else "" if whole else row.declined
    if made == update.mine:
        session.flush()
        tell(session, f"{row.title} stays as you have it")
        return row.revision
    settle(session, row.id, update.mine, made, decisions or {})
    text = ours.text if made == ours.master else write(made)
    count = len(ids)
    _add_revision(
        session, row, made, text, f"{count} change{'s' * (count != 1)} of what ships taken over"
    )
    _rebase(row, update.mine, made)
    session.flush()
    recount(session, row.id)
    tell(session, f"{row.title}, revision {row.revision}, has what you took over")
    return row.revision


def _rebase(row: Checklist, before: Master, after: Master) -> None:
    """Give a draft what has come in force meanwhile; its own words win."""
    if not row.draft:
        return
    try:
        draft = read(row.draft, draft=True)
    except UserError:
        return
    free = [one.id for one in updates(before, after, draft) if not one.clash]
    row.draft, row.draft_of = write(taken(before, after, draft, free)), row.revision


@action("Retire checklist")
def retire(session: Session, code: str, seen: int) -> None:
    """Offer a master no longer; its runs stay. Raises UserError while a schedule brings it."""
    row = _row(session, code, seen)
    planned = session.scalar(
        select(func.count())
        .select_from(Schedule)
        .where(
            Schedule.checklist_id == row.id,
            (Schedule.ended_on.is_(None)) | (Schedule.ended_on > today()),
        )
    )
    if planned:
        still = "A schedule still brings" if planned == 1 else f"{planned} schedules still bring"
        raise UserError(f"{still} this checklist. End that first.")
    row.retired = True
    tell(session, f"{row.title} retired")


@action("Bring checklist back")
def bring_back(session: Session, code: str, seen: int) -> None:
    """Offer a retired master again."""
    row = _row(session, code, seen)
    row.retired = False
    tell(session, f"{row.title} is offered again")


@action("Edit an earlier revision")
def draft_from(session: Session, code: str, seen: int, number: int) -> None:
    """Write on from an earlier revision; it counts when it is published."""
    row = _row(session, code, seen)
    text = queries.text_of(session, row.id, number)
    row.draft, row.draft_of, row.draft_by_id = text, row.revision, acting(session)
    tell(session, f"Revision {number} of {row.title} is there to be edited")
