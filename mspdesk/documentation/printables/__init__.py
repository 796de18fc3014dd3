"""Papers of documentation, one module a subject."""
