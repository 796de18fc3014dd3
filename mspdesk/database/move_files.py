"""Copying what attachments hold, between folders and a table on a server."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from ..errors import Trouble
from . import places
from .blobs import file_of, folder_of_blobs
from .files import CHUNK, chunks_of, make_folder, write_whole
from .move_source import DAMAGED
from .move_target import New


def copy_attachments(
    source: Connection,
    target: Connection,
    start: str,
    new: New,
    tell: Callable[[int, str], None],
) -> int:
    """Bring what attachments hold, each a megabyte at a time; answers how many there are."""
    known = [
        (str(sha256), int(size))
        for sha256, size in source.exec_driver_sql("SELECT sha256, size FROM blob ORDER BY sha256")
    ]
    into, out_of = places.folder_of(new.place), places.folder_of(start)
    for number, (sha256, size) in enumerate(known, 1):
        tell(0, f"Attachment {number} of {len(known)}")
        pieces = (
            chunks_of(file_of(folder_of_blobs(out_of), sha256))
            if out_of is not None
            else _pieces(source, sha256, size)
        )
        if into is None:
            _onto_server(target, sha256, pieces)
        else:
            _into_file(file_of(folder_of_blobs(into), sha256), sha256, pieces, new.files)
    if into is None and (lost := _unlike(target)):
        raise Trouble("An attachment did not arrive as it was; nothing was moved.", lost[:12])
    return len(known)


def _pieces(source: Connection, sha256: str, size: int) -> Iterator[bytes]:
    asked = "SELECT substring(content FROM %s FOR %s) FROM blob WHERE sha256 = %s"
    for at in range(1, size + 1, CHUNK):
        yield bytes(source.exec_driver_sql(asked, (at, CHUNK, sha256)).scalar_one())


def _onto_server(target: Connection, sha256: str, pieces: Iterable[bytes]) -> None:
    """Write an attachment into its row, piece by piece over a table that goes with the step."""
    driver: Any = target.connection.driver_connection
    with driver.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE IF NOT EXISTS piece (content bytea) ON COMMIT DROP")
        with cursor.copy("COPY piece (content) FROM STDIN") as out:
            out.write("\\\\x")
            for piece in pieces:
                out.write(piece.hex())
            out.write("\n")
        cursor.execute(
            "UPDATE blob SET content = (SELECT content FROM piece) WHERE sha256 = %s", (sha256,)
        )
        cursor.execute("TRUNCATE piece")


def _unlike(target: Connection) -> str:
    asked = f"{DAMAGED} LIMIT 1"
    return str(target.exec_driver_sql(asked).scalar() or "")


def _into_file(file: Path, sha256: str, pieces: Iterable[bytes], written: list[Path]) -> None:
    if not file.exists():
        written.append(file)
    make_folder(file.parent)
    if write_whole(file, pieces) != sha256:
        raise Trouble("An attachment did not arrive as it was; nothing was moved.", sha256[:12])
