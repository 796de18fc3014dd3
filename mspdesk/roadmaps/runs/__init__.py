"""Long work of roadmaps: writing calendar files."""
