"""Telling in which encoding a text that is not UTF-8 was written, or that it cannot be told.

Every candidate is tried on the words with odd letters. A reading is odd where a capital follows a
small letter, where letters of two scripts or a sign stand inside of a word. Where the best
candidates read different words, a person must look (formats.md 7).
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from ..rows import dataclass

WORDS = {
    "cp1252": "Western European",
    "cp1250": "Central European",
    "cp1251": "Cyrillic",
    "mac_roman": "old Mac",
    "cp850": "DOS",
    "utf-8": "UTF-8, damaged",
}
"""The encodings that are known, the likeliest first, and what they are called."""
_TRIED = [encoding for encoding in WORDS if encoding != "utf-8"]

LOOKED_AT = 300
SHOWN = 3
FEW = 3
LONGEST = 70

_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_ENGLISH = frozenset(map(chr, (0xA0, 0xA9, 0xAE, 0xB0, 0xB7, 0xBC, 0xBD, 0xBE, 0xD7, 0xA3, 0x20AC)))
_ENGLISH |= frozenset(map(chr, (0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026)))
_ENGLISH |= frozenset(map(chr, (0x2122,)))
"""Signs of English text: dashes, quotation marks, bullets, copyright, degrees, fractions."""
_SIGNS = _ENGLISH | frozenset(map(chr, (0x201A, 0x201E, *range(0xA1, 0xC0))))


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to read a text: the encoding, what it is called, and lines that show it."""

    encoding: str
    words: str
    samples: tuple[str, ...]


def spellings(raw: bytes) -> tuple[Spelling, ...]:
    """The ways in which the beginning of a text can be read, the likeliest first; one if clear."""
    if _mostly_utf8(raw):
        return (_spelling("utf-8", raw),)
    words = list(dict.fromkeys(_WORD.findall(raw)))[:LOOKED_AT]
    known = [word.decode("cp1252", errors="replace") for word in words]
    if all(letter.isascii() or letter in _ENGLISH for word in known for letter in word):
        return (_spelling("cp1252", raw),)
    odd = {encoding: sum(_oddness(word, encoding) for word in words) for encoding in _TRIED}
    least = min(odd.values())
    best = [encoding for encoding in _TRIED if odd[encoding] == least]
    said: dict[tuple[str, ...], str] = {}
    for encoding in best:
        said.setdefault(tuple(word.decode(encoding, errors="replace") for word in words), encoding)
    return tuple(_spelling(encoding, raw) for encoding in said.values())


def _mostly_utf8(raw: bytes) -> bool:
    """Whether few odd letters among many right ones are damaged."""
    text = raw.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    return sum(not letter.isascii() for letter in text) > FEW * damaged


def _spelling(encoding: str, raw: bytes) -> Spelling:
    """A way to read a text, with the first lines that differ between ways."""
    lines = (line for line in re.split(rb"[\r\n]+", raw) if _WORD.search(line))
    samples = [_sample(line, encoding) for line, _ in zip(lines, range(SHOWN), strict=False)]
    return Spelling(encoding, WORDS[encoding], tuple(samples))


def _sample(line: bytes, encoding: str) -> str:
    """A line as it reads, from a little before its first odd letter."""
    odd = _WORD.search(line)
    begin = max(0, odd.start() - LONGEST // 3) if odd is not None else 0
    text = line[begin:].decode(encoding, errors="replace")
    return " ".join(text.split())[:LONGEST]


def _oddness(word: bytes, encoding: str) -> int:
    """How little a word looks like one in an encoding."""
    text = word.decode(encoding, errors="replace")
    odd = 3 * sum(letter == "\ufffd" or unicodedata.category(letter) == "Cc" for letter in text)
    letters = [letter for letter in text if letter.isalpha()]
    odd += len({_script(letter) for letter in letters}) > 1
    for before, letter in pairwise(text):
        odd += before.islower() and letter.isupper()
    return odd + _signs_inside(text)


def _signs_inside(text: Sequence[str]) -> int:
    """The signs that stand between letters, and those that no text holds at all."""
    inside = 0
    for place, sign in enumerate(text):
        if sign.isalpha() or sign.isascii() or unicodedata.category(sign) == "Mn":
            continue
        between = 0 < place < len(text) - 1 and sign not in "\u2019\xb7\xa0"
        inside += between or sign not in _SIGNS
    return inside


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").partition(" ")[0]
