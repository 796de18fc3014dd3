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
)

AREA = Area(
    "documentation",
    "Documentation",
    finders=Lazy("mspdesk.documentation.offers:FINDERS"),
    panels=lambda: PANELS,
)
