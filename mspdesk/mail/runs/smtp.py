"""One line to a mail server: opened, logged in, and one mail after another over it.

What matters here is to know what became of a mail. Until the last line of it has left, nothing was
accepted. From there on only the server's own answer counts; without one nobody knows.
"""

import base64
import re
import selectors
import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import field

from ...errors import Cancelled, Trouble, UserError
from ...rows import dataclass
from ..queries import AccountRow
from ..rules.addresses import shortened
from ..rules.message import megabytes
from ..rules.states import Security
from .passwords import Password

TIMEOUT_MS = 60_000
"""How long each answer is waited for; RFC 5321 4.5.3.2 asks for minutes, people for less."""

CONNECT_MS = 20_000
"""How long a server may take until it is there at all."""

GRACE_MS = 5_000
"""How long an answer is still waited for when somebody asked to stop."""

ANSWER_MS = 300_000
"""How long the answer to the last line is waited for, when giving up means not knowing."""

_LOOK_MS = 100
_CHUNK = 64 << 10
_TAKEN, _GO_ON, _LEAVING = 250, 354, 421
_RECEIVED = (250, 251)
_BROKE = "The line to the mail server broke before the mail was handed over. It was not sent."
_PERIOD = re.compile(rb"(?m)^\.")


class PasswordWanted(UserError):
    """The mail server wants a password that nobody gave in this run, or not the right one."""


