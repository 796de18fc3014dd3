"""Long work of documentation, one module a subject."""
