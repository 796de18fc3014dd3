"""The walk past the client garden: its list, and a client beside the chart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from mspdesk.desk.area import Place
from mspdesk.garden.view.page import GardenPage

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]


def garden(walker: Walker, client: int) -> Iterator[Stop]:
    """What the report shows besides its chart; ask for the next one only when it was looked at."""

    def page() -> GardenPage:
        walker.go(Place("reports", about={"report": "garden"}))
        shown = walker.part("shown")()
        assert isinstance(shown, GardenPage)
        shown.preset.set_value("twelve")
        return shown

    yield "garden-figures", lambda: page().ways.choose("all")
    yield "garden-days", lambda: page().preset.set_value(None)
    yield "garden-client", lambda: page().choose(client)
    page().ways.choose("chart")
    page()._close_client()
