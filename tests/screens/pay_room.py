"""The walk past the Pay calendar room: a year, and its two forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from mspdesk.desk.area import Place
from mspdesk.shop.actions import edit_shop
from mspdesk.shop.queries import shop

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]


def pay(walker: Walker) -> Iterator[Stop]:
    """Every screen of it; ask for the next one only when the last was looked at."""
    desk = walker.window.desk
    assert desk is not None

    def show(year: int) -> object:
        return walker.go(Place("orgchart", do="pay", about={"year": year}))

    yield "pay-unknown", lambda: show(2027)
    terms = {"pay_schedule": "semimonthly", "pay_from_on": date(2026, 1, 30), "pay_lag_days": 5}
    if desk.ask(shop).pay_from_on is None:  # a second walk finds what the first one wrote
        desk.do(edit_shop, desk.ask(shop).version, terms)
    yield "pay-calendar", lambda: show(2027)
    room = walker.part("_rooms")["pay"]
    yield "pay-date", lambda: room.move_day(room.table.rows()[9])
    room.body.back()
    yield "pay-terms", room.set_up
    room.body.back()
