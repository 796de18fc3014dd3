"""The sums and the order of hiring."""
