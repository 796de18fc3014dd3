"""Every table of the books, so that migrations, exports and checks see them all.

Reached through `database.catalogue` by whatever needs all of them; a new area adds a line here.
"""

from .agreements import models as agreements
from .billing import models as billing
from .catalog import models as catalog
from .clients import models as clients
from .database import journal
from .database.base import Base
from .documentation import models as documentation
from .grid import models as grid
from .letters import models as letters
from .mail import models as mail
from .people import models as people
from .shop import models as shop
from .tickets import models as tickets
from .timekeeping import models as timekeeping
from .vendors import models as vendors

metadata = Base.metadata

AREAS = (
    shop,
    people,
    clients,
    mail,
    letters,
    vendors,
    documentation,
    catalog,
    agreements,
    grid,
    tickets,
    timekeeping,
    billing,
    journal,
)
