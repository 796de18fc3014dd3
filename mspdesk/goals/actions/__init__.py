"""Things people do to goals, reviews and meetings."""
