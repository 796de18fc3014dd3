"""The papers about people, as the palette and the command line know them."""

from ...desk.area import Paper
from ..queries.papers import find_person
from .checks import CHECKS
from .pack import PACK

STAFF_PAPERS = (
    Paper("employment-checks", "Employment checks list", CHECKS, find_person, needs="people"),
    Paper("onboarding-pack", "Onboarding pack index", PACK, find_person, needs="people"),
)
