"""Drawing hours paid ahead, and keeping the ledger in step with the work."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...agreements.models import Agreement, PrepaidBlock
from ...errors import UserError
from ..models import PrepaidDraw, TimeEntry
from ..rules import Kind, State, ledger


def redraw(session: Session, agreement_id: int, drafts: Iterable[int] = ()) -> set[int]:
    """Draw an agreement's hours anew for all work that may still move; answers what changed, by id.

    What stands on an issued invoice stays, and so does what is on a draft, unless `drafts` names
    the entry: its line is then written anew by who asked.
    """
    session.flush()
    blocks = _blocks(session, agreement_id)
    rows = _movable(session, agreement_id, set(drafts))
    draws = _draws(session, [row.id for row in rows])
    free = {id_: one.minutes_left + one.expired_minutes for id_, one in blocks.items()}
    for draw in draws:
        free[draw.block_id] += draw.minutes
    answer = ledger.allocate(
        [
            ledger.Block(one.id, one.starts_on, one.expires_on, free[id_])
            for id_, one in blocks.items()
        ],
        [ledger.Need(row.id, row.work_on, _regular(row)) for row in rows],
    )
    _write(session, {row.id: row for row in rows}, draws, answer)
    for id_, one in blocks.items():
        _keep_left(one, free[id_] - sum(here.get(id_, 0) for here in answer.values()))
    agreed = _agreed(session, agreement_id)
    changed = {row.id for row in rows if _settle(row, sum(answer[row.id].values()), agreed)}
    session.flush()
    return changed


def _blocks(session: Session, agreement_id: int) -> dict[int, PrepaidBlock]:
    """The blocks of an agreement that were ever open, by id."""
    found = select(PrepaidBlock).where(
        PrepaidBlock.agreement_id == agreement_id, PrepaidBlock.opened_on.is_not(None)
    )
    return {one.id: one for one in session.scalars(found.order_by(PrepaidBlock.id))}


def _keep_left(block: PrepaidBlock, left: int) -> None:
    """What is left of a block is left, or has ended with it."""
    kept, ended = (0, left) if block.closed_on is not None else (left, 0)
    if (block.minutes_left, block.expired_minutes) != (kept, ended):
        block.minutes_left, block.expired_minutes = kept, ended


def _movable(session: Session, agreement_id: int, drafts: set[int]) -> list[TimeEntry]:
    """The work under an agreement whose draws may move, in the order it was done."""
    told = select(PrepaidDraw.id).where(
        PrepaidDraw.entry_id == TimeEntry.id, PrepaidDraw.invoice_id.is_not(None)
    )
    found = (
        select(TimeEntry)
        .where(
            TimeEntry.prepaid_agreement_id == agreement_id,
            TimeEntry.minutes >= 0,
            TimeEntry.state.in_((State.NONE, State.UNBILLED, State.ON_DRAFT)),
            ~told.exists(),
        )
        .order_by(TimeEntry.work_on, TimeEntry.started_at, TimeEntry.id)
    )
    rows = session.scalars(found)
    return [row for row in rows if row.state != State.ON_DRAFT or row.id in drafts]


def _draws(session: Session, entry_ids: Sequence[int]) -> list[PrepaidDraw]:
    """The draws of entries, in the order they were made."""
    if not entry_ids:
        return []
    found = select(PrepaidDraw).where(PrepaidDraw.entry_id.in_(entry_ids))
    return list(session.scalars(found.order_by(PrepaidDraw.id)))


def _regular(row: TimeEntry) -> int:
    """The minutes of an entry that hours paid ahead may pay for: those in business hours."""
    if row.kind == Kind.PREPAID:
        return row.billed_minutes
    return row.billed_minutes + row.prepaid_minutes - row.billed_after_minutes


def _write(
    session: Session,
    rows: dict[int, TimeEntry],
    draws: Sequence[PrepaidDraw],
    answer: dict[int, ledger.Draws],
) -> None:
    """Bring the ledger of some entries to what was answered, line by line."""
    missing = {(id_, block) for id_, here in answer.items() for block in here}
    for draw in draws:
        minutes = answer[draw.entry_id].get(draw.block_id, 0)
        missing.discard((draw.entry_id, draw.block_id))
        on = rows[draw.entry_id].work_on
        if not minutes:
            session.delete(draw)
        elif (draw.minutes, draw.on) != (minutes, on):
            draw.minutes, draw.on = minutes, on
    for entry_id, block_id in sorted(missing):
        session.add(
            PrepaidDraw(
                block_id=block_id,
                entry_id=entry_id,
                on=rows[entry_id].work_on,
                minutes=answer[entry_id][block_id],
                invoice_id=None,
            )
        )


def _settle(row: TimeEntry, drawn: int, agreed: str) -> bool:
    """Write onto an entry what is drawn and what bills; answers whether that changed."""
    after = row.billed_after_minutes
    total = _regular(row) + after
    before = (row.kind, row.billed_minutes, row.prepaid_minutes)
    if total and drawn == total:
        row.kind, row.billed_minutes = Kind.PREPAID, total
        row.state, row.invoice_line_id = State.NONE, None
    else:
        row.kind, row.billed_minutes = Kind.BILLABLE, total - drawn
        if row.state == State.NONE:
            row.state = State.UNBILLED
    row.prepaid_minutes = drawn
    if before == (row.kind, row.billed_minutes, drawn):
        return False
    row.why = ledger.drawn_words(agreed, drawn, total - drawn, after)
    return True


def _agreed(session: Session, agreement_id: int) -> str:
    """An agreement in words: agreement A0003 (Ten hours)."""
    row = session.get_one(Agreement, agreement_id)
    return f"agreement {row.number}" + (f" ({row.plan})" if row.plan else "")


def drop_draws(session: Session, row: TimeEntry) -> None:
    """Take an entry out of its ledger: its minutes go back to their blocks."""
    for draw in _draws(session, [row.id]):
        block = session.get_one(PrepaidBlock, draw.block_id)
        _keep_left(block, block.minutes_left + block.expired_minutes + draw.minutes)
        session.delete(draw)
    row.prepaid_minutes, row.prepaid_agreement_id = 0, None
    session.flush()


def leave(session: Session, row: TimeEntry) -> None:
    """Take an entry out of the ledger it draws from, and draw the others anew."""
    if row.prepaid_agreement_id is not None:
        before = row.prepaid_agreement_id
        drop_draws(session, row)
        redraw(session, before)


def check_told(session: Session, row: TimeEntry) -> None:
    """Refuse to change work whose minutes an issued invoice has drawn; raises UserError."""
    if told(session, row):
        raise UserError(
            "This time was drawn from prepaid hours on an invoice. Add a correction instead."
        )


def told(session: Session, row: TimeEntry) -> bool:
    """Whether an issued invoice says that an entry was drawn from hours paid ahead."""
    if row.prepaid_agreement_id is None:
        return False
    found = select(PrepaidDraw.id).where(
        PrepaidDraw.entry_id == row.id, PrepaidDraw.invoice_id.is_not(None)
    )
    return session.scalar(found.limit(1)) is not None


def give_minutes_back(session: Session, old: TimeEntry, row: TimeEntry, minutes: int) -> None:
    """Draw minutes below zero for a correction: they go back to where the entry drew them."""
    drawn = [(one.block_id, one.minutes) for one in _draws(session, [old.id])]
    for block_id, part in ledger.given_back(drawn, minutes).items():
        block = session.get_one(PrepaidBlock, block_id)
        _keep_left(block, block.minutes_left + block.expired_minutes - part)
        session.add(
            PrepaidDraw(
                block_id=block_id, entry_id=row.id, on=row.work_on, minutes=part, invoice_id=None
            )
        )
    session.flush()


def mark_drawn(session: Session, entry_ids: Sequence[int], invoice_id: int) -> None:
    """Nail the draws of entries to the invoice that was issued with them."""
    for draw in _draws(session, entry_ids):
        if draw.invoice_id is None:
            draw.invoice_id = invoice_id


def free_draws(session: Session, invoice_id: int) -> set[int]:
    """Let the draws of a voided invoice move again; answers the agreements whose hours they are."""
    found = (
        select(PrepaidDraw, PrepaidBlock.agreement_id)
        .join(PrepaidBlock, PrepaidBlock.id == PrepaidDraw.block_id)
        .where(PrepaidDraw.invoice_id == invoice_id)
    )
    agreements = set()
    for draw, agreement_id in session.execute(found):
        draw.invoice_id = None
        agreements.add(agreement_id)
    session.flush()
    return agreements


def empty_block(session: Session, block: PrepaidBlock) -> set[int]:
    """Take every draw off a block that is voided; answers the entries."""
    found = select(PrepaidDraw).where(PrepaidDraw.block_id == block.id)
    entries = set()
    for draw in session.scalars(found):
        row = session.get_one(TimeEntry, draw.entry_id)
        if row.state in (State.INVOICED, State.WRITTEN_OFF) or row.minutes < 0:
            row.prepaid_minutes -= draw.minutes
        entries.add(row.id)
        session.delete(draw)
    session.flush()
    return entries
