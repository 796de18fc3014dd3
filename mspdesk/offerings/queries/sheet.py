"""What a sales sheet shows: one page for one offering."""

from sqlalchemy.orm import Session

from ...errors import UserError
from ...letters.queries import letterhead
from ...printing.page import Letterhead
from ...rows import dataclass
from ..rules import values
from .offerings import offering_page, offerings


@dataclass(frozen=True, slots=True)
class SheetDocument:
    """One offering as a client reads it; `values` are headings and lines, `prices` in words."""

    letterhead: Letterhead
    name: str
    summary: str
    client_words: str
    values: tuple[tuple[str, tuple[str, ...]], ...]
    leaves_out: tuple[str, ...]
    price_words: str
    prices: tuple[tuple[str, str], ...]
    hint: str
    on_sale: bool


def sheet_document(session: Session, offering_id: int) -> SheetDocument:
    """Gather a sales sheet; raises UserError where there is no such offering."""
    page = offering_page(session, offering_id)
    if page is None:
        raise UserError("Choose an offering first.", "offering")
    found = tuple(
        (kind.paper, lines)
        for kind in values.KINDS
        if (lines := _lines(page.value.get(kind.key, "")))
    )
    return SheetDocument(
        letterhead(session),
        page.row.name,
        page.row.summary,
        page.client_words,
        found,
        _lines(page.leaves_out),
        page.price_words,
        () if page.price_words else page.prices,
        values.hint(page.row.values),
        page.row.on_sale,
    )


def _lines(words: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in words.splitlines() if line.strip())


def find_offering(session: Session, text: str) -> int:
    """The offering somebody named; raises UserError naming `offering`."""
    wanted = text.strip().casefold()
    rows = offerings(session, aside=True)
    same = [row for row in rows if row.name.casefold() == wanted]
    found = same or [row for row in rows if wanted in row.name.casefold()]
    if len(found) == 1:
        return found[0].id
    names = ", ".join(row.name for row in rows) or "there is none yet"
    raise UserError(f"Name one offering: {names}.", "offering")
