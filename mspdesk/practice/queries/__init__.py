"""Questions about service practice."""
