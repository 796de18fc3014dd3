"""One-time codes of RFC 6238, as authenticator apps show them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ..dates import utc_now
from ..errors import UserError
from ..rows import dataclass
from .secret import Secret

_EPOCH_YEAR = 1970
_HASHES: dict[str, Callable[..., Any]] = {
    "SHA1": hashlib.sha1,
    "SHA256": hashlib.sha256,
    "SHA512": hashlib.sha512,
}


@dataclass(frozen=True, slots=True)
class Seed:
    """What codes are made from: the shared bytes, the hash, how many digits, seconds of a code."""

    key: Secret
    digest: str = "SHA1"
    digits: int = 6
    period: int = 30


@dataclass(frozen=True, slots=True)
class Code:
    """A code and the seconds it still holds."""

    words: Secret
    seconds_left: int


def read_seed(typed: Secret) -> Seed:
    """The seed in what a web site showed: an otpauth:// address, or base32 letters with spaces.

    Raises UserError naming totp; its sentence holds nothing of what was typed.
    """
    words = typed.in_clear().strip()
    if not words.lower().startswith("otpauth:"):
        return Seed(_base32(words))
    try:
        asked = {name: found[-1] for name, found in parse_qs(urlsplit(words).query).items()}
        digits, period = int(asked.get("digits", "6")), int(asked.get("period", "30"))
    except ValueError:
        raise _unread() from None
    digest = asked.get("algorithm", "SHA1").upper().replace("-", "")
    counts = urlsplit(words).netloc.lower() == "totp"
    if not counts or digest not in _HASHES or digits not in (6, 7, 8) or not 5 <= period <= 300:
        raise _unread()
    return Seed(_base32(asked.get("secret", "")), digest, digits, period)


def code_at(seed: Seed, second: int) -> Secret:
    """The code of a second, counted from 1970 in UTC (RFC 6238, RFC 4226)."""
    counted = (second // seed.period).to_bytes(8, "big")
    found = hmac.new(seed.key.in_bytes(), counted, _HASHES[seed.digest]).digest()
    at = found[-1] & 15
    number = int.from_bytes(found[at : at + 4], "big") & 0x7FFFFFFF
    return Secret(str(number % 10**seed.digits).zfill(seed.digits))


def code_now(seed: Seed) -> Code:
    """The code of this moment."""
    moment = utc_now()
    second = int((moment - moment.replace(_EPOCH_YEAR, 1, 1, 0, 0, 0, 0)).total_seconds())
    return Code(code_at(seed, second), seed.period - second % seed.period)


def _base32(words: str) -> Secret:
    letters = words.replace(" ", "").replace("-", "").rstrip("=").upper()
    try:
        found = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except (binascii.Error, ValueError):
        raise _unread() from None
    if not found:
        raise _unread()
    return Secret(found)


def _unread() -> UserError:
    return UserError(
        "This is no key for codes. Paste the letters, or the otpauth address, of the web site.",
        "totp",
    )
