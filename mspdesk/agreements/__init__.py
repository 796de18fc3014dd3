"""What was promised to whom, for how much."""
