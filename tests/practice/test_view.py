"""The Practice room: each part is reached, does what it offers, and loses nothing typed."""

from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.clients.actions import edit_client
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.practice.actions import alerts, oncall, tools
from mspdesk.practice.queries import alerts as alert_queries
from mspdesk.practice.queries.days import tech_of_day
from mspdesk.practice.queries.oncall import calls_of, roster
from mspdesk.practice.queries.patches import patch_rows
from mspdesk.practice.queries.tools import kit
from mspdesk.practice.queries.tools import tools as tool_list
from mspdesk.practice.queries.who import who_rows
from mspdesk.practice.view.room import PARTS, PracticeRoom
from mspdesk.tickets import actions as tickets
from tests.sample import Sample


@pytest.fixture
def room(desk: Desk, qtbot: QtBot) -> PracticeRoom:
    """The room, in front."""
    made = PracticeRoom(desk)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def about(part: str, **more: object) -> Place:
    """A place in the room."""
    return Place("checklists", do="practice", about={"part": part, **more})


def test_every_part_is_reached_by_its_place(room: PracticeRoom) -> None:
    for key, *_ in PARTS:
        room.show_place(about(key))
        assert room.picker.selected_key() == key
        assert room.part().isVisible()
    room.show_place(about("nowhere"))
    assert room.picker.selected_key() == PARTS[-1][0]


def test_a_day_is_given_to_somebody(
    room: PracticeRoom, sqlite_store: Store, desk_shop: Sample
) -> None:
    with dates.frozen(datetime(2026, 3, 11, 9)):
        ticket = sqlite_store.do(
            tickets.open_ticket,
            desk_shop.kestrel,
            "Planned",
            {
                "description": "As told",
                "assigned_id": desk_shop.dana,
                "estimate_minutes": 60,
                "no_device": True,
                "no_agreement": True,
                "priority": 3,
            },
        )
        sqlite_store.do(tickets.schedule, ticket, None, datetime(2026, 3, 11, 16), 60)
    room.show_place(about("days"))
    part = room.part()
    chosen = part.table.rows()[0]
    part.edit(chosen)
    form = part.days.form
    form.entry("person").set_value(desk_shop.dana)
    form.entry("words").set_value("until noon")
    assert form.submit(), form.error()
    named = sqlite_store.ask(tech_of_day, chosen.on)
    assert named is not None
    assert (named.person_id, named.words) == (desk_shop.dana, "until noon")
    room.show_place(about("days", mine=True))
    assert part.mine.groups()[0].startswith("Planned for today, 1")
    assert part.mine.column("title") == ["Planned"]


def test_nights_are_entered_and_calls_written_down(
    room: PracticeRoom, sqlite_store: Store, desk_shop: Sample
) -> None:
    room.show_place(about("oncall", new=True))
    part = room.part()
    form = part.pages.form
    form.entry("person_id").set_value(desk_shop.marcus)
    form.entry("last").set_value(date(2026, 3, 12))
    assert form.submit(), form.error()
    rows = sqlite_store.ask(roster, date(2026, 3, 11), date(2026, 3, 12))
    assert [row.on.day for row in rows] == [11, 12]
    part.new()
    part.pages.form.entry("person_id").set_value(desk_shop.marcus)
    assert not part.pages.form.submit()
    assert "on call then already" in part.pages.form.error("start")
    part.pages.back()
    part.table.select(rows[0].id)
    part.new_call()
    form = part.pages.form
    form.entry("words").set_value("Asked for the time")
    form.entry("ticket").set_value(999)
    assert not form.submit()
    form.entry("ticket").set_value(None)
    form.entry("minutes").set_value(5)
    assert form.submit(), form.error()
    assert [one.minutes for one in sqlite_store.ask(calls_of, rows[0].id)] == [5]
    assert part.calls.column("words") == ["Asked for the time"]
    part.edit(part.table.rows()[0])
    part.pages.form.entry("kind").set_value("restricted")
    assert part.pages.form.submit(), part.pages.form.error()
    part.table.select(rows[1].id)
    part._remove()
    assert len(sqlite_store.ask(roster, date(2026, 3, 11), date(2026, 3, 12))) == 1


def test_an_alert_is_typed_in_and_a_file_is_looked_at_first(
    room: PracticeRoom, sqlite_store: Store, desk_shop: Sample, tmp_path: Path, qtbot: QtBot
) -> None:
    room.show_place(about("alerts", new=True))
    part = room.part()
    form = part.pages.form
    form.entry("client").set_value(desk_shop.brightwater)
    assert (desk_shop.server, "BWV-SRV1") in [
        (one, words) for one, words in form.entry("device")._options
    ]
    form.entry("text").set_value("Low disk space")
    assert form.submit(), form.error()
    assert [one.text for one in sqlite_store.ask(alert_queries.newest)] == ["Low disk space"]
    path = tmp_path / "alerts.csv"
    path.write_text("Client,Alert\nKestrel Machine & Tool,Power failure\nNobody,Power failure\n")
    part.look_at(path)
    qtbot.waitUntil(lambda: len(part.preview.rows()) == 2)
    assert part.take_button.words() == "Take 1 alert"
    part._take()
    qtbot.waitUntil(lambda: len(sqlite_store.ask(alert_queries.newest)) == 2)
    qtbot.waitUntil(lambda: not part._desk.jobs)


