"""From box to box by the arrow keys, as the chart is drawn."""

from collections.abc import Sequence
from typing import Literal

from .layout import Spot

Way = Literal["up", "down", "left", "right"]


def step_to(spots: Sequence[Spot], leads: dict[int, int | None], at: int, way: Way) -> int:
    """The role an arrow leads to from a role; the same one where there is none further on.

    It goes to the nearest box on that side. Where none overlaps, up goes to the lead and down to
    the first role below, so that every box can be reached.
    """
    here = next((spot for spot in spots if spot.id == at), None)
    if here is None:
        return at
    found = [(_far(here, spot, way), spot.id) for spot in spots if _beyond(here, spot, way)]
    if found:
        return min(found)[1]
    lead = leads.get(at)
    if way == "up" and lead is not None:
        return lead
    below = [role_id for role_id, over in leads.items() if over == at]
    return below[0] if way == "down" and below else at


def _beyond(here: Spot, spot: Spot, way: Way) -> bool:
    """Whether a box stands on that side, and partly in the same line."""
    if way in ("up", "down"):
        inside = spot.x < here.right and here.x < spot.right
        return inside and (spot.y >= here.foot if way == "down" else spot.foot <= here.y)
    inside = spot.y < here.foot and here.y < spot.foot
    return inside and (spot.x >= here.right if way == "right" else spot.right <= here.x)


def _far(here: Spot, spot: Spot, way: Way) -> tuple[int, int]:
    """How far a box is along the way, and how far to its side."""
    if way in ("up", "down"):
        along = spot.y - here.foot if way == "down" else here.y - spot.foot
        return along, abs(spot.middle - here.middle)
    along = spot.x - here.right if way == "right" else here.x - spot.right
    return along, abs(spot.y - here.y)
