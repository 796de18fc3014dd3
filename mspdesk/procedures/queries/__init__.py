"""Questions about procedures, the library, starter sets and training."""
