"""Things people do with checklists."""
