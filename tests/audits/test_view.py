"""An audit answered by keys on the client's page."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk.app.areas import AREAS
from mspdesk.audits.actions import answer, begin
from mspdesk.audits.queries import audits as queries
from mspdesk.audits.queries.audits import AuditPage
from mspdesk.audits.view.part import AuditsPart
from mspdesk.audits.view.sheet import AuditView
from mspdesk.clients.view import ClientsView
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.documentation import actions as documentation
from mspdesk.widgets import theme
from tests.sample import Sample

TYPED = "Is there a firewall?\nWhat color is the building?\nWho has a key?\nIs data backed up?"


@pytest.fixture
def desk(sqlite_store: Store, desk_shop: Sample, qapp: QApplication) -> Iterator[Desk]:
    """A desk with every area, Dana at work."""
    theme.apply(qapp, "light", 100)
    made = Desk(sqlite_store, AREAS)
    made.work_as(desk_shop.dana, "Dana Whitlock", frozenset({"*"}))
    yield made
    made.leave()


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> ClientsView:
    """The Clients tab, shown."""
    made = ClientsView(desk)
    qtbot.addWidget(made)
    made.resize(1440, 820)
    made.show()
    return made


def _part(view: ClientsView, client_id: int, **about: object) -> AuditsPart:
    view.show_place(Place("clients", client_id, "audits", about))
    found = view.findChild(AuditsPart)
    assert found is not None
    return found


def _open(view: ClientsView, desk: Desk, shop: Sample) -> AuditView:
    details = {"title": "Cyber 2026", "asked_by": "Harbor Mutual", "questions": TYPED}
    audit_id = desk.do(begin.begin_audit, shop.kestrel, details)
    part = _part(view, shop.kestrel, audit_id=audit_id)
    part.audit.table.setFocus()
    return part.audit


def _page(desk: Desk, sheet: AuditView) -> AuditPage:
    assert sheet.page is not None
    found = desk.ask(queries.audit_page, sheet.page.audit.id)
    assert found is not None
    return found


def test_a_request_is_typed_in_and_what_nobody_knows_stands_first(
    view: ClientsView, desk: Desk, desk_shop: Sample
) -> None:
    page = view.page
    view.show_place(Place("clients", desk_shop.kestrel))
    assert not page.tabs.isTabVisible(page.tabs.keys().index("audits"))
    part = _part(view, desk_shop.kestrel, new=True)
    form = part.list._inner()
    assert form is not None
    assert form.entry("questions_from").value() == ("form", "cyber-insurance")
    form.entry("questions_from").set_value("own")
    assert not form.submit()
    assert form.error("title") == "Give it a title, for instance Cyber insurance 2026."
    form.set_values({"title": "Cyber 2026", "asked_by": "Harbor Mutual", "questions": TYPED})
    assert form.submit(), form.error()
    sheet = part.audit
    assert sheet.table.groups() == ["Not answered, 2", "To look over, 2"]
    assert sheet.table.column("words")[:2] == ["What color is the building?", "Who has a key?"]
    assert sheet.card.words.text() == "What color is the building?"
    assert "2 of 4 answered, 2 to look over" in sheet.facts.text()
    assert page.tabs.isTabVisible(page.tabs.keys().index("audits"))
    QTest.keyClick(sheet.table, Qt.Key.Key_Escape)
    assert part.table.column("title") == ["Cyber 2026"]


def test_digits_answer_space_confirms_and_it_goes_on_by_itself(
    view: ClientsView, desk: Desk, desk_shop: Sample
) -> None:
    sheet = _open(view, desk, desk_shop)
    table, card = sheet.table, sheet.card
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert "no answer to confirm" in card.said.text()
    QTest.keyClick(table, Qt.Key.Key_4)
    assert card.words.text() == "Who has a key?"
    QTest.keyClick(table, Qt.Key.Key_2)
    assert card.said.text() == "Say what is done and what is not."
    assert card.text.field.hasFocus()
    QTest.keyClicks(card.text.field, "Dana and the landlord")
    QTest.keyClick(card.text.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert table.hasFocus()
    assert card.words.text() == "Is there a firewall?"
    assert card.save.text() == "Confirm and next"
    assert card.pairs.value("From") == "Devices: KMT-FW1"
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert card.words.text() == "Is data backed up?"
    QTest.keyClick(table, Qt.Key.Key_Space)
    held = _page(desk, sheet)
    assert [(one.answer, one.text[:8], one.source) for one in held.questions] == [
        ("yes", "KMT-FW1.", "facts"),
        ("na", "", "hand"),
        ("partly", "Dana and", "hand"),
        ("yes", "1 job: N", "facts"),
    ]
    assert held.audit.count.words == "4 of 4 answered"
    assert sheet.table.groups() == ["Answered, 4"]


def test_what_is_typed_is_kept_when_another_question_is_chosen(
    view: ClientsView, desk: Desk, desk_shop: Sample
) -> None:
    sheet = _open(view, desk, desk_shop)
    rows = sheet.table.rows()
    QTest.keyClicks(sheet.card.text.field, "Red")
    sheet.table.select(rows[1].id)
    assert _page(desk, sheet).questions[1].answer == "", "words are no answer"
    sheet.table.select(rows[0].id)
    assert sheet.card.typed() == ("", "Red"), "and are not lost"
    sheet.card.choose("na")
    sheet.table.select(rows[1].id)
    assert _page(desk, sheet).questions[1].answer_words == "Does not apply"


def test_what_is_written_now_is_offered_and_taken(
    view: ClientsView, desk: Desk, desk_shop: Sample
) -> None:
    sheet = _open(view, desk, desk_shop)
    wall = _page(desk, sheet).questions[0]
    sheet.table.select(wall.id)
    QTest.keyClick(sheet.table, Qt.Key.Key_Space)
    sheet.table.select(wall.id)
    assert not sheet.card.now.isVisible()
    new = {"kind": "firewall", "name": "KMT-FW2", "make": "Edge", "model": "90"}
    desk.do(documentation.add_device, desk_shop.kestrel, new)
    QApplication.processEvents()
    assert sheet.card.now.isVisible()
    assert "KMT-FW1, Edge 90" in sheet.card.now.words()[1]
    sheet.card.verb.emit("take")
    assert _page(desk, sheet).questions[0].text == "KMT-FW1, Edge 90. 1 rule documented"
    went: list[Place] = []
    desk.asked_to_go.connect(went.append)
    sheet.table.select(wall.id)
    sheet.card.open.click()
    assert went == [Place("clients", desk_shop.kestrel, "documentation", {"section": "device"})]


def test_sent_answers_can_only_be_read_and_the_next_begins_from_them(
    view: ClientsView, desk: Desk, desk_shop: Sample
) -> None:
    sheet = _open(view, desk, desk_shop)
    # Somebody else answers while another answer is being typed: that is said, and nothing lost.
    held = sheet.card.row
    assert held is not None
    sheet.card.text.set_value("Mine")
    desk.do(answer.answer_question, held.id, held.version, "yes", "Theirs")
    assert "“Yes: Theirs”" in sheet.card.said.text()
    assert sheet.card.typed()[1] == "Mine"
    for key in "44":
        QTest.keyClicks(sheet.table, key)
    sheet.ask_sent()
    assert sheet.laid.form is not None
    assert not sheet.laid.form.submit()
    assert "Question 1 was not looked over" in sheet.laid.form.error()
    sheet.laid.back()
    for _ in range(2):
        QTest.keyClick(sheet.table, Qt.Key.Key_Space)
    sheet.ask_sent()
    assert sheet.laid.form.submit()
    assert sheet.frozen.words() == (
        "Sent Mar 11, 2026",
        "To Harbor Mutual. These answers stay as they were given.",
    )
    assert not sheet.send.isVisible()
    assert not sheet.card.save.isVisible()
    QTest.keyClicks(sheet.table, "3")
    assert "no" not in {one.answer for one in _page(desk, sheet).questions}
    part = view.findChild(AuditsPart)
    assert part is not None
    sheet.begin_next(sheet.page.audit.id if sheet.page else 0)
    form = part.list._inner()
    assert form is not None
    assert form.entry("asked_by").value() == "Harbor Mutual"
    form.set_values({"title": "Cyber 2027", "due_on": date(2026, 3, 30)})
    assert form.submit(), form.error()
    assert sheet.card.pairs.value("Last time") == "Does not apply"
    assert part.table.column("title") == ["Cyber 2027", "Cyber 2026"]
