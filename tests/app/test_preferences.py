"""Preferences: each page saves itself, says what is wrong beside the field, and loses nothing."""

from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PIL import Image
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mspdesk import settings
from mspdesk.app.preferences import ComputerPage, PreferencesPage
from mspdesk.app.program import Program
from mspdesk.desk.desk import Desk
from mspdesk.shop import actions, queries
from mspdesk.shop.view import HoursPage, LetterheadPage, MoneyPage, NumbersPage, TaxPage
from mspdesk.widgets import theme
from mspdesk.widgets.buttons import Button
from mspdesk.widgets.form import Form
from tests.sample import Sample

T = TypeVar("T", bound=QWidget)


@pytest.fixture
def preferences(program: Program) -> PreferencesPage:
    """The page of preferences over the small shop."""
    program.preferences()
    page = program.window.view()
    assert isinstance(page, PreferencesPage)
    return page


def _page(preferences: PreferencesPage, title: str, kind: type[T]) -> T:
    preferences.show_page(title)
    QApplication.processEvents()
    return next(part for part in preferences.findChildren(kind) if part.isVisible())


def _type(form: Form, name: str, words: str) -> None:
    """Put words into a field as somebody would, over what stands there."""
    entry = form.entry(name)
    entry.set_value(None)
    entry.field.setFocus()
    QTest.keyClicks(entry.field, words)


def _press(page: QWidget, words: str) -> None:
    next(b for b in page.findChildren(Button) if b.words() == words).click()
    QApplication.processEvents()


def test_the_owner_is_offered_every_page_a_technician_the_vault_too(
    program: Program, preferences: PreferencesPage, shop: Sample
) -> None:
    assert preferences.picker.titles() == [
        "Appearance and keys",
        "Letterhead",
        "Rates and billing",
        "Books and pay dates",
        "Hours and holidays",
        "Taxes",
        "Numbers",
        "Mail",
        "Vault",
        "Letters and texts",
        "Binders",
        "Tiers",
    ]
    program._work_as(shop.marcus, "Marcus Oduya")
    program.preferences()
    page = program.window.view()
    assert isinstance(page, PreferencesPage)
    assert page.picker.titles() == ["Appearance and keys", "Vault"]
    program._work_as(shop.priya, "Priya Raman")
    program.preferences()
    page = program.window.view()
    assert isinstance(page, PreferencesPage)
    assert "Vault" not in page.picker.titles()


def test_colors_and_text_size_are_kept_on_this_computer(
    preferences: PreferencesPage, home: Path
) -> None:
    page = _page(preferences, "computer", ComputerPage)
    page.form.entry("theme").set_value("dark")
    page.form.entry("text_size").set_value(115)
    assert page.form.submit()
    assert theme.current().dark
    assert theme.current().scale == 115
    kept = settings.load()
    assert (kept.theme, kept.text_size) == ("dark", 115)


def test_the_letterhead_saves_and_errors_stand_beside_the_field(
    preferences: PreferencesPage, desk: Desk
) -> None:
    page = _page(preferences, "Letterhead", LetterheadPage)
    _type(page.form, "website", "quillfeather.example")
    _type(page.form, "name", "")
    assert not page.form.submit()
    assert page.form.error("name") == "Fill in the shop name."
    assert page.form.entry("website").text() == "quillfeather.example"
    _type(page.form, "name", "Quillfeather")
    assert page.form.submit()
    shop = desk.ask(queries.shop)
    assert (shop.name, shop.website) == ("Quillfeather", "quillfeather.example")
    assert not page.form.dirty()


def test_a_letterhead_changed_elsewhere_is_told_and_typed_words_stay(
    preferences: PreferencesPage, desk: Desk
) -> None:
    page = _page(preferences, "Letterhead", LetterheadPage)
    _type(page.form, "website", "mine.example")
    desk.do(actions.edit_shop, desk.ask(queries.shop).version, {"city": "Superior"})
    QApplication.processEvents()
    assert page.form.entry("website").text() == "mine.example"
    assert not page.form.submit()
    assert "changed" in page.form.error()
    assert page.form.entry("website").text() == "mine.example"


