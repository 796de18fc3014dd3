"""Binders as the rest of the program sees them: paper on a client's page, in reports, renewals."""

from ..desk.area import Area, Lazy, Page, Panel, asked, made_by, nothing

_VIEW = "mspdesk.binders.view"

PANELS = (
    Panel("client.tab", "Documents", made_by(f"{_VIEW}.room:DocumentsPart"), 75, key="documents"),
    Panel(
        "client.tab",
        "Hand-over",
        made_by(f"{_VIEW}.handover:HandOverPart"),
        76,
        key="handover",
        shown=asked("mspdesk.binders.queries.handover:shown"),
    ),
    Panel("client.rail", "DR binder", made_by(f"{_VIEW}.cards:BinderCard"), 10),
    Panel(
        "clients.note",
        "Paper",
        made_by(f"{_VIEW}.cards:notes"),
        10,
        words=asked("mspdesk.binders.queries.paper:due_note"),
    ),
    Panel(
        "plan.stale", "Paper", nothing, 10, words=asked("mspdesk.binders.queries.paper:stale_words")
    ),
    Panel("client.actions", "Print DR plan", made_by(f"{_VIEW}.cards:PrintButton"), 10),
    Panel(
        "role.figure",
        "Binders current",
        nothing,
        30,
        words=asked("mspdesk.binders.queries.paper:binders_current"),
    ),
    Panel("agreement.rail", "Paper", made_by(f"{_VIEW}.cards:RenewalCard"), 62),
)

PAGES = (Page("Binders", made_by(f"{_VIEW}.outlines:OutlinesPage"), 62, needs="clients"),)

AREA = Area(
    "binders",
    "Binders",
    verbs=Lazy("mspdesk.binders.offers:VERBS"),
    reports=Lazy("mspdesk.binders.reports:reports"),
    glances=Lazy("mspdesk.binders.reports:GLANCES"),
    panels=lambda: PANELS,
    pages=lambda: PAGES,
)
