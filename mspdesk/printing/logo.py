"""A shop's logo: any picture comes in, a small clean PNG goes into the books."""

import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from ..errors import UserError

if TYPE_CHECKING:
    from PIL import Image

# Figures from reliability.md 6.8 and performance.md section 5.
LARGEST = 10_000_000
WIDEST, HIGHEST = 900, 360

_NOT_A_PICTURE = "This file is not a picture MSPDesk can read. Choose a PNG or JPEG."
_TOO_LARGE = "This picture has more than {} million dots. Save a smaller one and choose that."


def normalise(
    raw: bytes,
    most: tuple[int, int] = (WIDEST, HIGHEST),
    field: str = "logo",
    largest: int = LARGEST,
) -> bytes:
    """A picture as small PNG bytes with nothing else inside; UserError for anything else.

    At most 900 by 360 dots come back, which is three inches of letterhead at 300 dots an inch,
    unless `most` asks for others. One of more than `largest` dots is refused unread.
    """
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        # Pillow only warns about decompression bombs up to twice its limit.
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            picture = _decoded(raw, field, largest)
        except (
            UnidentifiedImageError,
            Image.DecompressionBombError,
            Image.DecompressionBombWarning,
            OSError,
            SyntaxError,
            ValueError,
        ) as reason:
            raise UserError(_NOT_A_PICTURE, field=field) from reason
    picture.thumbnail(most)
    target = BytesIO()
    picture.save(target, "PNG", optimize=True)
    return target.getvalue()


def _decoded(raw: bytes, field: str, largest: int) -> "Image.Image":
    """The picture's dots, after its size and its sums have been checked."""
    from PIL import Image

    kinds = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF")
    with Image.open(BytesIO(raw), formats=kinds) as picture:
        if picture.width * picture.height > largest:
            raise UserError(_TOO_LARGE.format(largest // 1_000_000), field=field)
        picture.verify()
    with Image.open(BytesIO(raw), formats=kinds) as picture:
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
