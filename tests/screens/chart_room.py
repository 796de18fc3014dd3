"""The walk past the Roles room: the chart, its card, its forms, stages and history."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from mspdesk import dates
from mspdesk.desk.area import Place
from mspdesk.orgchart.actions.chart import give_up_role
from mspdesk.orgchart.actions.revisions import keep_revision, review_chart
from mspdesk.orgchart.actions.roles import assign_role
from mspdesk.orgchart.queries.chart import revisions
from mspdesk.orgchart.queries.papers import find_role
from mspdesk.people.queries import people

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]


def chart(walker: Walker) -> Iterator[Stop]:
    """Every screen of it; ask for the next one only when the last was looked at."""
    desk = walker.window.desk
    assert desk is not None
    if not desk.ask(revisions):  # a second walk finds what the first one wrote
        desk.do(keep_revision, "As it was when we began, with a reason that is rather long")
        desk.do(review_chart, dates.add_months(dates.today(), 6), "Still right, Dispatch is next")
        desk.do(give_up_role, desk.ask(find_role, "Marketing"))
    technician = desk.ask(find_role, "Technician")
    desk.do(assign_role, technician, desk.ask(people)[-1].id)

    def room(**about: object) -> Any:
        walker.go(Place("orgchart", about=about))
        return walker.part("_rooms")["roles"]

    yield "chart", room
    yield "chart-card", lambda: walker.go(Place("orgchart", technician))
    yield "chart-assign", lambda: room().give()
    room().rail.card.shelf.back()
    room().close_rail()
    for deed in ("add", "move_chosen", "promote"):

        def reach(deed: str = deed) -> None:
            found = room()
            found.canvas.choose(technician)
            getattr(found, deed)()

        yield f"chart-{deed}", reach
        room().forms.back()
    for number in ("2", "4", "5"):

        def stage(number: str = number) -> None:
            room(do="stages").currentWidget().segments.choose(number)

        yield f"chart-stage-{number}", stage
    yield "chart-history", lambda: room(do="history")
    room()
