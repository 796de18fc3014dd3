"""Sending what waits: each mail is written down before it leaves, and when it was answered."""

import threading
from contextlib import closing
from dataclasses import replace
from datetime import datetime

from ...database.store import Conflict, Store
from ...dates import clock_time, full_date, today, utc_now
from ...errors import Cancelled, Trouble, UserError
from ...progress import Progress
from ...rows import dataclass
from ...shop.queries import shop as the_shop
from ...vault.opened import OpenVault
from .. import actions, queries
from ..queries import AccountRow, MailPage
from ..rules.message import Message, message_id, written
from ..rules.states import MailState
from . import passwords
from .smtp import Doubtful, Envelope, Line, NotAccepted, PasswordWanted

# What is being sent by this program is no leftover of another that ended.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class SendReport:
    """What came of sending: how many of each, and why it stopped, where it did."""

    sent: int = 0
    refused: int = 0
    failed: int = 0
    unknown: int = 0
    left: int = 0
    trouble: str = ""
    stopped: bool = False
    wants_password: bool = False
    held: int = 0
    goes_on_at: datetime | None = None

    @property
    def words(self) -> str:
        """The whole of it in one sentence or two."""
        told = [(self.sent, "sent"), (self.failed, "not sent"), (self.unknown, "not known")]
        told += [(self.left, "waiting" if self.left else "")]
        said = ", ".join(f"{many} {word}" for many, word in told if many)
        words = f"Mail: {said}." if said else "No mail waits."
        if self.refused:
            words += f" {self.refused} of them not to everybody."
        if self.goes_on_at is not None:
            words += f" Those of a campaign go on at {clock_time(self.goes_on_at)}."
        return f"{words} {self.trouble}".strip()


def send_waiting(store: Store, progress: Progress, opened: OpenVault | None = None) -> SendReport:
    """Send every mail that waits, one after another; stopping takes effect between two.

    A server that says nothing is not waited for when stopped: what was handed over is not known
    then, what was not goes on waiting.

    What hinders all of them (no server, a wrong password) ends it and is told in the report; the
    rest goes on waiting, as do mails to an audience beyond the hour's limit. Raises UserError when
    mail does not go through a server at all.
    """
    with _ONE_AT_A_TIME:
        return _send_waiting(store, progress, opened)


def _send_waiting(store: Store, progress: Progress, opened: OpenVault | None) -> SendReport:
    store.do(actions.settle)
    account = store.ask(queries.account)
    if not account.by_server:
        raise UserError("Mail goes out as drafts here. Open each, or change Preferences, Mail.")
    turn = store.ask(queries.leaving)
    ids = turn.ids
    report = SendReport(
        left=len(ids) + turn.held, held=turn.held, goes_on_at=turn.goes_on_at if turn.held else None
    )
    if not ids:
        return report
    password = passwords.known(store, account, opened)
    with closing(Line(account, password, stopping=lambda: progress.stopping)) as line:
        try:
            progress.step(0, len(ids), account.host)
            line.open()
            for done, mail_id in enumerate(ids):
                progress.step(done, len(ids), f"{done + 1} of {len(ids)}")
                report = _counted(report, send_one(store, line, account, mail_id))
        except Cancelled:
            return replace(report, stopped=True)
        except PasswordWanted as error:
            passwords.forget(store, account)
            return replace(report, trouble=error.text, wants_password=True)
        except Trouble as error:
            return replace(report, trouble=str(error))
    return report


def _counted(report: SendReport, came_of_it: str) -> SendReport:
    """The report with one mail more."""
    left = replace(report, left=report.left - 1)
    match came_of_it:
        case "refused":
            return replace(left, sent=left.sent + 1, refused=left.refused + 1)
        case MailState.SENT:
            return replace(left, sent=left.sent + 1)
        case MailState.FAILED:
            return replace(left, failed=left.failed + 1)
        case MailState.UNKNOWN:
            return replace(left, unknown=left.unknown + 1)
    return left


def send_one(store: Store, line: Line, account: AccountRow, mail_id: int) -> str:
    """Send one mail; answers sent, refused (sent, but not to all), failed, unknown, or nothing.

    Written down in three steps: `sending` before the first byte leaves, then the mail itself, then
    what came of it. Whoever is stopped in between leaves `sending`, and the next start asks.
    """
    page = store.ask(queries.mail_page, mail_id)
    mail = _put_together(store, account, page)
    if mail is None or not _claimed(store, page):
        return "" if mail else MailState.FAILED
    others = (*queries.split(page.row.cc), *filter(None, [account.copy_to]))
    envelope = Envelope(account.from_address, queries.split(page.row.to), others)
    try:
        refused = line.deliver(envelope, mail)
    except NotAccepted as error:
        store.do(actions.note_failed, mail_id, error.words, error.refused)
        return MailState.FAILED
    except Doubtful as error:
        store.do(actions.note_unknown, mail_id, error.words)
        return MailState.UNKNOWN
    except (Trouble, UserError, Cancelled):
        # The line could not be opened again, or somebody stopped: of this mail nothing left.
        store.do(actions.put_back, mail_id)
        raise
    store.do(actions.note_sent, mail_id, refused)
    return "refused" if refused else MailState.SENT


def _claimed(store: Store, page: MailPage) -> bool:
    """Write down that a mail is about to leave, unless somebody else was quicker."""
    try:
        return store.do(actions.begin_sending, page.row.id, page.row.version)
    except Conflict:
        return False


def _put_together(store: Store, account: AccountRow, page: MailPage) -> bytes | None:
    """The mail as it goes out; one that cannot be put together is noted as not sent."""
    try:
        return written(message_of(store, account, page))
    except Trouble as error:
        words = str(error)
    except ValueError:
        # What comes from an earlier release or other books was not checked here when it was queued.
        words = "This mail holds something no mail can. Write it again."
    store.do(actions.note_failed, page.row.id, words)
    return None


def message_of(
    store: Store, account: AccountRow, page: MailPage, *, unsent: bool = False
) -> Message:
    """The mail as it will be written; raises Trouble when a file of it is lost or damaged."""
    return Message(
        page.message_id,
        account.from_name,
        account.from_address,
        account.reply_to,
        queries.split(page.row.to),
        queries.split(page.row.cc),
        page.row.subject,
        page.body,
        utc_now(),
        store.ask(queries.attached, page.row.id),
        unsent,
        account.stops_at if page.bulk else "",
    )


def send_test(
    store: Store, progress: Progress, account: AccountRow, opened: OpenVault | None = None
) -> str:
    """Send a short mail to oneself by the account as it is typed; answers what to say.

    Goes past the outbox: nothing of the shop depends on it. Raises Trouble or PasswordWanted.
    """
    progress.step(0, 1, account.host)
    shop = store.ask(the_shop)
    mail = Message(
        message_id(f"test.{utc_now():%Y%m%d%H%M%S}", account.from_address),
        account.from_name,
        account.from_address,
        account.reply_to,
        (account.from_address,),
        (),
        f"Test mail of {shop.name}",
        f"This mail server works for MSPDesk. Written on {full_date(today())}.\n",
        utc_now(),
    )
    password = passwords.known(store, account, opened)
    with closing(Line(account, password, stopping=lambda: progress.stopping)) as line:
        line.open()
        try:
            line.deliver(Envelope(account.from_address, (account.from_address,)), written(mail))
        except NotAccepted as error:
            raise Trouble("The server did not take the test mail.", error.words) from error
        except Doubtful as error:
            raise Trouble(error.words, "Look whether it arrived.") from error
    return f"{account.host} took a test mail to {account.from_address}. Look whether it arrived."
