"""A secret while it is in use: it does not show itself, and nothing writes it anywhere."""

from __future__ import annotations

import hmac

DOTS = "•••"
"""What is seen of a secret wherever somebody looks at the object itself."""


class Secret:
    """Some words, or bytes, that only `in_clear` and `in_bytes` give out.

    It has no text form: to print, format, copy or pickle it raises TypeError, so that a log, an
    f-string or a crash report cannot take it along by mistake. Python may have copied what is in
    it; `wipe` clears what lies here and promises no more.
    """

    __slots__ = ("_held",)

    def __init__(self, words: str | bytes | bytearray = "") -> None:
        # Half a letter is let pass: the error about it would carry the whole secret along.
        raw = words.encode("utf-8", "surrogatepass") if isinstance(words, str) else words
        self._held = bytearray(raw)

    def in_clear(self) -> str:
        """The words themselves; bytes that are no text come out as marks."""
        try:
            return self._held.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            return self._held.decode("utf-8", "replace")

    def in_bytes(self) -> bytes:
        """The bytes themselves."""
        return bytes(self._held)

    def wipe(self) -> None:
        """Overwrite what is held here and forget it."""
        self._held[:] = bytes(len(self._held))
        self._held.clear()

    def __bool__(self) -> bool:
        return bool(self._held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self._held, other._held)

    __hash__ = None  # type: ignore[assignment] # a hash of a secret is a hint at it

    def __repr__(self) -> str:
        return DOTS

    def __str__(self) -> str:
        raise TypeError("a secret has no text form; ask for it in clear where it is needed")

    def __format__(self, _: str) -> str:
        raise TypeError("a secret is not put into other words")

    def __reduce__(self) -> str:
        raise TypeError("a secret is not written down")

    def __copy__(self) -> Secret:
        raise TypeError("a secret is not copied")

    def __deepcopy__(self, _: object) -> Secret:
        raise TypeError("a secret is not copied")
