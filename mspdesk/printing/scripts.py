"""Arabic and Hebrew on one line: letters joined, words in the order they are read."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Any
from unicodedata import normalize

from ..paths import resource
from . import fonts

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ARABIC = re.compile(
    "[\u0600-\u060b\u060d-\u061a\u061d-\u06ff\u0750-\u077f\u08a0-\u08ff\u200c\u200d]+"
)
_JOINERS = re.compile("[\u200c\u200d]")
# A mark without a shape. Behind each bracket it tells, by the side it ends up on, which way the
# bracket is read.
_TELL = "\u034f"
_BRACKET = re.compile("([" + re.escape("".join(fonts.MIRRORED)) + "])")
_TURNED = re.compile(f"{_TELL}{_BRACKET.pattern}")
# Left alone: ligatures that would turn two words into one sign.
_FEATURES = {"liga": False, "dlig": False, "kern": False}


def has_right_to_left(text: str) -> bool:
    """Whether a text holds a letter that is written from right to left."""
    return not text.isascii() and bool(_RIGHT_TO_LEFT.search(text))


def as_seen(line: str) -> str:
    """One line in the order and the shapes it is seen in, base direction left to right.

    Marks stand before their letter where that runs from right to left: the typeface draws them
    ahead of the pen.
    """
    if not has_right_to_left(line):
        return line
    from bidi import get_display

    joined = _JOINERS.sub("", _ARABIC.sub(lambda match: _join(match[0]), line))
    seen = str(get_display(_BRACKET.sub(rf"\1{_TELL}", joined), base_dir="L"))
    turned = _TURNED.sub(lambda match: chr(fonts.TURNED + ord(match[1])), seen)
    return turned.replace(_TELL, "")


@lru_cache(maxsize=1)
def _shaper() -> tuple[Any, dict[int, str]]:
    """HarfBuzz's view of the typeface for scripts, and a character for each of its glyphs."""
    import uharfbuzz

    by_glyph: dict[int, str] = {}
    glyphs = fonts.face(fonts.SCRIPTS).glyphs
    for code in sorted(glyphs):
        if code >= 0xFB50 or glyphs[code] not in by_glyph:
            by_glyph[glyphs[code]] = chr(code)
    path = resource(f"fonts/{fonts.SCRIPTS}.ttf")
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))), by_glyph


@lru_cache(maxsize=2_000)
def _join(word: str) -> str:
    """Arabic letters replaced by their joined shapes, still in the order they are typed.

    A shape that no character stands for, or that would copy back out as another text, stays as
    typed.
    """
    import uharfbuzz

    with fonts.WORKER:
        font, by_glyph = _shaper()
        buffer = uharfbuzz.Buffer()
        buffer.add_str(word)
        buffer.direction, buffer.script, buffer.language = "rtl", "Arab", "ar"
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        uharfbuzz.shape(font, buffer, _FEATURES)
        glyphs = {one.cluster: by_glyph.get(one.codepoint, "") for one in buffer.glyph_infos}
    starts = sorted(glyphs)
    typed = [word[start:end] for start, end in pairwise([*starts, len(word)])]
    shapes = [glyphs[start] for start in starts]
    return "".join(
        shape if normalize("NFKC", shape) == normalize("NFKC", letters) else letters
        for shape, letters in zip(shapes, typed, strict=True)
    )
