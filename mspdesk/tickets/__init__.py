"""The service board: every piece of work, from the call to closed."""
