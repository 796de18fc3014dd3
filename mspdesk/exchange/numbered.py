"""Numbered phones and addresses of mail with a label each, as Google writes contacts.

`Phone 1 - Label, Phone 1 - Value, Phone 2 - Label, ...`: which of them is the mobile is said by
its label (older files say Type). How many there are differs from file to file. Several numbers
under one label stand in one cell between ` ::: `.
"""

import re
from collections.abc import Mapping as Cells
from collections.abc import Sequence

from ..rows import dataclass

BETWEEN = ":::"

_NAMED = re.compile(r"(phone|e-mail) (\d+) - (label|type|value)", re.IGNORECASE | re.ASCII)
_MOBILE = ("mobile", "cell", "iphone")
_NO_VOICE = ("fax", "pager")


@dataclass(frozen=True, slots=True)
class Numbered:
    """The labels and values of phones and of mail, in the order of their numbers."""

    phones: tuple[tuple[str, str], ...]
    mails: tuple[tuple[str, str], ...]
    headers: tuple[str, ...]

    def fill(self, cells: Cells[str, str], taken: dict[str, str]) -> None:
        """Put a row's phones and mail where they belong; those without a place become notes."""
        phones, mails = _values(cells, self.phones), _values(cells, self.mails)
        mobile = next((one for one in phones if _is(one, _MOBILE)), None)
        if mobile is not None:
            phones.remove(mobile)
        phone = next((one for one in phones if not _is(one, (*_MOBILE, *_NO_VOICE))), None)
        if phone is not None:
            phones.remove(phone)
        mails.sort(key=lambda one: not one[0].startswith("*"))
        for field, found in (("mobile", mobile), ("phone", phone)):
            taken[field] = found[1] if found is not None else ""
        for field, mail in zip(
            ("email", "email_2"), (*mails[:2], ("", ""), ("", "")), strict=False
        ):
            taken[field] = mail[1]
        left = [f"{_words(label)} phone: {number}" for label, number in phones]
        left += [f"{_words(label)} e-mail: {mail}" for label, mail in mails[2:]]
        taken["notes"] = "\n".join(one for one in (taken.get("notes", ""), *left) if one)


def numbered_in(headers: Sequence[str], chosen: Cells[str, str]) -> Numbered | None:
    """The numbered columns of a file; None where there are none or a person chose otherwise."""
    seen: dict[tuple[str, int], dict[str, str]] = {}
    for header in headers:
        if named := _NAMED.fullmatch(header.strip()):
            part = "value" if named[3].lower() == "value" else "label"
            seen.setdefault((named[1].lower(), int(named[2])), {})[part] = header
    if not seen or any(field in chosen for field in ("phone", "mobile", "email", "email_2")):
        return None
    pairs = {
        what: tuple(
            (group.get("label", ""), group["value"])
            for (kind, _), group in sorted(seen.items())
            if kind == what and "value" in group
        )
        for what in ("phone", "e-mail")
    }
    headed = tuple(header for group in seen.values() for header in group.values())
    return Numbered(pairs["phone"], pairs["e-mail"], headed)


def _values(cells: Cells[str, str], pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each label with each of its values."""
    return [
        (cells.get(label, "").strip(), value.strip())
        for label, header in pairs
        for value in cells[header].split(BETWEEN)
        if value.strip()
    ]


def _is(one: tuple[str, str], words: Sequence[str]) -> bool:
    return any(word in one[0].lower() for word in words)


def _words(label: str) -> str:
    return label.strip("* ").capitalize() or "Other"
