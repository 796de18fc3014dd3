"""What can be said about campaigns without tables: words, months, audiences, merging, bounces."""
