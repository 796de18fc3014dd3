"""What stands in clear at the head of a sealed copy: enough to keep it, nothing of the shop.

A sealed file is `MSPB1`, a line end, four bytes with the length of the head, the head as JSON, then
pieces that only the vault can open. How they are sealed is the vault's affair; the folder of copies
only has to know which attachments a copy needs.
"""

import json
from pathlib import Path
from typing import Any

from ..errors import Trouble

ENDING = ".sealed"
MAGIC = b"MSPB1\n"

_LONGEST = 64 << 20


def is_sealed(file: Path) -> bool:
    """Whether a file is named as a sealed one."""
    return file.suffix == ENDING


def plain_name(file: Path) -> str:
    """The name of what is in a sealed file."""
    return file.name.removesuffix(ENDING)


def head_bytes(said: dict[str, Any]) -> bytes:
    """A head as it stands at the beginning of a file."""
    words = json.dumps(said, sort_keys=True).encode()
    return MAGIC + len(words).to_bytes(4, "big") + words


def read_head(file: Path) -> tuple[dict[str, Any], bytes]:
    """What a head says, and its bytes; raises Trouble when the file is no sealed one."""
    try:
        start, words = _read(file)
        said = json.loads(words)
    except (ValueError, RecursionError):
        said = None
        start = words = b""
    except OSError as error:
        raise Trouble(f"{file.name} cannot be read.", error.strerror or "") from error
    if not isinstance(said, dict):
        raise Trouble(f"{file.name} is no sealed copy, or damaged.", "Choose another.")
    return said, start + words


def _read(file: Path) -> tuple[bytes, bytes]:
    """What stands before the words of a head, and the words; no words where there is none."""
    with file.open("rb") as source:
        start = source.read(len(MAGIC) + 4)
        length = int.from_bytes(start[len(MAGIC) :], "big")
        if not start.startswith(MAGIC) or length > _LONGEST:
            return start, b""
        words = source.read(length)
    return start, words if len(words) == length else b""


def blobs_of(file: Path) -> set[str]:
    """The sealed attachments a copy needs, by the names of their files without the ending."""
    return {str(one) for one in read_head(file)[0].get("blobs", ())}
