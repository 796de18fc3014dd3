"""The words of a procedure taken apart for screen and paper: as letters have them, and steps."""

import re
from collections.abc import Iterator, Mapping

from ...letters.rules.texts import Part, filled
from ...letters.rules.texts import parts as letter_parts

STEPS = "steps"
"""A part whose items are steps, numbered from 1."""

_STEP = re.compile(r"\d{1,3}[.)]\s+")


def parts(body: str) -> list[Part]:
    """Paragraphs, headings, lists, tables, and runs of steps, in the order they are read.

    Steps are numbered on from one run to the next below the same heading, so that a list between
    two steps does not begin them again.
    """
    return [one for part in letter_parts(body) for one in _with_steps(part)]


def _with_steps(part: Part) -> Iterator[Part]:
    if part.kind != "paragraph":
        yield part
        return
    kept: list[str] = []
    steps: list[str] = []
    for line in part.text.split("\n"):
        found = _STEP.match(line.lstrip())
        if found:
            if kept:
                yield Part("paragraph", "\n".join(kept))
                kept = []
            steps.append(line.lstrip()[found.end() :].strip())
        elif steps:
            yield Part(STEPS, items=tuple(steps))
            steps, kept = [], [line]
        else:
            kept.append(line)
    if steps:
        yield Part(STEPS, items=tuple(steps))
    if kept:
        yield Part("paragraph", "\n".join(kept))


def numbered(body: str) -> list[tuple[Part, int]]:
    """The parts, each with the number its first step has (0 for what has no steps)."""
    found, count = [], 0
    for part in parts(body):
        if part.kind == "heading":
            count = 0
        if part.kind == STEPS:
            found.append((part, count + 1))
            count += len(part.items)
        else:
            found.append((part, 0))
    return found


def fill(body: str, fields: Mapping[str, str]) -> str:
    """The words with the shop's own facts in the place of their fields."""
    return filled(f"Subject: .\n\n{body}", fields).body


def excerpt(body: str, length: int = 160) -> str:
    """The first words, for a list."""
    said = " ".join(re.sub(r"^(# |- |\d+[.)] )", "", line) for line in body.split("\n"))
    said = " ".join(said.split())
    return said if len(said) <= length else f"{said[: length - 1].rstrip()}…"
