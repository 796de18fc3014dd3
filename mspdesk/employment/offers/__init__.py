"""What employment offers the desk: verbs, what a day asks for."""

from .pay import PAY_VERBS
from .staff import STAFF_DATED, STAFF_FINDERS, STAFF_TODAY, STAFF_VERBS

VERBS = (*STAFF_VERBS, *PAY_VERBS)
FINDERS = (*STAFF_FINDERS,)
TODAY = (*STAFF_TODAY,)
DATED = (*STAFF_DATED,)
