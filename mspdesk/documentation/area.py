"""Documentation as the rest of the program sees it: devices on the client page and searched."""

from ..desk.area import Area, Lazy, Panel, asked, made_by

# Here and not among the offers, which bring the questions about devices along.
PANELS = (
    Panel("client.main", "Services", made_by("mspdesk.documentation.view.cards:ServicesCard"), 10),
    Panel("client.main", "Devices", made_by("mspdesk.documentation.view.cards:DevicesCard"), 30),
    Panel(
        "client.rail",
        "Documentation",
        made_by("mspdesk.documentation.view.cards:DocumentationCard"),
        30,
    ),
    Panel("client.sites", "Sites", made_by("mspdesk.documentation.view.cards:sites"), 10),
    Panel(
        "clients.ring",
        "Documentation",
        made_by("mspdesk.documentation.view.cards:rings"),
        10,
        count=asked("mspdesk.documentation.queries.overview:known_percent"),
    ),
    Panel(
        "client.tab",
        "Devices",
        made_by("mspdesk.documentation.view.devices:DevicesPart"),
        30,
        count=asked("mspdesk.documentation.queries:device_count"),
        key="devices",
    ),
    Panel(
        "client.tab",
        "Documentation",
        made_by("mspdesk.documentation.view.tab:DocumentationPart"),
        35,
        key="documentation",
    ),
    Panel(
        "plan.part",
        "Backups",
        made_by("mspdesk.documentation.view.backups:JobsPart"),
        10,
        key="backups",
    ),
    Panel(
        "plan.part",
        "Restore tests",
        made_by("mspdesk.documentation.view.restores:RestoresPart"),
        20,
        key="restores",
    ),
    Panel(
        "plan.part",
        "Media weighed",
        made_by("mspdesk.documentation.view.media:MediaPart"),
        30,
        key="media",
    ),
)

AREA = Area(
    "documentation",
    "Documentation",
    finders=Lazy("mspdesk.documentation.offers:FINDERS"),
    verbs=Lazy("mspdesk.documentation.offers:VERBS"),
    today=Lazy("mspdesk.documentation.offers:TODAY"),
    papers=Lazy("mspdesk.documentation.printables.papers:PAPERS"),
    reports=Lazy("mspdesk.documentation.reports:reports"),
    glances=Lazy("mspdesk.documentation.reports:GLANCES"),
    checks=Lazy("mspdesk.documentation.queries.checks:CHECKS"),
    panels=lambda: PANELS,
)
