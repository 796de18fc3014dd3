"""What a word or an abbreviation of the program means, and how it is looked up."""

import re
from collections.abc import Iterator

from ..rows import dataclass

ABBREVIATION = re.compile(r"\b[a-z]?[A-Z]{2,}[0-9]?s?\b")
"""Capitals in a row: AV, vCIO, WPA2, PCs."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary: what it is short for or also called, its meaning, where it is met.

    `covers` are abbreviations that stand on screens and are explained by this entry.
    """

    word: str
    stands_for: str
    meaning: str
    where: str = ""
    covers: tuple[str, ...] = ()


def terms() -> Iterator[tuple[str, Term]]:
    """Every term with what it is about, by subject, then by the alphabet."""
    from .glossary_words import GLOSSARY

    for subject, found in GLOSSARY:
        for term in sorted(found, key=lambda one: one.word.casefold()):
            yield subject, term


def find(typed: str) -> list[tuple[str, Term]]:
    """The terms in which a word begins with each word typed; all of them for nothing."""
    words = typed.casefold().split()
    return [(subject, term) for subject, term in terms() if _answers(term, words)]


def _answers(term: Term, words: list[str]) -> bool:
    said = " ".join((term.word, term.stands_for, term.meaning, *term.covers)).casefold()
    # At the beginning of a word only: rpo is no part of purpose to whoever types it.
    return all(re.search(rf"(?<!\w){re.escape(word)}", said) for word in words)


def abbreviations() -> frozenset[str]:
    """The abbreviations the glossary explains."""
    found: set[str] = set()
    for _subject, term in terms():
        found.update(term.covers)
        found.update(ABBREVIATION.findall(f"{term.word} {term.stands_for}"))
    return frozenset(found)