def test_kinds_of_alert_are_kept_and_ordered(room: PracticeRoom, sqlite_store: Store) -> None:
    room.show_place(about("alerts", kinds=True))
    page = room.part().kinds
    page._usual()
    assert len(page.table.rows()) == 10
    page.edit(page.table.rows()[2])
    page.pages.form.entry("priority").set_value(1)
    assert not page.pages.form.submit()
    page.pages.form.entry("priority").set_value(2)
    assert page.pages.form.submit(), page.pages.form.error()
    ids = [row.id for row in page.table.rows()]
    page._order([ids[-1], *ids[:-1]])
    assert page.table.rows()[0].id == ids[-1]
    page.table.select(ids[0])
    page._remove()
    assert len(sqlite_store.ask(alert_queries.kinds)) == 9
    page.new()
    assert page.pages.form is not None


def test_several_devices_are_said_about_at_once(
    room: PracticeRoom, sqlite_store: Store, desk_shop: Sample
) -> None:
    room.show_place(about("patches"))
    part = room.part()
    before = len(part.table.rows())
    assert before
    part.table.selectAll()
    part._policy("auto")
    part.table.selectAll()
    part._today()
    assert part.table.rows() == []
    assert sqlite_store.ask(patch_rows, dates.today(), gaps=True) == []
    part.which.choose("all")
    part._reload()
    assert len(part.table.rows()) == before
    part.table.select(desk_shop.server)
    part._on_a_day()
    part.pages.form.entry("on").set_value(date(2026, 1, 5))
    assert part.pages.form.submit(), part.pages.form.error()
    late = sqlite_store.ask(patch_rows, dates.today(), gaps=True)
    assert [(row.id, row.gap) for row in late] == [(desk_shop.server, "65 days ago")]


def test_a_usual_technician_is_not_given_over_somebody_elses_choice(
    room: PracticeRoom, sqlite_store: Store, desk_shop: Sample
) -> None:
    room.show_place(about("who"))
    part = room.part()
    ours = [one for one in sqlite_store.ask(who_rows) if one.id == desk_shop.brightwater]
    part.edit(ours[0])
    form = part.pages.form
    theirs = {"primary_person_id": desk_shop.priya}
    sqlite_store.do(edit_client, ours[0].id, ours[0].version, theirs)
    form.entry("person").set_value(desk_shop.marcus)
    assert not form.submit()
    assert "primary person" in form.error()
    after = {one.id: one.person_id for one in sqlite_store.ask(who_rows)}
    assert after[ours[0].id] == desk_shop.priya
    assert form.submit(), form.error()
    after = {one.id: one.person_id for one in sqlite_store.ask(who_rows)}
    assert after[ours[0].id] == desk_shop.marcus


def test_tools_are_decided_on_and_kits_counted(
    room: PracticeRoom, sqlite_store: Store, desk_shop: Sample
) -> None:
    room.show_place(about("tools"))
    part = room.part()
    assert room.new_here()
    form = part.pages.form
    form.entry("name").set_value("Cable tester")
    form.entry("approved").set_value(False)
    assert not form.submit()
    form.entry("approved").set_value(True)
    form.entry("in_kit").set_value(True)
    assert form.submit(), form.error()
    assert [(row.name, row.approved) for row in sqlite_store.ask(tool_list)] == [
        ("Cable tester", True)
    ]
    room.show_place(about("tools", kit=True))
    part.whose.set_value(desk_shop.marcus)
    part._take_person()
    part.count()
    piece = str(sqlite_store.ask(tool_list)[0].id)
    part.kits.form.entry(piece).set_value(0)
    assert part.kits.form.submit(), part.kits.form.error()
    assert [one.quantity for one in sqlite_store.ask(kit, desk_shop.marcus)] == [0]
    assert part.kit.column("short") == ["1"]


def test_ctrl_p_prints_what_is_in_front(
    room: PracticeRoom, desk: Desk, sqlite_store: Store, desk_shop: Sample
) -> None:
    sqlite_store.do(oncall.add_duties, desk_shop.dana, dates.today(), dates.today(), 1020, 480)
    sqlite_store.do(tools.add_tool, {"name": "Pliers"})
    sqlite_store.do(alerts.usual_kinds)
    printed: list[str] = []
    gone: list[Place] = []
    desk.asked_to_print.connect(lambda _paper, _key, title: printed.append(title))
    desk.asked_to_go.connect(gone.append)
    for key, *_ in PARTS:
        room.show_place(about(key))
        room.print_shown()
    assert printed == ["Night sheet", "Approved tools"]
    reports = [place.about["report"] for place in gone]
    assert reports == ["tech-of-the-day", "backlog-reviews", "alerts", "patch-gaps", "response-met"]
