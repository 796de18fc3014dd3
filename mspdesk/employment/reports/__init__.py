"""Reports of employment; nobody is compared with anybody (S030)."""

from .pay import PAY_GLANCES, PAY_REPORTS
from .staff import STAFF_REPORTS

REPORTS = (*STAFF_REPORTS, *PAY_REPORTS)
GLANCES = (*PAY_GLANCES,)
