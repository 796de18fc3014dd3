"""The People room and what stands in it."""
