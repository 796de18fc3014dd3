"""The DR plan on a client's page, by keys and presses."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.documentation.queries import backups
from mspdesk.recovery.actions import plan as actions
from mspdesk.recovery.actions import systems as systems_of
from mspdesk.recovery.queries import plan as queries
from mspdesk.recovery.queries.plan import StepRow
from mspdesk.recovery.view.cards import RenewalCard
from mspdesk.recovery.view.steps import StepsEntry
from mspdesk.recovery.view.tab import PlanPart
from mspdesk.widgets import theme
from mspdesk.widgets.buttons import LinkButton
from mspdesk.widgets.fields import LineEntry
from mspdesk.widgets.form import Form
from tests.recovery.conftest import Planned

pytestmark = pytest.mark.usefixtures("clock")

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def part(qapp: QApplication, desk: Desk, held: Planned) -> Iterator[PlanPart]:
    """The plan of Brightwater in a window of its own."""
    if not qapp.styleSheet():
        theme.apply(qapp, "light", 100)
    made = PlanPart(desk)
    made.resize(1_100, 760)
    made.show()
    made.show_id(held.shop.brightwater)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _form(widget: QWidget) -> Form:
    forms = [form for form in widget.findChildren(Form) if form.isVisible()]
    assert len(forms) == 1
    return forms[0]


def _type(form: Form, name: str, words: str) -> None:
    entry = form.entry(name)
    assert isinstance(entry, LineEntry)
    entry.set_text(words)


def _links(widget: QWidget) -> list[str]:
    return [one.words() for one in widget.findChildren(LinkButton) if not one.isHidden()]


def test_every_part_shows_and_counts_its_rows(part: PlanPart, held: Planned) -> None:
    titles = part.picker.titles()
    assert titles == [
        "How it stands",
        "Calls",
        "Systems",
        "Backups",
        "Restore tests",
        "Media weighed",
        "Continuity",
        "Workarounds",
        "Shopping list",
        "Exercises",
    ]
    for key in part.picker.keys():  # noqa: SIM118 - a list, not a mapping
        assert part.part(str(key)).isVisible()
    assert part.part("calls").table.column("number") == ["1", "2"]
    assert part.part("backups").table.column("window") == ["9.26 of 12 h"]
    assert part.part("shopping").total.text() == "$6,400.00 in all"


def test_what_stops_approval_leads_to_where_it_is_done(
    part: PlanPart, desk: Desk, held: Planned
) -> None:
    part.show_id(held.shop.kestrel)
    overview = part.part("overview")
    assert "Write down at least one system that must work again." in _links(overview.stops)
    overview.approve.click()
    assert not desk.ask(queries.plan, held.shop.kestrel).approved
    wanted = "Write down at least one system that must work again."
    links = [one for one in overview.stops.findChildren(LinkButton) if not one.isHidden()]
    next(one for one in links if one.words() == wanted).click()
    assert part.picker.selected_key() == "systems"
    _form(part.part("systems"))


def test_what_a_legacy_system_lacks_is_one_press_away(
    part: PlanPart, desk: Desk, held: Planned
) -> None:
    found = desk.ask(queries.system, held.server)
    assert found is not None
    desk.do(systems_of.edit_system, found.id, found.version, {"legacy": True, "platform": "7"})
    stops = desk.ask(queries.what_stops, held.shop.brightwater)
    assert [(one.id, one.field) for one in stops] == [(held.server, "media_place")]
    part._follow(stops[0])
    form = _form(part.part("systems"))
    assert form.entry("name").value() == "Server"
    form.entry("media_place").set_value("Red folder")
    assert form.submit()
    assert desk.ask(queries.guards, held.shop.brightwater) == []


def test_a_plan_is_approved_and_a_change_opens_it_again(
    part: PlanPart, desk: Desk, held: Planned
) -> None:
    overview = part.part("overview")
    assert not overview.reopen.isVisible()
    overview.approve.click()
    form = _form(overview)
    form.entry("approved_by_client").set_value("Dr. Tom Kessel")
    form.entry("review_on").set_value(date(2028, 1, 1))
    assert not form.submit()
    assert "within twelve months" in form.error("review_on")
    form.entry("review_on").set_value(None)
    assert form.submit()
    assert overview._tag.text() == "Approved"
    calls = part.part("calls")
    calls.table.setFocus()
    calls.table.select(held.us)
    QTest.keyClick(calls.table, Qt.Key.Key_Up, ALT)
    assert calls.table.column("name")[0].startswith("Quillfeather IT")
    assert part.part("overview")._tag.text() == "Draft"


def test_systems_are_moved_by_keys_as_far_as_their_needs_allow(
    part: PlanPart, desk: Desk, held: Planned
) -> None:
    said: list[str] = []
    desk.said.connect(lambda message: said.append(message.words))
    systems = part.part("systems")
    systems.table.select(held.server)
    QTest.keyClick(systems.table, Qt.Key.Key_Up, ALT)
    assert systems.table.column("number") == ["1", "2"]
    assert "Server needs Internet, so Internet comes first." in said[-1]
    row = systems.table.selected()
    assert row.id == held.server


def test_calls_are_dragged_into_their_order(part: PlanPart, desk: Desk, held: Planned) -> None:
    table = part.part("calls").table
    view = table.viewport()
    first = QPoint(60, table.rowViewportPosition(0) + 10)
    below = QPoint(60, table.rowViewportPosition(1) + table.rowHeight(1) - 4)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(view, QPoint(60, first.y() + 30))
    _drag(view, below)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=below)
    found = desk.ask(queries.calls, held.shop.brightwater)
    assert [row.id for row in found] == [held.us, held.ines]


def _drag(view: QWidget, to: QPoint) -> None:
    """Move with the button held down, as a hand does."""
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(to),
        QPointF(view.mapToGlobal(to)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view, event)


def test_a_system_is_written_with_its_steps_by_keys(
    part: PlanPart, desk: Desk, held: Planned
) -> None:
    systems = part.part("systems")
    systems.table.select(held.server)
    systems.listing.edit(systems.table.selected())
    form = _form(systems)
    steps = form.entry("steps")
    assert isinstance(steps, StepsEntry)
    last = steps.lines[-1].title
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Return)
    QTest.keyClicks(steps.lines[2].title, "Press the button.")
    QTest.keyClicks(steps.lines[2].minutes, "1 h 30 min")
    QTest.keyClick(steps.lines[2].title, Qt.Key.Key_Up, ALT)
    steps.drop(steps.lines[0])
    assert [line.title.accessibleName() for line in steps.lines] == [
        "Step 1: what to do",
        "Step 2: what to do",
    ]
    form.entry("needs").set_value([])
    assert form.submit()
    found = desk.ask(queries.system, held.server)
    assert found is not None
    assert found.needs == ()
    assert found.steps == (
        StepRow("Press the button.", "", 90),
        StepRow("Look at the UPS.", "", 5),
    )


def test_a_step_without_words_is_named(part: PlanPart, held: Planned) -> None:
    systems = part.part("systems")
    systems.table.select(held.server)
    systems.listing.edit(systems.table.selected())
    form = _form(systems)
    steps = form.entry("steps")
    assert isinstance(steps, StepsEntry)
    steps.lines[0].title.setText("")
    assert not form.submit()
    assert "what to do in step 1" in form.error("steps")


def test_a_restore_test_is_recorded_and_counts_with_a_second_name(
    part: PlanPart, desk: Desk, held: Planned
) -> None:
    place = Place("clients", held.shop.brightwater, "plan", {"part": "restores", "new": True})
    part.arrive(place)
    tests: Any = part.part("restores")
    form = _form(tests)
    form.entry("item").set_value("Charts of Jan 19")
    _type(form, "minutes", "3 h 10 min")
    assert form.submit()
    assert tests.table.column("counts") == ["Does not count"]
    desk.store.person_id = held.shop.marcus
    tests._confirm()
    assert tests.table.column("counts") == ["Counts"]
    found = desk.ask(backups.restore_tests, held.shop.brightwater)[0]
    assert (found.took, found.confirmed) == ("3 h 10 min", "Marcus Oduya")


def test_a_backup_job_is_changed_in_its_form(part: PlanPart, desk: Desk, held: Planned) -> None:
    jobs: Any = part.part("backups")
    jobs.list.edit(jobs.table.rows()[0])
    form = _form(jobs)
    _type(form, "speed", "40.05")
    assert not form.submit()
    assert form.error("speed") == "One decimal is enough: 62.5."
    _type(form, "speed", "40")
    assert form.submit()
    assert jobs.table.column("window") == ["13.89 of 12 h"]
    assert part.part("overview").remarks.isVisible()


def test_workarounds_exercises_and_purchases_are_written(
    part: PlanPart, desk: Desk, held: Planned
) -> None:
    written: dict[str, dict[str, Any]] = {
        "workarounds": {"department": "Front desk", "on_paper": "Green pad"},
        "shopping": {"what": "Switch", "unit_cost": 8_900, "quantity": 2},
        "exercises": {"what": "Walked through all of it"},
    }
    for key, values in written.items():
        listed = part.part(key)
        listed.listing.edit(None)
        form = _form(listed)
        form.set_values(values)
        assert form.submit()
    assert part.part("shopping").total.text() == "$6,578.00 in all"
    assert part.part("exercises").table.column("kind") == ["Walked through"]
    page = desk.ask(queries.plan_page, held.shop.brightwater)
    assert (len(page.workarounds), len(page.exercises)) == (1, 1)


def test_papers_about_backups_are_printed_from_the_plan(
    part: PlanPart, desk: Desk, held: Planned
) -> None:
    asked: list[tuple[str, Any, str]] = []
    desk.asked_to_print.connect(lambda what, key, title: asked.append((what.key, key, title)))
    overview = part.part("overview")
    overview.print_procedures()
    overview.print_record()
    client = held.shop.brightwater
    assert asked == [
        ("backup-procedure", client, "Backup procedures Brightwater Veterinary"),
        ("restore-test", (client, held.job), "Restore test Brightwater Veterinary"),
    ]
    part.show_id(held.shop.kestrel)
    overview.print_procedures()
    assert len(asked) == 2


def test_continuity_needs_its_first_steps(part: PlanPart, desk: Desk, held: Planned) -> None:
    continuity = part.part("continuity")
    continuity.edit.click()
    form = _form(continuity)
    form.entry("continuity").set_value("bdr_local")
    assert not form.submit()
    form.entry("continuity_start").set_value("Hold the button.\nWait.")
    assert form.submit()
    assert desk.ask(queries.plan, held.shop.brightwater).continuity == "bdr_local"


def test_a_form_of_one_client_waits_while_another_is_shown(part: PlanPart, held: Planned) -> None:
    calls = part.part("calls")
    calls.listing.edit(None)
    _form(calls).entry("name").set_value("Half a name")
    part.show_id(held.shop.kestrel)
    assert not calls.listing.is_editing()
    part.show_id(held.shop.brightwater)
    assert _form(calls).entry("name").value() == "Half a name"


def test_the_card_beside_an_agreement_says_how_the_plan_stands(
    desk: Desk, sqlite_store: Store, held: Planned, qapp: QApplication
) -> None:
    holder = QWidget()
    card = RenewalCard(desk)
    card.setParent(holder)
    card.show_id(held.shop.gold)
    assert card.pairs.value("Plan") == "Draft"
    assert card.pairs.value("Restored") == "1 untested"
    sqlite_store.do(actions.approve_plan, held.shop.brightwater, {})
    card.show_id(held.shop.gold)
    assert card.pairs.value("Plan") == "Approved Mar 11, 2026"
    holder.deleteLater()
