"""Taking a picture apart; runs in a process of its own that may use little of anything.

Only its dots come out, as a PNG that this program wrote: no comments, places, profiles, frames.
"""

import base64
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

KINDS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF")
_SMALL = 1_000_000
NO_PICTURE, TOO_MANY_DOTS = "no picture", "too many dots"


def warm() -> None:
    """Load the library and the kinds of picture that are read, before a file is seen."""
    from PIL import (  # noqa: F401 - loaded, so that no file decides when
        BmpImagePlugin,
        GifImagePlugin,
        ImageOps,
        JpegImagePlugin,
        PngImagePlugin,
        TiffImagePlugin,
        WebPImagePlugin,
    )


def serve(asked: dict[str, Any], raw: bytes) -> Iterator[tuple[str, Any]]:
    """A picture of at most `most` dots across and down as clean PNG.

    One of more than `largest` dots is refused by its head; what is no picture by any mistake.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # Pillow only warns about decompression bombs up to twice its limit.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield (
                "png",
                base64.b64encode(_clean(raw, tuple(asked["most"]), asked["largest"])).decode(),
            )
    except (
        *(_TooManyDotsError, MemoryError),
        *(Image.DecompressionBombError, Image.DecompressionBombWarning),
    ):
        yield "refused", TOO_MANY_DOTS
        return
    except (
        *(
            UnidentifiedImageError,
            OSError,
            SyntaxError,
            ValueError,
            EOFError,
            TypeError,
            KeyError,
            IndexError,
        ),
        *(ArithmeticError, AttributeError, RuntimeError, NotImplementedError, AssertionError),
    ):
        # The library raises many kinds for pictures made to break it.
        yield "refused", NO_PICTURE
        return
    yield "done", None


class _TooManyDotsError(Exception):
    """The head of a picture promises more dots than are looked at."""


def _clean(raw: bytes, most: tuple[int, int], largest: int) -> bytes:
    picture = _decoded(raw, largest)
    picture.thumbnail(most)
    target = BytesIO()
    # Trying every way to pack them takes a photo ten times as long and saves a hundredth.
    picture.save(target, "PNG", optimize=picture.width * picture.height <= _SMALL)
    return target.getvalue()


def _decoded(raw: bytes, largest: int) -> "Image.Image":
    """The dots of a picture the right way up, after its size and its sums have been checked."""
    from PIL import Image, ImageOps

    with Image.open(BytesIO(raw), formats=KINDS) as picture:
        if picture.width * picture.height > largest:
            raise _TooManyDotsError
        picture.verify()
    with Image.open(BytesIO(raw), formats=KINDS) as picture:
        # A phone writes which way it was held beside the dots, and that is not kept.
        ImageOps.exif_transpose(picture, in_place=True)
        plain = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    plain.info.clear()
    return plain
