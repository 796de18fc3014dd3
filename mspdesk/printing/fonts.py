"""The typefaces on paper, and which of them has a given character."""

import re
import threading
import unicodedata
from functools import lru_cache
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ..errors import Trouble
from ..paths import resource
from ..rows import dataclass

# Seven-bit streams cost two thirds of an invoice; the same facts must give the same bytes.
rl_config.useA85 = 0
rl_config.invariant = 1

REGULAR = "InterPrint-Regular"
MEDIUM = "InterPrint-Medium"
SEMIBOLD = "InterPrint-SemiBold"
BOLD = "InterPrint-Bold"
DISPLAY = "InterDisplayPrint-SemiBold"
EXACT = "DejaVuSansMono"
"""Tells a one from an l and a zero from an O."""

SCRIPTS = "DejaVuSans"
SCRIPTS_BOLD = "DejaVuSans-Bold"
_OTHERS = ("DroidSansFallbackFull", "NanumSquareR")
_HEAVY = {SEMIBOLD, BOLD, DISPLAY}

# Brackets between letters that run from right to left look the other way round, but are still the
# bracket that was typed: such a one stands at TURNED plus its own code.
MIRRORED = dict(zip("()[]{}<>«»", ")(][}{><»«", strict=True))
TURNED = 0xF0000

# reportlab keeps read cursors on its font objects, so only one paper is made at a time.
WORKER = threading.RLock()


class _PaperFont(TTFont):
    """A TrueType font whose text can be copied back out, characters above U+FFFF included."""

    def addObjects(self, doc: Any) -> None:
        """Write the font, then spell high characters the way PDF readers expect (UTF-16)."""
        super().addObjects(doc)
        for key, stream in doc.idToObject.items():
            if key.startswith("toUnicodeCMap:") and isinstance(stream.content, str):
                stream.content = re.sub(r"<([0-9A-F]{5,6})>", _utf16, stream.content)


def _utf16(match: re.Match[str]) -> str:
    """One code point above U+FFFF in UTF-16; a turned bracket as the bracket that was typed."""
    code = int(match[1], 16)
    turned = chr(code - TURNED) if code >= TURNED else ""
    typed = turned if turned in MIRRORED else chr(code)
    return f"<{typed.encode('utf-16-be').hex().upper()}>"


@dataclass(frozen=True, slots=True)
class Face:
    """One registered typeface: its name, what it covers, and advances in thousandths of an em."""

    name: str
    covered: frozenset[int]
    widths: dict[int, float]
    glyphs: dict[int, int]
    default_width: float
    font: TTFont

    def width(self, text: str) -> float:
        """The advance of a text in thousandths of an em."""
        widths = self.widths
        try:
            return sum([widths[ord(char)] for char in text])
        except KeyError:
            return sum(widths.get(ord(char), self.default_width) for char in text)

    def claim(self, char: str) -> None:
        """Take a character nobody has, so that its box still copies back out as that character."""
        if ord(char) not in self.glyphs:
            self.glyphs[ord(char)] = 0
            self.widths[ord(char)] = self.default_width


_faces: dict[str, Face] = {}


def face(name: str) -> Face:
    """A typeface by name, read and registered at first use; Trouble when its file is not there."""
    known = _faces.get(name)
    if known:
        return known
    with WORKER:
        if name not in _faces:
            _faces[name] = _read(name)
        return _faces[name]


def _read(name: str) -> Face:
    """Read one font file and tell reportlab about it."""
    file = resource(f"fonts/{name}.ttf")
    if not file.is_file():
        raise Trouble(f"The font {file.name} is missing.", "Install MSPDesk again.")
    font: Any = _PaperFont(name, str(file), shapable=False)
    pdfmetrics.registerFont(font)
    inside = font.face
    for sign, mirror in MIRRORED.items():
        if ord(mirror) in inside.charToGlyph:
            inside.charToGlyph[TURNED + ord(sign)] = inside.charToGlyph[ord(mirror)]
            inside.charWidths[TURNED + ord(sign)] = inside.charWidths[ord(mirror)]
    return Face(
        name,
        frozenset(inside.charToGlyph),
        inside.charWidths,
        inside.charToGlyph,
        inside.defaultWidth,
        font,
    )


def _chain(name: str) -> tuple[str, ...]:
    """The typefaces to try, in order, for a text set in `name`."""
    return (name, SCRIPTS_BOLD if name in _HEAVY else SCRIPTS, *_OTHERS)


@lru_cache(maxsize=20_000)
def _home(char: str, name: str) -> str | None:
    """The first typeface that has a character, None when no one has it."""
    for candidate in _chain(name):
        if ord(char) in face(candidate).covered:
            return candidate
    return None


def runs(text: str, name: str = REGULAR) -> list[tuple[str, str]]:
    """A text cut into pieces that one typeface each can print, as (typeface, piece).

    Marks stay with the letter they belong to where its typeface has them. A character nobody has
    prints as an empty box.
    """
    if text.isascii():
        return [(name, text)] if text else []
    covered = face(name).covered
    if covered.issuperset(map(ord, text)):
        return [(name, text)]
    found: list[tuple[str, str]] = []
    for char in text:
        last = found[-1] if found else None
        if last and unicodedata.combining(char) and ord(char) in face(last[0]).covered:
            home = last[0]
        else:
            home = _home(char, name) or _nobody(char)
        if last and last[0] == home:
            found[-1] = (home, last[1] + char)
        else:
            found.append((home, char))
    return found


def _nobody(char: str) -> str:
    """The typeface whose empty box stands for a character nobody has."""
    face(SCRIPTS).claim(char)
    return SCRIPTS


def width(text: str, name: str, size: float) -> float:
    """The advance of a text in points, each piece in its own typeface."""
    return _advance(text, name) * size / 1000


@lru_cache(maxsize=10_000)
def _advance(text: str, name: str) -> float:
    """The advance of a text in thousandths of an em; layout asks for the same few again."""
    if text.isascii():
        return face(name).width(text)
    return sum(face(home).width(piece) for home, piece in runs(text, name))


def forget() -> None:
    """Let go of texts that were measured."""
    _advance.cache_clear()


def missing_glyphs(text: str) -> tuple[str, ...]:
    """The characters no typeface has, each once and named: "🧿 (U+1F9FF, nazar amulet)"."""
    if text.isascii():
        return ()
    lost = [char for char in dict.fromkeys(text) if not _printable(char)]
    return tuple(
        f"{char} (U+{ord(char):04X}, {unicodedata.name(char, 'no name').lower()})" for char in lost
    )


def _printable(char: str) -> bool:
    """Whether a character shows up on paper, or is one that never does."""
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} or bool(
        _home(char, REGULAR)
    )
