"""The lines of a file of contact cards (vCard 2.1, 3.0, 4.0), also of those that phones break.

Our own, because the one kept library for Python (vobject, last released in 2024) gives up a whole
file for one card without END, knows no UTF-16 and no eight-bit letters, and drops the second line
of quoted-printable text; what it skips it counts from another line. Here every line is either part
of a field or named with its number.
"""

import binascii
import codecs
import quopri
import re
from collections.abc import Iterator
from dataclasses import field

from ..rows import dataclass

WESTERN = "cp1252"

_NEWLINE = re.compile(rb"\r\n|\n|\r")
_FIELD = re.compile(rb"(?:([\w-]+)\.)?([A-Za-z][\w-]*)((?:;(?:[^\":;]|\"[^\"]*\")*)*):", re.ASCII)
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]+")
_PART = re.compile(rb';((?:[^";]|"[^"]*")*)')

KNOWN = frozenset(
    (
        "ADR AGENT ANNIVERSARY BDAY BEGIN CALADRURI CALURI CATEGORIES CLASS CLIENTPIDMAP DEATHDATE"
        " EMAIL END FBURL FN GENDER GEO IMPP KEY KIND LABEL LANG LOGO MAILER MEMBER N NAME NICKNAME"
        " NOTE ORG PHOTO PRODID PROFILE RELATED REV ROLE SORT-STRING SOUND SOURCE TEL TITLE TZ UID"
        " URL VERSION XML"
    ).split()
)
"""The fields that some version of the format knows; those of programs begin with X-."""

_CODINGS = {"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"}


@dataclass(slots=True)
class Said:
    """One field of a card as it was written: where, its group, name, marks and raw value."""

    line: int
    group: str
    name: str
    types: set[str]
    coding: str
    charset: str
    raw: bytearray
    marks: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Lines:
    """The fields of a file in order; `wrong` are the lines that are none, with the reason."""

    wrong: list[tuple[int, str]]
    western: list[int]
    """Lines that are not UTF-8 and were read as Western European."""

    def fields(self, raw: bytes) -> Iterator[Said]:
        """Put the lines of a file together to fields."""
        said: Said | None = None
        blank = False
        for number, line in enumerate(_NEWLINE.split(as_utf8(raw)), 1):
            line = line.replace(b"\0", b"").removeprefix(codecs.BOM_UTF8)  # noqa: PLW2901 - cleaned
            if not line.strip():
                blank = True
                continue
            if said is not None and not blank and self._goes_on(said, line):
                continue
            if said is not None and line[:1] in (b" ", b"\t"):
                said.raw += line[1:]
                continue
            blank = False
            found = _parsed(number, line)
            if found is not None and _is_field(found.name):
                if said is not None:
                    yield said
                said = found
            elif said is not None and said.name == "NOTE":
                # Phones write a note's lines as they are; nothing of it is a field.
                said.raw += b"\n" + line
            else:
                self.wrong.append((number, f"“{_shown(line)}” is no field of a card."))
        if said is not None:
            yield said

    def _goes_on(self, said: Said, line: bytes) -> bool:
        """Take a line that belongs to the field before without saying so; False when it is none."""
        parsed = _parsed(0, line)
        ends = parsed is not None and _is_field(parsed.name)
        if said.coding == "QUOTED-PRINTABLE" and said.raw.endswith(b"=") and not ends:
            del said.raw[-1:]
            said.raw += line
            return True
        if said.coding in {"BASE64", "B"} and not ends and _BASE64.fullmatch(line.strip()):
            said.raw += line.strip()
            return True
        return False

    def text(self, said: Said) -> str:
        """A field's value as text, with its backslashes still in it."""
        raw = bytes(said.raw)
        if said.coding == "QUOTED-PRINTABLE":
            raw = quopri.decodestring(raw.removesuffix(b"="))
        elif said.coding in {"BASE64", "B"}:
            raw = self._unpacked(said, raw)
        return self._decoded(said, raw)

    def _unpacked(self, said: Said, raw: bytes) -> bytes:
        try:
            return binascii.a2b_base64(raw)
        except binascii.Error:
            self.wrong.append((said.line, f"The text of {said.name} is damaged."))
            return b""

    def _decoded(self, said: Said, raw: bytes) -> str:
        """Bytes as the card says, else as UTF-8, else as Western European, which is told."""
        for charset in (said.charset, "utf-8"):
            try:
                return raw.decode(charset) if charset else raw.decode("utf-8")
            except (UnicodeError, LookupError):
                continue
        self.western.append(said.line)
        return raw.decode(WESTERN, errors="replace")


def as_utf8(raw: bytes) -> bytes:
    """The bytes of a file with two or four bytes a letter, marked or not, as UTF-8."""
    for mark, encoding in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
        (b"B\0E\0G\0", "utf-16-le"),
        (b"\0B\0E\0G", "utf-16-be"),
    ):
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace").encode("utf-8", errors="replace")
    return raw


def looks_like_cards(head: bytes) -> bool:
    """Whether the beginning of a file is that of a contact card."""
    start = as_utf8(head[: len(head) // 4 * 4]).removeprefix(codecs.BOM_UTF8).lstrip()
    return re.match(rb"BEGIN[ \t]*:[ \t]*VCARD", start, re.IGNORECASE) is not None


def _parsed(number: int, line: bytes) -> Said | None:
    """A line taken apart into name, marks and value; None when it is none of a card."""
    found = _FIELD.match(line)
    if found is None:
        return None
    said = Said(
        number,
        (found[1] or b"").decode("ascii").lower(),
        found[2].decode("ascii").upper(),
        set(),
        "",
        "",
        bytearray(line[found.end() :]),
    )
    for part in _PART.findall(found[3]):
        _mark(said, part.decode("utf-8", errors="replace"))
    return said


def _mark(said: Said, part: str) -> None:
    """Take over one mark of a field: `TYPE=cell,voice`, or bare `CELL` as version 2.1 writes it."""
    name, sign, value = part.strip().partition("=")
    name = name.strip().upper()
    values = [one.strip().strip('"').upper() for one in value.replace('"', "").split(",")]
    if not sign:
        values, name = [name], "TYPE"
    if name == "CHARSET":
        said.charset = values[0].lower()
    elif name == "ENCODING":
        said.coding = values[0]
    elif name == "TYPE":
        coded = [one for one in values if one in _CODINGS and not sign]
        said.coding = coded[0] if coded else said.coding
        said.types.update(set(values) - set(coded) - {""})
    else:
        said.marks[name] = values[0]
        if name == "PREF":
            said.types.add("PREF")


def _is_field(name: str) -> bool:
    return name in KNOWN or name.startswith("X-")


def _shown(line: bytes) -> str:
    text = " ".join(line.decode("utf-8", errors="replace").split())
    return text if len(text) <= 60 else f"{text[:60]}…"
