"""Questions about roll-outs: to whom a procedure is brought, and who has said yes (S078)."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import today
from ...errors import UserError
from ...people.models import Person
from ...people.queries import people
from ...rows import dataclass
from ..models import Rollout, RolloutReach, Sop, SopAcknowledgement


@dataclass(frozen=True, slots=True)
class ReachRow:
    """Somebody a roll-out is for; `on` is the day of the yes, `by` who of a client gave it."""

    id: int
    name: str
    person_id: int | None
    client_id: int | None
    told_on: date | None
    on: date | None
    by: str = ""


@dataclass(frozen=True, slots=True)
class RolloutRow:
    """A roll-out with all it is for."""

    id: int
    version: int
    sop_id: int
    code: str
    title: str
    revision: int
    audience: str
    training_on: date | None
    live_on: date | None
    message: str
    ended_on: date | None
    reach: tuple[ReachRow, ...]

    @property
    def done(self) -> int:
        """How many acknowledged."""
        return sum(one.on is not None for one in self.reach)

    @property
    def words(self) -> str:
        """3 of 4 acknowledged."""
        return f"{self.done} of {len(self.reach)} acknowledged"

    @property
    def state_words(self) -> str:
        """How far it is: ended, everybody, late, or still open."""
        if self.ended_on:
            return "Ended"
        if self.reach and self.done == len(self.reach):
            return "Everybody acknowledged"
        late = self.live_on is not None and self.live_on <= today()
        return "Past its day" if late else "Running"


def rollouts(
    session: Session, sop_id: int | None = None, *, all_of_them: bool = True
) -> list[RolloutRow]:
    """Roll-outs of a procedure, or of all, those that run first and the newest on top."""
    found = select(Rollout, Sop.code, Sop.title).join(Sop, Sop.id == Rollout.sop_id)
    if sop_id is not None:
        found = found.where(Rollout.sop_id == sop_id)
    if not all_of_them:
        found = found.where(Rollout.ended_on.is_(None))
    rows = session.execute(found.order_by(Rollout.id.desc())).all()
    reach = _reach(session, [one for one, *_ in rows])
    made = [_row(one, code, title, reach.get(one.id, [])) for one, code, title in rows]
    return sorted(made, key=lambda row: row.ended_on is not None)


def _row(one: Rollout, code: str, title: str, reach: list[ReachRow]) -> RolloutRow:
    return RolloutRow(
        one.id,
        one.version,
        one.sop_id,
        code,
        title,
        one.revision,
        one.audience,
        one.training_on,
        one.live_on,
        one.message,
        one.ended_on,
        tuple(sorted(reach, key=lambda row: row.name.casefold())),
    )


def _reach(session: Session, of: Iterable[Rollout]) -> dict[int, list[ReachRow]]:
    found = (
        select(RolloutReach, Person.name, Client.name, SopAcknowledgement.on)
        .join(Rollout, Rollout.id == RolloutReach.rollout_id)
        .outerjoin(Person, Person.id == RolloutReach.person_id)
        .outerjoin(Client, Client.id == RolloutReach.client_id)
        .outerjoin(
            SopAcknowledgement,
            (SopAcknowledgement.sop_id == Rollout.sop_id)
            & (SopAcknowledgement.revision == Rollout.revision)
            & (SopAcknowledgement.person_id == RolloutReach.person_id),
        )
        .where(RolloutReach.rollout_id.in_([one.id for one in of]))
    )
    grouped: dict[int, list[ReachRow]] = {}
    for one, person, client, on in session.execute(found):
        row = ReachRow(
            one.id,
            person or client or "",
            one.person_id,
            one.client_id,
            one.told_on,
            one.agreed_on or on,
            one.agreed_by,
        )
        grouped.setdefault(one.rollout_id, []).append(row)
    return grouped


def rollout(session: Session, rollout_id: int) -> RolloutRow | None:
    """One roll-out."""
    one = session.get(Rollout, rollout_id)
    if one is None:
        return None
    return next(
        (row for row in rollouts(session, one.sop_id) if row.id == rollout_id),
        None,
    )


def waited_for(session: Session, sop_id: int, revision: int) -> list[str]:
    """Who of open roll-outs of a revision works here and has not acknowledged it, by name."""
    at_work = {one.id for one in people(session)}
    reach = [
        one
        for row in rollouts(session, sop_id, all_of_them=False)
        if row.revision == revision
        for one in row.reach
    ]
    return [one.name for one in reach if one.on is None and one.person_id in at_work]


def client_of(session: Session, reach_id: int) -> int:
    """The client somebody reached is; raises UserError for one of us."""
    found = session.scalar(select(RolloutReach.client_id).where(RolloutReach.id == reach_id))
    if found is None:
        raise UserError("Our own people read it here; mail goes to clients.")
    return found
