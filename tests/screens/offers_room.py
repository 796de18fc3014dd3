"""The walk past the price grid, the catalogue and the services grid, each with its forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from mspdesk import dates
from mspdesk.catalog.queries import items
from mspdesk.clients.queries import choose_client
from mspdesk.desk.area import Place
from mspdesk.grid.actions import enter_purchase
from mspdesk.grid.queries import Bought, purchases

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]


def offers(walker: Walker) -> Iterator[Stop]:
    """Every screen of them; ask for the next one only when the last was looked at."""

    def show(key: str, **about: object) -> Any:
        walker.go(Place("agreements", do=key, about=about))
        return walker.part("_made")[key]

    def asking() -> None:
        page = show("prices")
        page.prices.segments.choose("item_id")
        page.accept.open_form()
        page.main_button.click()

    yield "prices", lambda: show("prices")
    yield "prices-asking", asking
    show("prices").accept.close_form()
    show("prices").force_card.hide()
    show("prices").prices.segments.choose("price")
    yield "catalogue", lambda: show("catalogue")
    yield "catalogue-item", lambda: show("catalogue", new=True)
    show("catalogue").list.back()
    yield "services-paste", lambda: show("services", enter=True)
    show("services").back()
    yield "services-one", lambda: show("services").edit(None)
    show("services").back()
    yield "services", lambda: _bought(walker)
    walker.part("segments").choose("agreements")


def _bought(walker: Walker) -> None:
    """The services grid with something bought that nobody is billed for."""
    desk = walker.window.desk
    assert desk is not None
    if not desk.ask(purchases):
        agent = desk.ask(items, "RMM")[0].id
        client = desk.ask(choose_client, "", 1)[0].id
        desk.do(enter_purchase, Bought(client, agent, 140_000, 400), dates.today())
    walker.go(Place("agreements", do="services"))
