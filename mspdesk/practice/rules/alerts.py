"""Which kind of alert a text is, and which alerts are the same trouble (S060)."""

import re
from collections.abc import Sequence

from ...errors import UserError
from ...rows import dataclass

SHIPPED: tuple[tuple[str, str, int, str, str], ...] = (
    (
        "Server does not answer",
        "server offline\nserver down\nhost down\nunreachable",
        1,
        "server_down",
        "server-down",
    ),
    (
        "Backup failed",
        "backup failed\nbackup error\njob failed\nmissed backup\nbackup warning",
        2,
        "",
        "",
    ),
    ("Disk nearly full", "disk space\nlow disk\nfree space\nvolume full", 3, "", ""),
    (
        "Disk about to fail",
        "smart error\nsmart failure\nraid degraded\npredictive failure\ndrive failure",
        2,
        "",
        "",
    ),
    ("Virus found", "malware\nvirus\nransomware\nthreat detected\nquarantine", 2, "", ""),
    ("Patch failed", "patch failed\nupdate failed\nmissing updates\nmissing patches", 3, "", ""),
    ("Internet down", "wan down\ninternet down\ncircuit down", 2, "", ""),
    ("Power", "on battery\nups battery\nups alarm\npower failure", 3, "", ""),
    ("Certificate or domain runs out", "certificate expir\ndomain expir", 3, "", ""),
    ("Device does not answer", "offline\nnot responding\nagent down", 4, "", ""),
)
"""Kinds every shop begins with: title, words, priority, fact of a Critical one, its checklist."""


@dataclass(frozen=True, slots=True)
class Means:
    """A kind of alert as it is recognised: its id and the words of which one is enough."""

    id: int
    words: tuple[str, ...]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a kind, one a line, as they are compared."""
    return tuple(filter(None, (" ".join(line.casefold().split()) for line in text.splitlines())))


def recognise(text: str, kinds: Sequence[Means]) -> int | None:
    """The first kind of which a word stands in the text as a whole word, or None."""
    said = f" {' '.join(re.sub(r'[^0-9a-z]+', ' ', text.casefold()).split())} "
    for kind in kinds:
        for words in kind.words:
            plain = " ".join(re.sub(r"[^0-9a-z]+", " ", words).split())
            # The end is left open: "certificate expir" means expires, expired and expiring.
            if plain and f" {plain}" in said:
                return kind.id
    return None


def sameness(text: str) -> str:
    """A text without its figures and times, to tell a repeat of an alert of no known kind."""
    return " ".join(re.sub(r"[0-9]+", "", text.casefold()).split())


def check_words(text: str) -> str:
    """The words of a kind, tidied; raises UserError naming `matches` when there are none."""
    found = "\n".join(dict.fromkeys(words_of(text)))
    if not found:
        raise UserError("Write a word or two that such an alert contains, one a line.", "matches")
    return found


def first_line(text: str, most: int = 120) -> str:
    """The first line of an alert, for a title."""
    line = " ".join(next((one for one in text.splitlines() if one.strip()), "").split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
