"""The Documents tab, the card and the button, by presses and keys."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.app.areas import AREAS
from mspdesk.binders.queries.outlines import outline_text, shipped_outline
from mspdesk.binders.queries.paper import due_notes
from mspdesk.binders.view.cards import BinderCard, PrintButton, RenewalCard
from mspdesk.binders.view.order import OrderForm
from mspdesk.binders.view.outlines import OutlinesPage
from mspdesk.binders.view.proof import ProofPage
from mspdesk.binders.view.room import DocumentsPart
from mspdesk.clients.actions import add_client
from mspdesk.clients.view import ClientsView
from mspdesk.database.store import Store
from mspdesk.desk.area import Note, Place
from mspdesk.desk.desk import Desk
from mspdesk.documentation.actions import facts
from mspdesk.documentation.queries import editions
from mspdesk.documentation.queries.facts import fact_rows
from mspdesk.widgets import dialogs, theme
from mspdesk.widgets.layout import column
from tests.bookcase import Standing

from .binding import CLOSET, HOME, Documented, printed, proof_of


@pytest.fixture
def known(sqlite_store: Store, standing: Standing, clock: datetime) -> Documented:
    """The documented client in a file."""
    made: Documented = standing(sqlite_store)
    return made


@pytest.fixture
def desk(sqlite_store: Store, known: Documented) -> Iterator[Desk]:
    made = Desk(sqlite_store)
    yield made
    made.leave()


@pytest.fixture
def part(qapp: QApplication, desk: Desk, known: Documented) -> Iterator[DocumentsPart]:
    """The Documents tab in a window of its own."""
    if not qapp.styleSheet():
        theme.apply(qapp, "light", 100)
    made = DocumentsPart(desk)
    made.resize(1_100, 760)
    made.show()
    made.show_id(known.client)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def order_form(part: DocumentsPart) -> OrderForm:
    assert isinstance(part.form, OrderForm)
    return part.form


def proof_page(part: DocumentsPart, qtbot: QtBot) -> ProofPage:
    qtbot.waitUntil(lambda: isinstance(part.form, ProofPage), timeout=20_000)
    assert isinstance(part.form, ProofPage)
    return part.form


def test_a_binder_is_printed_placed_and_replaced(
    part: DocumentsPart, known: Documented, sqlite_store: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    assert part.words.text() == "DR plan: never printed"
    assert not part.replace.isEnabled()
    assert not part.copies.isVisible()

    part.print_all.click()
    form = order_form(part)
    form.submit()
    assert "Say where each new copy will lie" in form.wrong.text()
    form.news[0].place.set_value("Server closet")
    form.add.click()
    form.news[1].place.set_value("Home safe")
    form.news[1].holder.set_value("Dr. Kessel")
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page = proof_page(part, qtbot)
    assert page.title.startswith("DR plan, edition 1, 2 copies, ")
    assert not sqlite_store.ask(editions.editions, known.client)
    file = tmp_path / "plan.pdf"
    with dialogs.answer_files(lambda _title, _start: file):
        page.preview.save_button.click()
        page.preview.save_button.click()
    assert file.read_bytes() == page.preview.pdf
    assert len(sqlite_store.ask(editions.editions, known.client)) == 1
    page.back_button.click()

    qtbot.waitUntil(lambda: part.words.text() == "Edition 1 is up to date")
    assert part.copy_table.column("place") == ["Server closet", "Home safe"]
    assert part.copy_table.column("seen") == ["not yet", "not yet"]
    part.seen.click()
    assert part.copy_table.column("seen") == ["Mar 11, 2026", "not yet"]
    assert part.edition_table.column("what") == ["First edition"]

    row = sqlite_store.ask(fact_rows, "device", [known.firewall])[0]
    edit = (known.firewall, row.version, {"serial": "FX-30000"})
    sqlite_store.do(facts.edit_facts, "device", [edit])
    qtbot.waitUntil(lambda: part.words.text() == "Edition 1 is 1 change behind")
    assert part.changes.isVisible()
    part.replace.click()
    form = order_form(part)
    assert form.what.current() == "changed"
    assert not form.add.isVisible()
    form.olds[1][1].set_value(False)
    form.show_button.click()
    page = proof_page(part, qtbot)
    assert page.title.startswith("DR plan, edition 2, 1 copy, ")
    page.write_down()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert [copy.edition for copy in sqlite_store.ask(editions.copies, known.client)] == [2, 1]
    assert part.edition_table.column("number") == ["2", "1"]


def test_a_print_that_is_not_printed_leaves_no_edition(
    part: DocumentsPart, known: Documented, sqlite_store: Store, qtbot: QtBot
) -> None:
    part.arrive(Place("clients", known.client, "documents", {"print": "ndb"}))
    assert part.kind == "ndb"
    form = order_form(part)
    form.news[0].place.set_value("Closet")
    form.show_button.click()
    page = proof_page(part, qtbot)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert part.form is None
    assert not sqlite_store.ask(editions.editions, known.client)
    part.open_print()
    QTest.keyClick(order_form(part), Qt.Key.Key_Escape)
    assert part.form is None


def test_what_cannot_be_printed_is_said_in_the_form(
    part: DocumentsPart, known: Documented, sqlite_store: Store, qtbot: QtBot
) -> None:
    printed(sqlite_store, known.client, placed=(CLOSET, HOME))
    part.open_print(changed=True)
    form = order_form(part)
    form.show_button.click()
    qtbot.waitUntil(lambda: "Nothing changed since edition 1" in form.wrong.text())
    assert form.show_button.isEnabled()


def test_the_card_says_how_far_the_binder_is_behind_and_leads_to_the_print(
    qapp: QApplication, desk: Desk, known: Documented, sqlite_store: Store, qtbot: QtBot
) -> None:
    went: list[Place] = []
    desk.asked_to_go.connect(went.append)
    card, button, renewal = BinderCard(desk), PrintButton(desk), RenewalCard(desk)
    page = column(card, button, renewal)
    page.show()
    card.show_id(known.client)
    assert card.words.text() == "No paper copy"
    card.show_id(known.shop.kestrel)
    assert card.words.text() == "Never printed"
    printed(sqlite_store, known.client, placed=(CLOSET,))
    card.show_id(known.client)
    assert card.words.text() == "Edition 1, printed Mar 11"
    qtbot.waitUntil(lambda: card.words.text().endswith(". Up to date"))
    row = sqlite_store.ask(fact_rows, "device", [known.firewall])[0]
    edit = (known.firewall, row.version, {"place": "Rack"})
    sqlite_store.do(facts.edit_facts, "device", [edit])
    card.show_id(known.client)
    qtbot.waitUntil(lambda: card.words.text().endswith("1 change since"))
    card.link.click()
    button.show_id(known.client)
    button.button.click()
    assert [place.about["print"] for place in went] == ["dr", "dr"]
    assert went[0].about["changed"]
    renewal.show_id(known.shop.gold)
    said = renewal.pairs.value("DR plan")
    assert said == "Server closet, second shelf, edition 1, Mar 11, 2026"
    page.close()
    page.deleteLater()


def test_nobody_prints_the_plan_of_a_prospect(desk: Desk, known: Documented, qtbot: QtBot) -> None:
    button = PrintButton(desk)
    qtbot.addWidget(button)
    button.show()
    button.show_id(known.client)
    assert button.button.isVisible()
    prospect = desk.do(add_client, "Larkspur Law")
    button.show_id(prospect)
    assert not button.button.isVisible()


def test_the_order_of_a_binder_is_changed_in_preferences(
    qapp: QApplication, desk: Desk, known: Documented, sqlite_store: Store
) -> None:
    page = OutlinesPage(desk)
    page.resize(900, 700)
    page.show()
    bad = shipped_outline("dr").replace('"systems"', '"sistems"')
    page.form.set_values({"text": bad})
    assert not page.form.submit()
    assert "there is no page called “sistems”" in page.form.error("text")
    good = shipped_outline("dr").replace('"shopping", ', "")
    page.form.set_values({"text": good})
    assert page.form.submit()
    assert sqlite_store.ask(outline_text, "dr")[1] == 1
    page.ship.click()
    assert sqlite_store.ask(outline_text, "dr") == (shipped_outline("dr"), 2)
    page.close()
    page.deleteLater()


def test_a_sealed_page_does_not_stay_when_somebody_leaves(
    desk: Desk, known: Documented, qtbot: QtBot
) -> None:
    printed(desk.store, known.client)
    (copy,) = desk.ask(editions.copies, known.client, "dr")
    pdf = proof_of(desk.store, known.client).rendered
    gone: list[bool] = []
    page = ProofPage(desk, (copy, pdf), lambda: gone.append(True))
    qtbot.addWidget(page)
    page.resize(800, 600)
    page.show()
    assert not gone
    page.hide()
    qtbot.waitUntil(lambda: bool(gone))


def test_pages_of_one_client_are_not_laid_over_another(
    part: DocumentsPart, desk: Desk, known: Documented, qtbot: QtBot
) -> None:
    part.open_print()
    order_form(part).news[0].place.set_value("Server closet")
    order_form(part).submit()
    assert desk.jobs
    part.show_id(known.shop.kestrel)
    qtbot.waitUntil(lambda: not desk.jobs, timeout=20_000)
    assert part.form is None


def test_a_binder_waits_until_it_is_printed(desk: Desk, known: Documented, qtbot: QtBot) -> None:
    gone: list[bool] = []
    page = ProofPage(desk, proof_of(desk.store, known.client), lambda: gone.append(True))
    qtbot.addWidget(page)
    page.show()
    page.hide()
    assert not page._clock.isActive()
    assert not gone


def test_the_list_of_clients_says_that_a_binder_wants_printing_again(
    sqlite_store: Store, known: Documented, qapp: QApplication, qtbot: QtBot
) -> None:
    assert sqlite_store.ask(due_notes)[known.client].words == "no paper"
    printed(sqlite_store, known.client, placed=(CLOSET,))
    desk = Desk(sqlite_store, AREAS)
    view = ClientsView(desk)
    qtbot.addWidget(view)
    view.show()
    note = sqlite_store.ask(due_notes)[known.client]
    lies = "Paper copy: Server closet, second shelf, edition 1, Mar 11, 2026"
    assert (note.words, note.more, note.icon) == ("", lies, "book-open")
    with dates.frozen(dates.now() + timedelta(days=60)):
        (row,) = sqlite_store.ask(fact_rows, "device", [known.server])
        sqlite_store.do(facts.edit_facts, "device", [(row.id, row.version, {"serial": "NEW-1"})])
        due = Note("reprint due", f"{lies}; reprint due", "book-open")
        assert sqlite_store.ask(due_notes) == {known.client: due}
        view.picker.select(known.client)
        qtbot.waitUntil(lambda: view.own._notes == {known.client: due})
    (shown,) = [
        pick.words()
        for group in view.picker._groups
        for pick in group.picks
        if pick.key == known.client
    ]
    assert f"{lies}; reprint due" in shown
    desk.leave()


def test_a_binder_of_last_year_wants_printing_again(sqlite_store: Store, known: Documented) -> None:
    printed(sqlite_store, known.client)
    with dates.frozen(dates.now() + timedelta(days=366)):
        assert sqlite_store.ask(due_notes)[known.client].words == "reprint due"
