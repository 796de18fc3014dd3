"""What is true of org charts, without books: layout, span, stages, duties, hours."""
