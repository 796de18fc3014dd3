"""Words looked for in a column whatever their case, also where the database knows English only."""

from typing import Any

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import InstrumentedAttribute

_ESCAPE = "/"


def holds(column: InstrumentedAttribute[Any], words: str) -> ColumnElement[bool]:
    """Rows whose column may hold some words; `really_holds` tells of each whether it does.

    A file's lower() and that of some servers leave Ü and É as they are, so such letters stand for
    any sign in the question, and who asked looks again at the few that are found.
    """
    plain = "".join(_sign(one) for one in words.lower())
    return func.lower(column).like(f"%{plain}%", escape=_ESCAPE)


def _sign(one: str) -> str:
    if not one.isascii():
        return "_"
    return f"{_ESCAPE}{one}" if one in "%_/" else one


def really_holds(text: str, words: str) -> bool:
    """Whether a text holds some words, whatever their case in any alphabet."""
    return words.lower() in text.lower()
