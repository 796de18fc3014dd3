"""Papers of employment."""

from .pay import PAPERS as PAY_PAPERS

PAPERS = (*PAY_PAPERS,)
