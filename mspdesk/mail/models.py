"""Tables of the outbox."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Code, Flag, Name, Record, Words, part_index

_WAITING = text("state NOT IN ('sent', 'cancelled')")
_BULK = text("bulk AND tried_at IS NOT NULL")


class MailAccount(Record):
    """The shop's mail server and the name it sends under; one row. The password is in the keyring.

    `security` is tls (from the first byte), starttls or none; `way` is smtp, or program for drafts
    opened in the user's own mail program. `bulk_per_hour` is how many mails of campaigns leave in
    an hour at most, 0 for as many as there are.
    """

    __tablename__ = "mail_account"

    way: Mapped[Code] = mapped_column(default="program")
    host: Mapped[Name] = mapped_column(default="")
    port: Mapped[int] = mapped_column(default=465)
    security: Mapped[Code] = mapped_column(default="tls")
    user: Mapped[Name] = mapped_column(default="")
    from_name: Mapped[Name] = mapped_column(default="")
    from_address: Mapped[Name] = mapped_column(default="")
    reply_to: Mapped[Name] = mapped_column(default="")
    copy_to: Mapped[Name] = mapped_column(default="")
    signature: Mapped[Words]
    bulk_per_hour: Mapped[int] = mapped_column(default=60)


class OutboxMail(Record):
    """One mail to go out, and how far it is; `state` is a rules.states.MailState.

    `sending` is written before the first byte leaves; found again after a crash it becomes
    `unknown`, which a person answers and which is never sent again by itself. `drafted` is a mail
    that was opened in the user's own mail program, and `by_hand` one that a person said was sent.
    `about` names what it carries (invoice:12, statement:3 with the client's id, letter:7).
    Addresses are one line, comma between them; `refused` are those the server would not take, one a
    line with its words. `key` makes queueing idempotent; `tried_at` and `sent_at` are wall clock.
    A `bulk` mail is one of many to an audience: it waits for the others and for the hour's limit.
    """

    __tablename__ = "outbox_mail"
    __table_args__ = (
        Index("ix_outbox_mail_about", "about"),
        Index("ix_outbox_mail_client", "client_id", "id"),
        part_index("ix_outbox_mail_waiting", "state", where=_WAITING),
        part_index("ix_outbox_mail_bulk", "tried_at", where=_BULK),
    )

    key: Mapped[str] = mapped_column(String(36), unique=True)
    state: Mapped[Code] = mapped_column(default="queued")
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"))
    about: Mapped[Code] = mapped_column(default="")
    to: Mapped[Words]
    cc: Mapped[Words]
    subject: Mapped[Name]
    body: Mapped[Words]
    message_id: Mapped[Name] = mapped_column(default="")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    tried_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    by_hand: Mapped[Flag]
    refused: Mapped[Words]
    error: Mapped[Words]
    answer: Mapped[Words]
    bulk: Mapped[Flag]


class OutboxFile(Record):
    """A file that goes with a mail; its bytes lie with the books' other files by their hash."""

    __tablename__ = "outbox_file"

    mail_id: Mapped[int] = mapped_column(ForeignKey("outbox_mail.id"), index=True)
    name: Mapped[Name]
    kind: Mapped[Name] = mapped_column(default="application/pdf")
    blob: Mapped[str] = mapped_column(ForeignKey("blob.sha256"))
    size: Mapped[int]
