"""Whoever types what hiring is called finds its questions and posts before anything else."""

from pytestqt.qtbot import QtBot

from mspdesk.app.finding import Finding
from mspdesk.desk.desk import Desk
from mspdesk.hiring.actions.applicants import add_applicant
from mspdesk.hiring.actions.cases import open_case
from mspdesk.hiring.actions.posts import save_post
from mspdesk.hiring.view.applicants import ApplicantsRoom
from mspdesk.tickets.actions import open_ticket
from mspdesk.tickets.queries import open_tickets


def test_questions_and_posts_come_first_and_applicants_never(desk: Desk) -> None:
    desk.do(open_case, "A second technician?", "We are busy")
    post = desk.do(save_post, {"title": "First-line technician"})
    desk.do(add_applicant, {"name": "Hiram Secret", "post_id": post})
    client = desk.ask(open_tickets)[0].client_id
    desk.do(open_ticket, client, "New hire starts Monday")
    groups = Finding(desk)("hire")
    assert [group.title for group in groups][:2] == ["Hiring", "Tickets"]
    found = [(item.title, item.note) for item in groups[0].items]
    assert ("A second technician?", "Hire worksheet, open") in found
    assert ("First-line technician", "Job post, draft") in found
    done = [item.title for group in groups if group.title == "Do" for item in group.items]
    assert done.index("Hire worksheets") < done.index("Hours of hats")
    every = Finding(desk)("secret")
    assert not any(item.title == "Hiram Secret" for group in every for item in group.items)


def test_an_empty_room_begins_with_the_first_act(desk: Desk, qtbot: QtBot) -> None:
    made = ApplicantsRoom(desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.first.hasFocus)
    assert made.note == ""
    made.new_here()
    assert made.laid.in_front()
    made.laid.back()
    qtbot.waitUntil(made.first.hasFocus)
