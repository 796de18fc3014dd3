"""Questions about budget places, roadmap meetings, and what a client is to be told."""
