"""Pictures of strangers: any comes in, a small clean PNG comes out.

A logo, a photo beside a step, a map somebody drew, a file at a ticket: all are taken apart in a
process of their own (`picture_child`), and what is kept and shown is what that process drew.
"""

import base64
import struct
import zlib
from pathlib import Path

from ..errors import UserError
from ..progress import Progress
from ..rows import dataclass
from .apart import Limits, Sentences, told_apart
from .picture_child import TOO_MANY_DOTS, serve

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {2: 3, 6: 4}
_HEAD_REST = b"\x08\x02\x00\x00\x00"
"""After width and height: bits, colors, and three bytes that are always nothing."""

_NOT_A_PICTURE = "This file is not a picture MSPDesk can read. Choose a PNG or JPEG."
_TOO_LARGE = "This picture has more than {} million dots. Save a smaller one and choose that."
_TOO_HEAVY = "This picture is larger than {} MB. Save a smaller one and choose that."
_TOO_SLOW = "This picture takes too long to read. Save it as a PNG or JPEG and choose that."


@dataclass(frozen=True, slots=True)
class Frame:
    """What a picture is for: the most dots it is kept with, the most it may come with, its field.

    `bytes` is the most its file may weigh.
    """

    wide: int
    high: int
    largest: int
    field: str
    bytes: int


# Figures from reliability.md 6.8 and performance.md section 5.
LOGO = Frame(900, 360, 10_000_000, "logo", 20 << 20)
"""Three inches of letterhead at 300 dots an inch."""

PAGE = Frame(2_000, 2_400, 40_000_000, "picture", 50 << 20)
"""Seven inches at nearly 300 dots an inch; a photo of a whiteboard has half of these dots."""


def clean_picture(
    raw: bytes, frame: Frame, progress: Progress | None = None, limits: Limits | None = None
) -> bytes:
    """A picture as PNG bytes with nothing else inside; UserError by its field for anything else."""
    if len(raw) > frame.bytes:
        raise UserError(_TOO_HEAVY.format(frame.bytes >> 20), frame.field)
    asked = {"most": [frame.wide, frame.high], "largest": frame.largest}
    words = Sentences(_TOO_SLOW, _NOT_A_PICTURE)
    try:
        told = dict(told_apart(serve, asked, limits or Limits(), words, progress, raw))
    except UserError as error:
        raise UserError(error.text, frame.field) from error
    if told.get("refused") == TOO_MANY_DOTS:
        raise UserError(_TOO_LARGE.format(frame.largest // 1_000_000), frame.field)
    if "refused" in told:
        raise UserError(_NOT_A_PICTURE, frame.field)
    return base64.b64decode(told["png"])


def is_clean(content: bytes, frame: Frame) -> bool:
    """Whether bytes are exactly of the form that `clean_picture` writes, to the last of them.

    Such a picture has one head, its dots and an end, no more dots than its frame and nothing
    compressed that is not a dot. So it may be drawn here; any other goes through that process.
    """
    if not content.startswith(_SIGNATURE):
        return False
    at, head, packed = len(_SIGNATURE), b"", bytearray()
    while at < len(content):
        size, kind = (
            struct.unpack_from(">I4s", content, at) if at + 12 <= len(content) else (0, b"")
        )
        body = content[at + 8 : at + 8 + size]
        check = content[at + 8 + size : at + 12 + size]
        if check != zlib.crc32(kind + body).to_bytes(4, "big"):
            return False
        at += 12 + size
        if kind == b"IHDR" and not head and size == len(_HEAD_REST) + 8:
            head = body
        elif kind == b"IDAT" and head:
            packed += body
        else:
            return (
                kind == b"IEND" and not size and at == len(content) and _fills(head, packed, frame)
            )
    return False


def _fills(head: bytes, packed: bytearray, frame: Frame) -> bool:
    """Whether what is packed is as many dots as the head says, and those no more than allowed."""
    if not head:
        return False
    wide, high, colors = *struct.unpack_from(">II", head), _CHANNELS.get(head[9])
    if colors is None or head[8] != 8 or head[10:] != _HEAD_REST[2:]:
        return False
    if not (0 < wide <= frame.wide and 0 < high <= frame.high):
        return False
    line = 1 + wide * colors
    unpacker = zlib.decompressobj()
    try:
        dots = unpacker.decompress(bytes(packed), line * high + 1)
    except zlib.error:
        return False
    whole = len(dots) == line * high and unpacker.eof and not unpacker.unused_data
    # The first byte of each line says how it is packed, in one of five ways.
    return whole and max(dots[::line]) < 5


def read_picture(path: Path, frame: Frame, progress: Progress | None = None) -> bytes:
    """The picture in a file; raises UserError by its field where it cannot be read or is none."""
    try:
        with path.open("rb") as file:
            raw = file.read(frame.bytes + 1)
    except OSError as error:
        words = f"{path.name} cannot be opened. {error.strerror or ''}".strip()
        raise UserError(words, frame.field) from error
    return clean_picture(raw, frame, progress)


def fetch_clean(_store: object, progress: Progress, content: bytes) -> bytes:
    """Bytes that may be a picture as a clean one, as a desk has work done behind the window."""
    return clean_picture(content, PAGE, progress)


def fetch_picture(_store: object, progress: Progress, path: Path, frame: Frame) -> bytes:
    """The picture in a file, as a desk has work done behind the window."""
    return read_picture(path, frame, progress)
