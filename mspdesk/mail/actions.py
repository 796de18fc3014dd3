"""Things people do with mail: put it into the outbox, cancel it, try again, answer for it.

What sending itself writes stands here too; only `runs` calls that.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..database import blobs
from ..database.action import acting, action, tell
from ..database.stale import seen
from ..dates import clock_time, now, short_date
from ..errors import UserError
from . import queries
from .models import MailAccount, OutboxFile, OutboxMail
from .rules.addresses import address, addresses, one_line
from .rules.message import checked_subject, file_name, message_id, refuse_large
from .rules.states import STATE_WORDS, MailState, Security, Way

File = tuple[str, bytes, str]

_KEY_MOST = 36
_STALE = timedelta(hours=1)
"""How long a mail may take at most; on a server another computer may be sending it."""


@action("Set up mail")
def edit_account(session: Session, version: int, changes: Mapping[str, object]) -> None:
    """Change how mail leaves the house; `version` is the one that was shown, 0 for the first.

    Raises UserError by field; a line without security never carries a user and password.
    """
    row = session.scalar(select(MailAccount).order_by(MailAccount.id))
    if row is None:
        row = MailAccount(**_account_values(queries.account(session)))
        session.add(row)
    else:
        seen(row, version)
    for name, value in changes.items():
        if name not in _ACCOUNT_FIELDS:
            raise AssertionError(f"no field {name} of the mail account")
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    _check_account(row)
    session.flush()
    tell(session, "Mail settings saved")


MOST_AN_HOUR = 10_000
"""More mails of campaigns in an hour than this need a mailing house."""

_ACCOUNT_FIELDS = frozenset(queries.AccountRow.__dataclass_fields__) - {"version"}


def _account_values(row: queries.AccountRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in _ACCOUNT_FIELDS}


def _check_account(row: MailAccount) -> None:
    """Raise UserError for the first field that cannot be as it is."""
    Way(row.way)
    security = Security(row.security)
    one_line(row.from_name, "The name", "from_name")
    for name in ("from_address", "reply_to", "copy_to"):
        typed = getattr(row, name)
        setattr(row, name, address(one_line(typed, "The address", name), name) if typed else "")
    if not 0 <= row.bulk_per_hour <= MOST_AN_HOUR:
        raise UserError(f"Type a number from 0 to {MOST_AN_HOUR:,}.", "bulk_per_hour")
    if row.way != Way.SMTP:
        return
    if not row.host:
        raise UserError("Type the name of the mail server, for example mail.example.com.", "host")
    if any(sign.isspace() or sign in "/@" for sign in row.host) or not row.host.isascii():
        raise UserError("Type the server's name only, without spaces or a path.", "host")
    if not 1 <= row.port <= 65535:
        raise UserError("A port is a number from 1 to 65535.", "port")
    if not row.from_address:
        raise UserError("Type the address that mail comes from.", "from_address")
    one_line(row.user, "The user name", "user")
    if security is Security.NONE and row.user:
        raise UserError(
            "Without TLS a password could be read on the way. Choose TLS or STARTTLS, or leave the "
            "user empty.",
            "security",
        )


@action("Queue mail")
def queue(
    session: Session,
    to: str,
    subject: str,
    body: str,
    files: Sequence[File] = (),
    client_id: int | None = None,
    about: str = "",
    key: str = "",
    cc: str = "",
    *,
    bulk: bool = False,
) -> int:
    """Put a mail into the outbox; answers its id, or the id of the one queued under this key.

    `files` are (name, bytes, type); a `bulk` mail is one of many and keeps to the hour's limit.
    Raises UserError by field: to, cc, subject, files.
    """
    kept = _kept_key(key)
    held = session.scalar(select(OutboxMail.id).where(OutboxMail.key == kept))
    if held is not None:
        return held
    receivers, copies = addresses(to, "to"), addresses(cc, "cc")
    if not receivers:
        raise UserError("Type whom this goes to.", "to")
    line = checked_subject(subject)
    refuse_large([len(content) for _, content, _ in files], body)
    mail = OutboxMail(
        key=kept,
        state=MailState.QUEUED,
        client_id=client_id,
        about=about,
        to=", ".join(receivers),
        cc=", ".join(one for one in copies if one.lower() not in _lower(receivers)),
        subject=line,
        body=body,
        message_id=message_id(kept, queries.account(session).from_address),
        made_at=now(),
        made_by_id=acting(session),
        tries=0,
        by_hand=False,
        refused="",
        error="",
        answer="",
        bulk=bulk,
    )
    session.add(mail)
    session.flush()
    _attach(session, mail.id, files)
    tell(session, f"Mail to {mail.to} waits in the outbox")
    return mail.id


def _lower(found: Sequence[str]) -> set[str]:
    return {one.lower() for one in found}


def _kept_key(key: str) -> str:
    """A key as the column holds it; a long one by its hash."""
    if not key:
        return str(uuid4())
    return key if len(key) <= _KEY_MOST else hashlib.sha256(key.encode()).hexdigest()[:_KEY_MOST]


def _attach(session: Session, mail_id: int, files: Sequence[File]) -> None:
    taken: set[str] = set()
    for name, content, kind in files:
        sha256 = blobs.put(session, content)
        plain = file_name(name)
        while plain.lower() in taken:
            plain = f"{len(taken) + 1}-{plain}"
        taken.add(plain.lower())
        session.add(
            OutboxFile(mail_id=mail_id, name=plain, kind=kind, blob=sha256, size=len(content))
        )
    session.flush()


def _mail(session: Session, mail_id: int, *states: MailState) -> OutboxMail:
    """The mail, when it is in one of some states; raises UserError otherwise."""
    mail = session.get(OutboxMail, mail_id, with_for_update=True)
    if mail is None:
        raise UserError("This mail is not there any more.")
    if mail.state not in states:
        held = STATE_WORDS[MailState(mail.state)].lower()
        raise UserError(f"This mail is {held}. Look at it again.")
    return mail


@action("Cancel mail")
def cancel(session: Session, mail_id: int) -> None:
    """Leave a mail unsent for good; it stays in the history."""
    mail = _mail(session, mail_id, MailState.QUEUED, MailState.FAILED, MailState.DRAFTED)
    mail.state = MailState.CANCELLED
    tell(session, f"Mail to {mail.to} cancelled")


@action("Try mail again")
def retry(session: Session, mail_id: int, to: str | None = None, cc: str | None = None) -> None:
    """Let a mail that was not sent wait again, to other addresses when some are given.

    One of many that was cancelled stays so: whoever it was for may have opted out meanwhile.
    """
    mail = _mail(session, mail_id, MailState.FAILED, MailState.CANCELLED, MailState.DRAFTED)
    if mail.bulk and mail.state == MailState.CANCELLED:
        raise UserError("This mail of a campaign was cancelled. Write a new one in the campaign.")
    if to is not None:
        receivers = addresses(to, "to")
        if not receivers:
            raise UserError("Type whom this goes to.", "to")
        mail.to = ", ".join(receivers)
    if cc is not None:
        mail.cc = ", ".join(addresses(cc, "cc"))
    mail.state, mail.error, mail.refused = MailState.QUEUED, "", ""
    tell(session, f"Mail to {mail.to} waits again")


@action("Send mail to others")
def send_to_others(session: Session, mail_id: int, to: str, key: str = "") -> int:
    """Queue what a mail said once more for other addresses; the first one stays as it is."""
    mail = _mail(session, mail_id, MailState.SENT)
    held = session.scalar(select(OutboxMail.id).where(OutboxMail.key == _kept_key(key)))
    if key and held is not None:
        return held
    other = queue(
        session,
        to,
        mail.subject,
        mail.body,
        client_id=mail.client_id,
        about=mail.about,
        key=key,
        bulk=mail.bulk,
    )
    for file in queries.files_of(session, mail_id):
        session.add(
            OutboxFile(
                mail_id=other, name=file.name, kind=file.kind, blob=file.blob, size=file.size
            )
        )
    return other


@action("Answer for mail")
def answer_unknown(session: Session, mail_id: int, arrived: bool) -> None:
    """Say what became of a mail nobody knows about: it arrived, or it is to be sent again.

    Only a person can say so: raises UserError when nobody is named.
    """
    person = acting(session)
    if person is None:
        raise UserError("Say first who you are, at the lower right.")
    mail = _mail(session, mail_id, MailState.UNKNOWN)
    when = f"{short_date(now().date())} {clock_time(now())}"
    if arrived:
        mail.state, mail.by_hand, mail.error = MailState.SENT, True, ""
        mail.sent_at = mail.tried_at or now()
        mail.answer = f"{when}: it arrived"
        tell(session, f"Mail to {mail.to} noted as arrived")
    else:
        mail.state, mail.error = MailState.QUEUED, ""
        mail.answer = f"{when}: send it again"
        tell(session, f"Mail to {mail.to} waits again")


@action("Note mail sent by hand")
def sent_by_hand(session: Session, mail_id: int) -> None:
    """Note that a person sent a mail from their own mail program; only a person can say so."""
    if acting(session) is None:
        raise UserError("Say first who you are, at the lower right.")
    mail = _mail(session, mail_id, MailState.DRAFTED)
    mail.state, mail.by_hand, mail.sent_at = MailState.SENT, True, now()
    tell(session, f"Mail to {mail.to} noted as sent")


# --- what sending writes -------------------------------------------------------------------------


@action("Begin sending", undoable=False)
def begin_sending(session: Session, mail_id: int, version: int) -> bool:
    """Write down that a mail is about to leave; False when it changed since it was read."""
    mail = session.get(OutboxMail, mail_id, with_for_update=True)
    if mail is None or mail.state != MailState.QUEUED or mail.version != version:
        return False
    mail.state, mail.tried_at, mail.tries = MailState.SENDING, now(), mail.tries + 1
    mail.error = mail.refused = ""
    return True


@action("Mail waits again", undoable=False)
def put_back(session: Session, mail_id: int) -> None:
    """Let a mail wait again of which nothing left, because no line could be opened."""
    _mail(session, mail_id, MailState.SENDING).state = MailState.QUEUED


@action("Mail opened as a draft", undoable=False)
def note_drafted(session: Session, mail_id: int) -> None:
    """Write down that a mail was handed to the user's own mail program."""
    mail = _mail(session, mail_id, MailState.QUEUED, MailState.DRAFTED)
    mail.state, mail.tried_at, mail.tries = MailState.DRAFTED, now(), mail.tries + 1
    mail.error = ""


