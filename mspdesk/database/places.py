"""Where books are: a folder of this computer, a books.db file, or a database on a server."""

import re
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from ..errors import Trouble, UserError

BOOKS_FILE = "books.db"


def is_server(place: str) -> bool:
    """Whether a place is a server's URL and not a file of this computer."""
    return "://" in place


def normalise(place: str | Path) -> str:
    """The one spelling of a place: the path of a .db file, or a postgresql:// URL.

    A folder means the books.db inside it. Raises UserError for another kind of URL and for one
    that carries a password, Trouble for a folder that is shut to us.
    """
    text = str(place).strip()
    if not text:
        raise UserError("Name the folder of the books.", "books")
    if is_server(text):
        return _normalise_url(text)
    path = Path(text).expanduser().absolute()
    try:
        if path.suffix.lower() != ".db" or path.is_dir():
            path = path / BOOKS_FILE
        # Two names of one file (a link) must come to the same lock.
        return str(path.resolve())
    except (OSError, RuntimeError) as error:
        raise Trouble(f"{path} cannot be read.", "Look at who may open that folder.") from error


def _normalise_url(text: str) -> str:
    try:
        url = make_url(re.sub(r"^postgres(ql)?(\+psycopg)?://", "postgresql://", text))
    except (ArgumentError, ValueError):
        raise UserError("This is not the address of books on a server.", "books") from None
    if url.drivername != "postgresql":
        raise UserError("Books on a server live in PostgreSQL: postgresql://host/name.", "books")
    if url.password is not None or "password" in url.query:
        raise UserError(
            "Leave the password out of the address: it is read from this computer's keyring or "
            "from PostgreSQL's password file.",
            "books",
        )
    if not url.database:
        raise UserError("Name the database after the host: postgresql://host/name.", "books")
    return url.render_as_string()


def url_of(place: str) -> URL:
    """The address SQLAlchemy understands for a normalised place."""
    if is_server(place):
        return make_url(place).set(drivername="postgresql+psycopg")
    return URL.create("sqlite", database=str(place))


def said(place: str) -> str:
    """A place as it is named to a person; never a password."""
    if is_server(place):
        url = make_url(place)
        return f"{url.database} on {url.host or url.query.get('host') or 'this computer'}"
    return place


def folder_of(place: str) -> Path | None:
    """The folder of the books on this computer; None on a server."""
    return None if is_server(place) else Path(place).parent
