"""Questions about the outbox, and about the mail server."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, func, select, text
from sqlalchemy.orm import Session

from ..clients.models import Client
from ..database import blobs
from ..database.pages import ids_from
from ..dates import now
from ..errors import UserError
from ..people.models import Person
from ..rows import dataclass
from ..shop.queries import find_shop
from .models import MailAccount, OutboxFile, OutboxMail
from .rules.message import Attached
from .rules.states import DONE_STATES, OPEN_STATES, STATE_WORDS, MailState, Security, Way


@dataclass(frozen=True, slots=True)
class AccountRow:
    """The shop's mail server and the name it sends under; `version` 0 when nothing was saved."""

    version: int = 0
    way: str = Way.PROGRAM
    host: str = ""
    port: int = 465
    security: str = Security.TLS
    user: str = ""
    from_name: str = ""
    from_address: str = ""
    reply_to: str = ""
    copy_to: str = ""
    signature: str = ""
    bulk_per_hour: int = 60

    @property
    def stops_at(self) -> str:
        """The address that somebody writes to who wants no mail of a campaign any more."""
        return self.reply_to or self.from_address

    @property
    def by_server(self) -> bool:
        """Whether mail goes through the mail server."""
        return self.way == Way.SMTP


_ACCOUNT = tuple(getattr(MailAccount, name) for name in AccountRow.__dataclass_fields__)


def account(session: Session) -> AccountRow:
    """The mail account; where none was saved yet, one under the shop's own name."""
    found = session.execute(select(*_ACCOUNT).order_by(MailAccount.id)).first()
    if found is not None:
        return AccountRow(*found)
    shop = find_shop(session)
    if shop is None:
        return AccountRow()
    signature = "\n".join(one for one in (shop.name, shop.phone, shop.website) if one)
    return AccountRow(from_name=shop.name, from_address=shop.email, signature=signature)


def account_id(session: Session) -> int | None:
    """The row of the mail account; None where none was saved yet."""
    return session.scalar(select(MailAccount.id).order_by(MailAccount.id).limit(1))


