"""The Tickets tab in a real window, driven by keys sent to what has the keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mspdesk.desk.area import Place
from mspdesk.tickets import actions
from mspdesk.tickets.view.recipes import RECIPES
from tests.tickets.board import opened, with_time
from tests.tickets.hands import Hands, Key, ticket


def test_the_board_stands_in_priority_order_with_sums(hands: Hands) -> None:
    board = hands.view.board
    assert board.table.column("title") == ["Backup failed", "VPN drops", "Scanner"]
    assert board.table.groups() == [
        "High, several people stopped, or everyone slowed, 1 open · 1.00 h estimated",
        "Medium, to be done this week, 1 open · 1.50 h",
        "Low, can wait, 1 open · 0.00 h",
    ]
    assert board.bar.note() == "3 open"
    assert board.filters.right() == "2.50 h in backlog, 1 not estimated"
    assert board.table.column("est") == ["1.00", "1.50", "?"]
    assert board.segments.words() == ["My work", "All open", "Unassigned 2", "Waiting", "Closed"]


def test_the_first_ticket_is_beside_the_board_and_arrows_move(hands: Hands) -> None:
    assert hands.view.pane.title.text() == "Backup failed"
    hands.press(Key.Key_J)
    assert hands.view.pane.title.text() == "VPN drops"
    hands.press(Key.Key_Down)
    assert hands.view.pane.title.text() == "Scanner"
    hands.press(Key.Key_K)
    assert hands.view.selected_ticket() == ticket(hands, "VPN drops").id


def test_the_page_shows_nine_facts_and_what_is_left(hands: Hands) -> None:
    hands.press(Key.Key_End)
    facts = hands.view.pane.facts
    assert facts.value("client") == "Brightwater Veterinary"
    assert facts.value("priority") == "Low"
    assert facts.value("agreement") == "Hourly"
    assert facts.value("device") == "No device"
    assert facts.value("estimate") == "Estimate it"
    assert hands.view.pane.strip.note() == "7 of 8 verified. Estimate the time to finish."
    assert hands.view.pane.opened.text() == "opened 3:00 pm by phone"


def test_a_digit_sets_the_priority_and_one_asks_for_the_fact(hands: Hands) -> None:
    hands.press(Key.Key_4)
    assert ticket(hands, "Backup").priority == 4
    assert hands.said() == "#2 is Low now"
    hands.press(Key.Key_1)
    assert ticket(hands, "Backup").priority == 4
    editor = hands.view.pane.editor
    assert editor.key == "priority"
    hands.press(Key.Key_Return)
    assert editor.form is not None
    assert editor.form.error("fact") == "Say which fact makes it critical, or choose High."
    hands.press(Key.Key_Down, Key.Key_Return)
    found = ticket(hands, "Backup")
    assert (found.priority, found.critical_fact) == (1, "server_down")
    assert hands.view.pane.facts.value("priority") == "Critical"
    assert hands.view.pane.remark.text() == "Critical: Server down."


def test_e_estimates_and_the_sums_follow(hands: Hands) -> None:
    hands.press(Key.Key_End, Key.Key_E)
    hands.type(".75")
    hands.press(Key.Key_Return)
    assert ticket(hands, "Scanner").estimate_minutes == 45
    assert hands.said() == "#3: 0.75 h"
    assert hands.view.board.filters.right() == "3.25 h estimated in backlog"
    assert not hands.view.pane.editor.isVisible()
    assert hands.view.board.table.hasFocus()


def test_a_wrong_estimate_is_said_beside_the_field_and_kept(hands: Hands) -> None:
    hands.press(Key.Key_E, Key.Key_A)
    QTest.keyClick(hands.focus(), Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.type("soon")
    hands.press(Key.Key_Return)
    form = hands.view.pane.editor.form
    assert form is not None
    assert form.error("estimate").startswith("Type time as 45")
    assert form.entry("estimate").text() == "soon"
    hands.press(Key.Key_Escape)
    assert ticket(hands, "Backup").estimate_minutes == 60


def test_a_assigns_and_a_complete_new_ticket_moves_on(hands: Hands) -> None:
    hands.press(Key.Key_J, Key.Key_A, Key.Key_Down, Key.Key_Down, Key.Key_Return)
    found = ticket(hands, "VPN drops")
    assert (found.assigned, found.status) == ("Marcus Oyelaran", "assigned")
    assert hands.view.pane.facts.value("status") == "Assigned"
    assert hands.view.pane.facts.value("assigned") == "Marcus"


def test_s_offers_only_the_ways_there_are_and_asks_what_each_needs(hands: Hands) -> None:
    hands.press(Key.Key_S)
    form = hands.view.pane.editor.form
    assert form is not None
    chosen = form.entry("status")
    assert chosen.text() == "Scheduled"
    assert not form.box("day").isHidden()
    assert form.box("reason").isHidden()
    hands.press(Key.Key_Down, Key.Key_Down)
    assert chosen.text() == "On hold"
    assert not form.box("reason").isHidden()
    hands.tab()
    hands.type("Waiting for their budget")
    hands.press(Key.Key_Return)
    assert form.error("follow_up_on") == "Choose a day to look again, within 30 days."
    hands.type("+7")
    hands.press(Key.Key_Return)
    found = ticket(hands, "Backup")
    assert (found.status, found.follow_up_on) == ("on_hold", date(2026, 3, 18))
    assert hands.view.pane.remark.text() == "Waiting for their budget. Look again Mar 18."
    assert "Waiting 1" in hands.view.board.segments.words()


def test_without_a_timer_work_cannot_be_said_to_have_begun(hands: Hands) -> None:
    hands.press(Key.Key_S, Key.Key_Down, Key.Key_Return)
    form = hands.view.pane.editor.form
    assert form is not None
    assert form.error("status") == "Start the timer (T), or log the time."
    assert ticket(hands, "Backup").status == "assigned"


def test_completing_asks_how_it_was_solved(hands: Hands) -> None:
    found = ticket(hands, "Backup")
    hands.desk.do(actions.begin_work, found.id)
    with_time(hands.desk.store, found.id, 30)
    hands.desk.refresh()
    hands.press(Key.Key_S)
    form = hands.view.pane.editor.form
    assert form is not None
    hands.press(Key.Key_Down, Key.Key_Down, Key.Key_Down)
    assert form.entry("status").text() == "Completed"
    hands.tab()
    hands.type("New drive, backup confirmed")
    hands.press(Key.Key_Return, ctrl=True)
    hands.press(Key.Key_Tab)
    assert form.submit() or form.error("resolution") == ""
    assert ticket(hands, "Backup").status == "completed"
    assert hands.view.board.bar.note() == "2 open"


def test_a_note_is_written_saved_and_undone(hands: Hands) -> None:
    hands.press(Key.Key_Return)
    assert hands.view.pane.composer.note.sheet.hasFocus()
    hands.type("Drive is full. Cleared 40 GB.")
    hands.press(Key.Key_Return, ctrl=True)
    assert hands.said() == "Note saved on #2"
    assert hands.view.pane.timeline.texts() == ["Drive is full. Cleared 40 GB."]
    entry = hands.view.pane.timeline.entries()[0]
    assert (entry.name, entry.when, entry.client_can_see) == ("Dana", "3:00 pm", False)
    hands.press(Key.Key_Z, ctrl=True)
    hands.window.setFocus()
    hands.press(Key.Key_Z, ctrl=True)
    assert hands.view.pane.timeline.texts() == []


def test_an_empty_note_is_refused_and_what_was_begun_waits(hands: Hands) -> None:
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return, ctrl=True)
    assert hands.view.pane.composer.wrong() == "Write what you did and what happens next."
    hands.type("Half a thou")
    hands.view.board.table.setFocus()
    hands.press(Key.Key_J)
    assert hands.view.pane.composer.note.text() == ""
    hands.press(Key.Key_K)
    assert hands.view.pane.composer.note.text() == "Half a thou"


def test_a_note_is_never_carried_to_another_ticket_by_somebody_elses_change(
    hands: Hands,
) -> None:
    hands.press(Key.Key_J, Key.Key_Return)
    hands.type("Half a thou")
    drops = ticket(hands, "VPN drops").id
    hands.desk.do(actions.cancel, drops, None, "Called twice")
    assert hands.view.board.bar.note() == "2 open"
    assert hands.view.pane.title.text() == "VPN drops"
    hands.type("ght")
    assert hands.view.pane.composer.note.text() == "Half a thought"
    hands.press(Key.Key_Escape)
    assert hands.view.pane.title.text() == "Scanner"
    assert hands.view.pane.composer.note.text() == ""


def test_letters_typed_into_a_note_change_nothing_else(hands: Hands) -> None:
    hands.press(Key.Key_Return)
    hands.type("s a e 1 2 3 4 n")
    assert ticket(hands, "Backup").priority == 2
    assert not hands.view.pane.editor.isVisible()
    assert hands.view.pane.composer.note.text() == "s a e 1 2 3 4 n"


def test_single_letters_can_be_turned_off(hands: Hands) -> None:
    hands.desk.settings.single_keys = False
    hands.press(Key.Key_4, Key.Key_E)
    assert ticket(hands, "Backup").priority == 2
    assert not hands.view.pane.editor.isVisible()


def test_n_opens_a_ticket_from_the_keyboard(hands: Hands) -> None:
    hands.press(Key.Key_N)
    hands.type("bright")
    hands.press(Key.Key_Return)
    new = hands.view.new
    assert new.client.text() == "Brightwater Veterinary"
    assert new.contact.text() == "Ines Varga, 555-0142"
    assert new.agreement.text() == "Gold, to Sep 30"
    hands.tab()
    hands.type("Label printer prints blanks")
    hands.tab()
    hands.type("Since the paper was changed")
    hands.tab(2)
    hands.type("45")
    hands.press(Key.Key_Return)
    found = ticket(hands, "Label printer")
    assert (found.client, found.estimate_minutes, found.agreement) == (
        "Brightwater Veterinary",
        45,
        "Gold, to Sep 30",
    )
    assert hands.said() == "#4 opened for Brightwater Veterinary"
    assert hands.view.selected_ticket() == found.id
    assert hands.view.board.table.hasFocus()
    assert hands.view.pane.strip.note() == "7 of 8 verified. Pick the device to finish."


def test_a_new_ticket_with_something_wrong_keeps_every_word(hands: Hands) -> None:
    hands.press(Key.Key_N)
    hands.tab(2)
    hands.type("Words that must stay")
    hands.press(Key.Key_Return, ctrl=True)
    new = hands.view.new
    new.form.submit()
    assert new.form.error("client") == "Fill in the client."
    assert new.form.error("title") == "Fill in the title."
    assert new.form.entry("description").text() == "Words that must stay"
    assert new.client.line.hasFocus()


def test_a_new_ticket_that_was_begun_waits_while_another_is_looked_at(hands: Hands) -> None:
    hands.press(Key.Key_N, Key.Key_Tab)
    hands.type("Half written")
    hands.view.board.table.setFocus()
    hands.press(Key.Key_J)
    assert hands.view.pages.currentWidget() is hands.view.pane
    hands.press(Key.Key_N)
    assert hands.view.new.title.text() == "Half written"
    hands.press(Key.Key_Escape)
    assert hands.view.pages.currentWidget() is hands.view.pane


def test_a_ticket_for_a_client_comes_from_elsewhere(hands: Hands) -> None:
    about = {"client_id": hands.small.brightwater, "title": "From the palette"}
    hands.desk.go(Place("tickets", do="new", about=about))
    assert hands.view.new.client.text() == "Brightwater Veterinary"
    assert hands.view.new.title.line.hasFocus()
    hands.press(Key.Key_Return)
    assert ticket(hands, "palette").client == "Brightwater Veterinary"


def test_the_strip_jumps_to_the_field(hands: Hands) -> None:
    hands.press(Key.Key_End)
    hands.view.pane.strip.pressed_cell.emit("estimate")
    hands.type("30")
    hands.press(Key.Key_Return)
    assert ticket(hands, "Scanner").estimate_minutes == 30


def test_a_device_is_found_by_letters_and_no_device_is_an_answer(hands: Hands) -> None:
    scanner = ticket(hands, "Scanner").id
    hands.desk.do(actions.edit_ticket, scanner, None, {"no_device": False})
    hands.press(Key.Key_End)
    assert hands.view.pane.facts.value("device") == "Choose device"
    hands.view.pane.edit("device")
    hands.type("brw")
    hands.press(Key.Key_Return, Key.Key_Return)
    assert ticket(hands, "Scanner").device == "BRW-SRV1"
    hands.view.pane.edit("device")
    hands.type("no dev")
    hands.press(Key.Key_Return, Key.Key_Return)
    assert ticket(hands, "Scanner").no_device


def test_slash_narrows_by_words_and_escape_lifts_it(hands: Hands) -> None:
    hands.press(Key.Key_Slash)
    hands.type("scan")
    assert hands.view.board.table.column("title") == ["Scanner"]
    hands.press(Key.Key_Escape)
    assert len(hands.view.board.table.column("title")) == 3
    assert hands.view.board.table.hasFocus()


def test_segments_and_chips_narrow_the_board(hands: Hands) -> None:
    board = hands.view.board
    board.segments.choose("mine")
    assert board.table.column("title") == ["Backup failed"]
    board.segments.choose("free")
    assert board.table.column("title") == ["VPN drops", "Scanner"]
    board.segments.choose("open")
    board.filters.client.set_value(hands.small.brightwater)
    assert board.table.column("title") == ["Scanner"]
    board.filters.client.set_value(None)
    board.filters.more_wanted.emit("unestimated")
    assert board.table.column("title") == ["Scanner"]
    board.filters.more_wanted.emit("follow_up")
    assert board.table.column("title") == []
    for chip in board.filters._extra.values():
        chip.setChecked(False)
    board.filters.order.click()
    assert board.table.column("title") == ["VPN drops", "Backup failed", "Scanner"]
    assert board.table.groups() == []


def test_overdue_answers_can_be_asked_for(hands: Hands) -> None:
    board = hands.view.board
    board.filters.more_wanted.emit("late")
    # Monday 15:00, Medium, one business day: due on Tuesday; it is Wednesday.
    assert board.table.column("title") == ["VPN drops"]


def test_closed_tickets_come_by_pages_and_can_be_searched(hands: Hands) -> None:
    for n in range(3):
        ticket_id = opened(hands.desk.store, hands.small.kestrel, f"Old case {n}")
        hands.desk.do(actions.cancel, ticket_id, None, "Called twice")
    board = hands.view.board
    board.segments.choose("past")
    assert board.past.column("title") == ["Old case 2", "Old case 1", "Old case 0"]
    assert board.filters.right() == "3 closed"
    assert hands.view.pane.title.text() == "Old case 2"
    board.segments.choose("free")
    assert hands.view.pane.title.text() == "VPN drops"
    board.segments.choose("past")
    board.focus_list()
    hands.press(Key.Key_Home)
    assert hands.view.pane.title.text() == "Old case 2"
    assert hands.view.pane.facts.value("status") == "Cancelled"
    hands.press(Key.Key_S)
    assert hands.said() == "A cancelled ticket stays as it is. Open a new one."
    hands.press(Key.Key_Slash)
    hands.type("case 1")
    assert board.past.column("title") == ["Old case 1"]


def test_somebody_who_only_reads_is_offered_nothing(hands: Hands) -> None:
    hands.desk.work_as(hands.small.marcus, "Marcus", frozenset())
    view = hands.view
    assert not view.board.new_button.isVisible()
    assert not view.pane.composer.isVisible()
    hands.press(Key.Key_4, Key.Key_E)
    assert ticket(hands, "Backup").priority == 2
    assert not view.pane.editor.isVisible()


def test_another_persons_change_is_told_and_the_words_stay(hands: Hands) -> None:
    found = ticket(hands, "Backup")
    hands.press(Key.Key_E)
    QTest.keyClick(hands.focus(), Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.type("30")
    with hands.desk.store.step("Another computer") as session:
        from sqlalchemy import text

        session.connection().execute(
            text("UPDATE ticket SET version = version + 1 WHERE id = :i"), {"i": found.id}
        )
    hands.press(Key.Key_Return)
    form = hands.view.pane.editor.form
    assert form is not None
    assert "changed this ticket while you had it open" in form.error()
    assert form.entry("estimate").text() == "30"
    hands.press(Key.Key_Return)
    assert ticket(hands, "Backup").estimate_minutes == 30


def test_the_list_that_is_seen_goes_out_and_on_paper(hands: Hands) -> None:
    exported: list[tuple[str, list[str]]] = []
    hands.desk.asked_to_export.connect(
        lambda title, _columns, rows: exported.append((title, [row.title for row in rows]))
    )
    hands.view.board.segments.choose("mine")
    hands.view.board.export_shown()
    assert exported == [("Tickets", ["Backup failed"])]
    printed: list[tuple[str, object]] = []
    hands.desk.asked_to_print.connect(lambda paper, key, _title: printed.append((paper.key, key)))
    hands.view.board.focus_list()
    hands.press(Key.Key_P, ctrl=True)
    hands.press(Key.Key_Return)
    hands.press(Key.Key_P, ctrl=True)
    assert printed == [("board", ()), ("workorder", ticket(hands, "Backup").id)]


def test_a_new_ticket_says_when_an_answer_is_due(hands: Hands) -> None:
    hands.press(Key.Key_End)
    assert hands.view.pane.remark.text() == "Answer due Mar 16, 3:00 pm."
    hands.desk.do(actions.acknowledge, ticket(hands, "Scanner").id)
    assert hands.view.pane.remark.text() == ""


def test_f6_goes_between_list_and_ticket(hands: Hands) -> None:
    hands.press(Key.Key_F6)
    assert hands.view.pane.composer.note.sheet.hasFocus()
    hands.press(Key.Key_F6)
    assert hands.view.board.table.hasFocus()


def test_a_linked_ticket_is_one_press_away(hands: Hands) -> None:
    hands.view.pane.edit("link")
    hands.tab()
    hands.type("99")
    hands.press(Key.Key_Return)
    form = hands.view.pane.editor.form
    assert form is not None
    assert form.error("other") == "There is no ticket with this number."
    QTest.keyClick(hands.focus(), Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.type("1")
    hands.press(Key.Key_Return)
    assert [one.number for one in ticket(hands, "Backup").links] == [1]


def test_my_next_ticket_is_shown(hands: Hands) -> None:
    hands.press(Key.Key_End)
    hands.desk.go(Place("tickets", do="next"))
    assert hands.view.pane.title.text() == "Backup failed"


def test_every_control_has_a_name_of_its_own(hands: Hands) -> None:
    def check() -> None:
        names = [
            widget.accessibleName()
            for widget in hands.window.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        ]
        assert all(names)
        assert len(names) == len(set(names)), sorted(one for one in names if names.count(one) > 1)

    check()
    for key in (*RECIPES, "escalate"):
        hands.view.pane.edit(key)
        check()
    hands.press(Key.Key_Escape, Key.Key_N)
    check()


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
def test_tier_and_estimate_step_back_in_a_narrow_window(
    hands: Hands, size: tuple[int, int]
) -> None:
    hands.window.resize(*size)
    hands.qtbot.wait(1)
    table = hands.view.board.table
    shown = [
        table.model().headerData(at, Qt.Orientation.Horizontal)
        for at in range(table.model().columnCount())
        if not table.isColumnHidden(at)
    ]
    wide = ["", "No.", "Title", "Client", "Status", "Who", "Tier", "Est.", "Age"]
    assert shown == (wide if size[0] >= 1400 else [*wide[:6], "Age"])
