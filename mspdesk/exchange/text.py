"""Text that crosses the border: without what breaks other programs, and never a formula.

A spreadsheet runs a cell of CSV that starts with = + - or @. Such text is written with an
apostrophe before it (reliability rule 6.7); our reader takes exactly that apostrophe off again.
Text that already looks guarded gets one more, so that every text survives the round trip.
"""

import re

from ..errors import UserError

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# The last four are the full-width forms, which spreadsheets run as well.
_FORMULA = re.compile("'*\\s*[=+\\-@\t\r\n\x00\uff1d\uff0b\uff0d\uff20]")
# What some programs write so that a spreadsheet leaves 00123 as it is.
_KEPT_TEXT = re.compile('="([^"]*)"')
_PHONE = re.compile(r"\D")
# Joiners of letters and of pictures; other invisible marks can move a terminal's cursor or turn
# the reading direction, so that gnp.exe is shown as exe.png.
_JOINERS = "\u200c\u200d"


def clean(text: str) -> str:
    """Text without control characters and broken halves of characters; tabs and lines stay."""
    # Nothing that can be printed is taken out, and to ask takes far less time than to look twice.
    if text.isprintable():
        return text
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Text as it was before `guarded`, or before it was wrapped as ="00123"."""
    if text[:1] == "=":
        found = _KEPT_TEXT.fullmatch(text)
        return found[1] if found else text
    return text[1:] if text[:1] == "'" and _FORMULA.match(text, 1) else text


def one_line(text: str) -> str:
    """Text on one line of a terminal: lines joined, invisible marks gone."""
    joined = " ".join(text.split())
    if joined.isprintable():
        return joined
    return "".join(letter for letter in joined if letter.isprintable() or letter in _JOINERS)


def digits(text: str) -> str:
    """Only the digits of a text, as phone numbers are compared."""
    return _PHONE.sub("", text)


def header_key(header: str) -> str:
    """A header as headers are compared: `Ticket #` and `ticket_number` are the same."""
    spelled = header.casefold().replace("#", " number ").replace("%", " percent ")
    return "".join(character for character in spelled if character.isalnum())


def refused(cell: str, what: str, field: str | None) -> UserError:
    """The sentence for a cell that cannot be read: what to type, and what stands there."""
    return UserError(f"{what}, not “{one_line(cell)[:40]}”.", field)
