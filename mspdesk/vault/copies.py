"""Copies of the books sealed whole: for everybody who has a key, and for the recovery key.

A copy can be sealed while the vault is shut, because only the public halves of the wraps are
needed; to open one a password or the recovery key is. Each file has a random key of its own, boxed
to every wrap. Its pieces are numbered and the last one says that it is, so that none can be left
out, doubled, moved, or cut off; the head is bound to all of them.

An attachment is sealed once for each set of wraps, so that whatever opens a copy opens what was
attached to it, too, whichever password was changed between the two.
"""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from ..database import blobs
from ..database.files import put_in_place
from ..database.sealed_head import ENDING, head_bytes, plain_name, read_head
from ..database.store import Store
from ..errors import Trouble
from . import queries
from .recovery import read_key
from .refused import NotOpened
from .secret import Secret
from .wraps import COMPUTER, PERSON, RECOVERY, box, open_box, private_of, read_header

PIECE = 1 << 20
_TAG = 16
_MARK = 16
"""Hex digits that tell one set of wraps from another in the names of attachments."""


class Sealing:
    """Seals files for some wraps, known by their headers; `piece` is in bytes."""

    def __init__(self, headers: tuple[str, ...], piece: int = PIECE) -> None:
        if not headers:
            raise ValueError("a copy that nobody can open is none")
        self._headers = headers
        self._piece = piece
        self._mark = hashlib.sha256("\n".join(sorted(headers)).encode()).hexdigest()[:_MARK]

    def seal(self, plain: Path, target: Path, needs: Iterable[str]) -> None:
        """Seal a file under another name, whole or not at all; `needs` are its attachments.

        Raises OSError when the disk refuses.
        """
        key = secrets.token_bytes(32)
        named = secrets.token_hex(16)
        boxes = [
            {"header": one, "box": box(one, _context(named), key).hex()} for one in self._headers
        ]
        head = head_bytes(
            {
                "format": "MSPB1",
                "id": named,
                "piece": self._piece,
                "blobs": sorted(self._stem(one) for one in needs),
                "keys": boxes,
            }
        )
        part = target.with_name(target.name + ".part")
        try:
            handle = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as out, plain.open("rb") as source:
                out.write(head)
                for piece in _shut(source, key, head, self._piece):
                    out.write(piece)
            put_in_place(part, target)
        finally:
            part.unlink(missing_ok=True)

    def seal_blobs(self, source: Path, wanted: dict[str, int], into: Path) -> list[str]:
        """Seal attachments that are not there yet; answers those that are lost."""
        lost = []
        for sha256 in wanted:
            target = sealed_blob(into, self._stem(sha256))
            if target.exists():
                continue
            plain = blobs.file_of(source, sha256)
            if not plain.exists():
                lost.append(sha256)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            self.seal(plain, target, ())
        return lost

    def _stem(self, sha256: str) -> str:
        """What the file of an attachment is called that is sealed for these wraps."""
        return f"{sha256}-{self._mark}"


def sealed_blob(folder: Path, stem: str) -> Path:
    """The file of a sealed attachment, by its name without the ending."""
    plain = blobs.file_of(folder, stem)
    return plain.with_name(plain.name + ENDING)


def sealing(store: Store) -> Sealing | None:
    """What seals the copies of these books; None where they are kept in clear."""
    key = store.ask(queries.key_in_use)
    if key is None or not key.seals_copies:
        return None
    headers = tuple(one.header for one in store.ask(queries.wraps) if one.kind != COMPUTER)
    return Sealing(headers) if headers else None


def open_copy(sealed: Path, target: Path, typed: Secret) -> None:
    """Open a sealed copy into a file, whole or not at all, with a password or the recovery key.

    Raises NotOpened when neither it is, or the copy was changed; Trouble when it cannot be read.
    """
    said, head, key = _key_of(sealed, typed)
    _open_into(sealed, target, said, head, key)


