"""Sales: what a prospect knows of its own technology, and whether we take it on."""
