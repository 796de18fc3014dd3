"""Wraps: how the key of the vault is kept for a person, a piece of paper or a computer.

What somebody has (a password, the recovery key, a token in the keyring) becomes a private key of
X25519, and its public half stands in the header of the wrap. The key of the vault is sealed to that
public half. So a new key can be handed to everybody who stays without asking for their passwords,
and a copy of the books can be sealed while the vault is shut.

The whole header is bound to the wrap: one that asks for less work, or names somebody else, opens
nothing. A second mark, made with the key of the vault itself, says that the header was put there by
somebody who had that key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from typing import Any

from ..rows import dataclass
from .passwords import in_one_form
from .refused import NotOpened
from .seal import DataKey
from .secret import Secret

FORMAT = "MSPW1"
PERSON, RECOVERY, COMPUTER = "person", "recovery", "computer"

_PUBLIC, _NONCE, _KEY, _TAG, _MARK = 32, 12, 32, 16, 32
_BOX = _PUBLIC + _NONCE + _KEY + _TAG
_SALT = 16


@dataclass(frozen=True, slots=True)
class Cost:
    """The work of one guess at a password: KiB of memory, passes over it, lanes at once."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


USUAL = Cost()
"""64 MiB, three passes, four lanes: 0.3 to 0.8 s (reliability.md 4)."""

MOST = Cost(1024 * 1024, 16, 16)
"""More than this is refused, or a changed header could eat all memory."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in the header of a wrap, read and found reasonable."""

    kind: str
    who: int
    cost: Cost | None
    salt: bytes
    public: bytes
    text: str


def person_header(password: Secret, person_id: int, cost: Cost | None = None) -> str:
    """The header of a new wrap for a person's password; takes the time of one guess."""
    salt, work = secrets.token_bytes(_SALT), cost or USUAL
    private = _stretched(password, salt, work)
    return _header(PERSON, person_id, salt, private, work)


def recovery_header(key: Secret) -> str:
    """The header of a wrap for a recovery key of 20 bytes."""
    salt = secrets.token_bytes(_SALT)
    return _header(RECOVERY, 0, salt, _spread(key, salt))


def computer_header(token: Secret, person_id: int) -> str:
    """The header of a wrap for a token that lies in the keyring of one computer."""
    salt = secrets.token_bytes(_SALT)
    return _header(COMPUTER, person_id, salt, _spread(token, salt))


