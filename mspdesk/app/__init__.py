"""The program around the areas: window, palette, today, reports, command line."""
