"""The Campaigns room: a campaign planned, mailed and reported by keys alone."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mspdesk.campaigns.actions import campaigns, leads, optouts
from mspdesk.campaigns.offers import (
    TODAY,
    bounces_today,
    months_today,
    profiles_today,
    steps_today,
)
from mspdesk.campaigns.queries import optouts as out_queries
from mspdesk.campaigns.queries.campaigns import campaigns as campaigns_of
from mspdesk.campaigns.queries.profiles import profiles
from mspdesk.campaigns.reports import GLANCES, month_rows, out_rows, plan_rows, reports
from mspdesk.campaigns.rules.bounces import Returned
from mspdesk.campaigns.view.room import CampaignsRoom
from mspdesk.desk.area import Period, Place
from mspdesk.desk.desk import Desk
from mspdesk.mail.queries import open_mails
from mspdesk.widgets.choice import LookupEntry
from mspdesk.widgets.form import Form

from .marketing import Marketing

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def room(desk: Desk, qtbot: QtBot) -> Iterator[CampaignsRoom]:
    """The room by itself, as its tab holds it."""
    view = CampaignsRoom(desk)
    view.resize(1200, 760)
    view.show()
    yield view
    view.close()
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def go(room: CampaignsRoom, record: int | None = None, **about: object) -> None:
    room.show_place(Place("clients", record, "campaigns", about))


def form_of(room: CampaignsRoom) -> Form:
    found = room.part().laid.form
    assert isinstance(found, Form)
    return found


def typed(form: Form, **values: object) -> bool:
    """Fill fields of a form as somebody would, the others left, and save."""
    for name, value in values.items():
        form.entry(name).set_value(value)
    return form.submit()


def test_the_year_shows_its_bars_and_enter_opens_one(
    room: CampaignsRoom, desk_made: Marketing
) -> None:
    year = room.part("year")
    assert year.chart.titles() == ["Does your backup work?"]
    said = "Does your backup work?, planned, Mar 2 to Aug 1, 2026, 1 day in it"
    assert year.chart.story() == f"E-mail: {said}"
    assert year.days.column("title") == ["First mail"]
    assert room.note == "1 campaign, $0.00, 0 leads"
    year.chart.setFocus()
    QTest.keyClick(year.chart, Qt.Key.Key_Right)
    QTest.keyClick(year.chart, Qt.Key.Key_Return)
    assert room.parts.current() == "campaign"
    assert room.part().page.shown.row.id == desk_made.campaign
    room.step(1)
    assert room.part().bare
    assert room.when.text() == "2027"


def test_a_campaign_is_planned_and_its_audience_gathered(
    room: CampaignsRoom, desk_made: Marketing
) -> None:
    assert room.new_here()
    assert not typed(form_of(room), title="")
    assert form_of(room).error("title")
    assert typed(form_of(room), title="Cards", channel="event", starts_on=date(2026, 4, 1))
    part = room.part()
    assert (part.page.shown.row.title, part.page.shown.row.ends_on) == ("Cards", date(2026, 8, 31))
    part.people.choose_audience()
    assert not typed(form_of(room), industries="Dentel")
    assert "“Dentel”" in form_of(room).error("industries")
    values = {"statuses:prospect": True, "statuses:assessed": False, "statuses:proposed": False}
    assert typed(form_of(room), industries="dental", **values)
    assert part.page.tabs.current_key() == "audience"
    tab = part.page.audience
    assert tab.table.column("client") == ["Alder Dental", "Birch Dental"]
    assert tab.rule.text() == "Prospect, industry Dental; the main contact"
    tab.table.select_first()
    tab.leave_button.click()
    assert tab.sum.text() == "2 in the audience, 1 gets a mail, 1 left out by hand"
    assert tab.leave_button.words() == "Take back in"
    tab.table.select(tab.table.rows()[1].id)
    tab.out_button.click()
    assert desk_made.store.ask(out_queries.opted_out) == {"bo@birch.example"}


def test_the_mails_are_looked_through_and_queued(
    room: CampaignsRoom, desk: Desk, desk_made: Marketing, qtbot: QtBot
) -> None:
    desk_made.store.do(optouts.opt_out, "bo@birch.example")
    desk_made.gather()
    go(room, desk_made.campaign, step=desk_made.mail)
    merge = room.part().merge
    qtbot.waitUntil(lambda: bool(merge.mails))
    assert merge.said.text() == "2 get this mail, 3 get none"
    assert merge.table.groups() == ["Get this mail, 2", "Get none, 3"]
    assert merge.subject.text() == "A question to Alder Dental"
    assert merge.body.text().startswith("Hello Lena,")
    QTest.keyClick(merge.table, Qt.Key.Key_Down)
    assert merge.body.text().startswith("Hello Cy,")
    merge.edit_button.click()
    assert not typed(form_of(room), body="Hello\n\n{client.nmae}")
    assert form_of(room).error("body").startswith("Line 3: There is no field {client.nmae}.")
    assert typed(form_of(room), body="Hello {client.first_name}")
    qtbot.waitUntil(lambda: bool(merge.mails))
    assert merge.body.text().startswith("Hello Lena\n\nQuillfeather IT, LLC\n\n-- ")
    assert merge.queue_button.words() == "Queue 2 mails"
    QTest.keyClick(merge, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not desk.jobs)
    assert len(desk_made.store.ask(open_mails)) == 2
    plan = room.part().page.plan
    assert plan.steps.rows()[0].waiting == 2
    assert room.part()._faces.currentWidget() is room.part().page


def test_days_costs_leads_and_months_are_written_down(
    room: CampaignsRoom, desk: Desk, desk_made: Marketing
) -> None:
    store = desk_made.store
    go(room, desk_made.campaign)
    part = room.part()
    part.days.add_step("task")
    assert typed(form_of(room), title="Print cards", on=date(2026, 3, 9))
    plan = part.page.plan
    assert plan.steps.column("title") == ["Print cards", "First mail"]
    plan.steps.select_first()
    plan.steps.setFocus()
    QTest.keyClick(plan.steps, Qt.Key.Key_Space)
    assert desk_made.row.next_on == date(2026, 3, 11)
    part.days.add_cost()
    assert typed(form_of(room), what="Printing", amount=14_250)
    part.people.note_lead()
    lead = form_of(room).entry("client_id")
    assert isinstance(lead, LookupEntry)
    QTest.keyClicks(lead.line, "Alder")
    QTest.keyClick(lead.line, Qt.Key.Key_Return)
    assert typed(form_of(room), words="Wants the half hour")
    assert part.page.leads.table.column("client") == ["Alder Dental"]
    places: list[Place] = []
    desk.asked_to_go.connect(places.append)
    part.page.leads.table.select_first()
    part.page.leads.open_button.click()
    assert (places[0].do, places[0].id is not None) == ("prospects", True)
    assert part.page.leads.open_button.words() == "Go to the opportunity"
    go(room, desk_made.campaign, month="2026-03-01")
    months = part.page.months
    assert months.table.column("cost")[0] == "$142.50"
    assert months.head.text() == "What did March 2026 bring?"
    months.words.set_value("One asked")
    months.keep_button.click()
    assert months.table.column("words")[0] == "One asked"
    store.do(campaigns.set_state, desk_made.campaign, desk_made.row.version, "running")
    rows = store.ask(month_rows, Period(date(2026, 3, 1), date(2026, 3, 31)), {})
    (line,) = rows
    assert (line.number, line.of, line.month.cost, line.month.leads) == (1, 6, 14_250, 1)
    plan_lines = store.ask(plan_rows, YEAR, {})
    figures = store.ask(GLANCES[0].make, YEAR, {}, plan_lines)
    assert [getattr(one, "value", "") for one in figures] == ["1", "$142.50", "1", "$142.50"]
    for report in reports():
        for row in store.ask(report.rows, YEAR, {}):
            assert [column.value(row) for column in report.written]


def test_opt_outs_and_bounces_are_settled_where_they_stand(
    room: CampaignsRoom, desk_made: Marketing
) -> None:
    store = desk_made.store
    go(room, part="optouts", new=True)
    out = room.part()
    assert not typed(form_of(room), addresses="nobody")
    assert typed(form_of(room), addresses="a@x.example\nb@x.example", why="By phone")
    assert out.outs.column("address") == ["a@x.example", "b@x.example"]
    assert [one.address for one in store.ask(out_rows, YEAR, {})] == ["a@x.example", "b@x.example"]
    store.do(optouts.note_returned, [Returned("lena@alder.example", "hard", "550 no such user")])
    assert out.todo.text().startswith("There is no such mailbox")
    assert "550 no such user" in out.said.text()
    assert not out.again_button.isVisible()
    QTest.keyClicks(out.right.line, "lena@alder-dental.example")
    QTest.keyClick(out.right.line, Qt.Key.Key_Return)
    (back,) = store.ask(out_queries.bounces)
    assert (back.open, back.outcome) == (False, "corrected")
    assert out.note == "2 opted out, 0 came back"


def test_online_profiles_are_begun_and_looked_at(room: CampaignsRoom, desk_made: Marketing) -> None:
    go(room, part="profiles")
    part = room.part()
    assert part.bare
    part.first.click()
    assert len(part.table.rows()) == 8
    part.wrong_button.click()
    assert desk_made.store.ask(profiles)[0].state == "none"
    QTest.keyClicks(part.wrong.line, "Old phone")
    QTest.keyClick(part.wrong.line, Qt.Key.Key_Return)
    assert part.table.column("words")[0] == "Old phone"
    part.fine_button.click()
    assert desk_made.store.ask(profiles)[0].state == "fine"
    assert room.new_here()
    assert typed(form_of(room), place="Chamber", every_months=12)
    assert part.table.column("place")[-1] == "Chamber"


def test_a_day_asks_for_steps_months_bounces_and_profiles(desk_made: Marketing) -> None:
    store, day = desk_made.store, date(2026, 4, 2)
    (row,) = store.ask(steps_today, None, date(2026, 3, 11))
    assert (row.title, row.detail) == ("First mail", "Does your backup work?")
    assert row.link == "Look through"
    store.do(campaigns.set_state, desk_made.campaign, desk_made.row.version, "running")
    (row,) = store.ask(months_today, None, day)
    assert row.detail == "What did March 2026 bring?"
    store.do(optouts.note_returned, [Returned("lena@alder.example", "soft", "450 later")])
    (row,) = store.ask(bounces_today, None, day)
    assert (row.title, row.detail) == ("Alder Dental", "lena@alder.example: not now")
    store.do(optouts.note_returned, [Returned(f"{n}@x.example", "hard", "550") for n in range(3)])
    assert [one.title for one in store.ask(bounces_today, None, day)] == ["4 mails came back"]
    assert store.ask(profiles_today, None, day) == []
    assert {one.needs for one in TODAY} == {"clients"}
    store.do(leads.note_lead, desk_made.campaign, desk_made.clients["Cedar Law"])
    assert [one.leads for one in store.ask(campaigns_of)] == [1]
