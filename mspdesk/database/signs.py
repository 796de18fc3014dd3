"""Signs that no books can hold: they are refused at the door, alike on every kind of books."""

from collections.abc import Iterable, Mapping

from ..errors import UserError

_LEVELS = 3


def refuse_broken(values: Iterable[object], levels: int = _LEVELS) -> None:
    """Look through what an action was given; raises UserError for text that cannot be kept.

    SQLite would hold a NUL and PostgreSQL would not; neither holds half a letter.
    """
    for value in values:
        if isinstance(value, str):
            if not _whole(value):
                raise UserError("A sign in the text is broken and cannot be kept. Type it again.")
        elif isinstance(value, Mapping):
            refuse_broken(value.values(), levels - 1)
        elif isinstance(value, list | tuple) and levels:
            refuse_broken(value, levels - 1)


def _whole(text: str) -> bool:
    if "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
