"""The words of a procedure taken apart for screen and paper: as letters have them, and steps."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from ...letters.rules.texts import Part, filled
from ...letters.rules.texts import parts as letter_parts

STEPS = "steps"
"""A part whose items are steps, numbered from 1."""

_STEP = re.compile(r"\s*(\d{1,3})[.)]\s+")


def parts(body: str) -> list[Part]:
    """Paragraphs, headings, lists, tables, and runs of steps, in the order they are read.

    The text of a run of steps is the number of its first one; the others count on from there, so
    that a list between two steps does not begin them again.
    """
    return [one for part in letter_parts(body) for one in _with_steps(part)]


def _with_steps(part: Part) -> Iterator[Part]:
    """Apart from the plain lines of a paragraph, the steps among them."""
    if part.kind != "paragraph":
        yield part
        return
    for is_step, lines in groupby(part.text.split("\n"), lambda line: bool(_STEP.match(line))):
        run = list(lines)
        if is_step:
            first = _STEP.match(run[0])
            number = first[1] if first else "1"
            yield Part(STEPS, number, tuple(_STEP.sub("", line, count=1).strip() for line in run))
        elif any(line.strip() for line in run):
            yield Part("paragraph", "\n".join(run))


def fill(body: str, fields: Mapping[str, str]) -> str:
    """The words with the shop's own facts in the place of their fields."""
    return filled(f"Subject: .\n\n{body}", fields).body
