"""Checklists as the rest of the program sees them: a tab of rooms, and panels on lower screens."""

from ..desk.area import Area, Lazy, Panel, asked, made_by

_OFFERS = "mspdesk.checklists.offers"
_VIEW = "mspdesk.checklists.view"

# Here and not among the offers, which bring the questions about runs along. The rooms of upper
# areas stand beside the first: a segment each along the top of the tab.
PANELS = (
    Panel("checklists.room", "Checklists", made_by(f"{_VIEW}.runs:RunsRoom"), 10, key="runs"),
    Panel(
        "checklists.room",
        "Schedule",
        made_by(f"{_VIEW}.schedule:ScheduleRoom"),
        20,
        key="schedule",
    ),
    Panel(
        "client.tab",
        "Checklists",
        made_by(f"{_VIEW}.differences:ClientChecklists"),
        71,
        key="masters",
        shown=asked("mspdesk.checklists.queries.clientwise:has_checklists"),
    ),
    Panel(
        "ticket.mode",
        "Checklist",
        made_by(f"{_VIEW}.panels:TicketRuns"),
        10,
        count=asked("mspdesk.checklists.queries.on_ticket:count_on_ticket"),
        key="checklist",
        shown=asked("mspdesk.checklists.queries.on_ticket:has_on_ticket"),
    ),
    Panel("ticket.actions", "Checklist", made_by(f"{_VIEW}.ticket_button:ChecklistButton"), 5),
    Panel("client.rail", "Checklists", made_by(f"{_VIEW}.panels:ClientRuns"), 44),
    Panel("client.rail", "Planned work", made_by(f"{_VIEW}.schedule_card:NextVisit"), 45),
)

AREA = Area(
    "checklists",
    "Checklists",
    order=5,
    tab=Lazy(f"{_VIEW}.screen:ChecklistsView"),
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.checklists.printables.papers:PAPERS"),
    reports=Lazy("mspdesk.checklists.reports:reports"),
    glances=Lazy("mspdesk.checklists.reports:GLANCES"),
    checks=Lazy("mspdesk.checklists.queries.checks:CHECKS"),
    dated=Lazy("mspdesk.checklists.actions.planning:DATED"),
)
