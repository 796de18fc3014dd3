"""Audits as the rest of the program sees them: a tab of the client's page, once somebody asked."""

from ..desk.area import Area, Lazy, Panel, asked, made_by

_OFFERS = "mspdesk.audits.offers"

PANELS = (
    Panel(
        "client.tab",
        "Audits",
        made_by("mspdesk.audits.view.part:AuditsPart"),
        74,
        count=asked("mspdesk.audits.queries.audits:audit_count"),
        key="audits",
        shown=asked("mspdesk.audits.queries.audits:has_audits"),
    ),
)

AREA = Area(
    "audits",
    "Audits",
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.audits.printables:PAPERS"),
    reports=Lazy("mspdesk.audits.reports:REPORTS"),
    checks=Lazy("mspdesk.audits.queries.checks:CHECKS"),
)