def test_a_logo_that_is_no_picture_is_refused_on_the_page(
    preferences: PreferencesPage, desk: Desk, tmp_path: Path
) -> None:
    page = _page(preferences, "Letterhead", LetterheadPage)
    file = tmp_path / "logo.png"
    file.write_bytes(b"no picture")
    page._logo.set_value(file)
    _press(page, "Use this logo")
    desk.drain()
    QApplication.processEvents()
    assert "Choose a PNG or JPEG" in page._said.text()
    assert desk.ask(queries.shop).logo == ""
    Image.new("RGB", (40, 20), "navy").save(file)
    _press(page, "Use this logo")
    desk.drain()
    QApplication.processEvents()
    assert not page._said.text()
    assert desk.ask(queries.shop).logo


def test_rates_save_and_emptied_figures_become_nothing(
    preferences: PreferencesPage, desk: Desk
) -> None:
    page = _page(preferences, "Rates and billing", MoneyPage)
    _type(page.form, "rate", "172.50")
    _type(page.form, "trip_charge", "")
    _type(page.form, "minimum_minutes", "")
    page.form.entry("tax_code_id").set_value(None)
    assert page.form.submit(), page.form.error()
    shop = desk.ask(queries.shop)
    assert (shop.rate, shop.trip_charge, shop.minimum_minutes) == (17_250, 0, 0)
    assert shop.tax_code_id is None


@pytest.mark.parametrize(
    ("name", "words"),
    [("after_hours_factor", "0.5"), ("rate", "0"), ("increment_minutes", "0"), ("terms_days", "")],
)
def test_a_figure_out_of_bounds_is_said_beside_it(
    preferences: PreferencesPage, desk: Desk, name: str, words: str
) -> None:
    page = _page(preferences, "Rates and billing", MoneyPage)
    before = desk.ask(queries.shop)
    _type(page.form, name, words)
    assert not page.form.submit()
    assert page.form.error(name)
    assert desk.ask(queries.shop) == before


def test_a_tax_that_was_just_added_can_be_chosen(preferences: PreferencesPage, desk: Desk) -> None:
    money = _page(preferences, "Rates and billing", MoneyPage)
    taxes = _page(preferences, "Taxes", TaxPage)
    _press(taxes, "New tax")
    for name, words in (("code", "WI"), ("name", "Wisconsin"), ("rate", "5.5%")):
        _type(taxes.form, name, words)
    assert taxes.form.submit()
    assert taxes.table.column("rate") == ["6.875%", "5.5%"]
    _page(preferences, "Rates and billing", MoneyPage)
    added = next(row.id for row in desk.ask(queries.tax_codes) if row.code == "WI")
    money.form.entry("tax_code_id").set_value(added)
    assert money.form.submit()
    assert desk.ask(queries.shop).tax_code_id == added


def test_hours_and_holidays(preferences: PreferencesPage, desk: Desk) -> None:
    page = _page(preferences, "Hours and holidays", HoursPage)
    _type(page.hours, "hours", "Mon-Fri 9-17")
    assert page.hours.submit()
    assert desk.ask(queries.calendar).open_minutes(date(2026, 3, 11)) == (540, 1020)
    _type(page.hours, "hours", "whenever")
    assert not page.hours.submit()
    assert page.hours.error("hours")
    assert page.hours.entry("hours").text() == "whenever"
    _type(page.add, "name", "Town fair")
    _type(page.add, "rule", "2026-08-03")
    assert page.add.submit()
    assert "Aug 3, 2026" in page.table.column("on")
    assert page.add.entry("name").text() == ""


def test_numbers_say_why_a_series_cannot_go_back(preferences: PreferencesPage, desk: Desk) -> None:
    page = _page(preferences, "Numbers", NumbersPage)
    page.table.select(("client", 0))
    _type(page.form, "next_one", "2")
    assert not page.form.submit()
    assert "may be in use" in page.form.error("next_one")
    _type(page.form, "next_one", "500")
    assert page.form.submit()
    row = next(row for row in desk.ask(queries.series) if row.kind == "client")
    assert row.next == 500


def test_slash_finds_a_page(preferences: PreferencesPage) -> None:
    preferences.focus_filter()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "tax")
    assert preferences.picker.titles() == ["Taxes"]
