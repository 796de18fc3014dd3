"""The org chart in the real window: hiring an admin is one drag, and what hung on the hat moves."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.app.window import Window
from mspdesk.checklists.actions import schedules
from mspdesk.checklists.models import Schedule
from mspdesk.clients.queries import internal_id
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from mspdesk.orgchart.queries.roles import RoleBox, role_boxes
from mspdesk.orgchart.view.room import RolesRoom
from mspdesk.tickets.models import Ticket
from mspdesk.timekeeping import actions as timekeeping
from tests.sample import Sample

LEFT = Qt.MouseButton.LeftButton


def roles(window: Window, qtbot: QtBot) -> RolesRoom:
    """The Roles room, in front and laid out."""
    window.show_tab("orgchart")
    view: object = window.view()
    room: RolesRoom = view.room("roles")  # type: ignore[attr-defined]  # the view of the tab
    qtbot.waitUntil(lambda: room.canvas.place(room.chart.boxes[-1].id).isValid())
    QApplication.processEvents()
    return room


def box(desk: Desk, code: str) -> RoleBox:
    return next(one for one in desk.ask(role_boxes) if one.code == code)


def drag(held: QWidget, start: QPoint, target: QWidget, to: QPoint) -> None:
    """Press on a widget, move over another one, let go there."""
    end = held.mapFromGlobal(target.mapToGlobal(to))
    QTest.mousePress(held, LEFT, pos=start)
    QTest.mouseMove(held, start + QPoint(14, 0))
    QTest.mouseMove(held, end)
    QTest.mouseRelease(held, LEFT, pos=end)
    QApplication.processEvents()


def hang_on_admin(store: Store, shop: Sample) -> tuple[int, int]:
    """A standing ticket of the hat, and planned work done under it; both Dana's so far."""
    hat = next(one for one in store.ask(role_boxes) if one.code == "admin")
    ticket = store.do(timekeeping.standing_ticket, hat.id)
    facts = {
        "client_id": store.ask(internal_id),
        "title": "Stamp the week",
        "rule": "weekly:fri",
        "assigned_id": shop.dana,
        "hat": "admin",
    }
    return ticket, store.do(schedules.add_schedule, "final-friday", facts)


def whose(store: Store, ticket: int, schedule: int) -> set[int | None]:
    """Who has the ticket and the planned work."""
    with store.read() as session:
        return {
            session.get_one(Ticket, ticket).assigned_id,
            session.get_one(Schedule, schedule).assigned_id,
        }


def test_hiring_an_admin_is_one_drag_and_everything_that_hung_on_her_hat_moves(
    window: Window, desk: Desk, shop: Sample, qtbot: QtBot
) -> None:
    ticket, schedule = hang_on_admin(desk.store, shop)
    assert whose(desk.store, ticket, schedule) <= {shop.dana, None}
    room = roles(window, qtbot)
    assert window.view().accessibleName() == "Org chart and people"
    assert room.strip.people()[0] == "Dana Whitlock: 1 own, 6 unfilled"
    priya = room.strip.cell(shop.priya)
    assert priya is not None
    hat = room.canvas.place(box(desk, "admin").id).center()
    drag(priya, QPoint(30, 15), room.canvas, hat)
    assert box(desk, "admin").wearer_id == shop.priya
    assert whose(desk.store, ticket, schedule) == {shop.priya}
    assert room.strip.people() == [
        "Dana Whitlock: 1 own, 5 unfilled",
        "Marcus Oduya: 0 own",
        "Priya Raman: 1 own",
    ]
    assert window.status.message().startswith("Admin is Priya Raman's, with ")
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert box(desk, "admin").for_now
    assert whose(desk.store, ticket, schedule) <= {shop.dana, None}


def test_a_box_is_dragged_under_another_and_beside_one(
    window: Window, desk: Desk, qtbot: QtBot
) -> None:
    room = roles(window, qtbot)
    technician, manager = box(desk, "technician"), box(desk, "service_manager")
    start = room.canvas.place(technician.id).center()
    drag(room.canvas, start, room.canvas, room.canvas.place(manager.id).center())
    assert box(desk, "technician").reports_to_id == manager.id
    # At the left edge of a box that stands beside others it goes in front of that one.
    sales = room.canvas.place(box(desk, "sales").id)
    start = room.canvas.place(technician.id).center()
    drag(room.canvas, start, room.canvas, sales.center() - QPoint(sales.width() // 2 - 6, 0))
    codes = [one.code for one in room.chart.boxes]
    assert codes[:3] == ["owner", "technician", "sales"]
    # The owner's hat is not given away by a slip of the hand.
    marcus = room.strip.cell(room.chart.people[1].id)
    assert marcus is not None
    top = room.canvas.place(box(desk, "owner").id).center()
    drag(marcus, QPoint(30, 15), room.canvas, top)
    assert box(desk, "owner").wearer == "Dana Whitlock"
    assert window.status.message().startswith("The owner's hat stays")
    # What would make a ring is said, and nothing moves.
    owner = room.canvas.place(box(desk, "owner").id)
    drag(room.canvas, owner.center(), room.canvas, room.canvas.place(manager.id).center())
    assert "reports to nobody" in window.status.message()
