"""Bringing a procedure in: to whom, trained when, live when, and their yes (S078)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...dates import today
from ...errors import UserError
from ..models import Rollout, RolloutReach, Sop
from ..queries import sops
from ..rules.life import State

WHO = {"employees": "employees", "clients": "clients"}
"""To whom a procedure is rolled out; a client's yes is a name and a day."""


@action("Roll procedure out")
def roll_out(
    session: Session,
    code: str,
    audience: str,
    reach: Sequence[int],
    *,
    training_on: date | None = None,
    live_on: date | None = None,
    message: str = "",
) -> int:
    """Begin a roll-out to people or clients, by id, and answer its id.

    Raises UserError naming audience, reach, training_on or live_on.
    """
    sop_id = sops.sop_id(session, code)
    row = session.get_one(Sop, sop_id) if sop_id else None
    if row is None or not row.revision or row.state not in (State.TRAINING, State.LIVE):
        raise UserError("Begin the training first; then it is clear what is rolled out.")
    if audience not in WHO:
        raise UserError("Choose employees or clients.", "audience")
    if not reach:
        raise UserError("Choose at least one whom it is for.", "reach")
    if training_on and live_on and live_on < training_on:
        raise UserError("It goes live before the training. Choose a later day.", "live_on")
    made = Rollout(
        sop_id=row.id,
        revision=row.revision,
        audience=audience,
        training_on=training_on,
        live_on=live_on,
        message=message.strip(),
    )
    session.add(made)
    session.flush()
    for one in dict.fromkeys(reach):
        who = {"client_id": one} if audience == "clients" else {"person_id": one}
        session.add(RolloutReach(rollout_id=made.id, **who))
    session.flush()
    tell(session, f"{row.title} is rolled out to {len(set(reach))}")
    return made.id


@action("Tell of procedure")
def told(session: Session, reach_id: int, on: date | None = None) -> None:
    """That a client, or somebody of us, was told of a procedure."""
    session.get_one(RolloutReach, reach_id).told_on = on or today()


@action("Client agreed to procedure")
def agreed(session: Session, reach_id: int, by: str, on: date | None = None) -> None:
    """A client's yes, by name and day; raises UserError naming by."""
    row = session.get_one(RolloutReach, reach_id)
    if row.client_id is None:
        raise UserError("Our own people acknowledge the procedure themselves.")
    if not by.strip():
        raise UserError("Say who of the client agreed.", "by")
    row.agreed_by, row.agreed_on = " ".join(by.split()), on or today()
    row.told_on = row.told_on or row.agreed_on


@action("Change roll-out")
def edit_rollout(
    session: Session, rollout_id: int, training_on: date | None, live_on: date | None
) -> None:
    """Move the day of the training or of the start."""
    row = session.get_one(Rollout, rollout_id)
    if training_on and live_on and live_on < training_on:
        raise UserError("It goes live before the training. Choose a later day.", "live_on")
    row.training_on, row.live_on = training_on, live_on
    tell(session, "Days of the roll-out saved")


@action("End roll-out")
def end_rollout(session: Session, rollout_id: int) -> None:
    """Close a roll-out; what was acknowledged stays."""
    session.get_one(Rollout, rollout_id).ended_on = today()
