"""Things people do with advice: give it, write down the answer, ask for the no in writing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import today
from ...errors import UserError
from ...letters import actions as letters
from ...letters.queries import told_about
from ..models.advice import Advice
from ..models.pipeline import Opportunity
from ..queries import advice as queries
from ..rules import advice as rules
from ..rules.advice import Answer

FORM = "letters/denial-of-services"
"""The text of the letter in which a client says no."""

_WRITTEN = ("what", "risk", "advised_on", "price", "monthly", "opportunity_id")


@action("Give advice")
def give_advice(
    session: Session,
    client_id: int,
    what: str,
    risk: str,
    details: Mapping[str, Any] | None = None,
) -> int:
    """Write down what we recommended to a client and what can happen without it; answers its id.

    `details` may hold advised_on, price, monthly, opportunity_id, source. Raises UserError by
    field: client, what, risk, advised_on, price, monthly.
    """
    client = session.get(Client, client_id)
    if client is None:
        raise UserError("Choose a client first.", "client")
    if client.internal:
        raise UserError("This is our own company; advice is for clients.", "client")
    said = dict(details or {})
    row = Advice(
        client_id=client_id,
        advised_on=said.get("advised_on", today()),
        person_id=acting(session),
        source=str(said.get("source", "")),
    )
    _write(session, row, said | {"what": what, "risk": risk})
    session.add(row)
    session.flush()
    tell(session, f"Advice to {client.name} written down")
    return row.id


def _write(session: Session, row: Advice, said: Mapping[str, Any]) -> None:
    """Put what was said into a row, checked field by field."""
    if "what" in said:
        wanted = "Say in a few words what you recommend."
        row.what = rules.one_line(str(said["what"] or ""), "what", wanted)
    if "risk" in said:
        wanted = "Say in plain words what can happen without it."
        row.risk = rules.one_line(str(said["risk"] or ""), "risk", wanted, rules.LONGEST_RISK)
    row.advised_on = said.get("advised_on", row.advised_on)
    rules.checked_days(row.advised_on, row.answered_on, today())
    for name in ("price", "monthly"):
        amount = said.get(name, getattr(row, name))
        if amount is not None and amount < 0:
            raise UserError("A price is not below zero.", name)
        setattr(row, name, amount)
    if "opportunity_id" in said:
        row.opportunity_id = _opportunity(session, row.client_id, said["opportunity_id"])


def _opportunity(session: Session, client_id: int, opportunity_id: int | None) -> int | None:
    """An opportunity of the same client, or none."""
    if opportunity_id is None:
        return None
    held = session.get(Opportunity, opportunity_id)
    if held is None or held.client_id != client_id:
        raise UserError("This opportunity belongs to another client.", "opportunity_id")
    return opportunity_id


def _advice(session: Session, advice_id: int) -> Advice:
    row = session.get(Advice, advice_id)
    if row is None:
        raise UserError("This advice is no longer there.")
    return row


@action("Change advice")
def edit_advice(session: Session, advice_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change what was recommended while nobody has answered; raises UserError by field."""
    if _advice(session, advice_id).state != Answer.OPEN:
        raise UserError("They answered this as it stands. Take the answer back first.")
    row = as_seen(session, Advice, advice_id, version)
    _write(session, row, {name: changes[name] for name in _WRITTEN if name in changes})
    session.flush()
    tell(session, "Advice saved")


def _answer(
    session: Session, advice_id: int, answer: Answer, answered_on: date | None, answered_by: str
) -> Advice:
    """Put an answer down on advice that has none yet."""
    row = _advice(session, advice_id)
    if row.state != Answer.OPEN:
        raise UserError("This was answered already. Take the answer back first.")
    day = answered_on or today()
    rules.checked_days(row.advised_on, day, today())
    row.state, row.answered_on = answer, day
    row.answered_by = " ".join(answered_by.split())[: rules.LONGEST]
    return row


@action("Decline advice")
def decline_advice(
    session: Session,
    advice_id: int,
    choice: str,
    answered_on: date | None = None,
    answered_by: str = "",
    *,
    letter: bool = True,
) -> int | None:
    """Write down that a client said no and what they chose instead (S130); nothing is sent.

    With `letter` the letter they are asked to sign is written as a draft; answers its id. Raises
    UserError by field: choice, answered_on.
    """
    wanted = "Say what they chose instead, such as to wait a year."
    row = _answer(session, advice_id, Answer.DECLINED, answered_on, answered_by)
    row.choice = rules.one_line(choice, "choice", wanted, rules.LONGEST_CHOICE)
    session.flush()
    made = write_denial(session, advice_id) if letter else None
    tell(session, f"“{row.what}” declined{', the letter is a draft' if made else ''}")
    return made


@action("Take advice")
def take_advice(
    session: Session,
    advice_id: int,
    answered_on: date | None = None,
    answered_by: str = "",
    opportunity_id: int | None = None,
) -> None:
    """Write down that a client took the advice, and the opportunity it became where there is one.

    Raises UserError by field: answered_on, opportunity_id.
    """
    row = _answer(session, advice_id, Answer.TAKEN, answered_on, answered_by)
    if opportunity_id is not None:
        row.opportunity_id = _opportunity(session, row.client_id, opportunity_id)
    session.flush()
    tell(session, f"“{row.what}” taken")


@action("Take answer back")
def reopen_advice(session: Session, advice_id: int) -> None:
    """Let advice be open again, because they thought about it once more.

    The letter of the earlier no stays where it is; a new no writes a new one.
    """
    row = _advice(session, advice_id)
    if row.state == Answer.OPEN:
        raise UserError("Nobody has answered this yet.")
    row.state, row.answered_on, row.answered_by, row.choice = Answer.OPEN, None, "", ""
    session.flush()
    tell(session, f"“{row.what}” is open again")


@action("Write denial letter")
def write_denial(session: Session, advice_id: int) -> int:
    """Write the letter that lists the recommendation, its day, the risk and the choice, to sign.

    Answers the letter's id; it is a draft and takes the place of an earlier draft. Raises UserError
    where nothing was declined.
    """
    row = _advice(session, advice_id)
    if row.state != Answer.DECLINED:
        raise UserError("Write down that they declined first.")
    about = f"advice:{row.id}"
    before = told_about(session, [about]).get(about)
    if before is not None and before.state == "draft":
        letters.discard_letter(session, before.id)
    fields = queries.denial_fields(session, row.id)
    return letters.write_letter(session, row.client_id, FORM, fields, about)


@action("Drop advice")
def drop_advice(session: Session, advice_id: int) -> None:
    """Throw away advice that was written down by mistake, and the draft of its letter.

    One that was signed stays.
    """
    row = _advice(session, advice_id)
    about = f"advice:{row.id}"
    held = told_about(session, [about]).get(about)
    if held is not None and held.signed_on is not None:
        raise UserError("They signed the letter about this, so it stays.")
    if held is not None and held.state == "draft":
        letters.discard_letter(session, held.id)
    session.delete(row)
    tell(session, f"Advice “{row.what}” dropped")
