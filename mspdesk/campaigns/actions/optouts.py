"""Things done about who gets no mail of campaigns, and about mails that came back."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.actions import edit_contact
from ...clients.models import Client, Contact
from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import today
from ...desk.area import Dated
from ...errors import UserError
from ...mail.actions import cancel, retry
from ...mail.models import OutboxMail
from ...mail.rules.addresses import address, address_key, addresses
from ...mail.rules.states import MailState
from ..models import MailBounce, OptOut
from ..queries.optouts import opted_out, refusals_wait, refused_mails
from ..rules.bounces import HARD, OUTCOMES, SOFT, Returned, kind_of

_MOST = 2_000
_NOT_AGAIN = "This mail was sent or cancelled, or they opted out. Write a new one."


@action("Opt out of campaigns")
def opt_out(session: Session, typed: str, why: str = "") -> int:
    """Take addresses off every campaign for good; answers how many are new.

    Mails of campaigns that wait for them in the outbox are cancelled. Commas, semicolons or line
    ends stand between addresses. Raises UserError naming one that is none.
    """
    wanted = [one for line in typed.splitlines() for one in addresses(line, "addresses")]
    if not wanted:
        raise UserError("Type or paste the addresses.", "addresses")
    if len(wanted) > _MOST:
        raise UserError(f"Paste at most {_MOST:,} addresses at once.", "addresses")
    lower = dict.fromkeys(address_key(one) for one in wanted)
    known = set(session.scalars(select(OptOut.address).where(OptOut.address.in_(lower))))
    whose = _whose(session, list(lower))
    new = [one for one in lower if one not in known]
    for one in new:
        session.add(
            OptOut(
                address=one,
                on=today(),
                why=" ".join(why.split()),
                client_id=whose.get(one),
                person_id=acting(session),
            )
        )
    session.flush()
    _cancel_waiting(session, list(lower))
    named = next(iter(lower)) if len(lower) == 1 else f"{len(lower)} addresses"
    tell(session, f"{named} {'gets' if len(lower) == 1 else 'get'} no campaign any more")
    return len(new)


def _cancel_waiting(session: Session, lower: list[str]) -> None:
    """The hour's limit can hold a mail for days, and it must not leave after somebody said stop."""
    found = select(OutboxMail.id).where(
        OutboxMail.bulk.is_(True),
        OutboxMail.state.in_((MailState.QUEUED, MailState.FAILED)),
        func.lower(OutboxMail.to).in_(lower),
    )
    for mail_id in session.scalars(found).all():
        cancel(session, mail_id)


def _whose(session: Session, lower: list[str]) -> dict[str, int]:
    """The client an address belongs to, where a contact or the business itself has it."""
    found: dict[str, int] = {}
    of_client = select(Client.billing_email, Client.id).where(Client.billing_email != "")
    of_contact = select(Contact.email, Contact.client_id).where(Contact.email != "")
    wanted = set(lower)
    for asked in (of_client, of_contact):
        for written, client_id in session.execute(asked):
            if (key := address_key(written)) in wanted:
                found[key] = client_id
    return found


@action("Let mails of campaigns come again")
def opt_in(session: Session, opt_out_id: int, why: str) -> None:
    """Let an address get campaigns again; only whoever asked to may, and how is said."""
    if not why.strip():
        raise UserError("Say how they asked for it, for example: by phone on Tuesday.", "why")
    row = session.get_one(OptOut, opt_out_id)
    session.delete(row)
    tell(session, f"{row.address} gets campaigns again: {' '.join(why.split())}")


@action("Note mails that came back")
def note_returned(session: Session, returned: Sequence[Returned]) -> int:
    """Write down addresses a mail server could not reach, each once; answers how many are new.

    One that waits as "not now" becomes "no such mailbox" where a server says so later. The mail is
    found by its Message-ID, else it is the last one sent to that address. Raises UserError where
    there is none.
    """
    if not returned:
        raise UserError("No address was found in it. Type it instead.", "address")
    new = 0
    for one in returned:
        plain = address_key(address(one.address, "address"))
        held = _open(session, plain)
        if held is not None:
            if held.kind == SOFT and one.kind == HARD:
                held.kind, held.said, held.on = HARD, one.said, today()
            continue
        mail = _mail_of(session, one.message_id, plain)
        session.add(
            MailBounce(
                address=plain,
                kind=one.kind,
                on=today(),
                said=one.said,
                mail_id=mail.id if mail else None,
                client_id=mail.client_id if mail else _whose(session, [plain]).get(plain),
            )
        )
        session.flush()
        new += 1
    first = returned[0].address if len(returned) == 1 else f"{len(returned)} mails"
    tell(session, f"{first} came back" if len(returned) > 1 else f"A mail to {first} came back")
    return new


