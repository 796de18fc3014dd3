"""Sealing one value with a key of the vault, bound to the place it belongs to.

A sealed value is `MSPV1`, the four bytes of the key's code, twelve bytes of nonce, then what
AES-256-GCM made of the value and its tag. The value is padded to whole blocks of 64 bytes first, so
that its length says little. Nothing here imports cryptography before a value is sealed or opened.
"""

from __future__ import annotations

import hashlib
import secrets
from functools import lru_cache

from ..rows import dataclass
from .refused import NotOpened
from .secret import Secret

MAGIC = b"MSPV1"
TABLE = b"sealed"
BLOCK = 64
"""Bytes to whose multiples a value is padded."""

_KEY, _CODE, _NONCE, _TAG = 32, 4, 12, 16
_HEAD = len(MAGIC) + _CODE + _NONCE
_LEAST = _HEAD + BLOCK + _TAG


class DataKey:
    """The key that seals values: 32 random bytes and the code by which it is told from others.

    It is a thing of its own and not bytes, so that nothing is ever sealed under an empty key.
    """

    __slots__ = ("_key", "code")

    def __init__(self, key: bytes) -> None:
        if len(key) != _KEY:
            raise ValueError("a key of the vault has 32 bytes")
        self._key = Secret(key)
        self.code = hashlib.sha256(b"MSPDesk vault key code" + key).hexdigest()[: 2 * _CODE]

    @classmethod
    def fresh(cls) -> DataKey:
        """A new random key."""
        return cls(secrets.token_bytes(_KEY))

    def in_bytes(self) -> bytes:
        """The bytes of the key; raises NotOpened once it was wiped."""
        found = self._key.in_bytes()
        if len(found) != _KEY:
            raise NotOpened("The vault is locked.")
        return found

    def wipe(self) -> None:
        """Forget the key."""
        self._key.wipe()

    def __repr__(self) -> str:
        return f"DataKey({self.code})"

    def __reduce__(self) -> str:
        raise TypeError("a key is not written down")


@dataclass(frozen=True, slots=True)
class Bound:
    """Where a sealed value belongs: its row's own number, subject, field and version.

    `version` grows with every new value of the same place.
    """

    uid: str
    subject: str
    subject_id: int
    field: str
    version: int

    def context(self, code: str) -> bytes:
        """All of it with the key's code in bytes that no other place can have."""
        return _context(
            self.uid, self.subject, str(self.subject_id), self.field, str(self.version), code
        )


@lru_cache(maxsize=16)
def _context(*words: str) -> bytes:
    """A context in bytes, kept for the next value of the same place; nothing of it is secret."""
    parts = (MAGIC, TABLE, *(one.encode() for one in words))
    return b"".join([len(part).to_bytes(4, "big") + part for part in parts])


def seal_value(key: DataKey, bound: Bound, value: Secret) -> bytes:
    """Seal a value for one place; the nonce is new every time."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    shut = AESGCM(key.in_bytes()).encrypt(nonce, _padded(value), bound.context(key.code))
    return MAGIC + bytes.fromhex(key.code) + nonce + shut


def unseal(key: DataKey, bound: Bound, content: bytes) -> Secret:
    """Open a value that was sealed for this very place; raises NotOpened for anything else."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if code_of(content) != key.code:
        raise _wrong()
    nonce, shut = content[_HEAD - _NONCE : _HEAD], content[_HEAD:]
    try:
        padded = AESGCM(key.in_bytes()).decrypt(nonce, shut, bound.context(key.code))
    except (InvalidTag, ValueError):
        raise _wrong() from None
    return _unpadded(padded)


def code_of(content: bytes) -> str:
    """The code of the key a value was sealed with; raises NotOpened when it is no sealed value."""
    if not content.startswith(MAGIC) or len(content) < _LEAST or (len(content) - _LEAST) % BLOCK:
        raise _wrong()
    return content[len(MAGIC) : len(MAGIC) + _CODE].hex()


def _padded(value: Secret) -> bytes:
    """The value with a mark at its end and zeros up to a whole block."""
    marked = value.in_bytes() + b"\x80"
    return marked + bytes(-len(marked) % BLOCK)


def _unpadded(padded: bytes) -> Secret:
    value, mark, _ = padded.rpartition(b"\x80")
    if not mark:
        raise _wrong()
    return Secret(value)


def _wrong() -> NotOpened:
    # The same words whatever is wrong: which of them it was is nobody's business.
    return NotOpened("This secret cannot be opened: it was changed, or it belongs elsewhere.")
