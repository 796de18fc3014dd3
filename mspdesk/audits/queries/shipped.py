"""The lists of questions that ship as files; one with a mistake is left out and named."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ... import paths
from ...exchange.shelf import Shelf
from ..rules.forms import QuestionList, read


def shipped(folder: Path | None = None) -> Mapping[str, QuestionList]:
    """The lists that ship, by code, in the order of their titles."""
    found = _shelf(folder or paths.form("audits")).found()
    by_title = sorted(found.items(), key=lambda pair: pair[1].said.title.casefold())
    return {code: one.said for code, one in by_title}


def mistakes(folder: Path | None = None) -> list[str]:
    """What is wrong with files that were left out: file, line, and what to write instead."""
    return list(_shelf(folder or paths.form("audits")).mistakes())


@cache
def _shelf(folder: Path) -> Shelf[QuestionList]:
    return Shelf(lambda: folder, read)