def _mail_of(session: Session, message_id: str, plain: str) -> OutboxMail | None:
    found = select(OutboxMail).order_by(OutboxMail.id.desc()).limit(1)
    if message_id:
        known = session.scalar(found.where(OutboxMail.message_id == message_id))
        if known is not None:
            return known
    there = found.where(func.lower(OutboxMail.to) == plain, OutboxMail.state == MailState.SENT)
    return session.scalar(there)


def _open(session: Session, plain: str) -> MailBounce | None:
    found = select(MailBounce).where(MailBounce.address == plain, MailBounce.settled_on.is_(None))
    return session.scalar(found.limit(1))


@action("Note refused mails of campaigns")
def note_refused(session: Session) -> int:
    """Write down the mails of campaigns the server refused an address of; answers how many."""
    found = refused_mails(session)
    for mail_id, client_id, refused in found:
        for line in refused.splitlines():
            plain, _, said = line.partition(": ")
            session.add(
                MailBounce(
                    address=address_key(plain),
                    kind=kind_of(said),
                    on=today(),
                    said=said,
                    mail_id=mail_id,
                    client_id=client_id,
                )
            )
    session.flush()
    return len(found)


@action("Settle a mail that came back")
def settle_bounce(
    session: Session, bounce_id: int, version: int, outcome: str, new_address: str = ""
) -> None:
    """Say what was done about a mail that came back, and do it: a key of OUTCOMES.

    `corrected` writes the new address to the contacts that had the old one and sends a refused mail
    there; `gone` notes that the contact has left; `opted_out` leaves the address out of campaigns;
    `again` lets a refused mail wait once more.
    """
    row = as_seen(session, MailBounce, bounce_id, version)
    if outcome not in OUTCOMES:
        raise UserError("Choose what was done.", "outcome")
    if outcome == "corrected":
        _correct(session, row, new_address)
    elif outcome == "gone":
        _gone(session, row)
    elif outcome == "opted_out":
        opt_out(session, row.address, "A mail came back")
    elif outcome == "again" and not _waits_again(session, row, None):
        raise UserError(_NOT_AGAIN, "outcome")
    row.settled_on, row.outcome = today(), outcome
    session.flush()
    tell(session, f"{row.address}: {OUTCOMES[outcome].lower()}")


def _contacts(session: Session, row: MailBounce) -> list[Contact]:
    found = session.scalars(select(Contact).where(Contact.email != "", Contact.active))
    return [one for one in found if address_key(one.email) == row.address]


def _correct(session: Session, row: MailBounce, typed: str) -> None:
    if not typed.strip():
        raise UserError("Type the right address.", "new_address")
    right = address(typed, "new_address")
    if address_key(right) == row.address:
        raise UserError("This is the address that does not work.", "new_address")
    for one in _contacts(session, row):
        edit_contact(session, one.id, one.version, {"email": right})
    _waits_again(session, row, right)


def _gone(session: Session, row: MailBounce) -> None:
    found = _contacts(session, row)
    if not found:
        raise UserError("No contact has this address. Leave it out of campaigns.", "outcome")
    for one in found:
        edit_contact(session, one.id, one.version, {"active": False})


def _waits_again(session: Session, row: MailBounce, to: str | None) -> bool:
    """Let the refused mail wait again, to another address where one is given.

    Not where that address opted out meanwhile: then the mail stays unsent.
    """
    mail = session.get(OutboxMail, row.mail_id) if row.mail_id else None
    if mail is None or mail.state != MailState.FAILED:
        return False
    if mail.bulk and address_key(to or row.address) in opted_out(session):
        return False
    retry(session, mail.id, to)
    return True


DATED = (Dated(refusals_wait, note_refused, tables=frozenset({"outbox_mail"}), quiet=True),)
"""A mail of a campaign that the server refused is written down as one that came back."""
