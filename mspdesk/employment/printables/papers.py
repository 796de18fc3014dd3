"""The papers about people, as the palette and the command line know them."""

from ...desk.area import Paper
from ...tickets.queries.papers import find_ticket
from ..queries.papers import find_person
from .checks import CHECKS
from .handouts import BENEFITS, SIGN_OUT
from .pack import PACK
from .terms import CONTRACTOR_TERMS

STAFF_PAPERS = (
    Paper("employment-checks", "Employment checks list", CHECKS, find_person, needs="people"),
    Paper("onboarding-pack", "Onboarding pack index", PACK, find_person, needs="people"),
    Paper("benefits-sheet", "Benefits sheet", BENEFITS, find_person, needs="people"),
    Paper("contractor-terms", "Contractor terms", CONTRACTOR_TERMS, find_ticket, needs="people"),
    Paper("sign-out", "Sign-out sheet", SIGN_OUT, find_person, needs="people"),
)
