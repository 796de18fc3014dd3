"""Papers about people as employees."""
