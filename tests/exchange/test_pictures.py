"""Pictures of strangers: what is kept is what our own process drew, and nothing else."""

import struct
import zlib
from base64 import b64decode
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from mspdesk.errors import UserError
from mspdesk.exchange import picture_child
from mspdesk.exchange.apart import Limits
from mspdesk.exchange.pictures import LOGO, PAGE, Frame, clean_picture, is_clean

HEAD = b"\x89PNG\r\n\x1a\n"


def picture(size: tuple[int, int], kind: str = "PNG", mode: str = "RGB", **more: Any) -> bytes:
    """A picture of one color."""
    target = BytesIO()
    Image.new(mode, size, 200 if mode == "L" else None).save(target, kind, **more)
    return target.getvalue()


def here(raw: bytes, frame: Frame = LOGO) -> tuple[str, bytes]:
    """What the reader tells of a picture, asked within this process: its refusal and its PNG."""
    asked = {"most": [frame.wide, frame.high], "largest": frame.largest}
    told = dict(picture_child.serve(asked, raw))
    return str(told.get("refused", "")), b64decode(told.get("png", ""))


def chunk(kind: bytes, body: bytes) -> bytes:
    """A piece of a PNG with its sum."""
    return struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*pieces: bytes, size: tuple[int, int] = (2, 2), depth: int = 8, color: int = 2) -> bytes:
    """A PNG made by hand."""
    head = struct.pack(">IIBBBBB", *size, depth, color, 0, 0, 0)
    return HEAD + chunk(b"IHDR", head) + b"".join(pieces) + chunk(b"IEND", b"")


DOTS = chunk(b"IDAT", zlib.compress(b"\0\1\2\3\4\5\6" * 2))


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGBA"), ("PNG", "L"), ("PNG", "1"), ("JPEG", "CMYK"), ("GIF", "P"), ("WEBP", "RGB")],
)
def test_any_picture_becomes_a_small_png(kind: str, mode: str) -> None:
    refused, done = here(picture((1500, 500), kind, mode))
    assert not refused
    with Image.open(BytesIO(done)) as small:
        assert (small.format, small.size) == ("PNG", (900, 300))
    assert is_clean(done, LOGO)
    assert here(done) == ("", done)


def test_nothing_but_the_dots_is_kept_and_they_stand_upright() -> None:
    facts = PngImagePlugin.PngInfo()
    facts.add_text("Comment", "secret of the designer")
    assert b"secret" not in here(picture((40, 20), pnginfo=facts))[1]
    held = Image.Exif()
    held[0x0112], held[0x010E] = 6, "secret place"
    with Image.open(BytesIO(here(picture((40, 20), "JPEG", exif=held))[1])) as turned:
        assert turned.size == (20, 40)
        assert not turned.info


def test_a_picture_comes_through_its_own_process() -> None:
    done = clean_picture(picture((3000, 1000)), LOGO)
    assert is_clean(done, LOGO)
    with pytest.raises(UserError, match="10 million dots") as large:
        clean_picture(picture((4000, 2600), mode="1"), LOGO)
    assert large.value.field == "logo"
    with pytest.raises(UserError, match="Choose a PNG or JPEG") as none:
        clean_picture(b"%PDF-1.4", PAGE)
    assert none.value.field == "picture"
    with pytest.raises(UserError, match="more than 10 million dots"):
        clean_picture(picture((3100, 3100)), LOGO, limits=Limits(memory=70_000_000))
    with pytest.raises(UserError, match="takes too long"):
        clean_picture(done, LOGO, limits=Limits(seconds=-1))
    with pytest.raises(UserError, match="larger than 0 MB"):
        clean_picture(done, Frame(9, 9, 81, "logo", 100))


DECOMPRESSION = chunk(b"IDAT", zlib.compress(bytes(3_000_000)))
TRUNCATED = picture((400, 300), "JPEG")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "no picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n", "no picture"),
        (picture((300, 100))[:80], "no picture"),
        (HEAD + bytes(60), "no picture"),
        (TRUNCATED[: len(TRUNCATED) // 2], "no picture"),
        (TRUNCATED[:300], "no picture"),
        (png(DOTS, size=(60_000, 60_000)), "too many dots"),
        (png(DOTS, size=(2**31 - 1, 2**31 - 1)), "too many dots"),
        (png(DOTS, size=(0, 1)), "no picture"),
        (png(chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(90_000_000))), DOTS), "no picture"),
        (png(chunk(b"iCCP", b"\0" * 20), size=(3_000, 3_000)), "no picture"),
    ],
)
def test_a_picture_made_to_break_its_reader_is_refused(raw: bytes, words: str) -> None:
    assert here(raw) == (words, b"")


def test_only_what_we_wrote_may_be_drawn_here() -> None:
    assert is_clean(png(DOTS), LOGO)
    for wrong in (
        b"",
        HEAD,
        png(DOTS)[:-1],
        png(DOTS) + b"tail",
        png(),
        png(DOTS, chunk(b"tEXt", b"a\0b")),
        png(DOTS, size=(2, 3)),
        png(DOTS, size=(3, 2)),
        png(DOTS, size=(901, 1)),
        png(DOTS, depth=16),
        png(DOTS, color=3),
        png(DECOMPRESSION),
        png(chunk(b"IDAT", zlib.compress(b"\7" + bytes(13)))),
        png(chunk(b"IDAT", b"rubbish")),
        png(DOTS).replace(b"IDAT", b"IDOT"),
        HEAD + struct.pack(">I4s", 2**31, b"IDAT") + b"x" * 40,
    ):
        assert not is_clean(wrong, LOGO)
