"""Time as the rest of the program sees it."""

from ..desk.area import Area, Lazy, Panel, made_by

_VIEW = "mspdesk.timekeeping.view"

# Here and not among the offers: every tab asks for them, and those bring all of timekeeping along.
PANELS = (
    Panel("header.timer", "Timer", made_by(f"{_VIEW}.timer:HeaderTimer"), 1, needs="time"),
    Panel("ticket.actions", "Timer", made_by(f"{_VIEW}.pieces:TimerButton"), 1, needs="time"),
    Panel("ticket.offer", "TSR log", made_by(f"{_VIEW}.stuck:LogOffer"), 1, needs="time"),
    Panel("ticket.timeline", "Time", made_by(f"{_VIEW}.pieces:TicketTime"), 1),
    Panel("ticket.composer", "Hours", made_by(f"{_VIEW}.pieces:HoursField"), 1, needs="time"),
)

AREA = Area(
    "timekeeping",
    "Time",
    order=4,
    tab=Lazy("mspdesk.timekeeping.view.screen:TimeView"),
    verbs=Lazy("mspdesk.timekeeping.offers:VERBS"),
    today=Lazy("mspdesk.timekeeping.offers:TODAY"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.timekeeping.printables:PAPERS"),
    reports=Lazy("mspdesk.timekeeping.reports:REPORTS"),
    glances=Lazy("mspdesk.timekeeping.reports:GLANCES"),
    checks=Lazy("mspdesk.timekeeping.queries:CHECKS"),
    needs="time",
)
