"""A whole shop as eleven plain CSV files in one folder: brought in, and written again."""
