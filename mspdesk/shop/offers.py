"""What the shop offers the desk: its preference pages."""

from ..desk.area import Page, made_by

_VIEW = "mspdesk.shop.view"

PAGES = (
    Page("Letterhead", made_by(f"{_VIEW}:LetterheadPage"), 10, needs="settings"),
    Page("Rates and billing", made_by(f"{_VIEW}:MoneyPage"), 20, needs="settings"),
    Page("Books and pay dates", made_by(f"{_VIEW}:BooksPage"), 25, needs="settings"),
    Page("Hours and holidays", made_by(f"{_VIEW}:HoursPage"), 30, needs="settings"),
    Page("Taxes", made_by(f"{_VIEW}:TaxPage"), 40, needs="settings"),
    Page("Numbers", made_by(f"{_VIEW}:NumbersPage"), 50, needs="settings"),
)
