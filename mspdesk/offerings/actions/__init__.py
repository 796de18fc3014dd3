"""Verbs of offerings."""
