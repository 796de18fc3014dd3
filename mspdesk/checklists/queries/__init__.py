"""Questions about checklists."""
