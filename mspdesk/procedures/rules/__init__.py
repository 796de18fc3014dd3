"""What a procedure is as text, its life, and what a starter set is; no tables."""
