"""The papers of practice, as the palette and the command line know them."""

from sqlalchemy.orm import Session

from ...desk.area import Paper
from ...errors import UserError
from ...people.queries import people
from ..queries.night import find_night
from .night import NIGHT_SHEET
from .tools import KIT, TOOLS


def find_tools(_session: Session, _text: str) -> None:
    """There is one list of tools."""


def find_kit(session: Session, text: str) -> int:
    """The technician somebody named; raises UserError naming `person`."""
    wanted = text.strip().casefold()
    staff = [one for one in people(session) if one.takes_tickets]
    found = [one for one in staff if wanted and wanted in one.name.casefold()]
    if len(found) == 1:
        return found[0].id
    names = ", ".join(one.name for one in staff) or "nobody takes tickets yet"
    raise UserError(f"Name one technician: {names}.", "person")


PAPERS = (
    Paper("nightsheet", "Night sheet", NIGHT_SHEET, find_night, needs="tickets"),
    Paper("tools", "Approved tools", TOOLS, find_tools),
    Paper("kit", "Technician's kit", KIT, find_kit, needs="tickets"),
)
