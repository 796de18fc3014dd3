"""The walk past what we offer: the room, its lists and forms, proposals on a client's page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from mspdesk.desk.area import Place
from mspdesk.offerings.actions import offerings as actions
from mspdesk.offerings.queries.offerings import offerings as listed
from mspdesk.sales.actions import objections, opportunities, proposals
from mspdesk.sales.queries.proposals import proposals_of
from mspdesk.sales.view.proposal_part import ProposalsPart

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]


def offerings(walker: Walker, client_id: int) -> Iterator[Stop]:
    """Every screen of it; ask for the next one only when the last was looked at."""
    desk = walker.window.desk
    assert desk is not None

    def show(**about: object) -> Any:
        walker.go(Place("clients", do="offerings", about=about))
        view: Any = walker.window.view()
        return view.room("offerings")

    room = show()
    if not desk.ask(listed, aside=True):
        yield "offerings-none", show
        desk.do(actions.bring_starter)
        desk.do(objections.bring_objections)
        show()
        room.picker.select_first()
    yield "offerings", show
    yield "offering-new", partial(show, new=True)
    room.laid.back()
    yield "offering-move", room.move
    room.laid.back()
    for key, name in ((-1, "objections"), (-2, "commission")):
        yield name, partial(show, list=name)
        front = room.beside(key)
        yield f"{name}-form", front.new if key == -1 else front.agree
        front.laid.back()
    yield from _offered(walker, client_id)


def _offered(walker: Walker, client_id: int) -> Iterator[Stop]:
    """A proposal of a client as a draft, with its forms."""
    desk = walker.window.desk
    assert desk is not None
    rows = desk.ask(proposals_of, None, client_id)
    if not rows:
        worth = {"monthly": 91_000, "once": 60_000}
        sale = desk.do(opportunities.open_opportunity, client_id, "Care for nine", worth)
        desk.do(proposals.draft_proposal, sale)
        rows = desk.ask(proposals_of, None, client_id)
    place = Place("clients", client_id, "proposals", {"proposal": rows[0].id})
    yield "proposals", partial(walker.go, place)
    part = walker.window.findChildren(ProposalsPart)[0]
    for name, press in (("words", part.change.click), ("line", part.asked.action.click)):
        yield f"proposal-{name}", press
        part.laid.back()
