"""Passwords people choose for the vault: how they are read, how good they are, and made-up ones."""

from __future__ import annotations

import secrets
import string
import unicodedata

from ..errors import UserError
from ..rows import dataclass
from .secret import Secret

LEAST = 12
"""Characters of the shortest password that is taken (reliability.md 4)."""

SAMPLE = "paper and ink"
"""The password of the vault in the made-up shop, which its screens tell everybody."""

_RUNS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890")
_COMMON = (
    "password passwort letmein welcome admin secret vault mspdesk dragon monkey summer winter"
    " spring autumn login changeme football sunshine princess"
).split()
# Letters that cannot be taken for another, on paper or on the telephone.
_PLAIN = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_SIGNS = "!#%+-=?@_"
_FIRST, _SECOND = "bdfghjklmnprstvz", "aeiou"


@dataclass(frozen=True, slots=True)
class Strength:
    """How good a password is: whether it is taken, 0 to 4, and a sentence."""

    enough: bool
    score: int
    words: str


def in_one_form(password: Secret) -> Secret:
    """A password in the one form it is always used in: composed letters (NFC), nothing trimmed."""
    return Secret(unicodedata.normalize("NFC", password.in_clear()))


def strength(password: Secret) -> Strength:
    """How good a password is, in words; it says nothing of the password itself."""
    words = in_one_form(password).in_clear()
    if len(words) < LEAST:
        short = LEAST - len(words)
        more = "1 character" if short == 1 else f"{short} characters"
        return Strength(enough=False, score=0, words=f"Too short: {more} more, at least.")
    bits = _guessed_bits(words)
    if bits < 36:
        return Strength(enough=False, score=1, words="Easy to guess. Add words that do not belong.")
    if bits < 52:
        return Strength(enough=True, score=2, words="Fair. A few more words make it strong.")
    if bits < 72:
        return Strength(enough=True, score=3, words="Strong.")
    return Strength(enough=True, score=4, words="Very strong.")


def refuse_weak(password: Secret) -> None:
    """Raise UserError naming password when it is too short or easily guessed."""
    found = strength(password)
    if not found.enough:
        raise UserError(found.words, "password")


def _guessed_bits(words: str) -> int:
    """Roughly the bits somebody has to guess: what repeats, runs on or is common counts nothing."""
    plain = words.lower()
    for common in _COMMON:
        plain = plain.replace(common, "*")
    fresh = sum(not _expected(plain[:at], sign) for at, sign in enumerate(plain))
    kinds = (str.islower, str.isupper, str.isdecimal, lambda sign: not sign.isalnum())
    return fresh * (1 + sum(any(map(kind, words)) for kind in kinds))


def _expected(before: str, sign: str) -> bool:
    """Whether a sign follows from the ones before it: the same again, a run, said already."""
    if before[-1:] == sign:
        return True
    three = before[-2:] + sign
    if len(three) < 3:
        return False
    return three in before or any(three in run or three in run[::-1] for run in _RUNS)


def random_password(length: int = 20, *, signs: bool = True) -> Secret:
    """A random password for a machine, with letters of both kinds, figures, and signs if wanted."""
    letters = _PLAIN + (_SIGNS if signs else "")
    while True:
        words = "".join(secrets.choice(letters) for _ in range(length))
        if _mixed(words, signs=signs):
            return Secret(words)


def random_phrase(words: int = 4) -> Secret:
    """A password that can be said aloud: so many made-up words of three syllables, 19 bits each."""
    made = ("".join(_syllable() for _ in range(3)) for _ in range(words))
    return Secret("-".join(made))


def _syllable() -> str:
    return secrets.choice(_FIRST) + secrets.choice(_SECOND)


def _mixed(words: str, *, signs: bool) -> bool:
    """Whether every kind of sign that web sites ask for is there."""
    kinds: list[str] = [string.ascii_lowercase, string.ascii_uppercase, string.digits]
    return all(set(words) & set(kind) for kind in [*kinds, *([_SIGNS] if signs else [])])
