"""Things people do to scripts, lists and calls."""
