"""Things people do to disaster-recovery plans, one module a subject."""
