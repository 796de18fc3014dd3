"""The recovery key: 160 random bits on paper, which open the vault when every password is lost."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets

from .refused import NotOpened
from .secret import Secret

GROUPS, LETTERS = 8, 4
"""Groups of the key itself and letters of each; one more group checks them."""

_LOOK_ALIKE = str.maketrans({"0": "O", "1": "I", "8": "B"})


def fresh_key() -> Secret:
    """A new recovery key in its nine groups, as it is printed."""
    return written(Secret(secrets.token_bytes(GROUPS * LETTERS * 5 // 8)))


def written(key: Secret) -> Secret:
    """The groups of a key of 20 bytes: eight of base32 letters and the check."""
    letters = base64.b32encode(key.in_bytes()).decode() + _check(key)
    return Secret("-".join(letters[at : at + LETTERS] for at in range(0, len(letters), LETTERS)))


def read_key(typed: Secret) -> Secret:
    """The 20 bytes of a key as somebody typed it, in any case and with any spaces.

    Raises NotOpened naming recovery when a letter is wrong; which one, nobody knows.
    """
    letters = "".join(sign for sign in typed.in_clear().upper() if sign.isalnum())
    letters = letters.translate(_LOOK_ALIKE)
    if len(letters) != (GROUPS + 1) * LETTERS:
        raise NotOpened(
            f"A recovery key has {GROUPS + 1} groups of {LETTERS} letters;"
            f" this has {len(letters)} letters, not {(GROUPS + 1) * LETTERS}.",
            "recovery",
        )
    try:
        key = Secret(base64.b32decode(letters[:-LETTERS]))
    except binascii.Error:
        raise _slip() from None
    if not secrets.compare_digest(_check(key), letters[-LETTERS:]):
        raise _slip()
    return key


def _check(key: Secret) -> str:
    """Four letters that a slip of the pen changes: the first 20 bits of a SHA-256."""
    found = hashlib.sha256(b"MSPDesk recovery key" + key.in_bytes()).digest()
    return base64.b32encode(found)[:LETTERS].decode()


def _slip() -> NotOpened:
    return NotOpened(
        "A letter of the recovery key is wrong. Compare it group by group.", "recovery"
    )
