"""The shop's letters: texts with checked fields, and what was written to whom."""
