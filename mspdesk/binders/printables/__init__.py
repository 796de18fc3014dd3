"""Binders on paper: how each leaf is laid out."""
