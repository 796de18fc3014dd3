"""The papers of campaigns, as the palette and the command line know them."""

from ...desk.area import Paper
from ..queries.finding import find_campaign, find_year
from ..queries.papers import find_profiles
from .plan import PLAN
from .profiles import PROFILES
from .sheet import SHEET

PAPERS = (
    Paper("marketing-plan", "Marketing plan", PLAN, find_year, needs="clients"),
    Paper("campaign", "Campaign", SHEET, find_campaign, needs="clients"),
    Paper("online-profiles", "Online profiles", PROFILES, find_profiles, needs="clients"),
)