def signed(session: Session, body: str) -> str:
    """A body with the shop's signature below it."""
    signature = account(session).signature.strip()
    return f"{body.rstrip()}\n\n{signature}\n" if signature else f"{body.rstrip()}\n"


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that goes with a mail; `size` in bytes, `blob` its SHA-256."""

    id: int
    name: str
    kind: str
    blob: str
    size: int


@dataclass(frozen=True, slots=True)
class MailRow:
    """One mail as lists show it; times are wall clock."""

    id: int
    version: int
    state: str
    client_id: int | None
    client: str
    about: str
    to: str
    cc: str
    subject: str
    made_at: datetime
    tried_at: datetime | None
    tries: int
    sent_at: datetime | None
    by_hand: bool
    refused: str
    error: str

    @property
    def waits(self) -> bool:
        """Whether it asks for something, or is on its way."""
        return self.state in OPEN_STATES

    @property
    def words(self) -> str:
        """How far it is, in a word or two."""
        if self.state == MailState.SENT and self.refused:
            return "Sent, partly refused"
        if self.state == MailState.SENT and self.by_hand:
            return "Sent by hand"
        return STATE_WORDS[MailState(self.state)]


@dataclass(frozen=True, slots=True)
class MailPage:
    """A mail in full: what it says, what it carries, what became of it."""

    row: MailRow
    body: str
    message_id: str
    made_by: str
    answer: str
    files: tuple[FileRow, ...]
    bulk: bool = False

    @property
    def recipients(self) -> tuple[str, ...]:
        """Everybody it names."""
        return (*split(self.row.to), *split(self.row.cc))


_ROW = (
    OutboxMail.id,
    OutboxMail.version,
    OutboxMail.state,
    OutboxMail.client_id,
    func.coalesce(Client.name, ""),
    OutboxMail.about,
    OutboxMail.to,
    OutboxMail.cc,
    OutboxMail.subject,
    OutboxMail.made_at,
    OutboxMail.tried_at,
    OutboxMail.tries,
    OutboxMail.sent_at,
    OutboxMail.by_hand,
    OutboxMail.refused,
    OutboxMail.error,
)


# Written out, since an index over a part of the rows is used only where its words are found.
_OPEN = text("outbox_mail.state NOT IN ('sent', 'cancelled')")


def split(line: str) -> tuple[str, ...]:
    """The addresses of a kept line."""
    return tuple(one.strip() for one in line.split(",") if one.strip())


def _mails(*columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(OutboxMail)
        .outerjoin(Client, Client.id == OutboxMail.client_id)
    )


def _rows(session: Session, found: Select[Any]) -> list[MailRow]:
    return [MailRow(*row) for row in session.execute(found)]


def open_mails(session: Session) -> list[MailRow]:
    """Every mail that asks or waits: not known first, then not sent; the oldest first."""
    urgency = case({state: n for n, state in enumerate(OPEN_STATES)}, value=OutboxMail.state)
    found = _mails(*_ROW).where(_OPEN)
    return _rows(session, found.order_by(urgency, OutboxMail.id))


def mails(session: Session, limit: int = 100, skip: int = 0) -> list[MailRow]:
    """What asks or waits, then what was sent or cancelled with the newest first."""
    waiting_ones = open_mails(session)
    found = waiting_ones[skip : skip + limit]
    if len(found) == limit:
        return found
    done = select(OutboxMail.id).where(OutboxMail.state.in_(DONE_STATES))
    ids = ids_from(
        session,
        done,
        [OutboxMail.id],
        descending=True,
        skip=max(0, skip - len(waiting_ones)),
        limit=limit - len(found),
        count=lambda: mail_count(session) - len(waiting_ones),
    )
    return found + mails_by_id(session, ids)


def mail_count(session: Session) -> int:
    """How many mails there are."""
    return session.scalar(select(func.count()).select_from(OutboxMail)) or 0


def mails_by_id(session: Session, ids: Sequence[int]) -> list[MailRow]:
    """These mails, in the order of the ids."""
    rows = {row.id: row for row in _rows(session, _mails(*_ROW).where(OutboxMail.id.in_(ids)))}
    return [rows[one] for one in ids if one in rows]


def mails_about(session: Session, about: str) -> list[MailRow]:
    """Every mail that carries one thing (invoice:12), the newest first."""
    found = _mails(*_ROW).where(OutboxMail.about == about)
    return _rows(session, found.order_by(OutboxMail.id.desc()))


def sent_about(session: Session, abouts: Sequence[str]) -> dict[str, datetime]:
    """When each of some things was last sent, by what it is; those never sent are left out."""
    found = (
        select(OutboxMail.about, func.max(OutboxMail.sent_at))
        .where(OutboxMail.about.in_(abouts), OutboxMail.state == MailState.SENT)
        .group_by(OutboxMail.about)
    )
    return {about: at for about, at in session.execute(found) if at is not None}


def waiting_ids(session: Session) -> list[int]:
    """The mails that wait, oldest first; those to an audience after all others."""
    found = select(OutboxMail.id).where(_OPEN, OutboxMail.state == MailState.QUEUED)
    return list(session.scalars(found.order_by(OutboxMail.bulk, OutboxMail.id)))


HOUR = timedelta(hours=1)
"""The time over which mails to an audience are counted."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """Which mails may leave now, how many of an audience are held, and when those go on."""

    ids: tuple[int, ...]
    held: int = 0
    goes_on_at: datetime | None = None


def leaving(session: Session) -> Leaving:
    """The mails that may be sent now, the hour's limit for those to an audience kept (S128).

    Many servers shut out who sends too many at once; what is not for an audience never waits.
    """
    ids = waiting_ids(session)
    most = account(session).bulk_per_hour
    many = session.scalar(
        select(func.count()).where(
            _OPEN, OutboxMail.state == MailState.QUEUED, OutboxMail.bulk.is_(True)
        )
    )
    if not most or not many:
        return Leaving(tuple(ids))
    tried = select(func.count(), func.min(OutboxMail.tried_at)).where(
        text("outbox_mail.bulk AND outbox_mail.tried_at IS NOT NULL"),
        OutboxMail.tried_at > now() - HOUR,
    )
    done, first = session.execute(tried).one()
    held = max(0, many - max(0, most - done))
    if not held:
        return Leaving(tuple(ids))
    return Leaving(tuple(ids[: len(ids) - held]), held, (first or now()) + HOUR)


def sending(session: Session) -> list[tuple[int, datetime | None]]:
    """Mails that are being sent, or were when a program ended: id and when it began."""
    found = select(OutboxMail.id, OutboxMail.tried_at).where(
        _OPEN, OutboxMail.state == MailState.SENDING
    )
    return [(id_, at) for id_, at in session.execute(found)]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many mails wait, and how many ask something of a person."""

    queued: int
    asking: int

    @property
    def words(self) -> str:
        """The quiet line of the status bar; empty when there is nothing."""
        said = [f"{self.queued} mail{'s wait' if self.queued != 1 else ' waits'}"] * (
            self.queued > 0
        )
        said += [f"{self.asking} to look at"] * (self.asking > 0)
        return ", ".join(said) if self.queued or not self.asking else f"Mail: {said[0]}"


