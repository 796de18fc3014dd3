"""Finding tickets and notes by their words: FTS5 in a file, tsvector on a server, same answers."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from sqlalchemy import TextClause, and_, select, text, union_all
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...rows import dataclass
from ..models import Ticket, TicketNote, TicketText
from .board import TicketRow, tickets_by_id
from .merged import merged_into

_TOKEN = re.compile(r"[^\W_]+")
LONGEST_QUERY = 12
"""Words of a query that are looked at; more of them find nothing more."""
AHEAD = 4
"""How many times the rows that are wanted are looked at for what the index knows badly."""

_KEPT = {"sqlite": 3, "postgresql": None}
"""Letters of a word's beginning that the index finds at once; a server finds any."""


def tokens(words: str) -> list[str]:
    """The words of a query as the index keeps them: letters and digits, small, without accents.

    Accents go only where they sit on a Latin letter, as FTS5 does it.
    """
    return _TOKEN.findall(_folded(words))[:LONGEST_QUERY]


def _folded(words: str) -> str:
    if words.isascii():
        return words.lower()
    plain = unicodedata.normalize("NFD", words)
    plain = re.sub(r"([A-Za-z])[\u0300-\u036f]+", r"\1", plain)
    return unicodedata.normalize("NFC", plain).lower()


def _match(session: Session, words: list[str]) -> str:
    """The query in the language of these books, every word a beginning and all of them wanted."""
    if session.get_bind().dialect.name == "sqlite":
        return " ".join(f'"{word}"*' for word in words)
    return " & ".join(f"'{word}':*" for word in words)


_TICKETS = {
    "sqlite": text(
        "SELECT rowid FROM fts_ticket WHERE fts_ticket MATCH :match"
        " ORDER BY rowid DESC LIMIT :limit"
    ),
    "postgresql": text(
        "SELECT ticket_id FROM fts_ticket WHERE words @@ CAST(:match AS tsquery)"
        " ORDER BY ticket_id DESC LIMIT :limit"
    ),
}
_NOTES = {
    "sqlite": text(
        "SELECT rowid FROM fts_note WHERE fts_note MATCH :match ORDER BY rowid DESC LIMIT :limit"
    ),
    "postgresql": text(
        "SELECT note_id FROM fts_note WHERE words @@ CAST(:match AS tsquery)"
        " ORDER BY note_id DESC LIMIT :limit"
    ),
}


def hits(session: Session, words: str, limit: int = 50) -> list[int]:
    """Ids of tickets whose title or description holds words that begin so, newest first."""
    found = tokens(words)
    if not found:
        return []
    return _newest(session, _TICKETS, found, limit, _words_of_tickets)


Texts = Callable[[Session, Sequence[int]], dict[int, str]]


def _newest(
    session: Session, statements: dict[str, TextClause], words: list[str], limit: int, texts: Texts
) -> list[int]:
    """The newest rows with all words.

    The index would gather every word there is that begins with a single letter, which takes most
    of a tenth of a second while somebody begins to type the next word. Nearly every text has one:
    the newest rows with the longer words are looked through for it first. In a file it would also
    gather every hit of a word longer than the beginnings it keeps, so the newest rows with these
    beginnings are looked through for the rest of the word.
    """
    known = _KEPT[session.get_bind().dialect.name]
    rough = [word[:known] for word in words if len(word) > 1]
    if rough and rough != words:
        near = _matching(session, statements, rough, AHEAD * limit)
        beginnings = [re.compile(rf"(?<![^\W_]){word}") for word in words]
        held = {at: _folded(text) for at, text in texts(session, near).items()}
        kept = [at for at in near if all(one.search(held.get(at, "")) for one in beginnings)]
        if len(kept) >= limit or len(near) < AHEAD * limit:
            return kept[:limit]
    return _matching(session, statements, words, limit)


def _matching(
    session: Session, statements: dict[str, TextClause], words: list[str], limit: int
) -> list[int]:
    statement = statements[session.get_bind().dialect.name]
    asked = {"match": _match(session, words), "limit": limit}
    return list(session.execute(statement, asked).scalars())


def _words_of_tickets(session: Session, ids: Sequence[int]) -> dict[int, str]:
    found = (
        select(Ticket.id, Ticket.title, TicketText.description)
        .outerjoin(TicketText, TicketText.ticket_id == Ticket.id)
        .where(Ticket.id.in_(ids))
    )
    return {at: f"{title} {words or ''}" for at, title, words in session.execute(found)}


def _words_of_notes(session: Session, ids: Sequence[int]) -> dict[int, str]:
    found = select(TicketNote.id, TicketNote.text).where(TicketNote.id.in_(ids))
    return {row.id: row.text for row in session.execute(found)}


def number_of(words: str) -> int | None:
    """The ticket number somebody typed: digits alone, or after # or T; None for other words."""
    match = re.fullmatch(r"\s*(?:#|[Tt](?=\d))?\s*(\d{1,9})\s*", words)
    return int(match[1]) if match else None


def by_number(session: Session, number: int, limit: int = 20) -> list[TicketRow]:
    """The ticket of a number, then those whose number begins with it, newest first."""
    # A few from the end of each span, as thousands may begin so.
    spans = [
        select(Ticket.id, Ticket.number_int)
        .where(Ticket.number_int.between(number * 10**zeros, (number + 1) * 10**zeros - 1))
        .order_by(Ticket.number_int.desc(), Ticket.id.desc())
        .limit(limit)
        .subquery()
        for zeros in range(7 if number else 1)
    ]
    found = session.execute(union_all(*(select(one.c.id, one.c.number_int) for one in spans)))
    ranked = sorted(found, key=lambda row: (row.number_int != number, -row.number_int, -row.id))
    return tickets_by_id(session, [row.id for row in ranked[:limit]])


def search_tickets(session: Session, words: str, limit: int = 50) -> list[TicketRow]:
    """Tickets by number or by words of their title and description; open ones before ended ones.

    A text that begins with # is a number and nothing else.
    """
    number = number_of(words)
    found = by_number(session, number, limit) if number is not None else []
    if words.lstrip().startswith("#"):
        return found
    known = {row.id for row in found}
    rest = [one for one in hits(session, words, limit) if one not in known]
    return (found + tickets_by_id(session, rest))[:limit]


@dataclass(frozen=True, slots=True)
class NoteHit:
    """A note that was found, with the ticket it is on."""

    note_id: int
    ticket_id: int
    number: int
    title: str
    client_id: int
    client: str
    text: str


def search_notes(session: Session, words: str, limit: int = 20) -> list[NoteHit]:
    """Notes that hold words that begin so, newest first."""
    found = tokens(words)
    if not found:
        return []
    ids = _newest(session, _NOTES, found, limit, _words_of_notes)
    columns = (
        TicketNote.id,
        Ticket.id,
        Ticket.number_int,
        Ticket.title,
        Client.id,
        Client.name,
        TicketNote.text,
    )
    rows = session.execute(
        select(*columns)
        .join(Ticket, Ticket.id == TicketNote.ticket_id)
        .join(Client, Client.id == Ticket.client_id)
        .where(and_(TicketNote.id.in_(ids)))
    )
    by_id = {row[0]: NoteHit(*row) for row in rows}
    return [by_id[one] for one in ids if one in by_id]


def ticket_by_number(session: Session, words: str) -> int | None:
    """The id of the ticket whose number was typed, or of the one it was merged into; or None."""
    number = number_of(words)
    if number is None:
        return None
    found = session.scalar(select(Ticket.id).where(Ticket.number_int == number).limit(1))
    return None if found is None else merged_into(session, found)
