"""Questions about goals, reviews and meetings."""
