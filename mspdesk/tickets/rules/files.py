"""Files kept with a ticket: names that are safe everywhere, how large they are, what they hold."""

import re
import unicodedata

from ...errors import UserError

LARGEST = 25 << 20
"""Bytes of the largest file that is kept with a ticket; most mails carry no more."""

LONGEST_NAME = 120
LONGEST_BYTES = 200
"""A file system takes 255 bytes of a name; a few are left for its own endings."""

LONGEST_ENDING = 12

_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"}
    | {f"{port}{sign}" for port in ("com", "lpt") for sign in "0123456789\u00b9\u00b2\u00b3"}
)
"""Names that mean a device on Windows, with any ending."""

PROGRAMS = frozenset(
    "app appimage application bash bat bin cab cmd com command cpl deb desktop dmg docm dotm exe"
    " gadget hta htm html inf iso img jar js jse lnk mjs msc msi msix msp mst one ott pif pkg potm"
    " ppam ppsm pptm ps1 psd1 psm1 py pyc pyw rb reg rpm scf scr sct sh sldm svg url vb vbe vbs"
    " vhd vhdx ws wsc wsf wsh xlam xll xlsm xltm".split()
)
"""Endings of what can run, or carries something that can (reliability rule 6.10)."""


def shown_name(text: str, fallback: str = "file") -> str:
    """A name every system takes, its letters and its ending kept; what hides or leads away goes.

    Of a path only the last part stays. Signs that turn writing round or cannot be seen are left
    out, so that the ending that is read is the one that counts.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", text))[-1]
    seen = "".join(one for one in last if unicodedata.category(one)[0] != "C" or one == "\t")
    plain = " ".join(re.sub(r'[<>:"|?*\u2028\u2029]+', "-", seen).split()).strip(" .-")
    stem, ending = _parted(plain)
    if not stem and not ending:
        return fallback
    if (stem or ending).split(".")[0].strip().lower() in _DEVICES:
        stem = f"{fallback}-{stem}"
    tail = f".{ending}" if ending else ""
    return f"{_cut(stem, tail)}{tail}"


def _parted(name: str) -> tuple[str, str]:
    """A name and its ending without the dot; long or odd endings belong to the name."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or not 0 < len(ending) <= LONGEST_ENDING or " " in ending:
        return name, ""
    return stem, ending


def _cut(stem: str, tail: str) -> str:
    """As much of a name as fits before its ending."""
    stem = stem[: LONGEST_NAME - len(tail)]
    while len(f"{stem}{tail}".encode()) > LONGEST_BYTES:
        stem = stem[:-1]
    return stem.rstrip(" .-") or "file"


def short_name(name: str, most: int = 34) -> str:
    """A long name with its middle left out, so that its beginning and its ending can be read.

    Letters as wide as two count twice.
    """
    wide = sum(unicodedata.east_asian_width(one) in "WF" for one in name)
    if len(name) + wide <= most:
        return name
    room = most // 2 if wide else most
    return f"{name[: room - 13]}…{name[-12:]}"


def can_run(name: str) -> bool:
    """Whether a file of this name can run as a program or carry one; it is only ever saved."""
    return "." in name and name.rpartition(".")[2].lower() in PROGRAMS


_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")


def is_picture(content: bytes) -> bool:
    """Whether bytes begin as a picture does; its name may say anything."""
    webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return webp or content.startswith(_PICTURES)


def check_file(name: str, size: int) -> None:
    """Raise UserError where a file is empty or larger than what fits."""
    if not size:
        raise UserError(f"{shown_name(name)} is empty.", field="file")
    if size > LARGEST:
        raise UserError(
            f"{shown_name(name)} has {size_words(size)}. {LARGEST >> 20} MB fit on a ticket;"
            " keep it in a folder and write down where.",
            field="file",
        )


def size_words(size: int) -> str:
    """Bytes in short words, rounded up: 812 bytes, 14 KB, 3.4 MB."""
    if size < 1 << 10:
        return f"{size} byte{'s' if size != 1 else ''}"
    if size < 1 << 20:
        return f"{-(-size >> 10)} KB"
    tenths = -(-size * 10 >> 20)
    return f"{tenths // 10}.{tenths % 10} MB" if tenths % 10 else f"{tenths // 10} MB"
