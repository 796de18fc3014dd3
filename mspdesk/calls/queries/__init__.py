"""Questions about scripts, lists and calls."""
