"""Questions whose answers are binders: every leaf's facts, what was printed, what changed since."""
