"""Papers of employment."""

from .papers import STAFF_PAPERS
from .pay import PAPERS as PAY_PAPERS

PAPERS = (*STAFF_PAPERS, *PAY_PAPERS)
