"""What employment offers the desk: verbs, what a day asks for."""

from .pay import PAY_VERBS

VERBS = (*PAY_VERBS,)
