"""What keeps a letter from going out: holes, places still open, fields left as they are written."""

import re
from collections.abc import Mapping

from ...errors import UserError
from .fields import FIELDS, meant
from .texts import FIELD, Fault

_LEFT = re.compile(r"\{\s*[a-z_]+\.[a-z_.]+\s*\}")
_OPEN = re.compile(r"\[([^\[\]\n]{1,120})\]")


def gaps(text: str, fields: Mapping[str, str]) -> set[str]:
    """The fields whose empty values would leave a hole in a letter.

    Those are the fields that are asked for and not optional, and any other one in the middle of
    a line that says more, or right below a line that ends with a colon. They stay open in square
    brackets, so that a letter does not go out with half a sentence.
    """
    found: set[str] = set()
    before = ""
    for line in text.split("\n"):
        said = FIELD.sub("", line)
        promised = before.rstrip().endswith(":")
        more = promised or any(sign.isalnum() for sign in said)
        for name in FIELD.findall(line):
            field = FIELDS.get(name)
            if field is None or fields.get(name, "x").strip() or field.optional:
                continue
            if field.asked or more:
                found.add(name)
        before = line
    return found


def left_over(text: str) -> list[Fault]:
    """Fields that still stand as {client.name} in a letter, with the line and what was meant."""
    found = []
    for at, line in enumerate(text.split("\n"), 1):
        for brace in _LEFT.findall(line):
            near = meant(brace)
            words = f": {FIELDS[near].words[0].lower()}{FIELDS[near].words[1:]}" if near else ""
            found.append(Fault(at, f"Write what {brace} stands for{words}."))
    return found


def unfilled(text: str) -> list[str]:
    """The descriptions of fields that still stand in square brackets, each once."""
    words = {one.words for one in FIELDS.values()}
    return [one for one in dict.fromkeys(_OPEN.findall(text)) if one in words]


def still_open(subject: str, body: str) -> UserError | None:
    """What keeps a letter from being finished, with the field it stands in; None for nothing."""
    for name, words in (("subject", subject), ("body", body)):
        for still in unfilled(words):
            return UserError(f"Fill in [{still}] first.", name)
        for fault in left_over(words):
            return UserError(str(fault) if name == "body" else fault.words, name)
    return None
