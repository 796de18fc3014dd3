"""What the screens, papers and reports of sales ask the books."""