def waiting(session: Session) -> Waiting:
    """How many mails wait or ask; read from an index over those only."""
    found = select(OutboxMail.state, func.count()).where(_OPEN).group_by(OutboxMail.state)
    counts = {state: int(many) for state, many in session.execute(found)}
    on_its_way = counts.pop(MailState.QUEUED, 0) + counts.pop(MailState.SENDING, 0)
    return Waiting(on_its_way, sum(counts.values()))


def files_of(session: Session, mail_id: int) -> tuple[FileRow, ...]:
    """The files that go with a mail, in the order they were put in."""
    columns = [getattr(OutboxFile, name) for name in FileRow.__dataclass_fields__]
    found = select(*columns).where(OutboxFile.mail_id == mail_id).order_by(OutboxFile.id)
    return tuple(FileRow(*row) for row in session.execute(found))


def mail_page(session: Session, mail_id: int) -> MailPage:
    """Everything about one mail; raises UserError when it is not there."""
    rows = mails_by_id(session, [mail_id])
    if not rows:
        raise UserError("This mail is not there any more.")
    body, name, answer, bulk, maker = session.execute(
        select(
            OutboxMail.body,
            OutboxMail.message_id,
            OutboxMail.answer,
            OutboxMail.bulk,
            func.coalesce(Person.name, ""),
        )
        .outerjoin(Person, Person.id == OutboxMail.made_by_id)
        .where(OutboxMail.id == mail_id)
    ).one()
    return MailPage(rows[0], body, name, maker, answer, files_of(session, mail_id), bulk)


def file_bytes(session: Session, file_id: int) -> Attached:
    """One file of a mail with its bytes; raises Trouble when they are lost or damaged."""
    file = session.get_one(OutboxFile, file_id)
    return Attached(file.name, blobs.get(session, file.blob), file.kind)


def attached(session: Session, mail_id: int) -> tuple[Attached, ...]:
    """The files of a mail with their bytes; raises Trouble when one is lost or damaged."""
    return tuple(
        Attached(file.name, blobs.get(session, file.blob), file.kind)
        for file in files_of(session, mail_id)
    )


def checks(session: Session) -> list[str]:
    """What is wrong in the outbox: mails called sent without a moment, or without a recipient."""
    found = select(OutboxMail.id).where(
        OutboxMail.state == MailState.SENT, OutboxMail.sent_at.is_(None)
    )
    wrong = [f"Mail {one} is called sent, but nobody knows when." for one in session.scalars(found)]
    found = select(OutboxMail.id).where(OutboxMail.to == "")
    return wrong + [f"Mail {one} goes to nobody." for one in session.scalars(found)]


CHECKS = (checks,)
