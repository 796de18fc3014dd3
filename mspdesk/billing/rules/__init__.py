"""What billing decides and counts, without tables: words, totals, ageing, review, legal minimum."""
