"""The walk past the price grid, the catalogue and the services grid, each with its forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
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

    def typed(what: str) -> None:
        show("prices").prices.segments.choose(what)

    def accept() -> None:
        show("prices").accept.open_form()

    def force() -> None:
        show("prices").main_button.click()

    yield "prices", lambda: show("prices")
    yield "prices-accept", accept
    show("prices").accept.close_form()
    for what in ("cost", "minutes", "item_id", "price"):
        yield f"prices-{what}", partial(typed, what)
    yield "prices-force", force
    show("prices").force_card.hide()
    yield "catalogue", lambda: show("catalogue")
    yield "catalogue-item", lambda: show("catalogue", new=True)
    show("catalogue").list.back()
    yield "services-none", lambda: show("services")
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
