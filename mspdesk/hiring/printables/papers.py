"""The papers of hiring, as the palette and the command line know them."""

from ...desk.area import Paper
from ..queries.applicants import find_applicant
from ..queries.cases import find_case
from ..queries.posts import find_post
from .posts import APPLICANT_CHECKS, POST
from .worksheet import WORKSHEET

PAPERS = (
    Paper("hire", "Hire worksheet", WORKSHEET, find_case, needs="people"),
    Paper("job-post", "Job post", POST, find_post),
    Paper(
        "applicant-checks",
        "Checks list of an applicant",
        APPLICANT_CHECKS,
        find_applicant,
        needs="people",
    ),
)