def read_header(text: str) -> Header:
    """What a header says; raises NotOpened for one that is damaged, weaker than ours, or absurd."""
    try:
        said: dict[str, Any] = json.loads(text)
        kind, salt = str(said["kind"]), bytes.fromhex(said["salt"])
        public = bytes.fromhex(said["public"])
        who = int(said["who"])
        cost = None
        if kind == PERSON:
            cost = Cost(int(said["memory"]), int(said["passes"]), int(said["lanes"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _wrong() from None
    right = said.get("kdf") == ("argon2id" if cost else "hkdf-sha256")
    if said.get("format") != FORMAT or not right or kind not in (PERSON, RECOVERY, COMPUTER):
        raise _wrong()
    if len(salt) != _SALT or len(public) != _PUBLIC or (cost and not _within(cost)):
        raise _wrong()
    return Header(kind, who, cost, salt, public, text)


def _within(cost: Cost) -> bool:
    """Whether a cost is neither cheaper than ours nor ruinous."""
    return (
        USUAL.memory <= cost.memory <= MOST.memory
        and USUAL.passes <= cost.passes <= MOST.passes
        and 1 <= cost.lanes <= MOST.lanes
    )


def wrap(header: str, key: DataKey) -> bytes:
    """Seal the key of the vault to whom a header names."""
    return box(header, key.code, key.in_bytes()) + _mark(header, key)


def unwrap(header: str, wrapped: bytes, code: str, proof: Secret) -> DataKey:
    """The key of the vault, with what somebody has: a password, 20 bytes of a key, a token.

    Raises NotOpened for a wrong one, and for a header or wrap that was changed.
    """
    key = DataKey(open_box(header, code, wrapped[:_BOX], private_of(header, proof)))
    if key.code != code or not hmac.compare_digest(wrapped[_BOX:], _mark(header, key)):
        raise _wrong()
    return key


def is_ours(header: str, wrapped: bytes, key: DataKey) -> bool:
    """Whether a header was put there by somebody who had the key; only then it gets a new one."""
    return len(wrapped) == _BOX + _MARK and hmac.compare_digest(wrapped[_BOX:], _mark(header, key))


def private_of(header: str, proof: Secret) -> Secret:
    """The private key that a proof stands for under a header; for a password it takes a while."""
    read = read_header(header)
    if read.cost is not None:
        return _stretched(proof, read.salt, read.cost)
    return _spread(proof, read.salt)


def box(header: str, context: str, content: bytes) -> bytes:
    """Seal 32 bytes to whom a header names; nobody else can tell what or with what."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(content) != _KEY:
        raise ValueError("a box holds 32 bytes")
    public = read_header(header).public
    once = X25519PrivateKey.generate()
    mine = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    nonce = secrets.token_bytes(_NONCE)
    bound = _context(header, context)
    shut = AESGCM(_agreed(shared, mine, public)).encrypt(nonce, content, bound)
    return mine + nonce + shut


def open_box(header: str, context: str, boxed: bytes, private: Secret) -> bytes:
    """The 32 bytes in a box; raises NotOpened for a wrong key or a box that was changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(boxed) != _BOX:
        raise _wrong()
    theirs, nonce, shut = boxed[:_PUBLIC], boxed[_PUBLIC : _PUBLIC + _NONCE], boxed[-_KEY - _TAG :]
    try:
        own = X25519PrivateKey.from_private_bytes(private.in_bytes())
        shared = own.exchange(X25519PublicKey.from_public_bytes(theirs))
        key = _agreed(shared, theirs, own.public_key().public_bytes_raw())
        return AESGCM(key).decrypt(nonce, shut, _context(header, context))
    except (InvalidTag, ValueError):
        raise _wrong() from None


def _agreed(shared: bytes, once: bytes, public: bytes) -> bytes:
    """The key of one box from what both halves agree on."""
    return _hkdf(shared, once + public, b"MSPDesk box")


def _context(header: str, context: str) -> bytes:
    return b"MSPDesk wrap\0" + context.encode() + b"\0" + header.encode()


def _mark(header: str, key: DataKey) -> bytes:
    own = _hkdf(key.in_bytes(), b"", b"MSPDesk header mark")
    return hmac.new(own, _context(header, key.code), hashlib.sha256).digest()


def _header(kind: str, who: int, salt: bytes, private: Secret, cost: Cost | None = None) -> str:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    own = X25519PrivateKey.from_private_bytes(private.in_bytes())
    said: dict[str, Any] = {"format": FORMAT, "kind": kind, "who": who, "salt": salt.hex()}
    said["public"] = own.public_key().public_bytes_raw().hex()
    said["kdf"] = "argon2id" if cost else "hkdf-sha256"
    if cost:
        said |= {"memory": cost.memory, "passes": cost.passes, "lanes": cost.lanes}
    return json.dumps(said, sort_keys=True)


def _stretched(password: Secret, salt: bytes, cost: Cost) -> Secret:
    """What Argon2id makes of a password."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    plain = in_one_form(password).in_bytes()
    made = Argon2id(
        salt=salt,
        length=_KEY,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    )
    return Secret(made.derive(plain))


def _spread(proof: Secret, salt: bytes) -> Secret:
    """What HKDF makes of something that is random already."""
    return Secret(_hkdf(proof.in_bytes(), salt, b"MSPDesk proof"))


def _hkdf(words: bytes, salt: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=_KEY, salt=salt, info=purpose).derive(words)


def _wrong() -> NotOpened:
    return NotOpened("This does not open the vault.", "password")
