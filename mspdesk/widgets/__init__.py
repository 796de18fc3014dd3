"""The visual language: everything a screen is built from, and nothing a shop would recognise."""
