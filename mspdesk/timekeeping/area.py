"""Time as the rest of the program sees it."""

from ..desk.area import Area, Lazy

AREA = Area("timekeeping", "Time", order=4, tab=Lazy("mspdesk.timekeeping.view:TimeView"))
