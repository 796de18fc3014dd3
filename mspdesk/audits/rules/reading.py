"""Reading questions that somebody typed or pasted: one a line, or rows of a spreadsheet."""

import re

from ...errors import UserError
from ...rows import dataclass
from .answers import MOST_QUESTIONS
from .topics import topic_of

LONGEST = 1_000
"""Signs of one question."""

_MARK = re.compile(
    r"^\(?(?P<mark>(?:q(?:uestion)?\.?\s*)?\d{1,3}(?:\.\d{1,3})*[a-z]?|[a-z]\d{0,2}|[ivx]{1,4})"
    r"(?:[.):]\s*|\)\s+|\t)\s*(?=\S)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^[\u2022\u25cf\u25a0\u25aa\u2610\u2611\-\u2013*]\s+")
_TICKS = re.compile(
    r"(?:[\s:\u2610\u2611\u25a1\u25a2\[\]()/|_,]*\b(?:yes|no|n/?a|partly|unknown)\b){2,}[\s\W_]*$",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^(?:#+\s*|(?:section|part)\s+\w{1,4}\b[.:)\s-]*)", re.IGNORECASE)
_ENDS = (".", "?", "!", ";")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked: its number there, its words, under which heading, its topic."""

    words: str
    mark: str = ""
    section: str = ""
    topic: str = ""


def read_questions(text: str, field: str = "questions") -> list[Asked]:
    """The questions in a text, in order; raises UserError where there are none or too many.

    A line is a question. Its number becomes its mark, boxes to tick at its end are left out, a
    heading (Section B, or a line that ends with a colon, before questions) stands over those that
    follow. A line that goes on in small letters belongs to the one before. Of a spreadsheet's row
    the longest cell counts, a number before it is its mark.
    """
    found: list[Asked] = []
    section = ""
    for line in text.splitlines():
        mark, words = _parts(line)
        if not words:
            continue
        heading = _heading(words, mark)
        if heading:
            section = heading[:200]
        elif found and not mark and words[:1].islower() and found[-1].section == section:
            last = found[-1]
            found[-1] = _asked(f"{last.words} {words}", last.mark, section)
        else:
            found.append(_asked(words, mark, section))
    if not found:
        raise UserError("Type or paste the questions, one a line.", field)
    if len(found) > MOST_QUESTIONS:
        raise UserError(
            f"These are {len(found):,} questions. Bring in at most {MOST_QUESTIONS} at once.", field
        )
    long = next((one for one in found if len(one.words) > LONGEST), None)
    if long is not None:
        raise UserError(
            f"The question that begins “{long.words[:40]}…” is too long. Put one on each line.",
            field,
        )
    return found


def _asked(words: str, mark: str, section: str) -> Asked:
    return Asked(words, mark[:40], section, topic_of(words))


def _parts(line: str) -> tuple[str, str]:
    """A line's number and its words; of several cells the longest, with the number before it."""
    cells = [" ".join(cell.split()) for cell in line.split("\t")]
    cells = [cell for cell in cells if cell]
    if not cells:
        return "", ""
    words = max(cells, key=len)
    before = cells[: cells.index(words)]
    mark = before[0].rstrip(".)") if before and len(before[0]) <= 8 else ""
    words = _BULLET.sub("", words)
    if not mark and (found := _MARK.match(f"{words}")):
        mark, words = found["mark"], words[found.end() :]
    return mark, _TICKS.sub("", words).strip(" \u2610\u25a1_")


def _heading(words: str, mark: str) -> str:
    """The words of a heading, empty for a question."""
    plain = _HEADING.sub("", words)
    if plain != words and not words.endswith("?"):
        return plain.strip(" :") or words.strip(" :")
    if not mark and words.endswith(":"):
        return words.rstrip(": ")
    shouts = words.isupper() and len(words) > 3 and not words.endswith(_ENDS)
    return words.capitalize() if shouts and not mark else ""
