"""Questions about people as employees."""
