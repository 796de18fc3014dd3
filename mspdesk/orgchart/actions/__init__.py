"""Things done to the org chart and its roles."""