@action("Mail sent", undoable=False)
def note_sent(session: Session, mail_id: int, refused: Mapping[str, str]) -> None:
    """Write down that the server took a mail, and whom it would not take."""
    mail = _mail(session, mail_id, MailState.SENDING)
    mail.state, mail.sent_at, mail.by_hand = MailState.SENT, now(), False
    mail.refused = _lines(refused)


@action("Mail not sent", undoable=False)
def note_failed(
    session: Session, mail_id: int, words: str, refused: Mapping[str, str] | None = None
) -> None:
    """Write down that the server did not take a mail, or that it could not be put together."""
    mail = _mail(session, mail_id, MailState.SENDING, MailState.QUEUED)
    mail.state, mail.error, mail.refused = MailState.FAILED, words, _lines(refused or {})
    mail.tried_at = now()


@action("Mail in doubt", undoable=False)
def note_unknown(session: Session, mail_id: int, words: str) -> None:
    """Write down that a mail left and the server's answer never came."""
    mail = _mail(session, mail_id, MailState.SENDING)
    mail.state, mail.error = MailState.UNKNOWN, words


@action("Settle the outbox", undoable=False)
def settle(session: Session) -> int:
    """Call mails not known that were being sent when a program ended; answers how many.

    In a file nobody else can be sending. On a server another computer may be, for an hour at most.
    """
    alone = session.get_bind().dialect.name == "sqlite"
    settled = 0
    for mail in session.scalars(
        select(OutboxMail).where(OutboxMail.state == MailState.SENDING).with_for_update()
    ):
        if alone or _is_stale(mail.tried_at):
            mail.state = MailState.UNKNOWN
            mail.error = "MSPDesk ended before the server's answer was written down."
            settled += 1
    return settled


def _is_stale(tried_at: datetime | None) -> bool:
    return tried_at is None or abs(now() - tried_at) > _STALE


def _lines(refused: Mapping[str, str]) -> str:
    return "\n".join(f"{one}: {' '.join(words.split())}" for one, words in refused.items())
