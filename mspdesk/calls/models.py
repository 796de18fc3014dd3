"""Tables of scripts, lists and calls."""
