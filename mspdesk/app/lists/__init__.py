"""Lists in CSV and XLSX: previewed row by row, brought in as one batch, written to read back."""
