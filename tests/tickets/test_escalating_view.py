"""Passing a ticket up from the keyboard (S047)."""

from mspdesk.desk.area import Place
from mspdesk.people import actions as people
from mspdesk.tickets import actions
from mspdesk.vendors import actions as vendors
from mspdesk.widgets.entry import ChoiceEntry
from tests.tickets.hands import Hands, Key, ticket


def choices(hands: Hands, name: str) -> list[str]:
    """What a field of the open form offers."""
    form = hands.view.pane.editor.form
    assert form is not None
    entry = form.entry(name)
    assert isinstance(entry, ChoiceEntry)
    return [entry.combo.itemText(at) for at in range(entry.combo.count())]


def test_u_asks_where_to_why_and_what_was_tried(hands: Hands) -> None:
    hands.press(Key.Key_U)
    form = hands.view.pane.editor.form
    assert form is not None
    assert form.shown() == ["to_tier", "assigned", "reason", "tried"]
    assert choices(hands, "to_tier") == ["Tier 2", "Tier 3", "Outside specialist"]
    hands.press(Key.Key_Return)
    assert form.error("reason") == "Say why it goes up."
    assert ticket(hands, "Backup").tier == 1


def test_it_is_typed_passed_up_shown_and_undone(hands: Hands) -> None:
    number = ticket(hands, "Backup").id
    hands.desk.do(actions.assign, number, None, hands.small.marcus)
    hands.press(Key.Key_U)
    hands.tab(2)
    hands.type("It needs the vendor's tool")
    hands.tab()
    hands.type("Second run, same code")
    hands.press(Key.Key_Return, ctrl=True)
    page = ticket(hands, "Backup")
    assert (page.tier, page.assigned_id) == (2, hands.small.dana)
    pane = hands.view.pane
    assert "Passed up to tier 2 by Dana, 3:00 pm. Watched by Marcus." in pane.remark.text()
    (entry,) = [one for one in pane.timeline.entries() if "escalated" in one.when]
    assert "Why: It needs the vendor's tool\nTried: Second run, same code" in entry.text
    assert hands.said() == "#2 passed up to Dana Whitlock"
    hands.press(Key.Key_Z, ctrl=True)
    assert (ticket(hands, "Backup").tier, ticket(hands, "Backup").watchers) == (1, ())
    assert "Passed up" not in pane.remark.text()


def test_a_specialist_is_one_of_the_vendors(hands: Hands) -> None:
    hands.desk.do(vendors.add_vendor, {"name": "Deepfield Storage"})
    hands.desk.do(actions.edit_ticket, ticket(hands, "Backup").id, None, {"tier": 3})
    hands.press(Key.Key_U)
    form = hands.view.pane.editor.form
    assert form is not None
    assert form.shown() == ["to_tier", "vendor", "reason", "tried"]
    assert choices(hands, "vendor") == ["Deepfield Storage"]
    hands.tab()
    hands.press(Key.Key_Down)
    hands.tab()
    hands.type("Firmware")
    hands.tab()
    hands.type("All of ours")
    hands.press(Key.Key_Return, ctrl=True)
    assert "Passed up to Deepfield Storage by Dana" in hands.view.pane.remark.text()


def test_each_way_says_what_it_means_and_names_who_is_able(hands: Hands) -> None:
    hands.desk.do(people.add_person, "Priya Nair", ("technician",), {"tier": 2})
    hands.press(Key.Key_U)
    form = hands.view.pane.editor.form
    assert form is not None
    # Dana has it, so only Priya and whoever comes next are left.
    assert choices(hands, "assigned") == ["Whoever in tier 2 is next", "Priya Nair, tier 2"]
    hands.press(Key.Key_Down)
    assert choices(hands, "assigned") == ["Whoever in tier 3 is next"]


def test_an_ended_one_says_so(hands: Hands) -> None:
    ticket_id = ticket(hands, "Backup").id
    hands.desk.do(actions.cancel, ticket_id, None, "A mistake")
    hands.desk.go(Place("tickets", ticket_id))
    hands.press(Key.Key_U)
    assert hands.said() == "It is cancelled; there is nothing to pass up."
    assert not hands.view.pane.editor.isVisible()
