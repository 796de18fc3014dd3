"""A ticket from a mail that was dropped or chosen: read behind the window, then the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...dates import clock_time, short_date
from ...desk.desk import Desk
from ...errors import Trouble, UserError
from .. import rules

if TYPE_CHECKING:
    from ..runs.mails import MailCame

PATTERN = "Mails (*.eml)"


def is_mail(paths: Sequence[Path]) -> bool:
    """Whether exactly one mail is carried."""
    return len(paths) == 1 and paths[0].suffix.lower() == ".eml"


def read(desk: Desk, path: Path, show: Callable[[MailCame], object]) -> None:
    """Read a mail and show what came; what is wrong is said in the status bar."""
    # What reads apart from this process is imported when it is first wanted.
    from ..runs.mails import read_mail

    def refuse(error: BaseException) -> None:
        if not isinstance(error, (Trouble, UserError)):
            raise error
        desk.refuse(error)

    desk.fetch("Reading a mail", read_mail, path).then(show).otherwise(refuse)


def about(came: MailCame) -> Mapping[str, Any]:
    """What the form of a new ticket takes from a mail."""
    from ..rules.mail import description_of, title_of

    mail = came.mail
    when = f"{short_date(mail.sent_at.date())}, {clock_time(mail.sent_at)}" if mail.sent_at else ""
    name = rules.shown_name(came.name)
    return {
        "client_id": came.sender.client_id,
        "contact_id": came.sender.contact_id,
        "title": title_of(mail),
        "description": description_of(mail, when),
        "source_kind": rules.Source.EMAIL.value,
        "files": ((name, came.raw), *((one.name, one.content) for one in mail.files)),
        "note": _note(came),
    }


def _note(came: MailCame) -> str:
    """From whom it is, what goes along, and what is doubtful, above the form."""
    mail = came.mail
    who = mail.name or mail.address or "somebody"
    count = len(mail.files)
    files = f", with {count} file{'s' if count != 1 else ''}" if count else ""
    words = [f"From {who}{files}; the mail goes onto the ticket, too."]
    if came.sender.client_id is None:
        words.append(f"Nobody has {mail.address or 'this address'}. Choose the client.")
    elif came.sender.contact_id is None:
        words.append("The client is known by the address, the person is not.")
    if mail.left_out:
        words.append(f"{mail.left_out} too large or too many were left out.")
    if mail.damaged:
        words.append("The mail is damaged: look at it again.")
    return " ".join(words)
