"""What a kind no to a prospect is drawn from, and what is enclosed: the worksheet (S083)."""

from sqlalchemy.orm import Session

from ...letters.rules.sources import Enclosed, Source
from ...letters.rules.texts import letter_day
from ...shop.queries import shop as the_shop
from ..rules.worksheet import QUESTIONS
from .worksheet import WorksheetPage, worksheet_of

TITLE = "Technology worksheet"
PRINTABLE = "mspdesk.sales.printables.worksheet:FILLED"


def partings(session: Session, client_id: int) -> list[Source]:
    """The worksheet that is enclosed, filled as far as it is.

    The reason the shop wrote down for itself is never among the fields.
    """
    enclosed = (Enclosed(TITLE, PRINTABLE, client_id),)
    page = worksheet_of(session, client_id)
    if page is None:
        words = {"worksheet.words": ""}
        return [Source(f"client:{client_id}", "A blank worksheet", words, encloses=enclosed)]
    day = letter_day(page.on, day_first=the_shop(session).day_first)
    words = {"worksheet.words": _words(page, day)}
    return [Source(f"worksheet:{page.id}", f"{TITLE} of {day}", words, encloses=enclosed)]


def _words(page: WorksheetPage, day: str) -> str:
    known = page.count.known
    return f"Of its {len(QUESTIONS)} questions {known} could be answered on {day}."
