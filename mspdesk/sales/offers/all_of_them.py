"""All that sales offers the palette, the search and Today."""

from . import advice, pipeline, proposals

VERBS = (*pipeline.VERBS, *proposals.VERBS, *advice.VERBS)
FINDERS = (*pipeline.FINDERS, *proposals.FINDERS, *advice.FINDERS)
TODAY = (*pipeline.TODAY, *proposals.TODAY)
