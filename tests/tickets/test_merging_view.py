"""Merging from the keyboard, and where the number of the other leads."""

from mspdesk.desk.area import Place
from mspdesk.tickets import actions
from tests.tickets.board import opened
from tests.tickets.hands import Hands, Key, ticket


def test_m_merges_shows_the_one_and_undo_parts_them(hands: Hands) -> None:
    twin = opened(hands.desk.store, hands.small.kestrel, "VPN down again")
    hands.desk.go(Place("tickets", twin))
    hands.press(Key.Key_M)
    hands.type("1")
    hands.press(Key.Key_Return)
    page = hands.view.pane.page()
    assert page is not None
    assert (page.number, page.links[0].words) == (1, "Holds")
    assert ticket(hands, "VPN down again").status == "cancelled"
    assert hands.said() == "#4 merged into #1"
    hands.press(Key.Key_Z, ctrl=True)
    assert ticket(hands, "VPN down again").status == "new"


def test_a_wrong_number_is_said_beside_the_field(hands: Hands) -> None:
    hands.press(Key.Key_M)
    hands.type("4711")
    hands.press(Key.Key_Return)
    form = hands.view.pane.editor.form
    assert form is not None
    assert form.error("other") == "There is no ticket with this number."
    form.entry("other").set_value("3")
    form.submit()
    assert form.error("other") == "#3 is another client's. Merge within one."


def test_the_number_of_a_merged_ticket_leads_to_the_one(hands: Hands) -> None:
    twin = opened(hands.desk.store, hands.small.kestrel, "VPN down again")
    hands.desk.do(actions.merge, twin, None, ticket(hands, "VPN drops").id)
    hands.desk.go(Place("tickets", twin))
    page = hands.view.pane.page()
    assert page is not None
    assert page.number == 1
    assert hands.said() == "It was merged into #1."
