"""What sales prints; `papers` gathers all of it for the palette."""
