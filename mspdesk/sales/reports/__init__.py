"""Reports of sales; `all_of_them` gathers them for the Reports tab."""
