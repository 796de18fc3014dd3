"""Every table of the books, so that migrations, exports and checks see them all.

Reached through `database.catalogue` by whatever needs all of them; a new area adds a line here.
"""

from .agreements import models as agreements
from .audits import models as audits
from .billing import models as billing
from .binders import models as binders
from .calls import models as calls
from .campaigns import models as campaigns
from .catalog import models as catalog
from .checklists import models as checklists
from .clients import models as clients
from .database import journal
from .database.base import Base
from .documentation.models import backup, copies, device, network, services, software
from .employment import models as employment
from .garden import models as garden
from .goals import models as goals
from .grid import models as grid
from .hiring import models as hiring
from .letters import models as letters
from .logs import models as logs
from .mail import models as mail
from .offerings import models as offerings
from .orgchart import models as orgchart
from .people import models as people
from .practice import models as practice
from .procedures import models as procedures
from .recovery import models as recovery
from .roadmaps import models as roadmaps
from .sales import models as sales
from .shop import models as shop
from .tickets import models as tickets
from .timekeeping import models as timekeeping
from .vault import models as vault
from .vendors import models as vendors

metadata = Base.metadata

AREAS = (
    shop,
    people,
    clients,
    mail,
    letters,
    vendors,
    device,
    network,
    services,
    software,
    backup,
    copies,
    vault,
    catalog,
    agreements,
    grid,
    tickets,
    logs,
    timekeeping,
    checklists,
    procedures,
    practice,
    billing,
    recovery,
    orgchart,
    employment,
    garden,
    hiring,
    goals,
    offerings,
    sales,
    calls,
    campaigns,
    roadmaps,
    audits,
    binders,
    journal,
)