class NotAccepted(Exception):
    """The server did not take a mail: `words` says why, `refused` whom it would not take."""

    def __init__(self, words: str, refused: dict[str, str] | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.refused = refused or {}


class Dropped(NotAccepted):
    """The line went dead before anything of the mail itself had left."""


class Doubtful(Exception):
    """The whole mail left, and no answer came."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class Envelope:
    """Whom a mail goes to: `to` are those it is for; a mail none of them gets is not sent."""

    sender: str
    to: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def everybody(self) -> tuple[str, ...]:
        """Every address once, in order."""
        return tuple(dict.fromkeys((*self.to, *self.others)))


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an answer is waited for, and how long still once somebody asked to stop."""

    wait_ms: int
    grace_ms: int
    stopping: Callable[[], bool]


class _Talk(smtplib.SMTP):
    """A line whose every answer is waited for with patience, and no longer."""

    patience: Patience | None = None

    def getreply(self) -> tuple[int, bytes]:
        """The server's answer; raises Cancelled when asked to stop and none came."""
        if self.patience is not None and self.sock is not None:
            self._await(self.patience, self.sock)
        return super().getreply()

    def _await(self, patience: Patience, sock: socket.socket) -> None:
        """Wait until the answer begins to come in."""
        begun, asked = time.monotonic_ns(), 0
        while not _has_come(sock):
            over = time.monotonic_ns()
            if over - begun > patience.wait_ms * 1_000_000:
                self.close()
                raise smtplib.SMTPServerDisconnected("no answer")
            if not patience.stopping():
                continue
            asked = asked or over
            if over - asked > patience.grace_ms * 1_000_000:
                self.close()
                raise Cancelled


class _PrivateTalk(_Talk, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


def _has_come(sock: socket.socket) -> bool:
    """Whether something can be read, waiting for it a moment."""
    if isinstance(sock, ssl.SSLSocket) and sock.pending():
        return True
    with selectors.DefaultSelector() as reading:
        reading.register(sock, selectors.EVENT_READ)
        return bool(reading.select(_LOOK_MS / 1000))


@dataclass(slots=True)
class Line:
    """An open line to a mail server; it is opened again where the server has hung up."""

    account: AccountRow
    password: Password | None
    timeout_ms: int = TIMEOUT_MS
    answer_ms: int = ANSWER_MS
    grace_ms: int = GRACE_MS
    stopping: Callable[[], bool] = lambda: False
    _smtp: _Talk | None = field(default=None, repr=False)

    def open(self) -> None:
        """Connect, make the line private and log in.

        Raises Trouble when the server cannot be reached or trusted, PasswordWanted when it does
        not know this password, Cancelled when asked to stop.
        """
        self.close()
        with _told_apart(self.account):
            smtp = _connect(self.account, min(self.timeout_ms, CONNECT_MS))
            smtp.patience = Patience(self.timeout_ms, self.grace_ms, self.stopping)
            try:
                smtp.ehlo_or_helo_if_needed()
                if self.account.user:
                    _log_in(smtp, self.account, self.password)
            except BaseException:
                smtp.close()
                raise
        self._smtp = smtp

    def close(self) -> None:
        """Hang up; a server that is gone is no fault any more."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            # Nothing depends on the answer any more.
            with suppress(smtplib.SMTPException, OSError):
                smtp.putcmd("quit")
            smtp.close()

    def deliver(self, envelope: Envelope, mail: bytes) -> dict[str, str]:
        """Hand one mail over; answers whom the server refused, each with its words.

        Raises NotAccepted when the server did not take it, Doubtful when nobody knows; Trouble,
        PasswordWanted or Cancelled when nothing of it left.
        """
        fresh = self._smtp is None
        if self._smtp is None:
            self.open()
        try:
            return self._deliver(envelope, mail)
        except Dropped:
            self.close()
            if fresh:
                raise
        # A server may hang up after so many mails or minutes; this one had not begun to be sent.
        self.open()
        try:
            return self._deliver(envelope, mail)
        except Dropped:
            self.close()
            raise

    def _deliver(self, envelope: Envelope, mail: bytes) -> dict[str, str]:
        smtp = self._smtp
        if smtp is None:
            raise AssertionError("the line is not open")
        _refuse_larger(smtp, mail)
        try:
            refused = _address(smtp, envelope)
            self._expect(smtp, _GO_ON, smtp.docmd("DATA"), refused)
        except (smtplib.SMTPException, OSError) as error:
            raise Dropped(_BROKE) from error
        try:
            _send(smtp, _quoted(mail))
        except (smtplib.SMTPException, OSError) as error:
            # Without its last line no server takes a mail; but this one is not tried again unasked.
            self.close()
            raise NotAccepted(_BROKE) from error
        return self._hand_over(smtp, refused)

    def _hand_over(self, smtp: _Talk, refused: dict[str, str]) -> dict[str, str]:
        """Send the line that ends the mail and wait for what the server says to it."""
        smtp.patience = Patience(self.answer_ms, self.grace_ms, self.stopping)
        try:
            smtp.send(b".\r\n")
            code, said = smtp.getreply()
        except (smtplib.SMTPException, OSError, Cancelled):
            code, said = -1, b""
        smtp.patience = Patience(self.timeout_ms, self.grace_ms, self.stopping)
        if 200 <= code < 300:
            return refused
        if 400 <= code < 600:
            if code == _LEAVING:
                self.close()
            raise NotAccepted(server_said(code, said), refused)
        self.close()
        raise Doubtful("The whole mail was handed over, but the server's answer never came.")

    def _expect(
        self,
        smtp: smtplib.SMTP,
        wanted: int,
        answer: tuple[int, bytes],
        refused: dict[str, str],
    ) -> None:
        code, said = answer
        if code == wanted:
            return
        _begin_anew(smtp, code)
        raise NotAccepted(server_said(code, said), refused)


def _address(smtp: smtplib.SMTP, envelope: Envelope) -> dict[str, str]:
    """Name the sender and everybody; answers whom the server refused.

    Raises NotAccepted when it refuses the sender, or everybody the mail is for.
    """
    code, said = smtp.mail(envelope.sender)
    if code == _LEAVING:
        raise smtplib.SMTPServerDisconnected(server_said(code, said))
    if code != _TAKEN:
        _begin_anew(smtp, code)
        raise NotAccepted(
            f"The server does not let {envelope.sender} send. {server_said(code, said)}"
        )
    refused = {}
    for one in envelope.everybody:
        code, said = smtp.rcpt(one)
        if code == _LEAVING:
            raise smtplib.SMTPServerDisconnected(server_said(code, said))
        if code not in _RECEIVED:
            refused[one] = server_said(code, said)
    if all(one in refused for one in envelope.to):
        _begin_anew(smtp, _TAKEN)
        first = refused[envelope.to[0]]
        whom = envelope.to[0] if len(envelope.to) == 1 else "any of the addresses"
        raise NotAccepted(f"The server refused {whom}. {first}", refused)
    return refused


def _begin_anew(smtp: smtplib.SMTP, code: int) -> None:
    """Let the server forget a mail that it did not take, so that the next can follow."""
    with suppress(smtplib.SMTPException, OSError):
        if code == _LEAVING:
            smtp.close()
        else:
            smtp.rset()


def _send(smtp: smtplib.SMTP, mail: bytes) -> None:
    """Send all but the last line, in pieces: the time to wait counts for each of them."""
    for start in range(0, len(mail), _CHUNK):
        smtp.send(mail[start : start + _CHUNK])


def _quoted(mail: bytes) -> bytes:
    """The mail with a second period before each line's first, and a line end at the end."""
    whole = _PERIOD.sub(b"..", mail)
    return whole if whole.endswith(b"\r\n") else whole + b"\r\n"


def _refuse_larger(smtp: smtplib.SMTP, mail: bytes) -> None:
    most = smtp.esmtp_features.get("size", "") if smtp.does_esmtp else ""
    if most.isdigit() and 0 < int(most) < len(mail):
        raise NotAccepted(
            f"This mail is {megabytes(len(mail))} MB; the server takes {megabytes(int(most))} MB. "
            "Send fewer files at once."
        )


# --- opening -------------------------------------------------------------------------------------


def _connect(account: AccountRow, timeout_ms: int) -> _Talk:
    """Connect and make the line private before anything else is said over it."""
    timeout = timeout_ms / 1000
    # Without a name of our own smtplib would look one up; this is what it says where it finds none.
    here = "[127.0.0.1]"
    context = ssl.create_default_context()
    if account.security == Security.TLS:
        return _PrivateTalk(account.host, account.port, here, timeout=timeout, context=context)
    smtp = _Talk(account.host, account.port, here, timeout=timeout)
    if account.security == Security.STARTTLS:
        try:
            smtp.starttls(context=context)
        except BaseException:
            smtp.close()
            raise
    return smtp


def _log_in(smtp: smtplib.SMTP, account: AccountRow, password: Password | None) -> None:
    if account.security == Security.NONE:
        raise Trouble("A password is never sent over a line without TLS.", _LOOK)
    if password is None:
        raise PasswordWanted(f"Type the password of {account.user}.", "password")
    words = password.open()
    if words.isascii() and account.user.isascii():
        smtp.login(account.user, words)
        return
    # smtplib writes plain letters only; RFC 4616 asks for UTF-8.
    said = base64.b64encode(f"\0{account.user}\0{words}".encode()).decode()
    code, answer = smtp.docmd("AUTH", f"PLAIN {said}")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, answer)


_LOOK = "Look at Preferences, Mail."


@contextmanager
def _told_apart(account: AccountRow) -> Iterator[None]:
    """Say in words why a line could not be opened; nothing of any mail was sent."""
    where = f"{account.host}:{account.port}"
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        # Its own words are left out of the chain: some servers repeat what they were told.
        raise _turned_away(error.smtp_code, account) from None
    except smtplib.SMTPNotSupportedError as error:
        lacking = "STARTTLS" if "STARTTLS" in str(error) else "user and password"
        raise Trouble(f"{where} takes no {lacking}.", f"Nothing was sent. {_LOOK}") from None
    except smtplib.SMTPResponseException as error:
        said = server_said(error.smtp_code, error.smtp_error)
        raise Trouble(f"The mail server turned us away. {said}", "Try later.") from None
    except smtplib.SMTPException as error:
        raise Trouble(f"The mail server at {where} hung up.", "Try later.") from error
    except ssl.SSLCertVerificationError as error:
        raise Trouble(
            f"The certificate of {account.host} is not trusted: {error.verify_message}.",
            "Nothing was sent. Check the server's name, or ask whoever runs it.",
        ) from error
    except OSError as error:
        raise _unreachable(error, account.host, where) from error


def _turned_away(code: int, account: AccountRow) -> Exception:
    if 500 <= code < 600:
        return PasswordWanted(
            f"The mail server does not take this password of {account.user}. Type it again.",
            "password",
        )
    return Trouble("The mail server cannot check the password now.", "Try later.")


def _unreachable(error: OSError, host: str, where: str) -> Trouble:
    if isinstance(error, ssl.SSLError):
        ports = "Port 465 usually wants TLS, port 587 STARTTLS."
        return Trouble(f"{where} does not speak TLS as it is set up.", ports)
    if isinstance(error, socket.gaierror):
        return Trouble(f"There is no mail server called {host}.", _OFFLINE)
    if isinstance(error, TimeoutError):
        return Trouble(f"{where} does not answer.", _OFFLINE)
    return Trouble(f"{where} cannot be reached.", _OFFLINE)


_OFFLINE = "Check the network and Preferences, Mail. The mails wait."


def server_said(code: int, said: bytes | str) -> str:
    """What a server answered, on one line and not too long: “550 no such user”."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    plain = "".join(sign if sign.isprintable() else " " for sign in words)
    return f"It said: {shortened(f'{code} {plain}', 160)}"
