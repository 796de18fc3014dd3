"""Arabic and Hebrew on one line: letters joined, words in the order they are read."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from ..paths import resource
from . import fonts

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ARABIC = re.compile(
    "[\u0600-\u060b\u060d-\u061a\u061d-\u06ff\u0750-\u077f\u08a0-\u08ff\u200c\u200d]+"
)
_JOINERS = re.compile("[\u200c\u200d]")
# Left alone: ligatures that would turn two words into one sign.
_FEATURES = {"liga": False, "dlig": False, "kern": False}


def has_right_to_left(text: str) -> bool:
    """Whether a text holds a letter that is written from right to left."""
    return not text.isascii() and bool(_RIGHT_TO_LEFT.search(text))


def as_seen(line: str) -> str:
    """One line in the order and the shapes it is seen in, base direction left to right."""
    if not has_right_to_left(line):
        return line
    from bidi import get_display

    joined = _JOINERS.sub("", _ARABIC.sub(lambda match: _join(match[0]), line))
    return _marks_after_letters(str(get_display(joined, base_dir="L")))


def _marks_after_letters(seen: str) -> str:
    """A seen line with each mark behind its letter again, which is how paper stacks them."""
    out: list[str] = []
    marks: list[str] = []
    for char in seen:
        if unicodedata.combining(char):
            marks.append(char)
            continue
        out.append(char)
        if _RIGHT_TO_LEFT.match(char):
            out.extend(reversed(marks))
        elif marks:
            out[-1:-1] = marks
        marks = []
    return "".join(out + marks)


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
    """Arabic letters replaced by their joined shapes, still in the order they are typed."""
    import uharfbuzz

    with fonts.WORKER:
        font, by_glyph = _shaper()
        buffer = uharfbuzz.Buffer()
        buffer.add_str(word)
        buffer.direction, buffer.script, buffer.language = "rtl", "Arab", "ar"
        uharfbuzz.shape(font, buffer, _FEATURES)
        shaped: list[str] = []
        for info in reversed(buffer.glyph_infos):
            typed = word[info.cluster]
            shape = by_glyph.get(info.codepoint, typed)
            same = typed in unicodedata.normalize("NFKC", shape)
            shaped.append(shape if same else typed)
    return "".join(shaped)
