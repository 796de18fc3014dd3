"""Calling people who do not know the shop yet: scripts, whom to call, what came of it (S125)."""
