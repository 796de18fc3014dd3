"""Other people's files: writing tables they can open, reading tables they made."""
