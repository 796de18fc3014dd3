"""Messages, progress and failures at the foot of the window."""

from pytestqt.qtbot import QtBot

from mspdesk.widgets import statusbar
from mspdesk.widgets.statusbar import StatusBar


def bar(qtbot: QtBot) -> StatusBar:
    """A status bar in sight."""
    made = StatusBar()
    qtbot.addWidget(made)
    made.resize(1200, 28)
    made.show()
    return made


def test_a_message_offers_undo_and_tells_that_it_was_used(qtbot: QtBot) -> None:
    made, undone = bar(qtbot), []
    made.say("Note saved on #1181", undo=lambda: undone.append(1181))
    assert made.message() == "Note saved on #1181"
    assert made.action() == "Undo"
    with qtbot.waitSignal(made.undone):
        made.press_action()
    assert undone == [1181]
    assert made.message() == ""


def test_a_message_without_undo_offers_nothing(qtbot: QtBot) -> None:
    made = bar(qtbot)
    made.say("Saved invoice.pdf")
    assert made.action() == ""


def test_a_message_goes_after_eight_seconds(qtbot: QtBot) -> None:
    made = bar(qtbot)
    made.say("Saved")
    assert statusbar.SECONDS == 8
    assert made._timer.interval() == 8000
    made._timer.timeout.emit()
    assert made.message() == ""


def test_a_message_waits_while_the_keyboard_is_on_its_undo(qtbot: QtBot) -> None:
    made = bar(qtbot)
    with qtbot.waitActive(made):
        made.activateWindow()
    made.say("Saved", undo=lambda: None)
    made._action.setFocus()
    made._timer.timeout.emit()
    assert made.message() == "Saved"


def test_a_failure_stays_until_it_is_dealt_with(qtbot: QtBot) -> None:
    made, chosen = bar(qtbot), []
    made.fail("The disk is full.", "Choose another disk", lambda: chosen.append("disk"))
    made.say("Something else happened")
    assert made.message() == "The disk is full."
    made.press_action()
    assert chosen == ["disk"]
    made.say("Now it may")
    assert made.message() == "Now it may"


def test_a_failure_without_an_action_can_be_put_away(qtbot: QtBot) -> None:
    made, undone = bar(qtbot), []
    made.undone.connect(lambda: undone.append(True))
    made.fail("The printer did not answer.")
    assert made.action() == "Put away"
    made.press_action()
    assert made.message() == ""
    assert undone == []


def test_work_shows_how_far_it_is_and_can_be_stopped(qtbot: QtBot) -> None:
    made, stopped = bar(qtbot), []
    made.progress("dr", "Printing, page 1 of 18", 1, 18, lambda: stopped.append("dr"))
    made.progress("dr", "Printing, page 9 of 18", 9, 18, lambda: stopped.append("dr"))
    made.progress("copy", "Copying", 0, 0)
    assert made.running() == ["Printing, page 9 of 18", "Copying"]
    work = made._running["dr"]
    assert work.percent() == 50
    assert work.cancel.accessibleName() == "Cancel: Printing, page 1 of 18"
    work.cancel.click()
    assert stopped == ["dr"]
    assert made._running["copy"].cancel.isHidden()
    made.progress_done("dr")
    made.progress_done("unknown")
    assert made.running() == ["Copying"]


def test_facts_person_and_copy_are_said(qtbot: QtBot) -> None:
    made, pressed = bar(qtbot), []
    made.set_facts(["Today", "*4.25 h logged", "3.10 h billable"])
    made.set_facts(["Today", "*4.50 h logged"])
    made.set_person("Dana Whitlock", lambda: pressed.append("person"))
    made.set_person("Marcus Oyelar", lambda: pressed.append("other"))
    made.set_copy("Last copy 7:40 am")
    assert made.facts() == ["Today", "4.50 h logged"]
    assert made.person() == "Marcus Oyelar"
    made._person.click()
    assert pressed == ["other"]
    assert made.copy_text() == "Last copy 7:40 am"


def test_a_note_stays_behind_messages_until_it_is_put_away(qtbot: QtBot) -> None:
    made, read, undone = bar(qtbot), [], []
    made.undone.connect(lambda: undone.append(True))
    made.note("These books lie in a synced folder.", on_action=lambda: read.append(1))
    made.note("A second thing.")
    assert (made.message(), made.action()) == ("These books lie in a synced folder.", "Put away")
    made.say("Saved")
    assert made.message() == "Saved"
    made._timer.timeout.emit()
    assert made.message() == "These books lie in a synced folder."
    made.fail("The disk is full.")
    made.press_action()
    assert made.message() == "These books lie in a synced folder."
    made.press_action()
    assert read == [1]
    assert made.message() == "A second thing."
    made.press_action()
    assert made.message() == ""
    assert undone == []


def test_notes_are_taken_back_with_their_books(qtbot: QtBot) -> None:
    made = bar(qtbot)
    made.note("One")
    made.note("Two")
    made.clear_notes()
    assert made.message() == ""
    made.say("Saved")
    made._timer.timeout.emit()
    assert made.message() == ""
