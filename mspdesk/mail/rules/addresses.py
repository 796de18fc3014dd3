"""Mail addresses as people type them, read into what a mail server takes."""

import re
from contextlib import suppress

from ...errors import UserError

_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
_NAMED = re.compile(r'(?:"[^"]*"|[^<>"])*<([^<>]*)>')
_LONGEST = 254
MOST = 50
"""How many people one mail goes to at most; many servers refuse more."""


def addresses(text: str, field: str | None = None) -> tuple[str, ...]:
    """The addresses in a line, comma or semicolon between them, each once.

    `Ann Bell <ann@example.com>` is read as its address. Raises UserError naming the one that is no
    address, and for line breaks, which could smuggle in headers.
    """
    one_line(text, "An address", field)
    found = []
    for part in _parts(text):
        named = _NAMED.fullmatch(part)
        found.append(address(named[1] if named else part, field))
    if len(found) > MOST:
        raise UserError(f"One mail goes to at most {MOST} people. Send it in two.", field)
    return tuple({one.lower(): one for one in found}.values())


def _parts(text: str) -> list[str]:
    """The pieces between commas and semicolons that stand outside of quotes."""
    pieces = re.findall(r'(?:"[^"]*"|[^,;"])+', text)
    return [piece.strip() for piece in pieces if piece.strip()]


def address(text: str, field: str | None = None) -> str:
    """One address, its domain in the letters of the mail servers; raises UserError otherwise."""
    name, at, domain = text.strip().rpartition("@")
    if not at or not name or not domain:
        raise UserError(
            f"“{shortened(text)}” is no mail address. Type it as ann@example.com.", field
        )
    if not name.isascii():
        raise UserError(
            f"“{shortened(text)}” has letters before the @ that most mail servers refuse. "
            "Ask for a plain address.",
            field,
        )
    try:
        plain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        plain = ""
    labels = plain.split(".")
    whole = (
        _LOCAL.fullmatch(name)
        and not name.startswith(".")
        and not name.endswith(".")
        and ".." not in name
        and len(labels) > 1
        and all(_LABEL.fullmatch(label) for label in labels)
        and len(name) + 1 + len(plain) <= _LONGEST
    )
    if not whole:
        raise UserError(
            f"“{shortened(text)}” is no mail address. Type it as ann@example.com.", field
        )
    return f"{name}@{plain}"


def address_key(text: str) -> str:
    """An address as it is compared: small letters, its domain as mail servers have it.

    What is no address is compared by its own small letters.
    """
    plain = text.strip()
    with suppress(UserError):
        plain = address(plain)
    return plain.casefold()


def one_line(text: str, what: str, field: str | None = None) -> str:
    """The text as it is; raises UserError when it holds a line break or another control sign."""
    if any(ord(sign) < 32 or ord(sign) in (0x7F, 0x85, 0x2028, 0x2029) for sign in text):
        raise UserError(f"{what} holds a line break. Type it again on one line.", field)
    return text


def shortened(text: str, most: int = 60) -> str:
    """A text that fits into a sentence, on one line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"
