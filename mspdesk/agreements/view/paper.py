"""Sending the papers of an agreement to the preview."""

from __future__ import annotations

from ...desk.desk import Desk
from ..queries import AgreementRow, RaiseRow, SheetRow

# The printables load the printing library, so they are fetched when something is printed.


def print_agreement(desk: Desk, held: AgreementRow) -> None:
    """Print the agreement: cover, words, signatures."""
    from ..printables import AGREEMENT

    desk.print_document(AGREEMENT, held.id, f"Agreement {held.number}")


def print_sheet(desk: Desk, held: AgreementRow, sheet: SheetRow) -> None:
    """Print a plan sheet or an amendment."""
    from ..printables import SHEET

    desk.print_document(SHEET, sheet.id, f"{sheet.name} of {held.number}")


def print_prices(desk: Desk, held: AgreementRow) -> None:
    """Print the prices from now on, or those that were announced."""
    from ..printables import PRICES

    desk.print_document(PRICES, held.id, f"Prices {held.number}")


def print_letter(desk: Desk, one: RaiseRow) -> None:
    """Print the letter that told new prices."""
    from ...letters.printables import LETTER

    if one.letter_id is not None:
        desk.print_document(LETTER, one.letter_id, "Letter about new prices")
