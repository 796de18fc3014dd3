"""The Goals room on the Org chart tab: fast to type in, and nothing typed is lost."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.errors import UserError
from mspdesk.goals.actions.goals import close_goal
from mspdesk.goals.actions.meetings import edit_meeting
from mspdesk.goals.actions.reviews import sign_review, write_review
from mspdesk.goals.models import GoalShared
from mspdesk.goals.offers import follow_ups_today, reviews_today
from mspdesk.goals.queries.goals import GoalCard
from mspdesk.goals.queries.known import GoalRow, every_goal
from mspdesk.goals.queries.meetings import meetings
from mspdesk.goals.queries.reviews import review_page, reviews
from mspdesk.goals.rules.quarters import Quarter
from mspdesk.goals.view.room import GoalsRoom
from mspdesk.orgchart.view.screen import OrgChartView
from mspdesk.people import actions as people
from mspdesk.widgets.form import Form
from tests.goals.furnish import Goals

Q1 = Quarter(2026, 1)


@pytest.fixture
def room(desk: Desk, qtbot: QtBot) -> Iterator[GoalsRoom]:
    """The room in front, in its tab."""
    view = OrgChartView(desk)
    view.resize(1200, 760)
    view.show()
    view.show_place(Place("orgchart", do="goals"))
    made: GoalsRoom = view.room("goals")
    yield made
    view.close()
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def go(room: GoalsRoom, part: str, **about: object) -> None:
    room.show_place(Place("orgchart", do="goals", about={"part": part, **about}))


def asked(room: GoalsRoom) -> Form:
    found = room.goals.rail.closing
    assert found is not None
    return found


def card_of(room: GoalsRoom) -> GoalCard:
    found = room.goals.rail.card
    assert found is not None
    return found


def named(store: Store, text: str) -> GoalRow:
    return next(one for one in store.ask(every_goal).values() if one.text == text)


def test_goals_are_typed_one_after_the_other_below_the_picked_one(
    room: GoalsRoom, sqlite_store: Store, desk_goals: Goals
) -> None:
    part = room.goals
    assert [row.depth for row in part.outline.rows()][:4] == [0, 1, 2, 3]
    assert room.rail.isVisible()
    part.outline.select(desk_goals.company)
    assert room.new_here()
    for text in ("Answer within the hour", "Two firewall days"):
        QTest.keyClicks(part.line.line, text)
        QTest.keyClick(part.line.line, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is part.line.line
    made = named(sqlite_store, "Two firewall days")
    assert (made.parent_id, made.person_id, made.state) == (
        desk_goals.company,
        desk_goals.dana,
        "draft",
    )
    assert (made.year, made.quarter, made.sharing) == (2026, 1, "affected")
    QTest.keyClick(part.line.line, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is part.outline
    part.line.set_value("")
    part.add()
    assert "Say in a sentence" in part.bar.wrong()
    # One that nobody else is to read is written in full, and never shared on the way.
    part.line.set_value("Leave at five on Fridays")
    part.full_link.click()
    form = part.laid.form
    assert form is not None
    assert form.entry("text").text() == "Leave at five on Fridays"
    form.entry("kind").set_value("personal")
    form.entry("kind").changed.emit()
    assert form.submit(), form.error()
    assert part.line.text() == ""
    private = named(sqlite_store, "Leave at five on Fridays")
    assert (private.kind, private.sharing) == ("personal", "private")
    with sqlite_store.read() as session:
        kept = session.scalars(select(GoalShared).where(GoalShared.goal_id == private.id))
        assert [one.after for one in kept] == ["private"]


def test_a_goal_is_agreed_on_and_its_outcome_waits_while_one_looks_elsewhere(
    room: GoalsRoom, sqlite_store: Store, desk_goals: Goals
) -> None:
    part, rail = room.goals, room.goals.rail
    part.line.set_value("Call three old prospects")
    part.add()
    made = named(sqlite_store, "Call three old prospects")
    part.open_goal(made.id)
    rail.next_step()
    assert named(sqlite_store, made.text).state == "agreed"
    rail.next_step()
    form = asked(room)
    form.entry("state").set_value("partly")
    form.entry("outcome").set_value("Two picked up")
    part.outline.select(desk_goals.owner)
    assert card_of(room).goal.id == desk_goals.owner
    part.outline.select(made.id)
    form = asked(room)
    assert form.entry("outcome").text() == "Two picked up"
    form.entry("outcome").set_value("")
    assert not form.submit()
    assert "how it came out" in form.error("outcome")
    form.entry("outcome").set_value("Two of three")
    assert form.submit()
    assert named(sqlite_store, made.text).state == "partly"
    part.edit()
    assert part.laid.form is None
    rail.next_step()
    assert named(sqlite_store, made.text).state == "agreed"


def test_the_form_keeps_a_corrective_goal_from_the_company(
    room: GoalsRoom, sqlite_store: Store, desk_goals: Goals
) -> None:
    part = room.goals
    part.open_goal(desk_goals.agreements)
    part.edit()
    form = part.laid.form
    assert form is not None
    form.entry("sharing").set_value("company")
    form.entry("kind").set_value("corrective")
    assert form.entry("sharing").value() == "private"
    form.entry("sharing").set_value("company")
    assert not form.submit()
    assert "shame" in form.error("sharing")
    form.entry("kind").set_value("growth")
    form.entry("sharing").set_value("company")
    form.entry(f"p{desk_goals.marcus}").set_value(True)
    assert form.submit(), form.error()
    goal = sqlite_store.ask(every_goal)[desk_goals.agreements]
    assert (goal.sharing, goal.affects) == ("company", frozenset({desk_goals.marcus}))
    assert goal.links == frozenset({desk_goals.paperwork})


def test_warnings_stand_on_the_card_with_what_to_do(
    room: GoalsRoom, sqlite_store: Store, desk_goals: Goals
) -> None:
    part, rail = room.goals, room.goals.rail
    part.open_goal(desk_goals.paperwork)
    rail.share("private")
    assert len(card_of(room).warnings) == 1
    rail.share("affected")
    assert card_of(room).warnings == ()
    assert [one.words for one in card_of(room).shared][:2] == [
        "Private to Affected people",
        "Affected people to Private",
    ]
    marcus = sqlite_store.ask(every_goal)[desk_goals.notes]
    sqlite_store.do(people.edit_person, marcus.person_id or 0, 1, {"left_on": date(2026, 3, 1)})
    part.open_goal(desk_goals.notes)
    assert "left on Mar 1, 2026" in card_of(room).warnings[0]
    assert [row.warned for row in part.outline.rows() if row.id == desk_goals.notes] == [True]
    part.edit()
    assert part.laid.form is not None
    part.laid.form.entry("whose").set_value(("person", "", desk_goals.ana))
    assert part.laid.form.submit()
    assert sqlite_store.ask(every_goal)[desk_goals.notes].person == "Ana Sorel"


def test_a_quarter_without_goals_says_what_to_do_and_carries_over(
    room: GoalsRoom, sqlite_store: Store, desk_goals: Goals
) -> None:
    room.step(1)
    part = room.goals
    title, words = part.notice.words()
    assert title == "No goals for Q2 2026 yet"
    assert "4 goals of Q1 2026 can be carried over" in words
    part.carry()
    form = part.laid.form
    assert form is not None
    form.entry(f"g{desk_goals.notes}").set_value(False)
    assert form.submit()
    carried = [one for one in sqlite_store.ask(every_goal).values() if one.when == room.quarter]
    assert {one.before_id for one in carried} == {
        desk_goals.sales,
        desk_goals.agreements,
        desk_goals.paperwork,
    }
    signed = next(one for one in carried if one.before_id == desk_goals.agreements)
    sales = next(one for one in carried if one.before_id == desk_goals.sales)
    assert signed.parent_id == sales.id
    assert {one.state for one in carried} == {"draft"}
    paper = next(one for one in carried if one.before_id == desk_goals.paperwork)
    assert (paper.affects, paper.links) == (frozenset({desk_goals.ana}), frozenset({signed.id}))
    room.show_quarter(Quarter(2028, 3))
    assert part.empty.words()[0] == "No goals for Q3 2028 yet"
    assert part.empty.isVisible()
    go(room, "reviews")
    assert "Nobody has agreed goals" in room.part().notice.words()[0]


def test_a_talk_is_written_signed_and_never_lost(
    room: GoalsRoom, sqlite_store: Store, desk_goals: Goals
) -> None:
    go(room, "reviews", person=desk_goals.priya)
    part = room.part()
    assert not room.rail.isVisible()
    assert part.table.column("person") == sorted(part.table.column("person"))
    part.open_picked()
    view = part.view
    view.fields[desk_goals.paperwork, "lead_words"].set_value("Held all quarter")
    view.fields[0, "next_steps"].set_value("The bank course")
    go(room, "goals")
    go(room, "reviews")
    (row,) = [one for one in sqlite_store.ask(reviews, Q1) if one.person_id == desk_goals.priya]
    page = sqlite_store.ask(review_page, row.id)
    assert page.goals[0].lead_words == "Held all quarter"
    assert page.next_steps == "The bank course"
    part.show_review(row.id)
    # On another computer somebody writes into the field that is typed in here.
    view.fields[0, "next_steps"].set_value("A bank course in May")
    sqlite_store.do(write_review, row.id, page.version, {"next_steps": "Ask about the tablet"})
    part.back()
    (row,) = [one for one in sqlite_store.ask(reviews, Q1) if one.person_id == desk_goals.priya]
    page = sqlite_store.ask(review_page, row.id)
    assert page.next_steps == "Ask about the tablet\nA bank course in May"
    part.show_review(row.id)
    sqlite_store.do(close_goal, desk_goals.paperwork, "met", "Two days, always.")
    assert view.page is not None
    assert view.page.goals[0].outcome == "Two days, always."
    # Nobody signs what they have not read.
    read = view.page.version
    of_goal = {desk_goals.paperwork: {"their_words": "A bank was slow"}}
    sqlite_store.do(write_review, row.id, read, {}, of_goal)
    with pytest.raises(UserError, match="changed this review"):
        sqlite_store.do(sign_review, row.id, "lead", version=read)
    view.fields[0, "lead_words"].set_value("A good quarter")
    view.sign()
    assert view.page is not None
    assert view.page.row.state == "Priya Raman to sign"
    assert not view.fields
    view._sign("person", True)
    assert view.page.row.closed
    part.back()
    assert "Signed" in part.table.column("state")
    part.table.select(desk_goals.dana)
    part.open_picked()
    assert "has no agreed goals in Q1 2026" in part.notice.words()[1]
    part.table.select(desk_goals.ana)
    part.open_picked()
    assert view.page is not None
    assert view.page.row.person == "Ana Sorel"
    sqlite_store.undo()
    assert view.page is None
    assert part.table.isVisible()


def test_a_round_is_typed_member_by_member(
    room: GoalsRoom, sqlite_store: Store, desk_goals: Goals
) -> None:
    go(room, "meetings", new="mastermind")
    part = room.part()
    form = part.laid.form
    form.entry("title").set_value("Friday round")
    form.entry("guests").set_value("Ruth Amsel, Otis Grant")
    assert form.submit(), form.error()
    (held,) = sqlite_store.ask(meetings)
    assert held.who == "Dana Whitlock, Ruth Amsel, Otis Grant"
    card = part.cards[held.voices[1].id]
    card.fields["challenge"].set_value("Prices in May")
    card.fields["follow_up_on"].set_value(date(2026, 1, 1))
    card.keep()
    assert "after the meeting" in card.said.words()
    assert card.fields["challenge"].text() == "Prices in May"
    card.fields["follow_up_on"].set_value(date(2026, 3, 20))
    other = part.cards[held.voices[2].id]
    other.fields["follow_up_on"].line.setText("some day")
    part.guest.set_value("Ivo")
    part.add()
    assert other.fields["follow_up_on"].text() == "some day"
    other.fields["follow_up_on"].set_value(None)
    (held,) = sqlite_store.ask(meetings)
    assert held.voices[1].challenge == "Prices in May"
    assert held.voices[3].name == "Ivo"
    rows = sqlite_store.ask(follow_ups_today, desk_goals.dana, date(2026, 3, 20))
    assert [row.title for row in rows] == ["Prices in May"]
    # What another computer wrote is not written over by words that only stood here.
    part.words.set_value("We meet at noon")
    part.keep()

    def elsewhere(words: str) -> None:
        (now,) = sqlite_store.ask(meetings)
        sqlite_store.do(edit_meeting, now.id, now.version, {"words": words})

    elsewhere("We meet at one")
    part.keep()
    assert sqlite_store.ask(meetings)[0].words == part.words.value() == "We meet at one"
    part.words.set_value("Bring cake")
    elsewhere("We meet at two")
    part.keep()
    assert sqlite_store.ask(meetings)[0].words == "We meet at two\nBring cake"
    part.remove()
    assert sqlite_store.ask(meetings) == []
    sqlite_store.undo()
    assert len(sqlite_store.ask(meetings)) == 1


def test_last_year_stands_beside_and_leads_to_its_goal(
    room: GoalsRoom, sqlite_store: Store, desk_goals: Goals
) -> None:
    sqlite_store.do(close_goal, desk_goals.agreements, "missed", "Two of four.")
    go(room, "beside")
    part = room.part()
    assert "No goals of Q1 2025" in part.notice.words()[0]
    room.show_quarter(Quarter(2027, 1))
    rows = {row.last_words: row for row in part.table.rows()}
    assert rows["Four new agreements"].outcome == "Missed. Two of four."
    part._go(rows["Four new agreements"])
    assert room.parts.current() == "goals"
    assert room.quarter == Q1
    assert room.goals.rail.card is not None
    assert room.goals.rail.card.goal.id == desk_goals.agreements


def test_a_day_asks_for_reviews_in_the_last_two_weeks(
    sqlite_store: Store, desk_goals: Goals
) -> None:
    sqlite_store.person_id = desk_goals.dana
    for day, count in ((date(2026, 3, 11), 0), (date(2026, 3, 18), 3), (date(2026, 4, 9), 3)):
        with dates.frozen(datetime.combine(day, datetime.min.time())):
            rows = sqlite_store.ask(reviews_today, desk_goals.dana, day)
            assert len(rows) == count, day
    sqlite_store.person_id = desk_goals.marcus
    assert sqlite_store.ask(reviews_today, desk_goals.marcus, date(2026, 3, 18)) == []
