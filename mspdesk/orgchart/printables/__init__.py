"""Papers of the org chart and its roles."""
