"""Questions about offerings."""
