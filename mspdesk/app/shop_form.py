"""The one page on which a shop is set up: three facts asked for, the rest filled in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from .. import money
from ..errors import UserError
from ..money import Currency
from ..shop import rules
from ..widgets import dialogs
from ..widgets.entry import ChoiceEntry, FileEntry, MoneyEntry, NoteEntry, PercentEntry, TextEntry
from ..widgets.form import Field, Form, Heading
from ..widgets.layout import PageHead, Scroll, column, lead_focus, stack

Begin = Callable[[str, int, str, dict[str, Any]], None]

_CURRENCIES = (
    "USD CAD EUR GBP AUD NZD CHF SEK NOK DKK PLN CZK HUF RON MXN BRL INR ZAR SGD JPY ILS KWD PHP"
).split()


class ShopForm(QWidget):
    """Name, rate and country are asked for; a country fills in currency, paper, hours, holidays."""

    def __init__(self, begin: Begin, back: Callable[[], None]) -> None:
        super().__init__()
        self.setAccessibleName("Set up my shop")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._begin = begin
        countries = sorted(rules.COUNTRIES.items(), key=lambda pair: pair[1])
        self.form = Form(
            [
                Field("name", "Shop name", TextEntry(), required=True),
                Field(
                    "rate",
                    "Hourly rate",
                    MoneyEntry(),
                    required=True,
                    help="One rate for everybody; after hours it doubles.",
                ),
                Field("country", "Country", ChoiceEntry(countries), required=True),
                Heading(
                    "All of this can wait",
                    "the country fills some of it in; change it now or later",
                ),
                Field("owner_name", "Your name", TextEntry(), help="Signs what you do."),
                Field("owner_email", "Your e-mail", TextEntry()),
                Field("email", "E-mail for invoices", TextEntry()),
                Field("address", "Street address", TextEntry(), help="Every invoice carries it."),
                Field("city", "City", TextEntry()),
                Field("region", "State or region", TextEntry()),
                Field("postal_code", "Postal code", TextEntry()),
                Field("phone", "Phone", TextEntry()),
                Field("after_hours_phone", "After-hours phone", TextEntry()),
                Field("currency", "Currency", ChoiceEntry([(c, c) for c in _CURRENCIES])),
                Field("paper", "Paper", ChoiceEntry([("Letter", "Letter"), ("A4", "A4")])),
                Field("hours", "Business hours", TextEntry()),
                Field("tax_name", "Tax on goods", TextEntry(), help="Leave empty for none."),
                Field("tax_rate", "Tax rate", PercentEntry()),
                Field("tax_number", "Your tax number", TextEntry()),
                Field(
                    "holidays",
                    "Holidays, one a line",
                    NoteEntry(lines=5),
                    help="Take lines out, or add one as “Town fair: 2026-08-03”.",
                ),
                Field("how_to_pay", "How to pay, printed on invoices", NoteEntry(lines=5)),
                Field("logo", "Logo", FileEntry(_choose_logo), help="A PNG or JPEG picture."),
            ],
            columns=3,
            on_save=self._save,
            save="Start my shop",
            on_cancel=back,
        )
        self.form.set_values({"country": "US", "hours": rules.hours_words(rules.DEFAULT_HOURS)})
        self._fill_country()
        self.form.entry("country").changed.connect(self._fill_country)
        body = column(self.form, margin=(22, 4, 22, 22))
        body.setMaximumWidth(1080)
        words = "Three facts are needed; everything else can be changed later in Preferences."
        head = column(PageHead("Set up my shop", meta=(words,)), margin=(22, 18, 22, 10))
        stack(self, head, Scroll(body))
        lead_focus(self, self.form.entry("name"))

    def _fill_country(self, *_: object) -> None:
        """Fill in what the country brings along, keeping what was typed elsewhere."""
        country = str(self.form.entry("country").value() or "US")
        usual = rules.country_defaults(country)
        self.form.entry("currency").set_value(usual.currency)
        self.form.entry("paper").set_value(usual.paper)
        self.form.entry("holidays").set_value("\n".join(name for name, _ in usual.holidays))

    def _save(self, values: dict[str, Any]) -> None:
        """Start the shop with what was typed; raises UserError by field."""
        chosen = {key: value for key, value in values.items() if value not in (None, "")}
        country = str(chosen.pop("country"))
        usual = rules.country_defaults(country)
        chosen["hours"] = rules.parse_hours(str(chosen.get("hours", "")))
        chosen["holidays"] = rules.parse_holidays(str(chosen.get("holidays", "")), usual.holidays)
        name, rate = chosen.pop("tax_name", ""), chosen.pop("tax_rate", None)
        if rate:
            chosen["tax"] = (name, rate)
        elif name:
            raise UserError("Type the rate of this tax, like 8.75%.", "tax_rate")
        picture = chosen.pop("logo", None)
        if picture is not None:
            chosen["logo"] = picture_of(Path(str(picture)))
        hourly = _in_currency(int(chosen.pop("rate")), str(chosen.get("currency", "USD")))
        self._begin(str(chosen.pop("name")), hourly, country, chosen)


def picture_of(file: Path) -> bytes:
    """The picture in a file, made clean; raises UserError naming logo when there is none."""
    # What reads apart from this process is imported when it is first wanted.
    from ..exchange.pictures import LOGO, read_picture

    return read_picture(file, LOGO)


def _choose_logo() -> Path | None:
    """Ask for the picture of the letterhead."""
    parent = QApplication.activeWindow()
    if parent is None:
        return None
    return dialogs.choose_file(parent, "Logo", "Pictures (*.png *.jpg *.jpeg)", Path.home())


def _in_currency(hundredths: int, code: str) -> int:
    """An amount read with two decimals, in the minor units of the currency that was chosen."""
    return money.half_up(hundredths * 10 ** Currency(code).digits, 100)
