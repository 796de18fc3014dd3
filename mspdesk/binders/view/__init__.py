"""Binders on screen: what was printed, where it lies, what changed since, and printing it."""
