"""Binders: what is known of a client on paper, printed again only where it changed."""
