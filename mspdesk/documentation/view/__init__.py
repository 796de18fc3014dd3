"""Screens of what is written down about a client, one module a part."""
