"""Questions about the org chart, its roles and their hours."""
