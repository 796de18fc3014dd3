"""The table of contents: every area, one line each, in the order of the binder's tabs."""

from ..agreements.area import AREA as AGREEMENTS
from ..audits.area import AREA as AUDITS
from ..billing.area import AREA as BILLING
from ..binders.area import AREA as BINDERS
from ..calls.area import AREA as CALLS
from ..campaigns.area import AREA as CAMPAIGNS
from ..catalog.area import AREA as CATALOG
from ..checklists.area import AREA as CHECKLISTS
from ..clients.area import AREA as CLIENTS
from ..desk.area import Area, Lazy
from ..documentation.area import AREA as DOCUMENTATION
from ..employment.area import AREA as EMPLOYMENT
from ..garden.area import AREA as GARDEN
from ..goals.area import AREA as GOALS
from ..grid.area import AREA as GRID
from ..hiring.area import AREA as HIRING
from ..letters.area import AREA as LETTERS
from ..logs.area import AREA as LOGS
from ..mail.area import AREA as MAIL
from ..offerings.area import AREA as OFFERINGS
from ..orgchart.area import AREA as ORGCHART
from ..people.area import AREA as PEOPLE
from ..practice.area import AREA as PRACTICE
from ..procedures.area import AREA as PROCEDURES
from ..recovery.area import AREA as RECOVERY
from ..roadmaps.area import AREA as ROADMAPS
from ..sales.area import AREA as SALES
from ..shop.area import AREA as SHOP
from ..tickets.area import AREA as TICKETS
from ..timekeeping.area import AREA as TIMEKEEPING
from ..vendors.area import AREA as VENDORS

TODAY = Area("today", "Today", order=1, tab=Lazy("mspdesk.app.today:TodayView"))
VAULT = Area(
    "vault",
    "Vault",
    pages=Lazy("mspdesk.app.vaulting.offers:PAGES"),
    checks=Lazy("mspdesk.vault.queries:CHECKS"),
)
REPORTS = Area(
    "reports",
    "Reports",
    order=9,
    tab=Lazy("mspdesk.app.reports:ReportsView"),
    verbs=Lazy("mspdesk.app.week_page:VERBS"),
    papers=Lazy("mspdesk.app.week_page:PAPERS"),
)

AREAS: tuple[Area, ...] = (
    TODAY,
    VAULT,
    SHOP,
    PEOPLE,
    CLIENTS,
    MAIL,
    LETTERS,
    VENDORS,
    DOCUMENTATION,
    CATALOG,
    AGREEMENTS,
    GRID,
    TICKETS,
    LOGS,
    TIMEKEEPING,
    CHECKLISTS,
    PROCEDURES,
    PRACTICE,
    BILLING,
    BINDERS,
    RECOVERY,
    ORGCHART,
    EMPLOYMENT,
    GARDEN,
    HIRING,
    GOALS,
    OFFERINGS,
    SALES,
    CALLS,
    CAMPAIGNS,
    ROADMAPS,
    AUDITS,
    REPORTS,
)


def tabs() -> list[Area]:
    """The areas that have a tab, in their order."""
    return sorted((area for area in AREAS if area.tab), key=lambda area: area.order)
