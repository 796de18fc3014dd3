"""Questions about disaster-recovery plans, one module a subject."""