@contextmanager
def unsealed(sealed: Path, typed: Secret, folder: Path) -> Iterator[Path]:
    """A sealed copy with its attachments, opened in a folder that goes away at the end.

    `folder` is made here, for nobody else to read, on the disk the books come back to; whoever
    calls notes its name first, so that a kill leaves nothing in clear past the next start.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    try:
        plain = folder / plain_name(sealed)
        said, head, key = _key_of(sealed, typed)
        _open_into(sealed, plain, said, head, key)
        opened = _Once(typed)
        for stem in map(str, said.get("blobs", ())):
            _open_blob(sealed.parent, folder, stem, opened)
        yield plain
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _open_blob(copies: Path, folder: Path, stem: str, opened: "_Once") -> None:
    """Open an attachment beside its copy; one that lies there in clear is taken as it is."""
    sha256 = stem.partition("-")[0]
    into = blobs.file_of(blobs.folder_of_blobs(folder), sha256)
    into.parent.mkdir(parents=True, exist_ok=True)
    source = blobs.folder_of_blobs(copies)
    if (sealed := sealed_blob(source, stem)).exists():
        said, head = _head(sealed)
        _open_into(sealed, into, said, head, opened.key(said))
    elif (plain := blobs.file_of(source, sha256)).exists():
        shutil.copyfile(plain, into)


class _Once:
    """Opens the keys of many files with one password, which is stretched once for each wrap."""

    def __init__(self, typed: Secret) -> None:
        self._typed = typed
        self._known: dict[str, Secret] = {}

    def key(self, said: dict[str, Any]) -> bytes:
        """The key of a file; raises NotOpened when no wrap of it opens."""
        paper: Secret | None = None
        with suppress(NotOpened):
            paper = read_key(self._typed)
        for one in said["keys"]:
            header, boxed = str(one["header"]), bytes.fromhex(one["box"])
            kind = read_header(header).kind
            proof = {PERSON: self._typed, RECOVERY: paper}.get(kind)
            if proof is None:
                continue
            with suppress(NotOpened):
                return open_box(header, _context(str(said["id"])), boxed, self._of(header, proof))
        raise NotOpened(
            "This opens the copy neither as a password nor as the recovery key."
            " The passwords are those of the day the copy was made.",
            "password",
        )

    def _of(self, header: str, proof: Secret) -> Secret:
        if header not in self._known:
            self._known[header] = private_of(header, proof)
        return self._known[header]


def _key_of(sealed: Path, typed: Secret) -> tuple[dict[str, Any], bytes, bytes]:
    said, head = _head(sealed)
    return said, head, _Once(typed).key(said)


def _head(sealed: Path) -> tuple[dict[str, Any], bytes]:
    """The head of a sealed file, when it is one we know how to open."""
    try:
        said, head = read_head(sealed)
    except Trouble as error:
        raise NotOpened(str(error), "copy") from None
    try:
        known = said["format"] == "MSPB1" and isinstance(said["id"], str)
        known = known and 0 < int(said["piece"]) <= 16 * PIECE
        known = known and all(isinstance(one["header"], str) for one in said["keys"])
        known = known and all(bytes.fromhex(one["box"]) for one in said["keys"])
    except (KeyError, TypeError, ValueError):
        known = False
    if not known:
        raise _changed(sealed)
    return said, head


def _open_into(sealed: Path, target: Path, said: dict[str, Any], head: bytes, key: bytes) -> None:
    part = target.with_name(target.name + ".part")
    try:
        handle = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as out, sealed.open("rb") as source:
            source.seek(len(head))
            for piece in _opened(source, key, head, int(said["piece"]), sealed):
                out.write(piece)
        put_in_place(part, target)
    except OSError as error:
        raise Trouble(f"{target.parent} cannot be written.", error.strerror or "") from error
    finally:
        part.unlink(missing_ok=True)


def _shut(source: BinaryIO, key: bytes, head: bytes, size: int) -> Iterator[bytes]:
    """The pieces of a file, sealed; an empty file has one empty piece."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher, bound = AESGCM(key), hashlib.sha256(head).digest()
    at, piece = 0, source.read(size)
    while True:
        following = source.read(size)
        yield cipher.encrypt(_nonce(at, last=not following), piece, bound)
        if not following:
            return
        at, piece = at + 1, following


def _opened(source: BinaryIO, key: bytes, head: bytes, size: int, sealed: Path) -> Iterator[bytes]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher, bound = AESGCM(key), hashlib.sha256(head).digest()
    at, piece = 0, source.read(size + _TAG)
    while True:
        following = source.read(size + _TAG)
        try:
            yield cipher.decrypt(_nonce(at, last=not following), piece, bound)
        except (InvalidTag, ValueError):
            raise _changed(sealed) from None
        if not following:
            return
        at, piece = at + 1, following


def _nonce(at: int, *, last: bool) -> bytes:
    """The number of a piece; the key is new for each file, so it need not be random."""
    return at.to_bytes(11, "big") + bytes([last])


def _context(named: str) -> str:
    return f"copy {named}"


def _changed(sealed: Path) -> NotOpened:
    return NotOpened(f"{sealed.name} was changed after it was made. Choose another copy.", "copy")
