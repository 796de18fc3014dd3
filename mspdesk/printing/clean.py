"""What cannot be printed is taken out of a text here, and nowhere else."""

import re
import unicodedata

# A field longer than this is a mistake or an attack; counted in characters.
LONGEST = 5_000

_NEWLINES = re.compile("\r\n?|[\u2028\u2029\v\f\x85]")
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ud800-\udfff\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff\U000f0000-\U000f00ff]"
)


def clean(text: str) -> str:
    """A text without control signs, direction overrides and halves of characters, and capped.

    Tabs become spaces, line ends become newlines, letters and their marks become one character.
    """
    text = str(text)[: LONGEST + 1]
    if not text.isprintable() or not text.isascii():
        text = _NEWLINES.sub("\n", text.replace("\t", " "))
        text = unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
