"""A real mail server on this computer, over TLS, that can be told to misbehave."""

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "shop@quillfeather.example", "correct horse 7"
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files of an authority made for these tests, and of a server it vouches for."""

    authority: Path
    server: Path


def make_certificates(folder: Path) -> Certificates:
    """Make an authority and a certificate for this computer, good for two days."""
    made = datetime.now(UTC)

    def signed(
        name: str, key: ec.EllipticCurvePrivateKey, issuer: str, by: ec.EllipticCurvePrivateKey
    ) -> x509.CertificateBuilder:
        def called(word: str) -> x509.Name:
            return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, word)])

        return (
            x509.CertificateBuilder()
            .subject_name(called(name))
            .issuer_name(called(issuer))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(made - timedelta(days=1))
            .not_valid_after(made + timedelta(days=1))
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False
            )
        )

    root, leaf = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = (
        signed("Test authority", root, "Test authority", root)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(root.public_key()), critical=False)
        .sign(root, hashes.SHA256())
    )
    names = x509.SubjectAlternativeName(
        [x509.IPAddress(ip_address(HOST)), x509.DNSName("localhost")]
    )
    server = (
        signed("Test server", leaf, "Test authority", root)
        .add_extension(names, critical=False)
        .sign(root, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    key = leaf.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    folder.mkdir(parents=True, exist_ok=True)
    files = Certificates(folder / "authority.pem", folder / "server.pem")
    files.authority.write_bytes(authority.public_bytes(pem))
    files.server.write_bytes(server.public_bytes(pem) + key)
    return files


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail that the server accepted: for whom, and its bytes as they came."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    private: bool

    @property
    def message(self) -> EmailMessage:
        """The mail, read by the standard library."""
        found = message_from_bytes(self.content, policy=default)
        assert isinstance(found, EmailMessage)
        return found

    @property
    def id(self) -> str:
        """Its Message-ID."""
        return str(self.message["Message-ID"])


@dataclass(slots=True)
class Manners:
    """How the server behaves: whom it refuses, and what it says or does at each turn.

    A turn is an answer, or `drop` to cut the line, `hang` to say nothing any more, and at DATA
    `cut` to cut the line in the middle of the mail.
    """

    refuses: set[str] = field(default_factory=set)
    at_mail: list[str] = field(default_factory=list)
    at_data: list[str] = field(default_factory=list)
    at_end: list[str] = field(default_factory=list)
    on_taken: Callable[[Taken], object] | None = None


class PostOffice:
    """The server: what it took, how it behaves, where it listens."""

    def __init__(
        self,
        certificates: Certificates,
        *,
        starttls: bool = False,
        tls: bool = True,
        size: int = 33_554_432,
    ) -> None:
        self.taken: list[Taken] = []
        self.turned_away: list[str] = []
        self.manners = Manners()
        self.authority = certificates.authority
        self.port = 0
        self._tls, self._starttls, self._size = tls and not starttls, starttls, size
        self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._context.load_cert_chain(certificates.server)
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def open(self) -> None:
        """Begin to listen on a free port of this computer."""
        self._thread.start()
        assert self._ready.wait(10)

    def close(self) -> None:
        """Stop listening; what hangs is let go."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            self._loop.create_server(self._line, HOST, 0, ssl=self._context if self._tls else None)
        )
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0.01))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    def _line(self) -> SMTP:
        return _Line(
            self,
            data_size_limit=self._size,
            hostname="mail.example",
            tls_context=self._context if self._starttls else None,
            require_starttls=self._starttls,
            auth_require_tls=self._starttls,
            authenticator=self._known,
            loop=self._loop,
        )

    def _known(
        self, server: SMTP, session: Session, envelope: Envelope, how: str, given: Any
    ) -> AuthResult:
        right = LoginPassword(USER.encode(), PASSWORD.encode())
        if given == right:
            return AuthResult(success=True)
        self.turned_away.append(how)
        return AuthResult(success=False, handled=False)

    # --- what aiosmtpd asks at each turn -----------------------------------------------------

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the sender, of those who logged in."""
        if self.manners.at_mail and (said := await self._turn(server, self.manners.at_mail)):
            return said
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or refuse one."""
        if address in self.manners.refuses:
            return "550 5.1.1 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take the mail, or not."""
        if self.manners.at_end:
            said = await self._turn(server, self.manners.at_end)
            if said and not said.startswith("250"):
                return said
        content = envelope.content
        assert isinstance(content, bytes)
        taken = Taken(
            str(envelope.mail_from),
            tuple(envelope.rcpt_tos),
            content,
            session.ssl is not None or self._tls,
        )
        self.taken.append(taken)
        if self.manners.on_taken:
            self.manners.on_taken(taken)
        return "250 OK, taken"

    async def _turn(self, server: SMTP, turns: list[str]) -> str:
        """What is said at this turn; nothing means as usual."""
        turn = turns.pop(0)
        if turn == "drop":
            transport = server.transport
            assert isinstance(transport, asyncio.WriteTransport)
            transport.abort()
            return "421 gone"
        if turn == "hang":
            await asyncio.sleep(3600)
        return turn


class _Line(SMTP):
    """One line to the server."""

    def __init__(self, office: PostOffice, **more: Any) -> None:
        super().__init__(office, **more)
        self._office = office

    async def smtp_DATA(self, arg: str) -> None:
        """Answer DATA as the manners say, before the mail itself."""
        turns = self._office.manners.at_data
        if turns and turns[0] == "cut":
            turns.pop(0)
            await self.push("354 Go on")
            assert self._reader is not None
            await self._reader.readexactly(70_000)
            assert isinstance(self.transport, asyncio.WriteTransport)
            self.transport.abort()
            return
        if turns and (said := await self._office._turn(self, turns)):
            await self.push(said)
            return
        await super().smtp_DATA(arg)


@contextmanager
def post_office(certificates: Certificates, **more: Any) -> Iterator[PostOffice]:
    """A server for the length of a block."""
    office = PostOffice(certificates, **more)
    office.open()
    try:
        yield office
    finally:
        office.close()
